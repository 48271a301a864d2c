import Indices
import Policy

/// The ranking and what moves it.
extension IndexPage {
  var ranking: HTML {
    section(.id("ranking")) {
      h2(say("composite.ranking"))
      if let uncertainty {
        uncertainRanking(uncertainty)
      } else {
        boundedRanking
      }
    }
  }

  private func uncertainRanking(_ uncertainty: UncertaintyRun) -> HTML {
    let pairs = uncertainty.pairs()
    let robust = uncertainty.robustness(pairs)
    var groups: [String: Int] = [:]
    for row in uncertainty.groups(pairs).rows {
      if case .number(let group) = row[0] { groups[row[1].cell] = Int(group) }
    }
    var drawn: [RankIntervals.Row] = []
    var lines: [(row: Int, low: Double, high: Double, middle: Double, ten: Double)] = []
    for row in rows where !ranks[row].isNaN {
      let own = uncertainty.counted(row, uncertainty.ranks).sorted()
      guard !own.isEmpty else { continue }
      let (low, middle, high) = (
        Self.quantile(own, 0.05), Self.quantile(own, 0.5), Self.quantile(own, 0.95)
      )
      let ten = Double(own.count { $0 <= 10 }) / Double(own.count)
      lines.append((row, low, high, middle, ten))
      drawn.append(
        RankIntervals.Row(
          name: name(row), point: ranks[row], low: low, high: high, middle: middle,
          title: say(
            "composite.interval",
            ["name": name(row), "rank": rank(ranks[row]), "low": rank(low), "high": rank(high)]),
          group: groups[run.result.units[row].code] ?? 0))
    }
    let last = Double(max(rows.count, 2))
    let step = last <= 12 ? 1.0 : last <= 30 ? 5 : last <= 80 ? 10 : (last / 8 / 10).rounded() * 10
    let marks = [1.0] + stride(from: step, through: last, by: step).filter { $0 > 1 }
    let chart = RankIntervals(
      title: say("composite.chart", ["runs": say.number(uncertainty.runs)]), rows: drawn, from: 1,
      to: last, marks: marks.map { ($0, rank($0)) })
    return HTML.of {
      p(
        .class("prose"),
        text: say(
          "composite.robust",
          [
            "runs": say.number(uncertainty.runs), "all": percent(robust.all),
            "neighbours": percent(robust.neighbours),
          ]))
      figure {
        chart.picture()
        figcaption(say("composite.legend"))
      }
      details(.class("data")) {
        summary(say("composite.table"))
        table(.class("data")) {
          thead {
            tr {
              for key in ["rank", "unit", "score", "median", "range", "ten"] {
                th(.scope("col"), text: say("composite.column." + key))
              }
            }
          }
          tbody {
            for line in lines {
              tr {
                td(.class("number"), text: rank(ranks[line.row]))
                th(.scope("row")) { bdi(name(line.row)) }
                td(.class("number"), text: number(scores[line.row]))
                td(.class("number"), text: rank(line.middle))
                td(.class("number"), text: rank(line.low) + " – " + rank(line.high))
                td(.class("number"), text: percent(line.ten))
              }
            }
          }
        }
      }
    }
  }

  static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    let h = Double(sorted.count - 1) * p
    let below = Int(h.rounded(.down))
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (h - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// Without other ways of making the index: scores, with the worst and the best that gaps allow.
  private var boundedRanking: HTML {
    let bounds = run.bounds?.rows ?? []
    let place = run.result.isPanel ? 2 : 1
    func value(_ row: Int, _ column: Int) -> Double {
      guard row < bounds.count, case .number(let number) = bounds[row][place + column] else {
        return .nan
      }
      return number
    }
    let shown = rows.filter { !scores[$0].isNaN }
    let drawn = shown.map { row in
      let (low, high) = (value(row, 0), value(row, 2))
      return RankIntervals.Row(
        name: rank(ranks[row]) + ". " + name(row), point: scores[row],
        low: low.isNaN ? scores[row] : low, high: high.isNaN ? scores[row] : high, middle: nil,
        title: say(
          "composite.bounds",
          [
            "name": name(row), "score": number(scores[row]), "low": number(low),
            "high": number(high),
          ]),
        group: 1)
    }
    let low = drawn.map { min($0.low, $0.point) }.min() ?? 0
    let high = drawn.map { max($0.high, $0.point) }.max() ?? 1
    let marks = (0...4).map { low + (high - low) * Double($0) / 4 }
    let chart = RankIntervals(
      title: say("composite.scores"), rows: drawn, from: low, to: high,
      marks: marks.map { ($0, number($0, abs(high - low) > 20 ? 0 : 2)) })
    return HTML.of {
      p(.class("prose"), text: say("composite.certain"))
      figure {
        chart.picture()
        figcaption(say("composite.legend.bounds"))
      }
      details(.class("data")) {
        summary(say("composite.table"))
        table(.class("data")) {
          thead {
            tr {
              for key in ["rank", "unit", "score", "gaps"] {
                th(.scope("col"), text: say("composite.column." + key))
              }
            }
          }
          tbody {
            for row in rows {
              tr {
                td(.class("number"), text: ranks[row].isNaN ? "–" : rank(ranks[row]))
                th(.scope("row")) { bdi(name(row)) }
                td(
                  .class("number"),
                  text: scores[row].isNaN ? say("composite.withheld") : number(scores[row]))
                td(.class("number"), text: number(value(row, 0)) + " – " + number(value(row, 2)))
              }
            }
          }
        }
      }
    }
  }

  /// Which choice moves the ranking.
  func choices(_ uncertainty: UncertaintyRun) -> HTML {
    guard let indices = try? uncertainty.indices(resamples: 200, seed: 1) else {
      return section {
        h2(say("composite.varied"))
        ul {
          for factor in uncertainty.factors {
            li(
              text: factorName(factor.name)
                + (factor.count.map { ": " + say.count("composite.alternatives", $0) } ?? ""))
          }
        }
      }
    }
    return section {
      h2(say("composite.choices"))
      p(.class("prose"), text: say("composite.choices.text"))
      table(.class("data")) {
        thead {
          tr {
            for key in ["choice", "first", "total"] {
              th(.scope("col"), text: say("composite.column." + key))
            }
          }
        }
        tbody {
          for row in indices.rows {
            tr {
              th(.scope("row"), text: factorName(row[0].cell))
              for column in [1, 2] {
                td(.class("number"), text: share(row, column))
              }
            }
          }
        }
      }
    }
  }

  /// In plain words where it is one of the usual choices.
  private func factorName(_ name: String) -> String {
    let key = "composite.factor." + name
    let words = say(key)
    return words == key ? name : words
  }

  private func share(_ row: [ResultTable.Value], _ column: Int) -> String {
    func value(_ i: Int) -> Double {
      if case .number(let number) = row[i] { number } else { .nan }
    }
    let low = column == 1 ? value(3) : value(5)
    let high = column == 1 ? value(4) : value(6)
    return number(value(column)) + " (" + number(low) + " – " + number(high) + ")"
  }

  func answer(_ whatIf: WhatIf) -> HTML {
    section {
      h2(say("composite.whatif", ["unit": whatIf.unit]))
      if let changes = whatIf.changes, !changes.isEmpty {
        p(
          .class("prose"),
          text: say.count(
            "composite.whatif.changes", changes.count,
            ["held": say.number(whatIf.held), "methods": say.number(whatIf.methods)]))
        table(.class("data")) {
          thead {
            tr {
              for key in ["indicator", "from", "to", "asin", "enough"] {
                th(.scope("col"), text: say("composite.column." + key))
              }
            }
          }
          tbody {
            for change in changes {
              tr {
                th(.scope("row")) { bdi(change.name) }
                td(.class("number"), text: number(change.from))
                td(.class("number"), text: number(change.to))
                td(text: change.asIn)
                td(.class("number"), text: change.enough.map { number($0) } ?? "–")
              }
            }
          }
        }
      } else {
        p(text: say(whatIf.changes == nil ? "composite.whatif.never" : "composite.whatif.already"))
      }
    }
  }
}
