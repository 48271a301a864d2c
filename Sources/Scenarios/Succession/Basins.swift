import Policy

/// Where succession ends: the attractors of a matrix, and how many scenarios end in each.
public struct Basins: Sendable, Hashable {
  /// A scenario at rest, or several that follow one another in a ring.
  public struct Attractor: Sendable, Hashable {
    /// In the order of succession, from the lexicographically smallest.
    public let states: [Scenario]
    /// Starts that end here.
    public let basin: Int

    public var isFixedPoint: Bool { states.count == 1 }
  }

  public enum Coverage: Sendable, Hashable {
    /// Every scenario was a start: the counts are exact.
    case exhaustive
    /// Random starts from this seed: counts are of them, and attractors with small basins may be missing.
    case sampled(seed: UInt64)
  }

  public let rule: SuccessionRule
  public let coverage: Coverage
  public let space: WholeNumber
  /// How many starts there were.
  public let starts: Int
  /// Fixed points before cycles, each in lexicographic order of its first state.
  public let attractors: [Attractor]

  public var fixedPoints: [Attractor] { attractors.filter(\.isFixedPoint) }
  public var cycles: [Attractor] { attractors.filter { !$0.isFixedPoint } }
  public var startsEndingInACycle: Int { cycles.reduce(0) { $0 + $1.basin } }

  /// How many cycles there are of each length, the shortest first.
  public var cyclesByLength: [(length: Int, count: Int)] {
    Dictionary(grouping: cycles, by: \.states.count).sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.count) }
  }

  /// What share of all scenarios ends in an attractor, with its 95% interval (Wilson's) when it was estimated.
  public func share(of attractor: Attractor) -> (value: Double, interval: ClosedRange<Double>?) {
    let share = Double(attractor.basin) / Double(max(starts, 1))
    guard case .sampled = coverage else { return (share, nil) }
    return (share, Wilson.interval(attractor.basin, of: starts))
  }

  init(
    rule: SuccessionRule, coverage: Coverage, space: WholeNumber, starts: Int,
    attractors: [Attractor]
  ) {
    self.rule = rule
    self.coverage = coverage
    self.space = space
    self.starts = starts
    self.attractors = attractors.sorted {
      $0.isFixedPoint == $1.isFixedPoint ? $0.states[0] < $1.states[0] : $0.isFixedPoint
    }
  }

  /// A walk through the space that was given up.
  public struct Failure: Error, Hashable, CustomStringConvertible {
    public let description: String
  }
}
