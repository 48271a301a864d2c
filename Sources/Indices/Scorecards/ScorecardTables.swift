/// Scorecards as tables, for a workbook.
extension Scorecard {
  /// Scores, items, answers, respondents and problems of several cards, and what their respondents' disagreement does.
  ///
  /// - Parameter ranks: of the cards, in their order; nil where ranks are refused.
  public static func tables(
    _ cards: [Scorecard], ranks: [Int?]?, uncertainty: RespondentUncertainty? = nil
  ) -> [ResultTable] {
    let named = ["unit", "round", "side", "basis"]
    func rows(_ row: (Scorecard) -> [[ResultTable.Value]]) -> [[ResultTable.Value]] {
      cards.flatMap { card in row(card).map { card.opening + $0 } }
    }
    var tables = [
      ResultTable(
        "scores",
        named + [
          "rank", "id", "domain", "score", "lowest", "highest", "class", "class label",
          "possible classes", "answered share", "weight", "no score because",
        ],
        cards.enumerated().flatMap { i, card in
          card.nodes.map { node in
            let rank = node.depth == 0 ? ranks?[i] : nil
            return card.opening + [.optional(rank ?? nil)] + node.cells
          }
        }),
      ResultTable(
        "items",
        named + [
          "id", "domain", "item", "state", "score", "lowest", "highest", "practice", "answers",
        ],
        rows { card in
          card.items.map { item in
            [
              .text(item.id), .text(item.node), .text(item.label), .text(item.state.rawValue),
              .number(item.score ?? .missing), .number(item.scale?.lowerBound ?? .missing),
              .number(item.scale?.upperBound ?? .missing), .number(item.practice ?? .missing),
              .text(item.words),
            ]
          }
        }),
      ResultTable(
        "answers",
        named + ["item", "part", "answer", "speaks of", "respondent", "date", "evidence", "note"],
        rows { card in
          card.items.flatMap(\.answers).map { answer in
            [.text(answer.item), .optional(answer.part), .text(answer.value)]
              + [answer.basis, answer.respondent, answer.date, answer.evidence, answer.note].map {
                .optional($0)
              }
          }
        }),
    ]
    tables += [
      ResultTable(
        "respondents", named + ["respondent", "answered", "score"],
        rows { card in
          card.respondents.map {
            [
              .text($0.respondent), .optional($0.answered as Int?), .number($0.score ?? .missing),
            ]
          }
        }),
      ResultTable(
        "agreement",
        named + ["items", "respondents", "alpha, same answer", "alpha, by distance", "disputed"],
        rows { card in
          card.agreement.map {
            [
              [
                .optional($0.items as Int?), .optional($0.respondents as Int?),
                .number($0.nominal ?? .missing), .number($0.interval ?? .missing),
                .text($0.disputed.joined(separator: "; ")),
              ]
            ]
          } ?? []
        }),
      ResultTable(
        "problems", named + ["line", "item", "problem"],
        rows { card in
          card.problems.map { [.optional($0.line), .text($0.item), .text($0.reason)] }
        }),
    ].filter { !$0.rows.isEmpty }
    return tables + (uncertainty?.tables ?? [])
  }

  private var opening: [ResultTable.Value] {
    [.text(unit), .text(round), .text(perspective ?? ""), .text(basis.rawValue)]
  }
}

extension Scorecard.NodeScore {
  fileprivate var cells: [ResultTable.Value] {
    [
      .text(id), .text(label), .number(score ?? .missing),
      .number(bounds?.lowerBound ?? .missing), .number(bounds?.upperBound ?? .missing),
      .optional(scoreClass?.code), .text(scoreClass?.label ?? ""),
      .text(possibleClasses.map { String($0.code) }.joined(separator: "; ")), .number(coverage),
      .number(effectiveWeight), .text(withheld ?? ""),
    ]
  }
}

extension RespondentUncertainty {
  /// Spread of the scores, what moves them, and how likely each rank is.
  public var tables: [ResultTable] {
    func opening(_ unit: Unit) -> [ResultTable.Value] {
      [.text(unit.unit), .text(unit.round), .text(unit.perspective ?? "")]
    }
    let named = ["unit", "round", "side"]
    let codes = Set(units.flatMap { $0.spreads.flatMap(\.classes.keys) }).sorted()
    return [
      ResultTable(
        "uncertainty",
        named + ["id", "domain", "score", "mean", "5th", "median", "95th"]
          + codes.map { "class \($0)" },
        units.flatMap { unit in
          unit.spreads.map { spread in
            opening(unit) + [.text(spread.id), .text(spread.label)]
              + [spread.nominal, spread.mean, spread.low, spread.median, spread.high].map {
                .number($0 ?? .missing)
              }
              + codes.map { .number(spread.classes[$0] ?? (spread.classes.isEmpty ? .missing : 0)) }
          }
        }),
      ResultTable(
        "disputes", named + ["item", "label", "scores given", "share of the variance"],
        units.flatMap { unit in
          unit.disputes.map {
            opening(unit) + [
              .text($0.item), .text($0.label),
              .text($0.scores.map(\.cell).joined(separator: "; ")), .number($0.share ?? .missing),
            ]
          }
        }),
      ResultTable(
        "rank probability", named + (1...max(1, units.count)).map { "rank \($0)" },
        units.filter { !$0.ranks.isEmpty }.map { unit in
          opening(unit) + unit.ranks.map { .number($0) }
        }),
    ].filter { !$0.rows.isEmpty }
  }
}

extension ScorecardComparison {
  /// The change of each domain with its parts, and of each item with its cause.
  public var tables: [ResultTable] {
    [
      ResultTable(
        "changes",
        ["id", "domain", "earlier", "later", "change", "revision", "method", "data"],
        changes.map { change in
          [.text(change.id), .text(change.label)]
            + [
              change.earlier, change.later, change.total, change.revision, change.method,
              change.data,
            ].map { .number($0 ?? .missing) }
        }),
      ResultTable(
        "changed items",
        [
          "id", "item", "earlier", "later", "earlier score", "later score", "cause", "evidence",
        ],
        items.map { item in
          [
            .text(item.id), .text(item.label), .text(item.earlier), .text(item.later),
            .number(item.earlierScore ?? .missing), .number(item.laterScore ?? .missing),
            .text(item.cause.rawValue), .text(item.evidence.joined(separator: "; ")),
          ]
        }),
    ]
  }
}

extension SmallestChange {
  /// The steps in the order in which they help most.
  public var table: ResultTable {
    ResultTable(
      "smallest change", ["item", "part", "label", "to", "gain"],
      steps.map {
        [.text($0.item), .optional($0.part), .text($0.label), .text($0.to), .number($0.gain)]
      })
  }
}
