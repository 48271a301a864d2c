/// A line of a page as fields: runs of words parted by two blanks or more, each with the columns of the page it covers.
/// The mark of a list item ("-", "•", "1.", "(a)") belongs to the words that follow it.
struct PageLine {
  struct Field {
    /// Columns of the page, from 0; `end` is the one after the last.
    var start: Int
    var end: Int
    var text: String

    var width: Int { end - start }

    func overlap(_ other: Range<Int>) -> Int {
      max(0, min(end, other.upperBound) - max(start, other.lowerBound))
    }
  }

  var block: Block
  var fields: [Field]
  var followsBlank: Bool

  /// Nil for a block that is not a line.
  init?(_ block: Block) {
    guard case .line(let indent, let followsBlank) = block.kind else { return nil }
    self.block = block
    self.followsBlank = followsBlank
    fields = Self.fields(Array(block.text.utf8), indent: indent)
  }

  private static func isMark(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if ["-", "–", "—", "•", "●", "▪", "➢", "✓", "o", "*"].contains(text) { return true }
    guard (2...5).contains(bytes.count), let last = bytes.last else { return false }
    let inner = bytes.dropLast().drop { $0 == UInt8(ascii: "(") }
    let isNumber = inner.allSatisfy { (0x30...0x39).contains($0) }
    let isLetter = inner.count <= 3 && inner.allSatisfy { (0x61...0x7A).contains($0) }
    return !inner.isEmpty
      && (last == UInt8(ascii: ")") && (isNumber || isLetter)
        || last == UInt8(ascii: ".") && isNumber)
  }

  /// - Complexity: O(bytes).
  private static func fields(_ text: [UInt8], indent: Int) -> [Field] {
    var fields: [Field] = []
    var column = indent
    var start = (byte: 0, column: indent)
    var blanks = 0
    func endField(at byte: Int, column: Int) {
      guard byte > start.byte else { return }
      let words = text[start.byte..<byte]
      let string = String(decoding: words, as: UTF8.self)
      if let mark = fields.last, isMark(mark.text), start.column - mark.end <= 10 {
        fields[fields.count - 1].text += " " + string
        fields[fields.count - 1].end = column
        return
      }
      fields.append(Field(start: start.column, end: column, text: string))
    }
    for (at, byte) in text.enumerated() {
      if byte == 0x20 {
        blanks += 1
        column += 1
        continue
      }
      if blanks >= 2 {
        endField(at: at - blanks, column: column - blanks)
        start = (at, column)
      }
      blanks = 0
      // The following bytes of a character, and combining marks (U+0300–U+036F), take no column.
      let isMark = byte == 0xCC || (byte == 0xCD && at + 1 < text.count && text[at + 1] < 0xB0)
      if byte < 0x80 || (byte >= 0xC0 && !isMark) { column += 1 }
    }
    endField(at: text.count, column: column)
    return fields
  }
}
