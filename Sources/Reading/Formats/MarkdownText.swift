import CCMarkGFM
import Glibc
import Policy

/// A Markdown file, read by cmark-gfm with its tables.
///
/// List numbers, bold openings and table headers are kept; raw HTML, comments and the targets of links are left out.
struct MarkdownText {
  private var flow: [Block] = []
  private var text = ParagraphText()
  private var lists: [(marker: Int, delimiter: String, isOrdered: Bool)] = []
  /// The number of the item whose first paragraph is still to come.
  private var pendingItem: (marker: String?, isPending: Bool) = (nil, false)
  private var quotes = 0
  private var notes = 0
  private var bold = 0
  private var grid: TableGrid?
  private let depth: Int

  static func extraction(_ source: SourceFile, limits: ReadingLimits) throws(ReadingError)
    -> Extraction
  {
    let decoded = try PlainText.decode(source, limits: limits)
    var reader = MarkdownText(depth: limits.depth)
    let front = FrontMatter(decoded.text)
    guard reader.read(front.body) else {
      throw source.error(
        .tooLarge, "The text nests its lists or quotations more than \(limits.depth) deep.",
        "Take out the line beginnings that make them, or save it as plain text.")
    }
    return Extraction(
      blocks: reader.flow, declared: front.declared, warnings: decoded.warnings)
  }

  private init(depth: Int) {
    self.depth = depth
  }

  private mutating func read(_ markdown: ArraySlice<UInt8>) -> Bool {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FOOTNOTES) else {
      return false
    }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough"] {
      if let found = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    markdown.withUnsafeBytes { bytes in
      cmark_parser_feed(
        parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard let root = cmark_parser_finish(parser) else { return false }
    defer { cmark_node_free(root) }
    guard let walk = cmark_iter_new(root) else { return false }
    defer { cmark_iter_free(walk) }
    var open = 0
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { return true }
      guard let node = cmark_iter_get_node(walk) else { continue }
      let isLeaf = cmark_node_first_child(node) == nil
      if event == CMARK_EVENT_ENTER {
        if !isLeaf { open += 1 }
        if open > depth * 4 { return false }
        enter(node)
      } else {
        if !isLeaf { open -= 1 }
        leave(node)
      }
    }
  }

  // MARK: Nodes

  private mutating func enter(_ node: OpaquePointer) {
    switch Self.name(node) {
    case "list":
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      let delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ")" : "."
      lists.append((Int(cmark_node_get_list_start(node)) - 1, delimiter, isOrdered))
    case "item":
      guard let last = lists.indices.last else { return }
      lists[last].marker += 1
      let list = lists[last]
      pendingItem = (list.isOrdered ? "\(list.marker)\(list.delimiter)" : nil, true)
    case "block_quote": quotes += 1
    case "footnote_definition": notes += 1
    case "strong": bold += 1
    case "text", "code":
      if let literal = cmark_node_get_literal(node) {
        text.append(
          UnsafeBufferPointer(
            start: UnsafePointer<UInt8>(OpaquePointer(literal)), count: strlen(literal)),
          isBold: bold > 0)
      }
    case "softbreak":
      if let next = cmark_node_next(node), let literal = cmark_node_get_literal(next),
        ItemOpening.begins(
          UnsafeRawBufferPointer(start: literal, count: strlen(literal)), after: text.last)
      {
        endText(.paragraph)
      } else {
        text.blank()
      }
    case "linebreak": endText(.paragraph)
    case "code_block":
      if let literal = cmark_node_get_literal(node) {
        text.append(String(cString: literal))
        endText(.paragraph)
      }
    case "table": grid = TableGrid()
    case "table_header": grid?.rows.append(TableGrid.Row(isHeader: true))
    case "table_row": grid?.rows.append(TableGrid.Row())
    default: break
    }
  }

  private mutating func leave(_ node: OpaquePointer) {
    switch Self.name(node) {
    case "list": _ = lists.popLast()
    case "item": pendingItem.isPending = false
    case "block_quote": quotes -= 1
    case "strong": bold -= 1
    case "paragraph": endText(.paragraph)
    case "heading": endText(.heading(level: Int(cmark_node_get_heading_level(node))))
    case "table_cell":
      let (words, lead) = text.take()
      if let row = grid?.rows.indices.last {
        grid?.rows[row].cells.append(
          TableGrid.Cell(text: words, isHeader: !words.isEmpty && lead == words))
      }
    case "table":
      flow += grid?.blocks() ?? []
      grid = nil
    case "footnote_definition": notes -= 1
    default: break
    }
  }

  private mutating func endText(_ kind: Block.Kind) {
    let (words, lead) = text.take()
    guard !words.isEmpty else { return }
    let item = pendingItem
    if case .paragraph = kind {
      pendingItem.isPending = false
      if item.isPending {
        flow.append(
          Block(
            .listItem(marker: item.marker, depth: min(max(lists.count - 1, 0), 8)), words,
            lead: lead))
      } else {
        let kind: Block.Kind = notes > 0 ? .note : quotes > 0 ? .quotation : .paragraph
        flow.append(Block(kind, words, lead: lead))
      }
    } else {
      flow.append(Block(kind, words, lead: lead))
    }
  }

  private static func name(_ node: OpaquePointer) -> String {
    String(cString: cmark_node_get_type_string(node))
  }
}
