/// How two indicators go together.
public enum Correlation: String, Sendable, Hashable, CaseIterable {
  case pearson
  case spearman
  case kendall

  /// On the rows where both are there; a gap for fewer than two rows or where one of them does not vary.
  public func callAsFunction(_ x: [Double], _ y: [Double]) -> Double {
    let (a, b) = Self.common(x, y)
    return coefficient(a, b)
  }

  /// The coefficient, and the probability of one at least as large where there is none: Student's t for Pearson and Spearman,
  /// the normal approximation with ties for Kendall.
  public func test(_ x: [Double], _ y: [Double]) -> (coefficient: Double, probability: Double) {
    let (a, b) = Self.common(x, y)
    let r = coefficient(a, b)
    let n = Double(a.count)
    guard !r.isNaN, n > 2 else { return (r, .missing) }
    if self == .kendall { return (r, Self.kendallProbability(a, b)) }
    guard abs(r) < 1 else { return (r, 0) }
    let t = r * ((n - 2) / (1 - r * r)).squareRoot()
    return (r, StudentT.twoSided(t, freedom: n - 2))
  }

  private static func common(_ x: [Double], _ y: [Double]) -> ([Double], [Double]) {
    var a: [Double] = []
    var b: [Double] = []
    for (u, v) in zip(x, y) where !u.isNaN && !v.isNaN {
      a.append(u)
      b.append(v)
    }
    return (a, b)
  }

  private func coefficient(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count > 1, let x = Column.bounds(a), let y = Column.bounds(b), x.low < x.high,
      y.low < y.high
    else { return .missing }
    switch self {
    case .pearson: return Self.product(a, b)
    case .spearman:
      return Self.product(
        Ranking.ascending(a, ties: .average), Ranking.ascending(b, ties: .average))
    case .kendall:
      var both = 0.0
      var first = 0.0
      var second = 0.0
      for i in a.indices {
        for j in 0..<i {
          let u = Self.sign(a[i] - a[j])
          let v = Self.sign(b[i] - b[j])
          both += u * v
          first += u * u
          second += v * v
        }
      }
      return both / (first.squareRoot() * second.squareRoot())
    }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    let (x, y) = (Column.mean(a), Column.mean(b))
    var cross = 0.0
    var first = 0.0
    var second = 0.0
    for (u, v) in zip(a, b) {
      cross += (u - x) * (v - y)
      first += (u - x) * (u - x)
      second += (v - y) * (v - y)
    }
    return min(1, max(-1, cross / (first.squareRoot() * second.squareRoot())))
  }

  private static func kendallProbability(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    var score = 0.0
    for i in a.indices {
      for j in 0..<i { score += sign(a[i] - a[j]) * sign(b[i] - b[j]) }
    }
    func ties(_ x: [Double]) -> [Double] {
      Dictionary(grouping: x, by: { $0 }).values.map { Double($0.count) }.filter { $0 > 1 }
    }
    let (t, u) = (ties(a), ties(b))
    let v0 = n * (n - 1) * (2 * n + 5)
    let vt = t.reduce(0) { $0 + $1 * ($1 - 1) * (2 * $1 + 5) }
    let vu = u.reduce(0) { $0 + $1 * ($1 - 1) * (2 * $1 + 5) }
    let v1 =
      t.reduce(0) { $0 + $1 * ($1 - 1) } * u.reduce(0) { $0 + $1 * ($1 - 1) } / (2 * n * (n - 1))
    let v2 =
      t.reduce(0) { $0 + $1 * ($1 - 1) * ($1 - 2) } * u.reduce(0) { $0 + $1 * ($1 - 1) * ($1 - 2) }
      / (9 * n * (n - 1) * (n - 2))
    let variance = (v0 - vt - vu) / 18 + v1 + v2
    guard variance > 0 else { return .missing }
    return complementaryError(abs(score) / variance.squareRoot() / 2.0.squareRoot())
  }

  private static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }
}

/// Probabilities of Student's t distribution.
enum StudentT {
  /// The probability of |T| at least |t|.
  static func twoSided(_ t: Double, freedom: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .missing : 0 }
    return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
  }

  /// The regularised incomplete beta function by its continued fraction (Lentz).
  private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x))
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var h = d
    for m in 1...1000 {
      let m = Double(m)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + numerator * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + numerator / c
        if abs(c) < tiny { c = tiny }
        h *= d * c
      }
      if abs(d * c - 1) < 1e-15 { break }
    }
    return h
  }
}
