import Policy

extension Instrument {
  /// Reads the editions of an instrument from its file (`Docs/scorecards.md`).
  ///
  /// - Returns: one instrument for each edition, in the order of the file.
  /// - Throws: `InstrumentError` with line, column and field: bad JSON, an unknown field, an id that is there twice,
  ///   options without values, classes that overlap, a formula that cannot be read or that leads back to itself.
  public static func read(_ bytes: [UInt8], file: String) throws(InstrumentError) -> [Instrument] {
    let (value, mistake) = LocatedJSON.read(bytes)
    if let mistake {
      throw InstrumentError(
        file: file, at: mistake.at, reason: "this is not JSON: \(mistake.reason)")
    }
    guard let value, let members = value.members else {
      throw InstrumentError(file: file, reason: "an object { } is expected")
    }
    let whole = InstrumentField(file: file, path: "", json: value)
    guard let editions = whole["editions"] else {
      return [try InstrumentReader.read(whole)]
    }
    var instruments: [Instrument] = []
    for edition in try editions.elements {
      // What the edition does not say itself is said once for all of them.
      let own = try edition.members.map(\.key)
      let shared = members.filter { $0.key != "editions" && !own.contains($0.key) }
      let merged = LocatedJSON(.object(shared + (edition.json.members ?? [])), at: edition.json.at)
      let field = InstrumentField(file: file, path: edition.path, json: merged)
      let instrument = try InstrumentReader.read(field)
      guard !instruments.contains(where: { $0.edition == instrument.edition }) else {
        throw edition.error("the edition «\(instrument.edition)» is there twice")
      }
      instruments.append(instrument)
    }
    guard !instruments.isEmpty else { throw editions.error("there is no edition in the list") }
    return instruments
  }
}

/// One edition of an instrument's file.
struct InstrumentReader {
  private static let fields: Set<String> = [
    "id", "name", "edition", "custodians", "source", "licence", "labels", "respondent", "period",
    "unit", "note", "direction", "bases", "scored", "perspectives", "tiers", "missing",
    "missing_codes", "several_respondents", "least_coverage", "classes", "classes_of", "answers",
    "combine", "domains", "items",
  ]

  private let whole: InstrumentField
  private var optionSets: [String: [Instrument.Option]] = [:]
  private var tiers: [Instrument.Tier] = []
  private var missing: Instrument.MissingRule = .leaveOut
  private var classesOf: Set<String> = ["overall", "domains"]

  static func read(_ whole: InstrumentField) throws(InstrumentError) -> Instrument {
    var reader = InstrumentReader(whole: whole)
    return try reader.instrument()
  }

  private init(whole: InstrumentField) {
    self.whole = whole
  }

  private mutating func instrument() throws(InstrumentError) -> Instrument {
    try whole.refuseOthers(than: Self.fields)
    if let field = whole["missing"] { missing = try Self.missingRule(field) }
    if let field = whole["classes_of"] { classesOf = Set(try field.texts) }
    if let field = whole["tiers"] {
      for tier in try field.elements {
        tiers.append(
          Instrument.Tier(
            id: try tier.needed("id").filledText, label: try tier.needed("label").filledText,
            weight: try tier["weight"]?.number ?? 1))
      }
    }
    if let field = whole["answers"] {
      for (name, set) in try field.members { optionSets[name] = try Self.options(set) }
    }
    let name = try whole.needed("name").filledText
    let instrument = Instrument(
      id: try whole.needed("id").filledText, name: name,
      edition: try whole.needed("edition").filledText, about: try about(),
      direction: try whole["direction"]?.choice(Instrument.Direction.self) ?? .higherIsBetter,
      bases: try bases(), isScored: try whole["scored"]?.flag ?? true,
      perspectives: try perspectives(), tiers: tiers, missingCodes: try missingCodes(),
      consensus: try whole["several_respondents"]?.choice(Instrument.Consensus.self) ?? .mean,
      leastCoverage: try whole["least_coverage"]?.number ?? 0, classes: try classes(),
      root: try node(whole, id: "overall", label: name, isRoot: true))
    try InstrumentCheck(file: whole.file, at: whole.json.at).check(instrument)
    return instrument
  }

  private func about() throws(InstrumentError) -> Instrument.About {
    var about = Instrument.About()
    about.custodians = try whole["custodians"]?.texts ?? []
    about.source = try whole["source"]?.text
    about.licence = try whole["licence"]?.text
    about.labels = try whole["labels"]?.text
    about.respondent = try whole["respondent"]?.text
    about.period = try whole["period"]?.text
    about.unit = try whole["unit"]?.text
    about.note = try whole["note"]?.text
    return about
  }

  private func bases() throws(InstrumentError) -> [Instrument.Basis] {
    guard let field = whole["bases"] else { return [.policy] }
    var bases: [Instrument.Basis] = []
    for element in try field.elements { bases.append(try element.choice(Instrument.Basis.self)) }
    guard !bases.isEmpty else { throw field.error("name at least one: law, policy or practice") }
    return bases
  }

  private func perspectives() throws(InstrumentError) -> [Instrument.Named] {
    var perspectives: [Instrument.Named] = []
    for field in try whole["perspectives"]?.elements ?? [] {
      perspectives.append(
        Instrument.Named(
          id: try field.needed("id").filledText, label: try field.needed("label").filledText))
    }
    return perspectives
  }

  private func missingCodes() throws(InstrumentError) -> [String: Instrument.MissingReason] {
    var codes: [String: Instrument.MissingReason] = [:]
    for (code, field) in try whole["missing_codes"]?.members ?? [] {
      codes[code] = try field.choice(Instrument.MissingReason.self)
    }
    return codes
  }

  private func classes() throws(InstrumentError) -> [Instrument.ScoreClass] {
    guard let field = whole["classes"] else { return [] }
    var classes: [Instrument.ScoreClass] = []
    for element in try field.elements {
      let code = try element.needed("code").number
      guard let whole = Int(exactly: code) else { throw element.error("«code» must be whole") }
      let includesUpper = element["max_inclusive"] != nil
      let upper =
        if let field = element["max_inclusive"] { try field.number } else {
          try element.needed("max_exclusive").number
        }
      let lower = try element.needed("min").number
      guard lower <= upper, includesUpper || lower < upper else {
        throw element.error("«min» is not below the upper bound")
      }
      if let last = classes.last, last.upper > lower || (last.upper == lower && last.includesUpper)
      {
        throw element.error("this class overlaps the one before; give them from low to high")
      }
      classes.append(
        Instrument.ScoreClass(
          code: whole, label: try element.needed("label").filledText, lower: lower, upper: upper,
          includesUpper: includesUpper))
    }
    return classes
  }

  static func missingRule(_ field: InstrumentField) throws(InstrumentError)
    -> Instrument.MissingRule
  {
    if let score = field["score"] { return .score(try score.number) }
    switch try field.text {
    case "leave_out": return .leaveOut
    case "withhold": return .withhold
    case "fill": return .fill
    case let other:
      throw field.error(
        "«\(other)» is no rule for missing answers: use leave_out, withhold, fill or {\"score\": 0}"
      )
    }
  }

  private func node(_ field: InstrumentField, id: String, label: String, isRoot: Bool = false)
    throws(InstrumentError) -> Instrument.Node
  {
    var parts: [Instrument.Part] = []
    for domain in try field["domains"]?.elements ?? [] {
      try domain.refuseOthers(than: [
        "id", "label", "note", "weight", "missing", "combine", "domains", "items",
      ])
      parts.append(
        .node(
          try node(
            domain, id: try domain.needed("id").filledText,
            label: try domain.needed("label").filledText)))
    }
    let items = InstrumentItemReader(optionSets: optionSets, tiers: tiers)
    for item in try field["items"]?.elements ?? [] { parts.append(.item(try items.item(item))) }
    // A domain may wait for its items: a shape into which a list of items is read.
    guard !parts.isEmpty || (!isRoot && field["items"] != nil) else {
      throw field.error("there are neither «domains» nor «items»")
    }
    var rule = try field["combine"].map(combination) ?? .mean(missing: missing)
    if !isRoot, let own = field["missing"] { rule.missing = try Self.missingRule(own) }
    return Instrument.Node(
      id: id, label: label, note: isRoot ? nil : try field["note"]?.text,
      weight: isRoot ? 1 : try Self.weight(field), rule: rule,
      hasClasses: classesOf.contains(isRoot ? "overall" : "domains"), parts: parts)
  }

  static func weight(_ field: InstrumentField) throws(InstrumentError) -> Double {
    guard let weight = field["weight"] else { return 1 }
    guard try weight.number >= 0 else { throw weight.error("a weight cannot be below zero") }
    return try weight.number
  }

  private func combination(_ field: InstrumentField) throws(InstrumentError)
    -> Instrument.Combination
  {
    var rule = Instrument.Combination.mean(missing: missing)
    guard field.json.members != nil else {
      rule.method = try field.choice(Instrument.Combination.Method.self)
      return rule
    }
    try field.refuseOthers(than: ["method", "cap", "from", "to", "reverse", "highest_case"])
    rule.method = try field.needed("method").choice(Instrument.Combination.Method.self)
    rule.cap = try field["cap"]?.number
    rule.highestCase = try field["highest_case"]?.number
    rule.rescale = try Self.rescale(field)
    return rule
  }

  /// `from` onto `to`, reversed with `reverse`; the same range when only one is given.
  static func rescale(_ field: InstrumentField) throws(InstrumentError) -> Instrument.Rescale? {
    let isReversed = try field["reverse"]?.flag ?? false
    guard let range = field["from"] ?? field["to"] else {
      guard !isReversed else { throw field.error("«reverse» needs the range «from» to turn round") }
      return nil
    }
    let from = try (field["from"] ?? range).range
    return Instrument.Rescale(
      from: from, to: try field["to"]?.range ?? from, isReversed: isReversed)
  }

  /// `{"yes": 1, "no": 0}`, or a list of `{"code", "label", "value"}`.
  static func options(_ field: InstrumentField) throws(InstrumentError) -> [Instrument.Option] {
    var options: [Instrument.Option] = []
    func add(_ option: Instrument.Option, _ field: InstrumentField) throws(InstrumentError) {
      guard !options.contains(where: { $0.code == option.code }) else {
        throw field.error("the code «\(option.code)» is there twice")
      }
      options.append(option)
    }
    if field.json.members != nil {
      for (code, value) in try field.members {
        // null: the answer says that the question does not apply.
        let number = value.json.isNull ? nil : try value.number
        try add(Instrument.Option(code: code, label: code, value: number), value)
      }
    } else {
      for element in try field.elements {
        try element.refuseOthers(than: ["code", "label", "value"])
        let code = try element.needed("code").filledText
        try add(
          Instrument.Option(
            code: code, label: try element["label"]?.text ?? code,
            value: try element["value"]?.number), element)
      }
    }
    guard !options.isEmpty else { throw field.error("there are no options") }
    return options
  }
}

extension Instrument.Combination {
  static func mean(missing: Instrument.MissingRule) -> Self {
    Self(method: .mean, missing: missing)
  }
}
