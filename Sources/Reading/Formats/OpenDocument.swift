/// An ODT file: headings, computed numbers, lists, tables, notes.
///
/// Deleted text of tracked changes, comments, hidden text, and tables of contents are left out; notes follow the body in
/// their order; text boxes stand before the paragraph that anchors them.
struct OpenDocument {
  private let styles: OpenDocumentStyles
  private var numbering: OpenDocumentNumbering
  private var flow = BlockFlow()
  private var paragraphs: [Paragraph] = []
  /// Marker of the list item that is open and has no paragraph yet.
  private var pendingItem: (marker: String?, isPending: Bool) = (nil, false)
  private var listHeaders = 0
  /// Depth of open header-row groups of tables.
  private var headerRows = 0
  private var notes: [Block] = []
  /// For each open note: its mark and how many paragraphs were open around it.
  private var noteMarks: [(mark: String, paragraphs: Int)] = []
  private var noteTexts: [String] = []
  private var isInCitation = false
  private var title: String?

  private struct Paragraph {
    var text = ParagraphText()
    var style: String?
    /// Outline level of a heading.
    var heading: Int?
    var number: String?
    var isBold = false
    var isHidden = false
    /// Bold or hidden by each open span.
    var spans: [(isBold: Bool?, isHidden: Bool?)] = []
  }

  static func extraction(_ source: SourceFile, _ bytes: [UInt8], limits: ReadingLimits)
    throws(ReadingError) -> Extraction
  {
    let wanted: Set = ["content.xml", "styles.xml", "META-INF/manifest.xml"]
    let parts = try PackedParts(bytes, of: source, limits: limits, isWanted: wanted.contains)
    if parts["META-INF/manifest.xml"]?.contains("encryption-data") == true {
      throw source.error(
        .locked, "The document is protected with a password.",
        "Save a copy without password and put it here instead.")
    }
    guard let content = parts["content.xml"] else {
      throw source.error(
        .damaged, "The document has no text part (content.xml).",
        "Open and save it with a word processor.")
    }
    var current = "styles.xml"
    do throws(XMLEvents.Failure) {
      var styles = OpenDocumentStyles()
      if let part = parts["styles.xml"] { try styles.add(part, depth: limits.depth) }
      current = "content.xml"
      try styles.add(content, depth: limits.depth)
      var document = OpenDocument(styles: styles)
      try document.read(content, depth: limits.depth)
      return Extraction(
        blocks: document.flow.finish() + document.notes,
        declared: Declaration(title: document.title))
    } catch {
      throw error.error(source, part: current)
    }
  }

  private init(styles: OpenDocumentStyles) {
    self.styles = styles
    numbering = OpenDocumentNumbering(styles: styles)
  }

  private mutating func read(_ part: [UInt8], depth: Int) throws(XMLEvents.Failure) {
    var state = self
    self = try XMLEvents.read(part, depth: depth) { (events) throws(XMLEvents.Failure) in
      while let event = try events.next() {
        switch event {
        case .start(let name): try state.start(name, &events)
        case .end(let name): state.end(name)
        case .text(let text): state.append(text)
        }
      }
      return state
    }
  }

  // MARK: Elements

  private mutating func start(_ name: String, _ events: inout XMLEvents) throws(XMLEvents.Failure) {
    switch name {
    case "p", "h": beginParagraph(events, isHeading: name == "h")
    case "span":
      let chain = styles.chain(events.attribute("style-name"))
      let span = (chain.compactMap(\.isBold).first, chain.compactMap(\.isHidden).first)
      change { $0.spans.append(span) }
    case "s", "tab", "line-break": change { $0.text.blank() }
    case "list":
      numbering.beginList(
        style: events.attribute("style-name"), id: events.attribute("id"),
        continues: events.attribute("continue-numbering") == "true",
        continuing: events.attribute("continue-list"))
    case "list-item":
      pendingItem = (numbering.item(start: events.number("start-value")), true)
    case "list-header": listHeaders += 1
    case "table": flow.beginTable()
    case "table-header-rows": headerRows += 1
    case "table-row": flow.beginRow(isHeader: headerRows > 0)
    case "table-cell":
      flow.beginCell(
        TableGrid.Cell(
          text: "",
          columns: max(
            events.number("number-columns-spanned") ?? 1,
            events.number("number-columns-repeated") ?? 1),
          rows: events.number("number-rows-spanned") ?? 1))
    case "note": noteMarks.append(("", paragraphs.count))
    case "note-citation": isInCitation = true
    case "tracked-changes", "annotation", "table-of-content", "illustration-index",
      "table-index", "object-index", "alphabetical-index", "bibliography", "automatic-styles",
      "font-face-decls", "covered-table-cell", "hidden-text", "hidden-paragraph",
      "sequence-decls", "variable-decls", "forms", "scripts", "desc", "title":
      try events.skip()
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "p", "h": endParagraph()
    case "span": change { _ = $0.spans.popLast() }
    case "list": numbering.endList()
    case "list-item": pendingItem.isPending = false
    case "list-header": listHeaders -= 1
    case "table": flow.endTable()
    case "table-header-rows": headerRows -= 1
    case "table-cell": flow.endCell()
    case "note-citation": isInCitation = false
    case "note":
      if let note = noteMarks.popLast(), !noteTexts.isEmpty {
        notes.append(
          Block(
            .note,
            (note.mark.isEmpty ? [] : [note.mark]).joined() + " " + noteTexts.joined(separator: " ")
          ))
        noteTexts = []
      }
    default: break
    }
  }

  private mutating func change(_ body: (inout Paragraph) -> Void) {
    if let last = paragraphs.indices.last { body(&paragraphs[last]) }
  }

  private mutating func append(_ text: [UInt8]) {
    if isInCitation {
      if let last = noteMarks.indices.last {
        noteMarks[last].mark += String(decoding: text.prefix(16), as: UTF8.self)
      }
      return
    }
    change { paragraph in
      let isHidden = paragraph.spans.last { $0.isHidden != nil }?.isHidden ?? paragraph.isHidden
      guard !isHidden else { return }
      paragraph.text.append(
        text, isBold: paragraph.spans.last { $0.isBold != nil }?.isBold ?? paragraph.isBold)
    }
  }

  // MARK: Paragraphs

  private mutating func beginParagraph(_ events: borrowing XMLEvents, isHeading: Bool) {
    var paragraph = Paragraph(style: events.attribute("style-name"))
    let chain = styles.chain(paragraph.style)
    paragraph.isBold = chain.compactMap(\.isBold).first ?? false
    paragraph.isHidden = chain.compactMap(\.isHidden).first ?? false
    if isHeading {
      let level = min(max(events.number("outline-level") ?? 1, 1), 10)
      paragraph.heading = level
      if events.attribute("is-list-header") != "true", numbering.depth == nil {
        paragraph.number = numbering.heading(level: level, restart: events.number("start-value"))
      }
    } else {
      paragraph.heading =
        chain.lazy.compactMap { WordStyles.headingLevel(named: $0.displayName) }
        .first
    }
    paragraphs.append(paragraph)
  }

  private mutating func endParagraph() {
    guard var paragraph = paragraphs.popLast() else { return }
    let (text, lead) = paragraph.text.take()
    guard !text.isEmpty else { return }
    if let note = noteMarks.last, paragraphs.count >= note.paragraphs {
      noteTexts.append(text)
      return
    }
    let item = pendingItem
    pendingItem.isPending = false
    if paragraph.heading != nil
      || styles.chain(paragraph.style).contains(where: { $0.displayName == "Title" })
    {
      if paragraph.heading == nil { title = title ?? text }
      let number = paragraph.number ?? (item.isPending ? item.marker : nil)
      let opening = number.map { $0 + " " } ?? ""
      flow.append(
        Block(
          .heading(level: paragraph.heading ?? 1), opening + text, lead: lead.map { opening + $0 }))
    } else if item.isPending, listHeaders == 0, let depth = numbering.depth {
      flow.append(Block(.listItem(marker: item.marker, depth: min(depth, 8)), text, lead: lead))
    } else {
      flow.append(Block(.paragraph, text, lead: lead))
    }
  }
}
