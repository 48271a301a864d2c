/// Normalisation of a series over its own times (Handbook, section 5).
public enum SeriesNormalisation: String, Sendable, Hashable, CaseIterable {
  /// (x - mean over time) / mean absolute deviation over time
  case cyclical
  /// 100 (x_t - x_(t-1)) / x_t; a gap at the first time.
  case annualDifference = "annual_difference"

  /// - Parameter x: values in the order of time.
  public func apply(_ x: [Double]) throws(UndefinedResult) -> [Double] {
    switch self {
    case .cyclical:
      let middle = Column.mean(x)
      let spread = Column.mean(x.mapPresent { abs($0 - middle) })
      return x.mapPresent { ($0 - middle) / spread }
    case .annualDifference:
      return x.indices.map { i in
        guard i > 0, !x[i].isNaN, !x[i - 1].isNaN else { return .missing }
        return 100 * (x[i] - x[i - 1]) / x[i]
      }
    }
  }

  /// Balance of opinions: 100/N times the sum of the signs of change over N respondents, for each time; a gap at the first.
  ///
  /// - Parameter rows: one row of values a respondent, in the order of time.
  public static func balanceOfOpinions(_ rows: [[Double]]) -> [Double] {
    (rows.first?.indices ?? 0..<0).map { t in
      guard t > 0 else { return .missing }
      let changes = rows.map { $0[t] - $0[t - 1] }.filter { !$0.isNaN }
      guard !changes.isEmpty else { return .missing }
      let balance = changes.count { $0 > 0 } - changes.count { $0 < 0 }
      return 100 * Double(balance) / Double(changes.count)
    }
  }
}

extension Normalisation {
  /// True for a method that has a direction among its own parameters.
  var takesDirection: Bool {
    switch self {
    case .distanceToTarget, .goalposts: true
    default: false
    }
  }
}
