/// Tells a line that begins an item of a list in the way of laws — "a)", "(ii)", "1.2", "–" — in formats that know no such
/// list and where a line break alone means nothing.
enum ItemOpening {
  /// - Parameters:
  ///   - line: the bytes that follow the line break.
  ///   - last: the last byte before it; only a line that ends a clause is followed by an item.
  static func begins(_ line: UnsafeRawBufferPointer, after last: UInt8?) -> Bool {
    guard let last, ":;.,".utf8.contains(last) else { return false }
    let start = line.prefix(12)
    for dash in ["– ", "— ", "• ", "- "] where start.starts(with: dash.utf8) { return true }
    let mark = start.prefix { $0 > 0x20 }
    guard mark.count > 1, mark.count < start.count || line.count <= 12 else { return false }
    let inner = mark.drop { $0 == UInt8(ascii: "(") }.prefix {
      $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: ".")
    }
    let isDigits = inner.allSatisfy { (0x30...0x39).contains($0) }
    let isLetters = inner.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
    switch mark.last {
    case UInt8(ascii: ")"): return (isDigits || isLetters) && (1...4).contains(inner.count)
    case UInt8(ascii: "."): return isDigits && (1...2).contains(inner.count)
    default: return isDigits && (1...2).contains(inner.count) && mark.contains(UInt8(ascii: "."))
    }
  }
}
