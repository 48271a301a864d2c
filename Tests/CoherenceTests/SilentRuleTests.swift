import Coherence
import Policy
import Testing

/// What a law or a plan promises without saying who, when, with what money or how it is measured; and what only looks so.
@Suite struct SilentRuleTests {
  private typealias Line = SmallSet.Line

  private func silent(
    _ kind: DocumentKind, _ text: String, modality: Modality = .promise, isRoutine: Bool = false,
    part: Provision.Part = .article, language: Language
  ) throws -> [Finding] {
    var set = SmallSet()
    set.add(
      "returnees.md", kind: kind, language: language,
      [
        Line(
          locator: "Article 1", text: text, part: part, populations: ["P-MIG"], modality: modality,
          commitment: Commitment(isRoutine: isRoutine))
      ])
    return try set.findings().filter { $0.kind == .silent }
  }

  @Test(
    "A law that orders a programme, or says what will be opened, and nothing more",
    arguments: [
      ("The Ministry shall develop training programmes for migrants who come back.", "en"),
      ("The Parties shall set up a fund for the children of migrants.", "en"),
      ("Des écoles mobiles seront ouvertes pour les enfants des migrants.", "fr"),
      ("El Estado implementará acciones para favorecer la integración de los migrantes.", "es"),
      ("Promueve políticas y programas para el retorno de los migrantes.", "es"),
    ])
  func law(text: String, language: String) throws {
    let found = try silent(.law, text, language: Language(rawValue: language))
    #expect(found.map(\.missing) == [[.lead, .deadline, .budget, .indicator]])
  }

  @Test("The words that promise are marked, and the reason quotes their sentence")
  func marks() throws {
    let text =
      "Nobody may be turned away for want of papers. The State shall develop training programmes for migrants."
    let finding = try #require(silent(.law, text, language: .english).first)
    #expect(finding.between[0].words.map(\.text) == ["develop", "programmes"])
    #expect(finding.why.contains("«The State shall develop"))
  }

  @Test(
    "A rule that takes effect by itself, or a list's head, is no such promise",
    arguments: [
      ("There is hereby established a commission on migrants.", "en"),
      ("A migrant whose permit has ended leaves the country.", "en"),
      ("The Ministry shall run the following programmes for migrants:", "en"),
      (
        "Il est institué dans chaque canton une commission des migrants. Elle statue dans les dix jours.",
        "fr"
      ),
      ("El permiso del migrante dura dos años.", "es"),
      // What an office is competent for.
      ("Participar en la elaboración de las políticas de los migrantes.", "es"),
      ("The Office shall assist in the preparation of programmes for migrants.", "en"),
      ("Le Conseil concourt à l'élaboration des programmes en faveur des migrants.", "fr"),
      (
        "The Parties shall take such measures as may be necessary to establish jurisdiction over the smugglers of migrants.",
        "en"
      ),
    ])
  func rule(text: String, language: String) throws {
    #expect(try silent(.law, text, language: Language(rawValue: language)).isEmpty)
  }

  @Test("What a plan says will be done is promised, even where it is an office's routine")
  func future() throws {
    let text = "A help line for migrants abroad will be opened at every consulate."
    #expect(
      try silent(.plan, text, isRoutine: true, part: .measure, language: .english).count == 1)
  }

  @Test(
    "What a plan tells of is not promised",
    arguments: [
      // The action is the title of what is told.
      ("Aprender la lengua. Se dan clases los domingos a los migrantes.", Modality.action, "es"),
      ("No habrá centros ni grupos aparte para los migrantes.", .promise, "es"),
      ("Les migrants ne seront pas logés à part.", .promise, "fr"),
      ("The council of migrants. Its members are the Ministry and the towns.", .promise, "en"),
    ])
  func told(text: String, modality: Modality, language: String) throws {
    #expect(
      try silent(
        .plan, text, modality: modality, part: .measure, language: Language(rawValue: language)
      ).isEmpty)
  }

  @Test("What stands in a list of the functions of a body is no promise")
  func functions() throws {
    func count(_ head: String) throws -> Int {
      var set = SmallSet()
      set.add(
        "council.md", kind: .law, language: .spanish,
        [
          Line(
            locator: "Artículo 8.A)",
            text: "Implementar programas de capacitación para las personas migrantes.",
            part: .item, head: head, populations: ["P-MIG"], modality: .action,
            commitment: Commitment())
        ])
      return try set.findings().count { $0.kind == .silent }
    }
    #expect(try count("El Estado deberá:") == 1)
    #expect(try count("El Consejo tiene los siguientes cometidos:") == 0)
  }
}
