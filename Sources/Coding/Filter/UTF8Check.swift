/// Whether bytes are UTF-8.
enum UTF8Check {
  /// - Complexity: O(n), eight bytes at a time through ASCII.
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let count = bytes.count
    var at = 0
    while at < count {
      while at + 8 <= count {
        let eight = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
        if eight & 0x8080_8080_8080_8080 != 0 { break }
        at += 8
      }
      while at < count, base[at] < 0x80 { at += 1 }
      guard at < count else { break }
      let lead = base[at]
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard lead >= 0xC2, lead <= 0xF4, at + length <= count else { return false }
      for i in 1..<length where base[at + i] & 0xC0 != 0x80 { return false }
      // Overlong forms, surrogates and what lies beyond U+10FFFF.
      switch (lead, base[at + 1]) {
      case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return false
      default: break
      }
      at += length
    }
    return true
  }
}
