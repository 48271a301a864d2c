/// A DOCX file: headings by outline level or style name, automatic numbers, lists, tables, notes.
///
/// Inserted text of tracked changes is kept, deleted text left out, as if all changes were accepted. Hidden text, comments,
/// tables of contents, page headers and footers are left out; foot- and endnotes follow the body in their order; of fields
/// the result is kept; text boxes stand before the paragraph that anchors them.
struct WordDocument {
  private let styles: WordStyles
  private var numbering: WordNumbering
  private let depth: Int
  private var flow = BlockFlow()
  private var paragraphs: [Paragraph] = []
  /// Text of a paragraph whose end was deleted, which the next one continues.
  private var carried: ParagraphText?
  private var title: String?
  private var noteReferences: [(kind: String, id: String)] = []

  private struct Paragraph {
    var text = ParagraphText()
    var style: String?
    var outline: Int?
    var numbering: String?
    var level: Int?
    var isMarkDeleted = false
    var isRunBold: Bool?
    var isRunHidden: Bool?
    var styleBold = false
    /// For each open field: whether its instruction (not its result) is being read.
    var fields: [Bool] = []
  }

  static func extraction(_ source: SourceFile, _ bytes: [UInt8], limits: ReadingLimits)
    throws(ReadingError) -> Extraction
  {
    let parts = try PackedParts(bytes, of: source, limits: limits) { name in
      name.hasSuffix(".xml") && !name.contains("/theme") || name == "_rels/.rels"
    }
    let main = mainPart(parts)
    guard let body = parts[main] else {
      throw source.error(
        .damaged, "The document has no text part (\(main)).",
        "Open and save it with a word processor.")
    }
    let folder = main.split(separator: "/").dropLast().joined(separator: "/")
    func part(_ name: String) -> (name: String, bytes: [UInt8])? {
      let name = folder.isEmpty ? name : folder + "/" + name
      return parts[name].map { (name, $0) }
    }
    var current = main
    do throws(XMLEvents.Failure) {
      var styles = WordStyles()
      if let found = part("styles.xml") {
        current = found.name
        styles = try WordStyles(found.bytes, depth: limits.depth)
      }
      var numbering = WordNumbering()
      if let found = part("numbering.xml") {
        current = found.name
        numbering = try WordNumbering(found.bytes, depth: limits.depth)
      }
      current = main
      var document = WordDocument(
        styles: styles, numbering: numbering, depth: limits.depth)
      try document.read(body)
      var blocks = document.flow.finish()
      var notes: [String: String] = [:]
      for kind in ["footnote", "endnote"] {
        guard let found = part(kind + "s.xml") else { continue }
        current = found.name
        var reader = WordDocument(
          styles: styles, numbering: WordNumbering(), depth: limits.depth)
        for (id, text) in try reader.notes(found.bytes, kind: kind) { notes[kind + id] = text }
      }
      var counts: [String: Int] = [:]
      for reference in document.noteReferences {
        guard let text = notes.removeValue(forKey: reference.kind + reference.id) else { continue }
        counts[reference.kind, default: 0] += 1
        blocks.append(Block(.note, "\(counts[reference.kind, default: 0]) \(text)"))
      }
      return Extraction(blocks: blocks, declared: Declaration(title: document.title))
    } catch {
      throw error.error(source, part: current)
    }
  }

  /// The part that the package names as its document.
  private static func mainPart(_ parts: PackedParts) -> String {
    let usual = "word/document.xml"
    guard let relations = parts["_rels/.rels"] else { return usual }
    let target = try? XMLEvents.read(relations, depth: 16) {
      (events) throws(XMLEvents.Failure) -> String? in
      while let event = try events.next() {
        guard case .start("Relationship") = event,
          events.attribute("Type")?.hasSuffix("/officeDocument") == true
        else { continue }
        return events.attribute("Target")
      }
      return nil
    }
    guard let target else { return usual }
    return target.hasPrefix("/") ? String(target.dropFirst()) : target
  }

  private init(styles: WordStyles, numbering: WordNumbering, depth: Int) {
    self.styles = styles
    self.numbering = numbering
    self.depth = depth
  }

  // MARK: The body

  private mutating func read(_ part: [UInt8]) throws(XMLEvents.Failure) {
    var state = self
    self = try XMLEvents.read(part, depth: depth) { (events) throws(XMLEvents.Failure) in
      while let event = try events.next() { try state.take(event, &events) }
      state.endAll()
      return state
    }
  }

  /// The text of each note by its id.
  private mutating func notes(_ part: [UInt8], kind: String) throws(XMLEvents.Failure) -> [(
    String, String
  )] {
    var state = self
    return try XMLEvents.read(part, depth: depth) { (events) throws(XMLEvents.Failure) in
      var result: [(String, String)] = []
      var id: String?
      while let event = try events.next() {
        switch event {
        case .start(kind):
          // Separators are notes with a type.
          id = events.attribute("type") == nil ? events.attribute("id") : nil
        case .end(kind):
          state.endAll()
          let text = state.flow.finish().map(\.words).joined(separator: " ")
          if let id, !text.isEmpty { result.append((id, text)) }
        default:
          try state.take(event, &events)
        }
      }
      return result
    }
  }

  private mutating func endAll() {
    while !paragraphs.isEmpty { endParagraph() }
  }

  private var isInText = 0

  private mutating func take(_ event: XMLEvents.Event, _ events: inout XMLEvents)
    throws(XMLEvents.Failure)
  {
    switch event {
    case .start(let name): try start(name, &events)
    case .end(let name): end(name)
    case .text(let text): if isInText > 0 { append(text) }
    }
  }

  private mutating func start(_ name: String, _ events: inout XMLEvents) throws(XMLEvents.Failure) {
    switch name {
    case "p":
      var paragraph = Paragraph()
      if let text = carried { paragraph.text = text }
      carried = nil
      paragraph.styleBold = styles.chain(nil).compactMap(\.style.isBold).first ?? false
      paragraphs.append(paragraph)
    case "pPr": try paragraphProperties(&events)
    case "r":
      change {
        $0.isRunBold = nil
        $0.isRunHidden = nil
      }
    case "rPr": try runProperties(&events)
    case "t": isInText += 1
    case "tab", "br", "cr", "ptab": change { $0.text.blank() }
    case "noBreakHyphen": append(Array("-".utf8))
    case "fldChar": field(events.attribute("fldCharType"))
    case "footnoteReference", "endnoteReference":
      if let id = events.attribute("id") {
        noteReferences.append((name == "footnoteReference" ? "footnote" : "endnote", id))
      }
    case "tbl": flow.beginTable()
    case "tr": flow.beginRow()
    case "trPr": try rowProperties(&events)
    case "tc": flow.beginCell(TableGrid.Cell(text: ""))
    case "tcPr": try cellProperties(&events)
    case "del", "moveFrom", "Fallback", "sectPr", "sdtPr", "tblPr", "tblGrid", "tblPrEx", "rt",
      "comments", "delText", "instrText", "delInstrText":
      try events.skip()
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "p": endParagraph()
    case "t": isInText = max(0, isInText - 1)
    case "tc": flow.endCell()
    case "tr":
      if isRowDeleted { flow.dropRow() }
      isRowDeleted = false
    case "tbl": flow.endTable()
    default: break
    }
  }

  private var isRowDeleted = false

  private mutating func change(_ body: (inout Paragraph) -> Void) {
    if let last = paragraphs.indices.last { body(&paragraphs[last]) }
  }

  private mutating func append(_ text: [UInt8]) {
    change { paragraph in
      guard !paragraph.fields.contains(true), paragraph.isRunHidden != true else { return }
      paragraph.text.append(text, isBold: paragraph.isRunBold ?? paragraph.styleBold)
    }
  }

  private mutating func field(_ type: String?) {
    change { paragraph in
      switch type {
      case "begin": paragraph.fields.append(true)
      case "separate":
        if !paragraph.fields.isEmpty { paragraph.fields[paragraph.fields.count - 1] = false }
      case "end": _ = paragraph.fields.popLast()
      default: break
      }
    }
  }

  // MARK: Properties

  /// Calls `body` with the name of each element inside the one just begun; what `body` refuses is passed over whole.
  private static func properties(
    _ events: inout XMLEvents, _ body: (String, borrowing XMLEvents) -> Bool
  ) throws(XMLEvents.Failure) {
    var open = 1
    while open > 0, let event = try events.next() {
      switch event {
      case .start(let name):
        if body(name, events) { open += 1 } else { try events.skip() }
      case .end: open -= 1
      case .text: break
      }
    }
  }

  private mutating func paragraphProperties(_ events: inout XMLEvents) throws(XMLEvents.Failure) {
    var found = Paragraph()
    try Self.properties(&events) { name, events in
      switch name {
      case "pStyle": found.style = events.attribute("val")
      case "outlineLvl": found.outline = events.number("val")
      case "numId": found.numbering = events.attribute("val")
      case "ilvl": found.level = events.number("val")
      case "del": found.isMarkDeleted = true  // inside rPr: the paragraph's mark
      case "rPr", "numPr": break
      default: return false
      }
      return true
    }
    let bold = styles.chain(found.style).compactMap(\.style.isBold).first ?? false
    let hidden = styles.chain(found.style).compactMap(\.style.isHidden).first
    change { paragraph in
      found.text = paragraph.text
      found.fields = paragraph.fields
      found.styleBold = bold
      found.isRunHidden = hidden
      paragraph = found
    }
  }

  private mutating func runProperties(_ events: inout XMLEvents) throws(XMLEvents.Failure) {
    var isBold: Bool?
    var isHidden: Bool?
    let styles = styles
    try Self.properties(&events) { name, events in
      switch name {
      case "b": isBold = events.isOn
      case "vanish": isHidden = events.isOn
      case "rStyle":
        let chain = styles.chain(events.attribute("val"))
        isBold = isBold ?? chain.compactMap(\.style.isBold).first
        isHidden = isHidden ?? chain.compactMap(\.style.isHidden).first
      default: return false
      }
      return true
    }
    change {
      $0.isRunBold = isBold
      $0.isRunHidden = isHidden
    }
  }

  private mutating func rowProperties(_ events: inout XMLEvents) throws(XMLEvents.Failure) {
    var isHeader = false
    var isDeleted = false
    try Self.properties(&events) { name, events in
      if name == "tblHeader" { isHeader = events.isOn }
      if name == "del" { isDeleted = true }
      return false
    }
    if isHeader { flow.markRowAsHeader() }
    isRowDeleted = isDeleted
  }

  private mutating func cellProperties(_ events: inout XMLEvents) throws(XMLEvents.Failure) {
    var columns = 1
    var continues = false
    try Self.properties(&events) { name, events in
      if name == "gridSpan" { columns = events.number("val") ?? 1 }
      if name == "vMerge" { continues = events.attribute("val") != "restart" }
      return false
    }
    flow.changeCell {
      $0.columns = columns
      $0.continuesAbove = continues
    }
  }

  // MARK: A paragraph's end

  private mutating func endParagraph() {
    guard var paragraph = paragraphs.popLast() else { return }
    if paragraph.isMarkDeleted {
      carried = paragraph.text
      return
    }
    let chain = styles.chain(paragraph.style)
    let names = chain.map { $0.style.name.lowercased() }
    if names.contains(where: { $0.hasPrefix("toc ") || $0 == "table of figures" }) { return }
    let (text, lead) = paragraph.text.take()
    guard !text.isEmpty else { return }

    let label = label(of: paragraph, chain: chain)
    if names.first == "title" {
      title = title ?? text
      flow.append(Block(.heading(level: 1), text, lead: lead))
    } else if let level = headingLevel(of: paragraph, chain: chain) {
      var block = Block(.heading(level: level), text, lead: lead)
      if case .number(let number) = label {
        block.text = number + " " + text
        block.lead = lead.map { number + " " + $0 }
      }
      flow.append(block)
    } else {
      let depth = min(max(paragraph.level ?? 0, 0), 8)
      switch label {
      case .bullet: flow.append(Block(.listItem(marker: nil, depth: depth), text, lead: lead))
      case .number(let number):
        flow.append(Block(.listItem(marker: number, depth: depth), text, lead: lead))
      case nil: flow.append(Block(.paragraph, text, lead: lead))
      }
    }
  }

  private func headingLevel(of paragraph: Paragraph, chain: [(id: String, style: WordStyles.Style)])
    -> Int?
  {
    if let outline = paragraph.outline ?? chain.compactMap(\.style.outline).first {
      return (0..<9).contains(outline) ? outline + 1 : nil
    }
    return chain.lazy.compactMap { WordStyles.headingLevel(named: $0.style.name) }.first
  }

  private mutating func label(
    of paragraph: Paragraph, chain: [(id: String, style: WordStyles.Style)]
  ) -> WordNumbering.Label? {
    if let list = paragraph.numbering {
      return list == "0" ? nil : numbering.next(list, level: paragraph.level ?? 0)
    }
    guard let inherited = chain.first(where: { $0.style.numbering != nil }),
      let list = inherited.style.numbering, list != "0"
    else { return nil }
    let named = chain.compactMap { numbering.level(of: $0.id, in: list) }.first
    let level = paragraph.level ?? named ?? inherited.style.level ?? 0
    return numbering.next(list, level: level)
  }
}
