/// One line of the filter's input, `{"id": …, "text": "…", "language": "en"}`, read from JSON by hand: the bytes of the
/// text are used where they stand unless they hold escapes.
struct PassageRecord {
  /// A line that is not such an object.
  struct SyntaxError: Error, Hashable {
    var reason: String
    /// Byte of the line, from 1.
    var column: Int

    var message: String { "\(reason) (byte \(column))" }
  }

  /// The JSON of the id as it was written, of any type.
  var id: Range<Int>
  /// The text without escapes lies in the line itself, or in the reader's buffer.
  var text: TextPlace
  var language: TextPlace?

  enum TextPlace {
    case line(Range<Int>)
    case buffer(Range<Int>)
  }
}

/// Reads records; keeps a buffer for texts with escapes.
struct PassageRecordReader {
  private(set) var buffer: [UInt8] = []
  private var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var at = 0

  private static let depthLimit = 256

  /// - Parameter line: one line without its line break; valid UTF-8.
  /// - Throws: `SyntaxError` when it is no JSON object with an id and a text.
  mutating func read(_ line: UnsafeBufferPointer<UInt8>) throws(PassageRecord.SyntaxError)
    -> PassageRecord
  {
    bytes = line
    at = 0
    buffer.removeAll(keepingCapacity: true)
    var id: Range<Int>?
    var text: PassageRecord.TextPlace?
    var language: PassageRecord.TextPlace?
    skipSpace()
    try expect(UInt8(ascii: "{"), "the line is not a JSON object")
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
    } else {
      while true {
        skipSpace()
        let key = try string()
        skipSpace()
        try expect(UInt8(ascii: ":"), "a colon is missing after a key")
        skipSpace()
        if names(key, "text") {
          guard isString else { throw error("\"text\" is not a string") }
          text = try string()
        } else if names(key, "id") {
          let start = at
          try skipValue()
          id = start..<at
        } else if names(key, "language"), isString {
          language = try string()
        } else if names(key, "language") {
          guard at < bytes.count, bytes[at] == UInt8(ascii: "n") else {
            throw error("\"language\" is not a string")
          }
          try skipValue()
          language = nil
        } else {
          try skipValue()
        }
        skipSpace()
        guard at < bytes.count else { throw error("the object is not closed") }
        at += 1
        if bytes[at - 1] == UInt8(ascii: "}") { break }
        guard bytes[at - 1] == UInt8(ascii: ",") else {
          at -= 1
          throw error("a comma or } is missing after a value")
        }
      }
    }
    skipSpace()
    guard at == bytes.count else { throw error("something follows the object") }
    guard let id else { throw error("the object has no \"id\"") }
    guard let text else { throw error("the object has no \"text\"") }
    return PassageRecord(id: id, text: text, language: language)
  }

  private func error(_ reason: String) -> PassageRecord.SyntaxError {
    PassageRecord.SyntaxError(reason: reason, column: at + 1)
  }

  private var isString: Bool { at < bytes.count && bytes[at] == UInt8(ascii: "\"") }

  private func names(_ place: PassageRecord.TextPlace, _ name: StaticString) -> Bool {
    let key = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    switch place {
    case .line(let range): return bytes[range].elementsEqual(key)
    case .buffer(let range): return buffer[range].elementsEqual(key)
    }
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 0x20 || (0x09...0x0D).contains(bytes[at]) { at += 1 }
  }

  private mutating func expect(_ byte: UInt8, _ reason: String) throws(PassageRecord.SyntaxError) {
    guard at < bytes.count, bytes[at] == byte else { throw error(reason) }
    at += 1
  }

  // MARK: Strings

  private mutating func string() throws(PassageRecord.SyntaxError) -> PassageRecord.TextPlace {
    try expect(UInt8(ascii: "\""), "a string is missing")
    let start = at
    skipPlain()
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
      at += 1
      return .line(start..<at - 1)
    }
    let first = buffer.count
    buffer.append(contentsOf: bytes[start..<at])
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return .buffer(first..<buffer.count)
      case UInt8(ascii: "\\"):
        at += 1
        try escape()
      case ..<0x20:
        throw error("a control character stands in a string: write it as an escape")
      default:
        let start = at
        skipPlain()
        buffer.append(contentsOf: bytes[start..<at])
      }
    }
    throw error("a string is not closed")
  }

  /// Goes on to the next quotation mark, backslash or control character, eight bytes at a time.
  private mutating func skipPlain() {
    guard let base = bytes.baseAddress else { return }
    let count = bytes.count
    var at = at
    while at + 8 <= count,
      JSONBytes.isPlain(UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
    {
      at += 8
    }
    while at < count, bytes[at] != 0x22, bytes[at] != 0x5C, bytes[at] >= 0x20 { at += 1 }
    self.at = at
  }

  private mutating func escape() throws(PassageRecord.SyntaxError) {
    guard at < bytes.count else { throw error("a string is not closed") }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(letter)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      var scalar = try fourDigits()
      if (0xD800..<0xDC00).contains(scalar), at + 1 < bytes.count,
        bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
      {
        let before = at
        at += 2
        let low = try fourDigits()
        if (0xDC00..<0xE000).contains(low) {
          scalar = 0x1_0000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        } else {
          at = before
        }
      }
      // Half a surrogate pair is no character.
      buffer.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    default:
      at -= 1
      throw error("an escape that JSON does not have")
    }
  }

  private mutating func fourDigits() throws(PassageRecord.SyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard at < bytes.count, let digit = Self.hexadecimal(bytes[at]) else {
        throw error("\\u is followed by four hexadecimal digits")
      }
      value = value << 4 | digit
      at += 1
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  // MARK: Values that are not looked into

  private mutating func skipValue() throws(PassageRecord.SyntaxError) {
    let start = buffer.count
    defer { buffer.removeLast(buffer.count - start) }
    var closers: [UInt8] = []
    while true {
      skipSpace()
      guard at < bytes.count else { throw error("a value is missing") }
      switch bytes[at] {
      case UInt8(ascii: "\""): _ = try string()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard closers.count < Self.depthLimit else { throw error("values are nested too deep") }
        let isObject = bytes[at] == UInt8(ascii: "{")
        let closer = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        at += 1
        skipSpace()
        if at < bytes.count, bytes[at] == closer {
          at += 1
        } else {
          closers.append(closer)
          if isObject { try skipKey() }
          continue
        }
      default: try skipWord()
      }
      // A value has ended: close what it ends, or go on to the next in its list.
      while let closer = closers.last {
        skipSpace()
        guard at < bytes.count else { throw error("a list or object is not closed") }
        if bytes[at] == closer {
          at += 1
          closers.removeLast()
        } else if bytes[at] == UInt8(ascii: ",") {
          at += 1
          if closer == UInt8(ascii: "}") { try skipKey() }
          break
        } else {
          throw error("a comma is missing between values")
        }
      }
      if closers.isEmpty { return }
    }
  }

  private mutating func skipKey() throws(PassageRecord.SyntaxError) {
    skipSpace()
    _ = try string()
    skipSpace()
    try expect(UInt8(ascii: ":"), "a colon is missing after a key")
  }

  /// A number, true, false or null.
  private mutating func skipWord() throws(PassageRecord.SyntaxError) {
    let start = at
    while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
    let word = bytes[start..<at]
    for name in ["true", "false", "null"] as [StaticString]
    where word.elementsEqual(
      UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    {
      return
    }
    guard isNumber(word) else {
      at = start
      throw error("a value that JSON does not have")
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
  private func isNumber(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var rest = word
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leading = rest.first
    let whole = digits()
    guard whole > 0, leading != UInt8(ascii: "0") || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
