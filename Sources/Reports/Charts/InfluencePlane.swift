import Policy

/// Things by how much they influence others (upwards) and how much they depend on them (to the right), with the means as
/// the cross of the four roles. Points carry numbers that a list beside explains.
struct InfluencePlane: Sendable {
  struct Point: Sendable {
    var name: String
    var active: Double
    var passive: Double
  }

  var title: String
  var points: [Point]
  /// Names of the axes.
  var activeTitle: String
  var passiveTitle: String
  /// Names of the corners: driver (upper left), relay, autonomous (lower left), dependent.
  var corners: (driver: String, relay: String, autonomous: String, dependent: String)

  var picture: HTML {
    let width = 560.0
    let height = 460.0
    let (left, right, top, bottom) = (58.0, width - 14, 14.0, height - 52)
    let most = { (values: [Double]) in max(values.max() ?? 1, 1e-9) * 1.14 }
    let (mostActive, mostPassive) = (most(points.map(\.active)), most(points.map(\.passive)))
    func x(_ value: Double) -> Double { left + (right - left) * value / mostPassive }
    func y(_ value: Double) -> Double { bottom - (bottom - top) * value / mostActive }
    let count = Double(max(points.count, 1))
    let meanX = x(points.reduce(0) { $0 + $1.passive } / count)
    let meanY = y(points.reduce(0) { $0 + $1.active } / count)
    return svg(
      .viewBox(width, height), .width(width), .height(height), .role("img"), .class("chart plane"),
      .label(title)
    ) {
      rectangle(
        [
          .x(left), .y(top), .width(right - left), .height(bottom - top), .fill("#fbfbfa"),
        ] + Attribute.stroke("#b9c2ca")
      ) {}
      path(
        [
          .path(
            "M\(meanX.short) \(top.short)V\(bottom.short)M\(left.short) \(meanY.short)H\(right.short)"
          ), .fill("none"), .dashes("5 4"),
        ] + Attribute.stroke("#7c8894")
      ) {}
      corner(corners.driver, left + 9, top + 19, "start")
      corner(corners.relay, right - 9, top + 19, "end")
      corner(corners.autonomous, left + 9, bottom - 10, "start")
      corner(corners.dependent, right - 9, bottom - 10, "end")
      label(
        .x((left + right) / 2), .y(height - 14), .anchor("middle"), .size(13), .weight(600),
        text: passiveTitle)
      label(
        .transform("translate(16 \(((top + bottom) / 2).short)) rotate(-90)"), .anchor("middle"),
        .size(13), .weight(600), text: activeTitle)
      tick(0, x: left - 6, y: bottom + 4, "end")
      tick(mostActive / 1.14, x: left - 6, y: y(mostActive / 1.14) + 4, "end")
      tick(mostPassive / 1.14, x: x(mostPassive / 1.14), y: bottom + 17, "middle")
      for (i, place) in placed(x, y).enumerated() {
        circle(
          Attribute.centre(place.x, place.y) + [.radius(11), .fill("#173f66")]
            + Attribute.stroke("#ffffff", width: 1.5)
        ) {
          Element("title")(points[i].name)
        }
        label(
          .x(place.x), .y(place.y + 4), .anchor("middle"), .size(11.5), .weight(600),
          .fill("#ffffff"), text: String(i + 1))
      }
    }
  }

  /// Points that would hide one another are moved apart.
  private func placed(_ x: (Double) -> Double, _ y: (Double) -> Double) -> [(x: Double, y: Double)]
  {
    var places: [(x: Double, y: Double)] = []
    for point in points {
      var place = (x: x(point.passive), y: y(point.active))
      var tries = 0
      while tries < 40,
        places.contains(where: {
          ($0.x - place.x) * ($0.x - place.x) + ($0.y - place.y) * ($0.y - place.y) < 400
        })
      {
        place.x += 5
        place.y += tries % 2 == 0 ? -4 : 2
        tries += 1
      }
      places.append(place)
    }
    return places
  }

  private func corner(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> HTML {
    label(.x(x), .y(y), .anchor(anchor), .size(12.5), .fill("#5f6b76"), text: text)
  }

  private func tick(_ value: Double, x: Double, y: Double, _ anchor: String) -> HTML {
    label(.x(x), .y(y), .anchor(anchor), .size(11), .fill("#5f6b76"), text: value.short)
  }
}
