/// How an indicator is brought onto the scale of the index, with its parameters.
///
/// Formulas follow OECD and JRC, "Handbook on Constructing Composite Indicators" (2008), and COINr 1.1.14 where the
/// Handbook leaves a choice. All work on numbers that were multiplied by their direction.
public enum Normalisation: Sendable, Hashable {
  case none
  /// (x - min) / (max - min), stretched to `lower`...`upper`.
  case minMax(lower: Double, upper: Double)
  case zScore(mean: Double, sd: Double)
  /// (x - lower) / (upper - lower) * scale, with bounds that do not depend on the data.
  case scaled(lower: Double, upper: Double, scale: Double)
  /// 1 - (max - x) / (max - min)
  case distanceToMaximum
  /// 1 - (ref - x) / (ref - min), where ref is the value of one unit.
  case distanceToReference(Reference, capped: Bool)
  /// The way from the worst value to the target.
  case distanceToTarget(target: Double, direction: Double, capped: Bool)
  case fractionOfMaximum
  case rank(Ties)
  /// The rank less one.
  case borda(Ties)
  /// (rank - 1) / (present - 1)
  case percentileRank(Ties)
  case goalposts(lower: Double, upper: Double, scale: Double, direction: Double, truncated: Bool)
  /// x / ref
  case ratioToReference(Reference)
  /// (x - ref) / ref
  case differenceFromReference(Reference)
  /// 0 below the 15th percentile, then 20, 40, 60, 80 from the 15th, 25th, 65th and 85th, 100 above the 95th.
  case percentileClasses
  /// 1 above the mean by more than the share `margin`, -1 below it, else 0.
  case aboveOrBelowMean(margin: Double)

  /// The unit that others are compared with.
  public enum Reference: Sendable, Hashable {
    case unit(String)
    /// By its place, from 0.
    case position(Int)
  }

  /// What is worth saying about a column that could not be normalised as it should.
  public enum Remark: Sendable, Hashable {
    /// All values are equal: there is no range to stretch.
    case constant
    /// The unit of reference has no value.
    case referenceMissing
    /// The target lies beyond the worst value, so scores fall below 0.
    case targetBeyondRange
    /// The largest value is not above 0, so dividing by it turns the order round.
    case maximumNotPositive
  }

  /// The column on the new scale, gaps kept, and what is to be said about it.
  ///
  /// - Parameters:
  ///   - x: numbers times their direction.
  ///   - position: finds a unit by its code, for a method that needs one.
  /// - Throws: `UndefinedResult` when a parameter cannot be used.
  public func apply(_ x: [Double], position: (String) -> Int? = { _ in nil })
    throws(UndefinedResult)
    -> (values: [Double], remark: Remark?)
  {
    guard let (low, high) = Column.bounds(x) else { return (x, nil) }
    let isConstant = low == high
    switch self {
    case .none: return (x, nil)
    case .minMax(let lower, let upper):
      return (
        x.mapPresent { ($0 - low) / (high - low) * (upper - lower) + lower },
        isConstant ? .constant : nil
      )
    case .zScore(let mean, let sd):
      guard sd > 0 else {
        throw UndefinedResult("the standard deviation to reach must be above 0, not \(sd)")
      }
      let middle = Column.mean(x)
      let spread = Column.standardDeviation(x)
      if spread.isMissing { return (x.mapPresent { _ in .missing }, .constant) }
      return (
        x.mapPresent { isConstant ? .nan : ($0 - middle) / spread * sd + mean },
        isConstant ? .constant : nil
      )
    case .scaled(let lower, let upper, let scale):
      guard lower != upper else {
        throw UndefinedResult("the lower and the upper bound are both \(lower)")
      }
      return (x.mapPresent { ($0 - lower) / (upper - lower) * scale }, nil)
    case .distanceToMaximum:
      return (x.mapPresent { 1 - (high - $0) / (high - low) }, isConstant ? .constant : nil)
    case .fractionOfMaximum:
      return (x.mapPresent { $0 / high }, high > 0 ? nil : .maximumNotPositive)
    case .rank(let ties): return (Ranking.ascending(x, ties: ties), nil)
    case .borda(let ties): return (Ranking.ascending(x, ties: ties).mapPresent { $0 - 1 }, nil)
    case .percentileRank(let ties):
      let last = Double(x.count { !$0.isNaN } - 1)
      return (
        Ranking.ascending(x, ties: ties).mapPresent { ($0 - 1) / last }, last == 0 ? .constant : nil
      )
    case .distanceToReference(let reference, let capped):
      return try compared(x, with: reference, position) { value, ref in
        let y = 1 - (ref - value) / (ref - low)
        return capped && y > 1 ? 1 : y
      }
    case .ratioToReference(let reference):
      return try compared(x, with: reference, position) { $0 / $1 }
    case .differenceFromReference(let reference):
      return try compared(x, with: reference, position) { ($0 - $1) / $1 }
    case .distanceToTarget(let target, let direction, let capped):
      guard !target.isNaN else { throw UndefinedResult("the target is missing") }
      let cap = { (y: Double) in capped && y > 1 ? 1 : y }
      if direction < 0 {
        return (
          x.mapPresent { cap((high - $0) / (high - target)) },
          target > high ? .targetBeyondRange : nil
        )
      }
      return (
        x.mapPresent { cap(($0 - low) / (target - low)) }, target < low ? .targetBeyondRange : nil
      )
    case .goalposts(let lower, let upper, let scale, let direction, let truncated):
      guard lower != upper else { throw UndefinedResult("both goalposts are \(lower)") }
      return (
        x.mapPresent {
          let y = direction < 0 ? ($0 - upper) / (lower - upper) : ($0 - lower) / (upper - lower)
          return (truncated ? Swift.min(Swift.max(y, 0), 1) : y) * scale
        }, nil
      )
    case .percentileClasses:
      let sorted = Column.present(x).sorted()
      let marks = [0.15, 0.25, 0.65, 0.85, 0.95].map { Column.quantile(sorted, $0) }
      return (
        x.mapPresent { value in Double(marks.count { value >= $0 }) * 20 },
        isConstant ? .constant : nil
      )
    case .aboveOrBelowMean(let margin):
      let middle = Column.mean(x)
      return (
        x.mapPresent {
          let w = $0 / middle
          return w > 1 + margin ? 1 : w < 1 - margin ? -1 : 0
        }, nil
      )
    }
  }

  private func compared(
    _ x: [Double], with reference: Reference, _ position: (String) -> Int?,
    _ formula: (Double, Double) -> Double
  ) throws(UndefinedResult) -> (values: [Double], remark: Remark?) {
    let place: Int?
    switch reference {
    case .unit(let code):
      place = position(code)
      guard place != nil else {
        throw UndefinedResult("there is no unit «\(code)» to compare with")
      }
    case .position(let index):
      place = x.indices.contains(index) ? index : nil
    }
    guard let place else {
      throw UndefinedResult("the unit to compare with is beyond the last row")
    }
    let ref = x[place]
    guard !ref.isNaN else { return (x.map { _ in .missing }, .referenceMissing) }
    return (x.mapPresent { formula($0, ref) }, nil)
  }
}

extension [Double] {
  /// Each number changed, gaps and numbers that cannot be left as they are.
  func mapPresent(_ change: (Double) -> Double) -> [Double] {
    map { $0.isNaN ? $0 : change($0) }
  }
}
