import Foundation
import Indices
import Policy
import Testing

@Suite(.enabled(if: Reference.isThere)) struct ChainReferenceTests {
  @Test(arguments: Reference.chains) func everyStepIsReproduced(_ name: String) throws {
    let chain = try Chain(Reference.bytes("chains/\(name)/chain.json"), file: "chain.json")
    let run = try Reference.run(chain)
    let files = Dictionary(
      run.files.map { ($0.file, $0.table) }, uniquingKeysWith: { a, _ in a })
    let folder = try #require(Reference.folder).appendingPathComponent("chains/\(name)")
    let expected = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".csv")
    }
    #expect(expected.count > 3)
    for file in expected {
      let ours = try #require(files[file], "\(file) is not made")
      try Reference.compare(
        ours, with: "chains/\(name)/\(file)",
        key: [file.hasSuffix("details.csv") ? "iCode" : "uCode"])
    }
  }

  @Test func everyCaseIsReproduced() throws {
    let cases = try VectorCase.read(Reference.bytes("cases/vector.json"), file: "vector.json")
    #expect(cases.count == 585)
    for item in cases { try check(item) }
  }

  @Test func outrankingWithGapsIsReproduced() throws {
    let cases = try VectorCase.read(
      Reference.bytes("beyond/outranking_missing.json"), file: "outranking_missing.json")
    #expect(!cases.isEmpty)
    for item in cases { try check(item) }
  }

  private func check(_ item: VectorCase) throws {
    let outcome: VectorCase.Outcome
    do {
      outcome = try item.run()
    } catch {
      #expect(item.expectsError, "\(item.id): \(error)")
      return
    }
    #expect(!item.expectsError, "\(item.id) should be an error, not \(outcome.value.text())")
    let expected = try #require(item.expected)
    #expect(
      outcome.value.agrees(with: expected), "\(item.id) \(item.op): \(outcome.value.text())")
  }
}
