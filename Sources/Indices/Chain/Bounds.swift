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

  /// The lowest and the highest score of each unit, the others being as they are; NaN where the aggregation cannot take the numbers
  /// that a gap would have there (a geometric mean of zero).
  func scores(of index: String) -> (low: [Double], high: [Double]) {
    guard let column = plan.codes.firstIndex(of: index) else { return ([], []) }
    let ends = data.numbers.columns.map { Column.bounds(data.numbers.column($0)) }
    return (scores(column) { ends[$0]?.low }, scores(column) { ends[$0]?.high })
  }

  private func scores(_ column: Int, _ end: (Int) -> Double?) -> [Double] {
    func changed(_ rows: [Int]) -> IndexData {
      var changed = data
      for row in rows {
        for gap in gaps[row] { changed.numbers[row, gap] = end(gap) ?? .missing }
      }
      return changed
    }
    let isRowwise = plan.aggregates.allSatisfy { if case .mean = $0.method { true } else { false } }
    if isRowwise, let all = try? plan.aggregated(changed(Array(gaps.indices))) {
      return all.column(column)
    }
    guard var scores = try? plan.aggregated(data).column(column) else {
      return gaps.map { _ in .nan }
    }
    for row in gaps.indices where !gaps[row].isEmpty {
      let own = isRowwise ? changed([row]).selecting([row]) : changed([row])
      scores[row] = (try? plan.aggregated(own))?[isRowwise ? 0 : row, column] ?? .nan
    }
    return scores
  }
}
