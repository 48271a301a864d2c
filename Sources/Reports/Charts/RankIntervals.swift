import Policy

/// A ranking drawn with its intervals: for each unit a bar from the 5th to the 95th percentile of its rank, and a point where it
/// stands. Bands are groups of units that cannot be told apart from their first.
struct RankIntervals: Sendable {
  struct Row: Sendable {
    var name: String
    /// Where the unit stands.
    var point: Double
    var low: Double
    var high: Double
    /// A small mark inside the bar.
    var middle: Double?
    /// What a pointer resting on the row says.
    var title: String
    var group: Int
  }

  var title: String
  var rows: [Row]
  /// Ends of the axis; the first is drawn at the left.
  var from: Double
  var to: Double
  /// Numbers written at the axis.
  var marks: [(at: Double, text: String)]

  func picture() -> HTML {
    let names = 210.0
    let width = 640.0
    let side = 17.0
    let top = 24.0
    let right = 16.0
    let scale = { (value: Double) in
      names + (to == from ? 0 : (value - from) / (to - from)) * width
    }
    let bottom = top + Double(rows.count) * side
    var content = HTML()
    for (i, row) in rows.enumerated() where row.group % 2 == 0 {
      content += rectangle(
        .x(0), .y(top + Double(i) * side), .width(names + width + right), .height(side),
        .fill("#f1f3f0")
      ) {}
    }
    for mark in marks {
      let x = scale(mark.at)
      content += path(
        [.path("M\(x.short) \((top - 4).short)V\(bottom.short)")]
          + Attribute.stroke("#d9dde1", width: 1)
      ) {}
      content += label(.x(x), .y(top - 9), .anchor("middle"), .size(11), text: mark.text)
    }
    for (i, row) in rows.enumerated() {
      let y = top + (Double(i) + 0.5) * side
      let (left, end) = (min(scale(row.low), scale(row.high)), max(scale(row.low), scale(row.high)))
      content += group {
        Element("title")(row.title)
        label(
          .x(names - 12), .y(y + 4), .anchor("end"), .size(12),
          text: HeatMatrix.clipped(row.name, 32))
        rectangle(
          .x(left - 1), .y(y - 3.5), .width(max(end - left, 0) + 2), .height(7), .fill("#8db3d6")
        ) {}
        if let middle = row.middle {
          rectangle(.x(scale(middle) - 1), .y(y - 5.5), .width(2), .height(11), .fill("#173f66")) {}
        }
        circle(Attribute.centre(scale(row.point), y) + [.radius(3.6), .fill("#a3262a")]) {}
      }
    }
    return svg(
      .viewBox(names + width + right, bottom + 6), .width(names + width + right),
      .height(bottom + 6), .role("img"), .class("chart"), .label(title)
    ) { content }
  }
}
