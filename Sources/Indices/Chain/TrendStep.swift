import Policy

/// The step that measures how indicators move over the years of a panel, and leaves the data as they are.
public struct TrendStep: Sendable {
  static let fields = [
    "base_year", "target_year", "target", "limit", "method", "per", "use_latest", "latest", "years",
    "Time", "interpolate", "adjust_directions",
    "directed",
  ]

  enum Measure: Sendable {
    case trend(Trend)
    /// Towards the target of the metadata, or one for all.
    case progress(TargetProgress.Aim)
  }

  var measure: Measure
  var name: String
  /// Only so many of the last years.
  var latest: Int?
  /// Only these years.
  var years: [Double]?
  var isInterpolated: Bool
  /// Multiplied by the direction, so that more is better.
  var isDirected: Bool

  init(_ settings: Settings) throws(Table.Error) {
    name = try settings.text("method") ?? "CAGR"
    switch name {
    case "CAGR", "cagr":
      name = "CAGR"
      measure = .trend(.annualGrowth)
    case "prc_change", "percent_change":
      name = "prc_change"
      measure = .trend(.percentChange(per: try settings.number("per") ?? 1))
    case "progress": measure = .progress(try TargetProgress.Aim(settings))
    default:
      throw settings.error(
        "method", "there is no trend «\(name)»; there are: CAGR, prc_change, progress")
    }
    latest = try settings.integer("use_latest", "latest", from: 2)
    years = try settings.numbers("years", "Time")
    isInterpolated = try settings.flag("interpolate") ?? false
    isDirected = try settings.flag("adjust_directions", "directed") ?? false
  }

  /// One row for each indicator and unit.
  ///
  /// With `latest` the last k years that end in the latest value are used, and a series that does not reach one year further
  /// back has no trend, as in COINr.
  func apply(_ data: IndexData, _ framework: Framework) throws(Table.Error) -> ResultTable {
    guard data.isPanel else {
      throw Table.Error(
        file: data.file, column: "Time", reason: "a trend needs more than one year of data")
    }
    let all = data.years
    for year in years ?? [] where !all.contains(year) {
      throw Table.Error(file: data.file, column: "Time", reason: "there is no year \(year.cell)")
    }
    if case .progress(let aim) = measure { return progress(data, framework, aim) }
    var rows: [[ResultTable.Value]] = []
    let codes = data.numbers.columns.sorted { data.numbers.codes[$0] < data.numbers.codes[$1] }
    let units = data.rowsByUnit.sorted { data.units[$0[0]].code < data.units[$1[0]].code }
    for column in codes {
      let code = data.numbers.codes[column]
      let direction = isDirected ? framework[code]?.direction ?? 1 : 1
      for unit in units {
        rows.append(
          [.text(data.units[unit[0]].code), .text(code)]
            + cells(unit.map { (data.units[$0].time, data.numbers[$0, column]) }, direction))
      }
    }
    return ResultTable(
      "trends",
      ["uCode", "iCode", name, "Avail", "t_first", "t_latest"]
        + (latest == nil ? [] : ["Avail_use_latest", "t_first_use_latest"]), rows)
  }

  private func cells(_ series: [(time: Double, value: Double)], _ direction: Double)
    -> [ResultTable.Value]
  {
    let raw = years.map { years in series.filter { years.contains($0.time) } } ?? series
    let there = raw.filter { !$0.value.isNaN }
    let ends: [ResultTable.Value] =
      there.count > 1
      ? [.number(there[0].time), .number(there[there.count - 1].time)] : [.empty, .empty]
    let share = ResultTable.Value.number(Double(there.count) / Double(raw.count))
    let filled = isInterpolated ? interpolated(series) : series
    guard let latest else {
      let used = years.map { years in filled.filter { years.contains($0.time) } } ?? filled
      return [.number(measured(used) * direction), share] + ends
    }
    // `latest` goes before a choice of years.
    guard let end = filled.lastIndex(where: { !$0.value.isNaN }),
      filled.count(where: { !$0.value.isNaN }) > 1, end - latest + 1 > 0
    else { return [.empty, share] + ends + [.empty, .empty] }
    let used = Array(filled[(end - latest + 1)...end])
    let known = series[(end - latest + 1)...end].count { !$0.value.isNaN }
    let present = used.filter { !$0.value.isNaN }
    return [.number(measured(used) * direction), share] + ends + [
      .number(Double(known) / Double(latest)),
      present.count > 1 ? .number(present[0].time) : .empty,
    ]
  }

  private func measured(_ series: [(time: Double, value: Double)]) -> Double {
    guard case .trend(let trend) = measure else { return .missing }
    return trend(series.map(\.value), series.map(\.time))
  }

  /// One row for each indicator and unit: status, value and score from -5 to 5.
  private func progress(_ data: IndexData, _ framework: Framework, _ aim: TargetProgress.Aim)
    -> ResultTable
  {
    var rows: [[ResultTable.Value]] = []
    for (column, code) in data.numbers.codes.enumerated() {
      var own = aim
      own.direction = framework[code]?.direction ?? 1
      own.target = aim.target ?? framework[code]?.parameters["Target"]
      for unit in data.rowsByUnit {
        let found = TargetProgress(
          unit.map { data.numbers[$0, column] }, unit.map { data.units[$0].time }, aim: own)
        rows.append([
          .text(data.units[unit[0]].code), .text(code), .text(found.status.rawValue),
          .number(found.value), .number(found.score),
        ])
      }
    }
    return ResultTable(
      "trends", ["uCode", "iCode", "progress_status", "progress_value", "progress_score"], rows)
  }

  private func interpolated(_ series: [(time: Double, value: Double)])
    -> [(time: Double, value: Double)]
  {
    let there = series.filter { !$0.value.isNaN }
    guard there.count > 1, let first = there.first, let last = there.last else { return series }
    return series.map { time, value in
      guard value.isNaN, time > first.time, time < last.time,
        let before = there.last(where: { $0.time < time }),
        let after = there.first(where: { $0.time > time })
      else { return (time, value) }
      let share = (time - before.time) / (after.time - before.time)
      return (time, before.value + (after.value - before.value) * share)
    }
  }
}

extension TargetProgress.Aim {
  /// From `base_year`, `target_year`, `target`, `direction` (1, -1, positive, negative), `limit`.
  init(_ settings: Settings) throws(Table.Error) {
    self.init()
    baseYear = try settings.number("base_year") ?? baseYear
    targetYear = try settings.number("target_year") ?? targetYear
    limit = try settings.number("limit")
    if settings.json["target"]?.number != nil { target = try settings.number("target") }
    switch settings.json["direction"]?.text {
    case "positive": direction = 1
    case "negative": direction = -1
    case nil: direction = try settings.number("direction") ?? direction
    default: throw settings.error("direction", "the direction is positive or negative")
    }
  }
}
