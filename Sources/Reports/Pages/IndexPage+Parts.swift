import Indices
import Policy

/// Profiles, gaps and method of an index.
extension IndexPage {
  /// Each unit's aggregates beside the mean of its group.
  var profiles: HTML {
    let parts = run.aggregateOrder.reversed().compactMap { run.framework[$0] }.filter {
      $0.code != run.index
    }
    let shown = parts.isEmpty ? run.framework.nodes.filter { $0.level > 1 } : parts
    let groupName = (run.chain.groups ?? run.framework.groups).first
    let groups = groupName.flatMap { run.result.groups[$0] }
    let columns = shown.compactMap { run.result.numbers.column($0.code) }
    let values = columns.flatMap { column in rows.map { column[$0] } }.filter { !$0.isNaN }
    let (low, high) = (min(values.min() ?? 0, 0), values.max() ?? 1)
    let means = Dictionary(grouping: rows) { groups?[$0] ?? nil }.mapValues { peers in
      columns.map { column in Self.mean(peers.map { column[$0] }) }
    }
    let all = columns.map { column in Self.mean(rows.map { column[$0] }) }
    let moves = Moves(run)
    return section(.id("profiles")) {
      h2(say("composite.profiles"))
      p(.class("prose"), text: say("composite.profiles.text"))
      for row in rows {
        let group = groups?[row] ?? nil
        let peers = group == nil ? all : means[group] ?? all
        let picture = UnitProfile(
          title: say("composite.profile", ["name": name(row)]),
          parts: zip(zip(shown, columns), peers).map { part, mean in
            let (node, column) = part
            return UnitProfile.Part(
              name: node.name, score: column[row], mean: mean,
              value: column[row].isNaN ? say("composite.withheld") : number(column[row]),
              title: say(
                "composite.part",
                ["name": node.name, "score": number(column[row]), "mean": number(mean)]))
          }, low: low, high: high)
        details(.class("data")) {
          summary {
            bdi(name(row))
            " · "
            ranks[row].isNaN
              ? say("composite.withheld")
              : say("composite.place", ["rank": rank(ranks[row]), "of": say.number(rows.count)])
            if let group, let groupName {
              " · " + (run.framework.groupNames[groupName] ?? groupName) + ": " + group
            }
          }
          picture.picture()
          strengths(row, moves)
        }
      }
    }
  }

  private static func mean(_ values: [Double]) -> Double {
    let there = values.filter { !$0.isNaN }
    return there.isEmpty ? .nan : there.reduce(0, +) / Double(there.count)
  }

  /// What each indicator of a unit adds to its score against the mean of all units.
  private struct Moves {
    private let data: IndexData
    private let places: [IndexData.Unit: Int]
    /// By column, with its share in the index.
    private let means: [(code: String, share: Double, mean: Double)]

    init(_ run: ChainRun) {
      data = run.normalised
      places = Dictionary(zip(data.units, data.units.indices)) { first, _ in first }
      let (numbers, shares) = (data.numbers, run.effectiveShares)
      means = numbers.columns.map { column in
        let code = numbers.codes[column]
        return (code, shares[code] ?? 0, IndexPage.mean(numbers.column(column)))
      }
    }

    /// The greatest first.
    func of(_ unit: IndexData.Unit) -> [(code: String, move: Double)] {
      guard let place = places[unit] else { return [] }
      return means.enumerated().map { column, own in
        (own.code, own.share * (data.numbers[place, column] - own.mean))
      }.filter { !$0.1.isNaN }.sorted { $0.1 > $1.1 }
    }
  }

  /// The indicators that add most to the score against the mean of all, and those that take most.
  private func strengths(_ row: Int, _ all: Moves) -> HTML {
    let moves = all.of(run.result.units[row])
    let best = moves.prefix(3).filter { $0.move > 0 }
    let worst = moves.suffix(3).reversed().filter { $0.move < 0 }
    func names(_ list: [(code: String, move: Double)]) -> String {
      list.map { run.framework[$0.code]?.name ?? $0.code }.joined(separator: "; ")
    }
    return HTML.of {
      if !best.isEmpty { p(text: say("composite.strong", ["list": names(Array(best))])) }
      if !worst.isEmpty { p(text: say("composite.weak", ["list": names(Array(worst))])) }
    }
  }

  /// The units and indicators that have gaps.
  var gaps: HTML {
    let raw = run.raw
    let used = run.normalised
    var position: [IndexData.Unit: Int] = [:]
    for (row, unit) in raw.units.enumerated() { position[unit] = row }
    let years = raw.years
    let year = years.count > 1 ? years.last : nil
    let units = raw.units.indices.filter { year == nil || raw.units[$0].time == year }
    let columns = raw.numbers.columns.filter { column in
      units.contains { raw.numbers[$0, column].isNaN }
    }
    let gappy = units.filter { row in columns.contains { raw.numbers[row, $0].isNaN } }
    var after: [IndexData.Unit: Int] = [:]
    for (row, unit) in used.units.enumerated() { after[unit] = row }
    let codes = columns.map { raw.numbers.codes[$0] }
    let drawn = gappy.map { row in
      GapMap.Row(
        name: raw.units[row].name,
        squares: columns.map { column in
          guard raw.numbers[row, column].isNaN else { return .there }
          guard let place = after[raw.units[row]] else { return .empty }
          return used.numbers[place, column].isNaN ? .empty : .filled
        })
    }
    let names = gappy.map { raw.units[$0].name }
    let (filled, empty) = (say("composite.filled"), say("composite.empty"))
    return section(.id("gaps")) {
      h2(say("composite.gaps"))
      if gappy.isEmpty {
        p(text: say("composite.gaps.none"))
      } else {
        p(
          .class("prose"),
          text: say(
            "composite.gaps.text",
            [
              "units": say.number(gappy.count), "indicators": say.number(columns.count),
              "whole": say.number(units.count), "all": say.number(raw.numbers.codes.count),
            ]))
        figure {
          GapMap(
            title: say("composite.gaps"), columns: codes, rows: Array(drawn.prefix(400))
          ) { square, row, column in
            names[row] + ", " + codes[column] + ": " + (square == .filled ? filled : empty)
          }.picture()
          figcaption(say("composite.gaps.legend"))
        }
      }
    }
  }

  /// The steps in the order in which they were done.
  var method: HTML {
    section(.id("method")) {
      h2(say("composite.method"))
      if !run.chain.note.isEmpty { p(.class("prose")) { bdi(run.chain.note) } }
      ol {
        for step in run.chain.stepSettings {
          li {
            say("composite.step." + step.op)
            if !step.settings.isEmpty {
              span(
                .class("where"), text: " " + step.settings.map(setting).joined(separator: ", "))
            }
          }
        }
      }
      details(.class("data")) {
        summary(say("composite.weights"))
        table(.class("data")) {
          thead {
            tr {
              for key in ["component", "weight", "share"] {
                th(.scope("col"), text: say("composite.column." + key))
              }
            }
          }
          tbody {
            for node in run.framework.nodes.sorted(by: { $0.level > $1.level }) {
              tr {
                th(.scope("row")) { bdi(node.name) }
                td(.class("number"), text: number(node.weight))
                td(.class("number"), text: percent(run.effectiveShares[node.code] ?? .nan))
              }
            }
          }
        }
      }
    }
  }

  /// "method: arithmetic mean": words for what is common, and as the recipe writes it for the rest.
  private func setting(_ setting: (key: String, values: [String])) -> String {
    let values = setting.values.map {
      say.text("composite.value." + $0) ?? Double($0).map(say.score)
        ?? run.framework[$0]?.name ?? run.framework.groupNames[$0] ?? $0
    }
    return (say.text("composite.key." + setting.key) ?? setting.key) + " "
      + values.joined(separator: " / ")
  }

  /// A notice in the language of the page, with names in the place of codes.
  private func sentence(_ notice: Notice) -> String {
    var blanks = notice.figures
    blanks["unit"] = notice.unit.map { code in
      run.raw.units.first { $0.code == code }?.name ?? code
    }
    let year = notice.time.map { " (" + number($0) + ")" } ?? ""
    blanks["indicator"] = notice.indicator.map { (run.framework[$0]?.name ?? $0) + year }
    return say.text("composite.notice." + notice.kind.rawValue, blanks) ?? notice.message
  }

  /// What was lost, and what is worth knowing.
  var notices: HTML {
    guard !run.notices.isEmpty else { return HTML() }
    return section(.id("notices")) {
      h2(say("composite.notices"))
      ul {
        for notice in run.notices.prefix(100) {
          li {
            if let line = notice.line {
              span(
                .class("where"),
                text: run.raw.file + ", " + say("composite.line", ["n": String(line)]) + ": ")
            }
            sentence(notice)
          }
        }
      }
      if run.notices.count > 100 { p(text: say.count("more", run.notices.count - 100)) }
    }
  }
}
