import Policy
import Testing

@testable import Coherence

/// Regulations that say who sees to what a law grants, article by article.
@Suite struct ImplementationRuleTests {
  private typealias Line = SmallSet.Line

  private func carriedOut(by regulation: String, at locator: String = "Article 7") throws
    -> [String]
  {
    var set = SmallSet()
    set.add(
      "act-18.250-on-migration.md",
      [
        Line(
          locator: "Article 7",
          text: "Children of migrants have the right to be admitted to public schools as pupils.",
          populations: ["P-MIG"], modality: .right, commitment: Commitment(isRoutine: true))
      ])
    set.add(
      "act-on-roads.md",
      [
        "The council mends bridges.", "Ditches are cleaned in spring.",
        "Carts carry a lamp at night.",
        "Tolls are posted at the gate.", "Ferries stop in a flood.", "Gravel is bought by weight.",
        "The surveyor measures each lane.", "Hedges are cut before harvest.",
      ].enumerated().map { Line(locator: "Article \($0 + 20)", text: $1) })
    set.add(
      regulation, kind: .decree,
      [
        Line(
          locator: locator,
          text:
            "The Ministry of Education sees to it that schools admit children of migrants as pupils.",
          populations: ["P-MIG"], modality: .promise,
          commitment: Commitment(
            lead: CommitmentPart(
              quality: .named, words: [Words("The Ministry of Education", range: 0..<25)])))
      ])
    return try set.findings().filter { $0.grounds.contains { $0.rule == "carries-out" } }
      .flatMap { $0.between.map(\.locator) }
  }

  @Test("An article of the same number names who acts")
  func named() throws {
    #expect(try carriedOut(by: "regulations-under-act-18250.md") == ["Article 7", "Article 7"])
  }

  @Test(
    "A regulation of another act, an article of another number and no regulation carry nothing out")
  func others() throws {
    #expect(try carriedOut(by: "regulations-under-act-17250.md") == [])
    #expect(try carriedOut(by: "regulations-under-act-18250.md", at: "Article 9") == [])
    #expect(try carriedOut(by: "remarks-on-18250.md") == [])
    #expect(try carriedOut(by: "amendment-to-act-18.250-on-migration.md") == [])
  }

  @Test(
    "A law is named by its number, or by the words of its title to the year",
    arguments: [
      ("Ley 25.871", "Reglamentación de la Ley de Migraciones Nº 25871", true),
      ("Labour Law 14/2009", "Regulations of Law 14/2009", true),
      ("Immigration Act 2004", "Regulations under section 3 of the Immigration Act, 2004", true),
      ("Immigration Act 2004", "Regulations under the Immigration Act 1999", false),
      (
        "Loi du 29 août 2008 sur l'immigration", "portant exécution de la loi du 29 août 2008", true
      ),
      ("Ley", "Reglamento de la Ley", false),
    ])
  func names(title: String, text: String, isNamed: Bool) {
    #expect((LawName(title)?.stands(in: LawName.words(Wording(text.utf8))) ?? false) == isNamed)
  }
}
