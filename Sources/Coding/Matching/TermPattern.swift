/// A pattern of a term list, read: phrases written out in full, and how they must stand to one another.
///
/// Groups, endings and bracketed words are written out here, so that the matcher knows only sequences of words.
struct TermPattern: Sendable, Hashable {
  /// A pattern that does not follow `Docs/patterns.md`.
  struct SyntaxError: Error, Hashable {
    var reason: String
  }

  /// A word of a phrase: its folded letters, and whether any ending may follow.
  struct Word: Sendable, Hashable {
    var letters: [UInt8]
    var isPrefix: Bool
  }

  /// Words that must be spelt in exactly this way, by their position in the phrase.
  struct Exact: Sendable, Hashable {
    var words: Range<Int>
    var bytes: [UInt8]
  }

  struct Phrase: Sendable, Hashable {
    var words: [Word]
    var exact: [Exact]
  }

  /// How a part stands to the part before it.
  enum Link: Sendable, Hashable {
    /// At most so many words between them, in either order.
    case near(Int)
    /// After it, with at most so many words between.
    case follow(Int)

    /// The most words between.
    var limit: Int {
      switch self {
      case .near(let words), .follow(let words): words
      }
    }
  }

  /// Alternatives of one part: any of these phrases.
  struct Part: Sendable, Hashable {
    var phrases: [Phrase]
  }

  private(set) var parts: [Part] = []
  /// `links[i]` joins `parts[i]` and `parts[i + 1]`.
  private(set) var links: [Link] = []

  /// No pattern may stand for more phrases than this.
  static let phraseLimit = 20_000

  init(_ source: String) throws(SyntaxError) {
    if let plain = PatternParser.plain(source) {
      parts = [Part(phrases: [try Self.phrase([plain])])]
      return
    }
    var parser = PatternParser(source)
    parts.append(try Self.part(try parser.sequence(until: [])))
    while let link = try parser.link() {
      links.append(link)
      parts.append(try Self.part(try parser.sequence(until: [])))
    }
  }

  private static func part(_ expansions: [[PatternParser.Run]]) throws(SyntaxError) -> Part {
    if expansions.count == 1 { return Part(phrases: [try phrase(expansions[0])]) }
    let phrases = try expansions.map { runs throws(SyntaxError) in try phrase(runs) }
    // The automaton knows a phrase that it has; one with a spelling to check would be checked twice.
    guard phrases.contains(where: { !$0.exact.isEmpty }) else { return Part(phrases: phrases) }
    var seen: Set<Phrase> = []
    return Part(phrases: phrases.filter { seen.insert($0).inserted })
  }

  private static func phrase(_ runs: [PatternParser.Run]) throws(SyntaxError) -> Phrase {
    var phrase = Phrase(words: [], exact: [])
    // Runs of plain letters that touch make one word, so they are joined before they are split.
    var plain: [UInt8] = []
    func flush() {
      phrase.words += FoldedText.words(of: plain).map { Word(letters: $0, isPrefix: false) }
      plain.removeAll()
    }
    for run in runs {
      switch run {
      case .plain(let bytes): plain += bytes
      case .star:
        guard let last = plain.last, last > 0x20 else {
          throw SyntaxError(reason: "* stands after the beginning of a word, as in migrant*")
        }
        flush()
        phrase.words[phrase.words.count - 1].isPrefix = true
      case .exact(let bytes):
        flush()
        let words = FoldedText.words(of: bytes)
        guard !words.isEmpty else { throw SyntaxError(reason: "the quotes hold no word") }
        let first = phrase.words.count
        phrase.words += words.map { Word(letters: $0, isPrefix: false) }
        phrase.exact.append(Exact(words: first..<phrase.words.count, bytes: bytes))
      }
    }
    flush()
    guard !phrase.words.isEmpty else {
      throw SyntaxError(reason: "a part or an alternative has no word: something must be left")
    }
    return phrase
  }
}

/// Reads the characters of a pattern and writes its alternatives out.
struct PatternParser {
  /// A stretch of one expansion.
  enum Run: Sendable, Hashable {
    case plain([UInt8])
    case exact([UInt8])
    case star
  }

  private let source: [UInt8]
  private var at = 0

  init(_ source: String) {
    self.source = Array(source.utf8)
  }

  private static let space = UInt8(ascii: " ")

  /// The whole pattern where it has no sign of the pattern language, as most have none.
  static func plain(_ source: String) -> Run? {
    let isSign = { (byte: UInt8) in
      special[Int(byte)] || byte == UInt8(ascii: "~") || byte == UInt8(ascii: ">")
    }
    return source.utf8.contains(where: isSign) ? nil : .plain(Array(source.utf8))
  }

  private func complaint(_ reason: String) -> TermPattern.SyntaxError {
    TermPattern.SyntaxError(reason: "\(reason) (character \(at + 1))")
  }

  /// What stands up to one of `closers`, a link or the end, written out.
  mutating func sequence(until closers: [UInt8]) throws(TermPattern.SyntaxError) -> [[Run]] {
    var results: [[Run]] = [[]]
    func append(_ alternatives: [[Run]]) throws(TermPattern.SyntaxError) {
      guard results.count * alternatives.count <= TermPattern.phraseLimit else {
        throw complaint("it stands for more than \(TermPattern.phraseLimit) phrases: split it")
      }
      results = results.flatMap { head in alternatives.map { head + $0 } }
    }
    while at < source.count, !closers.contains(source[at]), !isLink {
      switch source[at] {
      case UInt8(ascii: "("):
        try append(try group(close: UInt8(ascii: ")")))
      case UInt8(ascii: "["):
        // The bracketed words stand apart from their neighbours whether or not they are there.
        let gap: [Run] = [.plain([Self.space])]
        try append(try group(close: UInt8(ascii: "]")).map { gap + $0 + gap } + [gap])
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        throw complaint("a bracket is closed that was not opened")
      case UInt8(ascii: "|"):
        throw complaint("| stands inside brackets, as in worker(|s)")
      case UInt8(ascii: "*"):
        at += 1
        try append([[.star]])
        if at < source.count, FoldedText.isLetter(source[at]) {
          throw complaint("* ends a word: write a space after it")
        }
      case UInt8(ascii: "\""):
        try append([[.exact(try quoted())]])
      default:
        var plain: [UInt8] = []
        while at < source.count, !Self.special[Int(source[at])], !isLink {
          plain.append(source[at])
          at += 1
        }
        try append([[.plain(plain)]])
      }
    }
    return results
  }

  /// Whether a byte opens, closes or parts something.
  private static let special = (0..<256).map { "()[]|*\"".utf8.contains(UInt8($0)) }

  private mutating func group(close: UInt8) throws(TermPattern.SyntaxError) -> [[Run]] {
    let opened = at
    at += 1
    var alternatives: [[Run]] = []
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
  private var isLink: Bool {
    at < source.count && (source[at] == UInt8(ascii: "~") || source[at] == UInt8(ascii: ">"))
  }

  /// The link that stands here; nil at the end of the pattern.
  mutating func link() throws(TermPattern.SyntaxError) -> TermPattern.Link? {
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
