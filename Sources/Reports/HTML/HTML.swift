/// A piece of a page: bytes of HTML in which every text has been escaped.
///
/// There are three ways to make one: from a text, which is escaped; from an element and its content; and from
/// markup that this package wrote itself, by the initialiser that says so.
struct HTML: Sendable, Hashable {
  private(set) var utf8: [UInt8]

  /// Nothing.
  init() {
    utf8 = []
  }

  /// A text, escaped for element content and for quoted attribute values alike.
  init(_ text: String) {
    utf8 = []
    append(text: text)
  }

  /// Markup of our own: never anything that was read from a document, a file name or a table.
  init(trusted markup: String) {
    utf8 = Array(markup.utf8)
  }

  /// Several parts one after the other, without an element round them.
  static func of(@HTMLBuilder _ parts: () -> HTML) -> HTML { parts() }

  var isEmpty: Bool { utf8.isEmpty }

  static func += (page: inout HTML, part: HTML) {
    page.utf8 += part.utf8
  }

  /// Adds a text with `&`, `<`, `>` and both quotes escaped; control characters, which HTML forbids, become U+FFFD.
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(escaping: $0) }
  }

  /// The same for a run of UTF-8 bytes.
  mutating func append(escaping bytes: some Collection<UInt8>) {
    var rest = bytes[...]
    while let at = rest.firstIndex(where: Self.isEscaped) {
      utf8 += rest[..<at]
      switch rest[at] {
      case UInt8(ascii: "&"): utf8 += "&amp;".utf8
      case UInt8(ascii: "<"): utf8 += "&lt;".utf8
      case UInt8(ascii: ">"): utf8 += "&gt;".utf8
      case UInt8(ascii: "\""): utf8 += "&quot;".utf8
      case UInt8(ascii: "'"): utf8 += "&#39;".utf8
      default: utf8 += "\u{FFFD}".utf8
      }
      rest = rest[rest.index(after: at)...]
    }
    utf8 += rest
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F:
      true
    default: false
    }
  }

  /// Adds an element; `content` is nil for an element without an end tag.
  mutating func append(element name: StaticString, _ attributes: [Attribute], content: HTML?) {
    utf8.append(UInt8(ascii: "<"))
    append(name)
    for attribute in attributes {
      utf8.append(UInt8(ascii: " "))
      append(attribute.name)
      guard let value = attribute.value else { continue }
      utf8 += "=\"".utf8
      append(text: value)
      utf8.append(UInt8(ascii: "\""))
    }
    utf8.append(UInt8(ascii: ">"))
    guard let content else { return }
    utf8 += content.utf8
    utf8 += "</".utf8
    append(name)
    utf8.append(UInt8(ascii: ">"))
  }

  private mutating func append(_ name: StaticString) {
    name.withUTF8Buffer { utf8 += $0 }
  }
}

/// Lets the content of an element be written as a list of texts and elements, with `if` and `for`.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ html: HTML) -> HTML { html }
  static func buildExpression(_ text: String) -> HTML { HTML(text) }
  static func buildBlock() -> HTML { HTML() }
  static func buildPartialBlock(first: HTML) -> HTML { first }
  static func buildPartialBlock(accumulated: consuming HTML, next: HTML) -> HTML {
    accumulated += next
    return accumulated
  }
  static func buildOptional(_ html: HTML?) -> HTML { html ?? HTML() }
  static func buildEither(first: HTML) -> HTML { first }
  static func buildEither(second: HTML) -> HTML { second }
  static func buildArray(_ parts: [HTML]) -> HTML {
    parts.reduce(into: HTML()) { $0 += $1 }
  }
}
