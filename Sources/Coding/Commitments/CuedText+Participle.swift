extension CuedText {
  /// Whether a word is a past participle, by its ending or, in French and Spanish, by the list of those that end otherwise.
  func isParticiple(_ word: Int) -> Bool {
    let (least, endings): (Int, [StaticString])
    switch language {
    case .english: (least, endings) = (5, ["ed"])
    case .french: (least, endings) = (5, ["é", "és", "ée", "ées"])
    case .spanish:
      (least, endings) = (6, ["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"])
    default: return false
    }
    return starts[word].contains(.participle)
      || length(word) >= least && endings.contains { self.word(word, endsIn: $0) }
  }
}
