import Policy

/// The step that makes aggregates of indicators, level by level.
public struct AggregationStep: Sendable {
  static let fields = [
    "levels", "method", "weights", "dat_thresh", "coverage_thresh", "p", "sign",
  ]

  public enum Weights: Sendable, Hashable {
    case original
    case equal
    case named(String)
    /// Out of the data or of judgements.
    case made(WeightMethod)
  }

  /// For each level of aggregates, or one for all.
  public var methods: [AggregationMethod]
  public var weights: [Weights]
  /// The share of components that must be there, for each level or for all.
  var availability: [Double]?
  /// The share of effective weight that must have been observed for an aggregate to be published.
  public var coverage: Double?
  private let place: Settings

  init(_ settings: Settings) throws(Table.Error) {
    place = settings
    let names = try settings.texts("levels", "method") ?? ["amean"]
    let powers =
      settings.json["p"]?.elements == nil
      ? try settings.number("p").map { [$0] } : try settings.numbers("p")
    var methods: [AggregationMethod] = []
    for (i, name) in names.enumerated() {
      var own = settings
      if let powers, powers.count > 1, i < powers.count, powers[i].isFinite {
        own = Settings(
          LocatedJSON(
            .object([
              (
                key: "p", at: settings.json.at,
                value: LocatedJSON(.number(powers[i].description), at: settings.json.at)
              )
            ]),
            at: settings.json.at), file: settings.file, path: settings.path)
      }
      methods.append(try AggregationMethod(name, own))
    }
    self.methods = methods
    if settings.json["weights"]?.members != nil {
      weights = [.made(try WeightMethod(try settings.object("weights")))]
    } else {
      weights = try (settings.texts("weights") ?? ["original"]).map { name in
        switch name {
        case "original", "Original": .original
        case "equal", "none": .equal
        default: .named(name)
        }
      }
    }
    availability =
      settings.json["dat_thresh"]?.elements == nil
      ? try settings.number("dat_thresh", in: 0...1).map { [$0] }
      : try settings.numbers("dat_thresh")
    coverage = try settings.number("coverage_thresh", in: 0...1)
  }

  /// What to do at each level above the indicators.
  ///
  /// - Throws: `Table.Error` when the recipe gives another number of levels than the metadata, or a weight set is not there.
  func plan(_ data: IndexData, _ framework: Framework, _ sets: [String: WeightSet])
    throws(Table.Error) -> (plan: AggregationPlan, notices: [Notice])
  {
    let count = framework.top - 1
    func each<T>(_ values: [T], _ name: String) throws(Table.Error) -> [T] {
      if values.count == 1 { return [T](repeating: values[0], count: count) }
      guard values.count == count else {
        throw place.error(
          name, "\(values.count) are given, and \(framework.file) has \(count) levels of aggregates"
        )
      }
      return values
    }
    guard count > 0 else {
      throw Table.Error(
        file: framework.file, column: "Type", reason: "there is no aggregate to make")
    }
    var weights: [WeightSet] = []
    for choice in try each(self.weights, "weights") {
      switch choice {
      case .original, .made: weights.append(framework.originalWeights)
      case .equal: weights.append(framework.equalWeights)
      case .named(let name):
        guard let set = sets[name] else {
          throw place.error("weights", "there is no weight set «\(name)»")
        }
        weights.append(set)
      }
    }
    let plan = AggregationPlan(
      framework, methods: try each(methods, "levels"), weights: weights,
      availability: try availability.map { values throws(Table.Error) in
        try each(values, "dat_thresh")
      })
    guard case .made(let method) = self.weights.first else { return (plan, []) }
    let (made, notices) = try method.weights(data, framework, plan)
    return (plan.with(weights: made), notices)
  }
}
