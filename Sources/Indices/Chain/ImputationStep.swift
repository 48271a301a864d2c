import Policy

/// The step that fills gaps.
public struct ImputationStep: Sendable {
  static let fields = [
    "method", "group", "use_group", "by", "impute_by", "within_level", "group_level", "max_time",
  ]

  enum Way: Sendable {
    case nothing
    /// Each indicator over its units, in groups if one is named.
    case column(Imputation, group: String?)
    /// Each unit over its indicators, those of one aggregate of a level if it is given.
    case row(Imputation, level: Int?)
    /// From other indicators of other units.
    case donor(DonorImputation)
    /// Each unit and indicator over time.
    case series(SeriesImputation, most: Int?)
  }

  var way: Way

  init(_ settings: Settings) throws(Table.Error) {
    let name = try settings.text("method") ?? "mean"
    let bare = name.hasPrefix("i_") ? String(name.dropFirst(2)) : name
    if bare == "none" {
      way = .nothing
    } else if let donor = DonorImputation(rawValue: bare) {
      way = .donor(donor)
    } else if let series = SeriesImputation(rawValue: bare) {
      way = .series(series, most: try settings.integer("max_time", from: 0))
    } else if let method = Imputation(rawValue: bare)
      ?? Imputation(rawValue: String(bare.prefix { $0 != "_" }))
    {
      let by = try settings.text("by", "impute_by") ?? "column"
      guard by == "row" || by == "column" else {
        throw settings.error("by", "«\(by)» is not column or row")
      }
      way =
        by == "row"
        ? .row(method, level: try settings.integer("within_level", "group_level", from: 2))
        : .column(method, group: try settings.text("group", "use_group"))
    } else {
      let known =
        Imputation.allCases.map(\.rawValue) + DonorImputation.allCases.map(\.rawValue)
        + SeriesImputation.allCases.map(\.rawValue)
      throw settings.error(
        "method",
        "there is no imputation «\(name)»; there are: \((known + ["none"]).joined(separator: ", "))"
      )
    }
  }

  /// The data filled; for the latest value, also the year that each number came from.
  func apply(_ data: IndexData, _ framework: Framework) throws(Table.Error)
    -> (data: IndexData, source: ResultTable?)
  {
    var result = data
    switch way {
    case .nothing: return (data, nil)
    case .column(let method, let group):
      let groups = try group.map { name throws(Table.Error) in
        guard let column = data.groups[name] else {
          throw Table.Error(
            file: framework.file, column: name,
            reason:
              "the impute step names a group that is not there; there are: \(data.groups.keys.sorted().joined(separator: ", "))"
          )
        }
        return column
      }
      for block in data.blocks {
        for column in data.numbers.columns {
          let x = block.map { data.numbers[$0, column] }
          let filled =
            groups.map { groups in method.fill(x, within: block.map { groups[$0] }) }
            ?? method.fill(x)
          for (row, value) in zip(block, filled) { result.numbers[row, column] = value }
        }
      }
      return (result, nil)
    case .row(let method, let level):
      for members in try families(framework, level) {
        let columns = members.compactMap { data.numbers.position(of: $0.code) }
        for block in data.blocks {
          let filled = method.fillByRow(
            columns.map { column in block.map { data.numbers[$0, column] } },
            directions: members.map(\.direction))
          for (column, values) in zip(columns, filled) {
            for (row, value) in zip(block, values) { result.numbers[row, column] = value }
          }
        }
      }
      return (result, nil)
    case .donor(let method):
      for block in data.blocks {
        let filled = method.fill(
          data.numbers.columns.map { column in block.map { data.numbers[$0, column] } })
        for (column, values) in zip(data.numbers.columns, filled) {
          for (row, value) in zip(block, values) { result.numbers[row, column] = value }
        }
      }
      return (result, nil)
    case .series(let method, let most):
      return try fillSeries(data, method, most)
    }
  }

  private func families(_ framework: Framework, _ level: Int?) throws(Table.Error)
    -> [[Framework.Node]]
  {
    guard let level else { return [framework.indicators] }
    guard level <= framework.top else {
      throw Table.Error(
        file: framework.file, column: "Level",
        reason:
          "the impute step works within level \(level), and the highest level is \(framework.top)")
    }
    return framework.nodes(at: level).map { framework.indicators(under: $0.code) }
  }

  private func fillSeries(_ data: IndexData, _ method: SeriesImputation, _ most: Int?)
    throws(Table.Error) -> (data: IndexData, source: ResultTable?)
  {
    guard data.isPanel else {
      throw Table.Error(
        file: data.file, column: "Time",
        reason: "the impute method \(method.rawValue) needs more than one year of data")
    }
    var result = data
    let years = data.years
    var source = data.numbers
    for rows in data.rowsByUnit {
      let times = rows.map { data.units[$0].time }
      for column in data.numbers.columns {
        let (values, from) = method.fill(
          rows.map { data.numbers[$0, column] }, times: times, reach: (years, most))
        for (i, row) in rows.enumerated() {
          result.numbers[row, column] = values[i]
          source[row, column] = from[i].map { times[$0] } ?? .missing
        }
      }
    }
    guard method == .latest else { return (result, nil) }
    var shown = data
    shown.numbers = source
    return (result, shown.table("source_year"))
  }
}

extension IndexData {
  /// The rows of each unit, in the order of time.
  var rowsByUnit: [[Int]] {
    var order: [String] = []
    var rows: [String: [Int]] = [:]
    for (row, unit) in units.enumerated() {
      if rows[unit.code] == nil { order.append(unit.code) }
      rows[unit.code, default: []].append(row)
    }
    return order.map { rows[$0] ?? [] }
  }
}
