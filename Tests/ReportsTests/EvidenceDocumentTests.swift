import Evidence
import Foundation
import Policy
import Reports
import Testing
import Workspace

/// Profiles and corridors as documents.
@Suite struct EvidenceDocumentTests {
  private static func document(_ country: String, _ language: Language = .english) throws
    -> EvidenceDocument
  {
    let resources = try ResourceFolder()
    let evidence = try resources.evidence()
    return try EvidenceDocument(
      Profile(of: evidence.countries.country(country), in: evidence), in: evidence,
      language: language, resource: resources.bytes)
  }

  @Test(arguments: ["en", "fr", "es"])
  func everyWordIsInTheTable(language: String) throws {
    let table = try Table(ResourceFolder().bytes("evidence/words.csv"), file: "words.csv")
    let keys = Set(table.rows.map { $0["key"] })
    for country in ["PHL", "DEU", "BVT", "SYR", "NRU"] {
      let document = try Self.document(country, Language(rawValue: language))
      for row in document.rows {
        for text in [row.section, row.indicator, row.detail, row.method, row.reason, row.remedy] {
          #expect(!keys.contains(text) && !text.contains("{"), "\(country): \(text)")
          #expect(text.firstMatch(of: #/^[a-z-]+\.[A-Za-z0-9.+-]+$/#) == nil, "\(country): \(text)")
        }
      }
    }
  }

  /// What a source says of itself is read in the language of the page; only names of licences and years stay.
  @Test func sourcesSpeakTheLanguageOfThePage() throws {
    let sources = try Table(ResourceFolder().bytes("evidence/sources.csv"), file: "sources.csv")
    let texts = try Table(
      ResourceFolder().bytes("evidence/source-texts.csv"), file: "source-texts.csv")
    let english = Set(texts.rows.map { $0["en"] })
    for row in sources.rows {
      for column in ["producer", "title", "revision", "licence", "definition", "caution", "next"] {
        let text = row[column]
        guard !text.hasPrefix("CC BY"), text.contains(where: \.isLowercase) else {
          continue
        }
        #expect(english.contains(text), "line \(row.line): \(text)")
      }
    }
    for row in texts.rows { #expect(!row["fr"].isEmpty && !row["es"].isEmpty, "line \(row.line)") }
    let french = try String(decoding: Self.document("PHL", .french).html, as: UTF8.self)
    #expect(french.contains("Banque mondiale, T3 2020\u{A0}: Remittance Prices"))
    #expect(!french.contains("World Bank"))
    let spanish = try String(decoding: Self.document("PHL", .spanish).html, as: UTF8.self)
    #expect(spanish.contains("ACNUR, 2025: Base de datos"))
    #expect(spanish.contains("fecha: 5 de julio de 1995") && !spanish.contains("1995-07-05"))
  }

  @Test func anEditionInAnotherLanguageIsNotCompared() throws {
    let french = try Self.document("MDA", .french)
    var english = try Self.document("MDA")
    #expect(throws: Table.Error.self) {
      try english.compare(with: Array(french.csv.utf8), file: "old.csv")
    }
    var again = try Self.document("MDA", .french)
    try again.compare(with: Array(french.csv.utf8), file: "old.csv")
    #expect(again.changes?.changes.isEmpty == true)
  }

  @Test func rowsAreNamedAlikeInEveryLanguage() throws {
    let keys = try ["en", "fr", "es"].map {
      try Self.document("DEU", Language(rawValue: $0)).rows.map(\.key)
    }
    #expect(keys[0] == keys[1] && keys[0] == keys[2])
  }

  @Test func wordsHaveTheSameBlanksInEveryLanguage() throws {
    for row in try Table(ResourceFolder().bytes("evidence/words.csv"), file: "words.csv").rows {
      func blanks(_ language: String) -> Set<String> {
        Set(row[language].matches(of: #/\{[a-z]+\}/#).map { String($0.output) })
      }
      #expect(blanks("en") == blanks("fr") && blanks("en") == blanks("es"), "\(row["key"])")
    }
  }

  @Test(arguments: [
    ("en", "Saudi Arabia", "no figure by the country of origin"),
    ("fr", "Arabie saoudite", "Nous réunissons"),
    ("es", "Arabia Saudita", "Reunimos"),
  ])
  func aSilentSideIsAskedByLetter(language: String, asked: String, words: String) throws {
    let resources = try ResourceFolder()
    let evidence = try resources.evidence()
    let list = evidence.countries
    let corridor = try Corridor(
      from: list.country("PHL"), to: list.country("SAU"), in: evidence,
      instruments: resources.instruments())
    let document = try EvidenceDocument(
      corridor, in: evidence, codebook: resources.codebook(),
      language: Language(rawValue: language), resource: resources.bytes)
    let letter = try #require(document.letters.first)
    #expect(letter.reporter == .origin && document.letters.count == 1)
    #expect(letter.text.contains(asked) && letter.text.contains(words), "\(letter.text)")
    #expect(!letter.text.contains("{") && !letter.text.contains("letter."))
    #expect(letter.text.contains("[") && letter.text.contains("628"))
    let html = String(decoding: document.html, as: UTF8.self)
    #expect(html.contains("id=\"letter-origin\""))
  }

  @Test func thePageHasNoScriptAndAPictureWithItsFigures() throws {
    let html = String(decoding: try Self.document("MDA").html, as: UTF8.self)
    #expect(html.contains("default-src &#39;none&#39;") && !html.contains("<script"))
    #expect(
      html.contains("<svg") && html.contains("aria-label=")
        && html.contains("class=\"data numbers\""))
    #expect(html.contains("Not available"))
  }

  @Test func theTableHasEveryFigureAndIsReadBack() throws {
    let document = try Self.document("SLV")
    let table = try Table(Array(document.csv.utf8), file: "slv.csv")
    #expect(table.rows.count == document.rows.count)
    #expect(Set(table.rows.map { $0["key"] }).count == table.rows.count)
    for row in table.rows {
      #expect(row["reason"].isEmpty != row["value"].isEmpty, "\(row["key"])")
      #expect(row["reason"].isEmpty == row["remedy"].isEmpty, "\(row["key"])")
    }
  }

  @Test func anEditionComparedWithItselfHasNotChanged() throws {
    var document = try Self.document("SEN")
    let csv = document.csv
    try document.compare(with: Array(csv.utf8), file: "sen.csv")
    #expect(document.changes?.changes.isEmpty == true)
    let old = csv.split(separator: "\r\n").map(String.init).filter { !$0.hasPrefix("immigrants,") }
      .map {
        $0.hasPrefix("emigrant-rate,") ? $0.split(separator: "%").joined(separator: "9%") : $0
      }
    try document.compare(
      with: Array((old.joined(separator: "\r\n") + "\r\n").utf8), file: "sen.csv")
    #expect(document.changes?.changes.map(\.key) == ["immigrants", "emigrant-rate"])
    #expect(throws: Table.Error.self) {
      try document.compare(with: Array("a,b\n".utf8), file: "x.csv")
    }
  }

  @Test func theWorkbookIsWritten() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      UUID().uuidString + ".xlsx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Self.document("NRU", .french).writeWorkbook(to: file.path)
    #expect(try Data(contentsOf: file).starts(with: [0x50, 0x4B]))
  }
}
