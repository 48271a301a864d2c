/// A whole number without bound: spaces of a hundred descriptors do not fit a machine word.
public struct WholeNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The value while it fits a word; 0 when it does not.
  private var word: UInt64
  /// Digits to the base 10^9, the lowest first, without leading zeros; none while the value fits a word.
  private var digits: [UInt32]
  private static let base: UInt64 = 1_000_000_000

  public init(_ value: Int) {
    precondition(value >= 0, "a whole number is not negative")
    word = UInt64(value)
    digits = []
  }

  private init(digits: [UInt32]) {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    var word: UInt64 = 0
    for digit in digits.reversed() {
      let (product, overflow) = word.multipliedReportingOverflow(by: Self.base)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else {
        self.word = 0
        self.digits = digits
        return
      }
      word = sum
    }
    self.word = word
    self.digits = []
  }

  private var long: [UInt32] {
    guard digits.isEmpty else { return digits }
    var long: [UInt32] = []
    var rest = word
    while rest > 0 {
      long.append(UInt32(rest % Self.base))
      rest /= Self.base
    }
    return long
  }

  /// As a machine integer, if it fits.
  public var int: Int? { digits.isEmpty ? Int(exactly: word) : nil }

  public static func + (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    if a.digits.isEmpty, b.digits.isEmpty {
      let (sum, overflow) = a.word.addingReportingOverflow(b.word)
      if !overflow { return WholeNumber(word: sum) }
    }
    var sum = a.long
    let other = b.long
    var carry: UInt64 = 0
    var place = 0
    while place < other.count || carry > 0 {
      if place == sum.count { sum.append(0) }
      carry += UInt64(sum[place]) + (place < other.count ? UInt64(other[place]) : 0)
      sum[place] = UInt32(carry % base)
      carry /= base
      place += 1
    }
    return WholeNumber(digits: sum)
  }

  private init(word: UInt64) {
    self.word = word
    digits = []
  }

  /// Schoolbook: the factors are short.
  public static func * (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    if a.digits.isEmpty, b.digits.isEmpty {
      let (product, overflow) = a.word.multipliedReportingOverflow(by: b.word)
      if !overflow { return WholeNumber(word: product) }
    }
    let left = a.long
    let right = b.long
    var product = [UInt32](repeating: 0, count: left.count + right.count)
    for i in left.indices {
      var carry: UInt64 = 0
      for j in right.indices {
        carry += UInt64(left[i]) * UInt64(right[j]) + UInt64(product[i + j])
        product[i + j] = UInt32(carry % base)
        carry /= base
      }
      product[i + right.count] = UInt32(carry)
    }
    return WholeNumber(digits: product)
  }

  public static func < (a: WholeNumber, b: WholeNumber) -> Bool {
    guard a.digits.isEmpty == b.digits.isEmpty else { return a.digits.isEmpty }
    guard !a.digits.isEmpty else { return a.word < b.word }
    guard a.digits.count == b.digits.count else { return a.digits.count < b.digits.count }
    return a.digits.reversed().lexicographicallyPrecedes(b.digits.reversed())
  }

  public var description: String {
    guard let first = digits.last else { return String(word) }
    return digits.dropLast().reversed().reduce(String(first)) { text, digit in
      let part = String(digit)
      return text + String(repeating: "0", count: 9 - part.count) + part
    }
  }
}
