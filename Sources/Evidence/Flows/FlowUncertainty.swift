internal import Dispatch
internal import Synchronization

/// How far flows move when the tables that they come from are off by what such tables are usually off: stocks, births
/// and deaths are drawn again many times around what was given, and the flows are estimated each time.
///
/// Populations are held; natives at home take up what the foreign born lose. The error of a country's count of foreign
/// born is one part common to all birthplaces and one part of each; most of it is the same at the start and the end,
/// since a register or census errs the same way twice.
public struct FlowUncertainty: Sendable {
  /// Relative errors (one standard deviation).
  public struct Errors: Sendable, Hashable {
    /// Of the foreign born, by country of residence.
    public var stocks: [Double]
    public var births: Double
    public var deaths: Double
    /// Share of the variance of a stock that is common to all birthplaces of a residence.
    public var common: Double
    /// Correlation of the errors at the start and the end.
    public var persistence: Double

    public init(
      stocks: [Double], births: Double, deaths: Double, common: Double, persistence: Double
    ) {
      self.stocks = stocks
      self.births = births
      self.deaths = deaths
      self.common = common
      self.persistence = persistence
    }
  }

  /// Between which values the flows of the draws lie.
  public struct Band: Sendable {
    public var low: Matrix
    public var median: Matrix
    public var high: Matrix
    /// Of the flow of the world.
    public var total: (low: Double, median: Double, high: Double)
    /// Share of draws in which the flow of a pair was greater than in the interval before; nil without one.
    public var probabilityOfRise: Matrix?
    /// Draws that gave no estimate, and are left out.
    public var failed: Int
    public var draws: Int
  }

  public var errors: Errors
  public var draws: Int
  /// The same number gives the same draws.
  public var seed: UInt64
  /// Share of draws inside the band.
  public var coverage = 0.9

  public init(errors: Errors, draws: Int, seed: UInt64 = 1) {
    self.errors = errors
    self.draws = draws
    self.seed = seed
  }

  /// - Parameters:
  ///   - estimator: of the interval.
  ///   - earlier: of the interval before, whose end is this one's start, to say whether flows rose.
  ///   - isCancelled: asked before each draw.
  /// - Returns: nil when cancelled or no draw gave an estimate.
  /// - Throws: `FlowError` when the tables do not fit together.
  /// - Complexity: O(draws · n³); memory O(draws · n²) of four bytes.
  public func band(
    _ method: FlowMethod, _ estimator: FlowEstimator, earlier: FlowEstimator? = nil,
    isCancelled: @Sendable () -> Bool = { false }
  ) throws(FlowError) -> Band? {
    let n = estimator.accounts.count
    if let earlier, earlier.accounts.countries != estimator.accounts.countries {
      throw FlowError(
        .shape, "the interval before", "its countries are others", "give the same countries")
    }
    guard errors.stocks.count == n, draws > 0 else {
      throw FlowError(
        .shape, "errors", "\(errors.stocks.count) for \(n) countries", "give one each")
    }
    let results = Mutex([Int: (now: [Float], rose: [Bool])]())
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      while true {
        let draw = next.add(1, ordering: .relaxed).oldValue
        guard draw < draws, !isCancelled() else { return }
        if let result = one(draw, method, estimator, earlier) {
          results.withLock { $0[draw] = result }
        }
      }
    }
    guard !isCancelled() else { return nil }
    let made = results.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
    return made.isEmpty ? nil : band(made, n, hasEarlier: earlier != nil)
  }

  private func one(
    _ draw: Int, _ method: FlowMethod, _ estimator: FlowEstimator, _ earlier: FlowEstimator?
  ) -> (now: [Float], rose: [Bool])? {
    var noise = Noise(seed: seed, draw: draw)
    let n = estimator.accounts.count
    var before: Matrix?
    var deviates = noise.stock(n, errors.common)
    if let earlier {
      let after = noise.following(deviates, errors.persistence, errors.common)
      before = estimate(method, earlier, deviates, after, &noise)
      guard before != nil else { return nil }
      deviates = after
    }
    let last = noise.following(deviates, errors.persistence, errors.common)
    guard let now = estimate(method, estimator, deviates, last, &noise) else { return nil }
    let rose = before.map { before in zip(now.cells, before.cells).map { $0 > $1 } } ?? []
    return (now.cells.map(Float.init), rose)
  }

  private func estimate(
    _ method: FlowMethod, _ estimator: FlowEstimator, _ first: Matrix, _ last: Matrix,
    _ noise: inout Noise
  ) -> Matrix? {
    var drawn = estimator
    drawn.accounts.start = shaken(estimator.accounts.start, first)
    drawn.accounts.end = shaken(estimator.accounts.end, last)
    drawn.accounts.births = estimator.accounts.births.map { $0 * noise.factor(errors.births) }
    drawn.accounts.deaths = estimator.accounts.deaths.map { $0 * noise.factor(errors.deaths) }
    return try? drawn.estimates([method]).first?.flows
  }

  /// The foreign born multiplied by their errors; natives make up the population.
  private func shaken(_ table: Matrix, _ deviates: Matrix) -> Matrix {
    var shaken = table
    let n = table.rows
    for i in 0..<n {
      let spread = errors.stocks[i]
      for k in 0..<n where k != i && table[k, i] > 0 {
        shaken[k, i] *= exponential(spread * deviates[k, i] - spread * spread / 2)
        shaken[i, i] += table[k, i] - shaken[k, i]
      }
    }
    return shaken
  }

  private func band(_ made: [(now: [Float], rose: [Bool])], _ n: Int, hasEarlier: Bool) -> Band {
    var (low, median, high) = (
      Matrix(rows: n, columns: n), Matrix(rows: n, columns: n), Matrix(rows: n, columns: n)
    )
    var rises = Matrix(rows: n, columns: n)
    let tail = (1 - coverage) / 2
    var column = Array(repeating: Float(0), count: made.count)
    for at in 0..<(n * n) {
      for (d, draw) in made.enumerated() {
        column[d] = draw.now[at]
        if hasEarlier, draw.rose[at] { rises.cells[at] += 1 / Double(made.count) }
      }
      guard column.contains(where: { $0 != 0 }) else { continue }
      column.sort()
      low.cells[at] = Self.quantile(column, tail)
      median.cells[at] = Self.quantile(column, 0.5)
      high.cells[at] = Self.quantile(column, 1 - tail)
    }
    let totals = made.map { $0.now.reduce(0) { $0 + Double($1) } }.map { Float($0) }.sorted()
    return Band(
      low: low, median: median, high: high,
      total: (
        Self.quantile(totals, tail), Self.quantile(totals, 0.5), Self.quantile(totals, 1 - tail)
      ),
      probabilityOfRise: hasEarlier ? rises : nil, failed: draws - made.count, draws: draws)
  }

  /// Linear between the two nearest of sorted values.
  private static func quantile(_ sorted: [Float], _ share: Double) -> Double {
    let at = share * Double(sorted.count - 1)
    let lower = Int(at)
    let upper = min(lower + 1, sorted.count - 1)
    return Double(sorted[lower]) + (at - Double(lower)) * Double(sorted[upper] - sorted[lower])
  }
}
