import Foundation
import Policy
import Reports
import Testing
import Workspace

@Suite("Hostile content in a report")
struct HostileContentTests {
  private static let attack =
    "</p><script>alert(1)</script><img src=x onerror='alert(2)'>\"&\u{0}\u{202E}"

  private static func model() throws -> ReportModel {
    let file = "../../etc/passwd/<script>alert(3)</script>'\"\n.pdf"
    let document = Islandia.coded(
      Document(
        file: file, title: attack, countries: [attack], institutions: [attack],
        languages: [Language(rawValue: "en\" onload=\"alert(4)")], warnings: [attack]),
      [
        (attack, [attack], 1, attack, [("GCM-06", "script")]),
        (attack, [attack], 1, "=HYPERLINK(\"http://evil\")", []),
        ("javascript:alert(5)", [], nil, "@SUM(A1)", []),
      ], language: Language(rawValue: "x\"><script>alert(6)</script>"))
    var model = try Islandia.model(documents: [document], findings: [], title: attack)
    model.findings = [
      Finding(
        id: "\"><script>alert(7)</script>", kind: .conflict, score: .nan, objectives: [attack],
        populations: [attack],
        between: [
          Finding.Passage(
            place: Place(file: file, provision: 0), locator: attack, text: attack,
            words: [Words("x", range: 3..<9_999), Words("y", range: 1..<2)]),
          Finding.Passage(place: Place(file: "gone", provision: -4), locator: attack, text: attack),
        ], absent: attack, why: attack,
        grounds: [Finding.Ground(rule: attack, text: attack, source: attack)], remedy: attack)
    ]
    model.map.institutions = [Institution(id: attack, name: attack, aliases: [attack])]
    model.unread = [ReportModel.Unread(file: attack, reason: attack)]
    model.review = Review(
      model.findings,
      log: [
        .status(.dismissed), .reason(attack), .assign(to: attack),
        .settle(Settlement(decision: attack, venue: attack, change: attack)), .status(.confirmed),
      ].map { Decision($0, on: model.findings[0], note: attack, person: attack, date: attack) })
    return model
  }

  @Test("never becomes an element, an attribute or a style")
  func isEscaped() throws {
    let report = try ReportFixture(try Self.model())
    for page in report.pages {
      let html = try report.text(page)
      let markup = try Markup(html)
      #expect(markup.elements.isDisjoint(with: ["script", "img", "iframe", "object"]), "\(page)")
      #expect(!markup.attributes.contains { $0.hasPrefix("on") || $0 == "src" }, "\(page)")
      #expect(!markup.addresses.contains { $0.contains(":") || $0.contains("/") }, "\(page)")
      #expect(!html.contains("\u{0}"), "\(page)")
      #expect(html.components(separatedBy: "</style>").count == 2, "\(page)")
    }
  }

  @Test("never names a file outside the folder")
  func staysInside() throws {
    let report = try ReportFixture(try Self.model())
    #expect(report.files.contains("document-script.html"))
    for file in report.files {
      #expect(file.wholeMatch(of: #/[a-z0-9.-]+/#) != nil, "\(file)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: report.parent.path) == ["report"])
  }

  @Test("never becomes a formula in the CSV files")
  func noFormula() throws {
    let report = try ReportFixture(try Self.model())
    for file in report.files where file.hasSuffix(".csv") {
      for row in try CSV.rows(report.bytes(file)) {
        for field in row.fields {
          #expect(!["=", "+", "@", "\t", "\r"].contains(field.prefix(1)), "\(file): \(field)")
          #expect(!field.hasPrefix("-") || Double(field) != nil, "\(file): \(field)")
        }
      }
    }
    let texts = try Table(report.bytes("provisions.csv"), file: "provisions.csv").rows
    #expect(texts.map { $0["text"] }.contains("'=HYPERLINK(\"http://evil\")"))
  }

  @Test("keeps documents of one name apart")
  func sameNames() throws {
    let documents = ["a/loi.pdf", "b/loi.pdf", "c/Loi.docx", "d/закон.pdf", "e/قانون.pdf"].map {
      Islandia.coded(
        Document(file: $0, title: $0), [("Article 1", [], nil, "Text of \($0).", [])])
    }
    let report = try ReportFixture(try Islandia.model(documents: documents, findings: []))
    #expect(
      report.files.filter { $0.hasPrefix("document-") } == [
        "document-loi-n2.html", "document-loi-n3.html", "document-loi.html",
        "document-text-n2.html", "document-text.html",
      ])
  }
}
