import Policy

/// Things round a circle, with arrows from what influences to what is influenced: the thicker, the stronger.
struct InfluenceMap: Sendable {
  struct Arrow: Sendable, Hashable {
    var from: Int
    var to: Int
    var strength: Double
  }

  var title: String
  var names: [String]
  var arrows: [Arrow]

  var picture: HTML {
    let ring = Ring(width: 860, height: 480, radius: 185, count: names.count)
    let most = max(arrows.map(\.strength).max() ?? 1, 1e-9)
    return svg(
      .viewBox(ring.width, ring.height), .width(ring.width), .height(ring.height), .role("img"),
      .class("chart map"),
      .label(title)
    ) {
      for arrow in arrows.sorted(by: { $0.strength < $1.strength }) {
        self.picture(
          of: arrow, from: ring.spot(arrow.from), to: ring.spot(arrow.to),
          middle: ring.middle, share: arrow.strength / most)
      }
      for (i, name) in names.enumerated() {
        let place = ring.spot(i)
        let outside = ring.spot(i, outside: 18)
        circle(
          Attribute.centre(place.x, place.y)
            + [.radius(8), .fill("#173f66")] + Attribute.stroke("#ffffff", width: 1.5)
        ) {}
        label(
          .x(outside.x),
          .y(outside.y + (outside.anchor == "middle" && outside.y < ring.middle.y ? -2 : 5)),
          .size(12.5),
          .anchor(outside.anchor), text: Ring.short(name, 34))
      }
    }
  }

  /// A curve that bends aside, so that an arrow and its answer do not lie on one another, and its head.
  private func picture(
    of arrow: Arrow, from: Ring.Spot, to: Ring.Spot, middle: (x: Double, y: Double), share: Double
  ) -> HTML {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1)
    // The bend: towards the middle, and always to the left of the arrow.
    let centre = (x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)
    let bend = (
      x: centre.x + (middle.x - centre.x) * 0.25 + dy / length * 26,
      y: centre.y + (middle.y - centre.y) * 0.25 - dx / length * 26
    )
    let (ex, ey) = (to.x - bend.x, to.y - bend.y)
    let reach = max((ex * ex + ey * ey).squareRoot(), 1)
    let (ux, uy) = (ex / reach, ey / reach)
    let tip = (x: to.x - ux * 10, y: to.y - uy * 10)
    let size = 6 + 5 * share
    let base = (x: tip.x - ux * size, y: tip.y - uy * size)
    let colour = share > 0.66 ? "#173f66" : share > 0.33 ? "#4f7fab" : "#9db7cf"
    return group {
      Element("title")(names[arrow.from] + " → " + names[arrow.to] + ": " + arrow.strength.short)
      path(
        [
          .path(
            "M\(from.x.short) \(from.y.short)Q\(bend.x.short) \(bend.y.short) \(base.x.short) \(base.y.short)"
          ), .fill("none"),
        ] + Attribute.stroke(colour, width: 0.8 + 3.6 * share)
      ) {}
      path(
        .path(
          "M\(tip.x.short) \(tip.y.short)L\((base.x - uy * size * 0.5).short) \((base.y + ux * size * 0.5).short)L\((base.x + uy * size * 0.5).short) \((base.y - ux * size * 0.5).short)Z"
        ), .fill(colour)
      ) {}
    }
  }
}
