import Foundation
import Testing
import Workspace

@testable import Coding
@testable import Institutions
@testable import Policy

/// Bodies and ties as they are read from real sentences, through the coder.
@Suite struct RelationsTests {
  let coder: Coder
  let codebook: Codebook

  init() throws {
    coder = try ResourceFolder().coder()
    codebook = try ResourceFolder().codebook()
  }

  func map(_ texts: [String], language: Language = .english, path: [String] = [])
    -> InstitutionalMap
  {
    var document = Document(file: "a.md", title: "A", countries: ["Tavaria"])
    document.languages = [language]
    document.provisions = texts.enumerated().map { i, text in
      var provision = Provision(ordinal: i, locator: "Article \(i + 1)", text: text)
      provision.path = path
      provision.language = language
      return provision
    }
    return InstitutionMapper(codebook: codebook).map([coder.code(document)])
  }

  func name(_ id: Institution.ID?, _ map: InstitutionalMap) -> String? {
    map.institutions.first { $0.id == id }?.name
  }

  @Test(arguments: [
    (
      "The Migration Council is composed of the Ministry of Labour, the Ministry of Health and the Ministry of the Interior.",
      Language.english, 3
    ),
    (
      "Le Comité national des migrations est composé du ministère du Travail et du ministère de la Santé.",
      .french, 2
    ),
    (
      "La Comisión Nacional de Migración está integrada por el Ministerio de Trabajo y el Ministerio del Interior.",
      .spanish, 2
    ),
    // Names that no list of heads knows.
    (
      "The Coastal Board comprises the Harbour Master, the NSO, the Chamber of Mines and the Navy League.",
      .english, 4
    ),
    (
      "La Mesa de Infancia: la conforman la Secretaría de Salud, el Registro Nacional de las Personas y la Asociación de Municipios.",
      .spanish, 3
    ),
    // The members first.
    (
      "The Ministry of Labour and the Ministry of Health are members of the Council on Care.",
      .english, 2
    ),
    // Observers and the secretariat have no seat.
    (
      "Le Comité des eaux réunit le ministère du Travail et l'Office des eaux. Le secrétariat est assuré par l'Agence du bassin.",
      .french, 2
    ),
  ])
  func whoFollowsTheCueIsAMember(_ text: String, _ language: Language, _ members: Int) throws {
    let map = map([text], language: language)
    let body = try #require(map.bodies.first)
    #expect(map.bodies.count == 1)
    #expect(body.members.count == members)
  }

  @Test func whoeverChairsItMayStandBeforeTheBody() throws {
    let map = map([
      "Chaired by the Minister of Labour, the Council on Care comprises the Ministry of Health and the Ports Authority."
    ])
    let body = try #require(map.bodies.first)
    #expect(body.name.contains("Council on Care"))
    #expect(name(body.chair, map) == "Minister of Labour")
    #expect(body.members.count == 3)
  }

  @Test func theNextSentenceMayComposeTheBodyAndNameItsChair() throws {
    let map = map([
      "A National Council on Migration is established.",
      "It consists of the Ministry of Labour and the Ministry of Finance.",
      "It is chaired by the Ministry of Finance.",
    ])
    let body = try #require(map.bodies.first)
    #expect(name(body.chair, map) == "Ministry of Finance")
  }

  @Test func whoChairsItStandsBeforeTheCueToo() throws {
    let map = map([
      "The Steering Committee brings together the Ministry of Planning and the Ministry of Justice. The Ministry of Justice shall preside."
    ])
    #expect(name(try #require(map.bodies.first).chair, map) == "Ministry of Justice")
  }

  @Test(arguments: [
    ("The Labour Office shall report to the Ministry of Labour.", Tie.Kind.reports),
    ("The Ministry of Finance finances the National Migration Agency.", .funds),
    (
      "The Ministry of Labour shall act in coordination with the Ministry of Health.",
      .coordinates
    ),
  ])
  func aVerbBetweenTwoInstitutionsIsATie(_ text: String, _ kind: Tie.Kind) throws {
    let map = map([text])
    let tie = try #require(map.ties.first)
    #expect(tie.kind == kind)
    #expect(tie.place == Place(file: "a.md", provision: 0))
    #expect(tie.from != tie.to)
  }

  @Test func membersOfAFamilyAreNoBody() {
    let map = map([
      "Members of the family of a worker may apply to the Ministry of Labour or to the Ministry of the Interior."
    ])
    #expect(map.bodies.isEmpty)
  }
}
