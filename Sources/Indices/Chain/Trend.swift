/// How fast a series moves.
public enum Trend: Sendable, Hashable {
  /// Compound annual growth: (last / first)^(1 / (time between)) - 1.
  case annualGrowth
  /// Percent of the fitted value at the first time, over so many units of time; a least-squares line where three or more
  /// values are there, the two ends otherwise.
  case percentChange(per: Double)

  /// - Parameters:
  ///   - y: values, with gaps.
  ///   - times: a time for each.
  /// - Returns: a gap for fewer than two values; 0 when nothing changes.
  public func callAsFunction(_ y: [Double], _ times: [Double]) -> Double {
    let points = zip(times, y).filter { !$1.isNaN }.sorted { $0.0 < $1.0 }
    guard let first = points.first, let last = points.last, points.count > 1 else {
      return .missing
    }
    switch self {
    case .annualGrowth:
      guard first.1 != last.1 else { return 0 }
      return power(last.1 / first.1, 1 / (last.0 - first.0)) - 1
    case .percentChange(let per):
      guard points.contains(where: { $0.1 != first.1 }) else { return 0 }
      guard points.count > 2 else {
        return (last.1 - first.1) * 100 / first.1 * (per / (last.0 - first.0))
      }
      let meanTime = Column.mean(points.map(\.0))
      let meanValue = Column.mean(points.map(\.1))
      var cross = 0.0
      var squares = 0.0
      for (time, value) in points {
        cross += (time - meanTime) * (value - meanValue)
        squares += (time - meanTime) * (time - meanTime)
      }
      let slope = cross / squares
      return slope * per / (meanValue + slope * (first.0 - meanTime)) * 100
    }
  }
}
