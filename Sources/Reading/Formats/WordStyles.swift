/// The paragraph and character styles of a DOCX file, so far as they bear on structure.
struct WordStyles {
  struct Style {
    var name = ""
    var basedOn: String?
    /// 0–8 for headings, 9 for body text.
    var outline: Int?
    var numbering: String?
    var level: Int?
    var isBold: Bool?
    var isHidden: Bool?
  }

  private var styles: [String: Style] = [:]
  private(set) var defaultParagraph: String?

  init() {}

  init(_ part: [UInt8], depth: Int) throws(XMLEvents.Failure) {
    self = try XMLEvents.read(part, depth: depth) { (events) throws(XMLEvents.Failure) in
      var result = WordStyles()
      while let event = try events.next() {
        guard case .start("style") = event, let id = events.attribute("styleId") else { continue }
        if events.attribute("type") == "paragraph",
          ["1", "true"].contains(events.attribute("default"))
        {
          result.defaultParagraph = id
        }
        result.styles[id] = try Self.style(&events)
      }
      return result
    }
  }

  private static func style(_ events: inout XMLEvents) throws(XMLEvents.Failure) -> Style {
    var style = Style()
    var open = 1
    while open > 0, let event = try events.next() {
      switch event {
      case .start(let name):
        open += 1
        switch name {
        case "name": style.name = events.attribute("val") ?? ""
        case "basedOn": style.basedOn = events.attribute("val")
        case "outlineLvl": style.outline = events.number("val")
        case "numId": style.numbering = events.attribute("val")
        case "ilvl": style.level = events.number("val")
        case "b": style.isBold = events.isOn
        case "vanish": style.isHidden = events.isOn
        case "tblStylePr":
          try events.skip()
          open -= 1
        default: break
        }
      case .end: open -= 1
      case .text: break
      }
    }
    return style
  }

  /// The style and those that it is based on, the nearest first.
  func chain(_ id: String?) -> [(id: String, style: Style)] {
    var result: [(String, Style)] = []
    var next = id ?? defaultParagraph
    while let id = next, let style = styles[id], result.count < 16 {
      result.append((id, style))
      next = style.basedOn
    }
    return result
  }

  /// Heading level from 1; nil for other text.
  ///
  /// Some programs write headings whose style has a name but no outline level: "heading 1", "Titre 1", "Título 1".
  static func headingLevel(named name: String) -> Int? {
    let parts = name.lowercased().split { $0 == " " || $0 == "_" }
    guard parts.count == 2, let level = Int(parts[1]), (1...9).contains(level),
      headingNames.contains(String(parts[0]))
    else { return nil }
    return level
  }

  private static let headingNames: Set<String> = [
    "heading", "titre", "título", "titulo", "titolo", "überschrift", "заголовок", "عنوان", "kop",
    "rubrik", "nagłówek",
  ]
}

extension XMLEvents {
  /// A property that is on when it stands there without value.
  var isOn: Bool { !["0", "false", "off", "none"].contains(attribute("val")) }
}
