/// Appends JSON to bytes of its own, which it keeps from one use to the next.
struct JSONWriter: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8> = .allocate(capacity: 256)
  private var capacity = 256
  private var count = 0

  deinit { memory.deallocate() }

  /// What was written since `removeAll`.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: memory, count: count)) }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let old = memory
    memory = .allocate(capacity: capacity)
    memory.update(from: old, count: count)
    old.deallocate()
  }

  /// Inlined, so that a known text is stored without a call.
  @inline(__always)
  mutating func raw(_ text: StaticString) {
    raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func raw(_ text: UnsafeBufferPointer<UInt8>) {
    reserve(text.count)
    if let base = text.baseAddress { (memory + count).update(from: base, count: text.count) }
    count &+= text.count
  }

  mutating func raw(_ text: [UInt8]) { text.withUnsafeBufferPointer { raw($0) } }

  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// A string with its quotation marks; the bytes are valid UTF-8.
  mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    // No byte has more than six in JSON.
    reserve(6 * text.count + 2)
    var target = memory + count
    func put(_ byte: UInt8) {
      target.pointee = byte
      target += 1
    }
    put(UInt8(ascii: "\""))
    var at = 0
    while at < text.count {
      if text.count >= 8, let base = text.baseAddress {
        // The last eight overlap what has been written.
        let back = max(0, at + 8 - text.count)
        let eight = UnsafeRawPointer(base + (at - back)).loadUnaligned(as: UInt64.self)
        if JSONBytes.isPlain(eight) {
          UnsafeMutableRawPointer(target - back).storeBytes(of: eight, as: UInt64.self)
          target += 8 - back
          at += 8 - back
          continue
        }
      }
      let byte = text[at]
      at += 1
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C else {
        put(byte)
        continue
      }
      put(UInt8(ascii: "\\"))
      switch byte {
      case 0x22, 0x5C: put(byte)
      case 0x0A: put(UInt8(ascii: "n"))
      case 0x0D: put(UInt8(ascii: "r"))
      case 0x09: put(UInt8(ascii: "t"))
      default:
        for letter in "u00".utf8 { put(letter) }
        put(Self.digit(byte >> 4))
        put(Self.digit(byte & 15))
      }
    }
    put(UInt8(ascii: "\""))
    count = target - memory
  }

  mutating func boolean(_ value: Bool) {
    if value { raw("true") } else { raw("false") }
  }

  mutating func integer(_ value: Int) {
    reserve(20)
    if value < 0 { put(UInt8(ascii: "-")) }
    let first = count
    var rest = value.magnitude
    repeat {
      put(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    var digits = UnsafeMutableBufferPointer(start: memory + first, count: count - first)
    digits.reverse()
  }

  /// A number from 0 to 1 with three decimals, without zeros at its end.
  mutating func share(_ value: Double) {
    reserve(5)
    let thousandths = Int((min(max(value, 0), 1) * 1000).rounded())
    guard thousandths % 1000 != 0 else {
      put(thousandths == 0 ? 0x30 : 0x31)
      return
    }
    raw("0.")
    put(0x30 + UInt8(thousandths / 100))
    if thousandths % 100 != 0 { put(0x30 + UInt8(thousandths / 10 % 10)) }
    if thousandths % 10 != 0 { put(0x30 + UInt8(thousandths % 10)) }
  }

  /// Where room was reserved.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    memory[count] = byte
    count &+= 1
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
  }
}

/// Bytes of JSON, eight at a time.
enum JSONBytes {
  /// Whether eight bytes stand in a string as they are: no quotation mark, backslash or control character is among them.
  @inline(__always)
  static func isPlain(_ eight: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = eight ^ (ones &* 0x22)
    let slashes = eight ^ (ones &* 0x5C)
    // The usual test for a zero byte, and for a byte below 0x20; it may only err behind a true hit.
    let found =
      ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
      | ((eight &- ones &* 0x20) & ~eight)
    return found & 0x8080_8080_8080_8080 == 0
  }
}
