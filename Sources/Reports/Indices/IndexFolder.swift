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
    try writeWorkbook(tables, name, title)
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

  private func writeWorkbook(
    _ tables: [(file: String, table: ResultTable)], _ name: String, _ title: String
  ) throws {
    let place = folder.appendingPathComponent(name + ".xlsx")
    let part = folder.appendingPathComponent("." + name + ".xlsx.part")
    let workbook = try Workbook(part.path, title: title)
    var names: Set<String> = []
    for (file, table) in tables {
      var sheetName = String(file.prefix { $0 != "." }.prefix(31))
      while !names.insert(sheetName.lowercased()).inserted {
        sheetName = String(sheetName.prefix(29)) + "_2"
      }
      var sheet = try workbook.sheet(
        named: sheetName,
        columns: table.columns.map { ($0, Swift.min(Swift.max(Double($0.count) + 2, 9), 60)) })
      for row in table.rows { workbook.write(row.map(Self.cell), to: &sheet) }
      workbook.finish(sheet, columns: table.columns.count)
    }
    try workbook.finish()
    guard rename(part.path, place.path) == 0 else {
      throw ReportError(place.path, "the workbook cannot be put in its place")
    }
  }

  private static func field(_ value: ResultTable.Value) -> String {
    if case .text(let text) = value { return CSVFile.guarded(text) }
    return value.cell
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
