import Foundation
import Policy
import Testing

@testable import Coherence

/// The sums by which silences and duplications are weighed.
@Suite struct EvidenceWeightsTests {
  private func weights(_ rows: String) throws -> EvidenceWeights<DuplicationEvidence> {
    try EvidenceWeights(Array(("evidence,weight\n" + rows).utf8), file: "duplication-weights.csv")
  }

  @Test("The score is the chance whose odds are the bias and each evidence times its weight")
  func score() throws {
    let weights = try weights("bias,-2\nthreshold,0.3\ntopic,4\nrights,-1.5\n")
    #expect(weights.threshold == 0.3)
    func logit(_ evidence: EvidenceTally<DuplicationEvidence>) -> Double {
      let score = weights.score(evidence)
      return log(score / (1 - score))
    }
    #expect(abs(logit([:]) - -2) < 1e-9)
    #expect(abs(logit([.topic: 0.5, .shared: 3]) - 0) < 1e-9)
    #expect(abs(logit([.topic: 1, .rights: 2]) - -1) < 1e-9)
  }

  @Test("No reading of words is certain")
  func cap() throws {
    #expect(try weights("bias,30").score([:]) == 0.95)
  }

  @Test(
    "A table that cannot be read is refused with its line",
    arguments: [
      ("topic,much", "weight"), ("topic,nan", "weight"), ("topics,1", "evidence"),
      ("topic,1\ntopic,2", "evidence"), ("bias,1\nbias,2", "evidence"),
    ])
  func malformed(rows: String, column: String) {
    expectFault(column: column) { _ = try weights(rows) }
  }

  private func expectFault(column: String, _ read: () throws -> Void) {
    let error = #expect(throws: Table.Error.self) { try read() }
    #expect(error?.column == column && error?.file == "duplication-weights.csv")
  }
}
