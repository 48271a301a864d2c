import Policy

/// Scores of domains as bars on one scale, with what is possible while answers are missing, the bounds of classes, and
/// the round before.
struct ScoreBars {
  struct Bar {
    var name: String
    var score: Double?
    var bounds: ClosedRange<Double>?
    var earlier: Double?
    var isWhole = false
  }

  let title: String
  let scale: ClosedRange<Double>
  let marks: [Double]
  let bars: [Bar]
  let say: ReportStrings

  private static let names = 300.0
  private static let plot = 420.0
  private static let row = 30.0

  func picture() -> HTML {
    let top = 22.0
    let height = top + Double(bars.count) * Self.row + 6
    let width = Self.names + Self.plot + 90
    var content = HTML()
    for mark in [scale.lowerBound] + marks + [scale.upperBound] {
      let x = place(mark)
      content += path(
        [.path("M\(x.short) \(top.short)V\((height - 4).short)")]
          + Attribute.stroke("#c9d0d6", width: 1)
          + (marks.contains(mark) ? [.dashes("3 3")] : [])
      ) {}
      content += label(
        .x(x), .y(top - 7), .anchor("middle"), .size(11), .fill("#5f6b76"), text: say.score(mark))
    }
    for (i, bar) in bars.enumerated() {
      content += picture(bar, y: top + Double(i) * Self.row)
    }
    return svg(
      .viewBox(width, height), .width(width), .height(height), .role("img"), .class("chart"),
      .label(title)
    ) { content }
  }

  private func place(_ score: Double) -> Double {
    let width = scale.upperBound - scale.lowerBound
    let share = width > 0 ? (score - scale.lowerBound) / width : 0
    return Self.names + min(max(share, 0), 1) * Self.plot
  }

  private func picture(_ bar: Bar, y: Double) -> HTML {
    let middle = y + Self.row / 2
    let zero = place(max(scale.lowerBound, min(0, scale.upperBound)))
    return group {
      label(
        .x(Self.names - 12), .y(middle + 4.5), .anchor("end"), .size(12.5),
        .weight(bar.isWhole ? 700 : 400)
      ) {
        Element("title")(bar.name)
        bar.name.count <= 46 ? bar.name : bar.name.prefix(45) + "…"
      }
      rectangle(
        .x(Self.names), .y(middle - 8), .width(Self.plot), .height(16), .fill("#f0f2f4")
      ) {}
      if let score = bar.score {
        let end = place(score)
        rectangle(
          .x(min(zero, end)), .y(middle - 8), .width(max(abs(end - zero), 1.5)), .height(16),
          .fill(bar.isWhole ? "#173f66" : "#3b72a6")
        ) {}
      }
      if let bounds = bar.bounds, bounds.upperBound - bounds.lowerBound > 1e-9 {
        let (low, high) = (place(bounds.lowerBound), place(bounds.upperBound))
        path(
          [
            .path(
              "M\(low.short) \((middle - 4).short)V\((middle + 4).short)M\(low.short) \(middle.short)H\(high.short)M\(high.short) \((middle - 4).short)V\((middle + 4).short)"
            )
          ] + Attribute.stroke("#c77700", width: 2)
        ) {}
      }
      if let earlier = bar.earlier {
        circle(
          Attribute.centre(place(earlier), middle)
            + [.radius(4.5), .fill("#ffffff")] + Attribute.stroke("#1c2733", width: 1.8)
        ) {}
      }
      label(
        .x(Self.names + Self.plot + 10), .y(middle + 4.5), .size(12.5),
        .weight(bar.isWhole ? 700 : 400),
        text: bar.score.map(say.score) ?? say("scorecard.noscore"))
    }
  }
}
