public import Policy

/// The recipe of an index: where its tables are, and the steps from raw numbers to scores, so that it can be run again.
///
/// The file format is `chain.json`; see `Docs/index.md`.
public struct Chain: Sendable {
  /// A file that a run writes: the table after a step.
  public struct Output: Sendable, Hashable {
    /// From 1.
    public var step: Int
    public var file: String
  }

  public enum Step: Sendable {
    case denominate(Denomination)
    case impute(ImputationStep)
    case screen(Screening)
    case treat(TreatmentStep)
    case normalise(NormalisationStep)
    case aggregate(AggregationStep)
    case trend(TrendStep)

    /// As `op` in the file.
    public var op: String {
      switch self {
      case .denominate: "denominate"
      case .impute: "impute"
      case .screen: "screen"
      case .treat: "treat"
      case .normalise: "normalise"
      case .aggregate: "aggregate"
      case .trend: "trend"
      }
    }
  }

  public var file: String
  public var id: String
  public var note: String
  /// Paths of the data and the metadata table.
  public var data: String
  public var meta: String
  public var steps: [Step]
  /// The steps as they are written, in the same order.
  private(set) var sources: [LocatedJSON]
  public var outputs: [Output]
  public var excludedUnits: [String]
  public var excludedIndicators: [String]
  /// Group columns to rank within; all when nil.
  public var groups: [String]?
  /// Fields of the file that nothing here understands.
  public private(set) var unknown: [Table.Error] = []

  /// Names of the weight sets that the steps use, besides the metadata's own and equal weights.
  public var weightSets: [String] {
    var names: [String] = []
    for case .aggregate(let step) in steps {
      for case .named(let name) in step.weights where !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Tables that gaps are filled from, as the steps name them.
  public var decks: [String] {
    var names: [String] = []
    for case .impute(let step) in steps {
      if case .deck(let name) = step.way, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Reads `chain.json`.
  ///
  /// - Throws: `Table.Error` with the line and the field.
  public init(_ bytes: [UInt8], file: String) throws(Table.Error) {
    let (json, mistake) = LocatedJSON.read(bytes)
    if let mistake {
      throw Table.Error(file: file, line: mistake.at.line, reason: mistake.reason)
    }
    guard let json else { throw Table.Error(file: file, reason: "the file is empty") }
    try self.init(json, file: file)
  }

  init(_ json: LocatedJSON, file: String) throws(Table.Error) {
    guard json.members != nil else {
      throw Table.Error(file: file, line: 1, reason: "the recipe must be an object { … }")
    }
    let settings = Settings(json, file: file, path: "")
    self.file = file
    id = try settings.text("id") ?? ""
    note = try settings.text("note") ?? ""
    data = try settings.required(try settings.text("data"), "data")
    meta = try settings.required(try settings.text("meta"), "meta")
    excludedUnits = try settings.texts("exclude_units") ?? []
    excludedIndicators = try settings.texts("exclude_indicators") ?? []
    groups = try settings.texts("groups")
    let list = try settings.required(json["steps"]?.elements, "steps")
    var steps: [Step] = []
    for (i, element) in list.enumerated() {
      let fields = Settings(element, file: file, path: "steps[\(i)]")
      steps.append(try Step(fields, &unknown))
    }
    self.steps = steps
    sources = list
    outputs = try Self.outputs(settings, steps)
    let known = [
      "data", "meta", "id", "note", "steps", "outputs", "exclude_units", "exclude_indicators",
      "groups",
    ]
    unknown += settings.unknown(besides: known).map {
      settings.error($0, "this field is not understood and was passed over")
    }
  }

  private static func outputs(_ settings: Settings, _ steps: [Step]) throws(Table.Error)
    -> [Output]
  {
    guard let elements = settings.json["outputs"]?.elements else {
      return steps.enumerated().map { Output(step: $0 + 1, file: "\($0 + 1)_\($1.op).csv") }
    }
    var outputs: [Output] = []
    for (i, element) in elements.enumerated() {
      let fields = Settings(element, file: settings.file, path: "outputs[\(i)]")
      let step = try fields.required(try fields.integer("step", from: 1), "step")
      guard step <= steps.count else {
        throw fields.error("step", "there is no step \(step)")
      }
      if let op = try fields.text("op"), op != steps[step - 1].op {
        throw fields.error("op", "step \(step) is \(steps[step - 1].op), not \(op)")
      }
      let name = try fields.required(try fields.text("file"), "file")
      guard !name.isEmpty, !name.contains("/"), !name.contains("\\"), !name.hasPrefix(".") else {
        throw fields.error("file", "«\(name)» must be a plain file name")
      }
      outputs.append(Output(step: step, file: name))
    }
    return outputs
  }
}

extension Chain.Step {
  init(_ settings: Settings, _ unknown: inout [Table.Error]) throws(Table.Error) {
    guard settings.json.members != nil else {
      throw settings.error(nil, "a step is an object with an op")
    }
    let op = try settings.required(try settings.text("op"), "op")
    let known: [String]
    switch op {
    case "denominate":
      self = .denominate(try Denomination(settings))
      known = Denomination.fields
    case "impute":
      self = .impute(try ImputationStep(settings))
      known = ImputationStep.fields
    case "screen":
      self = .screen(try Screening(settings))
      known = Screening.fields
    case "treat":
      self = .treat(try TreatmentStep(settings))
      known = TreatmentStep.fields
    case "normalise", "normalize":
      self = .normalise(try NormalisationStep(settings))
      known = NormalisationStep.fields
    case "aggregate":
      self = .aggregate(try AggregationStep(settings))
      known = AggregationStep.fields
    case "trend":
      self = .trend(try TrendStep(settings))
      known = TrendStep.fields
    default:
      throw settings.error(
        "op",
        "there is no step «\(op)»; there are: screen, denominate, impute, treat, normalise, aggregate, trend"
      )
    }
    unknown += settings.unknown(besides: known + ["op", "note", "disable"]).map {
      settings.error($0, "this field is not understood and was passed over")
    }
  }
}
