import Testing

@testable import Policy

@Suite struct CitationTests {
  @Test(arguments: [
    ("Ana Ruiz, 2013", "p. 4", "Ana Ruiz, 2013, p. 4"),
    ("Ana Ruiz, 2013", "3", "Ana Ruiz, 2013, 3"),
    ("Ana Ruiz, 2013", "ANA RUIZ", "Ana Ruiz, 2013"),
    ("Ana Ruiz, 2013", "", "Ana Ruiz, 2013"),
  ])
  func onlyAPlaceThatRepeatsTheSourceIsLeftOut(source: String, locator: String, citation: String) {
    let effect = Codebook.Effect(
      id: "E1", cause: .measure("M"), objective: "O", strength: 1, on: "", horizon: "",
      condition: nil, confidence: "high", source: source, locator: locator, reason: "",
      isSourceChecked: true)
    #expect(effect.citation == citation)
  }
}
