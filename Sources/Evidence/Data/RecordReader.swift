import Policy

/// Rows of a CSV file read where they lie: a cell becomes a number or a code without becoming a text first.
///
/// RFC 4180 with UTF-8; a byte-order mark is skipped, blank lines are left out. Every complaint names line, column and cell.
///
/// - Complexity: O(bytes) for the whole file, no allocation for a row.
public struct RecordReader: Sendable {
  public let file: String
  public let columns: [String]
  private let bytes: [UInt8]
  private var at: Int
  private var nextLine = 1
  /// Where the cells of the row lie; those in quotes without their quotes.
  private var cells: [Range<Int>] = []
  /// The line of the row, from 1.
  public private(set) var line = 1

  /// - Throws: `EvidenceError` for an empty file, broken quoting, or a column named twice.
  public init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
    self.bytes = bytes
    self.file = file
    at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var reader = Self(file: file, columns: [], bytes: bytes, at: at)
    guard try reader.next() else {
      throw EvidenceError(
        file, problem: "The file is empty.", remedy: "Its first line must name the columns.")
    }
    columns = reader.cells.indices.map { reader.text($0) }
    at = reader.at
    nextLine = reader.nextLine
    for (i, name) in columns.enumerated() where !name.isEmpty {
      if let first = columns.firstIndex(of: name), first < i {
        throw EvidenceError(
          file, cell: "column \(name)", problem: "The column is named twice.",
          remedy: "Take one of them out.")
      }
    }
  }

  private init(file: String, columns: [String], bytes: [UInt8], at: Int) {
    self.file = file
    self.columns = columns
    self.bytes = bytes
    self.at = at
  }

  public func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// - Throws: `EvidenceError` when there is no such column.
  public func required(_ name: String) throws(EvidenceError) -> Int {
    guard let index = column(name) else {
      throw EvidenceError(
        file, problem: "The column «\(name)» is missing.",
        remedy: "The file has: \(columns.prefix(20).joined(separator: ", ")).")
    }
    return index
  }

  /// Goes to the next row.
  ///
  /// - Returns: false at the end of the file.
  public mutating func next() throws(EvidenceError) -> Bool {
    while at < bytes.count {
      line = nextLine
      try readRow()
      guard cells.count > 1 || cells.first.map({ !$0.isEmpty }) == true else { continue }
      if !columns.isEmpty, cells.count > columns.count {
        throw EvidenceError(
          file, cell: "line \(line)",
          problem: "The row has \(cells.count) cells under \(columns.count) columns.",
          remedy: "Put a cell that holds a comma into quotes.")
      }
      return true
    }
    return false
  }

  private mutating func readRow() throws(EvidenceError) {
    cells.removeAll(keepingCapacity: true)
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    while true {
      if at < bytes.count, bytes[at] == quote {
        at += 1
        let start = at
        while true {
          guard at < bytes.count else {
            throw EvidenceError(
              file, cell: "line \(line)", problem: "A quoted cell is never closed.",
              remedy: "Add the missing quotation mark; the file may be cut short.")
          }
          if bytes[at] == lineFeed { nextLine += 1 }
          if bytes[at] == quote {
            guard at + 1 < bytes.count, bytes[at + 1] == quote else { break }
            at += 1
          }
          at += 1
        }
        cells.append(start..<at)
        at += 1
        if at < bytes.count, ![comma, carriageReturn, lineFeed].contains(bytes[at]) {
          throw EvidenceError(
            file, cell: "line \(line)", problem: "Text follows a closing quotation mark.",
            remedy: "Double the quotation marks inside a cell.")
        }
      } else {
        let start = at
        while at < bytes.count, bytes[at] != comma, bytes[at] != lineFeed,
          bytes[at] != carriageReturn
        { at += 1 }
        cells.append(start..<at)
      }
      guard at < bytes.count, bytes[at] == comma else { break }
      at += 1
    }
    if at < bytes.count, bytes[at] == carriageReturn { at += 1 }
    if at < bytes.count, bytes[at] == lineFeed {
      at += 1
    }
    nextLine += 1
  }

  /// Whether there is nothing in the cell, or no cell.
  public func isBlank(_ column: Int) -> Bool { trimmed(column).isEmpty }

  /// The text of a cell without white space at its ends.
  public func text(_ column: Int) -> String {
    let cell = trimmed(column)
    let quote = UInt8(ascii: "\"")
    guard bytes[cell].contains(quote) else {
      return String(decoding: bytes[cell], as: UTF8.self)
    }
    var text: [UInt8] = []
    var i = cell.lowerBound
    while i < cell.upperBound {
      text.append(bytes[i])
      i += bytes[i] == quote ? 2 : 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A number, nil for an empty cell.
  ///
  /// - Throws: `EvidenceError` naming the cell when it holds anything else.
  public func number(_ column: Int) throws(EvidenceError) -> Double? {
    let cell = trimmed(column)
    guard !cell.isEmpty else { return nil }
    guard let number = Number.read(bytes[cell]) else { throw notANumber(column) }
    guard abs(number) <= Number.most else {
      throw mistake(
        column, "«\(text(column))» is too large.", "Look the cell up in the source.")
    }
    return number
  }

  /// A number of people or things: whole and not negative; nil for an empty cell.
  public func count(_ column: Int) throws(EvidenceError) -> Int? {
    guard let number = try number(column) else { return nil }
    guard number >= 0 else {
      throw mistake(
        column, "«\(text(column))» is negative.",
        "A number of people cannot be; look the cell up in the source.")
    }
    guard number <= Number.mostPeople else {
      throw mistake(
        column, "«\(text(column))» is more than there can be.", "Look the cell up in the source.")
    }
    guard let count = Int(exactly: number) else {
      throw mistake(
        column, "«\(text(column))» is not a whole number.",
        "Round it, or look the cell up in the source.")
    }
    return count
  }

  /// A year from 1500 to 2200.
  public func year(_ column: Int) throws(EvidenceError) -> Int {
    guard let year = try count(column), (1500...2200).contains(year) else {
      throw mistake(column, "«\(text(column))» is no year.", "Write it with four digits.")
    }
    return year
  }

  /// The code of a country as it stands in the cell; whether there is such a country is for `CountryList` to say.
  public func code(_ column: Int) throws(EvidenceError) -> CountryCode {
    guard let code = CountryCode(letters: bytes[trimmed(column)]) else {
      throw mistake(
        column, "«\(text(column))» is no country code.",
        "Use the three capital letters of ISO 3166-1 alpha-3.")
    }
    return code
  }

  /// A complaint about a cell of this row.
  public func mistake(_ column: Int, _ problem: String, _ remedy: String) -> EvidenceError {
    let name = columns.indices.contains(column) ? columns[column] : ""
    return EvidenceError(
      file,
      cell: "line \(line), column \(name) (cell \(Sheet.address(row: line - 1, column: column)))",
      problem: problem, remedy: remedy)
  }

  private func notANumber(_ column: Int) -> EvidenceError {
    mistake(
      column, "«\(text(column).prefix(40))» is not a number.",
      "Write the number without words, or leave the cell empty where the figure is unknown.")
  }

  private func trimmed(_ column: Int) -> Range<Int> {
    guard cells.indices.contains(column) else { return 0..<0 }
    var (lower, upper) = (cells[column].lowerBound, cells[column].upperBound)
    while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
    while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
    return lower..<upper
  }
}

/// Numbers as statistics write them: digits with a point, perhaps a sign or an exponent. No grouping marks.
enum Number {
  /// A hundred times the people there are, and a hundred times the money: what is beyond them is a slip, and no sum below
  /// overflows.
  static let mostPeople = 1e12
  static let most = 1e16

  static func read(_ bytes: ArraySlice<UInt8>) -> Double? {
    var mantissa = 0
    var digits = 0
    var scale = 0
    var hasPoint = false
    var i = bytes.startIndex
    let isNegative = i < bytes.endIndex && bytes[i] == UInt8(ascii: "-")
    if isNegative { i += 1 }
    while i < bytes.endIndex {
      switch bytes[i] {
      case let byte where (0x30...0x39).contains(byte) && digits < 15:
        mantissa = mantissa * 10 + Int(byte - 0x30)
        digits += 1
        if hasPoint { scale += 1 }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      default: return slow(bytes)
      }
      i += 1
    }
    guard digits > 0 else { return nil }
    // Both are exact in a Double, so that the quotient is the nearest one.
    let value = Double(mantissa) / powersOfTen[scale]
    return isNegative ? -value : value
  }

  /// Exponents and more digits than a Double holds.
  private static func slow(_ bytes: ArraySlice<UInt8>) -> Double? {
    let allowed = Set("0123456789.eE+-".utf8)
    guard bytes.count < 64, bytes.allSatisfy(allowed.contains),
      let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else { return nil }
    return value
  }

  private static let powersOfTen: [Double] = {
    var powers = [1.0]
    for _ in 0..<15 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()
}
