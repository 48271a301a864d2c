import Policy

/// The tree of an index laid out for calculation: every component has a column, indicators first, then aggregates level by level.
public struct AggregationPlan: Sendable {
  /// One aggregate: its column, the columns of its components, and how they become its score.
  struct Aggregate: Sendable {
    var column: Int
    var children: [Int]
    var level: Int
    var method: AggregationMethod
    /// The share of components that must be there.
    var availability: Double
  }

  /// Codes of all columns.
  public let codes: [String]
  public let indicators: Int
  var aggregates: [Aggregate]
  /// One for each column; that of the top has no effect.
  var weights: [Double]

  /// - Parameters:
  ///   - methods: one for each level above the indicators.
  ///   - weights: for the components of each of those levels.
  ///   - availability: the same, nil for no limit.
  init(
    _ framework: Framework, methods: [AggregationMethod], weights: [WeightSet],
    availability: [Double]?
  ) {
    var codes = framework.indicators.map(\.code)
    indicators = codes.count
    for level in 2...max(2, framework.top) {
      codes += framework.nodes(at: level).map(\.code).sorted()
    }
    let position = Dictionary(uniqueKeysWithValues: zip(codes, 0...))
    var own = [Double](repeating: 1, count: codes.count)
    for node in framework.nodes {
      guard node.parent != nil, let column = position[node.code], node.level <= weights.count else {
        continue
      }
      own[column] = weights[node.level - 1].weights[node.code] ?? 0
    }
    aggregates = codes[indicators...].compactMap { code in
      guard let node = framework[code], let column = position[code] else { return nil }
      return Aggregate(
        column: column, children: framework.children(of: code).compactMap { position[$0.code] },
        level: node.level, method: methods[node.level - 2],
        availability: availability?[node.level - 2] ?? -1)
    }
    self.codes = codes
    self.weights = own
  }

  /// The same tree with other weights and methods.
  func with(weights: [String: Double]? = nil, methods: [AggregationMethod]? = nil)
    -> AggregationPlan
  {
    var copy = self
    if let weights {
      for (column, code) in codes.enumerated() {
        if let weight = weights[code] { copy.weights[column] = weight }
      }
    }
    if let methods {
      for i in copy.aggregates.indices {
        copy.aggregates[i].method =
          methods.count == 1 ? methods[0] : methods[copy.aggregates[i].level - 2]
      }
    }
    return copy
  }

  /// A number that a method cannot take.
  struct Failure: Error {
    var row: Int
    var column: Int
    var aggregate: Int
    var reason: String
  }

  /// Fills the columns of the aggregates.
  ///
  /// - Parameters:
  ///   - values: all columns in one block, `rows` numbers each; those of the indicators are given.
  ///   - blocks: rows that are compared with one another, one block a year.
  func calculate(_ values: inout [Double], rows: Int, blocks: [[Int]]) throws(Failure) {
    for aggregate in aggregates {
      switch aggregate.method {
      case .mean(let mean): try average(&values, rows, aggregate, mean)
      case .copeland, .netFlow, .kemeny, .closeness, .unobservedComponents:
        try outrank(&values, rows, aggregate, blocks)
      case .benefitOfDoubt: flatter(&values, rows, aggregate, blocks)
      case .mazziottaPareto(let isPenalty): balance(&values, rows, aggregate, blocks, isPenalty)
      }
    }
  }

  private func average(
    _ values: inout [Double], _ rows: Int, _ aggregate: Aggregate, _ mean: Mean
  ) throws(Failure) {
    let children = aggregate.children
    let count = children.count
    let own = children.map { weights[$0] }
    let whole = Self.total(own)
    // With nothing but components of weight zero, nothing counts.
    let scaled = mean == .arithmetic ? own.map { $0 / whole } : own
    var failure: (row: Int, column: Int)?
    values.withUnsafeMutableBufferPointer { values in
      for row in 0..<rows {
        var sum = LongSum()
        var there = 0
        for i in 0..<count {
          let value = values[children[i] * rows + row]
          if value.isNaN { continue }
          guard mean.takes(value) else {
            failure = failure ?? (row, children[i])
            return
          }
          there += 1
          sum.add(mean.term(value, scaled[i]))
        }
        var total = whole
        if there < count {
          // Weights of what is there, for this row.
          var present = LongSum()
          for i in 0..<count where !values[children[i] * rows + row].isNaN { present.add(own[i]) }
          total = present.value
          if mean == .arithmetic {
            sum = LongSum()
            for i in 0..<count {
              let value = values[children[i] * rows + row]
              if !value.isNaN { sum.add(own[i] / total * value) }
            }
          }
        }
        let isThere =
          there > 0 && Double(there) / Double(count) >= aggregate.availability && total != 0
        values[aggregate.column * rows + row] =
          isThere ? mean.restored(sum.value, total) : .missing
      }
    }
    if let failure {
      let value = values[failure.column * rows + failure.row]
      throw Failure(
        row: failure.row, column: failure.column, aggregate: aggregate.column,
        reason: "\(mean.needs), and \(codes[failure.column]) is \(value.cell)")
    }
  }

  private static func total(_ weights: [Double]) -> Double {
    var sum = LongSum()
    for weight in weights { sum.add(weight) }
    return sum.value
  }

  private func outrank(
    _ values: inout [Double], _ rows: Int, _ aggregate: Aggregate, _ blocks: [[Int]]
  ) throws(Failure) {
    // With nothing but components of weight zero, nothing counts.
    let hasOwnWeights = aggregate.method == .unobservedComponents
    guard hasOwnWeights || aggregate.children.contains(where: { weights[$0] > 0 }) else {
      for row in 0..<rows { values[aggregate.column * rows + row] = .missing }
      return
    }
    for block in blocks {
      let columns = aggregate.children.map { child in block.map { values[child * rows + $0] } }
      let scores: [Double]
      do throws(UndefinedResult) {
        scores = try Self.scores(
          columns, aggregate.children.map { weights[$0] }, aggregate.method)
      } catch {
        throw Failure(
          row: block.first ?? 0, column: aggregate.children.first ?? 0,
          aggregate: aggregate.column, reason: error.reason)
      }
      for (i, row) in block.enumerated() {
        let there = columns.count { !$0[i].isNaN }
        let share = Double(there) / Double(columns.count)
        values[aggregate.column * rows + row] =
          there == 0 || share < aggregate.availability ? .missing : scores[i]
      }
    }
  }

  /// Scores by comparing units with one another.
  private static func scores(
    _ columns: [[Double]], _ weights: [Double], _ method: AggregationMethod
  ) throws(UndefinedResult) -> [Double] {
    switch method {
    case .closeness: return Closeness.scores(columns, weights: weights)
    case .unobservedComponents: return try UnobservedComponents(columns).scores
    case .netFlow: return try Outranking(columns, weights: weights).netFlow
    case .kemeny:
      // A unit that nothing is known of has no place in the order.
      let rows = (columns.first ?? []).indices
      let there = rows.filter { row in
        columns.contains { !$0[row].isNaN }
      }
      let known = try Outranking(
        columns.map { column in there.map { column[$0] } }, weights: weights)
      var scores = [Double](repeating: .missing, count: rows.count)
      for (row, score) in zip(there, KemenyOrder(known).scores) { scores[row] = score }
      return scores
    default: return try Outranking(columns, weights: weights).copeland
    }
  }

  private func flatter(
    _ values: inout [Double], _ rows: Int, _ aggregate: Aggregate, _ blocks: [[Int]]
  ) {
    let count = Double(aggregate.children.count)
    for block in blocks {
      let table = block.map { row in aggregate.children.map { values[$0 * rows + row] } }
      for ((row, score), own) in zip(zip(block, BenefitOfDoubt.scores(table)), table) {
        let share = Double(own.count { !$0.isNaN }) / count
        values[aggregate.column * rows + row] = share < aggregate.availability ? .missing : score
      }
    }
  }

  private func balance(
    _ values: inout [Double], _ rows: Int, _ aggregate: Aggregate, _ blocks: [[Int]],
    _ isPenalty: Bool
  ) {
    for block in blocks {
      let standard = aggregate.children.map { child in
        let x = block.map { values[child * rows + $0] }
        let (mean, spread) = (Column.mean(x), Column.standardDeviation(x))
        return x.mapPresent { spread > 0 ? 100 + 10 * ($0 - mean) / spread : .nan }
      }
      for (i, row) in block.enumerated() {
        var total = 0.0
        var sum = 0.0
        var there = 0.0
        for (child, z) in zip(aggregate.children, standard) where !z[i].isNaN {
          total += weights[child]
          sum += weights[child] * z[i]
          there += 1
        }
        let mean = sum / total
        var squares = 0.0
        for (child, z) in zip(aggregate.children, standard) where !z[i].isNaN {
          squares += weights[child] * (z[i] - mean) * (z[i] - mean)
        }
        let penalty = squares / total / mean
        let isThere =
          total > 0 && there / Double(aggregate.children.count) >= aggregate.availability
        values[aggregate.column * rows + row] =
          isThere ? (isPenalty ? mean - penalty : mean + penalty) : .missing
      }
    }
  }
}
