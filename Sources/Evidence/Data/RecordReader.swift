import Policy

/// Rows of a CSV file with a header, read where they lie: a cell becomes a number or a code without becoming a text first.
///
/// Every complaint names line, column and cell.
///
/// - Complexity: O(bytes) for the whole file, no allocation for a row.
public struct RecordReader: Sendable {
  public let file: String
  public let columns: [String]
  private var scanner: CSVScanner

  /// The line of the row, from 1.
  public var line: Int { scanner.line }

  /// - Throws: `EvidenceError` for an empty file, broken quoting, or a column named twice.
  public init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
    self.file = file
    var scanner = CSVScanner(bytes)
    guard try Self.next(&scanner, file) else {
      throw EvidenceError(
        file, problem: "The file is empty.", remedy: "Its first line must name the columns.")
    }
    columns = scanner.fields.map { scanner.text($0).trimmingSpaces }
    self.scanner = scanner
    for (i, name) in columns.enumerated() where !name.isEmpty {
      if let first = columns.firstIndex(of: name), first < i {
        throw EvidenceError(
          file, cell: "column \(name)", problem: "The column is named twice.",
          remedy: "Take one of them out.")
      }
    }
  }

  private static func next(_ scanner: inout CSVScanner, _ file: String) throws(EvidenceError)
    -> Bool
  {
    do {
      return try scanner.next()
    } catch {
      throw EvidenceError(
        file, cell: "line \(error.line)", problem: "This is no CSV: \(error.reason).",
        remedy: "Save it again as CSV; it may be cut short.")
    }
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
    guard try Self.next(&scanner, file) else { return false }
    guard scanner.fields.count == columns.count else {
      throw EvidenceError(
        file, cell: "line \(line)",
        problem: "The row has \(scanner.fields.count) cells under \(columns.count) columns.",
        remedy: scanner.fields.count > columns.count
          ? "Put a cell that holds a comma into quotes."
          : "Write a comma for each empty cell too; if the file was cut off here, get it again.")
    }
    return true
  }

  /// Whether there is nothing in the cell, or no cell.
  public func isBlank(_ column: Int) -> Bool { trimmed(column).isEmpty }

  /// The text of a cell without white space at its ends.
  public func text(_ column: Int) -> String {
    guard scanner.fields.indices.contains(column) else { return "" }
    return scanner.text(scanner.fields[column], part: trimmed(column))
  }

  /// A number, nil for an empty cell.
  ///
  /// - Throws: `EvidenceError` naming the cell when it holds anything else.
  public func number(_ column: Int) throws(EvidenceError) -> Double? {
    let cell = trimmed(column)
    guard !cell.isEmpty else { return nil }
    guard let number = Number.read(scanner.bytes[cell]) else { throw notANumber(column) }
    guard abs(number) <= Number.most else {
      throw mistake(
        column, "«\(text(column))» is too large.", "Look the cell up in the source.")
    }
    return number
  }

  /// A number that cannot be below zero, nil for an empty cell.
  public func amount(_ column: Int) throws(EvidenceError) -> Double? {
    guard let number = try number(column) else { return nil }
    guard number >= 0 else {
      throw mistake(
        column, "«\(text(column))» is negative.",
        "No «\(columns[column])» can be below zero; look the cell up in the source.")
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
    guard let code = CountryCode(letters: scanner.bytes[trimmed(column)]) else {
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
    guard scanner.fields.indices.contains(column) else { return 0..<0 }
    var (lower, upper) = (scanner.fields[column].lowerBound, scanner.fields[column].upperBound)
    while lower < upper, Self.isBlank(scanner.bytes[lower]) { lower += 1 }
    while upper > lower, Self.isBlank(scanner.bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
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
