import Coherence
import Policy

/// Scores and amendments as text, CSV and JSON.
struct CoherenceText {
  let table: CoherenceTable
  let reform: Reform?
  private let findings: [Finding.ID: Finding]
  private let provisions: [String: [Provision]]

  /// Alternatives of a group that the terminal shows.
  private static let shown = 3

  init(
    table: CoherenceTable, reform: Reform?, documents: [CodedDocument],
    findings: [Finding.ID: Finding]
  ) {
    self.table = table
    self.reform = reform
    self.findings = findings
    provisions = Dictionary(
      documents.map { ($0.document.file, $0.document.provisions) }
    ) { first, _ in first }
  }

  private func provision(_ place: Place) -> Provision? {
    guard let all = provisions[place.file], all.indices.contains(place.provision) else {
      return nil
    }
    return all[place.provision]
  }

  // MARK: Text

  func text(_ terminal: Terminal) -> String {
    guard !table.rows.isEmpty else { return "No finding speaks of any pair.\n" }
    var rows = TextTable("SCORE", "RANGE", "FINDINGS", "UNKNOWN", "PAIR")
    for row in table.rows {
      rows.add(
        row.score.value.map(\.rounded2) ?? "–",
        "\(row.score.low.rounded2) to \(row.score.high.rounded2)", String(row.score.findings),
        "\(row.unknown) of \(row.shared)", name(row.pair))
    }
    let held =
      table.dimension == .objectives ? "documents that serve both" : "objectives that both serve"
    return rows.text(width: terminal.width)
      + "UNKNOWN: \(held) and of which no finding speaks.\n"
      + (reform.map { "\n" + text($0, terminal) } ?? "")
  }

  private func name(_ pair: CoherenceTable.Pair) -> String {
    pair.first == pair.second ? "\(pair.first) (in itself)" : "\(pair.first) · \(pair.second)"
  }

  private func text(_ reform: Reform, _ terminal: Terminal) -> String {
    var lines: [String] = []
    switch reform.outcome {
    case .enough: return "Every score is reached already.\n"
    case .impossible: break
    case .unknown(let atLeast, let set):
      lines.append(
        "\(reform.below.count) pairs are below. The search was ended: fewer than \(atLeast) amendments do not suffice; these \(set.count) do:"
      )
      lines += set.flatMap { self.lines($0, terminal) }
    case .sets(let choices): lines += self.lines(choices, reform, terminal)
    }
    if !reform.unreachable.isEmpty {
      lines.append("No set of amendments reaches the scores of:")
      lines += reform.unreachable.map { "  " + name($0) }
    }
    return lines.map { $0.withoutControls + "\n" }.joined()
  }

  private func lines(_ choices: Reform.Choices, _ reform: Reform, _ terminal: Terminal) -> [String]
  {
    let number = choices.count == .max ? "very many" : String(choices.count)
    let atLeast = choices.isComplete ? "" : "at least "
    var lines = [
      "\(reform.below.count) pairs are below. The smallest sets that suffice have \(choices.size) amendments; there are \(atLeast)\(number)\(choices.groups.count > 1 ? ", one alternative of each group" : ""):"
    ]
    for (g, group) in choices.groups.enumerated() {
      lines.append("Group \(g + 1): \(group.count == 1 ? "only" : "one of \(group.count)")")
      for (i, set) in group.prefix(Self.shown).enumerated() {
        if group.count > 1 { lines.append("  Alternative \(i + 1)") }
        lines += set.flatMap { self.lines($0, terminal) }
      }
      if group.count > Self.shown {
        lines.append("  … and \(group.count - Self.shown) more (--format json lists them)")
      }
    }
    return lines
  }

  private func lines(_ amendment: Reform.Amendment, _ terminal: Terminal) -> [String] {
    let words = provision(amendment.place)
    var lines = ["    \(words?.locator ?? "?") of \(amendment.place.file)"]
    if let words {
      lines += "«\(words.text.shortened(to: 200))»".wrapped(to: terminal.width - 8)
        .map { "      " + $0 }
    }
    for id in amendment.findings.prefix(3) {
      let why = findings[id]?.why.shortened(to: 160) ?? ""
      lines += "mends \(id.prefix(8)) \(why)".wrapped(to: terminal.width - 8).map { "      " + $0 }
    }
    if amendment.findings.count > 3 {
      lines.append("      and \(amendment.findings.count - 3) more findings")
    }
    return lines
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
          String(row.shared), String(row.unknown),
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
      "pair": json(row.pair), "score": .optional(row.score.value),
      "low": .number(row.score.low), "high": .number(row.score.high),
      "findings": .strings(row.findings), "sharedObjectives": .integer(row.shared),
      "unknownObjectives": .integer(row.unknown),
    ])
  }

  private func json(_ reform: Reform) -> JSONValue {
    let below = JSONValue.array(reform.below.map(json))
    let unreachable = JSONValue.array(reform.unreachable.map(json))
    switch reform.outcome {
    case .enough: return .record(["outcome": .string("enough")])
    case .impossible(let pairs):
      return .record([
        "outcome": .string("impossible"), "below": below, "pairs": .array(pairs.map(json)),
      ])
    case .unknown(let size, let set):
      return .record([
        "outcome": .string("unknown"), "below": below, "unreachable": unreachable,
        "atLeast": .integer(size), "suffices": .array(set.map(json)),
      ])
    case .sets(let choices):
      return .record([
        "outcome": .string("sets"), "below": below, "unreachable": unreachable,
        "size": .integer(choices.size), "count": .integer(choices.count),
        "isComplete": .bool(choices.isComplete),
        "groups": .array(choices.groups.map { .array($0.map { .array($0.map(json)) }) }),
        "sets": .array(choices.sets(most: 50).map { .array($0.map(json)) }),
      ])
    }
  }

  private func json(_ amendment: Reform.Amendment) -> JSONValue {
    let words = provision(amendment.place)
    return .record([
      "file": .string(amendment.place.file), "locator": .optional(words?.locator),
      "text": .optional(words?.text), "mends": .strings(amendment.findings),
    ])
  }
}
