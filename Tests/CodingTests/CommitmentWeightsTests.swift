import Policy
import Testing
import Workspace

@testable import Coding

/// Whether a passage commits, by its verb, its form and its words.
@Suite struct CommitmentWeightsTests {
  private func signs(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { CommitmentWeights.signs(.none, $0).map(\.name) }.filter {
      !$0.contains(":")
    }
  }

  @Test(arguments: [
    ("(a) the name of the applicant; and", ["enumerated", "semicolon"]),
    ("- b) el nombre del solicitante,", ["enumerated", "semicolon"]),
    ("12. Registro de extranjeros:", ["enumerated", "colon"]),
    ("  nommer un conseil —", ["small", "colon"]), ("«Le ministre décide.»", ["quoted"]),
    ("The Minister decides.", []), ("", []), ("   ", []), ("or", ["small"]), ("(", []),
    ("une liste ; ou", ["small", "semicolon"]),
  ])
  func theFormOfAPassage(text: String, expected: [String]) {
    #expect(signs(text) == expected)
  }

  @Test(arguments: [
    ("sign,weight\nsmall,x", 2, "weight"), ("sign,weight\nsmall,1\nsmall,2", 3, "sign"),
    ("sign,weight\nverb,1", 2, "sign"), ("sign\nsmall", nil, "weight"),
  ])
  func aFaultNamesItsCell(table: String, line: Int?, column: String) {
    expectFault(line: line, column: column) { _ = try CommitmentWeights(table.utf8) }
  }

  /// Not every rule has a verb of the lists, and not every passage without one is a rule; a title never is.
  @Test(arguments: [
    ("Foreign helpers are paid a stated sum every month, no lower than the minimum wage.", true),
    ("The Minister shall keep a register of employers.", true),
    ("In 2019 the helpline registered more than 11,500 situations of trafficking.", false),
    ("PROTECTION OF MIGRANT WORKERS AND OF THEIR FAMILIES", false),
  ])
  func wordsSayWhetherAPassageCommits(text: String, commits: Bool) throws {
    let coding = try ResourceFolder().coder().code(text.utf8, language: .english)
    #expect((coding.commitment != nil) == commits)
  }

  /// Without the table of signs the verb decides alone, as it does in other languages.
  @Test func withoutWeightsTheVerbDecides() throws {
    let resources = try ResourceFolder()
    let knowledge = try Knowledge(resources)
    let plain = try Scoring(
      resources.bytes("coding/scoring.csv"),
      words: WordWeights(resources.bytes("coding/word-weights.csv")))
    let coder = try Coder(
      codebook: knowledge.codebook, terms: knowledge.terms, scoring: plain,
      identifier: knowledge.languages)
    let rule = "Foreign helpers are paid a stated sum every month, no lower than the minimum wage."
    #expect(try resources.coder().code(rule.utf8, language: .english).commitment != nil)
    #expect(coder.lexicon.commitmentColumn == nil)
    #expect(coder.code(rule.utf8, language: .english).commitment == nil)
  }
}
