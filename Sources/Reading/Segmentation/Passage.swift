import Policy

/// A paragraph, heading, item or row of a document, lines joined, as the segmenter walks over it.
struct Passage: Sendable {
  enum Form: Sendable, Hashable {
    case heading(level: Int)
    case text
    case item(marker: String?, depth: Int)
    case row(cells: [Provision.Cell], isHeader: Bool, isFirst: Bool)
    case note
    case quotation
    /// Short lines that no rule joins: cells of a table whose columns were lost, or the lines of a title page.
    case fragments
  }

  var form: Form
  var bytes: [UInt8]
  var page: Int?
  /// Bytes of the bold words with which it opens.
  var lead = 0
  /// From lines: it looks like a heading by its length, its case and the space about it.
  var isHeadingLike = false

  var isBold: Bool { lead == bytes.count && lead > 0 }

  init(_ form: Form, _ bytes: [UInt8], page: Int? = nil, lead: Int = 0, isHeadingLike: Bool = false)
  {
    self.form = form
    self.bytes = bytes
    self.page = page
    self.lead = lead
    self.isHeadingLike = isHeadingLike
  }

  /// The blocks of a format as passages: runs of lines are joined, everything else is taken as it is. Paragraphs that are
  /// each a line of a page, as a text copied from one gives them, are lines.
  static func passages(of blocks: [Block], _ parser: LabelParser) -> (
    passages: [Passage], furniture: PageFurniture
  ) {
    var passages: [Passage] = []
    passages.reserveCapacity(blocks.count)
    var furniture = PageFurniture(parser.table)
    var lines: [Line] = []
    let areLines = LineJoiner.areLines(blocks.lazy.filter { $0.kind == .paragraph })
    func endLines() {
      guard !lines.isEmpty else { return }
      let kept = furniture.removing(from: lines)
      passages.append(contentsOf: LineJoiner(parser).passages(kept))
      lines.removeAll()
    }
    for block in blocks {
      let bytes = Array(block.text.utf8)
      if case .line(let indent, let followsBlank) = block.kind {
        lines.append(
          Line(bytes: bytes, indent: indent, followsBlank: followsBlank, page: block.page))
        continue
      }
      if block.kind == .paragraph, areLines, !block.isBold {
        let isParted = lines.last?.bytes.endsSentence ?? true
        lines.append(Line(bytes: bytes, indent: 0, followsBlank: isParted, page: block.page))
        continue
      }
      endLines()
      let lead = block.lead?.utf8.count ?? 0
      switch block.kind {
      case .line: break
      case .heading(let level):
        passages.append(Passage(.heading(level: level), bytes, page: block.page, lead: lead))
      case .paragraph:
        passages.append(Passage(.text, bytes, page: block.page, lead: lead))
      case .listItem(let marker, let depth):
        passages.append(
          Passage(.item(marker: marker, depth: depth), bytes, page: block.page, lead: lead))
      case .tableRow(let cells, let isHeader, let isFirst):
        passages.append(
          Passage(.row(cells: cells, isHeader: isHeader, isFirst: isFirst), bytes, page: block.page)
        )
      case .quotation: passages.append(Passage(.quotation, bytes, page: block.page, lead: lead))
      case .note: passages.append(Passage(.note, bytes, page: block.page))
      }
    }
    endLines()
    return (passages, furniture)
  }
}

/// A line of a page or a plain text.
struct Line: Sendable {
  var bytes: [UInt8]
  var indent: Int
  var followsBlank: Bool
  var page: Int?
}
