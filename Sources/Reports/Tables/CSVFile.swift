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
    try file.write(Array(CSV.line(row.map(Self.field)).utf8))
  }

  func finish() throws(ReportError) {
    try file.finish()
  }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): guarded(text)
    case .count(let number): String(number)
    case .score(let score): score.isFinite ? score.short : ""
    case .empty: ""
    }
  }

  /// The text with an apostrophe before it where a spreadsheet would begin to calculate.
  static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    let beginsFormula: Set<Unicode.Scalar> = [
      "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]
    return beginsFormula.contains(first) ? "'" + text : text
  }
}
