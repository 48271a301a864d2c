import Indices
import Policy

/// What is answered, what is not, and who says otherwise.
extension ScorecardReport {
  var gaps: HTML {
    let open = card.items.filter { $0.state == .unanswered }
    let unproven = card.items.filter { item in
      item.state == .answered && item.answers.allSatisfy { ($0.evidence ?? "").isEmpty }
    }
    let apart = card.items.filter { item in
      guard let score = item.score, let practice = item.practice else { return false }
      return score != practice
    }
    return section {
      h2(say("scorecard.gaps"))
      if open.isEmpty, unproven.isEmpty, apart.isEmpty, card.problems.isEmpty {
        p(say("scorecard.gaps.none"))
      }
      list(say("scorecard.gaps.open"), open) { _ in "" }
      list(say("scorecard.gaps.practice"), apart) { item in
        " — " + (item.score.map(say.score) ?? "") + " / " + (item.practice.map(say.score) ?? "")
      }
      list(say("scorecard.gaps.evidence"), unproven) { _ in "" }
      if !card.problems.isEmpty {
        h3(say("scorecard.gaps.problems"))
        ul {
          for problem in card.problems { li(.lang(.english), text: problem.description) }
        }
      }
    }
  }

  private func list(
    _ title: String, _ items: [Scorecard.ItemScore], _ more: (Scorecard.ItemScore) -> String
  ) -> HTML {
    guard !items.isEmpty else { return HTML() }
    return HTML.of {
      h3(title)
      ul(.class("compact")) {
        for item in items {
          li {
            a(.href(Link("", anchor: anchor(item.id))), text: item.id)
            " "
            bdi(item.label)
            more(item)
          }
        }
      }
    }
  }

  private func anchor(_ id: String) -> String { "item-" + Slug.of(id) }

  func rounds(_ comparison: ScorecardComparison) -> HTML {
    let earlier = comparison.earlier
    return section {
      h2(say("scorecard.rounds"))
      p(
        say(
          "scorecard.rounds.lede",
          [
            "earlier": earlier.round + " (" + earlier.edition + ")",
            "later": card.round + " (" + card.edition + ")",
          ]))
      table(.class("rounds")) {
        thead {
          tr {
            for key in ["domain", "earlier", "later", "change", "revision", "method", "data"] {
              th(.scope("col"), text: say("scorecard.column." + key))
            }
          }
        }
        tbody {
          for change in comparison.changes {
            tr(.class(change.depth == 0 ? "total" : "")) {
              th(.scope("row")) {
                bdi(change.depth == 0 ? say("scorecard.overall") : change.label)
              }
              for value in [change.earlier, change.later] {
                td(.class("number"), text: value.map(say.score) ?? "–")
              }
              for value in [change.total, change.revision, change.method, change.data] {
                td(.class("number"), text: signed(value))
              }
            }
          }
        }
      }
      if !comparison.items.isEmpty {
        h3(say("scorecard.rounds.items"))
        ul(.class("compact")) {
          for item in comparison.items {
            li {
              a(.href(Link("", anchor: anchor(item.id))), text: item.id)
              " "
              bdi(item.label)
              ": "
              bdi(item.earlier.isEmpty ? say("scorecard.unanswered") : item.earlier)
              " → "
              bdi(item.later.isEmpty ? say("scorecard.unanswered") : item.later)
              " (" + say("scorecard.cause." + item.cause.rawValue) + ")"
            }
          }
        }
      }
    }
  }

  private func signed(_ value: Double?) -> String {
    guard let value else { return "–" }
    guard abs(value) >= 0.005 else { return "0" }
    return (value > 0 ? "+" : "") + say.score(value)
  }

  var respondents: HTML {
    guard let agreement = card.agreement else { return HTML() }
    return section {
      h2(say("scorecard.respondents"))
      p(
        say(
          "scorecard.respondents.lede",
          [
            "n": say.number(agreement.respondents), "items": say.number(agreement.items),
            "alpha": agreement.nominal.map(say.score) ?? "–",
            "distance": agreement.interval.map(say.score) ?? "–",
          ]))
      ul(.class("compact")) {
        for each in card.respondents {
          li {
            bdi(each.respondent.isEmpty ? say("scorecard.respondent.unnamed") : each.respondent)
            ": " + (each.score.map(say.score) ?? "–")
          }
        }
      }
      spread
      list(
        say("scorecard.respondents.disputed"),
        agreement.disputed.compactMap { card.item($0) }
      ) { item in
        " — "
          + item.byRespondent.sorted { $0.key < $1.key }
          .map { "\($0.key): \(say.score($0.value))" }.joined(separator: "; ")
      }
    }
  }

  @HTMLBuilder private var spread: HTML {
    if let uncertainty, let whole = uncertainty.spreads.first, let low = whole.low,
      let high = whole.high, let median = whole.median
    {
      p(
        say(
          "scorecard.respondents.spread",
          [
            "low": say.score(low), "high": say.score(high), "median": say.score(median),
            "n": say.number(uncertainty.runs),
          ]))
      if whole.classes.count > 1 {
        ul(.class("compact")) {
          for (code, share) in whole.classes.sorted(by: { $0.key < $1.key }) {
            li(
              text: say(
                "scorecard.respondents.class",
                [
                  "class": String(code),
                  "label": instrument.classes.first { $0.code == code }?.label ?? "",
                  "share": say.percent(Int((share * 1000).rounded()), of: 1000),
                ]))
          }
        }
      }
    }
  }

  var answers: HTML {
    section {
      h2(say("scorecard.answers"))
      for node in card.nodes {
        let own = card.items.filter { $0.node == node.id }
        if !own.isEmpty {
          if node.depth > 0 { h3 { bdi(node.label) } }
          table(.class("answers")) {
            thead {
              tr {
                for key in ["item", "answer", "score", "evidence"] {
                  th(.scope("col"), text: say("scorecard.column." + key))
                }
              }
            }
            tbody { for item in own { row(item) } }
          }
        }
      }
    }
  }

  private func row(_ item: Scorecard.ItemScore) -> HTML {
    tr(.id(anchor(item.id))) {
      th(.scope("row")) {
        span(.class("code"), text: item.id)
        bdi(item.label)
        if !item.crosswalk.isEmpty {
          span(
            .class("meaning"),
            text: item.crosswalk.map { link in
              say("scorecard.link." + (["gcm", "sdg"].contains(link.to) ? link.to : "other"))
                + (["gcm", "sdg"].contains(link.to) ? " " : " " + link.to + " ")
                + link.ids.joined(separator: ", ")
            }.joined(separator: " · "))
        }
      }
      td {
        switch item.state {
        case .unanswered: span(.class("unsaid"), text: say("scorecard.unanswered"))
        case .notApplicable: span(.class("generic"), text: say("scorecard.notapplicable"))
        case .idle: span(.class("generic"), text: say("scorecard.idle"))
        case .answered: words(item)
        }
      }
      td(.class("number"), text: scoreText(item))
      td {
        for answer in item.answers where !((answer.evidence ?? "") + (answer.note ?? "")).isEmpty {
          p(.class("evidence")) {
            bdi([answer.evidence, answer.note].compactMap(\.self).joined(separator: " — "))
            let other = answer.basis.flatMap { $0 == card.basis.rawValue ? nil : $0 }
            let who = [
              other.map { say("scorecard.basis." + $0) }, answer.respondent, answer.date,
            ].compactMap(\.self).joined(separator: ", ")
            if !who.isEmpty { span(.class("meaning"), text: who) }
          }
        }
      }
    }
  }

  private func words(_ item: Scorecard.ItemScore) -> HTML {
    let asked = instrument.item(item.id)
    let own = item.answers.filter { answer in
      (answer.basis ?? instrument.bases[0].rawValue) == card.basis.rawValue
    }
    // Parts that are there in one list, whole answers with who said so.
    let parts = own.filter { $0.part != nil }
    func label(_ code: String) -> String {
      asked?.options.first { $0.code.lowercased() == code.lowercased() }?.label ?? code
    }
    if !parts.isEmpty {
      let there = parts.filter { ["yes", "y", "1", "true", "x"].contains($0.value.lowercased()) }
      return ul(.class("compact")) {
        if asked?.options.isEmpty == false {
          for answer in there { li { bdi(label(answer.part ?? "")) } }
        } else {
          for answer in parts { li { bdi((answer.part ?? "") + " = " + answer.value) } }
        }
      }
    }
    let isSplit = Set(own.map { $0.value.lowercased() }).count > 1
    return ul(.class("compact plainlist")) {
      for answer in isSplit ? own : Array(own.prefix(1)) {
        li {
          bdi(
            answer.value.split(separator: ";").map { label(String($0).trimmingSpaces) }
              .joined(separator: "; "))
          if isSplit, let who = answer.respondent { span(.class("meaning"), text: who) }
        }
      }
    }
  }

  private func scoreText(_ item: Scorecard.ItemScore) -> String {
    guard let score = item.score else { return "" }
    guard let scale = item.scale else { return say.score(score) }
    return say.score(score) + " / " + say.score(scale.upperBound)
  }

  var method: HTML {
    let about = instrument.about
    let facts: [(String, String)] = [
      (say("scorecard.method.edition"), instrument.id + " · " + instrument.edition),
      (say("scorecard.method.custodians"), about.custodians.joined(separator: ", ")),
      (
        say("scorecard.method.direction"),
        say(
          "scorecard.direction."
            + instrument.direction.rawValue.split(separator: "_").joined(separator: "-"))
      ),
      (say("scorecard.method.labels"), about.labels ?? ""),
      (say("scorecard.method.source"), about.source ?? ""),
      (say("scorecard.method.licence"), about.licence ?? ""),
      (say("scorecard.method.note"), about.note ?? ""),
    ]
    return section {
      h2(say("scorecard.method"))
      dl(.class("particulars")) {
        for (title, text) in facts where !text.isEmpty {
          dt(title)
          dd { bdi(text) }
        }
      }
    }
  }
}
