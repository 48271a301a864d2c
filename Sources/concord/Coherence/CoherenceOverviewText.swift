import Coherence
import Policy

/// The six levels and three building blocks as text, CSV and JSON.
struct CoherenceOverviewText {
  let levels: CoherenceLevels
  let blocks: BuildingBlocks

  func write(_ format: String, _ terminal: Terminal) {
    switch format {
    case "json": terminal.line(json.text(indent: true))
    case "csv": for row in rows { terminal.write(CSV.line(row)) }
    default: terminal.write(text(terminal))
    }
  }

  private func text(_ terminal: Terminal) -> String {
    var table = TextTable("SCORE", "RANGE", "FINDINGS", "UNKNOWN", "LEVEL")
    for row in levels.rows {
      table.add(
        row.score.value?.rounded2 ?? "–",
        row.score.value == nil ? "–" : "\(row.score.low.rounded2) to \(row.score.high.rounded2)",
        String(row.score.findings), "\(row.unknown) of \(row.objectives)", row.level.rawValue)
    }
    var blocks = TextTable("SCORE", "RANGE", "MISSING", "BLOCK", "COUNTED")
    for row in self.blocks.rows {
      blocks.add(
        row.value?.rounded2 ?? "–",
        row.value == nil ? "–" : "\(row.low.rounded2) to \(row.high.rounded2)",
        "\(Int((row.missing * 100).rounded())) %", row.block.rawValue,
        row.items.map { "\($0.name) \($0.share.count) of \($0.share.whole)" }
          .joined(separator: ", "))
    }
    return table.text(width: terminal.width)
      + "UNKNOWN: objectives on which texts could meet at this level and of which no finding speaks.\n\n"
      + blocks.text(width: terminal.width)
      + "MISSING: share of what is counted for which the texts give nothing to count.\n"
  }

  private var rows: [[String]] {
    [["what", "name", "score", "low", "high", "findings", "missing"]]
      + levels.rows.map { row in
        [
          "level", row.level.rawValue, row.score.value.map { String($0) } ?? "",
          String(row.score.low), String(row.score.high), String(row.score.findings),
          row.missing.map { String($0) } ?? "",
        ]
      }
      + blocks.rows.map { row in
        [
          "block", row.block.rawValue, row.value.map { String($0) } ?? "", String(row.low),
          String(row.high), "", String(row.missing),
        ]
      }
  }

  private var json: JSONValue {
    .record([
      "levels": .array(
        levels.rows.map { row in
          .record([
            "level": .string(row.level.rawValue),
            "score": .optional(row.score.value),
            "low": .number(row.score.low), "high": .number(row.score.high),
            "findings": .strings(row.findings), "objectives": .integer(row.objectives),
            "unknownObjectives": .integer(row.unknown),
          ])
        }),
      "blocks": .array(
        blocks.rows.map { row in
          .record([
            "block": .string(row.block.rawValue),
            "score": .optional(row.value),
            "low": .number(row.low), "high": .number(row.high), "missing": .number(row.missing),
            "items": .array(
              row.items.map {
                .record([
                  "name": .string($0.name), "count": .integer($0.share.count),
                  "of": .integer($0.share.whole),
                ])
              }),
          ])
        }),
    ])
  }
}
