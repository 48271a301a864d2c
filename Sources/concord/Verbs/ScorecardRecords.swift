import Indices
import Policy

/// Scorecards for other programs: stable JSON and CSV.
extension Scorecard {
  func record(rank: Int??, uncertainty: RespondentUncertainty.Unit? = nil) -> JSONValue {
    .record([
      "instrument": .string(instrument), "name": .string(name), "edition": .string(edition),
      "unit": .string(unit), "round": .string(round), "perspective": .optional(perspective),
      "basis": .string(basis.rawValue), "rank": .optional(rank ?? nil),
      "scores": .array(nodes.map(\.record)), "items": .array(items.map(\.record)),
      "respondents": .array(
        respondents.map {
          .record([
            "respondent": .string($0.respondent), "answered": .integer($0.answered),
            "score": .optional($0.score),
          ])
        }),
      "agreement": agreement.map(\.record) ?? .null,
      "uncertainty": uncertainty.map(\.record) ?? .null,
      "problems": .array(
        problems.map {
          .record([
            "line": .optional($0.line), "item": .string($0.item), "reason": .string($0.reason),
          ])
        }),
    ])
  }

  static let columns = [
    "unit", "round", "perspective", "basis", "kind", "id", "label", "score", "lowest", "highest",
    "class", "coverage", "state", "answers", "evidence", "withheld",
  ]

  /// A row for each domain and each item.
  var rows: [[String]] {
    let opening = [unit, round, perspective ?? "", basis.rawValue]
    let domains = nodes.map { node in
      opening + [
        node.depth == 0 ? "overall" : "domain", node.id, node.label, text(node.score),
        text(node.bounds?.lowerBound), text(node.bounds?.upperBound),
        node.scoreClass.map { String($0.code) } ?? "", text(node.coverage), "", "", "",
        node.withheld ?? "",
      ]
    }
    return domains
      + items.map { item in
        let evidence = item.answers.compactMap(\.evidence).joined(separator: "; ")
        return opening + [
          "item", item.id, item.label, text(item.score), text(item.scale?.lowerBound),
          text(item.scale?.upperBound), "", "", item.state.rawValue, item.words, evidence, "",
        ]
      }
  }

  private func text(_ number: Double?) -> String {
    number.map { JSONValue.number($0).text() } ?? ""
  }
}

extension Scorecard.NodeScore {
  fileprivate var record: JSONValue {
    .record([
      "id": .string(id), "label": .string(label), "depth": .integer(depth),
      "score": .optional(score), "withheld": .optional(withheld),
      "lowest": .optional(bounds?.lowerBound), "highest": .optional(bounds?.upperBound),
      "class": .optional(scoreClass?.code), "class_label": .optional(scoreClass?.label),
      "possible_classes": .array(possibleClasses.map { .integer($0.code) }),
      "coverage": .number(coverage), "weight": .number(effectiveWeight),
      "tally": .object(
        tally.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .integer($0.value)) }),
    ])
  }
}

extension Scorecard.ItemScore {
  fileprivate var record: JSONValue {
    .record([
      "id": .string(id), "domain": .string(node), "label": .string(label),
      "state": .string(state.rawValue), "score": .optional(score),
      "lowest": .optional(scale?.lowerBound), "highest": .optional(scale?.upperBound),
      "practice": .optional(practice),
      "answers": .array(
        answers.map {
          .record([
            "part": .optional($0.part), "value": .string($0.value), "basis": .optional($0.basis),
            "respondent": .optional($0.respondent), "date": .optional($0.date),
            "evidence": .optional($0.evidence), "note": .optional($0.note),
          ])
        }),
      "links": .object(crosswalk.map { .init(key: $0.to, value: .strings($0.ids)) }),
    ])
  }
}

extension Scorecard.Agreement {
  fileprivate var record: JSONValue {
    .record([
      "items": .integer(items), "respondents": .integer(respondents),
      "alpha_nominal": .optional(nominal), "alpha_interval": .optional(interval),
      "disputed": .strings(disputed),
    ])
  }
}

extension RespondentUncertainty.Unit {
  fileprivate var record: JSONValue {
    .record([
      "scores": .array(
        spreads.map { spread in
          .record([
            "id": .string(spread.id), "mean": .optional(spread.mean), "p5": .optional(spread.low),
            "median": .optional(spread.median), "p95": .optional(spread.high),
            "classes": .object(
              spread.classes.sorted { $0.key < $1.key }.map {
                .init(key: String($0.key), value: .number($0.value))
              }),
          ])
        }),
      "disputes": .array(
        disputes.map {
          .record([
            "item": .string($0.item), "scores": .array($0.scores.map(JSONValue.number)),
            "share": .optional($0.share),
          ])
        }),
      "ranks": .array(ranks.map(JSONValue.number)),
    ])
  }
}

extension ScorecardComparison {
  var record: JSONValue {
    .record([
      "instrument": .string(later.instrument), "unit": .string(later.unit),
      "earlier": .record([
        "round": .string(earlier.round), "edition": .string(earlier.edition),
      ]),
      "later": .record(["round": .string(later.round), "edition": .string(later.edition)]),
      "changes": .array(
        changes.map {
          .record([
            "id": .string($0.id), "label": .string($0.label), "earlier": .optional($0.earlier),
            "later": .optional($0.later), "change": .optional($0.total),
            "revision": .optional($0.revision), "method": .optional($0.method),
            "data": .optional($0.data),
          ])
        }),
      "items": .array(
        items.map {
          .record([
            "id": .string($0.id), "label": .string($0.label), "earlier": .string($0.earlier),
            "later": .string($0.later), "earlier_score": .optional($0.earlierScore),
            "later_score": .optional($0.laterScore), "cause": .string($0.cause.rawValue),
            "evidence": .strings($0.evidence),
          ])
        }),
    ])
  }

  static let columns = [
    "kind", "id", "label", "earlier", "later", "change", "revision", "method", "data", "cause",
  ]

  var rows: [[String]] {
    func text(_ number: Double?) -> String {
      number.map { JSONValue.number($0).text() } ?? ""
    }
    return changes.map { change in
      [
        change.depth == 0 ? "overall" : "domain", change.id, change.label, text(change.earlier),
        text(change.later), text(change.total), text(change.revision), text(change.method),
        text(change.data), "",
      ]
    }
      + items.map { item in
        [
          "item", item.id, item.label, item.earlier, item.later, "", "", "", "",
          item.cause.rawValue,
        ]
      }
  }
}

extension SmallestChange {
  var record: JSONValue {
    .record([
      "target": .number(target), "current": .optional(current), "reached": .number(reached),
      "proven": .bool(isProven),
      "steps": .array(
        steps.map {
          .record([
            "item": .string($0.item), "part": .optional($0.part), "label": .string($0.label),
            "to": .string($0.to), "gain": .number($0.gain),
          ])
        }),
    ])
  }
}
