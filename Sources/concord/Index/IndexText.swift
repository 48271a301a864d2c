import Indices
import Policy

/// The results of an index on the terminal.
struct IndexText {
  let terminal: Terminal

  init(_ terminal: Terminal) { self.terminal = terminal }

  func show(_ answer: IndexAnswer, out: String?) {
    if let whatIf = answer.whatIf {
      show(whatIf, answer.run)
    } else if let comparison = answer.comparison {
      var table = TextTable("CODE", "RANK BEFORE", "RANK", "SCORE BEFORE", "SCORE")
      for row in comparison.table.rows {
        table.add(row[0].cell, row[5].short(0), row[6].short(0), row[2].short(2), row[3].short(2))
      }
      terminal.write(table.text(width: terminal.width))
    } else if let uncertainty = answer.uncertainty {
      show(uncertainty, answer)
    } else {
      show(answer.run)
    }
    if let out { terminal.line("\nTables and page in \(out)") }
  }

  private func show(_ run: ChainRun) {
    guard let index = run.index, let scores = run.result.numbers.column(index) else {
      terminal.line(
        "\(run.result.units.count) rows, \(run.result.numbers.codes.count) indicators; no aggregate was made."
      )
      return
    }
    let data = run.result
    let ranks = run.ranks(of: index)
    let years = data.years
    let latest = years.count > 1 ? years.last : nil
    var table = TextTable("RANK", "SCORE", "CODE", "NAME")
    let rows = data.units.indices.filter { latest == nil || data.units[$0].time == latest }
    let ranked = rows.sorted {
      (ranks[$0].isNaN ? .infinity : ranks[$0]) < (ranks[$1].isNaN ? .infinity : ranks[$1])
    }
    for row in ranked {
      table.add(
        ranks[row].isNaN ? "–" : ranks[row].cell,
        scores[row].isNaN ? "not published" : scores[row].decimals(2),
        data.units[row].code, data.units[row].name)
    }
    let name = run.framework[index]?.name ?? index
    terminal.line(
      terminal.styled(name.withoutControls, .bold) + (latest.map { ", \($0.cell)" } ?? "")
    )
    terminal.write(table.text(width: terminal.width))
  }

  private func show(_ uncertainty: UncertaintyRun, _ answer: IndexAnswer) {
    let pairs = uncertainty.pairs()
    let robust = uncertainty.robustness(pairs)
    let groups = uncertainty.groups(pairs)
    terminal.line(
      terminal.styled(answer.title.withoutControls, .bold)
        + ": \(uncertainty.runs) runs over \(answer.plan?.factors.map(\.name).joined(separator: ", ") ?? "")"
        .withoutControls)
    let statistics = Dictionary(
      uniqueKeysWithValues: zip(uncertainty.units.indices, uncertainty.rankStatistics.rows))
    let place = uncertainty.run.result.isPanel ? 2 : 1
    var table = TextTable("GROUP", "RANK", "MEDIAN", "5-95%", "CODE", "NAME")
    for row in groups.rows {
      guard let unit = pairs.rows.first(where: { uncertainty.units[$0].code == row[1].cell }),
        let own = statistics[unit]
      else { continue }
      table.add(
        row[0].cell, own[place].cell, own[place + 2].cell,
        own[place + 3].short(1) + " – " + own[place + 4].short(1), row[1].cell, row[2].cell)
    }
    terminal.write(table.text(width: terminal.width))
    terminal.line(
      "\nUnits of a group cannot be told apart from its first in 95% of the runs. Of all pairs, \((robust.all * 100).decimals(0))% are ordered the same way in 95% of the runs; of neighbours in the ranking, \((robust.neighbours * 100).decimals(0))%."
    )
    if uncertainty.design.kind == .sobol, let plan = answer.plan,
      let indices = try? uncertainty.indices(resamples: plan.resamples, seed: plan.seed)
    {
      var table = TextTable("CHOICE", "FIRST ORDER", "TOTAL")
      for row in indices.rows { table.add(row[0].cell, row[1].short(3), row[2].short(3)) }
      terminal.line("\nWhat moves the ranking:")
      terminal.write(table.text(width: terminal.width))
    }
  }

  private func show(_ whatIf: WhatIf, _ run: ChainRun) {
    func range(_ ranks: ClosedRange<Double>?) -> String {
      guard let ranks else { return "–" }
      return ranks.lowerBound == ranks.upperBound
        ? ranks.lowerBound.cell : "\(ranks.lowerBound.cell) to \(ranks.upperBound.cell)"
    }
    let goal =
      switch whatIf.goal {
      case .rank(let rank): "rank \(rank)"
      case .score(let score): "a score of \(score.cell)"
      }
    for failure in whatIf.failures {
      terminal.complain(
        "in \(failure.count) \(failure.count == 1 ? "way" : "ways") the index cannot be calculated, and is left out: \(failure.reason)"
          .withoutControls)
    }
    guard let changes = whatIf.changes else {
      terminal.line(
        "\(whatIf.unit) cannot reach \(goal) in all \(whatIf.methods) ways of making the index, even with the best value in every indicator."
          .withoutControls)
      return
    }
    guard !changes.isEmpty else {
      terminal.line(
        "\(whatIf.unit) has \(goal) already, in all \(whatIf.methods) ways of making the index."
          .withoutControls)
      return
    }
    terminal.line(
      "\(whatIf.unit) reaches \(goal) with \(changes.count) \(changes.count == 1 ? "change" : "changes"):"
        .withoutControls)
    var table = TextTable("INDICATOR", "FROM", "TO", "AS IN", "ENOUGH", "NAME")
    for change in changes {
      table.add(
        change.indicator, change.from.isNaN ? "none" : change.from.decimals(3),
        change.to.decimals(3), change.asIn.isEmpty ? "your value" : change.asIn,
        change.enough.map { $0.decimals(3) } ?? "–", change.name)
    }
    terminal.write(table.text(width: terminal.width))
    terminal.line(
      "\n"
        + (whatIf.isSmallest
          ? "No smaller set does it."
          : "At least \(whatIf.least) are needed; whether \(whatIf.least) to \(changes.count - 1) would do was not decided.")
        + " Rank before: \(range(whatIf.before)); after: \(range(whatIf.after)). Made anew with the changed values, the goal is reached in \(whatIf.held) of \(whatIf.methods) ways."
        + (changes.allSatisfy { $0.enough != nil }
          ? " ENOUGH is how far all of them together must go." : "")
    )
  }

  /// Says what was lost and what was passed over.
  func complain(_ answer: IndexAnswer) -> ExitStatus {
    if let failures = answer.uncertainty?.failures, let first = failures.first {
      terminal.complain(
        "in \(failures.count) of \(answer.uncertainty?.runs ?? 0) runs the index cannot be calculated, first in run \(first.run + 1): \(first.reason)"
          .withoutControls)
    }
    let status = complain(answer.run)
    let isWhole =
      answer.uncertainty?.failures.isEmpty ?? true && answer.whatIf?.failures.isEmpty ?? true
    return isWhole ? status : .partly
  }

  private func complain(_ run: ChainRun) -> ExitStatus {
    for error in run.chain.unknown { terminal.complain(error.description.withoutControls) }
    let losses = run.notices.filter(\.isLoss)
    for notice in losses.prefix(20) {
      var place = run.raw.file
      if let line = notice.line { place += ", line \(line)" }
      if let code = notice.indicator { place += ", column \(code)" }
      terminal.complain("\(place): \(notice.message)".withoutControls)
    }
    if losses.count > 20 { terminal.complain("and \(losses.count - 20) more, in notices.csv") }
    let others = run.notices.count - losses.count
    if others > 0 { terminal.remark("\(others) remarks on the data are in notices.csv.") }
    return losses.isEmpty && run.chain.unknown.isEmpty ? .done : .partly
  }
}

extension ResultTable.Value {
  func short(_ digits: Int) -> String {
    if case .number(let number) = self { return number.isNaN ? "–" : number.decimals(digits) }
    return cell
  }
}

extension Double {
  /// With so many digits after the point.
  func decimals(_ digits: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return cell }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    guard scaled < 9e15 else { return cell }
    let whole = Int64(scaled)
    let part = String(whole % Int64(scale))
    let text =
      String(whole / Int64(scale))
      + (digits > 0 ? "." + String(repeating: "0", count: digits - part.count) + part : "")
    return (self < 0 && whole > 0 ? "−" : "") + text
  }
}

extension ResultTable {
  /// One object a row.
  var json: JSONValue {
    .array(
      rows.map { row in
        .object(
          zip(columns, row).map { column, value in
            switch value {
            case .text(let text), .mark(let text): .init(key: column, value: .string(text))
            case .number(let number): .init(key: column, value: .cell(number))
            case .flag(let flag): .init(key: column, value: .bool(flag))
            }
          })
      })
  }
}
