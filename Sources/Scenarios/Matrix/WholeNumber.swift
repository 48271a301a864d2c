/// A whole number without bound: spaces of a hundred descriptors do not fit a machine word.
public struct WholeNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Digits to the base 10^9, the lowest first, without leading zeros.
  private var digits: [UInt32]
  private static let base: UInt64 = 1_000_000_000

  public init(_ value: Int) {
    precondition(value >= 0, "a whole number is not negative")
    digits = []
    var rest = UInt64(value)
    while rest > 0 {
      digits.append(UInt32(rest % Self.base))
      rest /= Self.base
    }
  }

  /// As a machine integer, if it fits.
  public var int: Int? {
    var value = 0
    for digit in digits.reversed() {
      let (product, overflow) = value.multipliedReportingOverflow(by: Int(Self.base))
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  public static func + (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    var sum = a
    var carry: UInt64 = 0
    var place = 0
    while place < b.digits.count || carry > 0 {
      if place == sum.digits.count { sum.digits.append(0) }
      carry += UInt64(sum.digits[place]) + (place < b.digits.count ? UInt64(b.digits[place]) : 0)
      sum.digits[place] = UInt32(carry % base)
      carry /= base
      place += 1
    }
    return sum
  }

  /// Schoolbook: the factors are short.
  public static func * (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    var product = WholeNumber(0)
    product.digits = [UInt32](repeating: 0, count: a.digits.count + b.digits.count)
    for (i, left) in a.digits.enumerated() {
      var carry: UInt64 = 0
      for (j, right) in b.digits.enumerated() {
        carry += UInt64(left) * UInt64(right) + UInt64(product.digits[i + j])
        product.digits[i + j] = UInt32(carry % base)
        carry /= base
      }
      product.digits[i + b.digits.count] = UInt32(carry)
    }
    while product.digits.last == 0 { product.digits.removeLast() }
    return product
  }

  public static func < (a: WholeNumber, b: WholeNumber) -> Bool {
    guard a.digits.count == b.digits.count else { return a.digits.count < b.digits.count }
    return a.digits.reversed().lexicographicallyPrecedes(b.digits.reversed())
  }

  public var description: String {
    guard let first = digits.last else { return "0" }
    return digits.dropLast().reversed().reduce(String(first)) { text, digit in
      let part = String(digit)
      return text + String(repeating: "0", count: 9 - part.count) + part
    }
  }
}
