import Foundation
import Testing

/// The main job, on the example country, by the built program.
@Suite(.serialized) struct AssessTests {
  private func json(_ text: String) throws -> [[String: Any]] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  @Test func theExampleIsReadToAReportWithItsPlantedConflicts() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    let run = try Program.run("assess", project.path)
    #expect(run.status == 0)
    #expect(run.output.contains("10 documents"))
    let index = try String(
      contentsOf: project.appendingPathComponent("report/index.html"), encoding: .utf8)
    #expect(index.contains("Migration and development in Marenia"))
    let findings = try json(
      try Program.run("findings", "--format", "json", in: project).output)
    #expect(!findings.isEmpty)
    for finding in findings {
      for key in [
        "id", "type", "level", "score", "objectives", "populations", "between", "missing", "absent",
        "why", "status",
      ] {
        #expect(finding[key] != nil, "\(key) is missing")
      }
    }
    let conflicts = findings.filter { $0["type"] as? String == "conflict" }
    let pairs = conflicts.compactMap {
      ($0["between"] as? [[String: Any]])?.compactMap { $0["file"] as? String }
    }
    #expect(
      pairs.contains { Set($0) == ["overseas-employment-act.docx", "welfare-fund-decree.html"] })
  }

  @Test func aDecisionSurvivesAndTheSameInputGivesTheSameFindings() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    _ = try Program.run("assess", project.path, "--no-report")
    let first = try json(try Program.run("findings", "--format", "json", in: project).output)
    let id = try #require(first.first?["id"] as? String)
    #expect(
      try Program.run("findings", "dismiss", String(id.prefix(10)), "--note", "known", in: project)
        .status == 0)
    _ = try Program.run("assess", project.path, "--no-report", "--fresh")
    let second = try json(try Program.run("findings", "--format", "json", in: project).output)
    #expect(first.compactMap { $0["id"] as? String } == second.compactMap { $0["id"] as? String })
    #expect(second.first { $0["id"] as? String == id }?["status"] as? String == "dismissed")
    #expect(try Program.run("check", project.path, in: project).status == 0)
  }

  @Test func aRunThatIsKilledIsCompletedByTheNext() throws {
    let scratch = try Scratch()
    let whole = try scratch.example()
    _ = try Program.run("assess", whole.path, "--no-report")
    let expected = try Program.run("findings", "--format", "json", in: whole).output
    try FileManager.default.removeItem(at: whole.appendingPathComponent("concord.db"))
    for round in 1...5 {
      for left in ["concord.db", "concord.db-wal", "concord.db-shm"] {
        try? FileManager.default.removeItem(at: whole.appendingPathComponent(left))
      }
      let process = try Program.start(
        ["assess", whole.path, "--no-report"], in: whole, output: FileHandle.nullDevice,
        complaints: FileHandle.nullDevice)
      usleep(UInt32(round) * 300_000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try Program.run("assess", whole.path, "--no-report").status == 0)
      #expect(try Program.run("findings", "--format", "json", in: whole).output == expected)
    }
  }

  @Test func filesThatCannotBeReadAreNamedAndTheRestIsRead() throws {
    let scratch = try Scratch()
    let text = "Article 1. Migrant workers shall not pay any recruitment fee.\n"
    try text.write(
      to: scratch.url.appendingPathComponent("law.txt"), atomically: true, encoding: .utf8)
    try Data("%PDF-1.4 broken".utf8).write(to: scratch.url.appendingPathComponent("broken.pdf"))
    try Data([1, 2, 3]).write(to: scratch.url.appendingPathComponent("sheet.xls"))
    let run = try Program.run("assess", scratch.url.path, "--no-report")
    #expect(run.status == 1)
    #expect(run.output.contains("broken.pdf"))
    #expect(run.output.contains("sheet.xls"))
  }

  @Test func theFilterCodesLinesInOrderAndSurvivesBadOnes() throws {
    let input = """
      {"id":1,"text":"Migrant workers shall not be charged recruitment fees."}
      not json
      {"id":"b","text":"Migratory birds rest in the lagoon.","language":"en"}

      """
    let run = try Program.run("code", "--format", "ndjson", input: input)
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.contains("\"relevant\":true") == true)
    #expect(lines.dropFirst().first?.contains("\"line\":2") == true)
    #expect(lines.last?.contains("\"relevant\":false") == true)
  }
}
