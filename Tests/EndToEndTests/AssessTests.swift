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
    // Each kind is planted in the example.
    #expect(
      Set(findings.compactMap { $0["type"] as? String })
        == ["conflict", "duplication", "gap", "silent", "silo", "synergy"])
    let conflicts = findings.filter { $0["type"] as? String == "conflict" }
    let pairs = conflicts.compactMap {
      ($0["between"] as? [[String: Any]])?.compactMap { $0["file"] as? String }
    }
    #expect(
      pairs.contains { Set($0) == ["overseas-employment-act.docx", "welfare-fund-decree.html"] })
    // Women may not leave, and nobody may be kept from leaving for her sex.
    #expect(
      conflicts.contains { conflict in
        let places = (conflict["between"] as? [[String: Any]])?.compactMap {
          $0["locator"] as? String
        }
        return Set(places ?? []) == ["Section 12", "Article 3"]
      })
  }

  @Test func theReportHasThePageOfTheCrossImpactMatrix() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    #expect(try Program.run("assess", project.path).status == 0)
    let report = project.appendingPathComponent("report")
    let page = try String(
      contentsOf: report.appendingPathComponent("scenarios.html"), encoding: .utf8)
    #expect(page.contains("Why scenario 1 holds together"))
    #expect(page.contains("Irregular departures"))
    let index = try String(
      contentsOf: report.appendingPathComponent("index.html"), encoding: .utf8)
    #expect(index.contains("scenarios.html"))
  }

  @Test func aMatrixThatCannotBeReadIsSaidAndTheRestIsReported() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    try Data(",,A,A\n,,x,y\nA,x,0,nan\nA,y,0,0\n".utf8).write(
      to: project.appendingPathComponent("cross-impact.csv"))
    let run = try Program.run("assess", project.path)
    #expect(run.status == 1)
    #expect(run.output.contains("cross-impact.csv, line 3"), "\(run.output)")
    let unread = try String(
      contentsOf: project.appendingPathComponent("report/unread.html"), encoding: .utf8)
    #expect(unread.contains("cross-impact.csv, line 3"))
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

  @Test func coherenceIsScoredAndTheSmallestReformNamed() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    _ = try Program.run("assess", project.path, "--no-report")
    let run = try Program.run("coherence", "--enough", "-0.3", "--format", "json", in: project)
    #expect(run.status == 0)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let scores = try #require(answer["scores"] as? [[String: Any]])
    #expect(!scores.isEmpty)
    for row in scores {
      let score = try #require(row["score"] as? Double)
      let (low, high) = (row["low"] as? Double ?? 1, row["high"] as? Double ?? -1)
      #expect(-1 <= low && low <= score && score <= high && high <= 1)
    }
    let reform = try #require(answer["reform"] as? [String: Any])
    #expect(["sets", "impossible"].contains(reform["outcome"] as? String ?? ""))
    #expect(try Program.run("coherence", "--enough", "2", in: project).status == 2)
    #expect(try Program.run("coherence", "--keep", in: project).status == 2)
    let missing = try Program.run("coherence", "--targets", "none.csv", in: project)
    #expect(missing.status == 3 && missing.complaints.contains("there is no such file"))
    let network = try Program.run("institutions", "--network", "reports", in: project)
    #expect(network.status == 0 && network.output.contains("BETWEEN"))
  }

  @Test func aRunThatIsKilledIsCompletedByTheNext() throws {
    let scratch = try Scratch()
    let whole = try scratch.example()
    let clock = ContinuousClock()
    let time = try clock.measure { _ = try Program.run("assess", whole.path, "--no-report") }
    /// All that a workspace says.
    func contents() throws -> [String: Data] {
      let tables = scratch.url.appendingPathComponent("tables")
      try? FileManager.default.removeItem(at: tables)
      #expect(try Program.run("export", tables.path, "--format", "csv", in: whole).status == 0)
      var contents: [String: Data] = [:]
      for file in try FileManager.default.contentsOfDirectory(atPath: tables.path) {
        contents[file] = try Data(contentsOf: tables.appendingPathComponent(file))
      }
      return contents
    }
    let expected = try contents()
    #expect(expected["findings.csv"].map { $0.count > 100 } == true)
    for _ in 1...20 {
      for left in ["concord.db", "concord.db-wal", "concord.db-shm"] {
        try? FileManager.default.removeItem(at: whole.appendingPathComponent(left))
      }
      let process = try Program.start(
        ["assess", whole.path, "--no-report"], in: whole, output: FileHandle.nullDevice,
        complaints: FileHandle.nullDevice)
      let share = Double.random(in: 0...1)
      usleep(UInt32(share * (time / .microseconds(1))))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try Program.run("assess", whole.path, "--no-report").status == 0)
      #expect(try contents() == expected, "killed after \(share) of the time")
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

  @Test func aCodeOfTheWorkspaceIsExplained() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    _ = try Program.run("assess", project.path, "--no-report")
    let why = try Program.run(
      "why", "overseas-employment-act.docx#Section 9(1)", "FEE_BAN", "--format", "json", in: project
    )
    #expect(why.status == 0)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(why.output.utf8)) as? [String: Any])
    #expect(answer["given"] as? Bool == true)
    #expect((answer["words"] as? [Any])?.isEmpty == false)
    let onDisk = try Program.run(
      "why", project.appendingPathComponent("overseas-employment-act.docx").path + "#section 9 (1)",
      "commitment", in: scratch.url)
    #expect(onDisk.status == 0 && onDisk.output.contains("given"))
    let wrong = try Program.run("why", "Section 900", "GCM-06", in: project)
    #expect(wrong.status == 2 && wrong.complaints.contains("Section 900"))
  }

  @Test func termsAreTriedOnAFolderAndUsedFromTheProject() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    let terms = scratch.url.appendingPathComponent("mine.csv")
    try "code,language,weight,pattern\nGCM-20,en,3,welfare fund\nNO-CODE,en,3,x\n".write(
      to: terms, atomically: true, encoding: .utf8)
    let trial = try Program.run("codebook", "try", terms.path, project.path)
    #expect(trial.status == 1)
    #expect(trial.complaints.contains("line 3") && trial.complaints.contains("NO-CODE"))
    #expect(trial.output.contains("+ GCM-20  welfare-fund-decree.html, Article 1"))
    let lists = project.appendingPathComponent("terms")
    try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: terms, to: lists.appendingPathComponent("mine.csv"))
    let why = try Program.run(
      "why", project.appendingPathComponent("welfare-fund-decree.html").path + "#Article 1",
      "GCM-20", "--project", project.path, "--format", "json", in: scratch.url)
    #expect(why.output.contains("\"given\": true"))
    #expect(try Program.run("codebook", "check").status == 0)
    #expect(
      try Program.run("codebook", "show", "GCM-2O").complaints.contains("Did you mean GCM-20"))
  }

  @Test func labelledPassagesAreMeasured() throws {
    let scratch = try Scratch()
    let gold = scratch.url.appendingPathComponent("gold.jsonl")
    try """
    {"id":"a","text":"Migrant workers shall not be charged recruitment fees.","lang":"en","relevant":true,"objectives":[6],"commitment":true}
    {"id":"b","text":"Migratory birds rest in the lagoon.","lang":"en","relevant":false,"note":"trap: birds"}
    """.write(to: gold, atomically: true, encoding: .utf8)
    let own = try Program.run("evaluate", gold.path, "--format", "json", "--rounds", "20")
    #expect(own.status == 0)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(own.output.utf8)) as? [String: Any])
    #expect((answer["relevance"] as? [String: Any])?["f1"] as? Double == 1)
    let codings = scratch.url.appendingPathComponent("other.ndjson")
    try "{\"id\":\"b\",\"relevant\":true}\n".write(
      to: codings, atomically: true, encoding: .utf8)
    let other = try Program.run("evaluate", gold.path, "--codings", codings.path)
    #expect(other.status == 1 && other.output.contains("Traps taken: 1 of 1"))
    let bad = try Program.run("evaluate", codings.path)
    #expect(bad.status == 3 && bad.complaints.contains("line 1"))
  }
}
