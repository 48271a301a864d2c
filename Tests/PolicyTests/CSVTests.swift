import Policy
import Testing

/// Rows and fields of CSV, whatever the quotes and line endings.
@Suite struct CSVTests {
  private static func fields(_ text: String, separator: Character = ",") throws -> [[String]] {
    try CSV.rows(Array(text.utf8), separator: separator.asciiValue ?? 0).map(\.fields)
  }

  @Test func quotesSeparatorsAndLineEndsInsideFieldsAreKept() throws {
    let quoted = try Self.fields("a,\"b, \"\"c\"\"\nd\",e\r\n\r\n\"\",f")
    #expect(quoted == [["a", "b, \"c\"\nd", "e"], ["", "f"]])
    #expect(
      try Self.fields("a;b,c\r\"x;y\";z\r", separator: ";") == [["a", "b,c"], ["x;y", "z"]])
    #expect(try Self.fields("\u{FEFF}a,b,\n,,") == [["a", "b", ""], ["", "", ""]])
  }

  @Test func aQuoteInsideAnUnquotedFieldIsAQuote() throws {
    #expect(try Self.fields("5\" pipe,a\"\"b\n") == [["5\" pipe", "a\"\"b"]])
  }

  @Test func rowsKnowTheirLines() throws {
    let rows = try CSV.rows(Array("a\n\n\"b\nc\"\nd\n".utf8))
    #expect(rows.map(\.line) == [1, 3, 5])
  }

  @Test(arguments: [("a\n\"b", 2), ("\"a\"b,c", 1), ("x\n\"y\nz", 2)])
  func brokenQuotesAreNamedByLine(text: String, line: Int) throws {
    let error = try #require(throws: CSV.SyntaxError.self) { try Self.fields(text) }
    #expect(error.line == line)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var state: UInt64 = 3
    let letters: [Character] = ["a", ",", "\"", "\n", "\r", " ", "é", ";"]
    for _ in 0..<300 {
      var row: [String] = []
      for _ in 0..<4 {
        var field = "x"
        for _ in 0..<5 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          field.append(letters[Int(state >> 61)])
        }
        row.append(field)
      }
      #expect(try Self.fields(CSV.line(row)) == [row])
    }
  }
}
