/// Walks the rows of a CSV file where they lie, without making a text of a field that nobody asks for.
///
/// RFC 4180 with UTF-8: a byte-order mark is skipped; CR LF, LF and CR end a row; blank lines are left out.
///
/// - Complexity: O(bytes) for the whole file, no allocation for a row.
public struct CSVScanner: Sendable {
  public let bytes: [UInt8]
  private let separator: UInt8
  private var at: Int
  private var nextLine = 1
  /// Where the fields of the row lie in `bytes`; those in quotes without their quotes.
  public private(set) var fields: [Range<Int>] = []
  /// The line of the file on which the row begins, from 1.
  public private(set) var line = 1

  /// - Parameter separator: the byte between fields, a comma unless told.
  public init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
    self.bytes = bytes
    self.separator = separator
    at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private static let quote = UInt8(ascii: "\"")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  /// Goes to the next row.
  ///
  /// - Returns: false at the end of the file.
  /// - Throws: `CSV.SyntaxError` for a quoted field that is never closed, or text after a closing quote.
  public mutating func next() throws(CSV.SyntaxError) -> Bool {
    while at < bytes.count {
      line = nextLine
      try readRow()
      if fields.count > 1 || !fields[0].isEmpty { return true }
    }
    return false
  }

  private mutating func readRow() throws(CSV.SyntaxError) {
    fields.removeAll(keepingCapacity: true)
    while true {
      if at < bytes.count, bytes[at] == Self.quote {
        try readQuoted()
      } else {
        let start = at
        while at < bytes.count, bytes[at] != separator, bytes[at] != Self.lineFeed,
          bytes[at] != Self.carriageReturn
        { at += 1 }
        fields.append(start..<at)
      }
      guard at < bytes.count, bytes[at] == separator else { break }
      at += 1
    }
    if at < bytes.count, bytes[at] == Self.carriageReturn { at += 1 }
    if at < bytes.count, bytes[at] == Self.lineFeed { at += 1 }
    nextLine += 1
  }

  private mutating func readQuoted() throws(CSV.SyntaxError) {
    let opened = nextLine
    at += 1
    let start = at
    while true {
      guard at < bytes.count else {
        throw CSV.SyntaxError(
          line: opened, reason: "a quoted field is never closed: add the missing \"")
      }
      if bytes[at] == Self.lineFeed { nextLine += 1 }
      if bytes[at] == Self.quote {
        guard at + 1 < bytes.count, bytes[at + 1] == Self.quote else { break }
        at += 1
      }
      at += 1
    }
    fields.append(start..<at)
    at += 1
    if at < bytes.count, ![separator, Self.carriageReturn, Self.lineFeed].contains(bytes[at]) {
      throw CSV.SyntaxError(
        line: nextLine, reason: "text follows a closing quote: double the quotes inside a field")
    }
  }

  private func isQuoted(_ field: Range<Int>) -> Bool {
    field.lowerBound > 0 && bytes[field.lowerBound - 1] == Self.quote
  }

  /// The text of a field of this row, or of a part of one: doubled quotes undone, invalid sequences as U+FFFD.
  ///
  /// - Parameters:
  ///   - field: one of `fields`.
  ///   - part: the part of it to read, all unless told.
  public func text(_ field: Range<Int>, part: Range<Int>? = nil) -> String {
    let part = part ?? field
    guard isQuoted(field), bytes[part].contains(Self.quote) else {
      return String(decoding: bytes[part], as: UTF8.self)
    }
    var text: [UInt8] = []
    var i = part.lowerBound
    while i < part.upperBound {
      text.append(bytes[i])
      i += bytes[i] == Self.quote ? 2 : 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}
