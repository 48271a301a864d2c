import Coherence
import Policy
import Workspace

/// What persons did about a finding, as its page shows it: who decided when, who sees it otherwise, what was edited or merged, how
/// it was settled, and how often its rule was right.
extension Edition {
  /// "A. Adviser, 2026-03-01".
  func signature(_ person: String, _ date: String) -> String {
    [person, String(date.prefix(10))].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The note of the decision that counts, with who made it and when; nil while nobody decided.
  func note(_ finding: Finding) -> String? {
    guard let decision = reviewed[finding.id]?.decision else { return nil }
    let signature = signature(decision.person, decision.date)
    guard !decision.note.isEmpty else { return signature }
    return decision.note + (signature.isEmpty ? "" : " (" + signature + ")")
  }

  /// "confirmed by A. Adviser, 2026-03-01", as short as what is known.
  func standing(_ finding: Finding) -> String {
    let reviewed = reviewed[finding.id]
    guard let decision = reviewed?.decision, decision.status == finding.status else {
      return say("status." + finding.status.rawValue)
    }
    let signature = signature(decision.person, decision.date)
    return signature.isEmpty
      ? say("status." + finding.status.rawValue)
      : say("review." + finding.status.rawValue, ["who": signature])
  }

  @HTMLBuilder
  func reviewView(_ finding: Finding) -> HTML {
    if let reviewed = reviewed[finding.id] {
      opinions(reviewed)
      if let edit = reviewed.edit {
        p(.class("note")) {
          strong(say("review.edited", ["who": signature(edit.person, edit.date)]) + " ")
          span(.lang(.english), text: reviewed.judged.why)
        }
      }
      if reviewed.isOwn { p(.class("note"), text: say("review.own")) }
      if reviewed.hasChanged { p(.class("note"), text: say("review.changed")) }
      if !reviewed.merged.isEmpty {
        p(.class("note")) {
          strong(say("review.merged") + " ")
          span(.lang(.english), text: reviewed.merged.map(\.judged.why).joined(separator: " "))
        }
      }
      settled(reviewed)
      rule(reviewed)
    }
  }

  @HTMLBuilder
  private func opinions(_ reviewed: ReviewedFinding) -> HTML {
    if reviewed.isDisputed {
      div(.class("note disputed")) {
        strong(say("review.disputed"))
        ul {
          for verdict in reviewed.verdicts {
            li {
              say("status." + verdict.status.rawValue) + " — "
              bdi(signature(verdict.person, verdict.date))
              if !verdict.note.isEmpty {
                ": "
                span(.anyDirection, text: verdict.note)
              }
            }
          }
        }
      }
    } else if let decision = reviewed.decision, !decision.note.isEmpty {
      p(.class("note")) {
        strong(say("finding.note") + " ")
        span(.anyDirection, text: decision.note)
        " (" + signature(decision.person, decision.date) + ")"
      }
    }
  }

  @HTMLBuilder
  private func settled(_ reviewed: ReviewedFinding) -> HTML {
    if let settled = reviewed.settlement {
      p(.class("note")) {
        strong(say("review.settled") + " ")
        span(.anyDirection, text: settled.settlement.decision)
        " (" + signature(settled.entry.person, settled.entry.date) + ")"
      }
    }
  }

  @HTMLBuilder
  private func rule(_ reviewed: ReviewedFinding) -> HTML {
    if let rule = model.review.calibration.precision(of: reviewed.judged),
      rule.precision != nil, !reviewed.isOwn
    {
      p(.class("hint precision")) {
        say(
          "review.precision",
          [
            "right": say.number(rule.confirmed),
            "decided": say.number(rule.confirmed + rule.dismissed),
            "low": say.decimal(rule.low), "high": say.decimal(rule.high),
          ])
        if reviewed.finding.status == .proposed, reviewed.judged.score != reviewed.finding.score {
          " " + say("review.score", ["score": say.decimal(reviewed.judged.score)])
        }
      }
    }
  }
}
