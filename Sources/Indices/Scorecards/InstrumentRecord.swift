public import Policy

extension Instrument {
  /// The instrument as its file holds it; `read` gives it back.
  public var record: JSONValue {
    var fields = Fields()
    fields.add("id", .string(id))
    fields.add("name", .string(name))
    fields.add("edition", .string(edition))
    fields.add("custodians", about.custodians.isEmpty ? nil : .strings(about.custodians))
    for (key, text) in [
      ("source", about.source), ("licence", about.licence), ("labels", about.labels),
      ("respondent", about.respondent), ("period", about.period), ("unit", about.unit),
      ("note", about.note),
    ] { fields.add(key, text.map(JSONValue.string)) }
    fields.add("direction", .string(direction.rawValue))
    fields.add("bases", .strings(bases.map(\.rawValue)))
    fields.add("scored", isScored ? nil : .bool(false))
    if !perspectives.isEmpty {
      fields.add(
        "perspectives",
        .array(
          perspectives.map { .record(["id": .string($0.id), "label": .string($0.label)]) }))
    }
    if !tiers.isEmpty {
      fields.add(
        "tiers",
        .array(
          tiers.map {
            .record([
              "id": .string($0.id), "label": .string($0.label), "weight": .number($0.weight),
            ])
          }))
    }
    fields.add("missing", root.rule.missing.record)
    if !missingCodes.isEmpty {
      fields.add(
        "missing_codes",
        .object(
          missingCodes.sorted { $0.key < $1.key }.map {
            JSONValue.Member(key: $0.key, value: .string($0.value.rawValue))
          }))
    }
    fields.add(
      "several_respondents", consensus == .mean ? nil : .string(consensus.rawValue))
    fields.add("least_coverage", leastCoverage == 0 ? nil : .number(leastCoverage))
    if !classes.isEmpty {
      fields.add("classes", .array(classes.map(\.record)))
      let inner = nodes.dropFirst().contains { $0.hasClasses }
      fields.add(
        "classes_of", .strings((root.hasClasses ? ["overall"] : []) + (inner ? ["domains"] : [])))
    }
    fields.add("combine", root.rule.record)
    root.addParts(to: &fields, tiers)
    return .object(fields.members)
  }
}

/// Members of an object, those that are nil left out.
private struct Fields {
  var members: [JSONValue.Member] = []

  mutating func add(_ key: String, _ value: JSONValue?) {
    if let value { members.append(JSONValue.Member(key: key, value: value)) }
  }

  mutating func add(_ rescale: Instrument.Rescale?) {
    guard let rescale else { return }
    add("from", .range(rescale.from))
    add("to", .range(rescale.to))
    add("reverse", rescale.isReversed ? .bool(true) : nil)
  }
}

extension JSONValue {
  fileprivate static func range(_ range: ClosedRange<Double>) -> JSONValue {
    .array([.number(range.lowerBound), .number(range.upperBound)])
  }
}

extension Instrument.ScoreClass {
  fileprivate var record: JSONValue {
    .object([
      .init(key: "code", value: .integer(code)), .init(key: "label", value: .string(label)),
      .init(key: "min", value: .number(lower)),
      .init(key: includesUpper ? "max_inclusive" : "max_exclusive", value: .number(upper)),
    ])
  }
}

extension Instrument.MissingRule {
  fileprivate var record: JSONValue {
    switch self {
    case .score(let score): .record(["score": .number(score)])
    case .leaveOut: .string("leave_out")
    case .withhold: .string("withhold")
    case .fill: .string("fill")
    }
  }
}

extension Instrument.Combination {
  fileprivate var record: JSONValue {
    guard cap != nil || rescale != nil || highestCase != nil else {
      return .string(method.rawValue)
    }
    var fields = Fields()
    fields.add("method", .string(method.rawValue))
    fields.add("cap", cap.map(JSONValue.number))
    fields.add(rescale)
    fields.add("highest_case", highestCase.map(JSONValue.number))
    return .object(fields.members)
  }
}

extension Instrument.Node {
  fileprivate func addParts(to fields: inout Fields, _ tiers: [Instrument.Tier]) {
    var domains: [JSONValue] = []
    var items: [JSONValue] = []
    for part in parts {
      switch part {
      case .item(let item): items.append(item.record(tiers))
      case .node(let node):
        var own = Fields()
        own.add("id", .string(node.id))
        own.add("label", .string(node.label))
        own.add("note", node.note.map(JSONValue.string))
        own.add("weight", node.weight == 1 ? nil : .number(node.weight))
        own.add("missing", node.rule.missing.record)
        own.add("combine", node.rule.record)
        node.addParts(to: &own, tiers)
        domains.append(.object(own.members))
      }
    }
    if !domains.isEmpty { fields.add("domains", .array(domains)) }
    if !items.isEmpty || domains.isEmpty { fields.add("items", .array(items)) }
  }
}

extension Instrument.Item {
  fileprivate func record(_ tiers: [Instrument.Tier]) -> JSONValue {
    var fields = Fields()
    fields.add("id", .string(id))
    fields.add("label", .string(label))
    fields.add("guidance", guidance.map(JSONValue.string))
    func options(_ options: [Instrument.Option]) -> JSONValue {
      .array(
        options.map {
          .record([
            "code": .string($0.code), "label": .string($0.label),
            "value": .optional($0.value),
          ])
        })
    }
    var weight = weight
    switch kind {
    case .choice(let choices): fields.add("options", options(choices))
    case .points(let base, let extras, let cap):
      fields.add("kind", .string("points"))
      fields.add("base", base.isEmpty ? nil : options(base))
      fields.add("extras", extras.isEmpty ? nil : options(extras))
      fields.add("cap", cap.map(JSONValue.number))
    case .number(let rule):
      fields.add("kind", .string("number"))
      fields.add("inputs", rule.inputs.isEmpty ? nil : .strings(rule.inputs))
      fields.add("formula", rule.formula.map { .string($0.text) })
      fields.add("allowed", rule.allowed.map(JSONValue.range))
      fields.add("clamp", rule.clamp.map(JSONValue.range))
    case .marker(let tier, let degrees):
      fields.add("kind", .string("marker"))
      fields.add("tier", .string(tier))
      fields.add("options", options(degrees))
      if let own = tiers.first(where: { $0.id == tier }), own.weight > 0 { weight /= own.weight }
    case .text: fields.add("kind", .string("text"))
    }
    fields.add("weight", weight == 1 ? nil : .number(weight))
    fields.add(rescale)
    fields.add("missing", missing?.record)
    fields.add("not_applicable", notApplicable == .leaveOut ? nil : notApplicable.record)
    fields.add(
      "when",
      condition.map {
        .record([
          "item": .string($0.item), "is": .strings($0.answers.sorted()),
          "otherwise": $0.otherwise.record,
        ])
      })
    fields.add("perspectives", perspectives.isEmpty ? nil : .strings(perspectives))
    fields.add("level", level.map(JSONValue.string))
    fields.add("formerly", formerly.map(JSONValue.string))
    if !crosswalk.isEmpty {
      fields.add(
        "crosswalk",
        .object(crosswalk.map { JSONValue.Member(key: $0.to, value: .strings($0.ids)) }))
    }
    return .object(fields.members)
  }
}
