import Policy
import Testing

@testable import Reading

/// A text copied from a page, each line of which became a paragraph of its own.
@Suite struct BrokenParagraphTests {
  private let articles = [
    "Article 1.- The Office of Returns keeps the register of those who come home and gives each of them, on asking, a copy of the entry.",
    "Article 2.- The Office informs the Ministry of Labour every month of the trades of those who are entered and of the districts in which they settle.",
    "Article 3.- Districts that take in more than one hundred families a year receive the supplement that the budget law lays down for schools.",
    "Article 4.- The supplement is paid in two parts, of which the second depends on the report of the district on the use of the first.",
    "Article 5.- Whoever is refused an entry may apply to the court of the district within thirty days of the day on which the refusal was received.",
    "Article 6.- This decree enters into force on the first of January of the year after its publication, and the decree of the year before is repealed.",
  ]

  /// Broken at a width, as a page breaks it.
  private func lines(_ text: String, width: Int = 48) -> [String] {
    text.split(separator: " ").reduce(into: []) { lines, word in
      if let last = lines.last, last.count + word.count < width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
  }

  private func texts(_ paragraphs: [String]) throws -> [String] {
    let blocks =
      [Block(.heading(level: 1), "Decree on returns")]
      + paragraphs.map { Block(.paragraph, $0) }
    return try SampleBlocks.segmenter().segment(blocks, language: .english).provisions.map(\.text)
  }

  @Test("Lines that are paragraphs of their own are joined to what they were")
  func broken() throws {
    let paragraphs = articles.flatMap { lines($0) }
    #expect(paragraphs.count > articles.count * 2)
    #expect(try texts(paragraphs) == texts(articles))
  }

  @Test("Whole paragraphs of an ordinary text stay apart, and one that breaks off goes on")
  func whole() throws {
    let odd = ["This annex lists the districts that", "are named by the office each spring."]
    let many = articles + articles + articles + articles
    #expect(try texts(many + odd) == texts(many) + [odd.joined(separator: " ")])
  }
}
