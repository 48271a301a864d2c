import Coherence
import Policy
import Workspace

/// What `concord review` prints.
struct ReviewAnswer {
  let format: String
  let terminal: Terminal
  let weights: ScoreWeights

  /// What an entry of the log led to.
  func done(_ reviewed: ReviewedFinding, _ what: String) {
    if format == "json" {
      terminal.line(ReviewRecord(reviewed, weights).json.text(indent: true))
    } else {
      terminal.remark("\(what): \(reviewed.id.prefix(8)) \(reviewed.finding.why)".withoutControls)
    }
    if reviewed.isDisputed {
      terminal.remark("People disagree: \(verdicts(reviewed))".withoutControls)
    }
  }

  func list(_ findings: [ReviewedFinding], of review: Review) {
    switch format {
    case "json":
      terminal.line(
        JSONValue.array(
          findings.map { ReviewRecord($0, weights, review.calibration).json }
        ).text(indent: true))
    case "csv": terminal.write(ReviewSheet.csv(findings, weights: weights))
    default:
      for finding in findings { terminal.write(text(finding, review.calibration)) }
      terminal.line(summary(review))
    }
  }

  private func summary(_ review: Review) -> String {
    var counts: [ReviewedFinding.State: Int] = [:]
    for finding in review.findings { counts[finding.state, default: 0] += 1 }
    guard !review.findings.isEmpty else {
      return "No findings. (concord assess FOLDER makes them.)"
    }
    var text = ReviewedFinding.State.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }
      .joined(separator: ", ")
    text += " of \(review.findings.count) findings."
    let gone = Set(review.gone.map(\.finding)).count
    if gone > 0 { text += " \(gone) that were decided are not in the texts any more." }
    return text
  }

  private func verdicts(_ reviewed: ReviewedFinding) -> String {
    reviewed.verdicts.map {
      "\($0.person.isEmpty ? "somebody" : $0.person) \($0.status.rawValue) it on \($0.date.prefix(10))"
        + ($0.note.isEmpty ? "" : " (\($0.note))")
    }.joined(separator: "; ")
  }

  private func text(_ reviewed: ReviewedFinding, _ calibration: Calibration) -> String {
    let finding = reviewed.finding
    let level = finding.level.map { ", \($0.rawValue)" } ?? ""
    var head =
      terminal.styled(String(reviewed.id.prefix(8)), .blue) + "  "
      + terminal.styled(finding.kind.rawValue + level, .bold)
    head +=
      "  weight \(weights.weight(of: finding).rounded2), \(Int((finding.score * 100).rounded())) %"
    if reviewed.state != .open { head += "  [\(reviewed.state.rawValue)]" }
    var lines = [finding.why]
    for passage in finding.between.prefix(4) {
      let page = passage.page.map { ", page \($0)" } ?? ""
      lines.append(
        "  \(passage.place.file), \(passage.locator)\(page): \(passage.text.shortened(to: 240))")
    }
    if let rule = calibration.precision(of: reviewed.judged), let share = rule.precision {
      lines.append(
        "Rule \(rule.rule): \(rule.confirmed) of \(rule.confirmed + rule.dismissed) decided were confirmed (\(share.rounded2), from \(rule.low.rounded2) to \(rule.high.rounded2))."
      )
    }
    if !reviewed.verdicts.isEmpty { lines.append(verdicts(reviewed) + ".") }
    if let assignee = reviewed.assignee { lines.append("For \(assignee).") }
    if !reviewed.merged.isEmpty {
      lines.append(
        "Holds \(reviewed.merged.map { String($0.id.prefix(8)) }.joined(separator: ", ")).")
    }
    if let settled = reviewed.settlement { lines.append("Settled: \(settled.settlement.decision)") }
    return block(head, lines)
  }

  /// Lines under their head; those that begin with two blanks stand further in.
  private func block(_ head: String, _ lines: [String]) -> String {
    let body = lines.flatMap { line in
      let indent = line.hasPrefix("  ") ? "      " : "    "
      return line.withoutControls.wrapped(to: terminal.width - 6).map { indent + $0 }
    }
    return ([head] + body).joined(separator: "\n") + "\n\n"
  }

  func history(_ reviewed: ReviewedFinding) {
    switch format {
    case "json":
      terminal.line(JSONValue.array(reviewed.log.map { ReviewRecord.json($0) }).text(indent: true))
    case "csv":
      terminal.write(CSV.line(["date", "person", "act", "detail", "note"]))
      for entry in reviewed.log {
        terminal.write(
          CSV.line([entry.date, entry.person, entry.act.word, entry.words, entry.note]))
      }
    default:
      terminal.line(reviewed.finding.why.withoutControls)
      guard !reviewed.log.isEmpty else { return terminal.line("Nobody has done anything yet.") }
      var table = TextTable("DATE", "PERSON", "DID", "WHAT")
      for entry in reviewed.log {
        let note = entry.note.isEmpty ? "" : " (\(entry.note))"
        table.add(String(entry.date.prefix(16)), entry.person, entry.act.word, entry.words + note)
      }
      terminal.write(table.text(width: terminal.width))
    }
  }

  func rules(_ calibration: Calibration) {
    let rules = calibration.rules
    switch format {
    case "json":
      terminal.line(JSONValue.array(rules.map { ReviewRecord.json($0) }).text(indent: true))
    case "csv":
      terminal.write(
        CSV.line([
          "type", "rule", "confirmed", "dismissed", "undecided", "precision", "low", "high",
          "expected", "shift",
        ]))
      for rule in rules {
        terminal.write(
          CSV.line([
            rule.kind.rawValue, rule.rule, String(rule.confirmed), String(rule.dismissed),
            String(rule.undecided), rule.precision.map { String($0) } ?? "", String(rule.low),
            String(rule.high), rule.expected.map { String($0) } ?? "", String(rule.shift),
          ]))
      }
    default:
      var table = TextTable("RIGHT", "RANGE", "SCORED", "DECIDED", "OPEN", "RULE")
      for rule in rules {
        table.add(
          rule.precision?.rounded2 ?? "–",
          rule.precision == nil ? "–" : "\(rule.low.rounded2) to \(rule.high.rounded2)",
          rule.expected?.rounded2 ?? "–", String(rule.confirmed + rule.dismissed),
          String(rule.undecided), "\(rule.rule) (\(rule.kind.rawValue))")
      }
      terminal.write(table.text(width: terminal.width))
      terminal.line(
        "RIGHT: share confirmed of those decided; SCORED: their mean score. Scores of open findings follow the difference."
      )
    }
  }

  func record(_ record: ConflictRecord) {
    switch format {
    case "json":
      terminal.line(
        JSONValue.array(record.entries.map { ReviewRecord.json($0) }).text(indent: true))
    case "csv":
      terminal.write(CSV.line(ReviewRecord.recordColumns))
      for entry in record.entries { terminal.write(CSV.line(ReviewRecord.row(entry))) }
    default:
      for entry in record.entries { terminal.write(text(entry)) }
      let settled = record.entries.count { $0.settlement != nil }
      terminal.line(
        record.entries.isEmpty
          ? "No conflict has been confirmed yet."
          : "\(settled) of \(record.entries.count) conflicts of objectives are settled.")
    }
  }

  private func text(_ entry: ConflictRecord.Entry) -> String {
    var lines = [entry.why]
    for passage in entry.passages {
      lines.append("  \(passage.file), \(passage.locator): «\(passage.text.shortened(to: 300))»")
      if let now = passage.now { lines.append("  Now: «\(now.shortened(to: 300))»") }
    }
    lines += entry.verdicts.map { "\($0.status.rawValue) by \($0.person), \($0.date.prefix(10))" }
    if let settlement = entry.settlement, let act = entry.settledBy {
      let venue = settlement.venue.isEmpty ? "" : ", \(settlement.venue)"
      lines.append(
        "Decided: \(settlement.decision) (\(act.person), \(act.date.prefix(10))\(venue))")
      if !settlement.change.isEmpty { lines.append("Changed: \(settlement.change)") }
    } else {
      lines.append(entry.isGone ? "Not found in the texts any more." : "Not settled.")
    }
    return block(terminal.styled(String(entry.id.prefix(8)), .blue), lines)
  }
}
