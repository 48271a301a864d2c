/// Counts the headings and list items of an ODT file and writes their numbers as the word processor shows them.
struct OpenDocumentNumbering {
  private let styles: OpenDocumentStyles
  private var headings: [Int: Int] = [:]
  /// The lists that are open, the outermost first.
  private var open: [List] = []
  /// The last numbers of each list style, for lists that continue.
  private var last: [String: [Int: Int]] = [:]
  /// The last numbers of each list that has an id.
  private var named: [String: [Int: Int]] = [:]

  private struct List {
    var style: String?
    var id: String?
  }

  private var numbers: [Int: Int] = [:]

  init(styles: OpenDocumentStyles) {
    self.styles = styles
  }

  /// Depth of the item from 0; nil outside lists.
  var depth: Int? { open.isEmpty ? nil : open.count - 1 }

  /// The number of a heading, nil when headings of this level have none.
  mutating func heading(level index: Int, restart: Int?) -> String? {
    guard let level = styles.outline[index], !level.isEmpty else { return nil }
    headings[index] = min(
      restart ?? (headings[index] ?? level.start - 1) + 1, NumberFormat.highest)
    for below in headings.keys where below > index { headings[below] = nil }
    return Self.label(index, level, headings) { styles.outline[$0] }
  }

  mutating func beginList(style: String?, id: String?, continues: Bool, continuing: String?) {
    if open.isEmpty {
      numbers = [:]
      if let continuing, let before = named[continuing] {
        numbers = before
      } else if continues, let style, let before = last[style] {
        numbers = before
      }
    } else {
      // A list within an item begins anew below it.
      numbers[open.count + 1] = nil
    }
    open.append(List(style: style ?? open.last?.style, id: id))
  }

  mutating func endList() {
    guard let list = open.popLast() else { return }
    if open.isEmpty {
      if let style = list.style { last[style] = numbers }
      if let id = list.id { named[id] = numbers }
    }
  }

  /// Counts an item and gives its number; nil for a bullet or none.
  mutating func item(start: Int?) -> String? {
    let index = open.count
    guard index > 0, let level = styles.level(index, of: open.last?.style), level.format != .bullet
    else { return nil }
    numbers[index] = min(start ?? (numbers[index] ?? level.start - 1) + 1, NumberFormat.highest)
    for below in numbers.keys where below > index { numbers[below] = nil }
    let list = open.last?.style
    return Self.label(index, level, numbers) { styles.level($0, of: list) }
  }

  private static func label(
    _ index: Int, _ level: OpenDocumentStyles.Level, _ numbers: [Int: Int],
    _ at: (Int) -> OpenDocumentStyles.Level?
  ) -> String? {
    let first = max(1, index - level.shown + 1)
    let parts = (first...index).compactMap { shown -> String? in
      let own = shown == index ? level : at(shown)
      let text = (own?.format ?? .decimal).string(numbers[shown] ?? own?.start ?? 1)
      return text.isEmpty ? nil : text
    }
    let label = (level.prefix + parts.joined(separator: ".") + level.suffix)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return label.isEmpty ? nil : label
  }
}
