public import Foundation
public import Policy

/// Reads statistics in the formats of the field (`Docs/statistics.md`), told by their contents, not by their names.
public struct StatisticsReader: Sendable {
  /// Roles of components by id, from the structure of the data where the user has it.
  public typealias Roles = [String: StatisticalTable.Role]

  let concepts: StatisticalConcepts
  let limits: ReadingLimits

  public init(concepts: StatisticalConcepts, limits: ReadingLimits = .standard) {
    self.concepts = concepts
    self.limits = limits
  }

  /// - Parameters:
  ///   - name: the name to use in messages.
  ///   - roles: of a structure file, for formats that do not tell dimensions from attributes.
  /// - Throws: `ReadingError` for a file that cannot be opened or unpacked, `Table.Error` with file, line and column for
  ///   one that is of no known format or breaks its rules.
  public func read(_ file: URL, as name: String, roles: Roles = [:]) throws -> StatisticsFile {
    let source = try SourceFile(file, name: name, limits: limits)
    if source.head.starts(with: [0x50, 0x4B, 3, 4]) {
      let sheets = try WorkbookReader(limits: limits).sheets(file, as: name)
      return try read(sheets: sheets, file: name)
    }
    return try read(try source.contents(), file: name, roles: roles)
  }

  /// The same from bytes; not for workbooks.
  public func read(_ bytes: [UInt8], file: String, roles: Roles = [:]) throws -> StatisticsFile {
    guard let decoded = TextEncoding(of: bytes).decode(bytes), decoded.faults == 0 else {
      throw Table.Error(
        file: file, reason: "its letters are of no encoding that is known: save it as UTF-8")
    }
    let text = decoded.text
    switch text.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "<"): return try SDMXML(self, file, roles).read(text)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try SDMXJSON.read(text, file: file)
    case nil:
      throw Table.Error(file: file, reason: "the file is empty")
    default: return try readText(text, file: file, roles: roles)
    }
  }

  private func readText(_ bytes: [UInt8], file: String, roles: Roles) throws -> StatisticsFile {
    let plain =
      bytes.first == UInt8(ascii: "\"")
      ? Array(bytes.prefix(40).dropFirst()) : Array(bytes.prefix(40))
    if plain.starts(with: "DATAFLOW".utf8) || plain.starts(with: "STRUCTURE".utf8) {
      return try SDMXCSV(self, file, roles).read(bytes)
    }
    let separator = Self.separator(of: bytes)
    let rows: [CSV.Row]
    do {
      rows = try CSV.rows(bytes, separator: separator)
    } catch {
      throw Table.Error(file: file, line: error.line, reason: error.reason)
    }
    return try PlainStatistics(self, file, hasDecimalCommas: separator == UInt8(ascii: ";"))
      .read(rows)
  }

  /// The sheets of a workbook: the first that holds statistics is read.
  func read(sheets: [Sheet], file: String) throws(Table.Error) -> StatisticsFile {
    var failures: [Table.Error] = []
    for sheet in sheets {
      let rows = sheet.filledRows
      guard !rows.isEmpty else { continue }
      do throws(Table.Error) {
        return try PlainStatistics(self, file + ", sheet " + sheet.name, hasDecimalCommas: false)
          .read(rows)
      } catch {
        failures.append(error)
      }
    }
    throw failures.first
      ?? Table.Error(file: file, reason: "none of its sheets has anything in it")
  }

  /// Comma, semicolon or tab: the one that the first line with any of them has most of.
  static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes.prefix(64 << 10) {
      if byte == 0x22 { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 0x0A, !counts.isEmpty { break }
      if [0x2C, 0x3B, 0x09].contains(byte) { counts[byte, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0x2C
  }
}
