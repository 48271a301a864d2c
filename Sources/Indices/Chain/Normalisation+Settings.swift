import Policy

/// The methods by the names that recipes give them, and their parameters.
extension Normalisation {
  /// Names of methods; those of the R package COINr are understood with and without `n_`.
  static let names: [String: String] = [
    "none": "none", "minmax": "minmax", "zscore": "zscore", "scaled": "scaled", "rank": "rank",
    "borda": "borda", "percentile_rank": "percentile_rank", "prank": "percentile_rank",
    "dist2max": "dist2max", "dist2ref": "dist2ref", "dist2targ": "dist2targ",
    "fracmax": "fracmax", "goalposts": "goalposts", "ref_ratio": "ref_ratio",
    "ref_difference": "ref_difference", "percentile_classes": "percentile_classes",
    "above_below_mean": "above_below_mean",
  ]

  static func name(_ text: String, _ settings: Settings) throws(Table.Error) -> String {
    let bare = text.hasPrefix("n_") ? String(text.dropFirst(2)) : text
    guard let name = names[bare] else {
      throw settings.error(
        "method",
        "there is no normalisation «\(text)»; there are: \(names.keys.sorted().joined(separator: ", "))"
      )
    }
    return name
  }

  /// - Parameters:
  ///   - method: one of the values of `names`.
  ///   - settings: its parameters.
  init(_ method: String, _ settings: Settings) throws(Table.Error) {
    switch method {
    case "minmax":
      let (lower, upper) = try settings.bounds("l_u") ?? (0, 100)
      self = .minMax(lower: lower, upper: upper)
    case "zscore":
      let pair = try settings.numbers("m_sd")
      let sd = try settings.number("sd", "s") ?? pair?.last ?? 1
      guard sd > 0 else { throw settings.error("sd", "the standard deviation must be above 0") }
      self = .zScore(mean: try settings.number("mean", "m") ?? pair?.first ?? 0, sd: sd)
    case "scaled":
      let (lower, upper) = try settings.bounds("npara") ?? (0, 100)
      guard lower != upper else { throw settings.error("u", "both bounds are \(lower.cell)") }
      self = .scaled(
        lower: lower, upper: upper, scale: try settings.number("scale", "scale_factor", "f") ?? 100)
    case "rank": self = .rank(try settings.ties())
    case "borda": self = .borda(try settings.ties())
    case "percentile_rank": self = .percentileRank(try settings.ties())
    case "dist2max": self = .distanceToMaximum
    case "fracmax": self = .fractionOfMaximum
    case "dist2ref":
      self = .distanceToReference(
        try settings.reference(), capped: try settings.flag("cap_max") ?? false)
    case "ref_ratio": self = .ratioToReference(try settings.reference())
    case "ref_difference": self = .differenceFromReference(try settings.reference())
    case "dist2targ":
      self = .distanceToTarget(
        target: try settings.required(try settings.number("target", "targ", "t"), "target"),
        direction: try settings.number("direction") ?? 1,
        capped: try settings.flag("cap_max") ?? false)
    case "goalposts":
      let posts = try settings.numbers("gposts")
      let (lower, upper) = try settings.required(
        try settings.bounds("gposts"), "l, u (the goalposts)")
      guard lower != upper else { throw settings.error("u", "both goalposts are \(lower.cell)") }
      let third = posts.flatMap { $0.count > 2 ? $0[2] : nil }
      self = .goalposts(
        lower: lower, upper: upper, scale: try settings.number("scale", "a") ?? third ?? 1,
        direction: try settings.number("direction") ?? 1,
        truncated: try settings.flag("truncate", "trunc2posts", "clip") ?? true)
    case "percentile_classes": self = .percentileClasses
    case "above_below_mean":
      self = .aboveOrBelowMean(margin: try settings.number("p", "margin") ?? 0.1)
    default: self = .none
    }
  }

  /// The method with the parameters that the metadata give for an indicator; bounds and targets are those of the numbers before
  /// their direction is applied.
  ///
  /// - Throws: `Table.Error` with the line of the metadata and the column that has no number.
  init(_ method: String, of node: Framework.Node, in file: String) throws(Table.Error) {
    func parameter(_ name: String) throws(Table.Error) -> Double {
      guard let value = node.parameters[name] else {
        throw Table.Error(
          file: file, line: node.line, column: name,
          reason: "the \(method) normalisation of \(node.code) needs a number here")
      }
      return value
    }
    let isReversed = node.direction < 0
    switch method {
    case "minmax":
      self = .minMax(lower: try parameter("minmax_lower"), upper: try parameter("minmax_upper"))
    case "zscore":
      self = .zScore(mean: try parameter("zscore_mean"), sd: try parameter("zscore_sd"))
    case "scaled":
      let (lower, upper) = (try parameter("scaled_lower"), try parameter("scaled_upper"))
      self = .scaled(
        lower: isReversed ? -upper : lower, upper: isReversed ? -lower : upper,
        scale: node.parameters["scale_factor"] ?? 100)
    case "dist2targ":
      self = .distanceToTarget(
        target: try parameter("Target") * node.direction, direction: 1,
        capped: node.parameters["dist2targ_cap_max"] == 1)
    case "goalposts":
      let (lower, upper) = (try parameter("goalpost_lower"), try parameter("goalpost_upper"))
      let isFree =
        (node.parameters["goalpost_trunc2posts"] ?? node.parameters["trunc2posts"]) == 0
      self = .goalposts(
        lower: isReversed ? -upper : lower, upper: isReversed ? -lower : upper,
        scale: node.parameters["goalpost_scale"] ?? 1, direction: 1, truncated: !isFree)
    default:
      self = try Normalisation(
        method,
        Settings(
          .init(.object([]), at: .init(line: node.line, column: 1)), file: file, path: node.code))
    }
  }
}

extension Settings {
  /// Two bounds, as `l` and `u` or as a list; nil when neither is there.
  fileprivate func bounds(_ list: String) throws(Table.Error) -> (Double, Double)? {
    if let pair = try numbers(list), pair.count >= 2 { return (pair[0], pair[1]) }
    guard has("l", "lower") || has("u", "upper") else { return nil }
    return (
      try required(try number("l", "lower"), "l"), try required(try number("u", "upper"), "u")
    )
  }

  fileprivate func ties() throws(Table.Error) -> Ties {
    guard let text = try text("ties", "ties.method") else { return .min }
    guard let ties = Ties(rawValue: text) else {
      throw error("ties", "«\(text)» is not one of min, max, average")
    }
    return ties
  }

  fileprivate func reference() throws(Table.Error) -> Normalisation.Reference {
    if let place = try integer("ref_index_1based", "iref", from: 1) { return .position(place - 1) }
    return .unit(try required(try text("ref", "unit", "reference"), "ref (the code of a unit)"))
  }
}
