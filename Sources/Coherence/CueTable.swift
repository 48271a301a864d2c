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

  /// One step of a pattern.
  private struct Step: Sendable, Hashable {
    var word: [UInt8]
    var isPrefix: Bool
    /// How many words may stand before it, beyond none.
    var gap: Int
  }

  private struct Pattern: Sendable {
    var cue: Int
    /// Nil for a pattern of every language.
    var language: Language?
    var steps: [Step]
  }

  let names: [String]
  private let index: [String: Int]
  private var patterns: [Pattern] = []
  /// Patterns by their first words.
  private var starts = WordTrie()

  /// - Parameter bytes: CSV with the columns `cue`, `language` and `pattern`.
  /// - Throws: `Table.Error` with file, line and column.
  public init(_ bytes: some Sequence<UInt8>, file: String = "cues.csv") throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["cue", "language", "pattern"])
    var rows: [Row] = []
    for row in table.rows {
      guard !row["cue"].isEmpty else { throw row.error("cue", "the name of the cue is missing") }
      rows.append(Row(cue: row["cue"], pattern: row["pattern"], source: row))
    }
    try self.init(rows)
  }

  /// A pattern with the name of its cue and the row of a table, with a column `language`, that it stands in.
  struct Row {
    var cue: String
    var pattern: String
    var source: Table.Row
  }

  init(_ rows: [Row]) throws(Table.Error) {
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
      let language =
        row.source["language"] == "*" ? nil : Language(rawValue: row.source["language"])
      for steps in try Self.sequences(row.pattern, row.source) {
        guard let first = steps.first else { continue }
        starts.insert(patterns.count, word: first.word, isPrefix: first.isPrefix)
        patterns.append(Pattern(cue: cue, language: language, steps: steps))
      }
    }
    self.names = names
    self.index = index
  }

  subscript(name: String) -> Int? { index[name] }

  /// Every place in the wording at which a cue stands, in the order of the words.
  ///
  /// - Parameter language: the language of the words; undetermined for patterns of every language.
  func hits(in wording: Wording, _ language: Language = .undetermined) -> [Hit] {
    var hits: [Hit] = []
    let words = wording.words
    for at in words.indices {
      starts.visit(words[at].text) { number in
        let pattern = patterns[number]
        let isSpoken =
          language == .undetermined || pattern.language == nil || pattern.language == language
        if isSpoken { match(pattern, words, at, into: &hits) }
      }
    }
    return hits
  }

  private func match(
    _ pattern: Pattern, _ words: [Wording.Word], _ start: Int, into hits: inout [Hit]
  ) {
    var at = start
    var skipped: [Int] = []
    for step in pattern.steps.dropFirst() {
      var next: Int?
      for candidate in (at + 1)..<min(at + 2 + step.gap, words.count)
      where words[candidate].sentence == words[start].sentence {
        if step.isPrefix
          ? words[candidate].text.starts(with: step.word) : words[candidate].text == step.word
        {
          next = candidate
          break
        }
      }
      guard let next else { return }
      if next > at + 1 { skipped += at + 1..<next }
      at = next
    }
    hits.append(Hit(cue: pattern.cue, words: start..<at + 1, skipped: skipped))
  }

  /// A pattern written out without alternatives.
  private static func sequences(_ pattern: String, _ row: Table.Row) throws(Table.Error)
    -> [[Step]]
  {
    var sequences: [[Step]] = [[]]
    var gap = 0
    var rest = Substring(pattern)
    while let first = rest.first {
      if first == " " {
        rest = rest.dropFirst()
      } else if first == ">" {
        let number = rest.dropFirst().prefix(while: \.isNumber)
        guard let parsed = Int(number) else {
          throw row.error("pattern", "«>» must be followed by a number of words")
        }
        gap = parsed
        rest = rest.dropFirst(1 + number.count)
      } else if first == "(" {
        guard let close = rest.firstIndex(of: ")") else {
          throw row.error("pattern", "a bracket is never closed: add the missing )")
        }
        let options = rest[rest.index(after: rest.startIndex)..<close].split(separator: "|")
        guard !options.contains(where: { $0.contains("(") }) else {
          throw row.error("pattern", "a bracket stands within a bracket: write two rows")
        }
        sequences = sequences.flatMap { sequence in
          options.map { sequence + steps($0, gap) }
        }
        gap = 0
        rest = rest[rest.index(after: close)...]
      } else {
        let word = rest.prefix { $0 != " " && $0 != "(" }
        sequences = sequences.map { $0 + steps(word, gap) }
        gap = 0
        rest = rest.dropFirst(word.count)
      }
    }
    guard sequences.allSatisfy({ !$0.isEmpty }) else {
      throw row.error("pattern", "the pattern has no words")
    }
    return sequences
  }

  private static func steps(_ phrase: Substring, _ gap: Int) -> [Step] {
    var steps: [Step] = []
    for piece in phrase.split(separator: " ") {
      let isPrefix = piece.hasSuffix("*")
      for word in Wording(piece.utf8).words {
        steps.append(Step(word: word.text, isPrefix: false, gap: steps.isEmpty ? gap : 0))
      }
      if isPrefix, !steps.isEmpty { steps[steps.count - 1].isPrefix = true }
    }
    return steps
  }
}
