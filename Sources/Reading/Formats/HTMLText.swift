/// An HTML page: headings, paragraphs, lists with the numbers that a browser shows, tables.
///
/// Navigation, scripts, styles, asides, forms' fields and hidden parts are left out, and so is deleted text (`del`).
final class HTMLText: HTMLEvents.Receiver {
  private var flow = BlockFlow()
  private var text = ParagraphText()
  private var title = ParagraphText()
  private var isInTitle = false
  /// Elements that are open, and how deep the one is that is left out with all it holds.
  private var open = 0
  private var leftOut: Int?
  private var bold: [Int] = []
  private var lists: [HTMLList] = []
  private var pendingItem: (marker: String?, isPending: Bool) = (nil, false)
  private var heading: Int?
  private var quotes = 0
  private var headerGroups = 0
  private var preformatted: (depth: Int, text: [UInt8])?
  private var breaks = 0

  static func extraction(_ source: SourceFile, limits: ReadingLimits) throws(ReadingError)
    -> Extraction
  {
    let decoded = try PlainText.decode(
      source, limits: limits, declared: declaredEncoding(source.head))
    let page = HTMLText()
    // Pages leave elements open, each nested in the one before; XML cannot.
    let depth = limits.depth * 8
    do throws(HTMLEvents.Stop) {
      try HTMLEvents.read(decoded.text, depth: depth, seconds: limits.wallSeconds, into: page)
    } catch {
      switch error {
      case .tooDeep:
        throw source.error(
          .tooLarge, "The page nests more than \(depth) elements in one another.",
          "Open it in a browser and save its text, or print it to a PDF.")
      case .tooCostly:
        throw source.error(
          .tooCostly, "Reading the page took longer than \(limits.wallSeconds) s; it was stopped.",
          "Open it in a browser and save its text, or print it to a PDF.")
      }
    }
    page.endBlock()
    let title = page.title.take().text
    return Extraction(
      blocks: page.flow.finish(), declared: Declaration(title: title.isEmpty ? nil : title),
      warnings: decoded.warnings)
  }

  /// The value of the first `charset=` in the head of the page.
  private static func declaredEncoding(_ head: [UInt8]) -> String? {
    let start = head.prefix(4096).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let found = start.firstIndex(of: "charset=") ?? start.firstIndex(of: "encoding=")
    guard let found, let equals = start[found...].firstIndex(of: UInt8(ascii: "=")) else {
      return nil
    }
    let value = start[(equals + 1)...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }.prefix {
      $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
    }
    return String(decoding: value, as: UTF8.self)
  }

  // MARK: Events

  func start(_ name: String, _ attributes: [String: String]) {
    open += 1
    guard leftOut == nil else { return }
    if Self.isLeftOut(name, attributes) {
      leftOut = open
      return
    }
    switch name {
    case "title": isInTitle = true
    case "h1", "h2", "h3", "h4", "h5", "h6":
      endBlock()
      heading = Int(name.dropFirst())
    case "b", "strong": bold.append(open)
    case "br": lineBreak()
    case "ul", "ol":
      endBlock()
      lists.append(HTMLList(isOrdered: name == "ol", attributes))
    case "li":
      endBlock()
      let marker = lists.indices.last.flatMap { lists[$0].next(attributes["value"]) }
      pendingItem = (marker, true)
    case "blockquote":
      endBlock()
      quotes += 1
    case "pre":
      endBlock()
      if preformatted == nil { preformatted = (open, []) }
    case "table":
      endBlock()
      flow.beginTable()
    case "thead": headerGroups += 1
    case "tr":
      endBlock()
      flow.beginRow(isHeader: headerGroups > 0)
    case "td", "th":
      endBlock()
      flow.beginCell(
        TableGrid.Cell(
          text: "", isHeader: name == "th", columns: attributes["colspan"].flatMap { Int($0) } ?? 1,
          rows: attributes["rowspan"].flatMap { Int($0) } ?? 1))
    default:
      if Self.blocks.contains(name) { endBlock() }
      if attributes["style"].map(Self.isBold) == true { bold.append(open) }
    }
  }

  func end(_ name: String) {
    defer { open -= 1 }
    if let depth = leftOut {
      if open <= depth { leftOut = nil }
      return
    }
    while let depth = bold.last, depth >= open { bold.removeLast() }
    switch name {
    case "title": isInTitle = false
    case "h1", "h2", "h3", "h4", "h5", "h6":
      endBlock()
      heading = nil
    case "ul", "ol":
      endBlock()
      _ = lists.popLast()
    case "li":
      endBlock()
      pendingItem.isPending = false
    case "blockquote":
      endBlock()
      quotes = max(0, quotes - 1)
    case "pre":
      if let content = preformatted, content.depth >= open {
        preformatted = nil
        var lines = TextLines(content.text)
        for block in lines.blocks() { flow.append(block) }
      }
    case "table":
      endBlock()
      flow.endTable()
    case "thead": headerGroups = max(0, headerGroups - 1)
    case "td", "th":
      endBlock()
      flow.endCell()
    default: if Self.blocks.contains(name) { endBlock() }
    }
  }

  func text(_ characters: UnsafeBufferPointer<UInt8>) {
    guard leftOut == nil else { return }
    if isInTitle { return title.append(characters) }
    if preformatted != nil {
      preformatted?.text.append(contentsOf: characters)
      return
    }
    if breaks > 0, let first = characters.firstIndex(where: { $0 > 0x20 }) {
      let rest = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: characters[first...]))
      if breaks > 1 || ItemOpening.begins(rest, after: text.last) { endBlock() }
      breaks = 0
    }
    text.append(characters, isBold: !bold.isEmpty)
  }

  // MARK: Blocks

  /// One line break parts lines of one paragraph, two part paragraphs.
  private func lineBreak() {
    if preformatted != nil {
      preformatted?.text.append(0x0A)
    } else {
      breaks += 1
      text.blank()
    }
  }

  private func endBlock() {
    breaks = 0
    let (words, lead) = text.take()
    guard !words.isEmpty else { return }
    if let heading {
      flow.append(Block(.heading(level: heading), words, lead: lead))
    } else if pendingItem.isPending {
      pendingItem.isPending = false
      flow.append(
        Block(
          .listItem(marker: pendingItem.marker, depth: min(max(lists.count - 1, 0), 8)), words,
          lead: lead))
    } else {
      flow.append(Block(quotes > 0 ? .quotation : .paragraph, words, lead: lead))
    }
  }

  private static func isLeftOut(_ name: String, _ attributes: [String: String]) -> Bool {
    if leftOutNames.contains(name) || attributes["hidden"] != nil { return true }
    if attributes["aria-hidden"] == "true" { return true }
    if let role = attributes["role"], leftOutRoles.contains(role) { return true }
    guard let style = attributes["style"] else { return false }
    return style.filter { $0 != " " }.lowercased().contains("display:none")
  }

  private static func isBold(_ style: String) -> Bool {
    let style = style.filter { $0 != " " }.lowercased()
    return style.contains("font-weight:bold") || style.contains("font-weight:7")
  }

  private static let leftOutNames: Set<String> = [
    "script", "style", "nav", "aside", "template", "noscript", "svg", "math", "iframe", "object",
    "select", "textarea", "button", "del", "footer", "dialog", "canvas", "audio", "video",
  ]

  private static let leftOutRoles: Set<String> = [
    "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar",
  ]

  private static let blocks: Set<String> = [
    "p", "div", "section", "article", "main", "header", "body", "center", "address", "dl", "dt",
    "dd", "form", "fieldset", "legend", "figure", "figcaption", "hr", "caption", "details",
    "summary", "tbody", "tfoot", "hgroup", "html",
  ]
}
