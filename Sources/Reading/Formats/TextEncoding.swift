import Glibc

/// The encoding of a text that does not say in which it is written, told from its bytes, and the way to UTF-8.
package struct TextEncoding: Sendable, Hashable {
  /// The name that `iconv` knows.
  var name: String
  /// Bytes of a byte-order mark to skip.
  var mark = 0
  /// False when the bytes leave no doubt: a byte-order mark, or valid UTF-8.
  var isGuessed = false

  static let utf8 = TextEncoding(name: "UTF-8")

  /// A text in whatever encoding as UTF-8, without its byte-order mark; unchanged where it cannot be told or converted.
  package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    Self(of: bytes).decode(bytes)?.text ?? bytes
  }

  /// Tells the encoding: by byte-order mark, then UTF-8 where it is valid, then UTF-16 by its regular zero (or script)
  /// bytes, then a single-byte code page by how often high bytes occur and which.
  ///
  /// The single-byte rule: text in Latin script has few high bytes among its letters, text in Cyrillic or Arabic
  /// nearly only those. Windows-1251 keeps its small letters in E0–FF, KOI8-R in C0–DF; Windows-1256 spreads the
  /// letters over both.
  ///
  /// - Complexity: O(bytes).
  init(of bytes: some RandomAccessCollection<UInt8>) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self.init(name: "UTF-8", mark: 3)
    } else if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      self.init(name: "UTF-32LE", mark: 4)
    } else if bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      self.init(name: "UTF-32BE", mark: 4)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self.init(name: "UTF-16LE", mark: 2)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self.init(name: "UTF-16BE", mark: 2)
    } else if let wide = Self.wide(bytes) {
      self = wide
    } else {
      let check = Self.utf8Faults(bytes)
      if check.faults == 0 {
        self = .utf8
      } else if check.faults * 10 <= check.sequences {
        self.init(name: "UTF-8", isGuessed: true)
      } else {
        self.init(name: Self.codePage(bytes), isGuessed: true)
      }
    }
  }

  init(name: String, mark: Int = 0, isGuessed: Bool = false) {
    self.name = name
    self.mark = mark
    self.isGuessed = isGuessed
  }

  /// The text in UTF-8, and how many places had no meaning in this encoding (each becomes U+FFFD). Nil when the system
  /// does not know the encoding.
  func decode(_ bytes: [UInt8]) -> (text: [UInt8], faults: Int)? {
    if name.uppercased() == "UTF-8" {
      let faults = Self.utf8Faults(bytes).faults
      if faults == 0 { return (mark == 0 ? bytes : Array(bytes[mark...]), 0) }
      return (Array(String(decoding: bytes[mark...], as: UTF8.self).utf8), faults)
    }
    return convert(bytes)
  }

  private func convert(_ bytes: [UInt8]) -> (text: [UInt8], faults: Int)? {
    let converter = iconv_open("UTF-8", name)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    let unit = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    var faults = 0
    var input = bytes
    input.withUnsafeMutableBytes { input in
      guard let base = input.baseAddress else { return }
      var from: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self) + mark
      var left = input.count - mark
      var chunk = [CChar](repeating: 0, count: 64 << 10)
      while left > 0 {
        let (result, failure) = chunk.withUnsafeMutableBufferPointer { output in
          var to = output.baseAddress
          var room = output.count
          let result = iconv(converter, &from, &left, &to, &room)
          let failure = errno
          text.append(
            contentsOf: UnsafeRawBufferPointer(
              start: output.baseAddress, count: output.count - room))
          return (result, failure)
        }
        // C's (size_t)-1 comes as -1.
        if result == -1, failure != E2BIG {
          faults += 1
          text.append(contentsOf: [0xEF, 0xBF, 0xBD])
          let step = min(unit, left)
          from? += step
          left -= step
        }
      }
    }
    return (text, faults)
  }

  /// How many sequences of several bytes are well-formed UTF-8, and how many places are not.
  static func utf8Faults(_ bytes: some RandomAccessCollection<UInt8>) -> (
    sequences: Int, faults: Int
  ) {
    var sequences = 0
    var faults = 0
    var expected = 0
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    for byte in bytes {
      if expected > 0 {
        if byte >= low, byte <= high {
          expected -= 1
          (low, high) = (0x80, 0xBF)
          if expected == 0 { sequences += 1 }
          continue
        }
        faults += 1
        expected = 0
        (low, high) = (0x80, 0xBF)
      }
      switch byte {
      case 0..<0x80: break
      case 0xC2...0xDF: expected = 1
      case 0xE0...0xEF:
        expected = 2
        if byte == 0xE0 { low = 0xA0 }
        if byte == 0xED { high = 0x9F }
      case 0xF0...0xF4:
        expected = 3
        if byte == 0xF0 { low = 0x90 }
        if byte == 0xF4 { high = 0x8F }
      default: faults += 1
      }
    }
    return (sequences, faults + (expected > 0 ? 1 : 0))
  }

  /// The code page that a page of HTML declares, by the name that `iconv` knows; nil for UTF-8, which the bytes themselves
  /// tell, and for what is no name. As in browsers, Latin-1 and ASCII mean Windows-1252.
  static func codePage(_ declared: String) -> String? {
    let name = declared.uppercased()
    guard !name.isEmpty, name.utf8.count < 32, !name.hasPrefix("UTF"),
      name.utf8.allSatisfy({ $0 == 0x2D || $0 == 0x5F || (0x30...0x5A).contains($0) })
    else { return nil }
    switch name {
    case "ISO-8859-1", "LATIN1", "ISO8859-1", "ISO_8859-1", "US-ASCII", "ASCII":
      return "WINDOWS-1252"
    default: return name
    }
  }

  /// UTF-16 without a mark: every other byte is a zero or the number of a script (04 Cyrillic, 06 Arabic, 20 dashes and quotes).
  private static func wide(_ bytes: some RandomAccessCollection<UInt8>) -> TextEncoding? {
    let sample = bytes.prefix(8192)
    guard sample.count >= 4 else { return nil }
    var counts = (even: 0, odd: 0)
    var isEven = true
    for byte in sample {
      if byte == 0 || byte == 4 || byte == 6 {
        if isEven { counts.even += 1 } else { counts.odd += 1 }
      }
      isEven.toggle()
    }
    let half = sample.count / 2
    if counts.odd * 10 > half * 7, counts.even * 10 < half * 3 {
      return TextEncoding(name: "UTF-16LE", isGuessed: true)
    }
    if counts.even * 10 > half * 7, counts.odd * 10 < half * 3 {
      return TextEncoding(name: "UTF-16BE", isGuessed: true)
    }
    return nil
  }

  private static func codePage(_ bytes: some RandomAccessCollection<UInt8>) -> String {
    var plain = 0
    var lower = 0
    var upper = 0
    for byte in bytes {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: plain += 1
      case 0xC0...0xDF: upper += 1
      case 0xE0...0xFF: lower += 1
      default: break
      }
    }
    let high = lower + upper
    if high * 10 < (plain + high) * 4 { return "WINDOWS-1252" }
    if lower * 4 > high * 3 { return "WINDOWS-1251" }
    if upper * 4 > high * 3 { return "KOI8-R" }
    return "WINDOWS-1256"
  }
}
