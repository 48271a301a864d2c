internal import Glibc

/// Normal deviates that are the same for the same seed and draw on every machine (splitmix64 and Box–Muller).
struct Noise: RandomNumberGenerator {
  private var state: UInt64
  private var spare: Double?

  init(seed: UInt64, draw: Int) {
    state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(draw) &* 0x9E37_79B9_7F4A_7C15
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let radius = (-2 * log(Double.random(in: Double.leastNormalMagnitude..<1, using: &self)))
      .squareRoot()
    let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &self)
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  /// A factor with mean 1 and this relative error.
  mutating func factor(_ error: Double) -> Double { exp(error * normal() - error * error / 2) }

  /// Standard normal deviates by [birthplace, residence], of which a share of the variance is common to a residence.
  mutating func stock(_ n: Int, _ common: Double) -> Matrix {
    var deviates = Matrix(rows: n, columns: n)
    let (shared, own) = (common.squareRoot(), (1 - common).squareRoot())
    for i in 0..<n {
      let residence = normal()
      for k in 0..<n { deviates[k, i] = shared * residence + own * normal() }
    }
    return deviates
  }

  /// Deviates one interval later, correlated with the earlier ones.
  mutating func following(_ earlier: Matrix, _ persistence: Double, _ common: Double) -> Matrix {
    let fresh = stock(earlier.rows, common)
    let rest = (1 - persistence * persistence).squareRoot()
    return earlier.combined(with: fresh) { persistence * $0 + rest * $1 }
  }
}
