import Policy

/// A table written as CSV by RFC 4180, with a byte-order mark so that Excel reads it as UTF-8.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it.
struct CSVFile {
  private let file: OutputFile

  init(_ path: String, _ table: DataTable) throws(ReportError) {
    file = try OutputFile(path)
    try file.write([0xEF, 0xBB, 0xBF])
    try file.write(Array(CSV.line(table.columns.map(\.key)).utf8))
  }

  func write(_ row: [Cell]) throws(ReportError) {
    var line: [UInt8] = []
    CSV.append(row.map(Self.field), to: &line)
    try file.write(line)
  }

  func finish() throws(ReportError) {
    try file.finish()
  }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): guarded(text)
    case .count(let number): String(number)
    case .score(let score): score.isFinite ? score.short : ""
    case .number(let number): number.isFinite ? number.description : ""
    case .empty: ""
    }
  }

  /// The text with an apostrophe before it where a spreadsheet would begin to calculate.
  static func guarded(_ text: String) -> String {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": "'" + text
    default: text
    }
  }
}
