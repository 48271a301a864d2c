import Coherence
import Institutions
import Policy

/// How coherent the policies are: by the six levels and three building blocks of the literature, by pairs, and what to amend so that
/// they are coherent enough.
extension Edition {
  func writeCoherence(in folder: ReportFolder) throws(ReportError) {
    let scores = CoherenceView(self)
    let page = try PageWriter(
      Page.coherence.file, under: .coherence, of: self, in: folder, lede: say("coherence.lede"))
    try page.add(scores.reading)
    try page.add(scores.levels)
    try page.add(scores.blocks)
    try page.add(scores.enough)
    for table in scores.tables { try page.add(scores.pairs(table)) }
    try page.add(scores.weights)
    try page.close()
    try scores.writeTable(in: folder)
  }
}

/// The parts of the page.
struct CoherenceView {
  let edition: Edition
  /// By document, institution, level of government and objective.
  let tables: [CoherenceTable]
  private let findings: [Finding.ID: Finding]
  private let names: [Institution.ID: String]

  /// Pairs shown of a table; the others are in the data file.
  private static let shown = 25

  var say: ReportStrings { edition.say }

  init(_ edition: Edition) {
    self.edition = edition
    tables = CoherenceTable.Dimension.allCases.map {
      CoherenceTable($0, findings: edition.findings, scope: edition.scope, weights: edition.weights)
    }
    findings = Dictionary(edition.findings.map { ($0.id, $0) }) { first, _ in first }
    names = Dictionary(edition.model.map.institutions.map { ($0.id, $0.name) }) { first, _ in first
    }
  }

  var reading: HTML {
    p(.class("hint"), text: say("coherence.reading"))
  }

  // MARK: Levels and blocks

  var levels: HTML {
    let rows = CoherenceLevels(edition.findings, scope: edition.scope, weights: edition.weights)
      .rows
    return section {
      h2(.id("levels"), text: say("coherence.levels"))
      table(.class("plain coherence")) {
        caption(say("coherence.levels.caption"))
        heads(["level", "score", "range", "findings", "missing"])
        tbody {
          for row in rows {
            tr {
              th(.scope("row")) {
                say("coherence.level." + row.level.rawValue)
                span(
                  .class("meaning"), text: say("coherence.level." + row.level.rawValue + ".meaning")
                )
              }
              score(row.score.value, row.score.low, row.score.high)
              td(.class("number"), text: say.number(row.score.findings))
              td {
                if row.missing != nil {
                  say.percent(row.unknown, of: row.objectives)
                  span(
                    .class("where"),
                    text: say(
                      "coherence.missing.objectives",
                      ["unknown": say.number(row.unknown), "all": say.number(row.objectives)]))
                } else {
                  say("coherence.missing.none")
                }
              }
            }
          }
        }
      }
      p(.class("source"), text: say("coherence.levels.source"))
    }
  }

  var blocks: HTML {
    let overlap = MandateOverlap(edition.model.map)
    let blocks = BuildingBlocks(
      scope: edition.scope, map: edition.model.map, tasks: overlap.together)
    return section {
      h2(.id("blocks"), text: say("coherence.blocks"))
      table(.class("plain coherence")) {
        caption(say("coherence.blocks.caption"))
        heads(["block", "score", "range", "counted", "missing"])
        tbody {
          for row in blocks.rows {
            tr {
              th(.scope("row")) {
                say("coherence.block." + row.block.rawValue)
                span(
                  .class("meaning"), text: say("coherence.block." + row.block.rawValue + ".meaning")
                )
              }
              score(row.value, row.low, row.high)
              td {
                ul(.class("compact")) {
                  for item in row.items {
                    li(
                      text: say("coherence.item." + item.name) + ": "
                        + (item.share.whole == 0
                          ? say("coherence.item.none")
                          : say(
                            "coherence.item.share",
                            [
                              "count": say.number(item.share.count),
                              "all": say.number(item.share.whole),
                            ])))
                  }
                }
              }
              td(
                text: say.percent(
                  row.items.count { $0.share.whole == 0 }, of: row.items.count))
            }
          }
        }
      }
      p(.class("source"), text: say("coherence.blocks.source"))
    }
  }

  private func heads(_ keys: [String]) -> HTML {
    thead {
      tr { for key in keys { th(.scope("col"), text: say("coherence.column." + key)) } }
    }
  }

  private func score(_ value: Double?, _ low: Double, _ high: Double) -> HTML {
    HTML.of {
      td(.class("number"), text: value.map(say.score) ?? "–")
      td(.class("share")) {
        if value != nil {
          ScoreRange.picture(value, low: low, high: high)
          " "
          span(.class("figure"), text: say.score(low) + " … " + say.score(high))
        } else {
          say("coherence.unscored")
        }
      }
    }
  }

  // MARK: Pairs

  func pairs(_ scores: CoherenceTable) -> HTML {
    guard !scores.rows.isEmpty else { return HTML() }
    let key = scores.dimension.rawValue
    return section {
      h2(.id("by-" + key), text: say("coherence.by." + key))
      table(.class("plain coherence pairs")) {
        caption(say("coherence.pairs.caption." + (key == "objectives" ? "objectives" : "others")))
        heads(["pair", "score", "range", "findings", "missing"])
        tbody {
          for row in scores.rows.prefix(Self.shown) {
            tr {
              th(.scope("row")) { name(row.pair, scores.dimension) }
              score(row.score.value, row.score.low, row.score.high)
              td { strongest(row) }
              td(
                .class("number"),
                text: row.shared == 0 ? "–" : say.percent(row.unknown, of: row.shared))
            }
          }
        }
      }
      if scores.rows.count > Self.shown {
        p(.class("more")) {
          a(
            .href(Link("coherence.csv")),
            text: say.count("coherence.more", scores.rows.count - Self.shown))
        }
      }
    }
  }

  /// How many findings a score rests on, and the first of them as a link.
  private func strongest(_ row: CoherenceTable.Row) -> HTML {
    HTML.of {
      span(.class("figure"), text: say.number(row.score.findings))
      if let first = row.findings.first.flatMap({ findings[$0] }) {
        " "
        a(.href(edition.addresses.link(first))) { edition.kindBadge(first.kind) }
      }
    }
  }

  func name(_ pair: CoherenceTable.Pair, _ dimension: CoherenceTable.Dimension) -> HTML {
    HTML.of {
      name(pair.first, dimension)
      if pair.first == pair.second {
        " " + say("coherence.itself")
      } else {
        " ↔ "
        name(pair.second, dimension)
      }
    }
  }

  private func name(_ thing: String, _ dimension: CoherenceTable.Dimension) -> HTML {
    switch dimension {
    case .documents: edition.documentLink(thing)
    case .institutions: bdi(names[thing] ?? thing)
    case .levels: HTML(say("government." + thing))
    case .objectives: HTML(edition.model.codebook.name(thing, in: say.language))
    }
  }

  /// All pairs, for other programs.
  func writeTable(in folder: ReportFolder) throws(ReportError) {
    let file = try CSVFile(folder.path(of: "coherence.csv"), .coherence)
    for table in tables {
      for row in table.rows {
        try file.write([
          .text(table.dimension.rawValue), .text(row.pair.first), .text(row.pair.second),
          row.score.value.map(Cell.number) ?? .empty, .number(row.score.low),
          .number(row.score.high), .count(row.score.findings), .count(row.shared),
          .count(row.unknown),
        ])
      }
    }
    try file.finish()
  }

  var weights: HTML {
    section(.class("prose")) {
      h2(.id("weights"), text: say("coherence.weights"))
      p(say("coherence.weights.text"))
      ul(.class("compact")) {
        for kind in Finding.Kind.allCases {
          li(text: say("kind." + kind.rawValue) + ": " + say.score(edition.weights[kind]))
        }
      }
    }
  }

  func finding(_ id: Finding.ID) -> Finding? { findings[id] }
}
