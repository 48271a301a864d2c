/// Gaps in a column of numbers.
///
/// A gap is a NaN that carries a payload of its own, so that a column stays one block of `Double`s while a gap stays
/// apart from a number that cannot be (0/0), which is any other NaN.
extension Double {
  /// The value of a cell that is empty.
  public static var missing: Double { Double(bitPattern: 0x7FF8_0000_0000_07A2) }

  /// True for an empty cell, false for a number and for a number that cannot be.
  public var isMissing: Bool { isNaN && UInt32(truncatingIfNeeded: bitPattern) == 0x7A2 }

  /// As tables show it: empty for a gap, `NaN`, `Inf`, `-Inf`, else the shortest text that reads back as the same number.
  public var cell: String {
    if isNaN { return isMissing ? "" : "NaN" }
    if isInfinite { return self < 0 ? "-Inf" : "Inf" }
    if self == rounded(), magnitude < 1e15 { return String(Int64(self)) }
    return description
  }
}

/// A result that the method cannot give for these numbers, with the sentence that says why.
public struct UndefinedResult: Error, Hashable, CustomStringConvertible {
  public var reason: String
  /// The place of the number that is to blame, if it is one.
  public var position: Int?

  public init(_ reason: String, at position: Int? = nil) {
    self.reason = reason
    self.position = position
  }

  public var description: String { reason }
}
