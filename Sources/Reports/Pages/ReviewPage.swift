import Coherence
import Policy
import Workspace

/// The review: what waits for a person, how often each rule was right, and what persons decided.
extension Edition {
  private static let queued = 40
  private static let entries = 200

  func writeReview(in folder: ReportFolder) throws(ReportError) {
    let page = try PageWriter(
      Page.review.file, under: .review, of: self, in: folder, lede: say("review.lede"))
    try page.add(reviewCounts())
    try page.add(queue())
    try page.add(ruleTable())
    try page.add(decisionTable())
    try page.add(goneDecisions())
    try page.close()
  }

  private func reviewCounts() -> HTML {
    let findings = model.review.findings
    let record = ConflictRecord(model.review)
    let counts: [(String, Int)] = [
      ("open", findings.count { $0.state == .open }),
      ("disputed", findings.count { $0.state == .disputed }),
      ("changed", findings.count { $0.state == .changed }),
      ("decided", findings.count { $0.state == .decided }),
    ]
    return HTML.of {
      section(.class("figures review"), .label(say("review.counts"))) {
        ul {
          for (name, count) in counts {
            li {
              div {
                strong(say.number(count))
                span(say("review.state." + name))
              }
            }
          }
          li {
            a(.href(Link(Page.record.file))) {
              strong(say.number(record.entries.count))
              span(say("review.record.link"))
            }
          }
        }
      }
      p(.class("hint"), text: say("review.how"))
    }
  }

  private func queue() -> HTML {
    let queue = model.review.queue(weights)
    guard !queue.isEmpty else { return HTML() }
    return section {
      h2(.id("queue"), text: say("review.queue"))
      p(.class("hint"), text: say("review.queue.order"))
      ol(.class("sentences")) {
        for reviewed in queue.prefix(Self.queued) {
          li {
            sentence(reviewed.finding)
            span(.class("where")) {
              say("review.weight", ["weight": say.decimal(weights.weight(of: reviewed.finding))])
              if reviewed.state != .open { " · " + say("review.state." + reviewed.state.rawValue) }
              if let assignee = reviewed.assignee {
                " · "
                bdi(say("review.assigned", ["who": assignee]))
              }
            }
          }
        }
      }
      if queue.count > Self.queued {
        p(.class("more")) {
          a(
            .href(Link(Page.findings.file)),
            text: say.count("review.queue.more", queue.count - Self.queued))
        }
      }
    }
  }

  private func ruleTable() -> HTML {
    let rules = model.review.calibration.rules
    guard !rules.isEmpty else { return HTML() }
    return section {
      h2(.id("rules"), text: say("review.rules"))
      p(say("review.rules.lede"))
      table(.class("plain")) {
        thead {
          tr {
            for key in ["rule", "right", "range", "scored", "decided", "open"] {
              th(.scope("col"), text: say("review.column." + key))
            }
          }
        }
        tbody {
          for rule in rules {
            tr {
              th(.scope("row")) {
                kindBadge(rule.kind)
                " "
                span(.class("rule"), text: rule.rule)
              }
              td(.class("number"), text: rule.precision.map(say.decimal) ?? "–")
              td(
                .class("number"),
                text: rule.precision == nil
                  ? "–" : say.decimal(rule.low) + "–" + say.decimal(rule.high))
              td(.class("number"), text: rule.expected.map(say.decimal) ?? "–")
              td(.class("number"), text: say.number(rule.confirmed + rule.dismissed))
              td(.class("number"), text: say.number(rule.undecided))
            }
          }
        }
      }
    }
  }

  /// The latest decision on each finding that has one, the latest first.
  private func decisionTable() -> HTML {
    let decided = model.review.findings.compactMap { reviewed in
      reviewed.decision.map { (reviewed: reviewed, decision: $0) }
    }.sorted { ($1.decision.date, $0.reviewed.id) < ($0.decision.date, $1.reviewed.id) }
    guard !decided.isEmpty else { return HTML() }
    return section {
      h2(.id("decisions"), text: say("review.decisions"))
      table(.class("plain decisions")) {
        thead {
          tr {
            for key in ["date", "person", "decision", "finding"] {
              th(.scope("col"), text: say("review.column." + key))
            }
          }
        }
        tbody {
          for (reviewed, decision) in decided.prefix(Self.entries) {
            tr {
              td(.class("number"), text: String(decision.date.prefix(10)))
              td { bdi(decision.person) }
              td {
                say("review.did." + reviewed.finding.status.rawValue)
                if reviewed.isDisputed {
                  span(.class("where unsaid"), text: say("review.state.disputed"))
                }
              }
              td {
                a(
                  .href(addresses.link(reviewed.finding)), .lang(.english),
                  text: reviewed.finding.why)
                if !decision.note.isEmpty {
                  span(.class("where"), .anyDirection, text: decision.note)
                }
              }
            }
          }
        }
      }
      if decided.count > Self.entries {
        p(.class("more"), text: say.count("review.decisions.more", decided.count - Self.entries))
      }
    }
  }

  /// Decisions on findings that the present texts do not have.
  private func goneDecisions() -> HTML {
    var latest: [Finding.ID: Decision] = [:]
    for entry in model.review.gone where entry.status != nil { latest[entry.finding] = entry }
    let gone = latest.values.sorted { ($1.date, $0.finding) < ($0.date, $1.finding) }
    guard !gone.isEmpty else { return HTML() }
    return section {
      h2(.id("gone"), text: say("review.gone"))
      p(say("review.gone.lede"))
      ul(.class("compact")) {
        for entry in gone.prefix(Self.entries) {
          li {
            span(.lang(.english), text: entry.why)
            span(.class("where")) {
              say("review.did." + (entry.status ?? .proposed).rawValue) + " — "
              bdi(signature(entry.person, entry.date))
            }
          }
        }
      }
    }
  }
}
