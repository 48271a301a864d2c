import Policy

/// The items of an instrument's file.
struct InstrumentItemReader {
  let optionSets: [String: [Instrument.Option]]
  let tiers: [Instrument.Tier]

  private static let fields: Set<String> = [
    "id", "label", "guidance", "kind", "options", "base", "extras", "cap", "inputs", "formula",
    "allowed", "clamp", "tier", "weight", "from", "to", "reverse", "missing", "not_applicable",
    "when", "perspectives", "level", "formerly", "gcm", "sdg", "crosswalk",
  ]

  func item(_ field: InstrumentField) throws(InstrumentError) -> Instrument.Item {
    try field.refuseOthers(than: Self.fields)
    let kind = try kind(field)
    var weight = try InstrumentReader.weight(field)
    if case .marker(let id, _) = kind, let tier = tiers.first(where: { $0.id == id }) {
      weight *= tier.weight
    }
    return Instrument.Item(
      id: try field.needed("id").filledText, label: try field.needed("label").filledText,
      guidance: try field["guidance"]?.text, kind: kind, weight: weight,
      rescale: try InstrumentReader.rescale(field),
      missing: try field["missing"].map(InstrumentReader.missingRule),
      notApplicable: try field["not_applicable"].map(InstrumentReader.missingRule) ?? .leaveOut,
      condition: try field["when"].map(condition),
      perspectives: try field["perspectives"]?.texts ?? [], level: try field["level"]?.text,
      formerly: try field["formerly"]?.text, crosswalk: try crosswalk(field))
  }

  private func kind(_ field: InstrumentField) throws(InstrumentError) -> Instrument.Kind {
    switch try field["kind"]?.text ?? "choice" {
    case "choice": return .choice(try options(field, "options"))
    case "points":
      guard field["base"] != nil || field["extras"] != nil else {
        throw field.error("points need «base» or «extras»")
      }
      let base = field["base"] == nil ? [] : try options(field, "base")
      let extras = field["extras"] == nil ? [] : try options(field, "extras")
      guard (base + extras).allSatisfy({ ($0.value ?? -1) >= 0 }) else {
        throw field.error("points cannot be below zero or missing")
      }
      guard Set((base + extras).map(\.code)).count == base.count + extras.count else {
        throw field.error("a code is in «base» and in «extras»")
      }
      return .points(base: base, extras: extras, cap: try field["cap"]?.number)
    case "number": return .number(try numberRule(field))
    case "marker":
      let tier = try field.needed("tier")
      let id = try tier.text
      guard tiers.contains(where: { $0.id == id }) else {
        throw tier.error(
          "there is no tier «\(id)»; the instrument has: \(tiers.map(\.id).joined(separator: ", "))"
        )
      }
      return .marker(tier: id, degrees: try options(field, "options"))
    case "text": return .text
    case let other:
      throw field.error(
        "«\(other)» is no kind of item: use choice, points, number, marker or text")
    }
  }

  /// Options of its own, or the name of a set that the instrument gives once.
  private func options(_ field: InstrumentField, _ key: String) throws(InstrumentError)
    -> [Instrument.Option]
  {
    let options = try field.needed(key)
    guard let name = options.json.text else { return try InstrumentReader.options(options) }
    guard let set = optionSets[name] else {
      throw options.error("there is no set «\(name)» in «answers»")
    }
    return set
  }

  private func numberRule(_ field: InstrumentField) throws(InstrumentError)
    -> Instrument.NumberRule
  {
    var rule = Instrument.NumberRule(
      inputs: try field["inputs"]?.texts ?? [], formula: nil,
      allowed: try field["allowed"]?.range, clamp: try field["clamp"]?.range)
    if let formula = field["formula"] {
      do {
        rule.formula = try ItemFormula(try formula.filledText)
      } catch let mistake as ItemFormula.SyntaxError {
        throw formula.error("the formula cannot be read \(mistake)")
      } catch {
        throw error as? InstrumentError ?? formula.error("\(error)")
      }
    }
    if rule.inputs.isEmpty, rule.formula == nil { rule.inputs = ["value"] }
    return rule
  }

  private func condition(_ field: InstrumentField) throws(InstrumentError)
    -> Instrument.Condition
  {
    try field.refuseOthers(than: ["item", "is", "otherwise"])
    return Instrument.Condition(
      item: try field.needed("item").filledText, answers: Set(try field.needed("is").texts),
      otherwise: try field["otherwise"].map(InstrumentReader.missingRule) ?? .leaveOut)
  }

  private func crosswalk(_ field: InstrumentField) throws(InstrumentError) -> [Instrument.Link] {
    var links: [Instrument.Link] = []
    for key in ["gcm", "sdg"] {
      if let ids = field[key] { links.append(Instrument.Link(to: key, ids: try ids.texts)) }
    }
    for (to, ids) in try field["crosswalk"]?.members ?? [] {
      links.append(Instrument.Link(to: to, ids: try ids.texts))
    }
    return links
  }
}
