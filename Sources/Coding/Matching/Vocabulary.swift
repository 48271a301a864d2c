import Policy

/// The words and prefixes of all patterns, numbered.
struct Vocabulary {
  /// A word of a pattern: an index into `words`, or into `beginnings`.
  enum Number {
    case word(Int32)
    case beginning(Int32)
  }

  private(set) var words: [[UInt8]] = []
  private var wordNumbers = WordNumbers()
  private var prefixNumbers = WordNumbers()
  /// The beginnings that patterns have, and for each the prefixes that it may have in folded text (Arabic prefixes cut or not).
  private var beginningNumbers = WordNumbers()
  private var beginnings: [[Int32]] = []
  /// For each word by its number, its place in `words`, once they are sorted.
  private var places: [Int32] = []

  var prefixes: [[UInt8]] { prefixNumbers.words }

  mutating func number(of letters: UnsafeBufferPointer<UInt8>, isPrefix: Bool) -> Number {
    guard isPrefix else { return .word(wordNumbers.number(of: letters)) }
    let number = beginningNumbers.number(of: letters)
    if Int(number) == beginnings.count {
      let plain = Array(letters)
      let relaxed = FoldedText.relaxedPrefix(plain)
      let forms = relaxed == plain ? [relaxed] : [plain, relaxed]
      beginnings.append(forms.map { prefixNumbers.number(of: $0) })
    }
    return .beginning(number)
  }

  /// Puts the short words first, which are the frequent ones (Zipf, "The psycho-biology of language", 1935), so that tables
  /// by word have them together. No word can be numbered after that.
  mutating func sort() {
    let all = wordNumbers.words
    let order = all.indices.sorted { (all[$0].count, $0) < (all[$1].count, $1) }
    places = [Int32](repeating: 0, count: all.count)
    for (place, number) in order.enumerated() { places[number] = Int32(place) }
    words = order.map { all[$0] }
  }

  /// The symbols of everything numbered, as `WordAutomaton` gives them.
  func symbols() -> Symbols {
    // In alphabetical order all words with one beginning stand together.
    var all = words.enumerated().map { (letters: $1, symbol: UInt32($0 + 1)) }
    all += prefixes.enumerated().map { (letters: $1, symbol: UInt32(words.count + $0 + 1)) }
    all.sort { $0.letters.lexicographicallyPrecedes($1.letters) }
    let ofPrefix = prefixes.map { prefix in
      all[all.partitioningIndex { !$0.letters.lexicographicallyPrecedes(prefix) }...]
        .prefix { $0.letters.starts(with: prefix) }.map(\.symbol)
    }
    return Symbols(
      ofWord: places.map { UInt32($0 + 1) },
      ofBeginning: beginnings.map { $0.flatMap { ofPrefix[Int($0)] } })
  }

  struct Symbols {
    /// The symbol of each word, by its number.
    var ofWord: [UInt32]
    /// For each beginning, the symbols of all words and prefixes that begin so.
    var ofBeginning: [[UInt32]]

    /// Calls `body` with every sequence of symbols that the words of a phrase stand for.
    ///
    /// - Returns: false, without a call, when there are more than `TermPattern.phraseLimit`.
    func forEach(_ phrase: ArraySlice<Number>, _ body: ([UInt32]) -> Void) -> Bool {
      var count = 1
      var sequence: [UInt32] = []
      sequence.reserveCapacity(phrase.count)
      for word in phrase {
        switch word {
        case .word(let word):
          sequence.append(ofWord[Int(word)])
        case .beginning(let beginning):
          let symbols = ofBeginning[Int(beginning)]
          count *= symbols.count
          if count > TermPattern.phraseLimit { return false }
          if let first = symbols.first { sequence.append(first) }
        }
      }
      guard count > 0 else { return true }
      guard count > 1 else {
        body(sequence)
        return true
      }
      // Counts through the choices, the last word fastest.
      for choice in 0..<count {
        var rest = choice
        for (place, word) in phrase.enumerated().reversed() {
          guard case .beginning(let beginning) = word else { continue }
          let symbols = ofBeginning[Int(beginning)]
          sequence[place] = symbols[rest % symbols.count]
          rest /= symbols.count
        }
        body(sequence)
      }
      return true
    }
  }
}
