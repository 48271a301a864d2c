extension String {
  /// A name or title that is set in capitals, as a person would write it: "MINISTERIO DEL INTERIOR" becomes "Ministerio del
  /// Interior". Words in brackets, Roman numerals and what can only be an abbreviation stay as they are; so does a text that is not
  /// in capitals.
  public var unshouted: String {
    let letters = unicodeScalars.filter { $0.properties.isAlphabetic }
    let capitals = letters.count { $0.properties.isUppercase }
    guard letters.count >= 8, capitals * 5 >= letters.count * 4, contains(" ") else { return self }
    var isOpening = true
    var depth = 0
    return split(separator: " ", omittingEmptySubsequences: false).map { word in
      defer {
        isOpening = word.isEmpty ? isOpening : Shouting.ends(word)
        depth += word.count { $0 == "(" || $0 == "[" } - word.count { $0 == ")" || $0 == "]" }
      }
      if depth > 0 || word.hasPrefix("(") || word.hasPrefix("[") { return String(word) }
      return Shouting.quieted(word, isOpening: isOpening)
    }.joined(separator: " ")
  }
}

private enum Shouting {
  /// Whether what follows begins anew.
  static func ends(_ word: Substring) -> Bool {
    word.last.map { ".:-–—".contains($0) } ?? false
  }

  static func quieted(_ word: Substring, isOpening: Bool) -> String {
    var (word, isOpening, articles) = (word, isOpening, "")
    // An elided article: "L'ENVIRONNEMENT", "D’ASILE".
    while let mark = word.firstIndex(where: { $0 == "'" || $0 == "’" }),
      word[..<mark].count(where: \.isLetter) <= 2
    {
      let article = word[...mark].lowercased()
      articles += isOpening ? capitalised(article) : article
      word = word[word.index(after: mark)...]
      isOpening = true
    }
    return articles + quietedWord(word, isOpening: isOpening)
  }

  private static func quietedWord(_ word: Substring, isOpening: Bool) -> String {
    if !isOpening, joining.contains(word.lowercased()) { return word.lowercased() }
    let bare = word.filter(\.isLetter)
    guard bare.count > 1, bare == bare.uppercased(), !isAbbreviation(String(bare)) else {
      return String(word)
    }
    return word.lowercased().split(separator: "-", omittingEmptySubsequences: false)
      .map { capitalised(String($0)) }.joined(separator: "-")
  }

  private static func capitalised(_ word: String) -> String {
    guard let first = word.firstIndex(where: \.isLetter) else { return word }
    return word[..<first] + word[first].uppercased() + word[word.index(after: first)...]
  }

  /// Letters that no word has: no vowel, four consonants in a row, or a Roman numeral.
  private static func isAbbreviation(_ word: String) -> Bool {
    let isConsonant = word.unicodeScalars.map { "BCDFGHJKLMNPQRSTVWXZ".unicodeScalars.contains($0) }
    if isConsonant.allSatisfy({ $0 }) { return true }
    var run = 0
    for (i, consonant) in isConsonant.enumerated() {
      run = consonant ? run + 1 : 0
      if run >= 5 || (run == 4 && i == isConsonant.count - 1) { return true }
    }
    return word.allSatisfy { "IVXLC".contains($0) }
  }

  /// Words that join the parts of a name, in the languages whose names capitalise the others.
  private static let joining: Set<String> = [
    "of", "the", "and", "for", "in", "on", "to", "by", "with", "at", "from", "as", "a", "an", "or",
    "under", "against", "de", "du", "des", "la", "le", "les", "et", "au", "aux", "en", "sur",
    "pour", "par", "dans", "un", "une", "à", "del", "los", "las", "el", "y", "e", "al", "para",
    "por", "con", "contra", "o", "ou", "do", "da", "dos", "das", "und", "der", "die", "von",
    "zu", "im", "über", "di", "della", "dei",
  ]
}
