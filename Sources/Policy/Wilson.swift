/// The interval of a share by Wilson's score ("Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22, 1927).
public enum Wilson {
  /// How often the interval holds the share.
  public enum Confidence: Sendable {
    case nineInTen
    case nineteenInTwenty

    /// The quantile of the normal distribution.
    fileprivate var z: Double {
      switch self {
      case .nineInTen: 1.644_853_626_951_472_6
      case .nineteenInTwenty: 1.959_963_984_540_054
      }
    }
  }

  /// The interval for `hits` out of `trials`; 0 to 1 where there was none.
  public static func interval(
    _ hits: Int, of trials: Int, _ confidence: Confidence = .nineteenInTwenty
  ) -> ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let z = confidence.z
    let n = Double(trials)
    let p = Double(hits) / n
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return min(p, max(0, middle - half))...max(p, min(1, middle + half))
  }
}
