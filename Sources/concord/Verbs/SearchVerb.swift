import Foundation
import Policy
import Workspace

/// `concord search WORDS`
struct SearchVerb: Verb {
  static let description = VerbDescription(
    name: "search",
    summary: "Find words in all provisions.",
    discussion: """
      Full text over the provisions of the workspace, the best match first. Accents and case do not matter. Several words
      must all occur; "in quotes" as a phrase; word* for its endings.
      """,
    positionals: [.init(name: "WORDS", help: "What to look for.", isRepeated: true)],
    options: [
      .workspace, .format(["text", "json", "ndjson", "csv"]),
      .init(name: "limit", value: "N", help: "At most so many (50 unless told)."),
    ],
    examples: [
      .init(command: "concord search retour volontaire", does: "provisions with both words")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let limit = try arguments.integer("limit", in: 1...100_000) ?? 50
    let hits = try arguments.store().search(
      arguments.positionals.joined(separator: " "), limit: limit)
    switch arguments.format {
    case "json": terminal.line(JSONValue.array(hits.map(json)).text(indent: true))
    case "ndjson": for hit in hits { terminal.line(json(hit).text()) }
    case "csv":
      terminal.write(CSV.line(["file", "locator", "page", "text"]))
      for hit in hits {
        terminal.write(
          CSV.line([hit.place.file, hit.locator, hit.page.map(String.init) ?? "", hit.plain]))
      }
    default:
      for hit in hits {
        let page = hit.page.map { ", page \($0)" } ?? ""
        terminal.line(
          terminal.styled("\(hit.place.file), \(hit.locator)\(page)".withoutControls, .bold))
        for line in hit.snippet.withoutControls.wrapped(to: terminal.width - 4) {
          terminal.line("    " + mark(line, terminal))
        }
      }
      if hits.isEmpty { terminal.line("Nothing found.") }
    }
    return .done
  }

  private static func json(_ hit: SearchHit) -> JSONValue {
    .record([
      "file": .string(hit.place.file), "locator": .string(hit.locator), "page": .optional(hit.page),
      "path": .strings(hit.path), "text": .string(hit.plain), "score": .number(hit.score),
    ])
  }

  private static func mark(_ line: String, _ terminal: Terminal) -> String {
    line.split(separator: SearchHit.opening, omittingEmptySubsequences: false).enumerated().map {
      i, part in
      guard i > 0, let end = part.firstIndex(of: SearchHit.closing) else { return String(part) }
      return terminal.styled(String(part[..<end]), .yellow) + part[part.index(after: end)...]
    }.joined().filter { $0 != SearchHit.closing }
  }
}

extension SearchHit {
  /// The snippet without the marks.
  fileprivate var plain: String { snippet.filter { $0 != Self.opening && $0 != Self.closing } }
}
