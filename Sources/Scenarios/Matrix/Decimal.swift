/// A decimal number read exactly: `digits` times ten to the power of minus `places`.
///
/// Judgements are compared for ties, which binary floating point would decide by rounding.
struct Decimal: Hashable {
  var digits: Int
  /// Digits after the decimal point; trailing zeros are dropped, so that equal numbers are equal values.
  var places: Int

  /// Reads `-3`, `+2`, `0.25`, `1e-1`; the true minus sign counts as a hyphen.
  ///
  /// - Parameter mark: the decimal mark.
  /// - Returns: nil when it is no number or has more than eighteen significant digits.
  init?(_ text: some StringProtocol, mark: UInt8 = UInt8(ascii: ".")) {
    var rest = Array(text.utf8)[...]
    var isNegative = false
    if rest.first == UInt8(ascii: "+") {
      rest.removeFirst()
    } else if rest.first == UInt8(ascii: "-") {
      isNegative = true
      rest.removeFirst()
    } else if rest.starts(with: "\u{2212}".utf8) {
      isNegative = true
      rest.removeFirst(3)
    }
    var digits = 0
    var places = 0
    var figures = 0
    var isFraction = false
    while let byte = rest.first {
      if byte == mark, !isFraction {
        isFraction = true
      } else if (0x30...0x39).contains(byte) {
        let digit = Int(byte - 0x30)
        guard digits < 100_000_000_000_000_000 else { return nil }
        digits = digits * 10 + digit
        figures += 1
        if isFraction { places += 1 }
      } else {
        break
      }
      rest.removeFirst()
    }
    guard figures > 0 else { return nil }
    if let byte = rest.first {
      guard byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E"),
        let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
        (-1_000...1_000).contains(exponent)
      else { return nil }
      places -= exponent
    }
    if digits == 0 { places = 0 }
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    while places < 0 {
      guard digits < 100_000_000_000_000_000 else { return nil }
      digits *= 10
      places += 1
    }
    guard places <= 18 else { return nil }
    self.digits = isNegative ? -digits : digits
    self.places = places
  }

  /// As a whole number of units of the given number of places; nil when it does not fit the limit of judgements.
  func scaled(to places: Int) -> Int? {
    var value = digits
    for _ in self.places..<places {
      guard abs(value) <= MatrixLimits.judgement else { return nil }
      value *= 10
    }
    return abs(value) <= MatrixLimits.judgement ? value : nil
  }

  /// A whole number of units of the given number of places, written out: 25 with two places is 0.25.
  static func text(_ value: some BinaryInteger, places: Int) -> String {
    guard places > 0 else { return String(value) }
    var figures = String(value.magnitude)
    if figures.count <= places {
      figures = String(repeating: "0", count: places + 1 - figures.count) + figures
    }
    var fraction = figures.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let whole = figures.dropLast(places)
    return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}
