public import Coding
public import Policy

/// What the engines know in a project: the bundled resources with the user's tables over them.
public struct Knowledge: Sendable {
  public let codebook: Codebook
  /// The tables that the codebook was made from, after the merge.
  public let codebookTables: [String: [UInt8]]
  /// The bundled lists of terms in the order of their names, then the user's.
  public let terms: [TermTable]
  public let languages: LanguageIdentifier
  /// How the coder turns weights into probabilities.
  public let scoring: Scoring
  /// Institutions, ties and bodies of the user's tables.
  public let given: InstitutionalMap
  /// What of the user's tables could not be used.
  public let notes: [Note]
  /// A digest of everything above.
  let digest: String

  /// - Parameter project: nil for the bundled knowledge alone.
  /// - Throws: `ResourceFolder.MissingError` or `Table.Error` when the bundled resources are at fault. Faults of the
  ///   user's tables are notes.
  public init(_ resources: ResourceFolder, for project: Project? = nil) throws {
    try self.init(
      resources, adding: project?.tables ?? UserTables(), country: project?.description.country)
  }

  /// - Parameters:
  ///   - tables: of the user.
  ///   - country: of institutions whose table does not say.
  public init(_ resources: ResourceFolder, adding tables: UserTables, country: String? = nil) throws
  {
    var digest = Digest()
    let merged = try tables.codebook(over: resources.codebookTables())
    codebook = merged.codebook
    codebookTables = merged.contents
    for file in Codebook.files { digest.add(merged.contents[file] ?? []) }

    let lists = try resources.termTables()
    var terms = try Workers.map(lists) { try TermTable($0.bytes, file: $0.file) }
    for list in lists { digest.add(list.bytes) }
    var refused: [Note] = []
    for file in tables.termFiles {
      let known = KnownCodes(codebook, terms)
      let own = tables.terms(in: file) { try known.check(TermTable($0, file: file), in: file) }
      refused += own.notes
      guard let bytes = own.contents else { continue }
      terms.append(try TermTable(bytes, file: file))
      digest.add(bytes)
    }
    self.terms = terms

    let words = try resources.bytes("languages.csv")
    languages = try LanguageIdentifier(table: words)
    digest.add(words)
    scoring = try resources.scoring()
    for file in ["scoring.csv", "word-weights.csv", "commitment-weights.csv"] {
      digest.add(try resources.bytes("coding/" + file))
    }

    let (given, unclear) = tables.institutionalMap(country: country, codebook: codebook)
    self.given = given
    notes = merged.notes + refused + unclear
    self.digest = digest.finish()
  }

  /// The coder that all of this makes.
  ///
  /// - Throws: `Table.Error` for a term whose codes or rules are in no list.
  public func coder() throws(Table.Error) -> Coder {
    try Coder(codebook: codebook, terms: terms, scoring: scoring, identifier: languages)
  }
}

/// The codes that rows of a user's list of terms can name.
private struct KnownCodes {
  private let codebook: Codebook
  private var codes: Set<String> = []

  init(_ codebook: Codebook, _ tables: [TermTable]) {
    self.codebook = codebook
    for table in tables { codes.formUnion(table.terms.map(\.code)) }
  }

  /// - Throws: `Table.Error` for a row whose code, needs or rules nothing else has, or whose pattern is too wide.
  func check(_ table: TermTable, in file: String) throws {
    let own = UserTables.makesCodes(file) ? Set(table.terms.map(\.code)) : []
    for term in table.terms {
      func fault(_ column: String, _ reason: String) -> Table.Error {
        Table.Error(file: term.file, line: term.line, column: column, reason: reason)
      }
      let isKnown = { (code: String) in
        codes.contains(code) || own.contains(code) || codebook.has(code)
      }
      guard isKnown(term.code) else {
        throw fault(
          "code", "«\(term.code)» is no code of the codebook and no rule or cue that there is")
      }
      // What is needed must have words, or nothing would ever be found.
      let spoken = codes.union(own).union(table.terms.map(\.code))
      if let code = term.needs.first(where: { !spoken.contains($0) }) {
        throw fault("needs", "«\(code)» is the code of no term list")
      }
      if let rule = term.unless.first(where: { !spoken.contains($0) }) {
        throw fault("unless", "«\(rule)» is the name of no trap rule")
      }
    }
    // Compiling it alone shows a pattern that stands for too much.
    _ = try PhraseMatcher([
      TermTable(
        name: table.name,
        terms: table.terms.map { term in
          var term = term
          (term.needs, term.unless) = ([], [])
          return term
        })
    ])
  }
}

extension ResourceFolder {
  /// The bytes of the bundled codebook's tables, by name.
  func codebookTables() throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for file in Codebook.files { contents[file] = try bytes("codebook/" + file) }
    return contents
  }

  /// The bytes of the bundled lists of terms with their names, in the order of names.
  func termTables() throws -> [(file: String, bytes: [UInt8])] {
    try names(in: "terms").filter { $0.hasSuffix(".csv") }.map { ($0, try bytes("terms/" + $0)) }
  }
}
