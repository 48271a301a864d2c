import Foundation
import Testing

/// `flows`, `gaps`, `openness`, `profile` and `corridor`, as a user runs them.
@Suite struct FlowsVerbTests {
  static let start =
    "birthplace,residence,value\nPHL,PHL,1000\nPHL,SAU,100\nSAU,SAU,500\nSAU,PHL,10\n"
  static let end = "birthplace,residence,value\nPHL,PHL,950\nPHL,SAU,160\nSAU,SAU,520\nSAU,PHL,10\n"

  static func folder() throws -> Scratch {
    let scratch = try Scratch()
    for (name, text) in [
      ("start.csv", start), ("end.csv", end),
      ("births.csv", "country,value\nPHL,60\nSAU,40\n"),
      ("deaths.csv", "country,value\nPHL,20\nSAU,10\n"),
    ] {
      try Data(text.utf8).write(to: scratch.url.appendingPathComponent(name))
    }
    return scratch
  }

  static let files = [
    "flows", "--start", "start.csv", "--end", "end.csv", "--births", "births.csv", "--deaths",
    "deaths.csv",
  ]

  @Test func oneMethodIsALongTable() throws {
    let scratch = try Self.folder()
    let result = try Program.run(
      Self.files + ["--method", "drop-negatives", "--format", "csv"], in: scratch.url)
    #expect(result.status == 0)
    #expect(result.output == "origin,destination,value\r\nPHL,SAU,60\r\nSAU,PHL,0\r\n")
  }

  @Test func allMethodsAreARange() throws {
    let scratch = try Self.folder()
    let result = try Program.run(Self.files + ["--format", "json"], in: scratch.url)
    #expect(result.status == 0)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(json["countries"] as? [String] == ["PHL", "SAU"])
    let methods = try #require(json["methods"] as? [[String: Any]])
    #expect(methods.count == 8)
    let range = try #require(json["range"] as? [String: [[Double]]])
    #expect((range["low"]?[0][1] ?? 1) <= (range["high"]?[0][1] ?? 0))
    let text = try Program.run(Self.files, in: scratch.url)
    #expect(text.output.contains("minimum-closed"))
    let drawn = try Program.run(
      Self.files + ["--method", "minimum-closed", "--draws", "20", "--format", "csv"],
      in: scratch.url)
    #expect(drawn.output.hasPrefix("origin,destination,value,low,median,high\r\n"))
  }

  @Test(arguments: [
    (["--method", "magic"], 2, "--method cannot be «magic»"),
    (["--from", "2020", "--to", "2015"], 2, "Exchange the two years"),
    (["--seed", "missing.csv"], 3, "there is no such file"),
    (["--draws", "20"], 2, "one method"),
  ])
  func aWrongQuestionSaysWhatIsWrong(words: [String], status: Int32, says: String) throws {
    let scratch = try Self.folder()
    let result = try Program.run(Self.files + words, in: scratch.url)
    #expect(result.status == status)
    #expect(result.complaints.contains(says), "\(result.complaints)")
  }

  @Test func aNegativeStockNamesItsCell() throws {
    let scratch = try Self.folder()
    let broken = Self.end.replacingOccurrences(of: "PHL,SAU,160", with: "PHL,SAU,-160")
    try Data(broken.utf8).write(to: scratch.url.appendingPathComponent("end.csv"))
    let result = try Program.run(Self.files, in: scratch.url)
    #expect(result.status == 3)
    #expect(result.complaints.contains("end.csv, line 3, column value"))
    #expect(result.output.isEmpty)
  }

  @Test func aCaseGivesTheKeysOfItsExpected() throws {
    let scratch = try Scratch()
    let one = """
      {"id": "a", "kind": "stock_difference_and_rates", "stock_start": [[9, 1], [4, 9]],
       "stock_end": [[9, 3], [3, 9]], "world_flow": 10}
      """
    try Data(one.utf8).write(to: scratch.url.appendingPathComponent("one.json"))
    let result = try Program.run("flows", "--case", "one.json", in: scratch.url)
    #expect(
      result.output
        == "{\"drop_negatives\":[[0,2],[0,0]],\"reverse_negatives\":[[0,3],[0,0]],\"rates\":[[0,2],[8,0]]}\n"
    )
    let list = "[\(one), {\"id\": \"b\", \"kind\": \"none\"}]"
    try Data(list.utf8).write(to: scratch.url.appendingPathComponent("list.json"))
    let both = try Program.run("flows", "--case", "list.json", in: scratch.url)
    #expect(both.status == 1)
    #expect(both.output.hasPrefix("[{\"id\":\"a\",\"drop_negatives\""))
    #expect(both.complaints.contains("case b, kind is «none»"))
  }

  @Test func programmesAreOnAPageWithoutScript() throws {
    let scratch = try Scratch()
    let example = Program.root.appendingPathComponent("Examples/openness.csv").path
    let result = try Program.run(
      "openness", example, "--out", "page.html", "--language", "fr", "--format", "csv",
      in: scratch.url)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("programme,country,openness,"))
    let page = try String(
      contentsOf: scratch.url.appendingPathComponent("page.html"), encoding: .utf8)
    #expect(page.contains("lang=\"fr\"") && page.contains("<svg") && !page.contains("<script"))
    #expect(!page.contains("openness."), "every text is in the table of texts")
  }

  @Test func gapsOfACountryNeedNoTable() throws {
    let scratch = try Scratch()
    let result = try Program.run(
      "gaps", "--country", "Viet Nam", "--year", "2026", "--format", "json", in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    #expect(result.output.contains("\"country\": \"VNM\""))
    #expect(result.output.contains("\"who\": \"mirror\""))
    let none = try Program.run("gaps", in: scratch.url)
    #expect(none.status == 2 && none.complaints.contains("--country"))
  }

  @Test func aLetterAsksTheSilentSide() throws {
    let scratch = try Scratch()
    let result = try Program.run(
      "corridor", "PHL", "SAU", "--letter", "--language", "es", "--out", "carta.txt",
      in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    let letter = try String(
      contentsOf: scratch.url.appendingPathComponent("carta.txt"), encoding: .utf8)
    #expect(letter.contains("Filipinas") && letter.contains("objetivo 1 del Pacto Mundial"))
  }

  @Test(arguments: ["text", "html"])
  func aProfileSaysInWordsWhatWasCounted(format: String) throws {
    let scratch = try Scratch()
    let result = try Program.run(
      "profile", "MAR", "--language", "fr", "--format", format, in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    // Lines break anywhere.
    let output = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(output.contains("ressortissants étrangers, réfugiés ajoutés"))
    #expect(!output.contains("C R"))
  }

  @Test func gapsWithoutAWorkspaceAreScoresOnly() throws {
    let scratch = try Scratch()
    let example = Program.root.appendingPathComponent("Examples/data-gaps.csv").path
    let result = try Program.run("gaps", example, "--year", "2026", in: scratch.url)
    #expect(result.status == 0)
    #expect(result.output.contains("worst:") && result.output.contains("unknown"))
    #expect(result.output.contains("--workspace FILE"))
  }
}
