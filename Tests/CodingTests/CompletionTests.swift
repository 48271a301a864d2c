import Policy
import Testing
import Workspace

@testable import Coding

/// Commitments completed from tables, whatever the order and the language of their columns.
@Suite struct CompletionTests {
  let coder: Coder

  /// Made once for all tests: the lists are long.
  private static let bundled = Result { try ResourceFolder().coder() }

  init() throws { coder = try Self.bundled.get() }

  private func row(_ ordinal: Int, _ locator: String, _ cells: [(String, String)]) -> Provision {
    Provision(
      ordinal: ordinal, locator: locator, text: cells.map(\.1).joined(separator: " | "),
      part: .row, cells: cells.map { Provision.Cell(header: $0.0, text: $0.1) })
  }

  @Test(arguments: [
    [
      ("Action", "Open a help desk"), ("Lead agency", "Ministry of Labour"), ("By when", "2027"),
      ("Cost (million)", "12"), ("Measure of success", "500 cases"),
    ],
    [
      ("Coût (M€)", "12"), ("Échéance", "2027"), ("Action", "Ouvrir un guichet"),
      ("Indicateurs", "500 dossiers"), ("Structure responsable", "Ministère du travail"),
    ],
    [
      ("Meta", "500 casos"), ("Actividad", "Abrir una ventanilla"), ("Plazo", "2027"),
      ("Entidad responsable", "Ministerio de Trabajo"), ("Presupuesto", "12 millones"),
    ],
    [
      ("Ação", "Abrir um balcão"), ("Entidade", "Ministério do Trabalho"), ("Prazo", "2027"),
      ("Orçamento", "12 milhões"), ("Indicador", "500 casos"),
    ],
    [
      ("Task", "Open a help desk"), ("In charge", "Migration Commission"), ("By", "2027"),
      ("Thousand marks", "260"), ("Measured by", "500 cases"),
    ],
    [
      ("Mesure", "Ouvrir un guichet"), ("Confié à", "Commission des migrations"),
      ("Pour quand", "2027"), ("Milliers de francs", "260"), ("On compte", "500 dossiers"),
    ],
    [
      ("Medida", "Abrir una ventanilla"), ("Encargada", "Comisión de Migraciones"),
      ("Antes de", "2027"), ("Miles de coronas", "260"), ("Se mide por", "500 casos"),
    ],
  ])
  func aRowOfAnActionPlanSaysAllFour(cells: [(String, String)]) throws {
    let plan = Document(
      file: "plan.docx", title: "Plan", kind: .plan, provisions: [row(0, "Line 1", cells)])
    let commitment = try #require(coder.code(plan).codings[0].commitment)
    #expect(commitment.missing.isEmpty, "\(commitment.missing)")
    #expect(commitment.deadline.words.map(\.text) == ["2027"])
  }

  @Test func emptyCellsSayNothing() throws {
    let plan = Document(
      file: "plan.docx", title: "Plan", kind: .plan,
      provisions: [
        row(
          0, "Line 1",
          [
            ("Action", "Open a help desk"), ("Lead", "n/a"), ("Deadline", "TBD"), ("Budget", "–"),
            ("Indicator", "500 cases"), ("Cost", "12 million"),
          ])
      ])
    let commitment = try #require(coder.code(plan).codings[0].commitment)
    #expect(commitment.missing == [.lead, .deadline])
  }

  @Test func aProvisionIsCompletedFromTheRowThatItNames() throws {
    let plan = Document(
      file: "plan.docx", title: "Plan", kind: .plan,
      provisions: [
        Provision(
          ordinal: 0, locator: "2.1",
          text: "The Government will open a help desk for returning migrants (Annex, line 3).",
          part: .measure, language: .english),
        row(
          1, "Annex, line 3",
          [("Money", "4 million crowns"), ("When", "June 2028"), ("Who", "IOM")]
        ),
      ])
    let commitment = try #require(coder.code(plan).codings[0].commitment)
    #expect(commitment.missing == [.indicator])
    #expect(commitment.budget.words.first?.locator == "Annex, line 3")
    #expect(commitment.budget.words.first?.place == .elsewhere)
  }

  @Test func aProvisionIsCompletedFromTheEntryOfAListThatRefersToIt() throws {
    let annex = "ANEXO. Responsables, plazos, dinero e indicadores"
    let plan = Document(
      file: "plan.docx", title: "Plan", kind: .plan,
      provisions: [
        Provision(
          ordinal: 0, locator: "Línea 3",
          text: "En los consulados habrá un abogado para las personas migrantes detenidas.",
          part: .measure, language: .spanish),
        Provision(
          ordinal: 1, locator: "Anexo, guion 1", path: [annex],
          text: "Dirección Jurídica; enero de 2016; 0,6 millones; llamadas respondidas (línea 3).",
          part: .item, language: .spanish),
        Provision(
          ordinal: 2, locator: "Anexo, guion 2", path: [annex],
          text: "Dirección de Sistemas; por definir; 1,1 millones; trámites (línea 4).",
          part: .item,
          language: .spanish),
      ])
    let codings = coder.code(plan).codings
    let commitment = try #require(codings[0].commitment)
    #expect(commitment.missing.isEmpty)
    #expect(commitment.lead.words.map(\.text) == ["Dirección Jurídica"])
    #expect(commitment.indicator.words.map(\.text) == ["llamadas respondidas"])
    #expect(commitment.deadline.words.first?.locator == "Anexo, guion 1")
    #expect(codings[1].commitment == nil)
  }

  private func plan(
    _ others: [(locator: String, text: String, part: Provision.Part)], label: String = "Measure"
  ) -> Document {
    let measure = Provision(
      ordinal: 0, locator: label + " 2.1",
      text: "Returning migrant workers will be given a training course.", part: .measure,
      language: .english)
    return Document(
      file: "plan.md", title: "Plan", kind: .plan,
      provisions: [measure]
        + others.enumerated().map { i, other in
          Provision(
            ordinal: i + 1, locator: other.locator, text: other.text, part: other.part)
        })
  }

  @Test(arguments: [
    (
      "Measure",
      "Measure 2.1 is led by the Ministry of Labour, which completes it by December 2026. It costs 3 million crowns. Success is measured by the number of certificates."
    ),
    (
      "Mesure",
      "La mesure 2.1 est pilotée par le ministère du Travail, qui l'achève avant décembre 2026. Elle coûte 3 millions de couronnes. Le succès se mesure au nombre de certificats."
    ),
    (
      "Medida",
      "La medida 2.1 está a cargo del Ministerio de Trabajo, que la concluye antes de diciembre de 2026. Cuesta 3 millones de coronas. El éxito se mide por el número de certificados."
    ),
  ])
  func aProvisionIsCompletedFromASentenceAboutIt(label: String, about: String) throws {
    let plan = plan([("Annex", about, .text)], label: label)
    let codings = coder.code(plan).codings
    let commitment = try #require(codings[0].commitment)
    #expect(commitment.missing.isEmpty, "\(commitment.missing)")
    #expect(commitment.lead.words.first?.locator == "Annex")
    // What is about a measure is no undertaking beside it.
    #expect(codings[1].commitment?.isRoutine != false)
  }

  @Test func aSentenceThatOnlyMentionsAMeasureSaysNothingOfIt() throws {
    let mentioning =
      "The Court of Audit examines by May 2028 whether Measure 2.1 was worth its money."
    let untouched = try #require(
      coder.code(plan([("Annex", mentioning, .text)])).codings[0].commitment)
    #expect(untouched.missing.count == 4)
  }

  @Test func aProvisionIsCompletedFromItsDataSheet() throws {
    let sheet = [
      ("Annex, Measure 2.1", "Lead: Ministry of Labour"),
      ("Annex, Measure 2.1, ¶ 2", "Deadline: December 2026"),
      ("Annex, Measure 2.1, ¶ 3", "Budget: 3 million crowns"),
      ("Annex, Measure 2.1, ¶ 4", "Indicator: certificates awarded"),
    ]
    let commitment = try #require(
      coder.code(plan(sheet.map { ($0.0, $0.1, .measure) })).codings[0].commitment)
    #expect(commitment.missing.isEmpty, "\(commitment.missing)")
  }

  @Test(
    "A sheet at the foot of a measure says who, when, with what money and what is measured",
    arguments: [
      (
        "Trace the missing. Sheet: Search Unit of the Council; until December 2027; 4.2 million; persons found.",
        "en"
      ),
      (
        "Rechercher les disparus. Fiche : Cellule de recherche ; 4,2 millions ; jusqu'en 2027 ; personnes retrouvées.",
        "fr"
      ),
      (
        "Buscar a los desaparecidos. Ficha: Unidad de Búsqueda; hasta 2027; 4,2 millones; personas halladas.",
        "es"
      ),
    ])
  func sheetAtTheFoot(sheet: String, language: String) throws {
    var document = plan([])
    document.provisions[0].text = sheet
    document.provisions[0].language = Language(rawValue: language)
    let commitment = try #require(coder.code(document).codings[0].commitment)
    #expect(commitment.missing.isEmpty, "\(commitment.missing)")
    #expect(commitment.deadline.words.first?.text.contains("2027") == true)
    #expect(commitment.budget.words.first?.text.contains("4") == true)
  }

  @Test func aProvisionIsCompletedFromASheetThatNamesItInItsHeading() throws {
    var document = plan([
      ("Annex", "The Ministry of Labour runs it until June 2027 on 3 million crowns.", .text)
    ])
    document.provisions[1].path = ["Annex. Sheet for measure 2.1"]
    let commitment = try #require(coder.code(document).codings[0].commitment)
    #expect(commitment.missing == [.indicator])
  }

  @Test func aProvisionIsCompletedFromASheetThatNamesItsSectionInItsHeading() throws {
    var document = plan(
      [
        ("Annex, indent 1", "Lead: Ministry of Labour", .item),
        ("Annex, indent 2", "Budget: 3 million crowns", .item),
      ], label: "§")
    for item in [1, 2] { document.provisions[item].path = ["Attached sheet. Courses (§ 2.1)"] }
    let commitment = try #require(coder.code(document).codings[0].commitment)
    #expect(commitment.missing == [.deadline, .indicator])
  }

  @Test func aProvisionIsCompletedFromTheRowThatItNamesRatherThanFromThatOfItsNumber() throws {
    var document = plan([])
    document.provisions[0].locator = "2.1"
    document.provisions[0].text = "Migrant workers will be given a training course (Measure 2.4)."
    document.provisions += [
      row(
        1, "Measure 2.1", [("Measure", "Measure 2.1"), ("Lead", "Police"), ("Cost", "5 million")]),
      row(
        2, "Measure 2.4",
        [("Measure", "Measure 2.4"), ("Lead", "Ministry of Labour"), ("Cost", "3 million")]),
    ]
    let commitment = try #require(coder.code(document).codings[0].commitment)
    #expect(commitment.lead.words.map(\.text) == ["Ministry of Labour"])
    #expect(commitment.budget.words.map(\.text) == ["3 million"])
  }

  @Test func aProvisionIsCompletedFromAClauseAboutAllMeasures() throws {
    let clause =
      "All measures of this plan are led by the Ministry of Labour and paid from budget line 44."
    let commitment = try #require(
      coder.code(plan([("4", clause, .paragraph)])).codings[0].commitment)
    #expect(commitment.missing == [.deadline, .indicator])
  }

  @Test func aTableMayHaveItsMeasuresInColumns() throws {
    var document = plan([])
    let said = [("Lead", "Ministry of Labour"), ("Deadline", "2026"), ("Budget", "3 million")]
    document.provisions += said.enumerated().map { i, cells in
      row(
        i + 1, "Annex, row \(i + 1)",
        [("", cells.0), ("Measure 2.1", cells.1), ("Measure 2.2", "–")])
    }
    let commitment = try #require(coder.code(document).codings[0].commitment)
    #expect(commitment.missing == [.indicator])
    #expect(commitment.deadline.words.map(\.text) == ["2026"])
  }

  @Test(arguments: [
    "2.1 – Ministry of Labour – December 2026 – 3 million crowns",
    "2.1: Ministry of Labour; December 2026; 3 million crowns",
  ])
  func anEntryMayBeginWithTheNumberOfItsMeasure(entry: String) throws {
    var document = plan([("Annex, indent 1", entry, .item)])
    document.provisions[1].path = ["Annex. Who, when, money"]
    let commitment = try #require(coder.code(document).codings[0].commitment)
    #expect(commitment.missing == [.indicator])
    #expect(commitment.lead.words.map(\.text) == ["Ministry of Labour"])
  }
}
