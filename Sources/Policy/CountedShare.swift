/// A share of things counted, with the range of nine in ten.
public struct CountedShare: Sendable, Hashable {
  public let count: Int
  public let whole: Int

  public init(_ count: Int, of whole: Int) {
    self.count = count
    self.whole = whole
  }

  /// Nil where there was nothing to count.
  public var value: Double? { whole > 0 ? Double(count) / Double(whole) : nil }

  /// Bounds of the score interval (Wilson 1927) at nine in ten; 0 and 1 where there was nothing to count.
  public var low: Double { bounds.low }
  public var high: Double { bounds.high }

  private var bounds: (low: Double, high: Double) {
    guard let value else { return (0, 1) }
    let n = Double(whole)
    let z = 1.644_853_626_951_472_6
    let middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    let reach =
      z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    return (max(0, min(value, middle - reach)), min(1, max(value, middle + reach)))
  }
}
