internal import Glibc

/// Bias and slope of `1 / (1 + exp(-(bias + slope * x)))`, fitted to labelled sums of weights.
///
/// Maximum likelihood by Newton's method, with Platt's smoothed targets so that separable data has a finite answer
/// (Platt, "Probabilistic outputs for support vector machines", 1999; the algorithm of Lin, Lin and Weng, 2007).
public struct LogisticFit: Sendable, Hashable {
  public var bias: Double
  public var slope: Double

  /// - Parameter examples: sums of weights with whether the label is right.
  /// - Returns: nil without both right and wrong examples.
  public init?(_ examples: [(sum: Double, isRight: Bool)]) {
    let right = Double(examples.count { $0.isRight })
    let wrong = Double(examples.count) - right
    guard right > 0, wrong > 0 else { return nil }
    let high = (right + 1) / (right + 2)
    let low = 1 / (wrong + 2)
    let targets = examples.map { $0.isRight ? high : low }
    func loss(_ bias: Double, _ slope: Double) -> Double {
      zip(examples, targets).reduce(0) { total, pair in
        let x = bias + slope * pair.0.sum
        // log(1 + exp(x)) - target * x, without overflow
        return total + max(x, 0) + log1p(exp(-abs(x))) - pair.1 * x
      }
    }
    var (bias, slope) = (log((right + 1) / (wrong + 1)), 0.0)
    var current = loss(bias, slope)
    for _ in 0..<100 {
      var (g0, g1, h00, h01, h11) = (0.0, 0.0, 1e-9, 0.0, 1e-9)
      for (example, target) in zip(examples, targets) {
        let p = logistic(bias + slope * example.sum)
        let d = p - target
        let w = p * (1 - p)
        g0 += d
        g1 += d * example.sum
        h00 += w
        h01 += w * example.sum
        h11 += w * example.sum * example.sum
      }
      guard abs(g0) + abs(g1) > 1e-7 else { break }
      let determinant = h00 * h11 - h01 * h01
      guard determinant > 0 else { break }
      let step = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant)
      // Half the step until it is downhill.
      var length = 1.0
      var next = loss(bias - step.0, slope - step.1)
      while next > current, length > 1e-9 {
        length /= 2
        next = loss(bias - length * step.0, slope - length * step.1)
      }
      guard next <= current else { break }
      bias -= length * step.0
      slope -= length * step.1
      current = next
    }
    self.bias = bias
    self.slope = slope
  }
}
