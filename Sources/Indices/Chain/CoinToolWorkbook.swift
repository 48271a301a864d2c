public import Policy

/// An index as the COIN Tool keeps it, the workbook of the European Commission's Joint Research Centre, turned into the tables and the
/// recipe that Concord runs.
///
/// Sheet `Database`: weights, directions and goalposts of indicators in rows 7 to 10, aggregates above them in rows 11 (index) to 14,
/// names and codes in rows 15 and 16, units from row 17 with names and codes in columns B and C, numbers from column E. Sheet
/// `Framework`: code, weight and name of each aggregate in columns C, E and H.
public struct CoinToolWorkbook: Sendable {
  public let units: Int
  public let indicators: Int
  /// `iData.csv`, `iMeta.csv` and `chain.json`.
  public let data: String
  public let meta: String
  public let chain: String

  private static let firstColumn = 4
  private static let firstUnit = 16

  /// - Throws: `Table.Error` with sheet and cell: a sheet that is missing, text among numbers, an aggregate without a weight, a unit
  ///   that is there twice.
  public init(_ sheets: [Sheet], file: String) throws(Table.Error) {
    let reader = try Reader(sheets, file: file)
    let columns = reader.indicatorColumns
    let rows = reader.unitRows(columns)
    guard !columns.isEmpty, !rows.isEmpty else {
      throw Table.Error(
        file: file, column: "Database!E16",
        reason: "there is no indicator with a number: codes stand in row 16, units from row 17")
    }
    let levels = reader.levels(columns)
    var data = CSV.line(["uCode", "uName"] + columns.map { reader.database[15, $0] })
    var seen: Set<String> = []
    for row in rows {
      let code = reader.database[row, 2].trimmingSpaces
      guard !code.isEmpty, seen.insert(code).inserted else {
        throw reader.error(row, 2, code.isEmpty ? "the unit has no code" : "\(code) is there twice")
      }
      var cells = [code, reader.database[row, 1]]
      for column in columns { cells.append(try reader.number(row, column)) }
      data += CSV.line(cells)
    }
    var meta = CSV.line([
      "iCode", "iName", "Type", "Level", "Parent", "Direction", "Weight", "goalpost_lower",
      "goalpost_upper",
    ])
    var above: [[(code: String, parent: String)]] = levels.map { _ in [] }
    for column in columns {
      let chain = levels.map { reader.database[$0, column].trimmingSpaces }
      for (i, code) in chain.enumerated() {
        guard !code.isEmpty else {
          throw reader.error(levels[i], column, "the indicator has no aggregate here")
        }
        let parent = i + 1 < chain.count ? chain[i + 1] : ""
        if let known = above[i].first(where: { $0.code == code }) {
          guard known.parent == parent else {
            throw reader.error(
              levels[i], column, "\(code) stands under \(known.parent) and under \(parent)")
          }
        } else {
          above[i].append((code, parent))
        }
      }
      let direction = try reader.number(7, column)
      guard direction == "1" || direction == "-1" else {
        throw reader.error(7, column, "a direction is 1 or -1")
      }
      meta += CSV.line([
        reader.database[15, column], reader.database[14, column], "Indicator", "1", chain[0],
        direction, try reader.required(6, column), try reader.number(8, column),
        try reader.number(9, column),
      ])
    }
    for (i, aggregates) in above.enumerated() {
      for (code, parent) in aggregates {
        let (name, weight) = try reader.aggregate(code, isTop: i + 1 == above.count)
        meta += CSV.line([
          code, name, "Aggregate", String(i + 2), parent, "1", weight, "", "",
        ])
      }
    }
    units = rows.count
    indicators = columns.count
    self.data = data
    self.meta = meta
    chain = """
      {
        "id": "coin-tool",
        "data": "iData.csv",
        "meta": "iMeta.csv",
        "steps": [
          {"op": "treat", "winmax": 5, "skew_thresh": 2, "kurt_thresh": 3.5, "fallback": "log_CT"},
          {"op": "normalise", "method": "minmax", "params": {"l": 0, "u": 100}},
          {"op": "aggregate", "levels": "amean", "weights": "original"}
        ]
      }

      """
  }

  private struct Reader {
    let file: String
    let database: Sheet
    let framework: Sheet

    init(_ sheets: [Sheet], file: String) throws(Table.Error) {
      func sheet(_ name: String) throws(Table.Error) -> Sheet {
        guard let found = sheets.first(where: { $0.name == name }) else {
          throw Table.Error(
            file: file,
            reason:
              "a COIN Tool workbook has a sheet «\(name)»; this one has \(sheets.map(\.name).joined(separator: ", "))"
          )
        }
        return found
      }
      self.file = file
      database = try sheet("Database")
      framework = try sheet("Framework")
    }

    func error(_ row: Int, _ column: Int, in sheet: String = "Database", _ reason: String)
      -> Table.Error
    {
      Table.Error(
        file: file, column: "\(sheet)!\(Sheet.address(row: row, column: column))", reason: reason)
    }

    /// Columns with a code and a number beneath it.
    var indicatorColumns: [Int] {
      let width = database.rows.map(\.count).max() ?? 0
      guard width > CoinToolWorkbook.firstColumn else { return [] }
      return (CoinToolWorkbook.firstColumn..<width).filter { column in
        !database[15, column].trimmingSpaces.isEmpty
          && database.rows.indices.dropFirst(CoinToolWorkbook.firstUnit).contains {
            !Self.isGap(database[$0, column])
          }
      }
    }

    /// Rows with a number.
    func unitRows(_ columns: [Int]) -> [Int] {
      database.rows.indices.dropFirst(CoinToolWorkbook.firstUnit).filter { row in
        columns.contains { !Self.isGap(database[row, $0]) }
      }
    }

    /// Rows with the codes of aggregates, the lowest level first; a level that has one code for all is not used, but for the index.
    func levels(_ columns: [Int]) -> [Int] {
      [13, 12, 11, 10].filter { row in
        row == 10 || Set(columns.map { database[row, $0] }).count > 1
      }
    }

    static func isGap(_ cell: String) -> Bool {
      let cell = cell.trimmingSpaces.lowercased()
      return cell.isEmpty || cell == "n/a" || cell == "#n/a"
    }

    /// The number as it is written; empty for a gap.
    func number(_ row: Int, _ column: Int) throws(Table.Error) -> String {
      let cell = database[row, column].trimmingSpaces
      if Self.isGap(cell) { return "" }
      guard let value = cell.plainNumber, value.isFinite else {
        throw error(row, column, "«\(cell)» is no number; a gap is written n/a")
      }
      return value.cell
    }

    func required(_ row: Int, _ column: Int) throws(Table.Error) -> String {
      let number = try number(row, column)
      guard !number.isEmpty else { throw error(row, column, "a number is expected here") }
      return number
    }

    /// Name and weight of an aggregate. The sheet begins a row lower in the first editions of the tool, so codes tell the rows.
    func aggregate(_ code: String, isTop: Bool) throws(Table.Error) -> (String, String) {
      guard
        let row = framework.rows.indices.first(where: {
          framework[$0, 2].trimmingSpaces == code && framework[$0, 7].trimmingSpaces != "--"
        })
      else {
        if isTop { return (code, "1") }
        throw Table.Error(
          file: file, column: "Framework!C", reason: "the aggregate \(code) is not there")
      }
      let weight = framework[row, 4].trimmingSpaces
      guard let value = weight.plainNumber ?? (isTop ? 1 : nil), value >= 0 else {
        throw error(row, 4, in: "Framework", "the weight of \(code) must be a number, 0 or more")
      }
      let name = framework[row, 7].trimmingSpaces
      return (name.isEmpty ? code : name, value.cell)
    }
  }
}
