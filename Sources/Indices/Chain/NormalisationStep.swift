import Policy

/// The step that brings all indicators onto one scale.
public struct NormalisationStep: Sendable {
  static let fields = ["method", "params", "indiv_specs", "individual", "global", "directions"]

  /// What is done to an indicator.
  enum Way: Sendable, Hashable {
    case fixed(Normalisation)
    /// With the parameters of the metadata.
    case metadata(String)
    case series(SeriesNormalisation)
    /// Rows are respondents; each group of them has one balance, a respondent without a group, or of no group column, its own.
    case opinions(group: String?)
  }

  var way: Way
  var individual: [String: Way]
  var directions: [String: Double]
  /// One scale for all years of a panel, not one a year.
  var isAcrossYears: Bool

  init(_ settings: Settings) throws(Table.Error) {
    way = try Self.way(settings)
    isAcrossYears = try settings.flag("global") ?? true
    individual = [:]
    directions = [:]
    for (code, value) in try settings.members("indiv_specs", "individual") ?? [] {
      individual[code] = value.json.text == "none" ? .fixed(.none) : try Self.way(value)
    }
    for (code, value) in try settings.members("directions") ?? [] {
      guard let direction = value.json.number, abs(direction) == 1 else {
        throw value.error(nil, "a direction is 1 or -1")
      }
      directions[code] = direction
    }
  }

  private static func way(_ settings: Settings) throws(Table.Error) -> Way {
    let text = try settings.text("method") ?? "minmax"
    if let series = SeriesNormalisation(rawValue: text) { return .series(series) }
    if text == "balance_of_opinions" {
      return .opinions(group: try settings.object("params").text("group"))
    }
    let method = try Normalisation.name(text, settings)
    if let words = settings.json["params"]?.text {
      guard words == "iMeta" || words == "use_iMeta" else {
        throw settings.error(
          "params", "«\(words)»: parameters are an object, or \"iMeta\" for those of the metadata")
      }
      return .metadata(method)
    }
    // Parameters of a single indicator may stand beside its method.
    let own = settings.has("params") ? try settings.object("params") : settings
    return .fixed(try Normalisation(method, own))
  }

  /// - Throws: `Table.Error` with the cell or the field that is to blame.
  func apply(_ data: IndexData, _ framework: Framework) throws(Table.Error)
    -> (data: IndexData, notices: [Notice])
  {
    for code in Array(individual.keys) + Array(directions.keys)
    where data.numbers.position(of: code) == nil {
      throw Table.Error(
        file: data.file, column: code,
        reason: "the normalise step names an indicator that is not there")
    }
    var result = data
    var notices: [Notice] = []
    let blocks = data.blocks
    for (column, code) in data.numbers.codes.enumerated() {
      guard let node = framework[code] else { continue }
      let direction = directions[code] ?? node.direction
      let x = data.numbers.column(column).mapPresent { $0 * direction }
      let way = individual[code] ?? way
      let method: Normalisation
      switch way {
      case .fixed(let fixed): method = fixed
      case .metadata(let name): method = try Normalisation(name, of: node, in: framework.file)
      case .series(let series):
        for rows in data.rowsByUnit {
          guard let values = try? series.apply(rows.map { x[$0] }) else { continue }
          for (row, value) in zip(rows, values) { result.numbers[row, column] = value }
        }
        continue
      case .opinions(let group):
        result.numbers.replace(column, with: try balances(x, group, data, framework))
        continue
      }
      let isOne = isAcrossYears && !method.comparesWithUnit
      for block in isOne ? [Array(x.indices)] : blocks {
        let (values, remark) = try normalise(block.map { x[$0] }, method, block, data, code)
        for (row, value) in zip(block, values) { result.numbers[row, column] = value }
        if let remark {
          notices.append(
            notice(remark, code, isOne || blocks.count == 1 ? nil : data.units[block[0]].time))
        }
      }
    }
    return (result, notices)
  }

  /// The balance of each group of respondents, for each of them.
  private func balances(
    _ x: [Double], _ group: String?, _ data: IndexData, _ framework: Framework
  ) throws(Table.Error) -> [Double] {
    if let group, data.groups[group] == nil {
      throw Table.Error(
        file: framework.file, column: group,
        reason:
          "the normalise step names a group that is not there; there are: \(data.groups.keys.sorted().joined(separator: ", "))"
      )
    }
    let column = group.flatMap { data.groups[$0] }
    let years = data.years
    let units = data.rowsByUnit
    let groups = Dictionary(grouping: units.indices) { i in
      column?[units[i][0]].map { "group " + $0 } ?? "unit \(i)"
    }
    var result = [Double](repeating: .missing, count: x.count)
    for members in groups.values {
      let opinions = members.map { i in
        years.map { year in
          units[i].first { data.units[$0].time == year }.map { x[$0] } ?? .missing
        }
      }
      let balance = SeriesNormalisation.balanceOfOpinions(opinions)
      for i in members {
        for row in units[i] {
          if let place = years.firstIndex(of: data.units[row].time) { result[row] = balance[place] }
        }
      }
    }
    return result
  }

  private func normalise(
    _ x: [Double], _ method: Normalisation, _ block: [Int], _ data: IndexData, _ code: String
  ) throws(Table.Error) -> (values: [Double], remark: Normalisation.Remark?) {
    do throws(UndefinedResult) {
      return try method.apply(x) { unit in block.firstIndex { data.units[$0].code == unit } }
    } catch {
      throw Table.Error(
        file: data.file, column: code, reason: "it cannot be normalised: \(error.reason)")
    }
  }

  private func notice(_ remark: Normalisation.Remark, _ code: String, _ time: Double?) -> Notice {
    let year = time.map { " in \($0.cell)" } ?? ""
    return switch remark {
    case .constant:
      Notice(
        .noScale, indicator: code, time: time,
        "all values of \(code)\(year) are equal, so it has no scale: it drops out and its weight moves to the others of its aggregate"
      )
    case .referenceMissing:
      Notice(
        .referenceMissing, indicator: code, time: time,
        "the unit of reference has no value of \(code)\(year): the whole indicator is missing")
    case .targetBeyondRange:
      Notice(
        .targetBeyondRange, indicator: code, time: time, isLoss: false,
        "the target of \(code)\(year) lies beyond the worst value, so scores fall below 0")
    case .maximumNotPositive:
      Notice(
        .maximumNotPositive, indicator: code, time: time,
        "the largest value of \(code)\(year) is not above 0, so dividing by it turns the order round"
      )
    }
  }
}

extension Normalisation {
  /// True for a method that compares with one unit of the same year.
  var comparesWithUnit: Bool {
    switch self {
    case .distanceToReference, .ratioToReference, .differenceFromReference: true
    default: false
    }
  }
}
