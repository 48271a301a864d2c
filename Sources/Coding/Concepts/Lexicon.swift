public import Policy

/// All term lists compiled, with what each code is: an objective, a trap rule, a cue.
///
/// A class, because it is large, never changes and is held by all who code.
public final class Lexicon: Sendable {
  /// What a code of a term list is.
  enum Role: Sendable, Hashable {
    case concept(Scoring.Kind)
    case trap
    case cue
  }

  public let matcher: PhraseMatcher
  /// Words over columns of tables. They are common words, so they are looked for in headers alone.
  public let columns: PhraseMatcher
  public let codebook: Codebook
  public let scoring: Scoring
  let roles: [Role]
  /// Direction of each code that is a measure (`Codebook.Measure.direction`), else 0.
  let directions: [Int]
  /// Objectives of the Global Compact, which only migration text can serve.
  let isCompact: [Bool]
  /// The column that each code has in the weights of words; -1 when it has none.
  let wordColumns: [Int]
  /// Concepts with such a column, but relevance, which none has without a term.
  let worded: [CodeNumber]
  /// The columns of what words say of each of `CommitmentWeights.Label`; nil where nothing is weighed.
  let commitmentColumns: [Int]?
  let traps: [CodeNumber]
  /// For each term, the trap rules that refuse it on any shared word.
  let unless: [[CodeNumber]]
  let cues: Cues

  /// The code of migration relevance in `relevance.csv`.
  public static let relevanceCode = "relevant"
  /// Name of the list of words over columns.
  static let columnList = "columns"
  /// Name of the list of trap rules.
  static let trapList = "traps"

  /// Cue lists that the concepts' own mechanics use; a list that no table has finds nothing.
  struct Cues: Sendable {
    var relevant: CodeNumber?
    var negation: CodeNumber?
    var exception: CodeNumber?
    /// Ends the scope of a negation or an exception before its clause ends: "unless", "but", "mais".
    var scopeEnd: CodeNumber?
    var opener: CodeNumber?
    var restrictor: CodeNumber?
    /// Whole names of bodies and laws.
    var name: CodeNumber?
    /// Heads of names of bodies that are capitalised: Commission, Agency.
    var body: CodeNumber?
    /// Heads of names of bodies that may be in small letters: ministère, ministro.
    var nameHead: CodeNumber?
    /// Heads and tails of names of laws: loi, convention; Act, Ordinance.
    var lawHead: CodeNumber?
    var lawTail: CodeNumber?
    /// Words over a head or tail that make no name of it: what is ordered in one case ("Removal Order"), the law at hand
    /// («la présente loi»), money or a list and no body («Fondo de Apoyo a Migrantes»).
    var noName: CodeNumber?
    /// Tails of names of bodies that are capitalised: Commission, Board.
    var bodyTail: CodeNumber?
    var and: CodeNumber?
    /// Small words inside a name: of, and, relative à.
    var nameJoint: CodeNumber?
    /// Words that introduce a short name: hereinafter, ci-après, en adelante.
    var shortName: CodeNumber?
    /// Verbs of definitions: means, s'entend de.
    var defines: CodeNumber?
  }

  /// - Parameter tables: the term lists; `scoring` is read from its own file.
  /// - Throws: `Table.Error` when a pattern cannot be compiled, or a code in the list `objectives`, `measures`,
  ///   `populations` or `sectors` is not in the codebook.
  public init(codebook: Codebook, tables: [TermTable], scoring: Scoring) throws(Table.Error) {
    self.codebook = codebook
    self.scoring = scoring
    let matcher = try PhraseMatcher(
      tables.filter { $0.name != Self.columnList }, marking: Self.marks(codebook, tables))
    // What leaves a label open leaves a cell open.
    let unsettled = tables.flatMap(\.terms).filter { $0.code == Cue.unsettled.code }
    self.columns = try PhraseMatcher(
      tables.filter { $0.name == Self.columnList }
        + [TermTable(name: Self.columnList, terms: unsettled)])
    self.matcher = matcher
    let trapCodes = Set(matcher.lists[Self.trapList] ?? [])
    roles = matcher.codes.enumerated().map { i, code in
      if trapCodes.contains(CodeNumber(rawValue: Int32(i))) { return .trap }
      if code == Self.relevanceCode { return .concept(.relevance) }
      if codebook.objective(code) != nil { return .concept(.objective) }
      if codebook.measure(code) != nil { return .concept(.measure) }
      if codebook.population(code) != nil { return .concept(.population) }
      if codebook.sector(code) != nil { return .concept(.sector) }
      return .cue
    }
    for list in ["objectives", "measures", "populations", "sectors"] {
      for number in matcher.lists[list] ?? [] where roles[Int(number.rawValue)] == .cue {
        let code = matcher.name(number)
        let term = matcher.terms.first { $0.code == code }
        throw Table.Error(
          file: term?.file ?? list + ".csv", line: term?.line, column: "code",
          reason: "«\(code)» is no code of the codebook")
      }
    }
    directions = matcher.codes.map { codebook.measure($0)?.direction ?? 0 }
    isCompact = matcher.codes.map { codebook.objective($0)?.group == "compact" }
    let columns = scoring.words.codes
    let labels = CommitmentWeights.Label.allCases.map(\.name)
    let others = [Self.relevanceCode] + labels
    for code in columns where codebook.objective(code) == nil && !others.contains(code) {
      throw Table.Error(
        file: "word-weights.csv", column: code, reason: "«\(code)» is no objective of the codebook")
    }
    wordColumns = matcher.codes.map { columns.firstIndex(of: $0) ?? -1 }
    // Without the signs beside them, the columns say nothing.
    let labelColumns = labels.compactMap { columns.firstIndex(of: $0) }
    commitmentColumns =
      scoring.commitments.isEmpty || labelColumns.count < labels.count ? nil : labelColumns
    worded = columns.filter { !others.contains($0) }.compactMap(matcher.code)
    traps = trapCodes.sorted()
    unless = matcher.terms.map { $0.unless.compactMap(matcher.code) }
    cues = Cues(
      relevant: matcher.code(Self.relevanceCode), negation: matcher.code("negation"),
      exception: matcher.code("exception"), scopeEnd: matcher.code("scope.end"),
      opener: matcher.code("opener"), restrictor: matcher.code("restrictor"),
      name: matcher.code("name"), body: matcher.code("body"),
      nameHead: matcher.code("name.head"), lawHead: matcher.code("law.head"),
      lawTail: matcher.code("law.tail"), noName: matcher.code("no.name"),
      bodyTail: matcher.code("body.tail"),
      and: matcher.code("and"),
      nameJoint: matcher.code("name.joint"),
      shortName: matcher.code("short.name"), defines: matcher.code("defines"))
  }

  /// What the known words of a passage add to the weights of the terms of a concept.
  func wording(_ code: CodeNumber, _ known: WordWeights.Known?) -> Double {
    let column = wordColumns[Int(code.rawValue)]
    guard let known, column >= 0, case .concept(let kind) = roles[Int(code.rawValue)] else {
      return 0
    }
    let curve = scoring[kind]
    return max(-curve.mostTaken, min(scoring.words.sum(known, column), curve.mostAdded))
  }

  /// The cues of which a passage needs no hits but to know the words, with their bits in a `CueSet`: those that are
  /// not a concept or trap rule as well, and that names are not built from.
  private static func marks(_ codebook: Codebook, _ tables: [TermTable]) -> [String: UInt8] {
    let traps = Set(tables.filter { $0.name == trapList }.flatMap { $0.terms.map(\.code) })
    var marks: [String: UInt8] = [:]
    for cue in Cue.allCases where cue != .body && cue != .and {
      if !codebook.has(cue.code), !traps.contains(cue.code) { marks[cue.code] = cue.rawValue }
    }
    return marks
  }
}
