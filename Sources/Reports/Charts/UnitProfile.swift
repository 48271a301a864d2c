import Policy

/// One unit's scores in the aggregates beside those of its group: a bar for the unit, a mark for the group's mean.
struct UnitProfile: Sendable {
  struct Part: Sendable {
    var name: String
    var score: Double
    var mean: Double
    /// The score as it is written, or why there is none.
    var value: String
    /// What a screen reader and a resting pointer say.
    var title: String
  }

  var title: String
  var parts: [Part]
  /// Ends of the scale over all units.
  var low: Double
  var high: Double

  func picture() -> HTML {
    let names = 190.0
    let width = 250.0
    let side = 18.0
    let height = Double(parts.count) * side + 4
    let x = { (value: Double) in
      names + (high == low ? 0 : (value - low) / (high - low)) * width
    }
    var content = HTML()
    for (i, part) in parts.enumerated() {
      let y = (Double(i) + 0.5) * side
      content += group {
        Element("title")(part.title)
        label(
          .x(names - 8), .y(y + 4), .anchor("end"), .size(11.5),
          text: HeatMatrix.clipped(part.name, 30))
        rectangle(.x(names), .y(y - 5), .width(width), .height(10), .fill("#eef1f3")) {}
        if !part.score.isNaN {
          rectangle(
            .x(names), .y(y - 5), .width(max(x(part.score) - names, 0)), .height(10),
            .fill(part.score >= part.mean ? "#2f5f8f" : "#b5763b")
          ) {}
        }
        label(.x(names + width + 8), .y(y + 4), .size(11.5), text: part.value)
        if !part.mean.isNaN {
          path(
            [.path("M\(x(part.mean).short) \((y - 7).short)V\((y + 7).short)")]
              + Attribute.stroke("#1c2733", width: 2)
          ) {}
        }
      }
    }
    return svg(
      .viewBox(names + width + 110, height), .width(names + width + 110), .height(height),
      .role("img"),
      .class("chart"), .label(title)
    ) { content }
  }
}
