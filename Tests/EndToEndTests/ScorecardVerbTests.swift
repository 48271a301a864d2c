import Foundation
import Testing

/// `concord scorecard` as a user meets it.
@Suite struct ScorecardVerbTests {
  @Test func aFormIsFilledInImportedScoredAndCompared() throws {
    let scratch = try Scratch()
    let form = try Program.run(
      "scorecard", "form", "sdg-10-7-2", "--unit", "PHL", "--round", "2024", "--out", "form.csv",
      in: scratch.url)
    #expect(form.status == 0)
    let file = scratch.url.appendingPathComponent("form.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\r\n")
    let empty = lines.first { $0.contains(",2a,") } ?? ""
    #expect(empty.contains("yes = Yes; no = No"))
    // Twenty-four of thirty, as a spreadsheet would fill them in.
    var filled = "item,answer,unit,round,instrument,edition,evidence\n"
    for domain in 1...6 {
      for (i, letter) in ["a", "b", "c", "d", "e"].enumerated() {
        let answer = i == 4 ? "no" : domain == 1 ? "any_status" : "yes"
        filled += "\(domain)\(letter),\(answer),PHL,2024,un.sdg.10.7.2,2021-03,Act \(domain)\n"
      }
    }
    try Data(filled.utf8).write(to: file)
    #expect(try Program.run("scorecard", "import", "form.csv", in: scratch.url).status == 0)
    let again = try Program.run("scorecard", "import", "form.csv", in: scratch.url)
    #expect(again.output.contains("0 answers added"))
    let json = try Program.run(
      "scorecard", "score", "sdg-10-7-2", "--format", "json", "--report", "page.html", "--out",
      "results.xlsx", in: scratch.url)
    #expect(json.status == 0)
    #expect(json.output.contains("\"score\": 80,") && json.output.contains("\"class\": 3"))
    #expect(
      FileManager.default.fileExists(atPath: scratch.url.appendingPathComponent("page.html").path))
    let book = try Data(contentsOf: scratch.url.appendingPathComponent("results.xlsx"))
    #expect(book.starts(with: Array("PK".utf8)))
    let wrong = try Program.run(
      "scorecard", "score", "sdg-10-7-2", "--out", "results.doc", in: scratch.url)
    #expect(wrong.status == 2)
    let later = filled.split(separator: "\n").map {
      $0.replacingOccurrences(of: "2024", with: "2026").replacingOccurrences(
        of: "6e,no", with: "6e,yes")
    }.joined(separator: "\n")
    try Data(later.utf8).write(to: scratch.url.appendingPathComponent("later.csv"))
    _ = try Program.run("scorecard", "import", "later.csv", in: scratch.url)
    let compared = try Program.run(
      "scorecard", "compare", "sdg-10-7-2", "--format", "csv", in: scratch.url)
    #expect(compared.output.contains("item,6e,"))
    #expect(compared.output.contains(",no,yes,"))
    let reach = try Program.run(
      "scorecard", "reach", "sdg-10-7-2", "--round", "2026", "--target", "4", in: scratch.url)
    #expect(reach.output.contains("with 5 changes"))
  }

  @Test func publishedClassesBoundTheWhole() throws {
    let denmark = try Program.run(
      "scorecard", "classes", "sdg-10-7-2", "3", "3", "4", "2", "2", "2")
    #expect(denmark.output.contains("63.33 to 75.00") && denmark.output.contains("class 2"))
    #expect(try Program.run("scorecard", "classes", "sdg-10-7-2", "3", "3").status == 2)
    #expect(
      try Program.run("scorecard", "classes", "sdg-10-7-2", "9", "3", "4", "2", "2", "2").status
        == 3
    )
  }

  @Test func whatCannotBeUsedIsSaidAndTheRestIsScored() throws {
    let scratch = try Scratch()
    try Data("item,answer\n2a,yes\n2b,perhaps\n9z,yes\n".utf8).write(
      to: scratch.url.appendingPathComponent("a.csv"))
    let result = try Program.run("scorecard", "score", "sdg-10-7-2", "a.csv", in: scratch.url)
    #expect(result.status == 1)
    #expect(result.complaints.contains("concord: a.csv, line 3, column answer, item «2b»"))
    #expect(result.complaints.contains("concord: a.csv, line 4, column item, item «9z»"))
    #expect(result.output.contains("3.33"))
    #expect(try Program.run("scorecard", "score", "sdg-10-7-3", in: scratch.url).status == 2)
    #expect(try Program.run("scorecard", "scor", in: scratch.url).complaints.contains("score"))
  }

  @Test func anOfficialListGoesIntoTheShape() throws {
    let scratch = try Scratch()
    try Data("domain,id,label,options\nd2,2.1,Fees,0=no; 5=partly; 10=yes\n".utf8).write(
      to: scratch.url.appendingPathComponent("list.csv"))
    let made = try Program.run(
      "scorecard", "items", "knomad-dashboard", "list.csv", "--out", "own.json", in: scratch.url)
    #expect(made.output.contains("2 items"))
    try Data("item,answer\n2.1,5\n".utf8).write(to: scratch.url.appendingPathComponent("a.csv"))
    let scored = try Program.run(
      "scorecard", "score", "own.json", "a.csv", "--format", "csv", in: scratch.url)
    #expect(scored.output.contains("domain,d2,Reduce the (financial) costs of migration,5,"))
  }
}
