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
  }

  private struct Pattern: Sendable {
    var cue: Int
    /// Nil for a pattern of every language.
    var language: Language?
    /// Its steps, in `steps`.
    var steps: Range<Int>
  }

  /// One of several ways to go on in a pattern.
  private struct Step: Sendable {
    /// How many words may stand before it, beyond none.
    var gap: Int
    /// Its alternatives, in `options`.
    var options: Range<Int>
  }

  /// Where a pattern can begin.
  private struct Start: Sendable {
    var pattern: Int32
    var option: Int32
  }

  let names: [String]
  private let index: [String: Int]
  private var patterns: [Pattern] = []
  private var steps: [Step] = []
  /// An alternative is a row of adjacent words, as numbers of `vocabulary`, in `terms`.
  private var options: [Range<Int>] = []
  private var terms: [Int32] = []
  private var vocabulary = WordTrie()
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

  /// A pattern with the name of its cue and the row of a table, with a column `language`, that it stands in.
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
      let language = row.source["language"]
      patterns.append(
        Pattern(
          cue: cue, language: language == "*" ? nil : Language(rawValue: language), steps: 0..<0))
    }
    self.names = names
    self.index = index
    for (number, row) in rows.enumerated() {
      do throws(PatternError) {
        patterns[number].steps = try read(Array(row.pattern.utf8))
      } catch {
        throw row.source.error(column, error.rawValue)
      }
      for option in steps[patterns[number].steps.lowerBound].options {
        let first = Int(terms[options[option].lowerBound])
        starts[first].append(Start(pattern: Int32(number), option: Int32(option)))
      }
    }
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
        let inside = bytes[(at + 1)..<close]
        guard !inside.contains(UInt8(ascii: "(")) else { throw .nested }
        let firstOption = options.count
        for option in inside.split(separator: UInt8(ascii: "|")) { addOption(option) }
        if options.count > firstOption {
          steps.append(Step(gap: gap, options: firstOption..<options.count))
        }
        gap = 0
        at = close + 1
      default:
        let end =
          bytes[at...].firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "(") }
          ?? bytes.count
        addOption(bytes[at..<end])
        steps.append(Step(gap: gap, options: options.count - 1..<options.count))
        gap = 0
        at = end
      }
    }
    guard steps.count > first,
      steps[first...].allSatisfy({ $0.options.allSatisfy { !options[$0].isEmpty } })
    else { throw .empty }
    return first..<steps.count
  }

  private mutating func addOption(_ phrase: ArraySlice<UInt8>) {
    let first = terms.count
    for piece in phrase.split(separator: UInt8(ascii: " ")) {
      let isPrefix = piece.last == UInt8(ascii: "*")
      let word = isPrefix ? piece.dropLast() : piece
      // Nearly all pieces are words as they stand.
      if word.allSatisfy({ (0x61...0x7A).contains($0) }) {
        addTerm(word, isPrefix: isPrefix)
      } else {
        let words = Wording(piece).words
        for (i, word) in words.enumerated() {
          addTerm(word.text[...], isPrefix: isPrefix && i == words.count - 1)
        }
      }
    }
    options.append(first..<terms.count)
  }

  private mutating func addTerm(_ word: ArraySlice<UInt8>, isPrefix: Bool) {
    guard !word.isEmpty else { return }
    let number = vocabulary.insert(word, isPrefix: isPrefix)
    if number == starts.count { starts.append([]) }
    terms.append(Int32(number))
  }

  /// How many terms the vocabulary has.
  var termCount: Int { vocabulary.count }

  /// The terms of each pattern, with its cue and language.
  func patternTerms() -> [(cue: Int, language: Language?, terms: Set<Int32>)] {
    patterns.map { pattern in
      let options = steps[pattern.steps].flatMap { self.options[$0.options] }
      return (pattern.cue, pattern.language, Set(options.flatMap { terms[$0] }))
    }
  }

  // MARK: - Finding

  /// The words of a passage, each with its terms: the words and beginnings of the vocabulary that it is.
  struct Reading {
    let words: [Wording.Word]
    fileprivate var terms: [Int32] = []
    /// Where the terms of each word begin.
    fileprivate var offsets: [Int] = [0]

    func terms(of word: Int) -> ArraySlice<Int32> { terms[offsets[word]..<offsets[word + 1]] }

    fileprivate func `is`(_ word: Int, _ term: Int32) -> Bool {
      for i in offsets[word]..<offsets[word + 1] where terms[i] == term { return true }
      return false
    }
  }

  func read(_ wording: Wording) -> Reading {
    var reading = Reading(words: wording.words)
    for word in wording.words {
      vocabulary.visit(word.text) { reading.terms.append($0) }
      reading.offsets.append(reading.terms.count)
    }
    return reading
  }

  /// Every place in the wording at which a cue stands, in the order of the words.
  ///
  /// - Parameter language: the language of the words; undetermined for patterns of every language.
  func hits(in wording: Wording, _ language: Language = .undetermined) -> [Hit] {
    hits(in: read(wording), language)
  }

  func hits(in reading: Reading, _ language: Language) -> [Hit] {
    var hits: [Hit] = []
    for at in reading.words.indices {
      for term in reading.offsets[at]..<reading.offsets[at + 1] {
        for start in starts[Int(reading.terms[term])] {
          let pattern = patterns[Int(start.pattern)]
          guard
            language == .undetermined || pattern.language == nil || pattern.language == language,
            let last = end(of: Int(start.option), at, reading)
          else { continue }
          match(pattern, from: pattern.steps.lowerBound + 1, at..<last + 1, [], reading, &hits)
        }
      }
    }
    return hits
  }

  /// The last word of an alternative that begins at a word; nil when it does not go on there.
  private func end(of option: Int, _ start: Int, _ reading: Reading) -> Int? {
    var at = start
    for term in options[option].dropFirst() {
      guard at + 1 < reading.words.count,
        reading.words[at + 1].sentence == reading.words[start].sentence,
        reading.is(at + 1, terms[term])
      else { return nil }
      at += 1
    }
    return at
  }

  /// Goes on after the words that match so far, each alternative at the first place where it can begin.
  private func match(
    _ pattern: Pattern, from step: Int, _ words: Range<Int>, _ skipped: [Int], _ reading: Reading,
    _ hits: inout [Hit]
  ) {
    guard step < pattern.steps.upperBound else {
      hits.append(Hit(cue: pattern.cue, words: words, skipped: skipped))
      return
    }
    let sentence = reading.words[words.lowerBound].sentence
    let next = words.upperBound
    let places = next..<min(next + 1 + steps[step].gap, reading.words.count)
    for option in steps[step].options {
      let first = terms[options[option].lowerBound]
      guard
        let at = places.first(where: {
          reading.words[$0].sentence == sentence && reading.is($0, first)
        }), let last = end(of: option, at, reading)
      else { continue }
      match(
        pattern, from: step + 1, words.lowerBound..<last + 1, skipped + Array(next..<at), reading,
        &hits)
    }
  }
}
