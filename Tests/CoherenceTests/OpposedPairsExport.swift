import Foundation
import Testing

@testable import Coherence
@testable import Policy

/// Writes the opposed pairs of case sets with what speaks for them, for `Benchmarks/judge/fit.py`, which fits
/// `Resources/coherence/conflict-trees.csv` to them.
///
/// `CONCORD_CASES` holds folders of cases, parted by colons, and `CONCORD_PAIRS` the file to write. Texts in which there is no
/// conflict are a case without `expect`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CONCORD_PAIRS"] != nil))
struct OpposedPairsExport {
  private struct Line: Encodable {
    var set: String
    var one: String
    /// Number of the expected conflict that the pair is; -1 when it is none.
    var expected: Int
    /// File and locator of either side; empty for an expected conflict that is no opposed pair.
    var between: [[String]]
    var evidence: [String: Double]
    /// Language and words of either side.
    var languages: [String]
    var words: [[String]]
  }

  @Test func export() throws {
    try Casebook.export(to: "CONCORD_PAIRS", lines: Self.lines)
  }

  private static func lines(
    _ folder: URL, of set: String, _ book: Casebook, _ judge: Judge
  ) throws -> [Line] {
    let described = try Casebook.described(folder)
    let documents = try book.documents(of: folder)
    let locators = Dictionary(
      uniqueKeysWithValues: documents.map { coded in
        (coded.document.file, coded.document.provisions.map(\.locator))
      })
    func line(
      _ expected: Int, _ between: [[String]], _ evidence: [String: Double],
      languages: [String] = [], words: [[String]] = []
    ) -> Line {
      Line(
        set: set, one: folder.lastPathComponent, expected: expected, between: between,
        evidence: evidence, languages: languages, words: words)
    }
    var missed = Set(described.expect.indices.filter { described.expect[$0].type == .conflict })
    var lines: [Line] = []
    let languages = Dictionary(
      uniqueKeysWithValues: documents.map {
        ($0.document.file, $0.codings.map(\.language.rawValue))
      })
    for pair in try judge.opposedPairs(documents) where !pair.isStopped {
      let passages = pair.between.map { place in
        Finding.Passage(
          place: place, locator: locators[place.file]?[place.provision] ?? "", text: "")
      }
      let finding = Finding(
        id: "", kind: .conflict, score: 0, between: passages, why: "", grounds: [])
      let expected =
        described.expect.firstIndex { CasebookScore.matches(finding, $0) } ?? -1
      missed.remove(expected)
      lines.append(
        line(
          expected, passages.map { [$0.place.file, $0.locator] },
          pair.evidence.named,
          languages: pair.between.map { languages[$0.file]?[$0.provision] ?? "" },
          words: pair.words))
    }
    return lines + missed.sorted().map { line($0, [], [:]) }
  }
}
