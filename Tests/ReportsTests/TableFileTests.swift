import Foundation
import Indices
import Policy
import Reports
import Testing
import Workspace

@Suite("The tables of a report")
struct TableFileTests {
  @Test("give back the findings, provisions and commitments by the reader of CSV")
  func roundTrip() throws {
    let report = try ReportFixture(try Islandia.model())
    let findings = try Table(report.bytes("findings.csv"), file: "findings.csv").rows
    #expect(Set(findings.map { $0["id"] }) == Set(Islandia.findings.map(\.id)))
    let conflict = try #require(findings.first { $0["kind"] == "conflict" })
    #expect(conflict["text_2"] == Islandia.findings[0].between[1].text)
    #expect(conflict["score"] == "0.86")
    #expect(conflict["status"] == "confirmed")
    let provisions = try Table(report.bytes("provisions.csv"), file: "provisions.csv").rows
    let texts = Islandia.documents.flatMap { $0.document.provisions.map(\.text) }
    #expect(provisions.map { $0["text"] } == texts)
    #expect(provisions[2]["objectives"] == "GCM-06")
    #expect(provisions[2]["findings"] == "00000000000000c1")
    let commitments = try Table(report.bytes("commitments.csv"), file: "commitments.csv").rows
    #expect(commitments.map { $0["deadline_words"] } == ["by 31 March", "", ""])
    #expect(commitments.map { $0["unsaid"] } == ["2", "4", "4"])
  }

  @Test("begin with a byte-order mark, for Excel takes UTF-8 for something else without it")
  func byteOrderMark() throws {
    let report = try ReportFixture(try Islandia.model())
    for file in report.files where file.hasSuffix(".csv") {
      #expect(try report.bytes(file).starts(with: [0xEF, 0xBB, 0xBF]))
    }
  }

  @Test("have the columns that the manual lists")
  func columnsAreDocumented() throws {
    let report = try ReportFixture(try Islandia.model())
    let manual = try String(
      contentsOf: URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../Docs/report.md").standardized,
      encoding: .utf8)
    for file in report.files where file.hasSuffix(".csv") {
      let header = try #require(try CSV.rows(report.bytes(file)).first)
      let part = try #require(manual.components(separatedBy: "## `\(file)`").last)
      let listed = part.components(separatedBy: "\n## ")[0]
        .split(separator: "\n").filter { $0.hasPrefix("| `") }
        .map { String($0.dropFirst(3).prefix { $0 != "`" }) }
      #expect(listed == header.fields, "\(file)")
    }
  }

  @Test("make a workbook that is an intact archive with six sheets")
  func workbook() throws {
    let report = try ReportFixture(try Islandia.model())
    let bytes = try report.bytes("concord.xlsx")
    #expect(bytes.starts(with: Array("PK".utf8)))
    let names = String(decoding: bytes, as: UTF8.self)
    for number in 1...6 { #expect(names.contains("xl/worksheets/sheet\(number).xml")) }
    #expect(!names.contains("xl/worksheets/sheet7.xml"))
  }

  @Test("put tables of the same long name into sheets of different names")
  func sheetNames() throws {
    let report = try ReportFixture(try Islandia.model())
    let table = ResultTable(String(repeating: "n", count: 40), ["a"], [[.number(1)]])
    try ResultWorkbook.write(
      [table, table, table], to: report.folder.appendingPathComponent("results.xlsx"), title: "")
    let names = String(decoding: try report.bytes("results.xlsx"), as: UTF8.self)
    #expect(names.contains("xl/worksheets/sheet3.xml"))
  }

  @Test(
    "make a workbook that unzip finds no fault with",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip")))
  func workbookIsIntact() throws {
    let report = try ReportFixture(try Islandia.model())
    let unzip = Process()
    unzip.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    unzip.arguments = ["-tqq", report.folder.appendingPathComponent("concord.xlsx").path]
    unzip.standardOutput = FileHandle.nullDevice
    try unzip.run()
    unzip.waitUntilExit()
    #expect(unzip.terminationStatus == 0)
  }
}
