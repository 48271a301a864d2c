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

  var open: [Node] = []
  var provisions: [Provision] = []
  /// Labels and markers as they were written: words of the document that are in no text.
  private(set) var labels: [String] = []
  /// Headings that stand in a path, each once.
  var headings: [String] = []
  var used: Set<String> = []
  var counters: [String: Int] = [:]
  let table: LabelTable
  let language: Language
  let identifier: LanguageIdentifier
  let hasArticles: Bool

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
}
