import Policy

/// Institutions round a circle, joined where they work together: the more mandates, the larger the dot.
struct TieCircle: Sendable {
  struct Node: Sendable {
    var name: String
    var mandates: Int
  }

  struct Chord: Sendable, Hashable {
    var from: Int
    var to: Int
    /// True for a tie that a text or table states; false for two members of one co-ordination body.
    var isStated: Bool
  }

  var title: String
  var nodes: [Node]
  var chords: [Chord]

  var picture: HTML {
    let ring = Ring(width: 980, height: 520, radius: 170, count: nodes.count, shift: 0.5)
    let most = Double(max(nodes.map(\.mandates).max() ?? 1, 1))
    return svg(
      .viewBox(ring.width, ring.height), .width(ring.width), .height(ring.height), .role("img"),
      .class("chart ties"),
      .label(title)
    ) {
      for chord in chords {
        let from = ring.spot(chord.from)
        let to = ring.spot(chord.to)
        path(
          [
            .path(
              "M\(from.x.short) \(from.y.short)Q\(ring.middle.x.short) \(ring.middle.y.short) \(to.x.short) \(to.y.short)"
            ), .fill("none"),
          ]
            + (chord.isStated
              ? Attribute.stroke("#2f5f8f", width: 1.8)
              : Attribute.stroke("#7c8894", width: 1) + [.dashes("4 3")])
        ) {}
      }
      for (i, node) in nodes.enumerated() {
        let place = ring.spot(i)
        let name = ring.spot(i, outside: 20)
        let dot = 4 + 9 * (Double(node.mandates) / most).squareRoot()
        circle(
          Attribute.centre(place.x, place.y)
            + [.radius(dot), .fill("#173f66")] + Attribute.stroke("#ffffff", width: 1.5)
        ) {
          Element("title")(node.name + " · " + String(node.mandates))
        }
        label(
          .x(name.x), .y(name.y + 4), .size(12.5),
          .anchor(name.anchor),
          text: Ring.short(node.name, 36))
      }
    }
  }
}
