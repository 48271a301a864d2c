/// The words and prefixes of all patterns, numbered.
struct Vocabulary {
  /// A word of a pattern: an index into `words`, or into `beginnings`.
  enum Number {
    case word(Int32)
    case beginning(Int32)
  }

  private(set) var words: [[UInt8]] = []
  private(set) var prefixes: [[UInt8]] = []
  /// For each beginning that a pattern has, the prefixes that it may have in folded text (Arabic prefixes cut or not).
  private var beginnings: [[Int]] = []
  private var wordIndex: [[UInt8]: Int32] = [:]
  /// For each word by its number, its place in `words`, once they are sorted.
  private var places: [Int32] = []
  private var prefixIndex: [[UInt8]: Int] = [:]
  private var beginningIndex: [[UInt8]: Int32] = [:]

  mutating func number(of word: TermPattern.Word) -> Number {
    if !word.isPrefix {
      if let known = wordIndex[word.letters] { return .word(known) }
      let next = Int32(words.count)
      wordIndex[word.letters] = next
      words.append(word.letters)
      return .word(next)
    }
    if let known = beginningIndex[word.letters] { return .beginning(known) }
    let next = Int32(beginnings.count)
    beginningIndex[word.letters] = next
    let relaxed = FoldedText.relaxedPrefix(word.letters)
    let forms = relaxed == word.letters ? [relaxed] : [word.letters, relaxed]
    beginnings.append(forms.map { prefix($0) })
    return .beginning(next)
  }

  private mutating func prefix(_ letters: [UInt8]) -> Int {
    if let known = prefixIndex[letters] { return known }
    prefixIndex[letters] = prefixes.count
    prefixes.append(letters)
    return prefixes.count - 1
  }

  /// Puts the short words first, which are the frequent ones (Zipf, "The psycho-biology of language", 1935), so that tables
  /// by word have them together. No word can be numbered after that.
  mutating func sort() {
    let order = words.indices.sorted { (words[$0].count, $0) < (words[$1].count, $1) }
    places = [Int32](repeating: 0, count: words.count)
    for (place, number) in order.enumerated() { places[number] = Int32(place) }
    words = order.map { words[$0] }
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
      ofBeginning: beginnings.map { $0.flatMap { ofPrefix[$0] } })
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
      for case .beginning(let beginning) in phrase {
        count *= ofBeginning[Int(beginning)].count
        if count > TermPattern.phraseLimit { return false }
      }
      var sequences: [[UInt32]] = [[]]
      for word in phrase {
        switch word {
        case .word(let word):
          for i in sequences.indices { sequences[i].append(ofWord[Int(word)]) }
        case .beginning(let beginning):
          let symbols = ofBeginning[Int(beginning)]
          sequences = sequences.flatMap { head in symbols.map { head + [$0] } }
        }
      }
      sequences.forEach(body)
      return true
    }
  }
}
