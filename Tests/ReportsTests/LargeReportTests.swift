import Foundation
import Policy
import Reports
import Testing
import Workspace

@Suite("A large report")
struct LargeReportTests {
  private static let provisions = 900
  private static let findings = 350

  /// One long law and many findings on it.
  private static func model() throws -> ReportModel {
    let law = Islandia.coded(
      Document(file: "code.pdf", title: "Code", languages: [.english]),
      (1...provisions).map { number in
        (
          "Article \(number)", ["Book \((number - 1) / 100 + 1)"], nil,
          "Work permits number \(number) will be recorded.", [("GCM-05", "Work permits")]
        )
      })
    let findings = (0..<findings).map { i in
      Finding(
        id: String(format: "%016x", i), kind: i % 2 == 0 ? .silent : .gap,
        score: Double(i % 100) / 100, objectives: ["GCM-05"],
        between: [
          Finding.Passage(
            place: Place(file: "code.pdf", provision: i * 2), locator: "Article \(i * 2 + 1)",
            text: "Work permits number \(i * 2 + 1) will be recorded.")
        ], why: "Reason number \(i).")
    }
    return try Islandia.model(documents: [law], findings: findings)
  }

  @Test("is cut into pages on which every provision, finding and commitment stands once")
  func isPaged() throws {
    let report = try ReportFixture(try Self.model())
    let law = ["document-code.html", "document-code-page2.html", "document-code-page3.html"]
    #expect(report.pages.filter { $0.hasPrefix("document-") } == law.sorted())
    var seen: [String] = []
    for page in law {
      seen += ReportFixture.values(of: "id", in: try report.text(page)).filter {
        $0.hasPrefix("p") && $0.contains("-article-")
      }
    }
    #expect(seen == (1...Self.provisions).map { "p\($0)-article-\($0)" })

    var reasons: [String] = []
    for page in report.pages where page.hasPrefix("findings-") {
      reasons += ReportFixture.values(of: "id", in: try report.text(page)).filter {
        $0.hasPrefix("f-") && !$0.hasSuffix("-why")
      }
    }
    #expect(reasons.count == Self.findings)
    #expect(Set(reasons).count == Self.findings)
    #expect(report.pages.contains("findings-gap-2.html"))

    let commitments = report.pages.filter { $0.hasPrefix("commitments") }
    #expect(commitments.count == 3)
    let unsaid = try commitments.map {
      try report.text($0).components(separatedBy: "class=\"text\"").count - 1
    }
    #expect(unsaid.reduce(0, +) == Self.provisions)
  }

  @Test("has no dead link between its pages")
  func linksResolve() throws {
    let report = try ReportFixture(try Self.model())
    #expect(try report.deadLinks() == [])
  }
}
