import Foundation
import Policy
import Reports
import Testing
import Workspace

@Suite("The words of the report")
struct ReportStringsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../..").standardized

  private static func table() throws -> [Table.Row] {
    try Table(
      ResourceFolder().bytes("report/strings.csv"), file: "strings.csv",
      required: ["key", "en", "fr", "es"]
    ).rows
  }

  @Test("have the same blanks in every language")
  func sameBlanks() throws {
    for row in try Self.table() {
      func blanks(_ language: String) -> Set<String> {
        Set(row[language].matches(of: #/\{[a-z]+\}/#).map { String($0.output) })
      }
      let english = blanks("en")
      for language in ["fr", "es"] {
        // A form for one thing may write the number out.
        let allowed = row["key"].hasSuffix(".one") ? english.union(["{n}"]) : english
        #expect(blanks(language).isSubset(of: allowed), "\(row["key"]) in \(language)")
        #expect(english.isSubset(of: blanks(language)), "\(row["key"]) in \(language)")
      }
    }
  }

  @Test("are all there: every key that the pages name is in the table")
  func keysExist() throws {
    let keys = Set(try Self.table().map { $0["key"] })
    let sources = Self.root.appendingPathComponent("Sources/Reports")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var named = 0
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: #/say(?:\.count)?\(\s*"([a-z.-]+)"/#) {
        let key = String(match.1)
        let isPrefix = key.hasSuffix(".")
        #expect(
          isPrefix ? keys.contains { $0.hasPrefix(key) } : keys.contains(key), "\(file): \(key)")
        named += 1
      }
    }
    #expect(named > 150)
  }

  @Test("leave no key unsaid on any page", arguments: ReportStrings.languages)
  func noBareKey(_ language: Language) throws {
    let families = Set(try Self.table().map { String($0["key"].prefix { $0 != "." }) })
    let report = try ReportFixture(try Islandia.model(language: language))
    for page in report.pages {
      for match in try report.text(page).matches(of: #/[> "]([a-z]+)\.[a-z][a-z.-]+[< "]/#) {
        let text = String(match.output.0)
        let isFile = [".csv", ".xlsx", ".pdf", ".docx", ".html"].contains { text.contains($0) }
        #expect(isFile || !families.contains(String(match.1)), "\(page): \(text)")
      }
    }
  }
}
