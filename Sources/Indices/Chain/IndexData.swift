public import Policy

/// The units of an index with their numbers: one row a unit, or a unit and a year.
public struct IndexData: Sendable {
  /// A unit, or a unit in one year; the same when code and year are.
  public struct Unit: Sendable, Hashable {
    public var code: String
    public var name: String
    /// The year; a gap where the data have none.
    public var time: Double
    /// Line of the data file.
    public var line: Int

    public static func == (a: Unit, b: Unit) -> Bool {
      a.code == b.code && a.time.bitPattern == b.time.bitPattern
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(code)
      hasher.combine(time.bitPattern)
    }
  }

  public let file: String
  public private(set) var units: [Unit]
  /// The indicators, and once they are made the aggregates.
  public var numbers: NumberTable
  public private(set) var denominators: NumberTable
  /// For each group column, the group of each unit.
  public private(set) var groups: [String: [String?]]

  /// The times that there are, ascending.
  public var years: [Double] { Set(units.map(\.time).filter { !$0.isNaN }).sorted() }

  /// More than one year of the same units.
  public var isPanel: Bool { years.count > 1 }

  /// The rows of each year of a panel; all rows otherwise.
  public var blocks: [[Int]] {
    guard isPanel else { return [Array(units.indices)] }
    return years.map { year in units.indices.filter { units[$0].time == year } }
  }

  /// Only some rows, in the order given.
  public func selecting(_ rows: [Int]) -> IndexData {
    var copy = self
    copy.units = rows.map { units[$0] }
    copy.numbers = numbers.selecting(rows)
    copy.denominators = denominators.selecting(rows)
    copy.groups = groups.mapValues { group in rows.map { group[$0] } }
    return copy
  }

  /// A complaint about a cell.
  public func error(_ row: Int, _ code: String, _ reason: String) -> Table.Error {
    Table.Error(file: file, line: units[row].line, column: code, reason: reason)
  }

  /// Reads a data table (`iData.csv`) that belongs to a framework. Rows are put in the order of time and code.
  ///
  /// - Throws: `Table.Error` with file, line and column: a column that the metadata lack, a row with too few or too many cells,
  ///   text in a number cell, a unit that is there twice.
  public init(_ bytes: some Sequence<UInt8>, file: String, framework: Framework)
    throws(Table.Error)
  {
    let table = try Table(bytes, file: file, required: ["uCode"])
    try Self.check(table, framework)
    var units: [Unit] = []
    units.reserveCapacity(table.rows.count)
    let hasTime = table.columns.contains("Time")
    var lines: [String: Int] = [:]
    for row in table.rows {
      guard row.count == table.columns.count else {
        throw Table.Error(
          file: file, line: row.line,
          column: table.columns[min(row.count, table.columns.count - 1)],
          reason: "\(row.count) cells under \(table.columns.count) columns")
      }
      let code = row["uCode"]
      guard !code.isEmpty, !code.utf8.contains(UInt8(ascii: " ")) else {
        throw row.error("uCode", code.isEmpty ? "the code is missing" : "«\(code)» has a blank")
      }
      let time = hasTime ? try row.number("Time") : .missing
      if let other = lines.updateValue(row.line, forKey: code + " " + time.cell) {
        throw row.error("uCode", "\(code) is there twice, first in line \(other)")
      }
      units.append(
        Unit(code: code, name: row.optional("uName") ?? code, time: time, line: row.line))
    }
    guard !units.isEmpty else { throw Table.Error(file: file, reason: "there is no unit") }
    let order = units.indices.sorted {
      let (a, b) = (units[$0], units[$1])
      return a.time == b.time || a.time.isNaN || b.time.isNaN ? a.code < b.code : a.time < b.time
    }
    let rows = order.map { table.rows[$0] }
    self.file = file
    self.units = order.map { units[$0] }
    numbers = try Self.numbers(framework.indicators.map(\.code), rows)
    denominators = try Self.numbers(framework.denominators, rows)
    groups = Dictionary(
      uniqueKeysWithValues: framework.groups.map { code in
        (code, rows.map { $0.optional(code) })
      })
  }

  private static func numbers(_ codes: [String], _ rows: [Table.Row]) throws(Table.Error)
    -> NumberTable
  {
    var numbers = NumberTable(rows: rows.count)
    var column = [Double](repeating: .missing, count: rows.count)
    for code in codes {
      for (i, row) in rows.enumerated() { column[i] = try row.number(code) }
      numbers.append(code, column)
    }
    return numbers
  }

  private static func check(_ table: Table, _ framework: Framework) throws(Table.Error) {
    let expected =
      framework.indicators.map(\.code) + framework.denominators + framework.groups
      + framework.others
    let known = Set(expected + ["uCode", "uName", "Time"])
    for column in table.columns where !known.contains(column) {
      let reason =
        framework[column] == nil
        ? "this column has no row in \(framework.file)"
        : "\(column) is an aggregate: it is calculated and cannot be in the data"
      throw Table.Error(file: table.file, line: 1, column: column, reason: reason)
    }
    for code in expected where !table.columns.contains(code) {
      throw Table.Error(
        file: table.file, line: 1, column: code,
        reason: "the column is missing, and \(framework.file) has \(code)")
    }
  }
}
