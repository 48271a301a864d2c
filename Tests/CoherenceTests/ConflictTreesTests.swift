import Foundation
import Policy
import Testing

@testable import Coherence

/// The trees by which a conflict is weighed, and what leans to either side.
@Suite struct ConflictTreesTests {
  private static let header = "tree,node,evidence,value,low,high\n"

  private func trees(_ rows: String) throws -> ConflictTrees {
    try ConflictTrees(Array((Self.header + rows).utf8))
  }

  @Test("The score is the chance whose odds are the bias and a leaf of each tree")
  func score() throws {
    let trees = try trees(
      """
      ,,bias,-1,,
      ,,threshold,0.4,,
      0,0,topic,0.5,1,2
      0,1,,-2,,
      0,2,acts,0.25,3,4
      0,3,,0.5,,
      0,4,,3,,
      1,0,,0.25,,
      """)
    #expect(trees.threshold == 0.4)
    func logit(_ evidence: EvidenceTally<ConflictEvidence>) -> Double {
      let score = trees.score(evidence)
      return log(score / (1 - score))
    }
    #expect(abs(logit([:]) - -2.75) < 1e-9)
    #expect(abs(logit([.topic: 0.5, .acts: 1]) - -2.75) < 1e-9)
    #expect(abs(logit([.topic: 0.6]) - -0.25) < 1e-9)
    #expect(abs(logit([.topic: 0.6, .acts: 0.9]) - 2.25) < 1e-9)
  }

  @Test(
    "A tree that cannot be read is refused with its line",
    arguments: [
      ("0,0,topic,much,1,2", "much"), ("0,0,topics,1,1,2\n0,1,,1,,\n0,2,,1,,", "topics"),
      ("0,0,topic,1,0,1\n0,1,,1,,", "later"), ("0,0,topic,1,1,2\n0,1,,1,,", "no such node"),
      ("0,1,,1,,", "numbered"), ("0,0,topic,1,1,\n0,1,,1,,", "later"),
    ])
  func malformed(rows: String, said: String) {
    #expect {
      try trees(rows)
    } throws: {
      "\($0)".contains(said) && "\($0)".contains("conflict-trees.csv")
    }
  }

  @Test(
    "Of two provisions on one matter the one gives what the other holds back, whatever the matter")
  func found() throws {
    let findings = try Casebook().findings(
      of: Casebook.own.appendingPathComponent("conflicts/case-05-securite-sociale"))
    let conflict = try #require(
      findings.first { $0.kind == .conflict && $0.rule == "opposite-leanings" })
    #expect(conflict.between.allSatisfy { !$0.words.isEmpty })
    #expect(Set(conflict.between.map(\.place.file)).count == 2)
  }

  @Test("What is on one matter is looked at though no list knows what opposes it, and says so")
  func oneMatter() throws {
    let findings = try Casebook().findings(
      of: Casebook.own.appendingPathComponent("fresh-11/case-03-teachers-abroad"))
    let conflict = try #require(
      findings.first { $0.kind == .conflict && $0.rule == "one-matter" })
    #expect(
      conflict.between.map(\.locator).sorted() == ["3.2", "Objective 2"])
    #expect(conflict.between.allSatisfy { !$0.words.isEmpty })
  }

  @Test("What gives may be made of words that take, and is counted once")
  func leanings() throws {
    let table = try CueTable(
      Array("cue,language,pattern\nfavours,en,not >1 refused\nrestrains,en,refused\n".utf8))
    let hits = table.hits(
      in: Wording("Nobody is not ever refused; others are refused.".utf8), .english)
    let kind = Leaning.words(of: table["favours"], in: hits)
    let strict = Leaning.words(of: table["restrains"], in: hits)
    #expect(kind.count == 1 && strict.count == 2)
    #expect(strict.count { words in !kind.contains { $0.overlaps(words) } } == 1)
  }
}
