/// How much of each aggregate is there in the raw data, before gaps are filled: by the number of indicators and by effective
/// weight.
public struct Coverage: Sendable {
  private let plan: AggregationPlan
  /// For each column of the plan, the columns of its indicators and their effective weights.
  private let members: [[Int]]
  private let shares: [Double]
  /// For each row, whether each indicator is there.
  private let observed: [Int: [Bool]]

  /// - Parameter rows: the data whose rows are asked about; they may be fewer than were observed.
  init(_ run: ChainRun, rows data: IndexData) {
    let plan =
      run.plan
      ?? AggregationPlan(
        run.framework, methods: [.mean(.arithmetic)], weights: [run.framework.originalWeights],
        availability: nil)
    self.plan = plan
    var members = [[Int]](repeating: [], count: plan.codes.count)
    for column in 0..<plan.indicators { members[column] = [column] }
    for aggregate in plan.aggregates {
      members[aggregate.column] = aggregate.children.flatMap { members[$0] }
    }
    self.members = members
    var shares = [Double](repeating: 1, count: plan.codes.count)
    for aggregate in plan.aggregates.reversed() {
      let sum = aggregate.children.reduce(0) { $0 + plan.weights[$1] }
      for child in aggregate.children {
        shares[child] = plan.weights[child] / sum * shares[aggregate.column]
      }
    }
    self.shares = shares
    let source = run.raw
    var position: [IndexData.Unit: Int] = [:]
    for (row, unit) in source.units.enumerated() { position[unit] = row }
    var observed: [Int: [Bool]] = [:]
    for (row, unit) in data.units.enumerated() {
      guard let place = position[unit] else { continue }
      observed[row] = (0..<plan.indicators).map { !source.numbers[place, $0].isNaN }
    }
    self.observed = observed
  }

  /// Indicators under a column of the plan.
  func indicators(_ column: Int) -> Int { members[column].count }

  /// Those that were observed.
  func count(_ column: Int, _ row: Int) -> Int {
    members[column].count { observed[row]?[$0] ?? false }
  }

  /// Of the indicators, the share that was observed.
  public func countShare(_ column: Int, _ row: Int) -> Double {
    Double(count(column, row)) / Double(max(1, indicators(column)))
  }

  /// Of the effective weight, the share that was observed.
  public func weightShare(_ column: Int, _ row: Int) -> Double {
    let whole = members[column].reduce(0) { $0 + shares[$1] }
    let there = members[column].reduce(0) { $0 + (observed[row]?[$1] ?? false ? shares[$1] : 0) }
    return there / whole
  }

  /// A row a unit, two columns an aggregate.
  public func table(_ data: IndexData, order: [String]) -> ResultTable {
    let columns = order.compactMap { plan.codes.firstIndex(of: $0) }
    return data.table(
      "coverage",
      columns.flatMap { [plan.codes[$0] + "_count_share", plan.codes[$0] + "_weight_share"] }
    ) { row in
      columns.flatMap { [.number(countShare($0, row)), .number(weightShare($0, row))] }
    }
  }
}
