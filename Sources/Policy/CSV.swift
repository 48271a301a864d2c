/// Comma-separated values by RFC 4180, read from bytes and written to text.
public enum CSV {
  /// A row with the line of the file on which it begins, from 1.
  public struct Row: Sendable, Hashable {
    public var line: Int
    public var fields: [String]

    public init(line: Int, fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  /// A file that is not CSV: a quoted field that is never closed, or text after a closing quote.
  public struct SyntaxError: Error, Hashable, CustomStringConvertible {
    public var line: Int
    public var reason: String

    public var description: String { "line \(line): \(reason)" }
  }

  /// Splits a file into rows. A byte-order mark is skipped; CR LF, LF and CR end a row; blank lines are left out.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; invalid sequences become U+FFFD.
  ///   - separator: the byte between fields, a comma unless told.
  /// - Throws: `SyntaxError` with the line.
  /// - Complexity: O(bytes).
  public static func rows(_ bytes: some Sequence<UInt8>, separator: UInt8 = UInt8(ascii: ","))
    throws(SyntaxError) -> [Row]
  {
    var scanner = CSVScanner(Array(bytes), separator: separator)
    var rows: [Row] = []
    while try scanner.next() {
      rows.append(Row(line: scanner.line, fields: scanner.fields.map { scanner.text($0) }))
    }
    return rows
  }

  /// One line with CR LF, fields quoted where they must be.
  public static func line(_ fields: [String]) -> String {
    var line: [UInt8] = []
    append(fields, to: &line)
    return String(decoding: line, as: UTF8.self)
  }

  /// Appends one line as `line` makes it, as UTF-8.
  public static func append(_ fields: [String], to line: inout [UInt8]) {
    for (i, field) in fields.enumerated() {
      if i > 0 { line.append(UInt8(ascii: ",")) }
      append(field, to: &line)
    }
    line.append(UInt8(ascii: "\r"))
    line.append(UInt8(ascii: "\n"))
  }

  private static func append(_ field: String, to line: inout [UInt8]) {
    let (quote, blank) = (UInt8(ascii: "\""), UInt8(ascii: " "))
    var field = field
    field.withUTF8 { field in
      let isSpecial = field.contains { byte in
        byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
          || byte == UInt8(ascii: "\r")
      }
      guard isSpecial || field.first == blank || field.last == blank else {
        line += field
        return
      }
      line.append(quote)
      for byte in field {
        if byte == quote { line.append(quote) }
        line.append(byte)
      }
      line.append(quote)
    }
  }
}
