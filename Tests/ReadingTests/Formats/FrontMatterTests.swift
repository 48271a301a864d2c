import Testing

@testable import Reading

/// The settings before a Markdown text.
@Suite struct FrontMatterTests {
  private func declared(_ lines: [String]) -> (Declaration, body: String) {
    let front = FrontMatter(Array(lines.joined(separator: "\n").utf8))
    return (front.declared, String(decoding: front.body, as: UTF8.self))
  }

  @Test("Title, country and year are what the settings say, and the text begins behind them")
  func settings() {
    let (said, body) = declared([
      "---", "title: \"Ley de Migraciones: texto\"", "country: 'uy'", "source: >-", "  https://a/b",
      "tags:", "- title: other", "publication_date: '2008-01-17'", "year: 2007", "---",
      "Artículo 1",
    ])
    #expect(said == Declaration(title: "Ley de Migraciones: texto", country: "uy", year: 2007))
    #expect(body == "Artículo 1")
  }

  @Test("What is no block of settings is text")
  func text() {
    for lines in [
      ["---", "A plan of ten lines", "---", "and more"], ["Title", "---", "year: 2000", "---"],
      ["---", "title: Never ended", "year: 2001"],
    ] {
      let (said, body) = declared(lines)
      #expect(said == Declaration())
      #expect(body == lines.joined(separator: "\n"))
    }
  }

  @Test("A value over several lines, an empty one and a date without a year say nothing")
  func silent() {
    let (said, body) = declared([
      "---", "title: |", "  Two", "country:", "date: spring", "---\r", "Body",
    ])
    #expect(said == Declaration())
    #expect(body == "Body")
  }

  @Test("Settings before a plain text are no part of it either")
  func plainText() throws {
    let lines = [
      "---", "title: Code du travail", "rank: \"code\"", "year: 2015", "---", "",
      "Article 1. Le travailleur étranger présente son contrat.",
    ]
    let read = try TestFolder().extraction("code.txt", lines.joined(separator: "\n").utf8)
    #expect(read.declared == Declaration(title: "Code du travail", year: 2015))
    #expect(read.blocks.map(\.text) == [lines[6]])
  }
}
