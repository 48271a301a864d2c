import Policy

/// The step that fills gaps.
public struct ImputationStep: Sendable {
  static let fields = [
    "method", "group", "use_group", "by", "impute_by", "within_level", "group_level", "max_time",
    "imputations", "seed", "draw", "deck",
  ]

  enum Way: Sendable {
    case nothing
    /// Each indicator over its units, in groups if one is named.
    case column(Imputation, group: String?)
    /// Each unit over its indicators, those of one aggregate of a level if it is given.
    case row(Imputation, level: Int?)
    /// From other indicators of other units.
    case donor(DonorImputation)
    /// From all other indicators, several times over.
    case multiple(MultipleImputation)
    /// From the table of this name.
    case deck(String)
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
    } else if bare == "multiple" {
      way = .multiple(try MultipleImputation(settings))
    } else if bare == "cold_deck" {
      way = .deck(try settings.required(try settings.text("deck"), "deck (a table)"))
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
        "there is no imputation «\(name)»; there are: \((known + ["multiple", "cold_deck", "none"]).joined(separator: ", "))"
      )
    }
  }

  /// The data filled; for the latest value, also the year that each number came from; for several data sets, how they differ.
  ///
  /// - Parameter decks: tables to fill from, by name.
  func apply(_ data: IndexData, _ framework: Framework, _ decks: [String: ColdDeck] = [:])
    throws(Table.Error) -> (data: IndexData, tables: [ResultTable])
  {
    var result = data
    switch way {
    case .nothing: return (data, [])
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
      return (result, [])
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
      return (result, [])
    case .donor(let method):
      for block in data.blocks {
        let filled = try filled(data) { () throws(UndefinedResult) in
          try method.fill(data.columns(block))
        }
        for (column, values) in zip(data.numbers.columns, filled) {
          for (row, value) in zip(block, values) { result.numbers[row, column] = value }
        }
      }
      return (result, [])
    case .multiple(let method): return try fillSeveralTimes(data, method)
    case .deck(let name):
      guard let deck = decks[name] else {
        throw Table.Error(
          file: name, reason: "the impute step names this table, and it is not there")
      }
      for (column, code) in data.numbers.codes.enumerated() {
        for row in data.units.indices where data.numbers[row, column].isMissing {
          result.numbers[row, column] = deck.value(code, data.units[row])
        }
      }
      return (result, [])
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
    throws(Table.Error) -> (data: IndexData, tables: [ResultTable])
  {
    // Of a single year nothing can be taken from another: its gaps stay, and are told as such.
    guard !data.years.isEmpty else {
      throw Table.Error(
        file: data.file, line: 1, column: "Time",
        reason:
          "the impute method \(method.rawValue) goes by years, and there is no column Time that has them"
      )
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
    guard method == .latest else { return (result, []) }
    var shown = data
    shown.numbers = source
    return (result, [shown.table("source_year")])
  }

  private func filled<T>(_ data: IndexData, _ work: () throws(UndefinedResult) -> T)
    throws(Table.Error) -> T
  {
    do throws(UndefinedResult) {
      return try work()
    } catch {
      throw Table.Error(file: data.file, reason: "gaps cannot be filled: \(error.reason)")
    }
  }

  /// The mean of the data sets, with each filled number's spread and what the sets say together of the mean of each indicator.
  private func fillSeveralTimes(_ data: IndexData, _ method: MultipleImputation)
    throws(Table.Error) -> (data: IndexData, tables: [ResultTable])
  {
    var result = data
    var cells: [[ResultTable.Value]] = []
    var pooled: [[ResultTable.Value]] = []
    for (number, block) in data.blocks.enumerated() {
      let sets = try filled(data) { () throws(UndefinedResult) in
        try method.sets(data.columns(block), block: number)
      }
      for (column, code) in data.numbers.codes.enumerated() {
        for (i, row) in block.enumerated() where data.numbers[row, column].isMissing {
          let values = sets.map { $0[column][i] }
          guard let (low, high) = Column.bounds(values) else { continue }
          result.numbers[row, column] = Column.mean(values)
          cells.append(
            [.text(data.units[row].code), .number(data.units[row].time), .text(code)]
              + [
                Column.mean(values), values.count > 1 ? Column.standardDeviation(values) : 0,
                low, high,
              ].map { .number($0) })
        }
        let mean = PooledMean(sets.map { $0[column] })
        pooled.append(
          [.text(code), .number(data.units[block[0]].time)]
            + [mean.mean, mean.within, mean.between, mean.total, mean.missingInformation].map {
              .number($0)
            })
      }
    }
    return (
      result,
      [
        ResultTable(
          "imputed", ["uCode", "Time", "iCode", "mean", "sd", "lowest", "highest"], cells),
        ResultTable(
          "pooled",
          ["iCode", "Time", "mean", "within", "between", "total", "missing_information"], pooled),
      ]
    )
  }
}

extension IndexData {
  /// The columns of some rows.
  fileprivate func columns(_ rows: [Int]) -> [[Double]] {
    numbers.columns.map { column in rows.map { numbers[$0, column] } }
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
