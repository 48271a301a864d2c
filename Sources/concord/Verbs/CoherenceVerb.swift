import Coherence
import Foundation
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
      Treaties are not amended.
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
      .format(["text", "json", "csv"]),
    ],
    examples: [
      .init(
        command: "concord coherence --by levels", does: "levels of government with one another"),
      .init(
        command: "concord coherence --enough 0", does: "what to amend so that no pair is below 0"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let store = try arguments.store()
    let weights = try ScoreWeights(try ResourceFolder().bytes("coherence/score-weights.csv"))
    let documents = try store.codedDocuments()
    let findings = try store.findings()
    let dimension =
      arguments["by"].flatMap(CoherenceTable.Dimension.init(rawValue:)) ?? .documents
    let table = CoherenceTable(
      dimension, findings: findings, documents: documents, map: try store.institutionalMap(),
      weights: weights)
    let targets = try targets(arguments, table)
    let treaties = Set(
      documents.filter { $0.document.level == .international }.map(\.document.file))
    let reform = targets.map { targets in
      Reform(
        table, findings: findings, weights: weights, targets: targets,
        isAmendable: { !treaties.contains($0.file) })
    }
    let shown = CoherenceText(table: table, reform: reform, documents: documents)
    switch arguments.format {
    case "json": terminal.line(shown.json.text(indent: true))
    case "csv": for row in shown.rows { terminal.write(CSV.line(row)) }
    default: terminal.write(shown.text(terminal))
    }
    return .done
  }

  private static func targets(_ arguments: Arguments, _ table: CoherenceTable) throws
    -> [Reform.Target]?
  {
    if let file = arguments["targets"] {
      let rows = try Table(
        try Data(contentsOf: URL(fileURLWithPath: file)), file: file,
        required: ["first", "second", "minimum"]
      ).rows
      let known = Set(table.rows.map(\.pair))
      return try rows.map { row in
        let pair = CoherenceTable.Pair(row["first"], row["second"])
        guard known.contains(pair) else {
          throw row.error(
            "first",
            "no finding speaks of this pair: concord coherence lists those that have scores")
        }
        guard let minimum = Double(row["minimum"]), (-1...1).contains(minimum) else {
          throw row.error("minimum", "«\(row["minimum"])» is no number from -1 to 1")
        }
        return Reform.Target(pair: pair, minimum: minimum)
      }
    }
    guard let text = arguments["enough"] else { return nil }
    guard let minimum = Double(text), (-1...1).contains(minimum) else {
      throw Arguments.UsageError(
        message: "--enough takes a number from -1 to 1, not «\(text)».")
    }
    return table.rows.map { .init(pair: $0.pair, minimum: minimum) }
  }
}

/// Scores and amendments as text, CSV and JSON.
private struct CoherenceText {
  let table: CoherenceTable
  let reform: Reform?
  let documents: [CodedDocument]

  private func provision(_ place: Place) -> Provision? {
    documents.first { $0.document.file == place.file }?.document.provisions
      .first { $0.ordinal == place.provision }
  }

  // MARK: Text

  func text(_ terminal: Terminal) -> String {
    guard !table.rows.isEmpty else { return "No finding speaks of any pair.\n" }
    var rows = TextTable("SCORE", "RANGE", "FINDINGS", "UNKNOWN", "PAIR")
    for row in table.rows {
      rows.add(
        row.score.value.map(\.rounded2) ?? "–",
        "\(row.score.low.rounded2) to \(row.score.high.rounded2)", String(row.score.findings),
        "\(row.unknownObjectives) of \(row.sharedObjectives)", name(row.pair))
    }
    return rows.text(width: terminal.width)
      + "UNKNOWN: objectives that both serve and of which no finding speaks.\n"
      + (reform.map { "\n" + text($0) } ?? "")
  }

  private func name(_ pair: CoherenceTable.Pair) -> String {
    pair.first == pair.second ? "\(pair.first) (in itself)" : "\(pair.first) · \(pair.second)"
  }

  private func text(_ reform: Reform) -> String {
    switch reform.outcome {
    case .enough: return "Every score is reached already.\n"
    case .impossible(let pairs):
      return "No set of amendments reaches the scores of:\n"
        + pairs.map { "  " + name($0).withoutControls + "\n" }.joined()
    case .unknown(let size):
      return
        "The search was ended: fewer than \(size) amendments do not suffice; more is not proven.\n"
    case .sets(let sets):
      let size = sets.first?.count ?? 0
      var lines = [
        "\(reform.below.count) pairs are below. The smallest sets that suffice have \(size) amendments; there are \(sets.count):"
      ]
      for (i, set) in sets.enumerated() {
        lines.append("Set \(i + 1)")
        for amendment in set {
          let words = provision(amendment.place)
          lines.append(
            "  \(words?.locator ?? "?") of \(amendment.place.file): mends \(amendment.findings.count)"
          )
          if let words { lines.append("    «\(words.text.prefix(160))»") }
        }
      }
      return lines.map { $0.withoutControls + "\n" }.joined()
    }
  }

  // MARK: Data

  var rows: [[String]] {
    [
      [
        "first", "second", "score", "low", "high", "findings", "shared_objectives",
        "unknown_objectives",
      ]
    ]
      + table.rows.map { row in
        [
          row.pair.first, row.pair.second, row.score.value.map { String($0) } ?? "",
          String(row.score.low), String(row.score.high), String(row.score.findings),
          String(row.sharedObjectives), String(row.unknownObjectives),
        ]
      }
  }

  var json: JSONValue {
    var members = [
      JSONValue.Member(key: "by", value: .string(table.dimension.rawValue)),
      .init(key: "scores", value: .array(table.rows.map(json))),
    ]
    if let reform { members.append(.init(key: "reform", value: json(reform))) }
    return .object(members)
  }

  private func json(_ pair: CoherenceTable.Pair) -> JSONValue {
    .strings([pair.first, pair.second])
  }

  private func json(_ row: CoherenceTable.Row) -> JSONValue {
    .record([
      "pair": json(row.pair), "score": row.score.value.map(JSONValue.number) ?? .null,
      "low": .number(row.score.low), "high": .number(row.score.high),
      "findings": .strings(row.findings), "sharedObjectives": .integer(row.sharedObjectives),
      "unknownObjectives": .integer(row.unknownObjectives),
    ])
  }

  private func json(_ reform: Reform) -> JSONValue {
    let below = JSONValue.array(reform.below.map(json))
    switch reform.outcome {
    case .enough: return .record(["outcome": .string("enough")])
    case .impossible(let pairs):
      return .record([
        "outcome": .string("impossible"), "below": below, "pairs": .array(pairs.map(json)),
      ])
    case .unknown(let size):
      return .record([
        "outcome": .string("unknown"), "below": below, "atLeast": .integer(size),
      ])
    case .sets(let sets):
      return .record([
        "outcome": .string("sets"), "below": below,
        "sets": .array(
          sets.map { set in
            .array(
              set.map { amendment in
                .record([
                  "file": .string(amendment.place.file),
                  "locator": .optional(provision(amendment.place)?.locator),
                  "text": .optional(provision(amendment.place)?.text),
                  "mends": .strings(amendment.findings),
                ])
              })
          }),
      ])
    }
  }
}
