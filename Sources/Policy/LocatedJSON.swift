/// A JSON value that knows where it stands, so that a complaint about a field can name its line and column.
public struct LocatedJSON: Sendable {
  public enum Value: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([LocatedJSON])
    case object([(key: String, at: Position, value: LocatedJSON)])
  }

  /// Line and column from 1; a column is a code point.
  public struct Position: Sendable, Hashable, CustomStringConvertible {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    public var description: String { "line \(line), column \(column)" }
  }

  public struct SyntaxError: Error, Hashable {
    public var at: Position
    public var reason: String
  }

  public var value: Value
  public var at: Position

  public init(_ value: Value, at: Position) {
    self.value = value
    self.at = at
  }

  /// The first field of this name, if this is an object that has it.
  public subscript(key: String) -> LocatedJSON? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text, if it is one.
  public var text: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }

  /// The number, if it is one.
  public var number: Double? {
    guard case .number(let text) = value else { return nil }
    return Double(text)
  }

  /// The whole number, if it is one.
  public var integer: Int? {
    guard case .number(let text) = value else { return nil }
    return Int(text)
  }

  /// The truth value, if it is one.
  public var flag: Bool? {
    guard case .bool(let flag) = value else { return nil }
    return flag
  }

  /// The elements, if it is an array.
  public var elements: [LocatedJSON]? {
    guard case .array(let elements) = value else { return nil }
    return elements
  }

  /// The fields in their order, if it is an object.
  public var members: [(key: String, at: Position, value: LocatedJSON)]? {
    guard case .object(let members) = value else { return nil }
    return members
  }

  public var isNull: Bool {
    if case .null = value { true } else { false }
  }

  /// What the text says up to its first mistake: members and elements that are complete before it are kept.
  ///
  /// - Complexity: O(bytes).
  public static func read(_ bytes: [UInt8]) -> (value: LocatedJSON?, mistake: SyntaxError?) {
    var reader = LocatedJSONReader(bytes)
    let value = reader.value(depth: 0)
    reader.expectEnd()
    return (value, reader.mistake)
  }
}

/// One pass over the bytes of a JSON text (RFC 8259).
private struct LocatedJSONReader {
  /// Deeper than any honest file, and shallow enough for the stack.
  static let deepest = 100

  private let bytes: [UInt8]
  private var at: Int
  private var line = 1
  /// The place up to which the code points of this line were counted, so that a long line is counted once.
  private var counted: Int
  private var column = 1
  private(set) var mistake: LocatedJSON.SyntaxError?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    counted = at
  }

  private mutating func position() -> LocatedJSON.Position {
    column += bytes[counted..<at].count { $0 & 0xC0 != 0x80 }
    counted = at
    return LocatedJSON.Position(line: line, column: column)
  }

  private mutating func fail(_ reason: String) {
    if mistake == nil { mistake = .init(at: position(), reason: reason) }
  }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0D: at += 1
      case 0x0A:
        at += 1
        line += 1
        counted = at
        column = 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == byte.asciiValue else { return false }
    at += 1
    return true
  }

  mutating func expectEnd() {
    skipSpace()
    if at < bytes.count { fail("more text follows the end of the value") }
  }

  mutating func value(depth: Int) -> LocatedJSON? {
    skipSpace()
    guard depth < Self.deepest else {
      fail("brackets are nested more than \(Self.deepest) deep")
      return nil
    }
    guard at < bytes.count else {
      fail("the text ends where a value is expected")
      return nil
    }
    let start = position()
    let found: LocatedJSON.Value?
    switch bytes[at] {
    case UInt8(ascii: "{"): found = object(depth: depth)
    case UInt8(ascii: "["): found = array(depth: depth)
    case UInt8(ascii: "\""): found = string().map { .string($0) }
    case UInt8(ascii: "-"), 0x30...0x39: found = number()
    default: found = word()
    }
    return found.map { LocatedJSON($0, at: start) }
  }

  private mutating func object(depth: Int) -> LocatedJSON.Value {
    at += 1
    var members: [(key: String, at: LocatedJSON.Position, value: LocatedJSON)] = []
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      let start = position()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let key = string() else {
        fail("the name of a field in \"quotation marks\" is expected here")
        break
      }
      guard take(":") else {
        fail("a colon is expected after «\(key)»")
        break
      }
      guard let value = value(depth: depth + 1) else { break }
      members.append((key, start, value))
      if mistake != nil { break }
      if take("}") { break }
      guard take(",") else {
        fail("a comma or } is expected here")
        break
      }
    } while true
    return .object(members)
  }

  private mutating func array(depth: Int) -> LocatedJSON.Value {
    at += 1
    var elements: [LocatedJSON] = []
    if take("]") { return .array(elements) }
    repeat {
      guard let value = value(depth: depth + 1) else { break }
      elements.append(value)
      if mistake != nil { break }
      if take("]") { break }
      guard take(",") else {
        fail("a comma or ] is expected here")
        break
      }
    } while true
    return .array(elements)
  }

  private mutating func number() -> LocatedJSON.Value? {
    let end = bytes[at...].firstIndex { !Array("0123456789+-.eE".utf8).contains($0) } ?? bytes.count
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    guard Double(text) != nil else {
      fail("«\(text)» is not a number")
      return nil
    }
    at = end
    return .number(text)
  }

  private mutating func word() -> LocatedJSON.Value? {
    let words: [(String, LocatedJSON.Value)] = [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)),
    ]
    for (text, value) in words where bytes[at...].starts(with: text.utf8) {
      at += text.utf8.count
      return value
    }
    fail("a value is expected here: text in \"quotation marks\", a number, a list or an object")
    return nil
  }

  private mutating func string() -> String? {
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else {
          fail(
            "a backslash here must be followed by one of \" \\ / b f n r t or u with four digits")
          return nil
        }
        text += String(scalar).utf8
      case ..<0x20:
        fail("a quotation mark is missing before the end of the line")
        return nil
      default:
        text.append(byte)
        at += 1
      }
    }
    fail("a quotation mark is missing at the end")
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard at + 1 < bytes.count else { return nil }
    let simple: [UInt8: Unicode.Scalar] = [
      0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r",
      0x74: "\t",
    ]
    if let scalar = simple[bytes[at + 1]] {
      at += 2
      return scalar
    }
    guard let first = hexadecimal() else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let before = at
    guard let second = hexadecimal(), (0xDC00..<0xE000).contains(second) else {
      at = before
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  /// The value of the six bytes `\u` and four hexadecimal digits, if they stand here; a sign is no digit.
  private mutating func hexadecimal() -> UInt32? {
    guard at + 5 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[(at + 2)..<(at + 6)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    at += 6
    return value
  }
}
