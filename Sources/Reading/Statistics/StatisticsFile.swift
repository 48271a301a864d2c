public import Policy

/// What a file of statistics holds, and what about it could not be used or deserves a second look.
public struct StatisticsFile: Sendable {
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case sdmxCSV1 = "SDMX-CSV 1.0"
    case sdmxCSV2 = "SDMX-CSV 2.0"
    case sdmxML = "SDMX-ML 2.1"
    case sdmxJSON1 = "SDMX-JSON 1.0"
    case sdmxJSON2 = "SDMX-JSON 2.0"
    case worldBank = "World Bank CSV"
    case worldBankJSON = "World Bank API JSON"
    case migrantStock = "UN DESA migrant stock"
    case ilostat = "ILOSTAT CSV"
    case matrix = "square matrix"
    case wide = "wide table"
    case long = "long table"
  }

  public var format: Format
  public var table: StatisticalTable
  /// Cells that could not be used, by file, line and column; at most `mostErrors` of them.
  public var errors: [Table.Error]
  /// Traps of this kind of file that were met.
  public var remarks: [String]

  static let mostErrors = 100

  init(
    _ format: Format, _ table: StatisticalTable, errors: [Table.Error] = [],
    remarks: [String] = []
  ) {
    self.format = format
    self.table = table
    self.errors = errors
    self.remarks = remarks + (table.remarkOnWords.map { [$0] } ?? [])
  }
}

extension StatisticalTable {
  /// Values that are words: SDMX allows them, so that they stay as written, but nothing can be reckoned with them.
  fileprivate var remarkOnWords: String? {
    let measures = columns.indices.filter {
      columns[$0].role == .measure && columns[$0].suffix.isEmpty
    }
    var (count, first) = (0, "")
    for row in rows {
      for text in measures.compactMap({ row.cells[$0] }) where Double(text) == nil {
        count += 1
        if count == 1 { first = "«\(text)»" + (row.line.map { " in line \($0)" } ?? "") }
      }
    }
    guard count > 0 else { return nil }
    return
      "\(count == 1 ? "One value is no number" : "\(count) values are no numbers"), \(count == 1 ? "" : "the first ")\(first): kept as written, and counted as unknown."
  }
}
