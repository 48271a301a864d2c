import Foundation
import Testing
import Workspace

@testable import Coherence
@testable import Policy

/// Writes what may be a silence, a duplication or people left out of a protection in case sets, with what speaks for it, for
/// `Benchmarks/judge/weigh.py`, which fits the tables of weights in `Resources/coherence` to them.
///
/// `CONCORD_CASES` holds folders of cases, parted by colons, and `CONCORD_WEIGHED` the file to write.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CONCORD_WEIGHED"] != nil))
struct WeighedExport {
  private struct Line: Encodable {
    var kind: String
    var set: String
    var one: String
    /// Number of the expected finding that it is; -1 when it is none.
    var expected: Int
    /// File and locator of each place; empty for an expected finding that was not weighed.
    var between: [[String]]
    var evidence: [String: Double]
  }

  @Test func export() throws {
    try Casebook.export(to: "CONCORD_WEIGHED", lines: Self.lines)
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
    let map = try book.engines.relate(documents, InstitutionalMap())
    let weighed = try judge.weighed(documents, map)
    var missed = Set(described.expect.indices)
    func line(
      _ kind: Finding.Kind, _ places: [Place], _ evidence: [String: Double],
      named name: String? = nil
    ) -> Line {
      let finding = Finding(
        id: "", kind: kind, score: 0,
        between: places.map { place in
          Finding.Passage(
            place: place, locator: locators[place.file]?[place.provision] ?? "", text: "")
        }, why: "", grounds: [])
      let expected =
        described.expect.firstIndex { CasebookScore.matches(finding, $0) } ?? -1
      missed.remove(expected)
      return Line(
        kind: name ?? kind.rawValue, set: set, one: folder.lastPathComponent, expected: expected,
        between: finding.between.map { [$0.place.file, $0.locator] }, evidence: evidence)
    }
    let lines =
      weighed.silences.map { line(.silent, $0.between, $0.evidence.named) }
      + weighed.carveOuts.map { line(.gap, $0.between, $0.evidence.named, named: "carve-out") }
      + weighed.aims.map { line(.gap, $0.between, $0.evidence.named, named: "aim") }
      + weighed.duties.map { line(.gap, $0.between, $0.evidence.named, named: "duty") }
      + weighed.duplications.map { line(.duplication, $0.between, $0.evidence.named) }
    return lines
      + missed.sorted().map { index in
        Line(
          kind: described.expect[index].type.rawValue, set: set, one: folder.lastPathComponent,
          expected: index, between: [], evidence: [:])
      }
  }
}
