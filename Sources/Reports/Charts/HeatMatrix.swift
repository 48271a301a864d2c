import Policy

/// A picture of counts in rows and columns: the more, the darker, and each count written in its square.
struct HeatMatrix: Sendable {
  struct Square: Sendable, Hashable {
    var count: Int
    /// Mean score of what was counted, from 0 to 1.
    var strength: Double
    /// A conflict or a gap touches this square.
    var hasConflict = false
    var hasGap = false
  }

  struct Row: Sendable {
    var name: String
    /// Heading under which the row stands, if its kind changes here.
    var group: String?
    var squares: [Square]
  }

  var title: String
  var description: String
  /// Short names of the columns, usually numbers that a legend explains.
  var columns: [String]
  /// What a pointer resting on a column says.
  var columnTitles: [String]
  var rows: [Row]

  private static let steps: [(from: Int, colour: String, ink: String)] = [
    (1, "#e7eff6", "#1c2733"), (2, "#c3d8ea", "#1c2733"), (5, "#8db3d6", "#14202b"),
    (10, "#3b72a6", "#ffffff"), (25, "#173f66", "#ffffff"),
  ]

  /// The picture alone.
  ///
  /// - Parameter isCompact: smaller squares and rows, for a page that has more to say.
  func picture(isCompact: Bool = false) -> HTML {
    let names = 272.0
    let side = isCompact ? 20.0 : 24.0
    let width = columns.count <= 14 ? 46.0 : columns.count <= 22 ? 34.0 : 26.0
    let top = 26.0
    var y = top
    var content = HTML()
    for (i, column) in columns.enumerated() {
      let x = names + (Double(i) + 0.5) * width
      content += label(.x(x), .y(top - 9), .anchor("middle"), .size(12), .weight(600)) {
        Element("title")(columnTitles[i])
        column
      }
    }
    for row in rows {
      if let group = row.group {
        y += 8
        content += label(.x(0), .y(y + 13), .class("group"), .size(11.5), .weight(700), text: group)
        y += 20
      }
      content += label(
        .x(names - 10), .y(y + side / 2 + 4.5), .anchor("end"), .size(12.5),
        text: Self.clipped(row.name, 42))
      for (i, square) in row.squares.enumerated() {
        content += picture(
          of: square, in: row, column: i, x: names + Double(i) * width, y: y, width: width,
          height: side)
      }
      y += side
    }
    let whole = names + Double(columns.count) * width + 2
    return svg(
      .viewBox(whole, y + 4), .width(whole), .height(y + 4), .role("img"), .class("chart heat"),
      .label(title + ". " + description)
    ) { content }
  }

  private func picture(
    of square: Square, in row: Row, column: Int, x: Double, y: Double, width: Double,
    height: Double
  ) -> HTML {
    let step = Self.steps.last { square.count >= $0.from }
    return group {
      Element("title")(row.name + " · " + columnTitles[column] + " · " + String(square.count))
      rectangle(
        .x(x + 1), .y(y + 1), .width(width - 2), .height(height - 2),
        .fill(step?.colour ?? "#f6f7f8")
      ) {}
      if square.count > 0 {
        label(
          .x(x + width / 2), .y(y + height / 2 + 4), .anchor("middle"), .size(11.5),
          .fill(step?.ink ?? "#1c2733"), text: String(square.count))
      }
      if square.hasConflict {
        let right = x + width - 1
        path(
          [
            .path("M\((right - 10).short) \((y + 1).short)H\(right.short)V\((y + 11).short)Z"),
            .fill("#a3262a"),
          ] + Attribute.stroke("#ffffff", width: 0.8)
        ) {}
      }
      if square.hasGap {
        circle(
          Attribute.centre(x + 7, y + 7)
            + [.radius(3.4), .fill("#ffffff")] + Attribute.stroke("#5a4396", width: 1.8)
        ) {}
      }
    }
  }

  /// What the shades and marks mean.
  static func legend(_ say: ReportStrings) -> HTML {
    var content = HTML()
    var x = 0.0
    for (i, step) in steps.enumerated() {
      let isLast = i == steps.count - 1
      let upper = isLast ? 0 : steps[i + 1].from - 1
      let range =
        isLast
        ? "\(step.from)+" : upper == step.from ? "\(step.from)" : "\(step.from)–\(upper)"
      content += rectangle(.x(x), .y(3), .width(46), .height(18), .fill(step.colour)) {}
      content += label(
        .x(x + 23), .y(16), .anchor("middle"), .size(11.5), .fill(step.ink), text: range)
      x += 48
    }
    content += label(.x(x + 6), .y(16), .size(12), text: say("matrix.legend.count"))
    x += 96
    content += path(
      .path("M\(x.short) 6H\((x + 11).short)V17Z"), .fill("#a3262a")
    ) {}
    content += label(.x(x + 17), .y(16), .size(12), text: say("matrix.legend.conflict"))
    x += 110
    content += circle(
      Attribute.centre(x + 4, 12) + [.radius(4), .fill("#ffffff")]
        + Attribute.stroke("#5a4396", width: 1.8)
    ) {}
    content += label(.x(x + 14), .y(16), .size(12), text: say("matrix.legend.gap"))
    x += 90
    return svg(
      .viewBox(x, 24), .width(x), .height(24), .role("img"), .class("chart legend"),
      .label(say("matrix.legend"))
    ) { content }
  }

  static func clipped(_ text: String, _ longest: Int) -> String {
    text.count <= longest ? text : text.prefix(longest - 1) + "…"
  }
}
