import Policy

/// Scores with every gap at its worst and at its best.
struct Bounds {
  private let data: IndexData
  private let plan: AggregationPlan
  /// For each row, the indicators that were not observed.
  private let gaps: [[Int]]

  init(_ run: ChainRun, _ plan: AggregationPlan) {
    data = run.normalised
    self.plan = plan
    let source = run.observed
    var position: [IndexData.Unit: Int] = [:]
    for (row, unit) in source.units.enumerated() { position[unit] = row }
    gaps = data.units.map { unit in
      guard let place = position[unit] else { return [] }
      return source.numbers.columns.filter { source.numbers[place, $0].isNaN }
    }
  }

  /// The lowest and the highest score of each unit, the others being as they are.
  func scores(of index: String) throws(Table.Error) -> (low: [Double], high: [Double]) {
    guard let column = plan.codes.firstIndex(of: index) else { return ([], []) }
    let ends = data.numbers.columns.map { Column.bounds(data.numbers.column($0)) }
    let low = try scores(column) { ends[$0]?.low }
    let high = try scores(column) { ends[$0]?.high }
    return (low, high)
  }

  private func scores(_ column: Int, _ end: (Int) -> Double?) throws(Table.Error) -> [Double] {
    let isRowwise = plan.aggregates.allSatisfy { if case .mean = $0.method { true } else { false } }
    var changed = data
    if isRowwise {
      for (row, gaps) in gaps.enumerated() {
        for gap in gaps { changed.numbers[row, gap] = end(gap) ?? .missing }
      }
      return try plan.aggregated(changed).column(column)
    }
    var scores = try plan.aggregated(data).column(column)
    for (row, gaps) in gaps.enumerated() where !gaps.isEmpty {
      var changed = data
      for gap in gaps { changed.numbers[row, gap] = end(gap) ?? .missing }
      scores[row] = try plan.aggregated(changed)[row, column]
    }
    return scores
  }
}
