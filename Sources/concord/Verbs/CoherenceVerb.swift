import Coherence
import Institutions
import Policy
import Workspace

/// `concord coherence`
struct CoherenceVerb: Verb {
  static let description = VerbDescription(
    name: "coherence",
    summary:
      "How coherent the policies are with one another, and the smallest set of amendments that is enough.",
    discussion: """
      Scores every pair that findings speak of, from -1 (they undo one another) to 1 (they carry one another), with the range
      in which the score lies as far as it depends on which findings are true. A pair without findings has no score: silence
      is not coherence. What you confirmed counts in full, what you dismissed not at all.

      With --enough, or --targets and a table of your own (columns first, second, minimum), it names the smallest sets of
      provisions to amend so that every score is reached; all sets of that size are listed, proven to be the smallest.
      Treaties are not amended. With --keep the report shows them, too, and so does the next call; --forget ends that.

      --overview scores the six levels and the three building blocks of the literature on policy coherence.
      """,
    options: [
      .workspace,
      .init(
        name: "by", value: "WHAT",
        help: "documents, institutions, levels or objectives (documents).",
        choices: CoherenceTable.Dimension.allCases.map(\.rawValue)),
      .init(
        name: "enough", value: "SCORE", help: "The score that every pair shall reach, from -1 to 1."
      ),
      .init(
        name: "targets", value: "FILE",
        help: "CSV with first, second, minimum: scores for some pairs."),
      .init(name: "keep", value: nil, help: "Keep --enough or --targets for the report and later."),
      .init(name: "forget", value: nil, help: "Forget the scores kept for --by."),
      .init(name: "overview", value: nil, help: "The six levels and three building blocks."),
      .format(["text", "json", "csv"]),
    ],
    examples: [
      .init(
        command: "concord coherence --by levels", does: "levels of government with one another"),
      .init(
        command: "concord coherence --enough 0 --keep",
        does: "what to amend so that no pair is below 0, also in the report"),
      .init(command: "concord coherence --overview", does: "six levels and three building blocks"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let store = try arguments.store()
    let weights = try ScoreWeights(try ResourceFolder().bytes("coherence/score-weights.csv"))
    let documents = try store.codedDocuments()
    let findings = try store.findings()
    let map = try store.institutionalMap()
    let scope = CoherenceScope(documents, map)
    guard !arguments.has("overview") else {
      let overview = CoherenceOverviewText(
        levels: CoherenceLevels(findings, scope: scope, weights: weights),
        blocks: BuildingBlocks(scope: scope, map: map, tasks: MandateOverlap(map).together))
      overview.write(arguments.format, terminal)
      return .done
    }
    let dimension =
      arguments["by"].flatMap(CoherenceTable.Dimension.init(rawValue:)) ?? .documents
    let table = CoherenceTable(dimension, findings: findings, scope: scope, weights: weights)
    let asked = try minima(arguments, table)
    if let asked, arguments.has("keep") { try store.keep(asked, by: dimension) }
    if arguments.has("forget") { try store.keep([], by: dimension) }
    let targets = table.targets(try asked ?? store.coherenceMinima())
    let treaties = Set(
      documents.filter { $0.document.level == .international }.map(\.document.file))
    let reform =
      targets.isEmpty && asked == nil
      ? nil
      : Reform(
        table, findings: findings, weights: weights, targets: targets,
        isAmendable: { !treaties.contains($0.file) })
    let shown = CoherenceText(
      table: table, reform: reform, documents: documents,
      findings: Dictionary(findings.map { ($0.id, $0) }) { first, _ in first })
    switch arguments.format {
    case "json": terminal.line(shown.json.text(indent: true))
    case "csv": for row in shown.rows { terminal.write(CSV.line(row)) }
    default: terminal.write(shown.text(terminal))
    }
    return .done
  }

  /// What the words of the command ask for; nil where they ask for nothing.
  private static func minima(_ arguments: Arguments, _ table: CoherenceTable) throws
    -> [CoherenceMinimum]?
  {
    if let file = arguments["targets"] {
      let input = try InputFile(file)
      let rows = try Table(
        input.bytes, file: input.name, required: ["first", "second", "minimum"]
      ).rows
      let known = Set(table.rows.map(\.pair))
      return try rows.map { row in
        guard known.contains(CoherenceTable.Pair(row["first"], row["second"])) else {
          throw row.error(
            "first",
            "no finding speaks of this pair: concord coherence lists those that have scores")
        }
        guard let minimum = Double(row["minimum"]), (-1...1).contains(minimum) else {
          throw row.error("minimum", "«\(row["minimum"])» is no number from -1 to 1")
        }
        return CoherenceMinimum(
          by: table.dimension, first: row["first"], second: row["second"], minimum: minimum)
      }
    }
    guard let text = arguments["enough"] else {
      guard !arguments.has("keep") else {
        throw Arguments.UsageError(
          message: "--keep keeps --enough or --targets, and neither is given.",
          hint: "concord coherence --enough 0 --keep")
      }
      return nil
    }
    guard let minimum = Double(text), (-1...1).contains(minimum) else {
      throw Arguments.UsageError(
        message: "--enough takes a number from -1 to 1, not «\(text)».")
    }
    return [CoherenceMinimum(by: table.dimension, minimum: minimum)]
  }
}
