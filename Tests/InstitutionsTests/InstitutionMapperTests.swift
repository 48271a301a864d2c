import Foundation
import Testing
import Workspace

@testable import Institutions
@testable import Policy

@Suite struct InstitutionMapperTests {
  let codebook: Codebook

  init() throws { codebook = try ResourceFolder().codebook() }

  /// A document whose provisions each name institutions, the first of which acts.
  func document(_ provisions: [(text: String, names: [String])], issuer: String? = nil)
    -> CodedDocument
  {
    var document = Document(file: "a.md", title: "A", countries: ["Tavaria"])
    document.institutions = issuer.map { [$0] } ?? []
    var codings: [ProvisionCoding] = []
    for (i, (text, names)) in provisions.enumerated() {
      document.provisions.append(
        Provision(ordinal: i, locator: "Article \(i + 1)", text: text))
      var coding = ProvisionCoding(provision: i)
      coding.commitment = Commitment()
      for (n, name) in names.enumerated() {
        var words = Words(name)
        if let found = text.range(of: name) {
          let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
          words.range = start..<(start + name.utf8.count)
        }
        coding.actors.append(ActorMention(words: words, kind: nil, isActing: n == 0))
      }
      codings.append(coding)
    }
    return CodedDocument(document: document, codings: codings)
  }

  func map(_ coded: CodedDocument, given: InstitutionalMap = .init()) -> InstitutionalMap {
    InstitutionMapper(codebook: codebook).map([coded], given: given)
  }

  @Test func spellingsOfOneNameMeet() {
    let map = map(
      document([
        ("The Ministry of Labour (MoL) issues permits.", ["The Ministry of Labour"]),
        ("Ministry of labour inspects.", ["Ministry of labour"]),
        ("MoL reports.", ["MoL"]), ("The Ministry decides.", ["The Ministry"]),
      ]))
    #expect(map.institutions.map(\.name) == ["Ministry of Labour"])
    #expect(map.institutions[0].kind == "LABOUR")
    #expect(Set(map.mandates.map(\.institution)) == [map.institutions[0].id])
    #expect(map.mandates.count == 4)
  }

  @Test func anAbbreviationIsTheNameThatItSpells() {
    let map = map(
      document([
        ("MOR informa.", ["MOR"]),
        ("El Ministerio de Obras Rurales construye.", ["El Ministerio de Obras Rurales"]),
      ]))
    #expect(map.institutions.map(\.name) == ["Ministerio de Obras Rurales"])
    #expect(map.institutions[0].aliases == ["MOR"])
    #expect(map.mandates.count == 2)
  }

  @Test(
    "What is something else by its abbreviation, any of many, or a part of a text is no institution",
    arguments: [
      ("The National Climate Contribution (NCC) and NCC shall be met.", "NCC"),
      ("Ministries shall report.", "Ministries"),
      ("The agency of a Contracting State shall pay.", "agency of a Contracting State"),
      ("La section F est abrogée.", "section F"),
    ])
  func noInstitution(text: String, name: String) {
    #expect(map(document([(text, [name])])).institutions.isEmpty)
  }

  @Test func aNameEndsWhereAnotherOrAPersonsBegins() {
    #expect(
      InstitutionName("Ministerio de FinanzasDirección General").written == "Ministerio de Finanzas"
    )
    #expect(
      InstitutionName("Presidente del Consejo ANA MARÍA LÓPEZ").written == "Presidente del Consejo")
    #expect(InstitutionName("McDonald Institute").written == "McDonald Institute")
  }

  @Test func whoeverItMayBeIsNoInstitution() {
    var coded = document([
      ("Each State shall inform the Ministry of Labour.", ["Each State", "Ministry of Labour"])
    ])
    coded.codings[0].actors[0].isGeneric = true
    let map = map(coded)
    #expect(map.institutions.map(\.name) == ["Ministry of Labour"])
    #expect(map.mandates.isEmpty)
  }

  @Test func aShortNameIsTheIssuerOrTheOneNamedLast() {
    let named = [
      ("x", ["Ministry of Health"]), ("x", ["Ministry of Finance"]), ("x", ["the Ministry"]),
    ]
    let last = map(document(named))
    #expect(last.mandates[2].institution == last.mandates[1].institution)
    let issued = map(document(named, issuer: "Ministry of the Interior"))
    #expect(issued.mandates[2].institution == "tavaria/ministry interior")
  }

  @Test func whatTheUsersTableNamesIsNotFoundASecondTime() {
    let given = Institution(
      id: "tavaria/ministry of labour", name: "Ministry of Labour", aliases: ["Labour Office"],
      country: "Tavaria")
    let map = map(
      document([("x", ["the Ministry of Labour"]), ("x", ["Labour Office"])]),
      given: InstitutionalMap(institutions: [given]))
    #expect(map.institutions.map(\.id) == [given.id])
    #expect(map.mandates.map(\.institution) == [given.id, given.id])
  }

  @Test func theLongestWordsOfAKindDecide() {
    let kinds = InstitutionKinds([
      .init(
        code: "A", names: [:], words: [.english: ["ministry", "ministry of labour"]],
        usualMandates: []),
      .init(
        code: "B", names: [:], words: [.english: ["labour", "labour inspection"]], usualMandates: []
      ),
    ])
    #expect(kinds.kind(of: InstitutionName("Ministry of Labour").words) == "A")
    #expect(kinds.kind(of: InstitutionName("General Labour Inspection").words) == "B")
    #expect(kinds.kind(of: InstitutionName("Harbour Board").words) == nil)
    #expect(kinds.kind(of: []) == nil)
  }

  @Test func accentsAndArticlesDoNotMakeAnotherName() {
    #expect(
      InstitutionName("le Ministère de l’Intérieur").key
        == InstitutionName("MINISTERE DE L'INTERIEUR").key)
    #expect(InstitutionName("el Consejo").isShort && InstitutionName("OIM").isAbbreviation)
  }
}
