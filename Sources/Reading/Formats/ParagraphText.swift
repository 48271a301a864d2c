/// The words of a paragraph as they come, with white space folded and the bold words at its start remembered.
struct ParagraphText {
  private var bytes: [UInt8] = []
  private var hasPendingBlank = false
  /// Length of the bold opening; nil as long as all was bold.
  private var boldEnd: Int?

  var isEmpty: Bool { bytes.isEmpty }
  var last: UInt8? { bytes.last }

  /// - Parameter text: UTF-8.
  mutating func append(_ text: some Collection<UInt8>, isBold: Bool = false) {
    let handled: Void? = text.withContiguousStorageIfAvailable { text in
      append(text, isBold: isBold)
    }
    if handled == nil {
      Array(text).withUnsafeBufferPointer { append($0, isBold: isBold) }
    }
  }

  mutating func append(_ text: String, isBold: Bool = false) {
    append(text.utf8, isBold: isBold)
  }

  /// A blank between words: a tab, a line break.
  mutating func blank() {
    if !bytes.isEmpty { hasPendingBlank = true }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, isBold: Bool) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte <= 0x20 || byte == 0x7F {
        at += 1
        if byte != 0x7F { blank() }
        continue
      }
      if byte < 0x80 {
        settle(isBold)
        bytes.append(byte)
        at += 1
        continue
      }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let end = min(at + length, text.count)
      let character = UnsafeBufferPointer(rebasing: text[at..<end])
      at = end
      switch Invisible(character) {
      case .visible:
        settle(isBold)
        bytes.append(contentsOf: character)
      case .blank, .lineEnd:
        blank()
      case .nothing:
        break
      }
    }
  }

  private mutating func settle(_ isBold: Bool) {
    if !isBold, boldEnd == nil { boldEnd = bytes.count }
    if hasPendingBlank { bytes.append(0x20) }
    hasPendingBlank = false
  }

  /// The text and its bold opening; empties this value.
  mutating func take() -> (text: String, lead: String?) {
    defer { self = ParagraphText() }
    let end = boldEnd ?? bytes.count
    let text = String(decoding: bytes, as: UTF8.self)
    return (text, end == 0 ? nil : String(decoding: bytes[..<end], as: UTF8.self))
  }
}
