/// The lines of a text that was laid out for a page, with page, indent and the blank lines between them.
///
/// LF, CR, CR LF, NEL, and U+2028/2029 end a line; a form feed ends a page. A tab goes to the next multiple of four columns.
/// Soft hyphens, byte-order marks and the marks of writing direction are left out, other blanks become a blank.
struct TextLines {
  private let text: [UInt8]
  /// Whether blocks tell their page.
  var usesPages = false
  /// Number of pages that ended or hold a line.
  private(set) var pages = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  mutating func blocks() -> [Block] {
    let (blocks, last) = text.withUnsafeBufferPointer { Self.blocks($0, usesPages: usesPages) }
    pages = max(last, 1)
    return blocks
  }

  /// - Returns: also the last page that ended or holds a line, 0 for none.
  private static func blocks(_ text: UnsafeBufferPointer<UInt8>, usesPages: Bool) -> (
    [Block], last: Int
  ) {
    var blocks: [Block] = []
    var line = Line()
    var page = 1
    var lastPage = 0
    var followsBlank = false

    func endLine() {
      guard let content = line.take() else {
        followsBlank = true
        return
      }
      blocks.append(
        Block(
          .line(indent: content.indent, followsBlank: followsBlank), content.text,
          page: usesPages ? page : nil))
      lastPage = page
      followsBlank = false
    }

    let bullet: [UInt8] = [0xE2, 0x80, 0xA2]
    var at = 0
    while at < text.count {
      let byte = text[at]
      at += 1
      switch byte {
      case 0x0A:
        endLine()
      case 0x0D:
        if at < text.count, text[at] == 0x0A { at += 1 }
        endLine()
      case 0x0C:
        endLine()
        followsBlank = true
        lastPage = page
        page += 1
      case 0x09:
        line.tab()
      case 0x20:
        line.blank()
      case 0..<0x20, 0x7F:
        break
      case 0x21..<0x7F:
        line.append(byte)
      default:
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let end = min(at - 1 + length, text.count)
        let character = UnsafeBufferPointer(rebasing: text[(at - 1)..<end])
        at = end
        if Self.isSymbol(character) {
          line.append(bullet)
          continue
        }
        switch Invisible(character) {
        case .lineEnd: endLine()
        case .blank: line.blank()
        case .nothing: break
        case .visible: line.append(character)
        }
      }
    }
    endLine()
    return (blocks, lastPage)
  }

  /// A character of a symbol font (U+F000–U+F0FF), as word processors put before the items of lists: shown as a bullet.
  private static func isSymbol(_ character: UnsafeBufferPointer<UInt8>) -> Bool {
    character.count == 3 && character[0] == 0xEF && (0x80...0x83).contains(character[1])
  }

  /// A line that grows; blanks are held back until something follows them.
  private struct Line {
    private var bytes: [UInt8] = []
    private var indent = 0
    private var column = 0
    private var pending = 0

    mutating func blank() {
      pending += 1
      column += 1
    }

    mutating func tab() {
      let step = 4 - column % 4
      pending += step
      column += step
    }

    mutating func append(_ byte: UInt8) {
      settle()
      bytes.append(byte)
    }

    mutating func append(_ character: some Sequence<UInt8>) {
      settle()
      bytes.append(contentsOf: character)
    }

    private mutating func settle() {
      if bytes.isEmpty {
        indent = pending
      } else {
        for _ in 0..<pending { bytes.append(0x20) }
      }
      pending = 0
      column += 1
    }

    /// The line, which begins anew; nil when nothing stands in it.
    mutating func take() -> (text: String, indent: Int)? {
      let taken = bytes.isEmpty ? nil : (String(decoding: bytes, as: UTF8.self), indent)
      bytes.removeAll(keepingCapacity: true)
      (indent, column, pending) = (0, 0, 0)
      return taken
    }
  }
}
