public import Foundation
import Policy

/// The two open formats of an export.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// RFC 4180, UTF-8, a header. Lists of texts are divided by "; "; anything nested is JSON. A text that a spreadsheet would run
  /// as a formula begins with an apostrophe.
  case csv
  /// An array with one record on a line.
  case json
}

extension Store {
  /// Writes tables into a folder, one file each, named after the table.
  ///
  /// A file appears whole or not at all; an earlier one of the same name is replaced.
  ///
  /// - Returns: the files written.
  /// - Throws: `StoreError` when the workspace cannot be read or a file cannot be written.
  @discardableResult
  public func export(
    _ tables: [ExportTable] = ExportTable.allCases, to folder: URL, as format: ExportFormat
  ) throws -> [URL] {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.unwritable(folder, error)
    }
    return try tables.map { table in
      let file = folder.appendingPathComponent("\(table.rawValue).\(format.rawValue)")
      try export(table, to: file, as: format)
      return file
    }
  }

  /// Writes one table to a file.
  public func export(_ table: ExportTable, to file: URL, as format: ExportFormat) throws {
    let draft = file.deletingLastPathComponent().appendingPathComponent(
      ".\(file.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try Data().write(to: draft)
      let handle = try FileHandle(forWritingTo: draft)
      defer { try? handle.close() }
      var buffer = ""
      try text(of: table, as: format) { piece in
        buffer += piece
        guard buffer.utf8.count > 1 << 18 else { return }
        try handle.write(contentsOf: Data(buffer.utf8))
        buffer = ""
      }
      try handle.write(contentsOf: Data(buffer.utf8))
      guard rename(draft.path, file.path) == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
    } catch {
      unlink(draft.path)
      throw error is StoreError ? error : Self.unwritable(file, error)
    }
  }

  /// The text of a table, piece by piece.
  func text(of table: ExportTable, as format: ExportFormat, _ body: (String) throws -> Void) throws
  {
    switch format {
    case .csv:
      try body(CSV.line(table.columns))
      try forEachRow(of: table) { try body(CSV.line($0.map(Spreadsheet.cell))) }
    case .json:
      var opening = "[\n"
      try forEachRow(of: table) { row in
        let members = zip(table.columns, row).map { JSONValue.Member(key: $0, value: $1) }
        try body(opening + JSONValue.object(members).text())
        opening = ",\n"
      }
      try body(opening == "[\n" ? "[]\n" : "\n]\n")
    }
  }

  private static func unwritable(_ file: URL, _ error: any Error) -> StoreError {
    StoreError(
      .readOnly, file: file.path, problem: "it cannot be written (\(error.localizedDescription)).",
      remedy: "Name a folder in which you may write and that has room.")
  }
}

/// Cells of CSV files that people open with a spreadsheet program.
enum Spreadsheet {
  /// A cell's text. Texts come from documents that strangers wrote: none may begin a formula.
  static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): guarded(text)
    case .array(let values): guarded(list(values) ?? value.text())
    case .bool, .integer, .number, .object: value.text()
    }
  }

  /// The text that a cell was made from.
  static func text(ofCell cell: String) -> String {
    guard cell.hasPrefix("'"), beginsFormula(cell.dropFirst()) else { return cell }
    return String(cell.dropFirst())
  }

  private static func list(_ values: [JSONValue]) -> String? {
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else { return values.isEmpty ? "" : nil }
      texts.append(text)
    }
    return texts.joined(separator: "; ")
  }

  private static func guarded(_ text: String) -> String {
    beginsFormula(text[...]) ? "'" + text : text
  }

  /// Apostrophes before the sign are passed over, so that a text that looks guarded gets a second one and loses only
  /// that when it is read.
  private static func beginsFormula(_ text: Substring) -> Bool {
    guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "'") }) else { return false }
    return [UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D]
      .contains(first)
  }
}
