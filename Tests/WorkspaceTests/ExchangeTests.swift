import Foundation
import Indices
import Policy
import Testing

@testable import Workspace

@Suite struct ExchangeTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
    try store.store(Sample.coded())
    try store.store(Sample.coded("b.md", articles: 2))
    try store.store(Sample.map, [Sample.finding("f1"), Sample.finding("f2", kind: .gap)], key: "k")
    try store.add([
      AnswerSheet(
        instrument: "i", edition: "1", unit: "PHL", answers: [Answer(item: "a", value: "yes")])
    ])
    try store.add([
      Series(key: [.init("REF_AREA", "PHL")], observations: [Observation(time: "2019", text: "1")])
    ])
  }

  func text(_ table: ExportTable, _ format: ExportFormat) throws -> String {
    let folder = scratch.url.appendingPathComponent("out")
    let file = try store.export([table], to: folder, as: format)[0]
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test(arguments: ExportTable.allCases)
  func everyTableHasAValueForEveryColumnInBothFormats(table: ExportTable) throws {
    try store.decide("f1", .dismissed, note: "no", person: "Ana", date: "2026-01-02")
    let rows = try CSV.rows(try text(table, .csv).utf8)
    #expect(rows.first?.fields == table.columns)
    #expect(rows.count > 1 && rows.allSatisfy { $0.fields.count == table.columns.count })
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(try text(table, .json).utf8)) as? [[String: Any]])
    #expect(records.count == rows.count - 1)
    #expect(records.allSatisfy { Set($0.keys) == Set(table.columns) })
  }

  @Test func theOrderOfStoringDoesNotChangeTheBytes() throws {
    let other = try Store(at: scratch.path("other.db"), mode: .create)
    try other.store(Sample.coded("b.md", articles: 2))
    try other.store(Sample.coded("gone.md"))
    try other.store(Sample.coded())
    try other.remove(["gone.md"])
    try other.store(Sample.map, [Sample.finding("f1"), Sample.finding("f2", kind: .gap)], key: "k")
    try other.add(try store.answerSheets(instrument: "i"))
    try other.add(try store.series())
    for format in ExportFormat.allCases {
      let first = scratch.url.appendingPathComponent("first")
      let second = scratch.url.appendingPathComponent("second")
      let files = zip(
        try store.export(to: first, as: format), try other.export(to: second, as: format))
      for (a, b) in files { #expect(try Data(contentsOf: a) == Data(contentsOf: b)) }
    }
  }

  @Test func anEmptyTableIsAnEmptyList() throws {
    #expect(try text(.decisions, .json) == "[]\n")
    #expect(try text(.decisions, .csv) == CSV.line(ExportTable.decisions.columns))
  }

  @Test(arguments: ["=1+1", "+1", "-2", "@SUM", "\tx", "'=1", "''+1", "'", "it's", "", "plain"])
  func noTextRunsAsAFormulaAndEveryTextComesBack(text: String) {
    let cell = Spreadsheet.cell(.string(text))
    #expect(!["=", "+", "-", "@", "\t"].contains { cell.hasPrefix($0) })
    #expect(Spreadsheet.text(ofCell: cell) == text)
  }

  @Test func numbersStayNumbers() {
    #expect(Spreadsheet.cell(.integer(-1)) == "-1")
    #expect(Spreadsheet.cell(.strings(["a", "b"])) == "a; b")
    #expect(Spreadsheet.cell(.strings(["-a", "b"])) == "'-a; b")
    #expect(Spreadsheet.cell(.array([])) == "")
  }

  @Test(arguments: ExportFormat.allCases)
  func decisionsTravelToAnotherWorkspaceAndTwiceIsOnce(format: ExportFormat) throws {
    try store.decide("f1", .confirmed, person: "Ana", date: "2026-01-02")
    try store.decide(
      "f1", .dismissed, note: "=other \"people\";\nsee Annex", person: "Ben", date: "2026-01-03")
    let folder = scratch.url.appendingPathComponent("out")
    let file = try store.export([.decisions], to: folder, as: format)[0]
    let other = try Store(at: scratch.path("other.db"), mode: .create)
    try other.store(Sample.map, [Sample.finding("f1")], key: "k")
    let first = try other.importDecisions(from: file)
    #expect(first.added == 2 && first.notes.isEmpty)
    #expect(try other.importDecisions(from: file).added == 0)
    #expect(try other.decisions() == store.decisions())
    #expect(try other.findings().first?.status == .dismissed)
  }

  @Test func importedDecisionsFindTheFindingOfAnotherEdition() throws {
    try store.decide("f1", .confirmed, person: "Ana", date: "2026-01-02")
    let file = try store.export(
      [.decisions], to: scratch.url.appendingPathComponent("out"), as: .csv)[0]
    let other = try Store(at: scratch.path("other.db"), mode: .create)
    try other.store(Sample.map, [Sample.finding("new", file: "law-2026.md")], key: "k")
    _ = try other.importDecisions(from: file)
    #expect(try other.findings().map(\.status) == [.confirmed])
  }

  @Test func entriesThatAreNoDecisionsAreSaid() throws {
    let header = CSV.line(ExportTable.decisions.columns)
    let table = try scratch.write(
      "d.csv",
      header
        + "f9,conflict,maybe,,,2026,,[],\nf8,conflict,dismissed,,,2026,,no,\nf7,gap,dismissed,,,2026,,[],\n"
    )
    let result = try store.importDecisions(from: table)
    #expect(result.added == 1 && result.notes.map(\.line) == [2, 3])
    let json = try scratch.write("d.json", "[{\"finding\": \"f1\"},\n 7]")
    #expect(try store.importDecisions(from: json).notes.map(\.line) == [1, 2])
    let broken = try scratch.write("e.json", "[{")
    #expect(try !store.importDecisions(from: broken).notes.isEmpty)
    #expect(throws: StoreError.self) {
      try store.importDecisions(from: scratch.url.appendingPathComponent("none.csv"))
    }
  }

  @Test func exportedInstitutionsTiesAndBodiesAreTablesOfAnotherProject() throws {
    let folder = scratch.url.appendingPathComponent("project")
    try store.export(
      [.institutions, .ties, .bodies], to: scratch.url.appendingPathComponent("out"), as: .csv)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let resources = try ResourceFolder()
    for table in ["institutions.csv", "ties.csv", "bodies.csv"] {
      let file = scratch.url.appendingPathComponent("out/\(table)")
      #expect(try Project.importTable(file, into: folder, resources: resources).isEmpty)
      #expect(throws: Project.FolderError.self) {
        try Project.importTable(file, into: folder, resources: resources)
      }
    }
    let map = try Knowledge(resources, for: try Project(at: folder)).given
    #expect(map.institutions == Sample.map.institutions)
    #expect(map.ties.map(\.from) == Sample.map.ties.map(\.from))
    #expect(map.ties.map(\.kind) == Sample.map.ties.map(\.kind))
    #expect(map.bodies.map(\.members) == Sample.map.bodies.map(\.members))
    #expect(map.bodies.map(\.chair) == Sample.map.bodies.map(\.chair))
  }

  @Test func aFolderThatMayNotBeWrittenIsSaid() throws {
    let file = try scratch.write("file", "x")
    let error = #expect(throws: StoreError.self) { try store.export(to: file, as: .csv) }
    #expect(error?.reason == .readOnly)
  }

  @Test func aBackupIsAWholeWorkspaceInOneFile() throws {
    let copy = scratch.path("copy.db")
    try store.backup(to: copy)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    #expect(names.filter { $0.hasPrefix("copy") } == ["copy.db"])
    let other = try Store(at: copy)
    #expect(try other.codedDocuments() == store.codedDocuments())
    #expect(try other.check().isEmpty)
    let error = #expect(throws: StoreError.self) { try store.backup(to: copy) }
    #expect(error?.reason == .unusable)
    #expect(throws: StoreError.self) { try store.backup(to: scratch.path("no/such/folder.db")) }
  }
}
