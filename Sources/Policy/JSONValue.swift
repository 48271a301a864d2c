/// A JSON value whose objects keep the order of their keys, so that the same value is always the same text.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// An object with its keys in the order given.
  public static func record(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// On one line; with `indent`, one line a member or element, as a person would lay it out.
  public func text(indent: Bool = false) -> String {
    var out: [UInt8] = []
    write(to: &out, indent: indent ? 1 : nil)
    return String(decoding: out, as: UTF8.self)
  }

  private func write(to out: inout [UInt8], indent: Int?) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .number(let value): out += Self.shortest(value).utf8
    case .string(let value): Self.quote(value, to: &out)
    case .array(let values):
      Self.write(values, between: "[", "]", to: &out, indent: indent) {
        $0.write(to: &$1, indent: $2)
      }
    case .object(let members):
      Self.write(members, between: "{", "}", to: &out, indent: indent) { member, out, indent in
        Self.quote(member.key, to: &out)
        out += (indent == nil ? ":" : ": ").utf8
        member.value.write(to: &out, indent: indent)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to out: inout [UInt8],
    indent: Int?,
    each: (Element, inout [UInt8], Int?) -> Void
  ) {
    out += open.utf8
    for (i, element) in elements.enumerated() {
      if i > 0 { out += ",".utf8 }
      if let indent { out += ("\n" + String(repeating: "  ", count: indent)).utf8 }
      each(element, &out, indent.map { $0 + 1 })
    }
    if let indent, !elements.isEmpty {
      out += ("\n" + String(repeating: "  ", count: indent - 1)).utf8
    }
    out += close.utf8
  }

  /// A number by the fewest digits that tell it from all others; null where it is none.
  static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A string with its quotation marks.
  static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      for (i, byte) in text.enumerated() {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\n"): out += "\\n".utf8
        case UInt8(ascii: "\r"): out += "\\r".utf8
        case UInt8(ascii: "\t"): out += "\\t".utf8
        case 0..<0x20, 0x7F:
          out += (byte < 0x10 ? "\\u000" : "\\u00").utf8
          out += String(byte, radix: 16).utf8
        case 0xA8, 0xA9:
          // The separators of lines and of paragraphs, which end a line of JavaScript.
          if i >= 2, text[i - 2] == 0xE2, text[i - 1] == 0x80 {
            out.removeLast(2)
            out += (byte == 0xA8 ? "\\u2028" : "\\u2029").utf8
          } else {
            out.append(byte)
          }
        default: out.append(byte)
        }
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}

extension JSONValue {
  /// A string, or null.
  public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  /// A whole number, or null.
  public static func optional(_ number: Int?) -> JSONValue {
    number.map(JSONValue.integer) ?? .null
  }
  /// A number, or null.
  public static func optional(_ number: Double?) -> JSONValue {
    number.map(JSONValue.number) ?? .null
  }
  /// An array of strings.
  public static func strings(_ texts: some Sequence<String>) -> JSONValue {
    .array(texts.map(JSONValue.string))
  }
}
