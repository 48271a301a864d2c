import Foundation
import Testing

/// `concord review` and `concord coherence --keep` by the built program, to the pages of the report.
@Suite(.serialized) struct ReviewVerbTests {
  private func records(_ text: String) throws -> [[String: Any]] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  private func page(_ name: String, _ project: URL) throws -> String {
    try String(contentsOf: project.appendingPathComponent("report/\(name)"), encoding: .utf8)
  }

  @Test func aReviewFromTheQueueToTheReportToParliament() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    #expect(try Program.run("assess", project.path, "--no-report").status == 0)
    let queue = try records(
      try Program.run("review", "--format", "json", in: project).output)
    let weights = queue.compactMap { $0["weight"] as? Double }
    #expect(weights.count == queue.count && weights == weights.sorted(by: >))
    let conflicts = queue.filter { $0["type"] as? String == "conflict" }
      .compactMap { $0["id"] as? String }
    try #require(conflicts.count > 2)

    func review(_ words: String...) throws -> Program.Result {
      try Program.run(["review"] + words + ["--by", "Ana"], in: project)
    }
    #expect(try review("confirm", conflicts[0], "--date", "2026-01-02").status == 0)
    #expect(
      try Program.run(
        "review", "dismiss", conflicts[0], "--by", "Ben", "--note", "repealed", in: project
      ).complaints.contains("disagree"))
    #expect(try review("edit", conflicts[0], "--reason", "Both cannot hold.").status == 0)
    #expect(try review("merge", conflicts[1], conflicts[0]).status == 0)
    #expect(
      try review(
        "settle", conflicts[0], "--decision", "The act prevails.", "--where", "Cabinet, item 7",
        "--changed", "Article 12 was repealed.", "--date", "2026-02-03"
      ).status == 0)
    let added = try review(
      "add", "ordonnance-sud.md#Article 1", "--type", "gap", "--why", "Nobody is in charge.")
    #expect(added.status == 0 && added.complaints.contains("added: "), "\(added.complaints)")
    #expect(try review("add", "nowhere.md#1", "--type", "gap", "--why", "x").status == 3)
    #expect(try review("edit", conflicts[0]).status == 2)
    #expect(try review("confirm", conflicts[0], "--date", "yesterday").status == 2)
    #expect(try review("conform", conflicts[0]).complaints.contains("confirm"))

    #expect(try Program.run("coherence", "--enough", "-0.3", "--keep", in: project).status == 0)
    #expect(try Program.run("assess", project.path).status == 0)
    let record = try page("conflict-record.html", project)
    for said in ["The act prevails.", "Cabinet, item 7", "Article 12 was repealed.", "2026-02-03"] {
      #expect(record.contains(said), "\(said)")
    }
    #expect(try page("review.html", project).contains("Ana"))
    let findings = try page("findings.html", project)
    #expect(findings.contains("Both cannot hold.") && findings.contains("Nobody is in charge."))
    #expect(!findings.contains("id=\"f-\(conflicts[1])\""))
    let coherence = try page("coherence.html", project)
    #expect(coherence.contains("class=\"amendment\"") && coherence.contains("id=\"levels\""))
  }

  @Test func aSheetGoesOutAndComesBackWithErrorsByRow() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    _ = try Program.run("assess", project.path, "--no-report")
    #expect(
      try Program.run("review", "export", "queue.csv", "--limit", "3", in: project).status == 0)
    let file = project.appendingPathComponent("queue.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\r\n")
    // The last ten cells of a row are those to fill in.
    func fill(_ line: String, _ decision: String) -> String {
      String(line.dropLast(10)) + "," + decision + ",,,,,,,,Ana,2026-03-01"
    }
    let filled = [lines[0], fill(lines[1], "confirm"), fill(lines[2], "perhaps"), lines[3]]
    try Data(filled.joined(separator: "\r\n").utf8).write(to: file)
    let back = try Program.run("review", "import", "queue.csv", in: project)
    #expect(back.status == 1)
    #expect(back.complaints.contains("queue.csv, line 3, column decision"))
    #expect(back.complaints.contains("Entries added: 1."))
    let decided = try records(
      try Program.run("review", "--state", "decided", "--format", "json", in: project).output)
    #expect(decided.count == 1)
  }

  @Test func theSixLevelsAndThreeBlocks() throws {
    let scratch = try Scratch()
    let project = try scratch.example()
    _ = try Program.run("assess", project.path, "--no-report")
    let run = try Program.run("coherence", "--overview", "--format", "json", in: project)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let levels = try #require(answer["levels"] as? [[String: Any]])
    let blocks = try #require(answer["blocks"] as? [[String: Any]])
    #expect(levels.count == 6 && blocks.count == 3)
    for row in levels + blocks {
      guard let score = row["score"] as? Double else { continue }
      let low = try #require(row["low"] as? Double)
      let high = try #require(row["high"] as? Double)
      #expect(-1 <= low && low <= score && score <= high && high <= 1)
    }
  }
}
