import Policy

/// A pattern of a term list, read: phrases written out in full, and how they must stand to one another.
///
/// Groups, endings and bracketed words are written out here, so that the matcher knows only sequences of words.
struct TermPattern: Sendable, Hashable {
  /// A pattern that does not follow `Docs/patterns.md`.
  struct SyntaxError: Error, Hashable {
    var reason: String
  }

  /// A word of a phrase: where its folded letters lie in `letters`, and whether any ending may follow.
  struct Word: Sendable, Hashable {
    var letters: Range<Int>
    var isPrefix: Bool
  }

  /// Words that must be spelt in exactly this way, by their position in the phrase.
  struct Exact: Sendable, Hashable {
    var words: Range<Int>
    var bytes: [UInt8]
  }

  /// Where the words of a phrase lie in `words`, and those to be spelt exactly in `exact`.
  struct Phrase: Sendable, Hashable {
    var words: Range<Int>
    var exact: Range<Int>
  }

  /// How a part stands to the part before it.
  enum Link: Sendable, Hashable {
    /// At most so many words between them, in either order.
    case near(Int)
    /// After it, with at most so many words between.
    case follow(Int)
    /// Right behind it, as in a phrase: parted only so that fewer phrases have to be written out.
    case adjoin

    /// The most words between.
    var limit: Int {
      switch self {
      case .near(let words), .follow(let words): words
      case .adjoin: 0
      }
    }
  }

  private(set) var letters: [UInt8] = []
  private(set) var words: [Word] = []
  private(set) var exact: [Exact] = []
  private(set) var phrases: [Phrase] = []
  /// The phrases of each part, any of which may stand for it.
  private(set) var parts: [Range<Int>] = []
  /// `links[i]` joins `parts[i]` and `parts[i + 1]`.
  private(set) var links: [Link] = []

  /// No pattern may stand for more phrases than this.
  static let phraseLimit = 20_000

  init(_ source: String) throws(SyntaxError) {
    guard PatternParser.hasSigns(source) else {
      try addPart([Array(source.utf8)])
      return
    }
    var parser = PatternParser(source)
    try addPart(try parser.part())
    while let link = try parser.link() {
      links.append(link)
      try addPart(try parser.part())
    }
  }

  /// What a part is made of, the same for parts that are the same.
  func key(of part: Range<Int>) -> [UInt8] {
    var key: [UInt8] = []
    for phrase in phrases[part] { addKey(of: phrase, to: &key) }
    return key
  }

  private func addKey(of phrase: Phrase, to key: inout [UInt8]) {
    func add(_ number: Int) {
      for shift in [0, 8, 16] { key.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    add(phrase.words.count)
    for word in words[phrase.words] {
      add(word.letters.count << 1 | (word.isPrefix ? 1 : 0))
      key += letters[word.letters]
    }
    add(phrase.exact.count)
    for exact in exact[phrase.exact] {
      for number in [exact.words.lowerBound, exact.words.upperBound, exact.bytes.count] {
        add(number)
      }
      key += exact.bytes
    }
  }

  private mutating func addPart(_ expansions: [[UInt8]]) throws(SyntaxError) {
    let (first, firstExact) = (phrases.count, exact.count)
    var ends: [Int] = []
    for expansion in expansions { try addPhrase(expansion, &ends) }
    // The automaton knows a phrase that it has; one with a spelling to check would be checked twice.
    if exact.count > firstExact, phrases.count > first + 1 {
      var seen = WordNumbers()
      let own = phrases[first...]
      phrases.removeLast(own.count)
      for phrase in own {
        var key: [UInt8] = []
        addKey(of: phrase, to: &key)
        if seen.number(of: key) == phrases.count - first { phrases.append(phrase) }
      }
    }
    parts.append(first..<phrases.count)
  }

  /// - Parameters:
  ///   - expansion: one expansion of a pattern, with the marks of `PatternParser`.
  ///   - ends: room for the ends of words.
  private mutating func addPhrase(
    _ expansion: [UInt8], _ ends: inout [Int]
  ) throws(SyntaxError) {
    let (first, firstExact) = (words.count, exact.count)
    func add(_ text: ArraySlice<UInt8>) {
      guard !text.isEmpty else { return }
      var start = letters.count
      ends.removeAll(keepingCapacity: true)
      FoldedText.addWords(of: text, to: &letters, ends: &ends)
      for end in ends {
        words.append(Word(letters: start..<end, isPrefix: false))
        start = end
      }
    }
    var rest = expansion[...]
    while let mark = rest.firstIndex(where: { $0 >= PatternParser.quote }) {
      add(rest[..<mark])
      if expansion[mark] == PatternParser.star {
        guard mark > rest.startIndex, expansion[mark - 1] > 0x20, words.count > first else {
          throw SyntaxError(reason: "* stands after the beginning of a word, as in migrant*")
        }
        words[words.count - 1].isPrefix = true
        rest = rest[(mark + 1)...]
      } else {
        let quoted = rest[(mark + 1)...].prefix { $0 != PatternParser.quote }
        let firstQuoted = words.count
        add(quoted)
        guard words.count > firstQuoted else {
          throw SyntaxError(reason: "the quotes hold no word")
        }
        exact.append(
          Exact(words: firstQuoted - first..<words.count - first, bytes: Array(quoted)))
        rest = rest[(quoted.endIndex + 1)...]
      }
    }
    add(rest)
    guard words.count > first else {
      throw SyntaxError(reason: "a part or an alternative has no word: something must be left")
    }
    phrases.append(Phrase(words: first..<words.count, exact: firstExact..<exact.count))
  }
}

/// Reads the characters of a pattern and writes its alternatives out.
struct PatternParser {
  /// Marks in what is written out, bytes that UTF-8 does not have: any ending may follow, and what stands before and behind words
  /// to be spelt exactly so.
  static let star: UInt8 = 0xFF
  static let quote: UInt8 = 0xFE

  /// A part that would stand for more phrases than `most` is parted at a word where both sides stand for `few` at least: the
  /// phrases of the sides are added, and no longer multiplied.
  private static let (few, most) = (12, 256)

  private let source: [UInt8]
  private var at = 0
  /// Whether the part read last ends where the next one adjoins it.
  private var isParted = false
  /// For how many phrases the part read last, with those that it adjoins, stands.
  private var total = 1

  init(_ source: String) {
    self.source = Array(source.utf8)
  }

  private static let space = UInt8(ascii: " ")

  /// Whether a pattern has any sign of the pattern language; most have none.
  static func hasSigns(_ source: String) -> Bool {
    source.utf8.contains { isSpecial($0) || isLinkSign($0) }
  }

  private func complaint(_ reason: String) -> TermPattern.SyntaxError {
    TermPattern.SyntaxError(reason: "\(reason) (character \(at + 1))")
  }

  /// What stands up to a link, the end or a word where the part is better parted, written out.
  mutating func part() throws(TermPattern.SyntaxError) -> [[UInt8]] {
    if !isParted { total = 1 }
    isParted = false
    let phrases = try sequence(until: [])
    total *= phrases.count
    guard total <= TermPattern.phraseLimit else { throw tooMany }
    return phrases
  }

  private var tooMany: TermPattern.SyntaxError {
    complaint("it stands for more than \(TermPattern.phraseLimit) phrases: split it")
  }

  /// Whether a word begins here behind which as much follows as stands before.
  private func isBetterParted(_ phrases: [[UInt8]]) -> Bool {
    guard phrases.count >= Self.few, at > 0 else { return false }
    let before = source[at - 1]
    let begins =
      source[at] == Self.space || source[at] == UInt8(ascii: "[") || before == Self.space
      || before == UInt8(ascii: "]")
    guard begins, phrases.allSatisfy({ $0.contains { $0 > Self.space } }) else { return false }
    var (rest, hasWord) = (at, false)
    let following = count(from: &rest, until: nil, hasWord: &hasWord)
    return hasWord && following >= Self.few && phrases.count * following > Self.most
  }

  /// For how many phrases what stands up to `closer`, a link or the end stands, and whether it has a word that no bracket lets
  /// be missing.
  private func count(from place: inout Int, until closer: UInt8?, hasWord: inout Bool) -> Int {
    var (sum, product) = (0, 1)
    var (everyOther, own) = (true, false)
    while place < source.count, source[place] != closer, !Self.isLinkSign(source[place]) {
      let byte = source[place]
      place += 1
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["):
        let isRound = byte == UInt8(ascii: "(")
        var inside = false
        let alternatives = count(
          from: &place, until: UInt8(ascii: isRound ? ")" : "]"), hasWord: &inside)
        place += 1
        product = min(product * (isRound ? alternatives : alternatives + 1), .max >> 32)
        if isRound, inside { own = true }
      case UInt8(ascii: "|"):
        (sum, product) = (sum + product, 1)
        (everyOther, own) = (everyOther && own, false)
      case Self.space: break
      default: own = true
      }
    }
    hasWord = everyOther && own
    return sum + product
  }

  /// What stands up to one of `closers`, a link or the end, written out; a whole part up to where it is better parted.
  private mutating func sequence(
    until closers: [UInt8]
  ) throws(TermPattern.SyntaxError) -> [[UInt8]] {
    var results: [[UInt8]] = [[]]
    func append(_ alternatives: [[UInt8]]) throws(TermPattern.SyntaxError) {
      guard results.count * alternatives.count <= TermPattern.phraseLimit else {
        throw tooMany
      }
      if alternatives.count == 1 {
        for i in results.indices { results[i] += alternatives[0] }
      } else {
        results = results.flatMap { head in alternatives.map { head + $0 } }
      }
    }
    while at < source.count, !closers.contains(source[at]), !isLink {
      if closers.isEmpty, isBetterParted(results) {
        isParted = true
        return results
      }
      switch source[at] {
      case UInt8(ascii: "("):
        try append(try group(close: UInt8(ascii: ")")))
      case UInt8(ascii: "["):
        // The bracketed words stand apart from their neighbours whether or not they are there.
        let gap = [Self.space]
        try append(try group(close: UInt8(ascii: "]")).map { gap + $0 + gap } + [gap])
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        throw complaint("a bracket is closed that was not opened")
      case UInt8(ascii: "|"):
        throw complaint("| stands inside brackets, as in worker(|s)")
      case UInt8(ascii: "*"):
        at += 1
        try append([[Self.star]])
        if at < source.count, FoldedText.isLetter(source[at]) {
          throw complaint("* ends a word: write a space after it")
        }
      case UInt8(ascii: "\""):
        try append([[Self.quote] + (try quoted()) + [Self.quote]])
      default:
        let start = at
        while at < source.count, !Self.isSpecial(source[at]), !isLink { at += 1 }
        let plain = source[start..<at]
        for i in results.indices { results[i] += plain }
      }
    }
    return results
  }

  /// Whether a byte opens, closes or parts something.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "|"), UInt8(ascii: "*"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  private static func isLinkSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "~") || byte == UInt8(ascii: ">")
  }

  private mutating func group(close: UInt8) throws(TermPattern.SyntaxError) -> [[UInt8]] {
    let opened = at
    at += 1
    var alternatives: [[UInt8]] = []
    while true {
      alternatives += try sequence(until: [UInt8(ascii: "|"), close])
      guard at < source.count, !isLink else {
        at = opened
        throw complaint("the bracket is never closed")
      }
      at += 1
      if source[at - 1] == close { return alternatives }
    }
  }

  private mutating func quoted() throws(TermPattern.SyntaxError) -> [UInt8] {
    guard let end = source[(at + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
      throw complaint("the quotes are never closed")
    }
    defer { at = end + 1 }
    return Array(source[(at + 1)..<end])
  }

  /// Whether a link (` ~5 `, ` >5 `) stands here.
  private var isLink: Bool { at < source.count && Self.isLinkSign(source[at]) }

  /// The link that stands here; nil at the end of the pattern.
  mutating func link() throws(TermPattern.SyntaxError) -> TermPattern.Link? {
    if isParted { return .adjoin }
    guard at < source.count else { return nil }
    let sign = source[at]
    at += 1
    var digits: [UInt8] = []
    while at < source.count, (0x30...0x39).contains(source[at]), digits.count < 3 {
      digits.append(source[at])
      at += 1
    }
    guard let distance = Int(String(decoding: digits, as: UTF8.self)), distance <= 50 else {
      throw complaint(
        "~ and > are followed by a number of words up to 50, as in permit ~5 employer")
    }
    return sign == UInt8(ascii: "~") ? .near(distance) : .follow(distance)
  }
}
