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
    "Children shall not be separated from their parents except when they fail in their duties.",
    "A vacancy in the Legislature caused by death, resignation, expulsion or otherwise is filled.",
    "The President shall not leave Ghana without prior notification to the Speaker of Parliament.",
    "The chair of the arbitral tribunal shall not be a national of either Party.",
    "No judge shall be appointed on contract after seven years if he is not a citizen of Lesotho.",
    "L'agrément délivré au voyagiste précise le lieu et la durée du séjour de vacances.",
    "Pasaporte fitosanitario: los vegetales lo llevarán hasta su destino.",
    "The repatriation is communicated by an authorised dealer to the Central Bank within 14 days.",
    "Un avis de passage revêtu du visa du chef de centre des impôts est remis à l'intéressé.",
    "Toute violation de la réglementation des relations financières avec l'étranger est punie.",
    "No serán deducibles las remesas que efectúe el establecimiento permanente a la oficina central.",
    "Las remesas ilícitas cuya entrega vigilada se haya acordado podrán ser interceptadas.",
    "Se trabajará en las repatriaciones de los especímenes vivos incautados.",
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
    "A child who was separated from her family during flight shall be helped to trace them.",
    "Unaccompanied children and children separated from their parents are appointed a guardian.",
    "Muni d'un document de voyage, l'étranger peut séjourner sur le territoire pendant trois mois.",
    "La garantie déposée par l'employeur couvre le rapatriement du travailleur migrant.",
    "The crew who are nationals of either Party shall be repatriated at the cost of the owner.",
    "El migrante cuyo pasaporte fue retenido por el productor agrícola recibirá asistencia.",
  ])
  func peopleWhoMove(text: String) throws {
    #expect(try Self.coder.get().code(text.utf8, language: nil).relevance.isRelevant)
  }

  @Test(
    "What stands above the signatures gives nobody a task",
    arguments: [
      "Dado en la Residencia del Poder Ejecutivo Federal, en la Ciudad de México, a dos de junio de dos mil catorce.- El Secretario de Hacienda y Crédito Público.- Rúbrica.",
      "Done at Geneva on the fifth day of May 2011, the Minister of Labour.",
      "Fait à Niamey, le 3 mars 2015, le ministre du Travail.",
    ])
  func signatures(text: String) throws {
    let role = try Self.coder.get().code(text.utf8, language: nil).role
    #expect([.commencement, .recital].contains(role))
  }
}
