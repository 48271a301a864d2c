public import Policy

/// Word lists by which the judge recognises acts ("charges", "forbids"), exceptions, references and other turns of
/// phrase that the codebook does not name. The lists are data: `Resources/coherence/cues.csv`.
///
/// A pattern is a row of words as in the term lists: `word*` for any word that begins so, `(a|b c)` for alternatives,
/// `>n` for up to n words between. It matches within one sentence, regardless of case and accents.
public struct CueTable: Sendable {
  /// A place where a cue stands.
  struct Hit: Sendable {
    /// Index of the cue in `names`.
    var cue: Int
    /// Indices of the words.
    var words: Range<Int>
    /// Indices of words between those of the pattern.
    var skipped: [Int] = []

    /// Whether it is of a cue and begins one or two words before a word.
    func isBefore(_ word: Int, cue: Int?) -> Bool {
      self.cue == cue && (1...2).contains(word - words.lowerBound)
    }
  }

  struct Pattern: Sendable {
    var cue: Int
    /// Its steps, in `steps`.
    var steps: Range<Int>
  }

  /// One of several ways to go on in a pattern.
  struct Step: Sendable {
    /// How many words may stand before it, beyond none.
    var gap: Int
    /// Its alternatives, in `options`.
    var options: Range<Int>
  }

  /// Where a pattern can begin.
  struct Start: Sendable {
    var pattern: Int32
    var option: Int32
    /// Index of the pattern's language in `languages`; -1 for a pattern of every language.
    var language: Int32
  }

  let names: [String]
  private let index: [String: Int]
  private(set) var patterns: [Pattern] = []
  private(set) var steps: [Step] = []
  /// An alternative is a row of adjacent words, as numbers of `vocabulary`, in `terms`.
  private(set) var options: [Range<Int>] = []
  /// The first word of each alternative.
  private(set) var firsts: [Int32] = []
  private(set) var terms: [Int32] = []
  private var vocabulary = WordTrie()
  /// The languages that patterns are written in.
  private var languages: [Language] = []
  /// By the number of the first word.
  private var starts: [[Start]] = []

  /// - Parameter bytes: CSV with the columns `cue`, `language` and `pattern`.
  /// - Throws: `Table.Error` with file, line and column.
  public init(_ bytes: some Sequence<UInt8>, file: String = "cues.csv") throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["cue", "language", "pattern"])
    var rows: [Row] = []
    for row in table.rows {
      guard !row["cue"].isEmpty else { throw row.error("cue", "the name of the cue is missing") }
      rows.append(Row(cue: row["cue"], pattern: row["pattern"], source: row))
    }
    try self.init(rows, column: "pattern")
  }

  /// A pattern with the name of its cue and the row of a table that it stands in; its column `language` may be missing.
  struct Row {
    var cue: String
    var pattern: String
    var source: Table.Row
  }

  /// - Parameter column: the column of the patterns, for errors.
  init(_ rows: [Row], column: String) throws(Table.Error) {
    var names: [String] = []
    var index: [String: Int] = [:]
    for row in rows {
      let cue: Int
      if let known = index[row.cue] {
        cue = known
      } else {
        cue = names.count
        names.append(row.cue)
        index[row.cue] = cue
      }
      patterns.append(Pattern(cue: cue, steps: 0..<0))
    }
    self.names = names
    self.index = index
    for (number, row) in rows.enumerated() {
      do throws(PatternError) {
        patterns[number].steps = try read(Array(row.pattern.utf8))
      } catch {
        throw row.source.error(column, error.rawValue)
      }
      let language = languageIndex(row.source["language"])
      for option in steps[patterns[number].steps.lowerBound].options {
        starts[Int(firsts[option])].append(
          Start(pattern: Int32(number), option: Int32(option), language: language))
      }
    }
  }

  private mutating func languageIndex(_ name: String) -> Int32 {
    if name.isEmpty || name == "*" { return -1 }
    let language = Language(rawValue: name)
    if let known = languages.firstIndex(of: language) { return Int32(known) }
    languages.append(language)
    return Int32(languages.count) - 1
  }

  subscript(name: String) -> Int? { index[name] }

  // MARK: - Reading patterns

  private enum PatternError: String, Error {
    case gap = "«>» must be followed by a number of words"
    case open = "a bracket is never closed: add the missing )"
    case nested = "a bracket stands within a bracket: write two rows"
    case empty = "the pattern has no words"
  }

  /// Adds the steps of a pattern.
  private mutating func read(_ bytes: [UInt8]) throws(PatternError) -> Range<Int> {
    let first = steps.count
    var gap = 0
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: " "): at += 1
      case UInt8(ascii: ">"):
        at += 1
        let start = at
        gap = 0
        while at < bytes.count, (0x30...0x39).contains(bytes[at]), gap < 1_000 {
          gap = gap * 10 + Int(bytes[at] - 0x30)
          at += 1
        }
        guard at > start else { throw .gap }
      case UInt8(ascii: "("):
        guard let close = bytes[at...].firstIndex(of: UInt8(ascii: ")")) else { throw .open }
        guard !bytes[(at + 1)..<close].contains(UInt8(ascii: "(")) else { throw .nested }
        let firstOption = options.count
        var start = at + 1
        while start < close {
          let end = Self.end(of: UInt8(ascii: "|"), in: bytes, start..<close)
          if end > start { try addOption(bytes, start..<end) }
          start = end + 1
        }
        if options.count > firstOption {
          steps.append(Step(gap: gap, options: firstOption..<options.count))
        }
        gap = 0
        at = close + 1
      default:
        var end = at
        while end < bytes.count, bytes[end] != UInt8(ascii: " "), bytes[end] != UInt8(ascii: "(") {
          end += 1
        }
        try addOption(bytes, at..<end)
        steps.append(Step(gap: gap, options: options.count - 1..<options.count))
        gap = 0
        at = end
      }
    }
    guard steps.count > first else { throw .empty }
    return first..<steps.count
  }

  /// Where a byte stands next, or else the end of the range.
  private static func end(of byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int {
    var at = range.lowerBound
    while at < range.upperBound, bytes[at] != byte { at += 1 }
    return at
  }

  private mutating func addOption(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(PatternError) {
    let first = terms.count
    var at = range.lowerBound
    while at < range.upperBound {
      let end = Self.end(of: UInt8(ascii: " "), in: bytes, at..<range.upperBound)
      if end > at { addPiece(bytes[at..<end]) }
      at = end + 1
    }
    guard terms.count > first else { throw .empty }
    options.append(first..<terms.count)
    firsts.append(terms[first])
  }

  /// Adds the words of a piece without blanks; nearly all pieces are words as they stand.
  private mutating func addPiece(_ piece: ArraySlice<UInt8>) {
    let isPrefix = piece.last == UInt8(ascii: "*")
    let word = isPrefix ? piece.dropLast() : piece
    if word.allSatisfy({ (0x61...0x7A).contains($0) }) {
      addTerm(word, isPrefix: isPrefix)
    } else {
      let words = Wording(piece).words
      for (i, word) in words.enumerated() {
        addTerm(word.text[...], isPrefix: isPrefix && i == words.count - 1)
      }
    }
  }

  private mutating func addTerm(_ word: ArraySlice<UInt8>, isPrefix: Bool) {
    guard !word.isEmpty else { return }
    let number = vocabulary.insert(word, isPrefix: isPrefix)
    if number == starts.count { starts.append([]) }
    terms.append(Int32(number))
  }

  /// The first term of the second step of a pattern; -1 when it has alternatives, or there is no such step.
  func onlyNext(of pattern: Int) -> Int32 {
    let steps = patterns[pattern].steps
    guard steps.count > 1 else { return -1 }
    let options = self.steps[steps.lowerBound + 1].options
    return options.count == 1 ? firsts[options.lowerBound] : -1
  }

  /// How many terms the vocabulary has.
  var termCount: Int { vocabulary.count }

  /// The patterns of each cue.
  func patternsByCue() -> [[Int]] {
    var all = [[Int]](repeating: [], count: names.count)
    for (number, pattern) in patterns.enumerated() { all[pattern.cue].append(number) }
    return all
  }

  /// The terms of a pattern, one for each time that it has it.
  func forEachTerm(of pattern: Int, _ body: (Int32) -> Void) {
    for step in patterns[pattern].steps {
      for option in steps[step].options { for term in options[option] { body(terms[term]) } }
    }
  }

  // MARK: - Looking up words

  /// Adds the terms that a word is: words and beginnings of the vocabulary.
  func addTerms(of word: [UInt8], to terms: inout [Int32]) {
    vocabulary.visit(word) { terms.append($0) }
  }

  /// Calls with the places in patterns of a language at which a term begins.
  ///
  /// - Parameter language: its `number(of:)`.
  func forEachStart(of term: Int32, _ language: Int32?, _ body: (Start) -> Void) {
    for start in starts[Int(term)]
    where language == nil || start.language < 0 || start.language == language { body(start) }
  }

  /// What `forEachStart` knows a language by; nil for the patterns of every language.
  func number(of language: Language) -> Int32? {
    language == .undetermined ? nil : languages.firstIndex(of: language).map(Int32.init) ?? .max
  }

  /// Every place in the wording at which a cue stands, in the order of the words.
  ///
  /// - Parameter language: the language of the words; undetermined for patterns of every language.
  func hits(in wording: Wording, _ language: Language = .undetermined) -> [Hit] {
    var finder = CueFinder(self, language)
    var numbers = WordNumbers()
    return finder.hits(in: wording.words, wording.words.map { numbers.number(of: $0.text) })
  }
}
