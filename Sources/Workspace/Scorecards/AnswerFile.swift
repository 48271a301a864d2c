public import Foundation
public import Indices
public import Policy
import Reading

/// A file of answers: CSV, or a workbook that was sent out as a form and came back.
public enum AnswerFile {
  /// - Returns: the sheets, and an error for each row that cannot be used.
  /// - Throws: `ReadingError` or `Table.Error` for a file that is no table of answers.
  public static func read(_ file: URL, defaults: AnswerTable.Defaults = AnswerTable.Defaults())
    throws -> (sheets: [AnswerSheet], errors: [Table.Error])
  {
    try AnswerTable.sheets(try table(file), defaults: defaults)
  }

  /// The table of a CSV file, or of the first sheet of a workbook that has the columns needed.
  public static func table(_ file: URL, required: [String] = ["item", "answer"]) throws -> Table {
    let name = file.lastPathComponent
    guard ProjectFile.ending(of: name) == "xlsx" else {
      // A spreadsheet may write the code page of its country.
      let bytes = TextEncoding.utf8(try InstrumentShelf.bytes(of: file))
      guard !bytes.starts(with: [0x50, 0x4B, 3, 4]) else {
        throw Table.Error(
          file: name, reason: "this is a workbook or an archive: give it the ending .xlsx")
      }
      return try Table(guarded: bytes, file: name, required: required)
    }
    let sheets = try WorkbookReader().sheets(file, as: name)
    let fitting = sheets.first { sheet in
      let heads = Set(sheet.filledRows.first?.fields.map(\.trimmingSpaces) ?? [])
      return heads.isSuperset(of: required)
    }
    guard let sheet = fitting else {
      throw Table.Error(
        file: name,
        reason:
          "none of its sheets (\(sheets.map(\.name).joined(separator: ", "))) has the columns \(required.joined(separator: ", ")) in its first row"
      )
    }
    return try Table(rows: sheet.filledRows, file: name, required: required)
  }
}

extension Table {
  /// A CSV file whose cells may begin with the apostrophe that keeps a spreadsheet from calculating.
  fileprivate init(guarded bytes: [UInt8], file: String, required: [String]) throws(Table.Error) {
    let rows: [CSV.Row]
    do {
      // A spreadsheet in a country with decimal commas writes semicolons.
      let head = bytes.prefix { $0 != 0x0A }
      let isSemicolon = !head.contains(0x2C) && head.contains(0x3B)
      rows = try CSV.rows(bytes, separator: isSemicolon ? 0x3B : 0x2C)
    } catch {
      throw Table.Error(file: file, line: error.line, reason: error.reason)
    }
    try self.init(
      rows: rows.map { row in
        CSV.Row(line: row.line, fields: row.fields.map(Spreadsheet.text(ofCell:)))
      }, file: file, required: required)
  }
}
