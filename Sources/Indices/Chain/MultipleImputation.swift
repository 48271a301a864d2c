import Policy

/// Every gap filled several times over, by chance, so that it shows how much of a result hangs on what is not known (Rubin 1987).
public struct MultipleImputation: Sendable, Hashable {
  /// Data sets to make.
  public var count: Int
  public var seed: UInt64
  /// Only this one of them, from 0; the mean of all when nil.
  public var draw: Int?

  public init(count: Int = 20, seed: UInt64 = 1, draw: Int? = nil) {
    self.count = count
    self.seed = seed
    self.draw = draw
  }

  init(_ settings: Settings) throws(Table.Error) {
    count = try settings.integer("imputations", from: 2) ?? 20
    guard count <= 10_000 else {
      throw settings.error("imputations", "more than 10000 data sets are too many")
    }
    seed = UInt64(try settings.integer("seed", from: 0) ?? 1)
    draw = try settings.integer("draw", from: 1).map { $0 - 1 }
    if let draw, draw >= count {
      throw settings.error("draw", "there are \(count) data sets, and no number \(draw + 1)")
    }
  }

  /// One of the data sets.
  ///
  /// - Parameters:
  ///   - columns: all indicators, of one length.
  ///   - block: which of the years these are, from 0: each has chances of its own.
  /// - Throws: `UndefinedResult` as expectation-maximisation does.
  public func fill(_ columns: [[Double]], number: Int, block: Int = 0) throws(UndefinedResult)
    -> [[Double]]
  {
    var random = SplitMix64(seed: seed &+ UInt64(number) &* 0xD134_2543_DE82_EF95)
    // A sequence of its own for the year, told from the set's by what the set's gives first.
    random = SplitMix64(seed: random.next() &+ UInt64(block))
    return try ExpectationMaximisation.draw(columns, random)
  }

  /// The data sets asked for.
  func sets(_ columns: [[Double]], block: Int) throws(UndefinedResult) -> [[[Double]]] {
    var sets: [[[Double]]] = []
    for number in draw.map({ [$0] }) ?? Array(0..<count) {
      sets.append(try fill(columns, number: number, block: block))
    }
    return sets
  }
}

/// What several data sets say together of the mean of an indicator (Rubin 1987, chapter 3).
public struct PooledMean: Sendable, Hashable {
  public var mean: Double
  /// The mean variance of the mean inside the data sets.
  public var within: Double
  /// The variance of the mean from one data set to another.
  public var between: Double
  public var total: Double

  /// The share of the variance that comes from what is missing.
  public var missingInformation: Double { total > 0 ? (total - within) / total : 0 }

  /// - Parameter columns: the indicator in each data set.
  public init(_ columns: [[Double]]) {
    let means = columns.map(Column.mean)
    mean = Column.mean(means)
    within = Column.mean(
      columns.map { column in
        let sd = Column.standardDeviation(column)
        return sd * sd / Double(column.count { !$0.isNaN })
      })
    let sd = columns.count > 1 ? Column.standardDeviation(means) : 0
    between = sd * sd
    total = within + (1 + 1 / Double(max(1, columns.count))) * between
  }
}
