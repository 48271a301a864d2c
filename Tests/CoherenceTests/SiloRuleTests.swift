import Coherence
import Policy
import Testing

/// Whom a body with a closed list leaves out.
@Suite struct SiloRuleTests {
  private typealias Line = SmallSet.Line

  private func absent(_ composition: String, _ other: String, names: [String]) throws -> [String] {
    var set = SmallSet()
    set.add(
      "housing.md", kind: .decree,
      [
        Line(
          locator: "Article 1", text: "Migrant workers are housed by the State.",
          populations: ["P-MIG"]),
        Line(locator: "Article 2", text: composition, populations: ["P-MIG"]),
        Line(locator: "Article 3", text: other, populations: ["P-MIG"], actors: names),
      ])
    return try set.findings().filter { $0.kind == .silo }.compactMap(\.absent)
  }

  private let closed =
    "The Housing Council allots the plots of State land to migrant workers. It is composed of the Ministry of Interior, the Ministry of Health and the Ministry of Finance. There are no other members."

  @Test func whoeverAloneCanDoItIsMissing() throws {
    #expect(
      try absent(
        closed, "The Survey Office alone divides State land into plots for migrant workers.",
        names: ["Survey Office"]) == ["Survey Office"])
  }

  @Test func theMinistryThatTheTextChargesWithItIsMissing() throws {
    #expect(
      try absent(
        closed, "The Ministry of Agriculture divides State land into plots for migrant workers.",
        names: ["Ministry of Agriculture"]) == ["Ministry of Agriculture"])
  }

  @Test func aMemberAndOneWithAnotherTaskAreNotMissing() throws {
    #expect(
      try absent(
        closed, "The Ministry of Finance alone values State land and its plots.",
        names: ["Ministry of Finance"]) == [])
    #expect(
      try absent(
        closed, "The Survey Office alone weighs fish at the quay.", names: ["Survey Office"]) == [])
  }

  @Test func anOpenListLeavesNobodyOut() throws {
    let open = closed.replacing("There are no other members.", with: "It may invite others.")
    #expect(
      try absent(
        open, "The Survey Office alone divides State land into plots for migrant workers.",
        names: ["Survey Office"]) == [])
  }
}
