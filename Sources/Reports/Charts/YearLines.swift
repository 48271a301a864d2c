import Policy

/// Lines over years, told apart by dash and mark as well as colour, with their names beside them. A line breaks where years
/// of its series are missing, so that nothing is drawn that is not known.
struct YearLines: Sendable {
  struct Line: Sendable {
    var name: String
    var points: [(year: Int, value: Double)]
  }

  var title: String
  var lines: [Line]
  /// Writes a value of the axis.
  var number: @Sendable (Double) -> String

  private static let styles: [(colour: String, dashes: String?)] = [
    ("#173f66", nil), ("#a3262a", "7 4"), ("#226b4b", "2 3"), ("#7a5a00", "10 3 2 3"),
    ("#5a4396", "4 2"),
  ]

  var picture: HTML {
    let (left, top, plot, tall) = (92.0, 12.0, 520.0, 210.0)
    let years = lines.flatMap { $0.points.map(\.year) }
    let values = lines.flatMap { $0.points.map(\.value) }
    guard let first = years.min(), let last = years.max() else { return HTML() }
    let scale = Self.scale(min(values.min() ?? 0, 0), max(values.max() ?? 1, 0))
    let span = Double(max(last - first, 1))
    func x(_ year: Int) -> Double {
      last == first ? left + plot / 2 : left + Double(year - first) / span * plot
    }
    func y(_ value: Double) -> Double {
      top + tall - (value - scale.low) / (scale.high - scale.low) * tall
    }
    let legend = lines.count > 1 ? Double(lines.count) * 19 + 8 : 0
    let height = top + tall + 30 + legend
    let width = left + plot + 24
    return svg(
      .viewBox(width, height), .width(width), .height(height), .role("img"), .class("chart lines"),
      .label(title)
    ) {
      for tick in scale.ticks {
        path(
          [.path("M\(left.short) \(y(tick).short)H\((left + plot).short)")]
            + Attribute.stroke(tick == 0 ? "#4d5965" : "#d9dde1")
        ) {}
        label(.x(left - 8), .y(y(tick) + 4), .anchor("end"), .size(11.5), text: number(tick))
      }
      for year in Self.yearTicks(first, last) {
        label(.x(x(year)), .y(top + tall + 18), .anchor("middle"), .size(11.5), text: String(year))
      }
      for (i, line) in lines.enumerated() {
        let style = Self.styles[i % Self.styles.count]
        path(
          [.path(route(line, x, y)), .fill("none")] + Attribute.stroke(style.colour, width: 2)
            + (style.dashes.map { [.dashes($0)] } ?? [])
        ) {}
        if line.points.count <= 14 {
          for point in line.points { mark(i, x(point.year), y(point.value), style.colour) }
        }
        if lines.count > 1 {
          let at = top + tall + 38 + Double(i) * 19
          path(
            [.path("M\(left.short) \(at.short)h34")] + Attribute.stroke(style.colour, width: 2)
              + (style.dashes.map { [.dashes($0)] } ?? [])
          ) {}
          mark(i, left + 17, at, style.colour)
          label(.x(left + 42), .y(at + 4), .size(12), text: line.name)
        }
      }
    }
  }

  /// Joins points whose distance is the usual one of the series.
  private func route(_ line: Line, _ x: (Int) -> Double, _ y: (Double) -> Double) -> String {
    let years = line.points.map(\.year)
    let steps = zip(years.dropFirst(), years).map { $0 - $1 }.sorted()
    let usual = steps.isEmpty ? 1 : steps[steps.count / 2]
    var route = ""
    for (i, point) in line.points.enumerated() {
      let isJoined = i > 0 && point.year - line.points[i - 1].year <= max(usual, 1)
      route += "\(isJoined ? "L" : "M")\(x(point.year).short) \(y(point.value).short)"
    }
    return route
  }

  private func mark(_ i: Int, _ x: Double, _ y: Double, _ colour: String) -> HTML {
    switch i % 3 {
    case 0: circle(Attribute.centre(x, y) + [.radius(3.2), .fill(colour)]) {}
    case 1:
      rectangle(
        [.x(x - 3), .y(y - 3), .width(6), .height(6), .fill("#ffffff")]
          + Attribute.stroke(colour, width: 1.6)
      ) {}
    default:
      path(.path("M\(x.short) \((y - 4).short)l4 7h-8Z"), .fill(colour)) {}
    }
  }

  /// From a round number at or below the lowest to one at or above the highest, in three to six steps.
  static func scale(_ low: Double, _ high: Double) -> (low: Double, high: Double, ticks: [Double]) {
    let range = high > low ? high - low : 1
    var step = 1.0
    while step * 5 < range { step *= 10 }
    while step > range { step /= 10 }
    for factor in [1.0, 2, 5, 10] where range / (step * factor / 10) <= 5 {
      step = step * factor / 10
      break
    }
    let bottom = (low / step).rounded(.down)
    let top = max((high / step).rounded(.up), bottom + 1)
    let ticks = Array(stride(from: bottom, through: min(top, bottom + 12), by: 1)).map { $0 * step }
    return (bottom * step, top * step, ticks)
  }

  private static func yearTicks(_ first: Int, _ last: Int) -> [Int] {
    let step = [1, 2, 5, 10, 20, 50].first { (last - first) / $0 <= 8 } ?? 100
    var ticks = Array(stride(from: (first + step - 1) / step * step, through: last, by: step))
    if ticks.isEmpty { ticks = [first] }
    return ticks
  }
}
