public import Foundation
public import Policy

extension ReviewSheet {
  /// What came of a sheet that was filled in.
  public struct Result: Sendable {
    /// Entries added to the log.
    public var added = 0
    /// Rows that say what the workspace knows already.
    public var known = 0
    /// Cells that could not be used, by line and column; the rest of the row, if any, was taken in.
    public var errors: [Table.Error] = []
  }
}

extension Store {
  /// Takes in a filled-in sheet, CSV or workbook: what can be used is recorded, the rest is said.
  ///
  /// - Parameters:
  ///   - person: who decided, where the row does not say.
  ///   - date: when, where the row does not say; ISO 8601.
  /// - Throws: `Table.Error` or `ReadingError` for a file that is no such table; `StoreError`.
  public func importSheet(from file: URL, person: String, date: String) throws
    -> ReviewSheet.Result
  {
    let table = try AnswerFile.table(file, required: ["id", "decision"])
    let review = try review()
    var result = ReviewSheet.Result()
    var entries: [Decision] = []
    for row in table.rows {
      let isOwn = row["id"].isEmpty && !row["why"].isEmpty
      guard isOwn || (ReviewSheet.acts + ["note"]).contains(where: { !row[$0].isEmpty }) else {
        continue
      }
      let reading = SheetRow(row, review: review, person: person, date: date) { document, locator in
        try self.passage(document, locator)
      }
      do {
        let errors = result.errors.count
        let read = try reading.entries(&result.errors)
        entries += read
        result.known += read.isEmpty && result.errors.count == errors ? 1 : 0
      } catch {
        result.errors.append(error)
      }
    }
    result.added = try add(entries)
    return result
  }
}

/// A row of a filled-in sheet, read against the review that it is about.
private struct SheetRow {
  let row: Table.Row
  let review: Review
  let defaultPerson: String
  let defaultDate: String
  let passage: (String, String) throws -> Finding.Passage

  init(
    _ row: Table.Row, review: Review, person: String, date: String,
    passage: @escaping (String, String) throws -> Finding.Passage
  ) {
    self.row = row
    self.review = review
    defaultPerson = person
    defaultDate = date
    self.passage = passage
  }

  /// What the row adds to the log; nothing where all is known.
  ///
  /// - Parameter errors: takes what is wrong with one cell only.
  /// - Throws: when nothing of the row can be used.
  func entries(_ errors: inout [Table.Error]) throws(Table.Error) -> [Decision] {
    let person = row["person"].isEmpty ? defaultPerson : row["person"]
    let date = try date
    var entries: [Decision] = []
    let reviewed: ReviewedFinding
    if row["id"].isEmpty {
      var own = try own()
      let entry = Decision(adding: own, note: row["note"], person: person, date: date)
      own.id = entry.finding
      let known = review.finding(own.id)
      if known == nil { entries.append(entry) }
      reviewed = known ?? ReviewedFinding(own, isOwn: true, log: [entry])
    } else {
      reviewed = try found
      guard ReviewSheet.acts.contains(where: { !row[$0].isEmpty }) else {
        throw row.error(
          "note", "a note goes with what is done: fill in «decision» or another column, too")
      }
    }
    var acts: [Decision.Act] = []
    for read in [decision, reason, merger, assignment, settlement] {
      do throws(Table.Error) {
        if let act = try read(reviewed, person) { acts.append(act) }
      } catch {
        errors.append(error)
      }
    }
    return entries
      + acts.map {
        Decision($0, on: reviewed.standing, note: row["note"], person: person, date: date)
      }
  }

  private var date: String {
    get throws(Table.Error) {
      let cell = row["date"]
      guard !cell.isEmpty else { return defaultDate }
      guard let date = ReviewDate.date(inSheet: cell) else {
        throw row.error("date", "«\(cell)» is no date: write it as 2026-03-31")
      }
      return date
    }
  }

  /// By its id, or, where a spreadsheet took the id for a number ("12e4…"), by its sentence.
  private var found: ReviewedFinding {
    get throws(Table.Error) {
      do throws(Table.Error) {
        return try finding("id")
      } catch {
        let alike = review.findings.filter {
          $0.finding.kind.rawValue == row["kind"] && $0.finding.why == row["why"]
        }
        guard let only = alike.first, alike.count == 1 else { throw error }
        return only
      }
    }
  }

  private func finding(_ column: String) throws(Table.Error) -> ReviewedFinding {
    let id = row[column]
    guard let finding = review.finding(id) else {
      throw row.error(column, "no finding has the id «\(id)»: leave the ids as they were exported")
    }
    return finding
  }

  // MARK: Cells

  private func decision(_ reviewed: ReviewedFinding, _ person: String) throws(Table.Error)
    -> Decision.Act?
  {
    let word = row["decision"].lowercased()
    let status: Finding.Status
    switch word {
    case "": return nil
    case "confirm", "confirmed": status = .confirmed
    case "dismiss", "dismissed": status = .dismissed
    case "reopen", "proposed": status = .proposed
    default:
      throw row.error("decision", "«\(row["decision"])» is not confirm, dismiss or reopen")
    }
    let known = reviewed.verdicts.first { $0.person == person }
    let isKnown =
      status == .proposed
      ? reviewed.finding.status == .proposed && reviewed.mergedInto == nil
      : known?.status == status && known?.note == row["note"]
    return isKnown ? nil : .status(status)
  }

  private func reason(_ reviewed: ReviewedFinding, _ person: String) throws(Table.Error)
    -> Decision.Act?
  {
    let text = row["new_reason"]
    return text.isEmpty || text == reviewed.finding.why ? nil : .reason(text)
  }

  private func merger(_ reviewed: ReviewedFinding, _ person: String) throws(Table.Error)
    -> Decision.Act?
  {
    guard !row["merge_into"].isEmpty else { return nil }
    let target = try finding("merge_into")
    guard target.id != reviewed.id else {
      throw row.error("merge_into", "a finding cannot be merged into itself")
    }
    return reviewed.mergedInto == target.id ? nil : .merge(into: target.id)
  }

  private func assignment(_ reviewed: ReviewedFinding, _ person: String) throws(Table.Error)
    -> Decision.Act?
  {
    let name = row["assign_to"]
    return name.isEmpty || name == reviewed.assignee ? nil : .assign(to: name)
  }

  private func settlement(_ reviewed: ReviewedFinding, _ person: String) throws(Table.Error)
    -> Decision.Act?
  {
    let settlement = Settlement(
      decision: row["settlement"], venue: row["settled_where"], change: row["what_changed"])
    guard settlement != Settlement(decision: "") else { return nil }
    guard !settlement.decision.isEmpty else {
      throw row.error("settlement", "the cell is empty: say what was decided")
    }
    return settlement == reviewed.settlement?.settlement ? nil : .settle(settlement)
  }

  // MARK: A finding of one's own

  /// What the row says, without an id.
  private func own() throws(Table.Error) -> Finding {
    guard let kind = Finding.Kind(rawValue: row["kind"]) else {
      throw row.error(
        "kind",
        "a finding of your own (without id) needs a kind: \(Finding.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    guard !row["why"].isEmpty else {
      throw row.error("why", "a finding of your own needs a sentence that says what it is")
    }
    let level = Finding.Level(rawValue: row["level"])
    guard level != nil || row["level"].isEmpty else {
      throw row.error(
        "level",
        "«\(row["level"])» is not \(Finding.Level.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    var passages: [Finding.Passage] = []
    for i in 1...2 where i == 1 || !row["document_2"].isEmpty {
      do {
        passages.append(try passage(row["document_\(i)"], row["locator_\(i)"]))
      } catch {
        let reason = (error as? StoreError).map { $0.problem + " " + $0.remedy } ?? "\(error)"
        throw row.error("locator_\(i)", reason)
      }
    }
    return Finding(
      id: "", kind: kind, level: level, score: 1, between: passages, why: row["why"])
  }
}

/// Days and moments as the log of a review has them.
public enum ReviewDate {
  /// The date of a cell; nil when it has none. A workbook has a day as the number of days since the end of 1899.
  static func date(inSheet cell: String) -> String? {
    if isDate(cell) { return cell }
    // From 1990 to 2099, so that no other number is taken for a day.
    guard let days = Int(cell), (32_874..<73_051).contains(days) else { return nil }
    let dayZero = Date(timeIntervalSince1970: -2_209_161_600)
    return String(
      dayZero.addingTimeInterval(Double(days) * 86_400).formatted(.iso8601).prefix(10))
  }

  /// Whether a text is a day of the calendar ("2026-03-31"), with or without a time of day after a T.
  public static func isDate(_ text: String) -> Bool {
    let day = text.prefix { $0 != "T" }
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      day.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let number = Int(parts[2]),
      (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(number)
  }
}
