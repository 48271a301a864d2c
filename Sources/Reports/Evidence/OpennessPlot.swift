import Evidence
import Policy

/// The plane of openness and rights as a picture: a numbered mark a programme, a line as far as what is unknown reaches,
/// and the steps of the front.
struct OpennessPlot {
  let plane: OpennessPlane
  let say: ReportStrings

  private let side = 440.0
  private let left = 62.0
  private let top = 16.0

  private func x(_ value: Double) -> Double { left + value * side }
  private func y(_ value: Double) -> Double { top + (1 - value) * side }

  /// Programmes of which something is known on both axes.
  private var placed: [(number: Int, place: OpennessPlane.Place, openness: Double, rights: Double)]
  {
    plane.places.enumerated().compactMap { i, place in
      guard let openness = place.openness.score, let rights = place.rights.score else { return nil }
      return (i + 1, place, openness, rights)
    }
  }

  var picture: HTML {
    let width = left + side + 24
    let height = top + side + 58
    return svg(
      .viewBox(width, height), .width(width), .height(height), .role("img"), .class("chart plane"),
      .label(say("openness.picture"))
    ) {
      grid
      front
      for mark in placed { spread(of: mark.place, mark.openness, mark.rights) }
      for mark in spreadApart { self.mark(mark) }
    }
  }

  private var grid: HTML {
    HTML.of {
      rectangle(
        [.x(left), .y(top), .width(side), .height(side), .fill("#ffffff")]
          + Attribute.stroke("#7c8894")
      ) {}
      for tick in [0.0, 0.25, 0.5, 0.75, 1] {
        if tick > 0, tick < 1 {
          path(
            [
              .path("M\(x(tick).short) \(top.short)V\((top + side).short)"), .fill("none"),
            ] + Attribute.stroke("#dfe4e8")
          ) {}
          path(
            [
              .path("M\(left.short) \(y(tick).short)H\((left + side).short)"), .fill("none"),
            ] + Attribute.stroke("#dfe4e8")
          ) {}
        }
        label(
          .x(x(tick)), .y(top + side + 18), .anchor("middle"), .size(12), text: say.decimal(tick))
        label(.x(left - 8), .y(y(tick) + 4), .anchor("end"), .size(12), text: say.decimal(tick))
      }
      label(
        .x(left + side / 2), .y(top + side + 42), .anchor("middle"), .size(13), .weight(600),
        text: say("openness.axis.openness") + " →")
      label(
        .transform("translate(16 \((top + side / 2).short)) rotate(-90)"), .anchor("middle"),
        .size(13), .weight(600), text: say("openness.axis.rights") + " →")
    }
  }

  /// Steps through the programmes on the front, from the most rights to the greatest openness.
  private var front: HTML {
    let points = placed.filter { $0.place.standing == .front }
      .map { ($0.openness, $0.rights) }.sorted { $0.0 < $1.0 }
    guard let first = points.first, points.count > 1 else { return HTML() }
    var way = "M\(x(first.0).short) \(y(first.1).short)"
    for point in points.dropFirst() {
      way += "V\(y(point.1).short)H\(x(point.0).short)"
    }
    return path(
      [.path(way), .fill("none"), .dashes("5 4")] + Attribute.stroke("#2f5f8f", width: 1.5)
    ) {}
  }

  /// How far what is unknown reaches.
  private func spread(of place: OpennessPlane.Place, _ openness: Double, _ rights: Double) -> HTML {
    var way = ""
    if place.openness.known < place.openness.count {
      way += "M\(x(place.openness.low).short) \(y(rights).short)H\(x(place.openness.high).short)"
    }
    if place.rights.known < place.rights.count {
      way += "M\(x(openness).short) \(y(place.rights.low).short)V\(y(place.rights.high).short)"
    }
    guard !way.isEmpty else { return HTML() }
    return path([.path(way), .fill("none")] + Attribute.stroke("#9a6a1f", width: 2)) {}
  }

  private struct Mark {
    var number: Int
    var place: OpennessPlane.Place
    var at: (x: Double, y: Double)
  }

  /// Marks that would lie on one another are set side by side.
  private var spreadApart: [Mark] {
    var marks: [Mark] = []
    for mark in placed {
      var at = (x: x(mark.openness), y: y(mark.rights))
      while marks.contains(where: { abs($0.at.x - at.x) < 21 && abs($0.at.y - at.y) < 21 }) {
        at.x += 22
        if at.x > left + side + 12 { at = (x: x(mark.openness), y: at.y + 22) }
      }
      marks.append(Mark(number: mark.number, place: mark.place, at: at))
    }
    return marks
  }

  private func mark(_ mark: Mark) -> HTML {
    let (fill, ink): (String, String) =
      switch mark.place.standing {
      case .front: ("#2f5f8f", "#ffffff")
      case .undecided: ("#f3e3c3", "#1c2733")
      case .surpassed: ("#ffffff", "#1c2733")
      }
    return group {
      Element("title")(mark.place.programme.name)
      circle(
        Attribute.centre(mark.at.x, mark.at.y) + [.radius(10), .fill(fill)]
          + Attribute.stroke("#2f5f8f", width: 1.5)
      ) {}
      label(
        .x(mark.at.x), .y(mark.at.y + 4), .anchor("middle"), .size(11), .weight(600), .fill(ink),
        text: String(mark.number))
    }
  }
}
