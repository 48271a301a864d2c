internal import Glibc
import Policy

/// Errors of stocks, births and deaths, the same for the same seed and draw on every machine.
struct Noise {
  private var deviates: NormalDeviates

  init(seed: UInt64, draw: Int) {
    var random = SplitMix64(
      seed: seed &* 0xD134_2543_DE82_EF95 &+ UInt64(draw) &* 0x9E37_79B9_7F4A_7C15)
    _ = random.next()
    deviates = NormalDeviates(random)
  }

  mutating func normal() -> Double { deviates.next() }

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
