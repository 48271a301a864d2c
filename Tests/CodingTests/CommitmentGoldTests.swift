import Foundation
import Policy
import Testing

@testable import Coding

@Suite("Commitments on labelled passages")
struct CommitmentGoldTests {
  static let publicRows = CommitmentGold.sibling("shared/data/gold/paragraphs-example.jsonl")

  @Test(
    "The public labelled paragraphs are read well",
    .enabled(if: publicRows != nil, "the labelled paragraphs are not beside the source tree"))
  func publicGold() throws {
    let rows = try CommitmentGold.rows(#require(Self.publicRows)).filter {
      ["en", "fr", "es"].contains($0.lang)
    }
    let scores = CommitmentGold.scores(rows, try CommitmentGold.reader())
    for (label, score) in scores { print(label, score) }
    #expect((scores[.commitment]?.f1 ?? 0) >= 0.82)
    #expect((scores[.budget]?.f1 ?? 0) >= 0.72)
  }
}
