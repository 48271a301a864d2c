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
  public var low: Double { bounds.lowerBound }
  public var high: Double { bounds.upperBound }

  private var bounds: ClosedRange<Double> { Wilson.interval(count, of: whole, .nineInTen) }
}
