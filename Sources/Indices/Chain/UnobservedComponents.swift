/// What several indicators have in common, as the estimate of something that none of them measures without error (Kaufmann, Kraay and
/// Zoido-Lobatón 1999; Handbook, section 6.3): indicator q of a unit is α + β (p + ε), with p and ε normal.
///
/// The model is estimated by expectation-maximisation from whatever indicators each unit has, so that gaps need no filling. Indicators
/// weigh the more the less they err: weights of others have no effect.
public struct UnobservedComponents: Sendable {
  /// For each unit the estimate of p, which has mean 0 and standard deviation 1; a gap where the unit has no indicator.
  public private(set) var scores: [Double] = []
  /// For each unit the standard deviation of the error of its estimate.
  public private(set) var errors: [Double] = []
  /// For each indicator α, β, and the standard deviation of βε.
  public private(set) var intercepts: [Double]
  public private(set) var slopes: [Double]
  public private(set) var noise: [Double]

  /// An indicator without error would take all the weight.
  private static let least = 1e-3
  private static let rounds = 20_000

  /// - Parameter columns: one array an indicator, more being better.
  /// - Throws: `UndefinedResult` for fewer than three indicators that vary, which cannot tell error from what is common.
  public init(_ columns: [[Double]]) throws(UndefinedResult) {
    let means = columns.map(Column.mean)
    let spreads = columns.map(Column.standardDeviation)
    guard spreads.count(where: { $0 > 0 }) >= 3 else {
      throw UndefinedResult(
        "unobserved components need three indicators that vary, to tell error from what is common")
    }
    let standard = columns.indices.map { q in
      columns[q].map { spreads[q] > 0 && !$0.isNaN ? ($0 - means[q]) / spreads[q] : .missing }
    }
    intercepts = columns.map { _ in 0 }
    slopes = columns.map { _ in 0.7 }
    noise = columns.map { _ in 0.5 }
    let units = columns[0].indices
    scores = units.map { _ in .missing }
    errors = scores
    for _ in 0..<Self.rounds {
      guard !Task.isCancelled else { throw UndefinedResult("it was stopped") }
      expect(standard)
      if maximise(standard) < 1e-11 { break }
    }
    expect(standard)
    if slopes.reduce(0, +) < 0 {
      slopes = slopes.map(-)
      scores = scores.mapPresent { -$0 }
    }
    for q in columns.indices {
      intercepts[q] = means[q] + intercepts[q] * spreads[q]
      slopes[q] *= spreads[q]
      noise[q] = noise[q].squareRoot() * spreads[q]
    }
  }

  private mutating func expect(_ columns: [[Double]]) {
    for unit in scores.indices {
      var (precision, sum, isThere) = (1.0, 0.0, false)
      for (q, column) in columns.enumerated() where !column[unit].isNaN {
        isThere = true
        precision += slopes[q] * slopes[q] / noise[q]
        sum += slopes[q] * (column[unit] - intercepts[q]) / noise[q]
      }
      scores[unit] = isThere ? sum / precision : .missing
      errors[unit] = isThere ? (1 / precision).squareRoot() : .missing
    }
  }

  /// Regresses each indicator on what was expected; the largest change of a parameter.
  private mutating func maximise(_ columns: [[Double]]) -> Double {
    var moved = 0.0
    for (q, column) in columns.enumerated() {
      var (n, p, pp, y, py, yy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for (unit, value) in column.enumerated() where !value.isNaN {
        let score = scores[unit]
        n += 1
        p += score
        pp += score * score + errors[unit] * errors[unit]
        y += value
        py += score * value
        yy += value * value
      }
      let spread = pp - p * p / n
      guard n > 1, spread > 0 else { continue }
      let slope = (py - p * y / n) / spread
      let intercept = (y - slope * p) / n
      let rest = (yy - intercept * y - slope * py) / n
      moved = max(moved, abs(slope - slopes[q]), abs(intercept - intercepts[q]))
      slopes[q] = slope
      intercepts[q] = intercept
      noise[q] = max(rest, Self.least)
    }
    return moved
  }
}
