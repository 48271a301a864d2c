internal import Foundation

/// Standard normal deviates that are the same for the same seed on every machine (Box and Muller 1958).
public struct NormalDeviates: Sendable {
  private var random: SplitMix64
  private var spare: Double?

  public init(_ random: SplitMix64) { self.random = random }

  public mutating func next() -> Double {
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
}
