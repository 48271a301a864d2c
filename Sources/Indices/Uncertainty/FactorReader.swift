import Policy

/// Reads the factors of an uncertainty file against a recipe.
struct FactorReader {
  let run: ChainRun
  let files: [String: [UInt8]]
  let seed: UInt64
  /// Noisy weight sets to make unless told.
  let sets: Int

  /// Names of factors and the steps that they change.
  static let steps = [
    "treatment": "treat", "imputation": "impute", "normalisation": "normalise",
    "screening": "screen", "denomination": "denominate",
  ]

  func factor(_ name: String, _ settings: Settings) throws(Table.Error) -> Factor {
    if let op = try settings.optionalText("step") {
      return try stepFactor(name, op, settings)
    }
    let kind = try settings.optionalText("kind") ?? name
    switch kind {
    case "weights": return try weights(name, settings)
    case "aggregation": return try aggregation(name, settings)
    case "leave_out": return try leaveOut(name, settings)
    case "assessors", "data": return try assessors(name, settings)
    default:
      if let op = Self.steps[kind] {
        return try alternatives(name, op, settings, try list(settings))
      }
      // A parameter of the step that has one of this name: winmax.
      let parameters = [
        "winmax": "treat", "skew_thresh": "treat", "kurt_thresh": "treat", "fallback": "treat",
      ]
      guard let op = parameters[kind] else {
        throw settings.error(
          nil,
          "«\(kind)» is not a factor; there are: weights, aggregation, leave_out, assessors, \(Self.steps.keys.sorted().joined(separator: ", ")), winmax, or any with a step"
        )
      }
      return try values(name, op, [kind], settings, try list(settings))
    }
  }

  private func list(_ settings: Settings) throws(Table.Error) -> [LocatedJSON] {
    if let elements = settings.json.elements { return elements }
    if let elements = (settings.json["values"] ?? settings.json["alternatives"])?.elements {
      return elements
    }
    throw settings.error(nil, "a list of alternatives is expected here")
  }

  private func place(_ op: String, _ settings: Settings) throws(Table.Error) -> Int {
    if let number = Int(op), run.chain.steps.indices.contains(number - 1) { return number - 1 }
    guard let place = run.chain.steps.firstIndex(where: { $0.op == op }) else {
      throw settings.error(nil, "the recipe has no step «\(op)» for this factor to change")
    }
    return place
  }

  private func stepFactor(_ name: String, _ op: String, _ settings: Settings) throws(Table.Error)
    -> Factor
  {
    guard let path = try settings.text("parameter") else {
      return try alternatives(name, op, settings, try list(settings))
    }
    let fields = path.split(separator: ".").map(String.init)
    if let bounds = try settings.numbers("interval") {
      guard bounds.count == 2, bounds[0] < bounds[1] else {
        throw settings.error("interval", "two numbers, the smaller first, are expected here")
      }
      let place = try place(op, settings)
      let source = run.chain.sources[place]
      let file = settings.file
      return Factor(
        name: name,
        range: .interval(bounds[0], bounds[1]) { value in
          let json = source.replacing(
            fields, with: LocatedJSON(.number(value.description), at: source.at))
          var unknown: [Table.Error] = []
          return .step(place, try Chain.Step(Settings(json, file: file, path: name), &unknown))
        })
    }
    return try values(name, op, fields, settings, try list(settings))
  }

  /// Values of one parameter of a step.
  private func values(
    _ name: String, _ op: String, _ path: [String], _ settings: Settings, _ list: [LocatedJSON]
  ) throws(Table.Error) -> Factor {
    let place = try place(op, settings)
    return try values(name, at: place, in: run.chain.sources[place], path, settings, list)
  }

  /// Values of one parameter of a step that is written so.
  private func values(
    _ name: String, at place: Int, in source: LocatedJSON, _ path: [String], _ settings: Settings,
    _ list: [LocatedJSON]
  ) throws(Table.Error) -> Factor {
    var found: [(label: String, change: Factor.Change)] = []
    for value in list {
      let own = Settings(
        source.replacing(path, with: value), file: settings.file, path: settings.path)
      var unknown: [Table.Error] = []
      found.append((Self.label(value, found.count), .step(place, try Chain.Step(own, &unknown))))
    }
    return try made(name, found, settings)
  }

  /// Other steps in place of one of the recipe; "none" leaves it out.
  private func alternatives(
    _ name: String, _ op: String, _ settings: Settings, _ list: [LocatedJSON]
  ) throws(Table.Error) -> Factor {
    let place = try place(op, settings)
    var found: [(label: String, change: Factor.Change)] = []
    for element in list {
      var json = element
      var label = String(found.count + 1)
      if let text = element.text {
        let short = ShortNotation.labelled(text)
        label = short.label ?? label
        if short.words == "none" {
          found.append((label, .step(place, nil)))
          continue
        }
        if short.words == "original" {
          found.append((label, .none))
          continue
        }
        json =
          op == "normalise" && !short.words.hasPrefix("normalise")
          ? ShortNotation.normalisation(short.words, at: element.at)
          : ShortNotation.step(
            short.words.hasPrefix(op) ? short.words : op + " " + short.words, at: element.at)
      } else {
        json = json.replacing(["op"], with: LocatedJSON(.string(op), at: element.at))
      }
      var unknown: [Table.Error] = []
      found.append(
        (
          label,
          .step(
            place,
            try Chain.Step(Settings(json, file: settings.file, path: settings.path), &unknown))
        ))
      if let first = unknown.first { throw first }
      guard case .step(_, .impute(let step)) = found[found.count - 1].change,
        case .multiple(let method) = step.way, method.draw == nil
      else { continue }
      guard list.count == 1 else {
        throw settings.error(
          nil, at: element,
          "a multiple imputation has data sets of its own to choose from: give it alone, or one data set of it with a draw"
        )
      }
      let draws = (1...method.count).map { LocatedJSON(.number(String($0)), at: element.at) }
      return try values(
        name, at: place, in: json, ["draw"], settings, draws)
    }
    return try made(name, found, settings)
  }

  private func aggregation(_ name: String, _ settings: Settings) throws(Table.Error) -> Factor {
    var found: [(label: String, change: Factor.Change)] = []
    let levels = run.framework.top - 1
    for element in try list(settings) {
      var label = String(found.count + 1)
      var names: [String] = (element.elements ?? []).compactMap(\.text)
      if let text = element.text {
        let short = ShortNotation.labelled(text)
        label = short.label ?? label
        names = short.words.split { $0 == " " || $0 == "," || $0 == "/" }.map(String.init).filter {
          $0 != "all" && $0 != "levels"
        }
      }
      guard names.count == 1 || names.count == levels else {
        throw settings.error(
          nil, at: element, "one method, or one for each of \(levels) levels, is expected here")
      }
      var methods: [AggregationMethod] = []
      for method in names { methods.append(try AggregationMethod(method, settings)) }
      found.append((label, .methods(methods)))
    }
    return try made(name, found, settings)
  }

  private func leaveOut(_ name: String, _ settings: Settings) throws(Table.Error) -> Factor {
    let isAll = settings.json.text == "all" || settings.json["indicators"]?.text == "all"
    var codes: [String] = run.framework.indicators.map(\.code)
    if !isAll {
      codes = []
      for element in settings.json["indicators"]?.elements ?? settings.json.elements ?? [] {
        guard let code = element.text, run.framework[code]?.level == 1 else {
          throw settings.error(nil, at: element, "there is no indicator of this code")
        }
        codes.append(code)
      }
    }
    return try made(
      name, [("none", .none)] + codes.map { ($0, .weights([$0: 0])) }, settings)
  }

  private func assessors(_ name: String, _ settings: Settings) throws(Table.Error) -> Factor {
    var found: [(label: String, change: Factor.Change)] = []
    for element in settings.json["files"]?.elements ?? settings.json.elements ?? [] {
      guard let path = element.text else {
        throw settings.error(nil, at: element, "the file of an assessor's data is expected here")
      }
      if path == "original" {
        found.append((path, .none))
        continue
      }
      guard let bytes = files[path] else {
        throw settings.error(nil, at: element, "the file \(path) is not there")
      }
      let data = try run.adopting(try IndexData(bytes, file: path, framework: run.whole))
      found.append((path, .data(data)))
    }
    return try made(name, found, settings)
  }

  private func weights(_ name: String, _ settings: Settings) throws(Table.Error) -> Factor {
    if let noise = try settings.optionalNumber("noise") {
      guard (0...1).contains(noise) else {
        throw settings.error("noise", "the share of a weight that it may move by is from 0 to 1")
      }
      return try made(name, try noisy(noise, settings), settings)
    }
    var words = settings.json.text
    if words == nil { words = try settings.optionalText("file") }
    if let path = words?.split(separator: " ").first(where: { $0.hasSuffix(".csv") }).map(
      String.init)
    {
      guard let bytes = files[path] else {
        throw settings.error(nil, "the file \(path) is not there")
      }
      return try made(name, try sets(bytes, path), settings)
    }
    var found: [(label: String, change: Factor.Change)] = []
    for element in try list(settings) {
      switch element.text {
      case "original": found.append(("original", .weights(run.framework.originalWeights.weights)))
      case "equal", "none": found.append(("equal", .weights(run.framework.equalWeights.weights)))
      case let set?:
        if let own = run.weightSets[set] {
          found.append((set, .weights(own.weights)))
        } else if let bytes = files[set] ?? files["weights_\(set).csv"] {
          let own = try WeightSet(bytes, name: set, file: set, framework: run.whole)
          found.append((set, .weights(own.weights)))
        } else {
          throw settings.error(nil, at: element, "there is no weight set «\(set)»")
        }
      case nil: throw settings.error(nil, at: element, "the name of a weight set is expected here")
      }
    }
    return try made(name, found, settings)
  }

  /// w' = w + (2u - 1) f w, u uniform for each weight of the levels concerned.
  private func noisy(_ noise: Double, _ settings: Settings) throws(Table.Error)
    -> [(label: String, change: Factor.Change)]
  {
    let levels = try settings.numbers("levels").map { Set($0.compactMap { Int(exactly: $0) }) }
    let count = min(try settings.integer("sets", from: 1) ?? sets, 1_000_000)
    var draws = Draws(seed: seed ^ 0x5745_4947_4854_5321)
    let own = run.plan.map { Dictionary(uniqueKeysWithValues: zip($0.codes, $0.weights)) } ?? [:]
    let nodes = run.framework.nodes.filter {
      $0.parent != nil && levels?.contains($0.level) ?? true
    }
    return (1...count).map { number in
      var weights: [String: Double] = [:]
      for node in nodes {
        let weight = own[node.code] ?? node.weight
        weights[node.code] = weight + (2 * draws.next() - 1) * noise * weight
      }
      return (String(number), .weights(weights))
    }
  }

  /// Sets of a table with the columns set, iCode and Weight.
  private func sets(_ bytes: [UInt8], _ path: String) throws(Table.Error)
    -> [(label: String, change: Factor.Change)]
  {
    let table = try Table(bytes, file: path, required: ["set", "iCode", "Weight"])
    var order: [String] = []
    var sets: [String: [String: Double]] = [:]
    for row in table.rows {
      let label = row["set"]
      if sets[label] == nil { order.append(label) }
      let weight = try row.number("Weight")
      guard weight >= 0 else { throw row.error("Weight", "a weight is a number, 0 or more") }
      guard run.framework.named(row["iCode"]) else {
        throw row.error("iCode", "«\(row["iCode"])» is not in \(run.framework.file)")
      }
      sets[label, default: [:]][row["iCode"]] = weight
    }
    for label in order {
      var own = run.framework.originalWeights
      own.weights.merge(sets[label] ?? [:]) { $1 }
      try own.check(run.framework, file: "\(path), set \(label)")
    }
    return order.map { ($0, .weights(sets[$0] ?? [:])) }
  }

  private func made(
    _ name: String, _ alternatives: [(label: String, change: Factor.Change)], _ settings: Settings
  ) throws(Table.Error) -> Factor {
    guard !alternatives.isEmpty else { throw settings.error(nil, "no alternative is given") }
    return Factor(name: name, range: .alternatives(alternatives))
  }

  private static func label(_ value: LocatedJSON, _ count: Int) -> String {
    value.text ?? value.number?.cell ?? (value.isNull ? "none" : String(count + 1))
  }
}

extension Settings {
  /// Nil when this is not an object.
  func optionalText(_ name: String) throws(Table.Error) -> String? {
    json.members == nil ? nil : try text(name)
  }

  func optionalNumber(_ name: String) throws(Table.Error) -> Double? {
    json.members == nil ? nil : try number(name)
  }
}
