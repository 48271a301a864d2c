import Policy
import Testing
import Workspace

@testable import Coding

/// Words that look like migration and are not, and the same words of people who move.
@Suite struct TrapTests {
  private static let coder = Result { try ResourceFolder().coder() }

  @Test(arguments: [
    "The ability of the mangrove to migrate landward depends on the topography of the coast.",
    "Changes in the migration patterns of tuna may disrupt existing allocation arrangements.",
    "Each Party shall eliminate barriers to trade in, and facilitate the cross-border movement of, goods.",
    "Each Party shall eliminate its customs duties on goods originating in the territory of another Party.",
    "Les documents sont conservés dans des formats appropriés à la conservation et à la migration.",
    "Le délai de séjour des marchandises admises en magasin ne peut excéder trente jours.",
    "The seat of a member falls vacant on his expulsion from the Chamber of Deputies.",
    "All rural banks have migrated to core banking solutions and joined the national transfer system.",
  ])
  func thingsThatMove(text: String) throws {
    #expect(!(try Self.coder.get().code(text.utf8, language: nil).relevance.isRelevant))
  }

  @Test(arguments: [
    "Fishers whose stocks have collapsed migrate to the towns in search of work.",
    "Cross-border workers keep their sickness insurance in the State of employment.",
    "Returning migrants bring their household goods and one vehicle home free of duty.",
    "Members of the Chamber are informed of every expulsion of a foreigner from the territory.",
    "Families displaced by the flood are rehoused under the development programme of the district.",
    "People displaced by the conflict receive compensation for the property that they lost.",
    "Las familias desplazadas por la violencia reciben una indemnización por sus tierras.",
    "Le séjour des travailleurs étrangers admis en qualité de saisonniers ne peut excéder six mois.",
  ])
  func peopleWhoMove(text: String) throws {
    #expect(try Self.coder.get().code(text.utf8, language: nil).relevance.isRelevant)
  }
}
