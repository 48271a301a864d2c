internal import Glibc
import Policy

/// Normal deviates that are the same for the same seed and draw on every machine (Box and Muller 1958).
struct Noise {
  private var random: SplitMix64
  private var spare: Double?

  init(seed: UInt64, draw: Int) {
    random = SplitMix64(
      seed: seed &* 0xD134_2543_DE82_EF95 &+ UInt64(draw) &* 0x9E37_79B9_7F4A_7C15)
    _ = random.next()
  }

  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let radius = (-2 * log(Double.random(in: Double.leastNormalMagnitude..<1, using: &random)))
      .squareRoot()
    let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &random)
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
