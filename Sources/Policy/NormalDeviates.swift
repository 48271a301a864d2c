/// Standard normal deviates that are the same for the same seed on every machine.
///
/// Sampled exactly from uniform numbers by comparisons alone, without logarithms or cosines (Karney 2016, Sampling exactly from
/// the normal distribution, ACM Transactions on Mathematical Software 42, 3; algorithm N).
public struct NormalDeviates: Sendable {
  private var random: SplitMix64

  public init(_ random: SplitMix64) { self.random = random }

  public mutating func next() -> Double {
    while true {
      var whole = 0
      while uniform() < Self.halfDecay { whole += 1 }
      guard (0..<whole * max(0, whole - 1)).allSatisfy({ _ in uniform() < Self.halfDecay }) else {
        continue
      }
      let part = uniform()
      // exp(-part (2 whole + part) / 2) as a product of whole + 1 factors, each of an exponent below 1.
      let exponent = part * (Double(2 * whole) + part) / Double(2 * (whole + 1))
      guard (0...whole).allSatisfy({ _ in passes(exponent) }) else { continue }
      let deviate = Double(whole) + part
      return uniform() < 0.5 ? -deviate : deviate
    }
  }

  /// exp(-1/2)
  private static let halfDecay = 0.606_530_659_712_633_4

  private mutating func uniform() -> Double { Double.random(in: 0..<1, using: &random) }

  /// True with probability exp(-exponent), for an exponent from 0 to 1: whether a run of falling numbers below it has an even
  /// length (von Neumann 1951).
  private mutating func passes(_ exponent: Double) -> Bool {
    var last = exponent
    var isEven = true
    while true {
      let number = uniform()
      if number >= last { return isEven }
      last = number
      isEven.toggle()
    }
  }
}
