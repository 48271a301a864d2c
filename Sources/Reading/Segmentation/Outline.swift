import Policy

/// The parts that are open at a place of a document, the outermost first, and the provisions found so far.
///
/// This is the stack of numbers: it says where a label or marker belongs, makes the locators and keeps them unique.
/// Where a locator would come twice, the division it stands in is put before it ("Annex I, Article 3"); where that does
/// not tell them apart either, it gets a number of its own ("Article 3 #2").
struct Outline {
  struct Node {
    enum Kind {
      case title, heading, division, numbered, article, item
    }

    var kind: Kind
    var rank: Int
    /// Level of the heading, where the format gives one.
    var level: Int?
    /// The heading's words.
    var text: [UInt8]?
    /// The locator, before it is made unique; nil for a plain heading.
    var base: String?
    /// The unique locator, once a provision has it.
    var locator: String?
    var label: Label?
    var reading: Marker.Reading?
    /// A number that stands as a heading, or only opens a paragraph.
    var isHeading = false
    /// It came as an item of a list of the format.
    var isListItem = false
    /// Where its label stands among the labels.
    var noted: Int?
    /// Number of its own paragraphs.
    var paragraphs = 0
    /// Locator of the last of them.
    var lastParagraph: String?
    /// Ordinal of its opening words.
    var opening: Int?
    /// Its words, if they introduce a list.
    var introduction: String?
    /// The words of the heading that stand in no provision's path yet.
    var isShown = false
    var page: Int?
  }

  private(set) var open: [Node] = []
  private(set) var provisions: [Provision] = []
  /// Labels and markers as they were written: words of the document that are in no text.
  private(set) var labels: [String] = []
  /// Headings that stand in a path, each once.
  private(set) var headings: [String] = []
  private var used: Set<String> = []
  private var counters: [String: Int] = [:]
  private let table: LabelTable
  private let language: Language
  private let identifier: LanguageIdentifier
  private let hasArticles: Bool

  init(
    _ table: LabelTable, _ identifier: LanguageIdentifier, language: Language, hasArticles: Bool
  ) {
    self.table = table
    self.identifier = identifier
    self.language = language
    self.hasArticles = hasArticles
  }

  var top: Node? { open.last }

  mutating func note(label: some Sequence<UInt8>) {
    if let top = open.last, top.kind == .article, top.opening == nil {
      open[open.count - 1].noted = labels.count
    }
    labels.append(String(decoding: Array(label), as: UTF8.self))
  }

  // MARK: - Opening and closing parts

  mutating func push(_ node: Node) {
    open.append(node)
  }

  /// Opens a heading, division, article or numbered heading, after closing what cannot hold it.
  mutating func pushClosing(_ node: Node) {
    if let label = node.label, label.kind == .measure,
      let same = open.firstIndex(where: {
        $0.label?.kind == .measure && $0.label?.word == label.word
      })
    {
      close(to: same)
    }
    while let top = open.last, !Self.holds(top, node) { pop() }
    open.append(node)
  }

  /// Closes all parts from an index on.
  mutating func close(to count: Int) {
    while open.count > count { pop() }
  }

  mutating func setTitle(_ text: [UInt8]) {
    guard !open.isEmpty else { return }
    let last = open.count - 1
    if var title = open[last].text {
      title.append(0x20)
      title.append(contentsOf: text)
      open[last].text = title
    } else {
      open[last].text = text
    }
  }

  /// Makes the only provision of the top part its heading: "1. Interpretation." before "1.—(1) In this Act".
  mutating func turnTextIntoTitle() -> Bool {
    guard let top = open.last, top.opening == provisions.count - 1, top.paragraphs == 1,
      let provision = provisions.last, provision.text.utf8.count <= 160
    else { return false }
    provisions.removeLast()
    let last = open.count - 1
    open[last].text = Array(provision.text.utf8)
    open[last].paragraphs = 0
    open[last].opening = nil
    open[last].introduction = nil
    open[last].isHeading = true
    open[last].isShown = false
    return true
  }

  private static func holds(_ top: Node, _ node: Node) -> Bool {
    if top.kind == .item { return false }
    if let value = node.reading?.value, let outer = top.label, outer.kind == .measure,
      value.count > 1,
      value.starts(with: outer.value), !outer.value.isEmpty
    {
      return true  // "3.1" below "Goal 3"
    }
    if let outer = top.level, let inner = node.level { return outer < inner }
    return top.rank < node.rank
  }

  private mutating func pop() {
    guard let node = open.last else { return }
    if let text = node.text, !node.isShown, node.kind != .item || node.opening == nil {
      // Nothing stood below the heading: its words are a provision.
      open[open.count - 1].text = nil
      emit(
        text, part: node.kind == .article ? .article : node.kind == .numbered ? .paragraph : .text,
        page: node.page)
    } else if node.opening == nil, node.text == nil, node.kind == .article, node.paragraphs == 0,
      !node.isShown,
      let label = node.label
    {
      // An article with a number and no words: a repealed one, or one that the page lost.
      var words = label.locator
      if let noted = node.noted {
        words = labels[noted].trimmingSpaces
        labels[noted] = ""
      }
      emit(Array(words.utf8), part: .article, page: node.page)
    }
    open.removeLast()
  }

  mutating func finish() { close(to: 0) }

  // MARK: - Where a marker belongs

  struct Placement {
    /// Parts to keep open.
    var count: Int
    var reading: Marker.Reading
    var score: Int
    /// The same number again.
    var isRestated = false
  }

  /// The place of a marker among the open parts.
  ///
  /// The successor in an open series is the best place, then a new series, then a gap in an open one. A marker that can be a letter
  /// or a Roman number takes the reading with the better place; `next` decides (i) after (h).
  func placement(of marker: Marker, next: Marker?) -> Placement? {
    var best: Placement?
    func offer(_ placement: Placement) {
      if placement.score > (best?.score ?? .min) { best = placement }
    }
    for reading in marker.readings {
      if reading.style == .decimal {
        offer(decimalPlacement(reading))
        continue
      }
      var index = open.count
      var sameSeries = false
      while index > 0 {
        let node = open[index - 1]
        guard node.kind == .item || node.kind == .numbered else { break }
        index -= 1
        if reading.style == .number, node.reading?.style == .decimal,
          let last = node.reading?.value.first,
          let value = reading.value.first, value > last, value - last <= 3
        {
          // "12" after "11.2"
          offer(Placement(count: index, reading: reading, score: 95 - (open.count - 1 - index)))
          sameSeries = true
          continue
        }
        guard let other = node.reading, other.isSameSeries(as: reading),
          let value = reading.value.first,
          let last = other.value.first
        else { continue }
        let distance = open.count - 1 - index
        if marker.isBullet {
          offer(
            Placement(
              count: index,
              reading: Marker.Reading(style: .bullet, shape: reading.shape, value: [last + 1]),
              score: 120 - distance))
          sameSeries = true
        } else if value == last + 1 || value == last && Self.follows(reading.value, other.value) {
          offer(Placement(count: index, reading: reading, score: 100 - distance))
          sameSeries = true
        } else if value == last, reading.value.count == other.value.count {
          offer(Placement(count: index, reading: reading, score: 58 - distance, isRestated: true))
          sameSeries = true
        } else if value > last, value - last <= 12 {
          offer(Placement(count: index, reading: reading, score: 60 - distance))
          sameSeries = true
        } else if value == 1, !node.isHeading {
          offer(Placement(count: index, reading: reading, score: 57 - distance))
          sameSeries = true
        }
      }
      if reading.value.first == 1 {
        var score = sameSeries ? 50 : 56
        if !sameSeries, let next,
          next.readings.contains(where: { $0.isSameSeries(as: reading) && $0.value == [2] })
        {
          score += 50
        }
        offer(Placement(count: open.count, reading: reading, score: score))
      } else if !sameSeries {
        offer(Placement(count: childDepth(for: reading), reading: reading, score: 20))
      }
    }
    return best
  }

  /// A marker without its forerunners goes below the article or heading, not below the last item.
  private func childDepth(for reading: Marker.Reading) -> Int {
    var count = open.count
    while count > 0, open[count - 1].kind == .item, open[count - 1].reading?.style != .number {
      count -= 1
    }
    return count
  }

  /// "(a.1)" follows "(a)", "(1A)" follows "(1)".
  private static func follows(_ value: [Int], _ last: [Int]) -> Bool {
    value.count == 2 && (last.count == 1 || last.count == 2 && value[1] > last[1])
  }

  private func decimalPlacement(_ reading: Marker.Reading) -> Placement {
    var index = open.count
    while index > 0 {
      let node = open[index - 1]
      if node.kind == .division || node.kind == .title { break }
      let value = node.reading?.value ?? node.label?.value ?? []
      if !value.isEmpty, value.count < reading.value.count, reading.value.starts(with: value) {
        return Placement(count: index, reading: reading, score: 90)
      }
      if node.kind == .article, node.label?.kind != .measure || node.label?.value.count == 1 {
        return Placement(count: index, reading: reading, score: reading.value.last == 1 ? 56 : 30)
      }
      index -= 1
    }
    var count = open.count
    var isSibling = false
    while count > index {
      let node = open[count - 1]
      if let other = node.reading, other.value.dropLast() == reading.value.dropLast(),
        let last = other.value.last,
        let new = reading.value.last, new > last, new - last <= 4
      {
        isSibling = true
      }
      guard node.kind == .item || node.kind == .numbered || node.label?.kind == .measure else {
        break
      }
      count -= 1
    }
    let isStart = reading.value.last == 1 || reading.value.last == 1001
    return Placement(count: count, reading: reading, score: isSibling ? 85 : isStart ? 56 : 20)
  }

  // MARK: - Locators

  /// The locator of a marker below the parts that are open.
  func base(for reading: Marker.Reading, text: String) -> String {
    guard let parent = open.last(where: { $0.base != nil && $0.kind != .title }) else {
      return base(for: reading, text: text, below: nil, headingName)
    }
    let outer = parent.locator ?? parent.base ?? ""
    let base = base(for: reading, text: text, below: parent, outer)
    // A second list in the same article stands below its second paragraph.
    guard used.contains(base), let paragraph = parent.lastParagraph, paragraph != outer else {
      return base
    }
    return self.base(for: reading, text: text, below: parent, paragraph)
  }

  private func base(for reading: Marker.Reading, text: String, below parent: Node?, _ outer: String)
    -> String
  {
    if reading.style == .bullet {
      return "\(outer), \(table.name(.indent, in: language)) \(reading.value.first ?? 1)"
    }
    guard let parent else {
      return reading.style == .number || reading.style == .decimal ? text : "\(outer)(\(text))"
    }
    if reading.style == .decimal {
      guard let label = parent.label, label.kind == .article else { return text }
      return reading.value.starts(with: label.value) && !label.value.isEmpty
        ? "\(label.word) \(text)" : "\(outer)(\(text))"
    }
    if parent.kind == .division, reading.style == .number { return text }
    if language == .spanish || language == .portuguese, parent.kind != .numbered,
      parent.kind != .division,
      parent.reading?.style != .decimal
    {
      return reading.style == .number ? "\(outer).\(text)" : "\(outer).\(text))"
    }
    return "\(outer)(\(text))"
  }

  /// What a passage without number is called by: its heading, or the name of the opening part.
  private var headingName: String {
    if let heading = open.last(where: { $0.kind == .heading })?.text {
      return "«\(Self.shortened(heading))»"
    }
    return table.name(
      hasArticles && provisions.allSatisfy({ $0.part != .article }) ? .preamble : .text,
      in: language)
  }

  private static func shortened(_ heading: [UInt8]) -> String {
    guard heading.count > 70 else { return String(decoding: heading, as: UTF8.self) }
    var end = 64
    while end > 40, heading[end] != 0x20 { end -= 1 }
    while end > 0, heading[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: heading[..<end], as: UTF8.self) + "…"
  }

  /// A locator that no other provision has.
  private mutating func unique(_ base: String) -> String {
    if used.insert(base).inserted { return base }
    var prefixed = base
    for node in open.reversed() where node.kind == .division {
      guard let division = node.label?.locator, !base.hasPrefix(division) else { continue }
      prefixed = "\(division), \(prefixed)"
      if used.insert(prefixed).inserted { return prefixed }
    }
    if let heading = open.last(where: { $0.kind == .heading })?.text, !base.contains("«") {
      prefixed = "«\(Self.shortened(heading))», \(base)"
      if used.insert(prefixed).inserted { return prefixed }
    }
    var number = counters[base, default: 1]
    var candidate: String
    repeat {
      number += 1
      candidate = "\(base) #\(number)"
    } while !used.insert(candidate).inserted
    counters[base] = number
    return candidate
  }

  // MARK: - Provisions

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

  private func parent(ofOwner owner: Int?, isFirst: Bool) -> Int? {
    guard let owner else { return nil }
    if !isFirst { return open[owner].opening }
    return open[..<owner].last { $0.kind != .heading && $0.kind != .division && $0.opening != nil }?
      .opening
  }

  /// The headings above, each of which now stands in a provision's path.
  private mutating func showPath() -> [String] {
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

  private static func lastSentence(_ bytes: [UInt8]) -> String {
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
