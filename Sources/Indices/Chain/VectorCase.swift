public import Policy

/// One operation on a few numbers, as the files of reference cases give it: `{"id", "op", "input", "params", "expected"}`.
///
/// It makes every method of the engine callable, and comparable with another program, without a table.
public struct VectorCase: Sendable {
  /// What came out: a value of the shape of `expected`, and whether there is something to warn of.
  public struct Outcome: Sendable {
    public var value: JSONValue
    public var isWarned: Bool
  }

  public let id: String
  public let op: String
  let input: Settings
  let parameters: Settings
  public let expected: LocatedJSON?
  public let expectsError: Bool

  /// Reads a file with one case, a list of cases or an object with `cases`.
  ///
  /// - Throws: `Table.Error` with the line of what is wrong.
  public static func read(_ bytes: [UInt8], file: String) throws(Table.Error) -> [VectorCase] {
    let (json, mistake) = LocatedJSON.read(bytes)
    if let mistake {
      throw Table.Error(file: file, line: mistake.at.line, reason: mistake.reason)
    }
    guard let json else { throw Table.Error(file: file, reason: "the file is empty") }
    let list = json["cases"]?.elements ?? json.elements ?? [json]
    var cases: [VectorCase] = []
    for (i, element) in list.enumerated() {
      cases.append(try VectorCase(Settings(element, file: file, path: "cases[\(i)]")))
    }
    return cases
  }

  init(_ settings: Settings) throws(Table.Error) {
    id = try settings.text("id") ?? ""
    // Cases of outranking with gaps carry their table and what is expected at the top.
    let isBare = settings.json["op"] == nil && settings.has("X")
    op = isBare ? "outranking" : try settings.required(try settings.text("op"), "op")
    input = isBare ? settings : try settings.object("input")
    parameters = try settings.object("params")
    expected = isBare ? settings.json : settings.json["expected"]
    expectsError = try settings.flag("expect_error") ?? false
  }

  /// - Throws: `Table.Error` for an operation or parameter that cannot be used, `UndefinedResult` for numbers that it cannot
  ///   take.
  public func run() throws -> Outcome {
    let parts = op.split(separator: ".", maxSplits: 1).map(String.init)
    let name = parts.count > 1 ? parts[1] : op
    switch parts[0] {
    case "normalise": return try normalise(name)
    case "stat": return .init(try statistic(name))
    case "rank": return .init(cells(Ranking.descending(try x())))
    case "treat": return try treat(name)
    case "impute": return try impute(name)
    case "aggregate": return try aggregate(name)
    case "trend": return try trend(name)
    case "sensitivity": return try sensitivity()
    case "outranking": return try outranking(withGaps: true)
    default: throw unknown()
    }
  }

  func unknown() -> Table.Error { input.error("op", "there is no operation «\(op)»") }

  func x(_ name: String = "x") throws -> [Double] {
    try input.required(try input.numbers(name), "input." + name)
  }

  private func normalise(_ name: String) throws -> Outcome {
    if let series = SeriesNormalisation(rawValue: name) {
      return .init(cells(try series.apply(try x())))
    }
    if name == "balance_of_opinions" {
      let rows = try input.required(try input.rows("X"), "input.X")
      return .init(cells(SeriesNormalisation.balanceOfOpinions(rows)))
    }
    let method = try Normalisation(try Normalisation.name(name, parameters), parameters)
    let direction = method.takesDirection ? 1 : try parameters.number("direction") ?? 1
    let (values, remark) = try method.apply(try x().map { $0 * direction })
    return .init(cells(values), isWarned: remark != nil)
  }

  private func statistic(_ name: String) throws -> JSONValue {
    let values = try x()
    switch name {
    case "skew": return .cell(Column.skewness(values))
    case "kurt": return .cell(Column.kurtosis(values))
    case "mean": return .cell(Column.mean(values))
    case "median": return .cell(Column.median(values))
    case "sd": return .cell(Column.standardDeviation(values))
    case "min": return .cell(Column.bounds(values)?.low ?? .missing)
    case "max": return .cell(Column.bounds(values)?.high ?? .missing)
    case "quantile":
      let p = try parameters.required(
        try parameters.number("p", in: 0...1), "params.p")
      return .cell(Column.quantile(Column.present(values).sorted(), p))
    default: throw unknown()
    }
  }

  private func treat(_ name: String) throws -> Outcome {
    let values = try x()
    let treatment = try Treatment(parameters)
    switch name {
    case "winsorise":
      let result = try treatment.winsorise(values)
      return .init(
        .record([
          "x": cells(result.values), "nwin": .integer(result.moved),
          "treated": .strings(result.marks),
        ]))
    case "two_stage":
      let result = treatment.apply(values)
      return .init(cells(result.values), isWarned: result.isUndecidable)
    default:
      return .init(cells(try Treatment.Transformation(name, parameters).apply(values)))
    }
  }

  private func impute(_ name: String) throws -> Outcome {
    if let series = SeriesImputation(rawValue: name) {
      let times = try input.numbers("t") ?? x().indices.map(Double.init)
      let values = try input.has("y") ? x("y") : x()
      guard times.count == values.count else {
        throw input.error("t", "\(times.count) times for \(values.count) values")
      }
      let most = try parameters.integer("max_time", from: 0)
      return .init(cells(series.fill(values, times: times, reach: (times, most)).values))
    }
    let isGrouped = name.hasPrefix("group_")
    guard let method = Imputation(rawValue: isGrouped ? String(name.dropFirst(6)) : name) else {
      throw unknown()
    }
    let values = try x()
    guard isGrouped else { return .init(cells(method.fill(values))) }
    let groups = (input.json["group"]?.elements ?? []).map(\.text)
    guard groups.count == values.count else {
      throw input.error("group", "\(groups.count) groups for \(values.count) values")
    }
    return .init(cells(method.fill(values, within: groups)))
  }

  private func aggregate(_ name: String) throws -> Outcome {
    if name == "outranking" { return try outranking(withGaps: false) }
    switch name {
    case "copeland": return .init(cells(try outranked().copeland))
    case "promethee": return .init(cells(try outranked().netFlow))
    case "kemeny": return .init(cells(KemenyOrder(try outranked()).scores))
    case "ucm": return .init(cells(try UnobservedComponents(try weighed().columns).scores))
    case "topsis":
      let (columns, weights) = try weighed()
      return .init(cells(Closeness.scores(columns, weights: weights)))
    default: break
    }
    let values = try x()
    let weights = try input.numbers("w") ?? values.map { _ in 1 }
    guard weights.count == values.count else {
      throw input.error("w", "\(weights.count) weights for \(values.count) values")
    }
    guard case .mean(let mean) = try AggregationMethod(name, parameters) else { throw unknown() }
    return .init(.cell(try mean(values, weights)))
  }

  private func outranked() throws -> Outranking {
    let (columns, weights) = try weighed()
    return try Outranking(columns, weights: weights)
  }

  /// Indicators of several units, and their weights.
  private func weighed() throws -> (columns: [[Double]], weights: [Double]) {
    let rows = try input.required(try input.rows("X"), "input.X")
    let columns = rows[0].indices.map { column in rows.map { $0[column] } }
    let weights = try input.numbers("w") ?? columns.map { _ in 1 }
    guard weights.count == columns.count else {
      throw input.error("w", "\(weights.count) weights for \(columns.count) indicators")
    }
    return (columns, weights)
  }

  private func outranking(withGaps: Bool) throws -> Outcome {
    let result = try outranked()
    let rows = JSONValue.array(
      (0..<result.count).map { i in
        cells((0..<result.count).map { result[i, $0] })
      })
    if withGaps { return .init(.record(["outranking": rows, "copeland": cells(result.copeland)])) }
    return .init(
      .record([
        "matrix": rows, "n_dominant": .integer(result.dominantPairs),
        "frac_dominant": .cell(result.dominance),
      ]))
  }

  private func trend(_ name: String) throws -> Outcome {
    if name == "progress" {
      let found = TargetProgress(try x("y"), try x("t"), aim: try TargetProgress.Aim(parameters))
      return .init(
        .record([
          "status": .string(found.status.rawValue), "value": .cell(found.value),
          "score": .cell(found.score),
        ]))
    }
    let trend: Trend
    switch name {
    case "cagr": trend = .annualGrowth
    case "percent_change": trend = .percentChange(per: try parameters.number("per") ?? 1)
    default: throw unknown()
    }
    let (values, times) = (try x("y"), try x("t"))
    guard values.count == times.count else {
      throw input.error("t", "\(times.count) times for \(values.count) values")
    }
    return .init(.cell(trend(values, times)))
  }

  private func sensitivity() throws -> Outcome {
    let d = try parameters.required(try parameters.integer("d", from: 1), "params.d")
    let n = try parameters.required(try parameters.integer("N", from: 2), "params.N")
    let result = try Sobol(
      try x("y"), n: n, factors: d, isCentred: try parameters.flag("centred") ?? false)
    return .init(
      .record([
        "variance": .cell(result.variance), "Si": cells(result.first), "STi": cells(result.total),
      ]))
  }
}

extension VectorCase.Outcome {
  init(_ value: JSONValue) { self.init(value: value, isWarned: false) }
  init(_ value: JSONValue, isWarned: Bool) { self.init(value: value, isWarned: isWarned) }
}

func cells(_ values: [Double]) -> JSONValue { .array(values.map(JSONValue.cell)) }

extension JSONValue {
  /// A number; null for a gap, and the words `NaN`, `Inf`, `-Inf` for what JSON has no number for.
  public static func cell(_ value: Double) -> JSONValue {
    if value.isMissing { return .null }
    return value.isFinite ? .number(value) : .string(value.cell)
  }
}
