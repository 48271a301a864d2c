public import Foundation
public import Indices
import Policy

/// The folder that a run of an index writes: its tables as CSV and as one workbook.
public struct IndexFolder: Sendable {
  private let folder: URL

  /// - Throws: `ReportError` when the folder cannot be made.
  public init(_ folder: URL) throws {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ReportError(folder.path, "the folder cannot be made: \(error.localizedDescription)")
    }
  }

  /// Writes each table to its file, one line a row, and all of them as the sheets of `name`.xlsx. Each file is there as a whole or
  /// not at all.
  ///
  /// - Throws: `ReportError` when the disk is full or the folder cannot be written.
  public func write(
    _ tables: [(file: String, table: ResultTable)], workbook name: String, title: String
  )
    throws
  {
    for (file, table) in tables {
      var text = CSV.line(table.columns)
      for row in table.rows { text += CSV.line(row.map(Self.field)) }
      try write(Data(text.utf8), to: file)
    }
    let sheets = tables.map { file, table in
      var sheet = table
      sheet.name = String(file.prefix { $0 != "." })
      return sheet
    }
    try ResultWorkbook.write(
      sheets, to: folder.appendingPathComponent(name + ".xlsx"), title: title)
  }

  /// Writes one file.
  public func write(_ data: Data, to file: String) throws {
    let place = folder.appendingPathComponent(file)
    do {
      try data.write(to: place, options: .atomic)
    } catch {
      throw ReportError(place.path, "the file cannot be written: \(error.localizedDescription)")
    }
  }

  private static func field(_ value: ResultTable.Value) -> String {
    if case .text(let text) = value { return CSVFile.guarded(text) }
    return value.cell
  }
}
