import Policy

/// Units by indicators: what is there, what was filled, what stayed empty.
struct GapMap: Sendable {
  enum Square: Sendable {
    case there
    case filled
    case empty
  }

  struct Row: Sendable {
    var name: String
    var squares: [Square]
  }

  var title: String
  /// Codes of the indicators, written upright over their columns.
  var columns: [String]
  var rows: [Row]
  /// What a resting pointer says of a square.
  var words: @Sendable (Square, Int, Int) -> String

  func picture() -> HTML {
    let names = 190.0
    let side = 17.0
    let top = 84.0
    var content = HTML()
    for (i, column) in columns.enumerated() {
      let x = names + (Double(i) + 0.5) * side
      content += label(
        .x(0), .y(0), .size(10.5),
        .transform("translate(\((x + 3).short) \((top - 6).short)) rotate(-60)"),
        text: HeatMatrix.clipped(column, 16))
    }
    for (i, row) in rows.enumerated() {
      let y = top + Double(i) * side
      content += label(
        .x(names - 8), .y(y + 12), .anchor("end"), .size(11.5),
        text: HeatMatrix.clipped(row.name, 30))
      for (j, square) in row.squares.enumerated() {
        content += picture(square, x: names + Double(j) * side, y: y, side: side - 2) {
          words(square, i, j)
        }
      }
    }
    let width = names + Double(columns.count) * side + 40
    let height = top + Double(rows.count) * side + 4
    return svg(
      .viewBox(width, height), .width(width), .height(height), .role("img"), .class("chart"),
      .label(title)
    ) { content }
  }

  private func picture(
    _ square: Square, x: Double, y: Double, side: Double, _ words: () -> String
  ) -> HTML {
    switch square {
    case .there:
      return rectangle(.x(x), .y(y), .width(side), .height(side), .fill("#c3d8ea")) {}
    case .filled:
      return group {
        Element("title")(words())
        rectangle(
          [.x(x + 0.5), .y(y + 0.5), .width(side - 1), .height(side - 1), .fill("#fbe9a9")]
            + Attribute.stroke("#7a5a00")
        ) {}
        path(
          [
            .path(
              "M\((x + 2).short) \((y + side - 2).short)L\((x + side - 2).short) \((y + 2).short)")
          ]
            + Attribute.stroke("#7a5a00", width: 1.5)
        ) {}
      }
    case .empty:
      return group {
        Element("title")(words())
        rectangle(
          [.x(x + 0.5), .y(y + 0.5), .width(side - 1), .height(side - 1), .fill("#ffffff")]
            + Attribute.stroke("#a3262a", width: 1.5)
        ) {}
      }
    }
  }
}
