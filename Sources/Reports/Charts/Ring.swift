import Glibc

/// Places round a circle, clockwise from the top, and the names beside them.
struct Ring: Sendable {
  var width: Double
  var height: Double
  var radius: Double
  var count: Int
  /// Steps by which the first place stands to the right of the top.
  var shift = 0.0

  struct Spot: Sendable {
    var x: Double
    var y: Double
    fileprivate var cosine: Double

    /// A name runs outwards, so that neighbours do not cover one another; only at the very top and foot it is centred.
    var anchor: String { abs(cosine) < 0.02 ? "middle" : cosine > 0 ? "start" : "end" }
  }

  var middle: (x: Double, y: Double) { (width / 2, height / 2) }

  /// - Parameter outside: how far outside the circle.
  func spot(_ i: Int, outside: Double = 0) -> Spot {
    let angle = 2 * Double.pi * (Double(i) + shift) / Double(max(count, 1)) - Double.pi / 2
    let distance = radius + outside
    return Spot(
      x: middle.x + distance * cos(angle), y: middle.y + distance * sin(angle), cosine: cos(angle))
  }

  /// A name that fits beside the circle.
  static func short(_ name: String, _ longest: Int) -> String {
    name.count <= longest ? name : name.prefix(longest - 1) + "…"
  }
}
