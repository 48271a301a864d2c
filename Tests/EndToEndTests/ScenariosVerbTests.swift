import Foundation
import Testing

/// `concord scenarios` as other programs and people use it.
@Suite struct ScenariosVerbTests {
  static let matrix = """
    descriptor,variant,Rules,Rules,Flows,Flows,Jobs,Jobs
    ,,lax,strict,falling,rising,few,many
    Rules,lax,,,-2,2,0,0
    Rules,strict,,,1,-1,0,0
    Flows,falling,0,0,,,1,-1
    Flows,rising,-1,1,,,-1,1
    Jobs,few,0,0,1,-1,,
    Jobs,many,1,-1,-1,1,,
    """

  struct Answer: Decodable {
    var descriptors: Int
    var space: String
    var count: String
    var complete: Bool
    var scenarios: [[Int]]?
    var consistencyValue: [Int?]?
    var totalImpactScore: [Int]?
    var margins: [[Int?]]?
    var seconds: Double
  }

  static func run(_ words: [String], in folder: Scratch) throws -> Program.Result {
    try Data(matrix.utf8).write(to: folder.url.appendingPathComponent("study.csv"))
    return try Program.run(["scenarios"] + words, in: folder.url)
  }

  static func answer(_ words: [String], in folder: Scratch) throws -> Answer {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let result = try run(words + ["--format", "json"], in: folder)
    return try decoder.decode(Answer.self, from: Data(result.output.utf8))
  }

  @Test func `the scenarios are listed with their values`() throws {
    let answer = try Self.answer(["study.csv", "--margins"], in: Scratch())
    #expect(answer.descriptors == 3 && answer.space == "8" && answer.complete)
    #expect(answer.scenarios == [[1, 2, 2], [2, 1, 1], [2, 2, 2]])
    #expect(answer.count == "3")
    #expect(answer.consistencyValue == [0, 0, 0])
    #expect(answer.totalImpactScore == [4, 3, 1])
    #expect(answer.margins == [[0, 6, 2], [0, 4, 2], [0, 0, 2]])
  }

  @Test func `a held descriptor need not be consistent, a wished one must be`() throws {
    let held = try Self.answer(["study.csv", "--hold", "Rules=lax; 3=few"], in: Scratch())
    #expect(held.scenarios == [[1, 2, 1]])
    let wished = try Self.answer(["study.csv", "--with", "Flows=rising"], in: Scratch())
    #expect(wished.scenarios == [[1, 2, 2], [2, 2, 2]])
    let count = try Self.answer(["study.csv", "--count", "--tolerance", "2"], in: Scratch())
    #expect(count.scenarios == nil && count.complete)
    let none = try Self.answer(["study.csv", "--min-consistency", "0.5"], in: Scratch())
    #expect(none.count == "0")
  }

  @Test func `scenarios are streamed a line each`() throws {
    let result = try Self.run(["study.csv", "--format", "ndjson"], in: Scratch())
    #expect(
      result.output == """
        {"scenario":[1,2,2],"consistency_value":0,"total_impact_score":4}
        {"scenario":[2,1,1],"consistency_value":0,"total_impact_score":3}
        {"scenario":[2,2,2],"consistency_value":0,"total_impact_score":1}

        """)
  }

  @Test func `a certificate is written, checked, and refused for another matrix`() throws {
    let folder = try Scratch()
    #expect(try Self.run(["study.csv", "--certificate", "study.proof"], in: folder).status == 0)
    let check = try Self.run(["--check", "study.proof"], in: folder)
    #expect(check.status == 0 && check.output.contains("exactly 3 scenarios"))
    #expect(try Self.run(["study.csv", "--check", "study.proof"], in: folder).status == 0)
    let other = Self.matrix.replacing("Rules,lax,,,-2,2", with: "Rules,lax,,,-2,3")
    try Data(other.utf8).write(to: folder.url.appendingPathComponent("other.csv"))
    let refused = try Self.run(["other.csv", "--check", "study.proof"], in: folder)
    #expect(refused.status == 3 && refused.complaints.contains("another matrix"))
    var proof = try Data(contentsOf: folder.url.appendingPathComponent("study.proof"))
    proof[proof.count - 12] ^= 1
    try proof.write(to: folder.url.appendingPathComponent("study.proof"))
    #expect(try Self.run(["--check", "study.proof"], in: folder).status == 3)
  }

  @Test func `the matrix is written in other formats`() throws {
    let folder = try Scratch()
    for target in ["study.scw", "study.json"] {
      #expect(try Self.run(["study.csv", "--save-as", target], in: folder).status == 0)
      #expect(
        try Self.answer([target], in: folder).scenarios == [[1, 2, 2], [2, 1, 1], [2, 2, 2]])
    }
    #expect(try Self.run(["study.csv", "--save-as", "study.xls"], in: folder).status == 2)
  }

  @Test func `what is wrong is said with its line`() throws {
    let folder = try Scratch()
    let broken = Self.matrix.replacing("Jobs,few,0,0,1", with: "Jobs,few,0,0,nan")
    try Data(broken.utf8).write(to: folder.url.appendingPathComponent("broken.csv"))
    let result = try Self.run(["broken.csv"], in: folder)
    #expect(result.status == 3)
    #expect(result.complaints.contains("broken.csv, line 7: "))
    try Data().write(to: folder.url.appendingPathComponent("empty.csv"))
    let empty = try Self.run(["empty.csv"], in: folder)
    #expect(empty.status == 3 && empty.complaints.contains("the file is empty"))
    let unknown = try Self.run(["study.csv", "--hold", "Rulez=lax"], in: folder)
    #expect(unknown.status == 2 && unknown.complaints.contains("Did you mean «Rules»?"))
    #expect(try Self.run(["nothing.csv"], in: folder).status == 3)
    #expect(try Self.run([], in: folder).status == 2)
  }
}
