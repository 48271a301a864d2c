import Policy

/// An attribute of an element. Names are ours; values are escaped when they are written.
///
/// There is no way to write a script, a style or an address that was read from a document: `href` takes a `Link`,
/// which can only point into the report.
struct Attribute: Sendable {
  let name: StaticString
  let value: String?

  private init(_ name: StaticString, _ value: String?) {
    self.name = name
    self.value = value
  }

  static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
  static func id(_ id: String) -> Attribute { Attribute("id", id) }
  static func href(_ link: Link) -> Attribute { Attribute("href", link.address) }
  static func title(_ text: String) -> Attribute { Attribute("title", text) }
  static func role(_ role: String) -> Attribute { Attribute("role", role) }
  static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
  static func labelled(by id: String) -> Attribute { Attribute("aria-labelledby", id) }
  static let hidden = Attribute("aria-hidden", "true")
  static let current = Attribute("aria-current", "page")
  static let focusable = Attribute("tabindex", "0")
  static func scope(_ scope: String) -> Attribute { Attribute("scope", scope) }
  static func colspan(_ columns: Int) -> Attribute { Attribute("colspan", String(columns)) }
  static func name(_ name: String) -> Attribute { Attribute("name", name) }
  static func content(_ content: String) -> Attribute { Attribute("content", content) }
  static func charset(_ name: String) -> Attribute { Attribute("charset", name) }
  static func httpEquiv(_ name: String) -> Attribute { Attribute("http-equiv", name) }

  /// The language that a text is in; a text of unknown language says so ("und").
  static func lang(_ language: Language) -> Attribute { Attribute("lang", language.rawValue) }
  /// Lets the letters decide the direction of writing, so that Arabic stands as Arabic.
  static let anyDirection = Attribute("dir", "auto")

  // SVG
  static func viewBox(_ width: Double, _ height: Double) -> Attribute {
    Attribute("viewBox", "0 0 \(width.short) \(height.short)")
  }
  static func width(_ value: Double) -> Attribute { Attribute("width", value.short) }
  static func height(_ value: Double) -> Attribute { Attribute("height", value.short) }
  static func x(_ value: Double) -> Attribute { Attribute("x", value.short) }
  static func y(_ value: Double) -> Attribute { Attribute("y", value.short) }
  static func centre(_ x: Double, _ y: Double) -> [Attribute] {
    [Attribute("cx", x.short), Attribute("cy", y.short)]
  }
  static func radius(_ value: Double) -> Attribute { Attribute("r", value.short) }
  static func path(_ path: String) -> Attribute { Attribute("d", path) }
  static func transform(_ transform: String) -> Attribute { Attribute("transform", transform) }
  static func fill(_ colour: String) -> Attribute { Attribute("fill", colour) }
  static func stroke(_ colour: String, width: Double = 1) -> [Attribute] {
    [Attribute("stroke", colour), Attribute("stroke-width", width.short)]
  }
  static func dashes(_ pattern: String) -> Attribute { Attribute("stroke-dasharray", pattern) }
  static func anchor(_ anchor: String) -> Attribute { Attribute("text-anchor", anchor) }
  static func size(_ points: Double) -> Attribute { Attribute("font-size", points.short) }
  static func weight(_ weight: Int) -> Attribute { Attribute("font-weight", String(weight)) }
}

extension Double {
  /// At most two decimals, without trailing zeros, the same on every machine: "3", "0.5", "12.25".
  var short: String {
    guard isFinite else { return "0" }
    let hundredths = (self * 100).rounded()
    guard abs(hundredths) < 1e15 else { return "0" }
    let whole = Int(abs(hundredths))
    let sign = hundredths < 0 ? "-" : ""
    let fraction = whole % 100
    guard fraction != 0 else { return sign + String(whole / 100) }
    let digits =
      fraction % 10 == 0 ? String(fraction / 10) : (fraction < 10 ? "0" : "") + String(fraction)
    return sign + String(whole / 100) + "." + digits
  }
}
