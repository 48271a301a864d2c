import Foundation
import Policy
import Testing
import Workspace

@testable import Coding

/// The many forms in which plans and laws say who leads, by when, with what money and how it is measured. The texts are
/// invented.
@Suite struct FormsTests {
  let coder: Coder

  /// Made once for all tests: the lists are long.
  private static let bundled = Result { try ResourceFolder().coder() }

  init() throws { coder = try Self.bundled.get() }

  private func parts(_ text: String, _ language: Language) -> Commitment {
    coder.code(text.utf8, language: language).particulars
  }

  @Test(
    "Who leads",
    arguments: [
      ("The Livestock Division is tasked with drawing up a plan of the wells.", "en"),
      ("The gate is kept under the guidance of the Ports Authority.", "en"),
      ("The Principal Secretary, Ministry of Trade, is directed to lay a plan.", "en"),
      ("Open the reading rooms. Champion – NLS. Budget – KES 4 million.", "en"),
      ("Map the wells | MOWR | Dec 2027 | KES 4 million", "en"),
      ("Who leads? The Ministry of Trade. When? June 2027.", "en"),
      ("Le programme des puits est piloté par l'ANEP, qui en rend compte.", "fr"),
      ("Ouvrir les salles. Resp. : ANEP. Éch. : juin 2027. Bud. : 3 millions de dinars.", "fr"),
      ("Mise en œuvre confiée à la Direction des routes.", "fr"),
      ("Queda encargado el Ministerio de Comercio de elaborar el reglamento.", "es"),
      ("Instrúyese al Director General de Puertos para que licite el muelle.", "es"),
      ("La operación recae en la Dirección de Puertos.", "es"),
    ])
  func lead(text: String, language: String) {
    #expect(parts(text, Language(rawValue: language)).lead.quality == .named)
  }

  @Test(
    "An order behind the label of an article",
    arguments: [
      "Artículo 4 .- Encargar a la Dirección de Puertos la revisión de los muelles.",
      "Artículo 4.- Disponer la publicación de la tarifa en el portal.",
      "ARTÍCULO CUARTO. - Encargar a la Dirección de Puertos la revisión de los muelles.",
    ])
  func articles(text: String) {
    #expect(coder.code(text.utf8, language: .spanish).modality == .action)
  }

  @Test(
    "What moves is no people",
    arguments: [
      ("chemical-migration", "La limite de migration globale des encres est de 10 mg.", "fr"),
      ("chemical-migration", "The overall migration of the lid is tested at 40 degrees.", "en"),
      ("data-migration", "La migración tecnológica de las emisoras termina en junio.", "es"),
      ("animal-migration", "La truite de mer migre vers les frayères en octobre.", "fr"),
      ("animal-migration", "Le pâturage saisonnier au-delà de la frontière est déclaré.", "fr"),
      ("goods-shipment", "Cada remesa de formularios lleva su guía.", "es"),
      ("investment-return", "El retorno esperado del bono se publica.", "es"),
      ("staff-moves", "El personal nombrado desplazado vuelve a su plaza en enero.", "es"),
      ("offence-abroad", "Le délit commis par un Belge à l'étranger est jugé à Gand.", "fr"),
      ("foreign-scheme", "Le contribuable relève d'un régime belge ou étranger.", "fr"),
    ])
  func traps(rule: String, text: String, language: String) {
    let coding = coder.code(text.utf8, language: Language(rawValue: language))
    #expect(coding.relevance.ground == .none)
    #expect(coding.refusals.contains { $0.rule == rule }, "\(coding.refusals)")
  }

  @Test("A sentence in capitals binds as any other; a title in capitals does not")
  func capitals() {
    let order = "EACH HARBOUR COUNCIL SHALL REPAY THE COSTS OF THE NIGHT SHELTER FROM THE FUND."
    #expect(coder.code(order.utf8, language: .english).commitment != nil)
    let title = "WHAT EACH HARBOUR COUNCIL SHALL DO FOR THE NIGHT SHELTER"
    #expect(coder.code(title.utf8, language: .english).commitment == nil)
  }

  @Test(
    "A proposal that the cabinet approved is a promise, with its sum",
    arguments: [
      (
        "The proposal made by the Minister of Ports to build 400 berths at a cost of 30 million rupees was approved by the Cabinet.",
        "en"
      ),
      ("Le conseil des ministres a approuvé la construction de la gare.", "fr"),
      ("El Consejo de Ministros aprobó la construcción del muelle.", "es"),
    ])
  func approvals(text: String, language: String) {
    let reading = coder.code(text.utf8, language: Language(rawValue: language))
    #expect(reading.commitment != nil)
    if language == "en" {
      #expect(reading.particulars.budget.quality == .named)
    }
  }

  @Test("An aim that stands before its promise is a number to reach")
  func aimFirst() {
    #expect(
      parts("At least 2,000 families will be trained in the new trades.", .english).indicator
        .quality
        == .named)
  }

  @Test(
    "By when",
    arguments: [
      ("The Board will open the gate in time for the opening of the 2027 season.", "en"),
      ("The Ministry shall equip the posts before the onset of the long rains.", "en"),
      ("Halve the waiting time by the last quarter of FY2028.", "en"),
      ("Rate of enrolment. Target (2030): 85 %.", "en"),
      ("L'Office présentera son bilan au printemps 2027.", "fr"),
      ("L'Office actualise la carte scolaire avant chaque rentrée.", "fr"),
      ("La Dirección entregará la lista a más tardar el último día hábil de febrero.", "es"),
      ("El Instituto inspeccionará los puertos antes del inicio de la zafra 2026-2027.", "es"),
      ("El Ministerio presentará la ley antes de que finalice el período de sesiones.", "es"),
    ])
  func deadline(text: String, language: String) {
    #expect(parts(text, Language(rawValue: language)).deadline.quality == .named)
  }

  @Test(
    "With what money",
    arguments: [
      ("The centre will be run on a fee-funded basis.", "en"),
      ("The two boards shall equip the posts, each bearing the expense of its own staff.", "en"),
      ("The forms will be printed at no additional cost.", "en"),
      ("L'Office redéploiera dix emplois sans incidence sur les finances publiques.", "fr"),
      ("Les salles seront ouvertes sur ressources propres.", "fr"),
      ("El servicio se sostendrá con los derechos que abonen los usuarios.", "es"),
      ("Abrir las salas sin demandar recursos adicionales.", "es"),
    ])
  func budget(text: String, language: String) {
    #expect(parts(text, Language(rawValue: language)).budget.quality == .named)
  }

  @Test(
    "How measured",
    arguments: [
      ("Reduce the time for a permit from 14 days to 5.", "en"),
      ("L'Office ramènera l'attente : ramener à 60 jours le délai moyen.", "fr"),
      ("Reducir la espera de 48 días a 12.", "es"),
      ("Open the rooms. KPI – 95 % of requests answered. Lead – NLS.", "en"),
    ])
  func indicator(text: String, language: String) {
    #expect(parts(text, Language(rawValue: language)).indicator.quality == .named)
  }

  @Test("What only looks like a part is none")
  func nearMisses() {
    let income = parts("The visa is for persons with a monthly income of EUR 2 800.", .english)
    #expect(income.budget == .unsaid)
    let age = parts("Ofrecer una educación a los niños de 6 a 11 años de edad.", .spanish)
    #expect(age.indicator == .unsaid)
    let period = parts("A person may, within such period as may be specified, comply.", .english)
    #expect(period.deadline == .unsaid)
    let species = parts("LARIDAE | 1a | 1 | Larus", .english)
    #expect(species.lead == .unsaid)
  }

  @Test(
    "Labelled paragraphs: those by which the lists were widened, and those that nobody looked at",
    arguments: [
      ("forms.jsonl", [0.92, 0.83, 0.90, 0.89, 0.78]),
      ("forms-aside.jsonl", [0.88, 0.84, 0.90, 0.83, 0.78]),
    ])
  func labelled(file: String, floors: [Double]) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/" + file)
    let scores = CommitmentGold.scores(
      try CommitmentGold.rows(url), try CommitmentGold.reader())
    for (label, floor) in zip(CommitmentGold.Label.allCases, floors) {
      let score = try #require(scores[label])
      #expect(score.f1 >= floor, "\(label): \(score)")
    }
  }
}
