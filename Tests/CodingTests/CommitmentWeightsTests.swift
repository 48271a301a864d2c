import Policy
import Testing
import Workspace

@testable import Coding

/// Whether a passage commits, by its verb, its form and its words.
@Suite struct CommitmentWeightsTests {
  /// The signs of how it begins and ends.
  private func shape(_ text: String) throws -> [String] {
    var passages = PassageCoder(try Self.coder.get())
    var text = text
    return text.withUTF8 { text in
      passages.find(text, language: .english)
      return passages.reading.form.signs.map(\.name)
    }.filter(["enumerated", "small", "quoted", "colon", "semicolon"].contains)
  }

  @Test(arguments: [
    ("(a) the name of the applicant; and", ["enumerated", "semicolon"]),
    ("- b) el nombre del solicitante,", ["enumerated", "semicolon"]),
    ("12. Registro de extranjeros:", ["enumerated", "colon"]),
    ("  nommer un conseil —", ["small", "colon"]), ("«Le ministre décide.»", ["quoted"]),
    ("The Minister decides.", []), ("", []), ("   ", []), ("or", ["small"]), ("(", []),
    ("une liste ; ou", ["small", "semicolon"]),
  ])
  func theFormOfAPassage(text: String, expected: [String]) throws {
    #expect(try shape(text) == expected)
  }

  @Test(arguments: [
    ("\nsmall,x,,,,", 2, "commitment"), ("\nsmall,,,,,1e999", 2, "indicator"),
    ("\nsmall,1,,,,\nsmall,2,,,,", 3, "sign"), ("\nverb,1,,,,", 2, "sign"),
    ("\nkept,,2,2,2,2\nkept,,1,1,1,1", 3, "sign"), ("\nkept,,x,2,2,2", 2, "lead"),
  ])
  func aFaultNamesItsCell(table: String, line: Int?, column: String) {
    let head = "sign,commitment,lead,deadline,budget,indicator"
    expectFault(line: line, column: column) { _ = try CommitmentWeights((head + table).utf8) }
  }

  /// Not every rule has a verb of the lists, and not every passage without one is a rule; a title never is.
  @Test(arguments: [
    ("Foreign helpers are paid a stated sum every month, no lower than the minimum wage.", true),
    ("The Minister shall keep a register of employers.", true),
    ("In 2019 the helpline registered more than 11,500 situations of trafficking.", false),
    ("PROTECTION OF MIGRANT WORKERS AND OF THEIR FAMILIES", false),
  ])
  func wordsSayWhetherAPassageCommits(text: String, commits: Bool) throws {
    let coding = try Self.coder.get().code(text.utf8, language: .english)
    #expect((coding.commitment != nil) == commits)
  }

  /// No rule finds these parts: form and words say that there is one, and the likeliest words are pointed out.
  @Test(arguments: [
    (
      "We have settled over 15,000 refugees, and by June 2026, on our present programme, will have settled 21,500.",
      Commitment.Part.indicator, "15,000 refugees"
    ),
    (
      "En 2027, se ha de conseguir que 1.500 familias retornadas tengan vivienda.",
      .indicator, "1.500 familias"
    ),
    (
      "Malta intends to reduce its emissions of gases by 45 % by 2030 relative to 2005; a further 10 % hangs on funds.",
      .deadline, "by 2030"
    ),
    (
      "Article 1. Il est créé auprès du Ministère de l'Intérieur un bureau chargé de coordonner les activités liées à la migration.",
      .lead, "Ministère de l'Intérieur"
    ),
    (
      "The funds will be channelled through the United Nations and the Red Cross. They will assist more than 350,000 people.",
      .budget, "funds"
    ),
  ])
  func formAndWordsSayAPart(text: String, part: Commitment.Part, words: String) throws {
    let coding = try Self.coder.get().code(text.utf8, language: nil)
    #expect(coding.particulars[part].words.map(\.text) == [words])
    #expect(try Self.plain.get().code(text.utf8, language: nil).particulars[part].quality != .named)
  }

  /// Sums, years and numbers that are none of a promise stay what they are.
  @Test(arguments: [
    "The Act of 3 May 2010 on the residence of foreigners has 120 articles.",
    "In 2019 the helpline registered 11,500 calls, of which 40 % were made by women.",
    "Whoever employs a foreigner without a permit is fined 5,000 dollars.",
    "El artículo 12 de la Ley 25.871 define al inmigrante.",
    "REGISTER OF 2027", "| 12 | 2 500 |", "%", "12", "",
  ])
  func formAndWordsSayNoPart(text: String) throws {
    let coding = try Self.coder.get().code(text.utf8, language: nil)
    #expect(coding.particulars.missing == Commitment.Part.allCases)
  }

  /// A rule takes these words for a part; form and words say that there is none, and that is told.
  @Test(arguments: [
    (
      "La rémunération mensuelle et les avantages du Président de la CNDT sont fixés par décret.",
      Commitment.Part.deadline
    ),
    (
      "Les services de l'Etat sont répartis entre la Présidence de la République, la Primature et les ministères ainsi qu'il suit :",
      .budget
    ),
    (
      "Le service national comprend des obligations d'activité et des obligations de réserve.",
      .lead
    ),
    (
      "Total recurrent expenditure for FY91 is projected to be $11.0 billion. This represents an increase of $1.3 billion or 12.9% over the revised FY90 expenditure.",
      .indicator
    ),
  ])
  func formAndWordsMakeAPartUnlikely(text: String, part: Commitment.Part) throws {
    let coder = try Self.coder.get()
    let coding = coder.code(text.utf8, language: nil)
    #expect(coding.particulars[part].quality != .named)
    #expect(coding.commitment?[part].quality != .named)
    let refusal = try #require(coding.refusals.first { $0.rule == "unlikely" })
    let found = try Self.plain.get().code(text.utf8, language: nil).particulars[part]
    #expect(refusal.code == part.rawValue && found.words.map(\.text).contains(refusal.words.text))
    let document = Document(
      file: "a.txt", title: "", kind: .law,
      provisions: [
        Provision(ordinal: 0, locator: "1", text: text, part: .text, language: coding.language)
      ])
    let why = try #require(coder.explainCommitment(of: 0, in: document))
    #expect(why.unlikely.map(\.code).contains(part.rawValue))
    let weighing = try #require(why.partWeighings[part])
    #expect(weighing.isFound && weighing.sum <= 0)
  }

  /// Without the table of signs the verb decides alone, as it does in other languages.
  @Test func withoutWeightsTheVerbDecides() throws {
    let coder = try Self.plain.get()
    let rule = "Foreign helpers are paid a stated sum every month, no lower than the minimum wage."
    #expect(try Self.coder.get().code(rule.utf8, language: .english).commitment != nil)
    #expect(coder.lexicon.commitmentColumns == nil)
    #expect(coder.code(rule.utf8, language: .english).commitment == nil)
  }

  private static let coder = Result { try ResourceFolder().coder() }

  /// A coder without the table of signs.
  private static let plain = Result {
    let resources = try ResourceFolder()
    let knowledge = try Knowledge(resources)
    let scoring = try Scoring(
      resources.bytes("coding/scoring.csv"),
      words: WordWeights(resources.bytes("coding/word-weights.csv")))
    return try Coder(
      codebook: knowledge.codebook, terms: knowledge.terms, scoring: scoring,
      identifier: knowledge.languages)
  }
}
