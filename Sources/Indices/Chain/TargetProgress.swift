/// Progress of a series since a base year, towards a target or in the right direction, as Open SDG measures it (after Statistics
/// Canada; sdg-build, `ProgressMeasure`).
public struct TargetProgress: Sendable, Hashable {
  public enum Status: String, Sendable, Hashable {
    case targetAchieved = "target_achieved"
    case substantial = "substantial_progress"
    case moderate = "moderate_progress"
    case limited = "limited_progress"
    case deterioration
    case notAvailable = "not_available"
  }

  /// What is measured against.
  public struct Aim: Sendable, Hashable {
    public var baseYear = 2015.0
    public var targetYear = 2030.0
    public var target: Double?
    /// 1 where more is better, -1 where less is.
    public var direction = -1.0
    /// The value beyond which the series cannot go, such as 100 percent.
    public var limit: Double?

    public init() {}
  }

  public let status: Status
  /// Growth a year in the right direction, as a share of what the target needs where there is one; a gap when not available.
  public let value: Double
  /// From -5 to 5; a gap when not available.
  public let score: Double

  /// - Parameters:
  ///   - y: values, with gaps.
  ///   - times: a year for each.
  public init(_ y: [Double], _ times: [Double], aim: Aim = Aim()) {
    let points = zip(times, y).filter { $0 >= aim.baseYear && !$1.isNaN }.sorted { $0.0 < $1.0 }
    guard let first = points.first, let last = points.last, points.count > 1, first.1 * last.1 >= 0,
      last.0 > first.0
    else {
      (status, value, score) = (.notAvailable, .missing, .missing)
      return
    }
    let base = first.1 == 0 ? 0.001 : first.1
    let growth = power(last.1 / base, 1 / (last.0 - first.0)) - 1
    let signed = (base < 0 ? -1 : 1) * aim.direction * growth
    guard let wanted = aim.target else {
      let share = Self.roomLeft(base, aim.limit)
      (status, value, score) = (
        Self.status(signed, 0.015 * share, 0.005 * share), signed, Self.score(signed, share: share)
      )
      return
    }
    let target = wanted == 0 ? 0.001 : wanted
    if aim.direction > 0 ? last.1 >= target : last.1 <= target {
      (status, value, score) = (.targetAchieved, signed, 5)
      return
    }
    let needed = power(target / base, 1 / (aim.targetYear - first.0)) - 1
    let v = signed / abs(needed)
    guard v.isFinite else {
      (status, value, score) = (.notAvailable, .missing, .missing)
      return
    }
    (status, value, score) = (
      Self.status(v, 0.95, 0.6), v,
      v >= 0.6 ? min(7.1429 * v - 4.2857, 5) : max(4.1667 * v - 2.5, -5)
    )
  }

  /// How much slower growth may be for a series that is near its limit.
  private static func roomLeft(_ base: Double, _ limit: Double?) -> Double {
    guard let limit, limit != 0 else { return 1 }
    if base <= limit { return 1 - power(base / limit, 4.44) }
    return base <= 2 * limit ? 1 - power((2 * limit - base) / limit, 4.44) : 1
  }

  private static func status(_ v: Double, _ high: Double, _ medium: Double) -> Status {
    v >= high ? .substantial : v >= medium ? .moderate : v >= 0 ? .limited : .deterioration
  }

  private static func score(_ v: Double, share c: Double) -> Double {
    if v < 0 { return max(125 * v - 2.5, -5) }
    if c == 0 { return 5 }
    if v < 0.005 * c { return 500 * v / c - 2.5 }
    if v < 0.015 * c { return 250 * v / c - 1.25 }
    return min(500 * v / c - 5, 5)
  }

  /// Several series of one indicator: their mean score, and the band that it falls in.
  public static func together(_ all: [TargetProgress]) -> (status: Status, score: Double) {
    let mean = Column.mean(all.map(\.score))
    guard !mean.isNaN else { return (.notAvailable, .missing) }
    let isMet = all.allSatisfy { $0.status == .targetAchieved }
    return (
      isMet
        ? .targetAchieved
        : mean >= 2.5
          ? .substantial : mean >= 0 ? .moderate : mean >= -2.5 ? .limited : .deterioration, mean
    )
  }
}
