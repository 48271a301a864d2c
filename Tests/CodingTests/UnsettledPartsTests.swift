import Policy
import Testing
import Workspace

@testable import Coding

/// What a plan labels or tables and leaves open, and who is taken up by a pronoun.
@Suite struct UnsettledPartsTests {
  let coder: Coder

  init() throws { coder = try ResourceFolder().coder() }

  private func commitment(
    _ text: String, _ language: Language, kind: DocumentKind = .plan, cells: [Provision.Cell] = []
  ) throws -> Commitment {
    var document = Document(file: "plan.md", title: "Plan", kind: kind)
    document.provisions.append(
      Provision(
        ordinal: 0, locator: "1", text: text, part: cells.isEmpty ? .measure : .row, cells: cells,
        language: language))
    return try #require(coder.code(document).codings[0].commitment)
  }

  @Test(
    "A label behind which nothing is settled says nothing; a number behind it does",
    arguments: [
      (
        "Numéro unique. L'Agence attribue un numéro à chaque migrant. Échéance : selon l'avancement du marché. Coût : à arrêter. Indicateur : actes numérotés.",
        "fr", [Commitment.Part.deadline, .budget]
      ),
      (
        "A desk for returnees. Lead: Labour Bureau. Deadline: to be agreed with the Board. Cost: not yet costed. Indicator: visits.",
        "en", [.deadline, .budget]
      ),
      (
        "Oficina de retorno. Responsable: Dirección de Trabajo. Plazo: por definir. Presupuesto: pendiente de asignación. Indicador: visitas.",
        "es", [.deadline, .budget]
      ),
      (
        "A desk for returnees. Lead: Labour Bureau. Deadline: to be agreed, at the latest June 2027. Cost: 3 million crowns. Indicator: visits.",
        "en", []
      ),
    ])
  func labels(text: String, language: String, missing: [Commitment.Part]) throws {
    let commitment = try commitment(text, Language(rawValue: language))
    #expect(missing.allSatisfy(commitment.missing.contains))
    #expect(!commitment.isRoutine)
    if missing.isEmpty { #expect(commitment.missing.isEmpty) }
  }

  @Test("So does a cell")
  func cells() throws {
    let cells = [
      Provision.Cell(header: "Measure", text: "Talks with every nurse who leaves the country"),
      Provision.Cell(header: "Lead", text: "to be agreed between Ministry and Commission"),
      Provision.Cell(header: "Deadline", text: "January 2020"),
      Provision.Cell(header: "Cost", text: "not yet costed"),
      Provision.Cell(header: "Indicator", text: "Share of leavers heard"),
    ]
    let commitment = try commitment(
      cells.map(\.text).joined(separator: " | "), .english, cells: cells)
    #expect(commitment.missing == [.lead, .budget])
  }

  @Test("The condition names who acts, a pronoun takes it up")
  func pronoun() throws {
    let commitment = try commitment(
      "If the Director General renews the licence, he shall notify the recruiter of migrants.",
      .english, kind: .law)
    #expect(commitment.lead.words.map(\.text) == ["Director General"])
    let other = try self.commitment(
      "If the Director General refuses the licence, the fee shall be paid back to the recruiter of migrants.",
      .english, kind: .law)
    #expect(other.lead.quality != .named)
  }

  @Test(
    "Lines of a budget that name what is counted",
    arguments: [
      "Output indicator(s): 1. No. of migrants repatriated | 250",
      "1. Number of returning families assisted | 200 |",
    ])
  func counted(text: String) throws {
    let coding = coder.code(Array(text.utf8), language: .english)
    #expect((coding.commitment ?? coding.particulars).indicator.quality == .named)
  }

  @Test("What an action is to reach, in a row that was run together")
  func result() throws {
    let text =
      "Fortalecer las defensorías de los migrantes. 50% de las defensorías han establecido un sistema de control."
    let coding = coder.code(Array(text.utf8), language: .spanish)
    #expect(coding.commitment?.indicator.words.map(\.text) == ["50%"])
  }

  @Test(
    "A numbered line that ends before what it counts is read to its end",
    arguments: ["1.", "12 3", "16.2.2", "a", "Indicator 3", "1. Number", "1. Number of"])
  func endsEarly(text: String) {
    let coding = coder.code(Array(text.utf8), language: .english)
    #expect(
      coding.particulars.indicator.words.allSatisfy {
        ($0.range?.upperBound ?? 0) <= text.utf8.count
      })
  }

  @Test(
    "An item of a list that is nothing but what is counted is an indicator; a number on a file is not",
    arguments: [
      ("- (b) the number of removal orders that were enforced in that month;", "en", true),
      ("- a) le nombre de demandes rejetées au cours de l'année;", "fr", true),
      ("Percentage of applicants satisfied with the service", "en", true),
      ("c) número de expediente o de la actuación;", "es", false),
    ])
  func counted(text: String, language: String, isIndicator: Bool) throws {
    let result = coder.code(text.utf8, language: Language(rawValue: language))
    #expect((result.particulars.indicator.quality == .named) == isIndicator)
  }

  @Test("A sum is no number to reach")
  func sums() throws {
    let commitment = try commitment(
      "The Bank will provide $1.1 billion for new clinics.", .english)
    #expect(commitment.indicator.quality != .named && commitment.budget.quality == .named)
  }

  @Test("Those whom a body works with may stand between it and its verb")
  func partners() throws {
    let commitment = try commitment(
      "The NSO, in collaboration with the DNPM and the provinces, will establish a register of migrants.",
      .english)
    #expect(commitment.lead.words.contains { $0.text == "NSO" })
  }

  @Test("What is ordered in one case is no name of a law")
  func caseOrders() {
    for (text, isRelevant) in [
      ("Where a Removal Order is made, the Minister may recover the costs.", true),
      ("The fees are those of the Removal Services Order.", false),
    ] {
      #expect(coder.code(text.utf8, language: .english).relevance.isRelevant == isRelevant)
    }
  }

  @Test("Whom a fund is for is what a passage on it is about; a body is but named for people")
  func funds() {
    for (text, language, isRelevant) in [
      ("Se asignan doscientos millones de pesos al Fondo de Apoyo a Migrantes.", .spanish, true),
      (
        "Une dotation est attribuée à l'Agence fédérale d'accueil des demandeurs d'asile.", .french,
        false
      ),
      (
        "The archives of the Immigration and Naturalization Service are inviolable.", .english,
        false
      ),
    ] as [(String, Language, Bool)] {
      #expect(coder.code(text.utf8, language: language).relevance.isRelevant == isRelevant)
    }
  }

  @Test("What is counted, a row of results, who will be served are indicators; a cost is none")
  func counts() {
    for (text, language, isNamed) in [
      ("Percentage of applicants who report that they were served well", .english, true),
      ("b) Le nombre des titres de séjour accordés ;", .french, true),
      ("Offices equipped with systems No. of systems installed 2 3", .english, true),
      ("Reducir la tasa de 0,11 a 0,06 por cada 100.000 habitantes.", .spanish, true),
      ("More than 1000 newly arrived migrants will receive assistance.", .english, true),
      ("17 The Department will answer inquiries.", .english, false),
      ("Le montant estimatif des actions s'élève à 28 milliards de dollars.", .french, false),
    ] as [(String, Language, Bool)] {
      let coding = coder.code(text.utf8, language: language)
      let indicator = (coding.commitment ?? coding.particulars).indicator
      #expect((indicator.quality == .named) == isNamed, "\(text)")
    }
  }

  @Test("The law at hand is no name, and a name does not go on behind a comma")
  func names() {
    for (text, language) in [
      ("L'office agit au titre de la présente loi en faveur des immigrants.", .french),
      (
        "El Consejo asesora al Ministro del Interior, en la elaboración de la Política de Migración.",
        .spanish
      ),
    ] as [(String, Language)] {
      #expect(coder.code(text.utf8, language: language).relevance.isRelevant, "\(text)")
    }
  }

  @Test(
    "A pronoun takes up whom a task is given to; who does it stands behind a passive; rhythms of every kind",
    arguments: [
      (
        "Al Foro para la Integración Social le corresponde emitir informe sobre los proyectos de norma.",
        Commitment.Part.lead, "Foro para la Integración Social"
      ),
      (
        "A travel document for refugees is issued by the Directorate General.", .lead,
        "Directorate General"
      ),
      (
        "Le recrutement des travailleurs est du ressort de la Direction de l'emploi.", .lead,
        "Direction de l'emploi"
      ),
      (
        "Workers are recruited through the Overseas Employment Authority.", .lead,
        "Overseas Employment Authority"
      ),
      ("El Consejo se reunirá ordinariamente una vez al mes.", .deadline, "una vez al mes"),
      (
        "Dresser un rapport national annuel sur la lutte contre la traite.", .deadline,
        "rapport national annuel"
      ),
      (
        "An employer who leaves the sector shall notify it at least three (3) months prior to the date.",
        .deadline, "at least three (3) months prior to"
      ),
      (
        "Le Ministère met gratuitement des locaux à la disposition de la Commission.", .budget,
        "met gratuitement"
      ),
    ])
  func tasks(text: String, part: Commitment.Part, words: String) {
    let coding = coder.code(text.utf8, language: nil)
    #expect(coding.particulars[part].words.map(\.text) == [words])
  }

  @Test("Where people work is told, in a plan as elsewhere; how they are treated is promised")
  func situation() throws {
    var document = Document(file: "plan.md", title: "Plan", kind: .plan)
    let texts = [
      "Foreign workers are employed in construction and on the farms of the South.",
      "Foreign workers are employed under written contracts.",
    ]
    for (i, text) in texts.enumerated() {
      document.provisions.append(
        Provision(
          ordinal: i, locator: "1.\(i)", text: text, part: .measure, cells: [], language: .english))
    }
    let codings = coder.code(document).codings
    #expect(codings[0].commitment == nil)
    #expect(codings[1].commitment != nil)
  }
}
