import Glibc
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
    let width = 860.0
    let height = 520.0
    let (middleX, middleY) = (width / 2, height / 2)
    let radius = 170.0
    let most = Double(max(nodes.map(\.mandates).max() ?? 1, 1))
    func point(_ i: Int, _ distance: Double) -> (x: Double, y: Double, cosine: Double) {
      let angle = 2 * Double.pi * (Double(i) + 0.5) / Double(max(nodes.count, 1)) - Double.pi / 2
      return (middleX + distance * cos(angle), middleY + distance * sin(angle), cos(angle))
    }
    return svg(
      .viewBox(width, height), .width(width), .height(height), .role("img"), .class("chart ties"),
      .label(title)
    ) {
      for chord in chords {
        let from = point(chord.from, radius)
        let to = point(chord.to, radius)
        path(
          [
            .path(
              "M\(from.x.short) \(from.y.short)Q\(middleX.short) \(middleY.short) \(to.x.short) \(to.y.short)"
            ), .fill("none"),
          ]
            + (chord.isStated
              ? Attribute.stroke("#2f5f8f", width: 1.8)
              : Attribute.stroke("#7c8894", width: 1) + [.dashes("4 3")])
        ) {}
      }
      for (i, node) in nodes.enumerated() {
        let place = point(i, radius)
        let name = point(i, radius + 20)
        let dot = 4 + 9 * (Double(node.mandates) / most).squareRoot()
        circle(
          Attribute.centre(place.x, place.y)
            + [.radius(dot), .fill("#173f66")] + Attribute.stroke("#ffffff", width: 1.5)
        ) {
          Element("title")(node.name + " · " + String(node.mandates))
        }
        label(
          .x(name.x), .y(name.y + 4), .size(12.5),
          .anchor(abs(name.cosine) < 0.2 ? "middle" : name.cosine > 0 ? "start" : "end"),
          text: node.name.count <= 36 ? node.name : node.name.prefix(35) + "…")
      }
    }
  }
}
