public import Policy

extension TableImport {
  /// A CSV file as a sheet whose rows stand at their lines.
  ///
  /// - Parameters:
  ///   - file: the name to use in messages.
  ///   - name: the sheet's, where it is one of several.
  public static func sheet(_ bytes: [UInt8], _ file: String, named name: String = "")
    throws(EvidenceError) -> Sheet
  {
    let rows: [CSV.Row]
    do {
      rows = try CSV.rows(bytes)
    } catch {
      throw EvidenceError(
        file, cell: "line \(error.line)", problem: "This is no CSV: \(error.reason).",
        remedy: "Save it again as CSV, or give the workbook.")
    }
    var lines: [[String]] = []
    for row in rows {
      while lines.count < row.line - 1 { lines.append([]) }
      if lines.count < row.line {
        lines.append(row.fields)
      } else {
        lines[row.line - 1] = row.fields
      }
    }
    return Sheet(name: name, rows: lines)
  }

  /// The row that names the columns, among the first thirty.
  static func head(_ sheet: Sheet, where holds: ([String]) -> Bool) -> Int? {
    sheet.rows.prefix(30).firstIndex { holds($0.map(plain)) }
  }

  /// Letters and digits in lower case: "locationcodeofdestination".
  static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter {
          ("a"..."z").contains($0) || ("0"..."9").contains($0)
        }))
  }

  /// A number of people in a cell; nil where the producer writes that there is none ("..", "-", nothing).
  ///
  /// Digits in groups of three are taken as a number; a figure with a fraction is rounded.
  ///
  /// - Throws: `EvidenceError` naming sheet and cell for anything else.
  static func people(_ sheet: Sheet, _ row: Int, _ column: Int, _ file: String)
    throws(EvidenceError) -> Int?
  {
    guard let number = try number(sheet, row, column, file) else { return nil }
    guard number >= 0 else {
      throw mistake(
        sheet, row, column, file, "«\(sheet[row, column])» is negative.",
        "A number of people cannot be; look the cell up in the source.")
    }
    guard number <= Number.mostPeople, let people = Int(exactly: number.rounded()) else {
      throw mistake(
        sheet, row, column, file, "«\(sheet[row, column])» is too large.",
        "Look the cell up in the source.")
    }
    return people
  }

  static func number(_ sheet: Sheet, _ row: Int, _ column: Int, _ file: String)
    throws(EvidenceError) -> Double?
  {
    let text = sheet[row, column].trimmingSpaces
    guard !text.isEmpty, !["..", "...", "-", "–", "n/a", "NA"].contains(text) else { return nil }
    if let number = Number.read(Array(text.utf8)[...]) { return number }
    if let number = grouped(text) { return number }
    throw mistake(
      sheet, row, column, file, "«\(text.prefix(40))» is not a number.",
      "Write the number without words, or leave the cell empty where the figure is unknown.")
  }

  /// A whole number whose digits stand in groups of three, with spaces or commas between: "2 940 735", "2,940,735".
  private static func grouped(_ text: String) -> Double? {
    let marks: Set<Unicode.Scalar> = [" ", ",", "\u{A0}", "\u{202F}", "\u{2009}"]
    let groups = text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: marks.contains)
    guard groups.count > 1, (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.joined().allSatisfy({ ("0"..."9").contains($0) })
    else { return nil }
    return Number.read(Array(groups.joined().map { UInt8(ascii: $0) })[...])
  }

  static func mistake(
    _ sheet: Sheet, _ row: Int, _ column: Int, _ file: String, _ problem: String, _ remedy: String
  ) -> EvidenceError {
    EvidenceError(
      sheet.name.isEmpty ? file : "\(file), sheet «\(sheet.name)»",
      cell: "cell \(Sheet.address(row: row, column: column))", problem: problem, remedy: remedy)
  }

  /// The year that a column is headed with: "1990", "1990.1" as some programs write a second one, "1990 [YR1990]".
  static func year(_ head: String) -> Int? {
    let digits = head.trimmingSpaces.prefix { $0.isNumber }
    let rest = head.trimmingSpaces.dropFirst(digits.count)
    guard digits.count == 4, let year = Int(digits), (1900...2100).contains(year),
      rest.isEmpty || rest.hasPrefix(".") || rest.hasPrefix(" [")
    else { return nil }
    return year
  }
}
