import Coherence
import Foundation
import Policy
import Testing

@testable import Workspace

@Suite struct ReviewSheetTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
    try store.store(Sample.coded())
    try store.store(
      Sample.map,
      [Sample.finding("f1"), Sample.finding("f2", kind: .gap), Sample.finding("f3", kind: .silo)],
      key: "k")
  }

  /// The exported sheet with cells filled in, by id and column.
  func filled(
    _ cells: [String: [String: String]], adding rows: [[String: String]] = [],
    separator: String = ","
  ) throws -> URL {
    let weights = try Sample.weights()
    let sheet = ReviewSheet.csv(try store.review().queue(weights), weights: weights)
    var lines = try CSV.rows(sheet.utf8).map(\.fields)
    let columns = lines[0]
    for i in lines.indices.dropFirst() {
      for (column, text) in cells[lines[i][0]] ?? [:] {
        lines[i][try #require(columns.firstIndex(of: column))] = text
      }
    }
    lines += rows.map { row in columns.map { row[$0] ?? "" } }
    let text = lines.map { line in
      line.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        .joined(separator: separator)
    }.joined(separator: "\r\n")
    return try scratch.write("queue.csv", text)
  }

  func taken(_ file: URL) throws -> ReviewSheet.Result {
    try store.importSheet(from: file, person: "Ana", date: "2026-02-01")
  }

  @Test func anUntouchedSheetChangesNothing() throws {
    let result = try taken(try filled([:]))
    #expect(result.added == 0 && result.known == 0 && result.errors.isEmpty)
    #expect(try store.decisions().isEmpty)
  }

  @Test(arguments: [",", ";"])
  func everyColumnIsTakenInAndTwiceIsOnce(separator: String) throws {
    let file = try filled(
      [
        "f1": [
          "decision": "Confirm", "new_reason": "The fee is banned; and charged.", "person": "Ben",
          "date": "2026-01-31", "note": "clear", "settlement": "The ban stays.",
          "settled_where": "Cabinet", "what_changed": "Article 2",
        ],
        "f2": ["decision": "dismiss"], "f3": ["merge_into": "f2", "assign_to": "Zoë"],
      ], separator: separator)
    let result = try taken(file)
    #expect(result.errors.isEmpty && result.added == 6)
    let first = try store.reviewed("f1")
    #expect(first.finding.status == .confirmed)
    #expect(first.finding.why == "The fee is banned; and charged.")
    #expect(
      first.verdicts == [
        .init(person: "Ben", status: .confirmed, date: "2026-01-31", note: "clear")
      ])
    #expect(first.settlement?.settlement.venue == "Cabinet")
    #expect(try store.reviewed("f2").merged.map(\.assignee) == ["Zoë"])
    #expect(try store.reviewed("f2").decision?.person == "Ana")
    let again = try taken(file)
    #expect(again.added == 0 && again.known == 3 && again.errors.isEmpty)
  }

  @Test func whatIsWrongIsSaidByRowAndTheRestIsTaken() throws {
    let result = try taken(
      try filled(
        [
          "f1": ["decision": "maybe", "assign_to": "Zoë"],
          "f2": ["decision": "confirm", "date": "31/01/2026"],
          "f3": ["merge_into": "f3"],
        ],
        adding: [
          ["id": "unknown", "decision": "confirm"],
          ["kind": "quarrel", "why": "They differ."],
          ["kind": "gap", "why": "Nobody.", "document_1": "none.md", "locator_1": "1"],
        ]))
    #expect(
      result.errors.map(\.column) == ["decision", "date", "merge_into", "id", "kind", "locator_1"])
    #expect(result.errors.map(\.line) == [2, 3, 4, 5, 6, 7])
    #expect(result.added == 1 && result.known == 0)
    #expect(try store.reviewed("f1").assignee == "Zoë")
  }

  @Test func aNoteByItselfIsSaidToBeUnusedAndAPersonFilledDownIsNothing() throws {
    let result = try taken(
      try filled(["f1": ["note": "see the annex", "person": "Ben"], "f2": ["person": "Ben"]]))
    #expect(result.errors.map(\.column) == ["note"] && result.errors.map(\.line) == [2])
    #expect(result.added == 0 && result.known == 0)
  }

  @Test func aRowWithoutIdIsAFindingOfOnesOwn() throws {
    let row = [
      "kind": "conflict", "level": "internal", "why": "Article 3 takes back Article 1.",
      "document_1": "laws/employment.md", "locator_1": "Article 1",
      "document_2": "employment.md", "locator_2": "Article 3",
    ]
    let file = try filled([:], adding: [row])
    #expect(try taken(file).added == 1)
    let own = try #require(try store.review().findings.first { $0.isOwn })
    #expect(
      own.finding.why == "Article 3 takes back Article 1." && own.finding.status == .confirmed)
    #expect(own.finding.level == .internal && own.decision?.person == "Ana")
    #expect(try taken(file).added == 0)
  }

  @Test func whatIsDoneInTheRowOfOnesOwnFindingIsTakenInToo() throws {
    let file = try filled(
      [:],
      adding: [
        [
          "kind": "conflict", "why": "Article 3 takes back Article 1.",
          "document_1": "laws/employment.md", "locator_1": "Article 1",
          "document_2": "employment.md", "locator_2": "Article 3", "assign_to": "Zoë",
          "settlement": "Article 1 stays.",
        ]
      ])
    #expect(try taken(file).added == 3)
    let own = try #require(try store.review().findings.first { $0.isOwn })
    #expect(own.assignee == "Zoë" && own.settlement?.settlement.decision == "Article 1 stays.")
    #expect(try taken(file).added == 0)
  }

  @Test func aSheetOfAFrenchSpreadsheetKeepsItsAccents() throws {
    let file = try filled(["f1": ["decision": "dismiss", "note": "déjà réglé"]], separator: ";")
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.data(using: .windowsCP1252, allowLossyConversion: true)).write(to: file)
    #expect(try taken(file).errors.isEmpty)
    #expect(try store.reviewed("f1").decision?.note == "déjà réglé")
  }

  @Test func anIdThatASpreadsheetTookForANumberIsFoundByItsSentence() throws {
    let file = try filled(["f1": ["decision": "dismiss", "id": "1.2E+15"]])
    #expect(try taken(file).errors.isEmpty)
    #expect(try store.reviewed("f1").finding.status == .dismissed)
  }

  @Test(arguments: [
    ("2026-02-28", true), ("2024-02-29", true), ("2026-03-31T10:00:00Z", true),
    ("2026-02-29", false), ("2026-13-01", false), ("31/01/2026", false), ("", false),
    ("99999999999999999999-01-01", false), ("2026-1-1", false),
  ])
  func datesAreDaysOfTheCalendar(text: String, isDate: Bool) {
    #expect(ReviewDate.isDate(text) == isDate)
  }

  @Test(arguments: [
    ("46112", "2026-03-31"), ("36526", "2000-01-01"), ("2026-03-31", "2026-03-31"), ("12", nil),
    ("31/03/2026", nil), ("461120", nil),
  ])
  func aWorkbookHasDaysAsNumbers(cell: String, date: String?) {
    #expect(ReviewDate.date(inSheet: cell) == date)
  }

  @Test func aTableThatIsNoSheetIsRefused() throws {
    let file = try scratch.write("other.csv", "a,b\n1,2\n")
    #expect(throws: Table.Error.self) { try taken(file) }
  }
}
