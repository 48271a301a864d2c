import Foundation
import Policy
import Reports
import Testing
import Workspace

@Suite("A report")
struct ReportTests {
  @Test("has a page for each matter and for each document")
  func hasAllPages() throws {
    let report = try ReportFixture(try Islandia.model())
    #expect(
      report.files == [
        ".concord-report", "codebook.html", "coherence.csv", "coherence.html", "commitments.csv",
        "commitments.html", "concord.xlsx", "conflict-record.html",
        "document-agreement-with-norland.html", "document-decret-sejour.html",
        "document-development-plan.html", "document-labour-migration-act.html", "documents.html",
        "findings.csv", "findings.html", "index.html", "matrix.html", "method.html",
        "provisions.csv", "review.html", "unread.html", "who-does-what.html",
      ])
  }

  @Test("is the same, byte by byte, when it is made again")
  func isReproducible() throws {
    let first = try ReportFixture(try Islandia.model())
    var shuffled = try Islandia.model(findings: Islandia.findings.reversed())
    shuffled.map.institutions.reverse()
    shuffled.map.mandates.reverse()
    let second = try ReportFixture(shuffled)
    #expect(first.files == second.files)
    for file in first.files {
      #expect(try first.bytes(file) == second.bytes(file), "\(file) differs")
    }
  }

  @Test(
    "has no dead link: every page and every place that it points to is there",
    arguments: ReportStrings.languages)
  func linksResolve(_ language: Language) throws {
    let report = try ReportFixture(try Islandia.model(language: language))
    #expect(try report.deadLinks() == [])
    for page in report.pages {
      let ids = ReportFixture.values(of: "id", in: try report.text(page))
      #expect(Set(ids).count == ids.count, "\(page) has an id twice")
    }
    let act = ReportFixture.values(
      of: "href", in: try report.text("document-labour-migration-act.html"))
    #expect(act.contains("findings.html#f-00000000000000c1"))
  }

  @Test(
    "says in its language what was refused",
    arguments: [
      (Language.english, "Relevance", "Deadline"), (.french, "Pertinence", "Échéance"),
      (.spanish, "Pertinencia", "Plazo"),
    ])
  func refusals(_ language: Language, relevance: String, deadline: String) throws {
    let report = try ReportFixture(try Islandia.model(language: language))
    let refusals = try report.text("document-labour-migration-act.html")
      .components(separatedBy: "<li class=\"refusal\">").dropFirst()
      .map { $0.prefix { $0 != "“" } }
    #expect(refusals.contains { $0.localizedCaseInsensitiveContains(relevance) })
    #expect(refusals.contains { $0.contains(deadline) })
  }

  @Test("needs no network and no script")
  func isSelfContained() throws {
    let report = try ReportFixture(try Islandia.model())
    for page in report.pages {
      let html = try report.text(page)
      for forbidden in ["<script", "http://", "https://", "src=", "url(", "@import", " on"] {
        let found =
          forbidden == " on"
          ? html.contains(#/<[^>]* on[a-z]+="/#) : html.contains(forbidden)
        #expect(!found, "\(page) has \(forbidden)")
      }
      #expect(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"))
    }
  }

  @Test("shows every provision, with its text, on the page of its document")
  func showsEveryProvision() throws {
    let report = try ReportFixture(try Islandia.model())
    let table = try Table(report.bytes("provisions.csv"), file: "provisions.csv")
    #expect(
      table.rows.count == Islandia.documents.reduce(0) { $0 + $1.document.provisions.count })
    let act = try report.text("document-labour-migration-act.html")
    for provision in Islandia.documents[0].document.provisions {
      #expect(act.contains(">\(provision.locator)</bdi>"))
    }
    #expect(act.contains("<mark>No fee shall be charged to a foreign worker</mark>"))
    #expect(act.contains("The words are about animals."))
  }

  @Test("puts both texts of a conflict side by side with their words, reasons, source and remedy")
  func showsBothTexts() throws {
    let report = try ReportFixture(try Islandia.model())
    let findings = try report.text("findings.html")
    #expect(findings.contains("<mark>No fee shall be charged</mark> to a foreign worker"))
    #expect(findings.contains("Le travailleur étranger <mark>acquitte les frais</mark>"))
    #expect(findings.contains("href=\"document-decret-sejour.html#p1-article-7\""))
    #expect(findings.contains("Elizabeth Adjei, 2013"))
    #expect(findings.contains("Let Article 7 of the decree put the costs on the employer."))
    #expect(findings.contains("Agreed with the Ministry of Labour on 3 March."))
    #expect(findings.contains("very likely (0.86)"))
    #expect(findings.contains("Lead, Deadline, Budget"))
  }

  @Test("leads the summary with the strongest finding of each kind and leaves out dismissed ones")
  func summaryRanks() throws {
    let report = try ReportFixture(try Islandia.model())
    let summary = try report.text("index.html")
    let sentences = [
      "The Act frees foreign workers", "Nobody is charged with paying",
      "The Central Bank has no part",
      "The plan promises recognition",
    ]
    let places = try sentences.map { try #require(summary.range(of: $0)?.lowerBound) }
    #expect(places == places.sorted())
    #expect(!summary.contains("The list of agencies could tell workers"))
    #expect(summary.contains("One file could not be read."))
  }

  @Test("says of a commitment what is named and what is not said")
  func showsCommitments() throws {
    let report = try ReportFixture(try Islandia.model())
    let page = try report.text("commitments.html")
    #expect(page.contains("<span class=\"named\">by 31 March</span>"))
    #expect(page.contains("<span class=\"unsaid\">not said</span>"))
  }

  @Test("has its headings in order: no level is left out", arguments: ReportStrings.languages)
  func headingsAreInOrder(_ language: Language) throws {
    let report = try ReportFixture(try Islandia.model(language: language))
    for page in report.pages {
      var level = 0
      for match in try report.text(page).matches(of: #/<h([1-6])[ >]/#) {
        let next = Int(match.1) ?? 0
        #expect(next <= level + 1, "\(page): h\(next) after h\(level)")
        level = next
      }
      #expect(level > 0)
    }
  }

  @Test("is made of elements that are closed in order")
  func isWellFormed() throws {
    let report = try ReportFixture(try Islandia.model())
    for page in report.pages {
      #expect(throws: Never.self, "\(page)") { try Markup(report.text(page)) }
    }
  }

  @Test("says that there is nothing to say when there is nothing")
  func emptyProject() throws {
    let model = ReportModel(
      title: "Nothing", codebook: try ResourceFolder().codebook(), files: [],
      document: { _ in throw CocoaError(.fileNoSuchFile) })
    let report = try ReportFixture(model)
    #expect(try report.text("index.html").contains("No findings were made in these documents."))
    #expect(try report.text("matrix.html").contains("No objective was found"))
  }

  @Test(
    "is written where CONCORD_REPORT_SAMPLE says, for the eye",
    .enabled(if: ProcessInfo.processInfo.environment["CONCORD_REPORT_SAMPLE"] != nil))
  func sample() throws {
    let place = try #require(ProcessInfo.processInfo.environment["CONCORD_REPORT_SAMPLE"])
    try Report(try Islandia.model(), resource: ResourceFolder().bytes)
      .write(to: URL(fileURLWithPath: place))
    #expect(FileManager.default.fileExists(atPath: place + "/index.html"))
  }
}
