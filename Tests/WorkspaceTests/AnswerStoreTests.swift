import Foundation
import Indices
import Policy
import Testing

@testable import Workspace

@Suite struct AnswerStoreTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
  }

  private func sheet(_ answers: [Answer], round: String = "2026") -> AnswerSheet {
    AnswerSheet(
      instrument: "un.sdg.10.7.2", edition: "2021-03", unit: "PHL", round: round, answers: answers)
  }

  @Test func answersComeBackAsTheyWereGiven() throws {
    let full = Answer(
      item: "2a", part: "x", value: "yes", basis: "law", respondent: "Labour \"L\"",
      date: "2026-03-01", evidence: "Act 1; s. 2", note: "'=1+1")
    let given = sheet([full, Answer(item: "2b", value: "no")])
    #expect(try store.add([given, sheet([Answer(item: "2a", value: "no")], round: "2024")]) == 3)
    let sheets = try store.answerSheets(instrument: "un.sdg.10.7.2")
    #expect(sheets.map(\.round) == ["2024", "2026"])
    #expect(sheets[1] == given)
    #expect(try store.answerSheets(instrument: "other").isEmpty)
    #expect(try store.answeredInstruments().map(\.answers) == [3])
  }

  @Test func importingTwiceChangesNothingAndARevisionStandsBesideTheFirst() throws {
    let first = sheet([Answer(item: "2a", value: "yes")])
    #expect(try store.add([first]) == 1)
    #expect(try store.add([first]) == 0)
    #expect(try store.add([sheet([Answer(item: "2a", value: "no")])]) == 1)
    let kept = try store.answerSheets(instrument: "un.sdg.10.7.2")[0]
    #expect(kept.answers.map(\.value) == ["yes", "no"])
    #expect(kept.latest.answers.map(\.value) == ["no"])
    #expect(kept.asFirstGiven.answers.map(\.value) == ["yes"])
    // Back to what was said first: a third word on the matter, not a repetition.
    #expect(try store.add([first]) == 1)
  }

  @Test func everyBundledInstrumentIsOnTheShelf() throws {
    let shelf = try InstrumentShelf(ResourceFolder())
    #expect(shelf.entries.count >= 7)
    #expect(try shelf.instrument("sdg-10-7-2").id == "un.sdg.10.7.2")
    #expect(try shelf.instrument("un.sdg.10.7.2@2021-03").edition == "2021-03")
    #expect(throws: InstrumentShelf.UnknownError.self) {
      try shelf.instrument("un.sdg.10.7.2@1999")
    }
    #expect(throws: InstrumentShelf.UnknownError.self) { try shelf.instrument("nothing") }
    #expect(throws: Table.Error.self) { try shelf.instrument("/nowhere/own.json") }
  }

  @Test func aSpreadsheetWithSemicolonsAndApostrophesIsRead() throws {
    let file = URL(fileURLWithPath: scratch.path("answers.csv"))
    try Data("item;answer;evidence;date\r\n2a;yes;'=Act 1;46082\r\n".utf8).write(to: file)
    var defaults = AnswerTable.Defaults()
    defaults.instrument = "un.sdg.10.7.2"
    let (sheets, errors) = try AnswerFile.read(file, defaults: defaults)
    #expect(errors.isEmpty)
    #expect(sheets[0].answers[0].evidence == "=Act 1")
    // The workbook's number of 1 March 2026.
    #expect(sheets[0].answers[0].date == "2026-03-01")
  }

  @Test func aFileThatIsNoTableOfAnswersIsRefused() throws {
    let file = URL(fileURLWithPath: scratch.path("answers.xlsx"))
    try Data("not a workbook".utf8).write(to: file)
    #expect(throws: (any Error).self) { try AnswerFile.read(file) }
    let csv = URL(fileURLWithPath: scratch.path("answers.csv"))
    try Data("a,b\n1,2\n".utf8).write(to: csv)
    #expect(throws: Table.Error.self) { try AnswerFile.read(csv) }
  }
}
