public import Policy

/// What the index would be without each component of a level: its weight set to zero. Empty where there is no index without it.
public struct LeaveOneOut: Sendable {
  public let scores: ResultTable
  public let ranks: ResultTable
  /// Mean absolute change of rank.
  public let summary: ResultTable

  public init(_ run: ChainRun, level: Int) throws(Table.Error) {
    let codes = run.framework.nodes(at: level).filter { $0.parent != nil }.map(\.code)
    let data = run.normalised
    var columns: [[Double]] = []
    if let plan = run.plan, let index = run.index {
      columns.append(try plan.aggregated(data).column(index) ?? [])
      for code in codes {
        let without = try? plan.with(weights: [code: 0]).aggregated(data).column(index)
        columns.append(without ?? [Double](repeating: .missing, count: data.units.count))
      }
    }
    let ranked = columns.map { column in
      data.blocks.reduce(into: [Double](repeating: .missing, count: data.units.count)) {
        all, block in
        for (row, rank) in zip(block, Ranking.descending(block.map { column[$0] })) {
          all[row] = rank
        }
      }
    }
    let heads = ["Nominal"] + codes
    scores = data.table("leave_one_out_level\(level)_scores", heads) { row in
      columns.map { .number($0[row]) }
    }
    ranks = data.table("leave_one_out_level\(level)_ranks", heads) { row in
      ranked.map { .number($0[row]) }
    }
    let nominal = ranked.first ?? []
    summary = ResultTable(
      "leave_one_out_level\(level)_summary", ["iCode", "mean_abs_rank_change"],
      zip(heads, ranked).map { code, ranks in
        let changes = zip(nominal, ranks).map { abs($0 - $1) }
        return [.text(code), .number(Column.mean(changes))]
      })
  }
}
