import Foundation
import Policy
import Testing

@testable import Workspace

@Suite struct SearchTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
    var document = Document(file: "code.md", title: "Code")
    let texts = [
      "L'étranger dépose une demande de séjour.", "Seasonal workers keep their permit.",
      "The permit of a seasonal worker ends.", "Migrant workers pay no fee.",
    ]
    for (i, text) in texts.enumerated() {
      document.provisions.append(
        Provision(ordinal: i, locator: "Article \(i + 1)", path: ["Titre premier"], text: text))
    }
    let codings = texts.indices.map { ProvisionCoding(provision: $0) }
    try store.store(CodedDocument(document: document, codings: codings))
  }

  func found(_ words: String) throws -> [String] {
    try store.search(words).map(\.locator).sorted()
  }

  @Test func accentsAndCaseDoNotMatter() throws {
    #expect(try found("ETRANGER") == ["Article 1"])
    #expect(try found("séjour demande") == ["Article 1"])
  }

  @Test func phrasesEndingsAndExclusionsWork() throws {
    #expect(try found("\"seasonal worker\"") == ["Article 3"])
    #expect(try found("seasonal work*") == ["Article 2", "Article 3"])
    #expect(try found("workers -seasonal") == ["Article 4"])
    #expect(try found("-\"seasonal workers\" permit") == ["Article 3"])
  }

  @Test func headingsAreSearchedToo() throws {
    #expect(try found("titre premier").count == 4)
  }

  @Test func theWordsAreMarkedInTheSnippet() throws {
    let hit = try #require(try store.search("fee").first)
    #expect(hit.snippet == "Migrant workers pay no \u{E000}fee\u{E001}.")
    #expect(hit.title == "Code" && hit.place == Place(file: "code.md", provision: 3))
  }

  @Test(arguments: [
    "", " ", "\"", "\"\"", "*", "-", "--", "NEAR(", "NEAR(permit", "AND", "OR NOT", "a AND", "(",
    ")", "^",
    "text:fee", "{text head}: fee", "fee\"", "\"fee", "fee\0fee", "-fee", "'; DROP TABLE documents",
    "permit + fee", "\u{202E}fee", "col : *", "\"*\"", "é*", "\u{FFFF}",
  ])
  func noInputIsAnError(words: String) throws {
    _ = try store.search(words)
  }

  @Test func randomInputIsNoErrorEither() throws {
    var generator = SplitMix(state: 7)
    let alphabet = Array("\"*-()^:{}+, AND OR NOT NEAR fee é\u{0}\u{1F600}'\\")
    for _ in 0..<500 {
      let words = String(
        (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
          alphabet.randomElement(using: &generator) ?? " "
        })
      _ = try store.search(words)
    }
    _ = try store.search(String(repeating: "fee ", count: 100_000))
  }
}
