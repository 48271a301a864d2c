import Coherence
import Foundation
import Policy
import Testing

/// Pairs of sentences that contradict one another, in three languages, among other rules: `Cases/opposed-pairs.txt` has one
/// pair a line, after its language. They come without codes, so that the words alone must tell.
@Suite struct OpposedPairsTests {
  private struct Pair {
    var language: Language
    var first: String
    var second: String
  }

  private static func pairs() throws -> [Pair] {
    let file = Casebook.own.appendingPathComponent("opposed-pairs.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: "|").map(String.init)
      return Pair(language: Language(rawValue: parts[0]), first: parts[1], second: parts[2])
    }
  }

  @Test("Most pairs that contradict one another are found among other rules, and little else")
  func found() throws {
    var found = 0
    var alarms = 0
    let pairs = try Self.pairs()
    for (number, pair) in pairs.enumerated() {
      let others = pairs.indices.filter { $0 != number && pairs[$0].language == pair.language }
      let near = (0..<10).map { others[(number + $0) % others.count] }
      var set = SmallSet()
      func lines(_ own: String, _ rest: [String]) -> [SmallSet.Line] {
        (rest.prefix(3) + [own] + rest.dropFirst(3)).enumerated().map {
          SmallSet.Line(locator: "Article \($0 + 1)", text: $1, modality: .right)
        }
      }
      set.add(
        "a.md", institution: "Ministry A", language: pair.language,
        lines(pair.first, near.prefix(5).map { pairs[$0].first }))
      set.add(
        "b.md", institution: "Ministry B", language: pair.language,
        lines(pair.second, near.suffix(5).map { pairs[$0].second }))
      let conflicts = try set.findings().filter { $0.kind == .conflict }
      let isFound = conflicts.contains { finding in
        finding.between.map(\.locator) == ["Article 4", "Article 4"]
      }
      if isFound { found += 1 }
      alarms += conflicts.count - (isFound ? 1 : 0)
    }
    print("opposed pairs: \(found) of \(pairs.count) found, \(alarms) other conflicts")
    #expect(found * 10 >= pairs.count * 6)
    #expect(alarms * 2 <= pairs.count)
  }
}
