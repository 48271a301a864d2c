import Policy

/// Horizontal bars with their names and numbers written beside them, readable in black and white.
struct CountryBars: Sendable {
  struct Bar: Sendable {
    var name: String
    var value: Double
    /// The value as it is written.
    var text: String
  }

  var title: String
  var bars: [Bar]

  var picture: HTML {
    let (names, room, side) = (230.0, 330.0, 22.0)
    let width = names + room + 110
    let most = max(bars.map(\.value).max() ?? 1, 1)
    let height = Double(bars.count) * side + 6
    return svg(
      .viewBox(width, height), .width(width), .height(height), .role("img"), .class("chart bars"),
      .label(title)
    ) {
      for (i, bar) in bars.enumerated() {
        let y = Double(i) * side + 3
        label(
          .x(names - 8), .y(y + 14.5), .anchor("end"), .size(12.5),
          text: bar.name.count <= 34 ? bar.name : bar.name.prefix(33) + "…")
        rectangle(
          .x(names), .y(y + 3), .width(max(bar.value, 0) / most * room), .height(side - 7),
          .fill("#2f5f8f")
        ) {}
        label(
          .x(names + max(bar.value, 0) / most * room + 6), .y(y + 14.5), .size(12), text: bar.text)
      }
    }
  }
}
