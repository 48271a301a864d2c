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
    let found = errors + table.valuesInWords + table.valuesTwice
    self.errors = Array(found.prefix(Self.mostErrors))
    self.remarks =
      remarks
      + (found.count > Self.mostErrors
        ? ["\(found.count - Self.mostErrors) more cells cannot be used."] : [])
  }
}

extension StatisticalTable {
  private var file: String { source.file ?? "" }

  /// Values that are words: SDMX allows them, so that they stay as written, but nothing can be reckoned with them.
  fileprivate var valuesInWords: [Table.Error] {
    let measures = columns.indices.filter {
      columns[$0].role == .measure && columns[$0].suffix.isEmpty
    }
    // What a row deletes is marked by a hyphen.
    return rows.filter { $0.action != "D" }.flatMap { row in
      measures.compactMap { column in
        guard let text = row.cells[column], Double(text) == nil else { return nil }
        return Table.Error(
          file: file, line: row.line, column: columns[column].id,
          reason: "«\(text)» is not a number: it is kept as written, and counted as unknown")
      }
    }
  }

  /// The same key and period with the same action: which of the two values holds cannot be told.
  fileprivate var valuesTwice: [Table.Error] {
    let keys = columns.indices.filter { [.dimension, .time].contains(columns[$0].role) }
    guard !keys.isEmpty else { return [] }
    var seen: [[String?]: Int] = [:]
    seen.reserveCapacity(rows.count)
    return rows.compactMap { row in
      let key = keys.map { row.cells[$0] }
      guard
        let first = seen.updateValue(
          row.line ?? 0, forKey: key + [row.action, row.structure == 0 ? nil : "\(row.structure)"])
      else { return nil }
      let words = key.compactMap(\.self).joined(separator: ", ")
      return Table.Error(
        file: file, line: row.line,
        reason: "the value for \(words) is there already"
          + (first > 0 ? " in line \(first)" : ""))
    }
  }
}
