/// A list of an HTML page and the numbers that a browser shows before its items.
struct HTMLList {
  private var format: NumberFormat
  private var number: Int
  private let step: Int

  init(isOrdered: Bool, _ attributes: [String: String]) {
    format = isOrdered ? .decimal : .bullet
    if isOrdered {
      switch attributes["type"] {
      case "a": format = .lowerLetter
      case "A": format = .upperLetter
      case "i": format = .lowerRoman
      case "I": format = .upperRoman
      default: break
      }
    }
    if let style = attributes["style"]?.lowercased(), style.contains("list-style") {
      for (name, styled) in Self.styles where style.contains(name) { format = styled }
    }
    step = attributes["reversed"] == nil ? 1 : -1
    number = (attributes["start"].flatMap { Int($0) } ?? 1)
    number = min(max(number, -NumberFormat.highest), NumberFormat.highest) - step
  }

  private static let styles: KeyValuePairs<String, NumberFormat> = [
    "none": .bullet, "disc": .bullet, "circle": .bullet, "square": .bullet, "decimal": .decimal,
    "decimal-leading-zero": .decimalZero, "lower-alpha": .lowerLetter, "lower-latin": .lowerLetter,
    "upper-alpha": .upperLetter, "upper-latin": .upperLetter, "lower-roman": .lowerRoman,
    "upper-roman": .upperRoman,
  ]

  /// Counts an item.
  ///
  /// - Parameter value: the number that the item itself claims.
  /// - Returns: its number with a full stop; nil for a bullet.
  mutating func next(_ value: String?) -> String? {
    number = value.flatMap { Int($0) } ?? number + step
    number = min(max(number, -NumberFormat.highest), NumberFormat.highest)
    let label = format.string(number)
    return label.isEmpty ? nil : label + "."
  }
}
