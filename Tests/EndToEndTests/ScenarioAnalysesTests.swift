import Foundation
import Testing

/// What `concord scenarios`, `influence` and `workshop` say, as other programs read it.
@Suite struct ScenarioAnalysesTests {
  static let folder: URL? = {
    var folder = Program.root
    while folder.path != "/" {
      let found = folder.appendingPathComponent("shared/data/cib")
      if FileManager.default.fileExists(atPath: found.path) { return found }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()

  private func path(_ file: String) throws -> String {
    try #require(Self.folder).appendingPathComponent(file).path
  }

  private func json(_ text: String) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
  }

  private func expected(_ file: String) throws -> NSDictionary {
    try json(try String(contentsOfFile: try path(file), encoding: .utf8))
  }

  private func list(_ value: Any?) -> NSArray { value as? NSArray ?? [] }

  @Test(.enabled(if: folder != nil, "the reference cases are not beside the checkout"))
  func influenceHasTheKeysOfTheReference() throws {
    let result = try Program.run(
      "influence", try path("interactions-8.json"), "--format", "json")
    #expect(result.status == 0)
    let (found, reference) = (try json(result.output), try expected("interactions-8.json"))
    for key in [
      "labels", "matrix", "direct", "second_order", "conflict_pairs", "mutual_negative", "micmac",
    ] {
      #expect((found[key] as? NSObject) == (reference[key] as? NSObject), "\(key)")
    }
  }

  @Test func influenceOfDecimalsIsWrittenWithoutRounding() throws {
    let scratch = try Scratch()
    try Data(",a,b\na,0,14.68\nb,7.53,0\n".utf8).write(
      to: scratch.url.appendingPathComponent("m.csv"))
    let result = try Program.run(["influence", "m.csv", "--format", "json"], in: scratch.url)
    #expect(result.status == 0)
    for number in ["14.68", "7.53", "110.5404"] {
      #expect(result.output.contains("\(number)\n") || result.output.contains("\(number),"))
    }
    #expect(!result.output.contains("00000"), "\(result.output)")
  }

  @Test(.enabled(if: folder != nil, "the reference cases are not beside the checkout"))
  func flipsAreTheReferenceTable() throws {
    let result = try Program.run(
      "scenarios", try path("migration-skills.scw"), "--flips", "1", "--format", "csv")
    let reference = try String(
      contentsOfFile: try path("migration-skills.flips.csv"), encoding: .utf8)
    #expect(
      result.output.split(whereSeparator: \.isNewline)
        == reference.split(whereSeparator: \.isNewline))
  }

  @Test(.enabled(if: folder != nil, "the reference cases are not beside the checkout"))
  func interventionsAreTheReferenceAnswers() throws {
    let reference = try expected("migration-skills.interventions.json")
    let targets = list(reference["targets"])
    let result = try Program.run(
      "scenarios", try path("migration-skills.csv"), "--intervene",
      "5=1; 6=3 | 5=steady; 6=3 | 6=moderate; 5=rising", "--controls",
      "1;2;3;4;7;8", "--edit", "2 2 2 2 2 3 2 2", "--format", "json")
    #expect(result.status == 0)
    let found = try json(result.output)
    #expect(list(found["targets"]) == [targets[0], targets[2], targets[4]] as NSArray)
    let (edit, known) = (
      try #require(list(found["edits"]).firstObject as? NSDictionary),
      try #require(list(reference["edits"]).firstObject as? NSDictionary)
    )
    for (key, value) in known {
      #expect((edit[key] as? NSObject) == (value as? NSObject), "\(key)")
    }
  }

  @Test(.enabled(if: folder != nil, "the reference cases are not beside the checkout"))
  func basinsHaveTheKeysOfTheReference() throws {
    let result = try Program.run(
      "scenarios", try path("cycles-only-8.json"), "--succession", "global", "--format", "json")
    let found = try json(result.output)
    let reference = try #require(
      try expected("cycles-only-8.expected.json")["basins"] as? NSDictionary)
    #expect(found["rule"] as? String == reference["rule"] as? String)
    let (cycles, known) = (list(found["cycles"]), list(reference["cycles"]))
    #expect(cycles.count == known.count)
    for (cycle, known) in zip(cycles, known) {
      for key in ["states", "basin"] {
        #expect(
          ((cycle as? NSDictionary)?[key] as? NSObject)
            == ((known as? NSDictionary)?[key] as? NSObject))
      }
    }
  }

  @Test func aWorkshopGoesFromFormToPage() throws {
    let scratch = try Scratch()
    let system = "descriptor,variant\nBorder,light\nBorder,strict\nJobs,weak\nJobs,strong\n"
    try Data(system.utf8).write(to: scratch.url.appendingPathComponent("system.csv"))
    let form = try Program.run("workshop", "system.csv", "--form", "form.csv", in: scratch.url)
    #expect(form.status == 0)
    #expect(
      try Program.run("workshop", "system.csv", "--form", "form.html", in: scratch.url).status == 0)
    let empty = try String(
      contentsOf: scratch.url.appendingPathComponent("form.csv"), encoding: .utf8)
    let lines = empty.split(separator: "\r\n")
    for (name, sign) in [("ana", 1), ("ben", -1)] {
      let filled = lines.enumerated().map { i, line in
        i == 0
          ? String(line) : String(line.dropLast(2)) + "\((i % 2 == 0 ? 1 : -1) * sign * (i % 3)),,"
      }
      try Data(filled.joined(separator: "\n").utf8).write(
        to: scratch.url.appendingPathComponent(name + ".csv"))
    }
    let result = try Program.run(
      "workshop", "system.csv", "ana.csv", "ben.csv", "--weights", "2;1", "--out", "all.json",
      "--format", "json", in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    let found = try json(result.output)
    #expect(list(found["experts"]).count == 2)
    #expect((found["agreement"] as? NSDictionary)?["alpha"] is Double)
    #expect(list(found["support"]).count == list(found["scenarios"]).count)
    let page = try Program.run(
      "scenarios", "all.json", "--report", "page", "--intervene", "Jobs=strong", in: scratch.url)
    #expect(page.status == 0, "\(page.complaints)")
    #expect(
      FileManager.default.fileExists(
        atPath: scratch.url.appendingPathComponent("page/index.html").path))
  }

  @Test(arguments: [
    (["--intervene", "Harbour=open"], "no descriptor «Harbour»"),
    (["--intervene", "Border=ajar"], "no variant «ajar»"),
    (["--intervene", "Border"], "DESCRIPTOR=VARIANT"),
    (["--edit", "1 2 3"], "no scenario"), (["--flips", "none"], "whole number"),
    (["--succession", "adiabatic"], "needs --slow"), (["--succession", "sideways"], "It can be"),
  ])
  func wrongQuestionsAreExplained(words: [String], says: String) throws {
    let scratch = try Scratch()
    let table = """
      ,,Border,Border,Jobs,Jobs
      ,,light,strict,weak,strong
      Border,light,0,0,1,-1
      Border,strict,0,0,-1,1
      Jobs,weak,1,-1,0,0
      Jobs,strong,-1,1,0,0
      """
    try Data(table.utf8).write(to: scratch.url.appendingPathComponent("m.csv"))
    let result = try Program.run(["scenarios", "m.csv"] + words, in: scratch.url)
    #expect(result.status == 2)
    #expect(result.complaints.contains(says), "\(result.complaints)")
  }
}
