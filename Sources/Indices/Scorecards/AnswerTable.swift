public import Policy

/// Answers as a table, the form in which a scorecard is sent by e-mail and comes back.
///
/// | column | holds |
/// | --- | --- |
/// | `item`, `part` | id of the item; the thing asked in an item of points, or the number in a formula |
/// | `answer` | code or words of an answer, a number, yes or no; an empty cell is no answer |
/// | `instrument`, `edition`, `unit`, `round`, `perspective` | which sheet the row belongs to |
/// | `basis` | law, policy or practice |
/// | `respondent`, `date`, `evidence`, `note` | who says so, when, on what grounds |
///
/// Other columns (the question, the possible answers) are for the reader and are passed over.
public enum AnswerTable {
  public static let columns = [
    "instrument", "edition", "unit", "round", "perspective", "item", "part", "answer", "basis",
    "respondent", "date", "evidence", "note",
  ]

  /// What rows say that leave their cells empty.
  public struct Defaults: Sendable, Hashable {
    public var instrument = ""
    public var edition = ""
    public var unit = ""
    public var round = ""
    public var perspective: String?
    public var respondent: String?

    public init() {}
  }

  /// The sheets of a table, in the order in which they first occur.
  ///
  /// - Returns: the sheets, and an error for each row that cannot be used; the rest is still read.
  /// - Throws: `Table.Error` when `item` or `answer` is no column.
  public static func sheets(_ table: Table, defaults: Defaults = Defaults())
    throws(Table.Error) -> (sheets: [AnswerSheet], errors: [Table.Error])
  {
    for column in ["item", "answer"] where !table.columns.contains(column) {
      throw Table.Error(
        file: table.file, line: 1, column: column,
        reason: "the column is missing; the table has: \(table.columns.joined(separator: ", "))")
    }
    var sheets: [AnswerSheet] = []
    var places: [AnswerSheet: Int] = [:]
    var errors: [Table.Error] = []
    for row in table.rows {
      do {
        guard let (empty, answer) = try read(row, defaults) else { continue }
        if let place = places[empty] {
          sheets[place].answers.append(answer)
        } else {
          places[empty] = sheets.count
          var sheet = empty
          sheet.answers.append(answer)
          sheets.append(sheet)
        }
      } catch {
        errors.append(error)
      }
    }
    return (sheets, errors)
  }

  private static func read(_ row: Table.Row, _ defaults: Defaults) throws(Table.Error)
    -> (AnswerSheet, Answer)?
  {
    func text(_ column: String) -> String? { row[column].isEmpty ? nil : row[column] }
    guard let value = text("answer") else { return nil }
    guard let item = text("item") else { throw row.error("item", "the cell is empty") }
    let basis = text("basis")?.lowercased()
    if let basis, Instrument.Basis(rawValue: basis) == nil {
      throw row.error(
        "basis", "«\(basis)» is not law, policy or practice: use one of them or leave it empty")
    }
    let date = text("date").map(Self.date)
    if let date, TimePeriod(date) == nil {
      throw row.error("date", "«\(date)» is no date: write it as 2026-11-26")
    }
    let sheet = AnswerSheet(
      instrument: text("instrument") ?? defaults.instrument,
      edition: text("edition") ?? defaults.edition, unit: text("unit") ?? defaults.unit,
      round: text("round") ?? defaults.round,
      perspective: text("perspective") ?? defaults.perspective)
    guard !sheet.instrument.isEmpty else {
      throw row.error("instrument", "the cell is empty: say which instrument is answered")
    }
    return (
      sheet,
      Answer(
        item: item, part: text("part"), value: value, basis: basis,
        respondent: text("respondent") ?? defaults.respondent, date: date,
        evidence: text("evidence"), note: text("note"), file: row.file, line: row.line)
    )
  }

  /// A day as ISO 8601; workbooks keep days as their number since 30 December 1899.
  private static func date(_ text: String) -> String {
    guard let number = Double(text), (10_000...100_000).contains(number) else { return text }
    // Civil date from a day count (H. Hinnant, chrono-compatible low-level date algorithms).
    let days = Int(number) - 25_569 + 719_468
    let era = days / 146_097
    let day = days - era * 146_097
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return
      "\(year + era * 400 + (month <= 2 ? 1 : 0))-\(padded(month))-\(padded(dayOfYear - (153 * shifted + 2) / 5 + 1))"
  }

  /// A sheet as rows under `columns`, which `sheets` reads back.
  public static func rows(_ sheet: AnswerSheet) -> [[String]] {
    sheet.answers.map { answer in
      [
        sheet.instrument, sheet.edition, sheet.unit, sheet.round, sheet.perspective ?? "",
        answer.item, answer.part ?? "", answer.value, answer.basis ?? "", answer.respondent ?? "",
        answer.date ?? "", answer.evidence ?? "", answer.note ?? "",
      ]
    }
  }
}
