/// The styles and list styles of an ODT file, from `styles.xml` and the automatic ones of `content.xml`.
struct OpenDocumentStyles {
  struct Style {
    var parent: String?
    var displayName = ""
    var isBold: Bool?
    var isHidden: Bool?
    var listStyle: String?
    var outline: Int?
  }

  struct Level {
    var format = NumberFormat.decimal
    var prefix = ""
    var suffix = ""
    /// How many levels, this one included, the number shows.
    var shown = 1
    var start = 1

    var isEmpty: Bool { format == .none && prefix.isEmpty && suffix.isEmpty }
  }

  private var styles: [String: Style] = [:]
  private var lists: [String: [Int: Level]] = [:]
  /// The numbers of headings, by level from 1.
  private(set) var outline: [Int: Level] = [:]

  /// Adds the styles of a part.
  mutating func add(_ part: [UInt8], depth: Int) throws(XMLEvents.Failure) {
    var state = self
    self = try XMLEvents.read(part, depth: depth) { (events) throws(XMLEvents.Failure) in
      while let event = try events.next() {
        guard case .start(let name) = event else { continue }
        switch name {
        case "style":
          guard let id = events.attribute("name") else { continue }
          state.styles[id] = try Self.style(&events)
        case "list-style":
          guard let id = events.attribute("name") else { continue }
          state.lists[id] = try Self.levels(&events)
        case "outline-style":
          state.outline = try Self.levels(&events)
        case "body":
          return state
        default: break
        }
      }
      return state
    }
  }

  private static func style(_ events: inout XMLEvents) throws(XMLEvents.Failure) -> Style {
    var style = Style(
      parent: events.attribute("parent-style-name"),
      displayName: events.attribute("display-name") ?? events.attribute("name") ?? "",
      listStyle: events.attribute("list-style-name"),
      outline: events.number("default-outline-level"))
    var open = 1
    while open > 0, let event = try events.next() {
      switch event {
      case .start(let name):
        open += 1
        if name == "text-properties" {
          style.isBold = events.attribute("font-weight").map { $0 == "bold" || Int($0) ?? 0 >= 600 }
          style.isHidden = events.attribute("display").map { $0 == "none" }
        }
      case .end: open -= 1
      case .text: break
      }
    }
    return style
  }

  private static func levels(_ events: inout XMLEvents) throws(XMLEvents.Failure) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    var open = 1
    while open > 0, let event = try events.next() {
      switch event {
      case .start(let name):
        open += 1
        guard let index = events.number("level"),
          name.hasPrefix("list-level-style")
            || name == "outline-level-style"
        else { continue }
        var level = Level()
        if name == "list-level-style-bullet" || name == "list-level-style-image" {
          level.format = .bullet
        } else {
          level.format = format(events.attribute("num-format") ?? "")
          level.prefix = events.attribute("num-prefix") ?? ""
          level.suffix = events.attribute("num-suffix") ?? ""
          level.shown = min(max(events.number("display-levels") ?? 1, 1), 10)
          level.start = events.number("start-value") ?? 1
        }
        levels[index] = level
      case .end: open -= 1
      case .text: break
      }
    }
    return levels
  }

  private static func format(_ name: String) -> NumberFormat {
    switch name {
    case "1": .decimal
    case "a": .lowerLetter
    case "A": .upperLetter
    case "i": .lowerRoman
    case "I": .upperRoman
    case "": .none
    default:
      name.unicodeScalars.first.map { (0x0400...0x04FF).contains($0.value) } == true
        ? (name.lowercased() == name ? .lowerCyrillic : .upperCyrillic) : .decimal
    }
  }

  /// The style and its parents, the nearest first.
  func chain(_ id: String?) -> [Style] {
    var result: [Style] = []
    var next = id
    while let id = next, let style = styles[id], result.count < 16 {
      result.append(style)
      next = style.parent
    }
    return result
  }

  func level(_ index: Int, of list: String?) -> Level? {
    list.flatMap { lists[$0] }?[index]
  }
}
