public import Foundation
public import Indices

/// Tables of results as the sheets of one Excel workbook.
public enum ResultWorkbook {
  /// Writes the workbook in the place of an older one; it is there as a whole or not at all.
  ///
  /// - Throws: `ReportError` when it cannot be written.
  public static func write(_ tables: [ResultTable], to place: URL, title: String) throws {
    let part = place.deletingLastPathComponent().appendingPathComponent(
      "." + place.lastPathComponent + ".part")
    let workbook = try Workbook(part.path, title: title)
    var names: Set<String> = []
    for table in tables {
      var name = String(table.name.prefix(31))
      var copies = 1
      while !names.insert(name.lowercased()).inserted {
        copies += 1
        name = String(table.name.prefix(27)) + "_\(copies)"
      }
      var sheet = try workbook.sheet(
        named: name,
        columns: table.columns.map { ($0, Swift.min(Swift.max(Double($0.count) + 2, 9), 60)) })
      for row in table.rows { workbook.write(row.map(cell), to: &sheet) }
      workbook.finish(sheet, columns: table.columns.count)
    }
    try workbook.finish()
    guard rename(part.path, place.path) == 0 else {
      throw ReportError(place.path, "the workbook cannot be put in its place")
    }
  }

  private static func cell(_ value: ResultTable.Value) -> Cell {
    switch value {
    case .text(let text), .mark(let text): text.isEmpty ? .empty : .text(text)
    case .flag(let flag): .text(flag ? "TRUE" : "FALSE")
    case .number(let number) where number.isMissing: .empty
    case .number(let number) where !number.isFinite: .text(number.cell)
    case .number(let number): .number(number)
    }
  }
}
