import Policy

/// A score from -1 to 1 with its range on a line, drawn beside the numbers that it shows and so hidden from screen readers.
enum ScoreRange {
  private static let width = 150.0
  private static let height = 14.0

  static func picture(_ value: Double?, low: Double, high: Double) -> HTML {
    let at = { (score: Double) in 4 + (min(1, max(-1, score)) + 1) / 2 * (width - 8) }
    let middle = height / 2
    return svg(.viewBox(width, height), .width(width), .height(height), .class("bar"), .hidden) {
      path(
        [.path("M4 \(middle.short)H\((width - 4).short)")] + Attribute.stroke("#d9dde1", width: 1)
      ) {}
      path([.path("M\(at(0).short) 1V\((height - 1).short)")] + Attribute.stroke("#7c8894")) {}
      if let value {
        rectangle(
          .x(at(low) - 1), .y(middle - 3), .width(at(high) - at(low) + 2), .height(6),
          .fill(value < 0 ? "#d9a3a4" : "#9cc4ae")
        ) {}
        circle(
          Attribute.centre(at(value), middle)
            + [.radius(4), .fill(value < 0 ? "#a3262a" : "#226b4b")]
        ) {}
      }
    }
  }
}
