import Indices
import Policy
import Testing

@testable import Workspace

@Suite struct SeriesStoreTests {
  private func series(_ values: [(String, String)], revision: String? = nil) -> Series {
    Series(
      structure: "A:B(1.0)",
      key: [.init("REF_AREA", "PHL", name: "Philippines"), .init("SEX", "F")],
      attributes: [.init("UNIT_MEASURE", "PS")],
      observations: values.map {
        Observation(
          time: $0.0, text: $0.1, status: $0.1.isEmpty ? .missing : .normal,
          attributes: [.init("NOTE", "n")])
      }, source: Series.Source(producer: "UN", revision: revision, file: "a.csv"))
  }

  @Test func seriesComeBackWithStatusAndSource() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let given = series([("2019", "1.50"), ("2020", "")])
    #expect(try store.add([given]).added == 2)
    #expect(try store.series() == [given])
    let again = try store.add([given])
    #expect(again.same == 2 && again.added == 0 && again.changed == 0)
  }

  @Test func answersAndSeriesAreExportedWithTheRest() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.add([series([("2019", "1.50")])])
    try store.add([
      AnswerSheet(
        instrument: "i", edition: "1", unit: "PHL",
        answers: [Answer(item: "2a", value: "yes", evidence: "=Act; 1")])
    ])
    var rows: [[JSONValue]] = []
    try store.forEachRow(of: .observations) { rows.append($0) }
    #expect(rows.count == 1 && rows[0].count == ExportTable.observations.columns.count)
    #expect(rows[0][3] == .string("1.50") && rows[0][4] == .string("A"))
    var text = ""
    try store.text(of: .answers, as: .csv) { text += $0 }
    let (sheets, errors) = try AnswerTable.sheets(Table(Array(text.utf8), file: "answers.csv"))
    #expect(errors.isEmpty && sheets[0].answers[0].value == "yes")
    #expect(Spreadsheet.text(ofCell: sheets[0].answers[0].evidence ?? "") == "=Act; 1")
  }

  @Test func aNewValueTakesThePlaceOfTheOldAndARevisionStandsApart() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.add([series([("2019", "1"), ("2020", "2")])])
    let change = try store.add([series([("2020", "3"), ("2021", "4")])])
    #expect(change.changed == 1 && change.added == 1)
    #expect(try store.series()[0].observations.map(\.text) == ["1", "3", "4"])
    try store.add([series([("2020", "9")], revision: "2024")])
    #expect(try store.series().count == 2)
  }
}
