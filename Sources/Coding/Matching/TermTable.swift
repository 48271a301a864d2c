public import Policy

/// One row of a term list: words that speak for a concept, in the pattern language of `Docs/patterns.md`.
public struct Term: Sendable, Hashable {
  /// The concept, trap rule or cue list that the words belong to.
  public var code: String
  /// The language it is written in; nil for all (`*`).
  public var language: Language?
  /// How much the words say, in log-odds; negative speaks against.
  public var weight: Double
  /// The words, as written in the file.
  public var pattern: String { didSet { parsed = nil } }
  /// The pattern, once it was read: a table that checks it reads it for the matcher too.
  private var parsed: TermPattern?
  /// Codes of which one must be found in the same provision; empty when it stands alone.
  public var needs: [String]
  /// Trap rules that refuse it when they overlap its words.
  public var unless: [String]
  public var note: String
  /// Where it stands, for messages: file name and line.
  public var file: String
  public var line: Int

  public init(
    code: String, language: Language? = nil, weight: Double = 1, pattern: String,
    needs: [String] = [], unless: [String] = [], note: String = "", file: String = "terms",
    line: Int = 1
  ) {
    self.code = code
    self.language = language
    self.weight = weight
    self.pattern = pattern
    self.needs = needs
    self.unless = unless
    self.note = note
    self.file = file
    self.line = line
  }
}

/// A term list: the rows of one CSV file.
///
/// The file's name without its ending is the name of the list: it says what the codes are (`relevance`, `traps`,
/// `objectives`, …). A row of a later table with the same code, language and pattern replaces an earlier one, and
/// with weight 0 removes it, so that a user's own file can correct the bundled ones.
public struct TermTable: Sendable {
  public var name: String
  public var terms: [Term]

  public init(name: String, terms: [Term]) {
    self.name = name
    self.terms = terms
  }

  /// - Parameters:
  ///   - bytes: CSV with the columns `code`, `language`, `pattern` and, if wanted, `weight`, `needs`, `unless`, `note`.
  ///   - file: the file's name, for messages and for the name of the list.
  /// - Throws: `Table.Error` with file, line and column for a bad table, an empty cell, a weight that is not a
  ///   number or a pattern that does not follow the language.
  public init(_ bytes: some Sequence<UInt8>, file: String) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["code", "language", "pattern"])
    var terms: [Term] = []
    terms.reserveCapacity(table.rows.count)
    for row in table.rows {
      for column in ["code", "language", "pattern"] where row[column].isEmpty {
        throw row.error(column, "the cell is empty: every term has a code, a language and words")
      }
      let weight = row["weight"].isEmpty ? 1 : Double(row["weight"])
      guard let weight, weight.isFinite else {
        throw row.error("weight", "«\(row["weight"])» is not a number")
      }
      let language = row["language"]
      var term = Term(
        code: row["code"], language: language == "*" ? nil : Language(rawValue: language),
        weight: weight, pattern: row["pattern"], needs: row.list("needs"),
        unless: row.list("unless"), note: row["note"], file: file, line: row.line)
      try term.readPattern()
      terms.append(term)
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    self.init(name: name.hasSuffix(".csv") ? String(name.dropLast(4)) : name, terms: terms)
  }
}

extension Term {
  /// Reads the pattern, once and for all.
  fileprivate mutating func readPattern() throws(Table.Error) {
    parsed = try parts()
  }

  /// The pattern, read.
  func parts() throws(Table.Error) -> TermPattern {
    if let parsed { return parsed }
    do {
      return try TermPattern(pattern)
    } catch {
      throw Table.Error(
        file: file, line: line, column: "pattern", reason: "«\(pattern)»: \(error.reason)")
    }
  }
}
