import Policy

/// The provisions that parts become.
extension Outline {
  /// Adds a passage to the part that is open: as its opening words, or as a further paragraph of it.
  mutating func emit(
    _ bytes: [UInt8], part: Provision.Part, page: Int?, isQuoted: Bool = false,
    base given: String? = nil,
    cells: [Provision.Cell] = []
  ) {
    let path = showPath()
    let owner = given == nil ? open.lastIndex { $0.base != nil && $0.kind != .title } : nil
    let locator: String
    if let given {
      locator = unique(given)
    } else if let owner {
      if let taken = open[owner].locator, open[owner].paragraphs == 0 {
        locator = taken  // its first words became its heading
        open[owner].paragraphs = 1
      } else if open[owner].locator == nil {
        locator = unique(open[owner].base ?? "")
        open[owner].locator = locator
        open[owner].paragraphs += 1
      } else {
        open[owner].paragraphs += 1
        locator = unique("\(open[owner].locator ?? ""), ¶ \(open[owner].paragraphs)")
      }
      open[owner].lastParagraph = locator
    } else {
      let name = headingName
      counters["¶" + name, default: 0] += 1
      locator = unique("\(name), ¶ \(counters["¶" + name] ?? 1)")
    }
    let isItem = open.last?.kind == .item
    let head = isItem && owner == open.count - 1 ? self.head : nil
    let parent = self.parent(
      ofOwner: owner, isFirst: owner.map { open[$0].opening == nil } ?? false)
    let first = provisions.count
    for (index, piece)
      in (cells.isEmpty || bytes.count > 4_500 ? SentenceCutter.pieces(of: bytes) : [bytes])
      .enumerated()
    {
      let text = String(decoding: piece, as: UTF8.self)
      let found = identifier.language(of: piece)
      provisions.append(
        Provision(
          ordinal: provisions.count, locator: locator, path: path, page: page, text: text,
          head: head,
          parent: index == 0 ? parent : first, part: part, cells: cells, isQuoted: isQuoted,
          language: found == .undetermined ? language : found))
    }
    let count = provisions.count - first
    if count > 1 {
      for index in 1..<count {
        provisions[first + index].locator = unique("\(locator) [\(index + 1)/\(count)]")
      }
    }
    guard given == nil, let owner else { return }
    if open[owner].opening == nil { open[owner].opening = first }
    open[owner].introduction =
      bytes.opensList || !bytes.endsSentence ? Self.lastSentence(bytes) : nil
  }

  /// Adds words to the last provision, which they continue.
  mutating func extend(with bytes: [UInt8]) {
    guard let last = provisions.indices.last else { return }
    var text = Array(provisions[last].text.utf8)
    LineJoiner.join(&text, bytes)
    provisions[last].text = String(decoding: text, as: UTF8.self)
    if let owner = open.lastIndex(where: { $0.base != nil && $0.kind != .title }) {
      open[owner].introduction =
        text.opensList || !text.endsSentence ? Self.lastSentence(text) : nil
    }
  }

  /// Whether the last provision belongs to the part that is open and waits for more words.
  var isUnfinished: Bool {
    guard let last = provisions.last, last.part != .row else { return false }
    let text = Array(last.text.utf8)
    return !text.endsSentence && text.last != 0x29
  }

  func parent(ofOwner owner: Int?, isFirst: Bool) -> Int? {
    guard let owner else { return nil }
    if !isFirst { return open[owner].opening }
    return open[..<owner].last { $0.kind != .heading && $0.kind != .division && $0.opening != nil }?
      .opening
  }

  /// The headings above, each of which now stands in a provision's path.
  mutating func showPath() -> [String] {
    var path: [String] = []
    for index in open.indices {
      if let text = open[index].text {
        let heading = String(decoding: text, as: UTF8.self)
        path.append(heading)
        if !open[index].isShown { headings.append(heading) }
      }
      open[index].isShown = true
    }
    return path
  }

  /// The words that introduce the list in which the open item stands.
  private var head: String? {
    var words: [String] = []
    for node in open.dropLast().reversed() {
      guard
        node.kind == .item || node.kind == .article || node.kind == .numbered
          || node.kind == .heading
          || node.kind == .division, let introduction = node.introduction
      else { break }
      words.append(introduction)
      if node.kind != .item { break }
    }
    return words.isEmpty ? nil : words.reversed().joined(separator: " ")
  }

  static func lastSentence(_ bytes: [UInt8]) -> String {
    guard bytes.count > 400 else { return String(decoding: bytes, as: UTF8.self) }
    let from = bytes.count - 400
    var at = bytes.count - 3
    while at > from {
      if bytes[at] == 0x3B
        ? bytes[at + 1] == 0x20 : bytes[at] == 0x2E && SentenceCutter.isSentenceEnd(bytes, at)
      {
        return String(decoding: bytes[(at + 2)...], as: UTF8.self)
      }
      at -= 1
    }
    at = from
    while at < bytes.count, bytes[at] != 0x20 { at += 1 }
    return String(decoding: bytes[min(at + 1, bytes.count)...], as: UTF8.self)
  }
}
