/// Appends JSON to a byte buffer.
struct JSONWriter {
  var bytes: [UInt8] = []

  mutating func raw(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func raw(_ text: some Collection<UInt8>) { bytes.append(contentsOf: text) }

  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// A string with its quotation marks; the bytes are valid UTF-8.
  mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    for at in 0..<text.count {
      let byte = text[at]
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
      if start < at { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at])) }
      start = at + 1
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case 0x22, 0x5C: bytes.append(byte)
      case 0x0A: bytes.append(UInt8(ascii: "n"))
      case 0x0D: bytes.append(UInt8(ascii: "r"))
      case 0x09: bytes.append(UInt8(ascii: "t"))
      default:
        raw("u00")
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      }
    }
    if start < text.count {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func boolean(_ value: Bool) {
    if value { raw("true") } else { raw("false") }
  }

  mutating func integer(_ value: Int) {
    var value = value
    if value < 0 {
      bytes.append(UInt8(ascii: "-"))
      value = -value
    }
    let first = bytes.count
    repeat {
      bytes.append(0x30 + UInt8(value % 10))
      value /= 10
    } while value > 0
    bytes[first...].reverse()
  }

  /// A number from 0 to 1 with three decimals, without zeros at its end.
  mutating func share(_ value: Double) {
    let thousandths = Int((min(max(value, 0), 1) * 1000).rounded())
    guard thousandths % 1000 != 0 else {
      bytes.append(thousandths == 0 ? 0x30 : 0x31)
      return
    }
    raw("0.")
    bytes.append(0x30 + UInt8(thousandths / 100))
    if thousandths % 100 != 0 { bytes.append(0x30 + UInt8(thousandths / 10 % 10)) }
    if thousandths % 10 != 0 { bytes.append(0x30 + UInt8(thousandths % 10)) }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
  }
}
