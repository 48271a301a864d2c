import Coherence
import Policy
import Testing

/// Duties of a treaty that no text serves.
@Suite struct TreatyDutyRuleTests {
  private typealias Line = SmallSet.Line

  private func gaps(_ duty: String) throws -> [String] {
    var set = SmallSet()
    set.add(
      "protocol.md", kind: .treaty, level: .international, countries: [],
      [
        Line(
          locator: "Article 4",
          text: "Each State shall issue a travel document to refugees at no charge.",
          populations: ["P-REF"]),
        Line(locator: "Article 5", text: duty, populations: ["P-REF"]),
      ])
    set.add(
      "act.md",
      [
        Line(
          locator: "Section 1",
          text: "The Office issues a travel document to refugees at no charge.",
          populations: ["P-REF"])
      ])
    return try set.findings().filter { $0.kind == .gap }.flatMap { $0.between.map(\.locator) }
  }

  @Test(
    "What is denied of the people, or asked in a further sentence, leaves the duty one",
    arguments: [
      "Each State shall open schools in the camps for children of refugees who have no teacher.",
      "Each State shall open schools in the camps for refugees. It reports their number to the Secretariat.",
    ])
  func duties(text: String) throws { #expect(try gaps(text) == ["Article 5"]) }

  @Test(
    "A report, and what is not to be done, is no duty towards people",
    arguments: [
      "Each State reports to the Secretariat the number of schools for refugees in its camps.",
      "Each State shall not close the schools in the camps of refugees.",
    ])
  func others(text: String) throws { #expect(try gaps(text) == []) }
}
