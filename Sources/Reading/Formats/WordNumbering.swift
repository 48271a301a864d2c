/// The automatic numbers of a DOCX file, computed as the word processor shows them. They are in no text of the file;
/// without them "Article 3" or "(a)" would be lost.
struct WordNumbering {
  enum Label: Hashable {
    case bullet
    case number(String)
  }

  private struct Level {
    var start = 1
    var format = NumberFormat.decimal
    /// "%1.%2" stands for the numbers of the first and second level.
    var text = ""
    /// The style whose paragraphs have this level.
    var style: String?
    /// After which level (from 1) it begins again; 0 for never.
    var restart: Int?
    /// All numbers in it are decimal, whatever the format of their level.
    var isLegal = false
  }

  private struct Definition {
    var levels: [Int: Level] = [:]
    /// This definition stands for the one that names itself so.
    var styleLink: String?
    var numStyleLink: String?
  }

  private struct Instance {
    var definition: String
    var starts: [Int: Int] = [:]
    var levels: [Int: Level] = [:]
  }

  private var definitions: [String: Definition] = [:]
  private var instances: [String: Instance] = [:]
  /// By definition: the last number given on each level.
  private var counters: [String: [Int: Int]] = [:]
  /// Instances whose own start has been used.
  private var started: Set<String> = []

  init() {}

  init(_ part: [UInt8], depth: Int) throws(XMLEvents.Failure) {
    self = try XMLEvents.read(part, depth: depth) { (events) throws(XMLEvents.Failure) in
      var result = WordNumbering()
      while let event = try events.next() {
        guard case .start(let name) = event else { continue }
        if name == "abstractNum", let id = events.attribute("abstractNumId") {
          result.definitions[id] = try Self.definition(&events)
        } else if name == "num", let id = events.attribute("numId") {
          result.instances[id] = try Self.instance(&events)
        }
      }
      return result
    }
  }

  // MARK: Reading numbering.xml

  private static func definition(_ events: inout XMLEvents) throws(XMLEvents.Failure) -> Definition
  {
    var definition = Definition()
    var open = 1
    while open > 0, let event = try events.next() {
      switch event {
      case .start("lvl"):
        let index = events.number("ilvl") ?? 0
        definition.levels[index] = try level(&events)
      case .start(let name):
        open += 1
        if name == "styleLink" { definition.styleLink = events.attribute("val") }
        if name == "numStyleLink" { definition.numStyleLink = events.attribute("val") }
      case .end: open -= 1
      case .text: break
      }
    }
    return definition
  }

  private static func level(_ events: inout XMLEvents) throws(XMLEvents.Failure) -> Level {
    var level = Level()
    var open = 1
    while open > 0, let event = try events.next() {
      switch event {
      case .start(let name):
        open += 1
        switch name {
        case "start": level.start = events.number("val") ?? 1
        case "numFmt": level.format = format(events.attribute("val") ?? "")
        case "lvlText": level.text = events.attribute("val") ?? ""
        case "pStyle": level.style = events.attribute("val")
        case "lvlRestart": level.restart = events.number("val")
        case "isLgl": level.isLegal = events.isOn
        default: break
        }
      case .end: open -= 1
      case .text: break
      }
    }
    return level
  }

  private static func instance(_ events: inout XMLEvents) throws(XMLEvents.Failure) -> Instance {
    var instance = Instance(definition: "")
    var override = 0
    var open = 1
    while open > 0, let event = try events.next() {
      switch event {
      case .start("lvl"):
        let index = events.number("ilvl") ?? override
        instance.levels[index] = try level(&events)
      case .start(let name):
        open += 1
        switch name {
        case "abstractNumId": instance.definition = events.attribute("val") ?? ""
        case "lvlOverride": override = events.number("ilvl") ?? 0
        case "startOverride": instance.starts[override] = events.number("val")
        default: break
        }
      case .end: open -= 1
      case .text: break
      }
    }
    return instance
  }

  private static func format(_ name: String) -> NumberFormat {
    switch name {
    case "bullet": .bullet
    case "none": .none
    case "decimalZero": .decimalZero
    case "lowerLetter": .lowerLetter
    case "upperLetter": .upperLetter
    case "lowerRoman": .lowerRoman
    case "upperRoman": .upperRoman
    case "russianLower": .lowerCyrillic
    case "russianUpper": .upperCyrillic
    case "arabicAlpha", "arabicAbjad": .arabicLetter
    default: .decimal
    }
  }

  // MARK: Counting

  /// The level that paragraphs of a style have in a list.
  func level(of style: String, in instance: String) -> Int? {
    guard let found = instances[instance] else { return nil }
    let definition = definitions[resolve(found.definition)]
    return definition?.levels.first { $0.value.style == style }?.key
  }

  /// Counts a paragraph of the list and gives its label; nil when the list shows none.
  mutating func next(_ instance: String, level: Int) -> Label? {
    guard let found = instances[instance] else { return nil }
    let id = resolve(found.definition)
    let definition = definitions[id] ?? Definition()
    func at(_ index: Int) -> Level? { found.levels[index] ?? definition.levels[index] }
    guard let own = at(level) else { return nil }
    if own.format == .bullet { return .bullet }

    var numbers = counters[id] ?? [:]
    if started.insert("\(instance).\(level)").inserted, let start = found.starts[level] {
      numbers[level] = start
    } else {
      numbers[level] = min((numbers[level] ?? own.start - 1) + 1, NumberFormat.highest)
    }
    for below in numbers.keys where below > level {
      // A level begins again after any higher one, or only after the one that it names.
      if let restart = at(below)?.restart, restart == 0 || level >= restart { continue }
      numbers[below] = nil
    }
    for above in 0..<max(level, 0) where numbers[above] == nil {
      numbers[above] = found.starts[above] ?? at(above)?.start ?? 1
    }
    counters[id] = numbers

    var label = ""
    var rest = Substring(own.text)
    while let mark = rest.firstIndex(of: "%") {
      label += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      guard let digit = rest.first?.wholeNumberValue, (1...9).contains(digit) else {
        label += "%"
        continue
      }
      rest = rest.dropFirst()
      let format = at(digit - 1)?.format ?? .decimal
      label += (own.isLegal && format != .none ? .decimal : format)
        .string(numbers[digit - 1] ?? at(digit - 1)?.start ?? 1)
    }
    label += rest
    let trimmed = label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return trimmed.isEmpty ? nil : .number(trimmed)
  }

  private func resolve(_ id: String) -> String {
    guard let link = definitions[id]?.numStyleLink else { return id }
    return definitions.keys.sorted().first { definitions[$0]?.styleLink == link } ?? id
  }
}
