import Foundation
import Policy
import Testing

@testable import Reading

/// Documents of different traditions with every provision listed, as a person who read them would cite it.
@Suite("Every provision of a document")
struct LocatorListTests {
  private func locators(_ blocks: [Block], _ language: Language) throws -> [String] {
    try SampleBlocks.segmenter().segment(blocks, language: language).provisions.map(\.locator)
  }

  private func items(_ base: String, _ names: String, _ close: String = ")") -> [String] {
    names.split(separator: " ").map { base + $0 + close }
  }

  @Test(
    "An Irish act: titles above, sections restated, nested letters, an item (i) that is a Roman number"
  )
  func irishAct() throws {
    let text = """
      1. Interpretation.

      1.—(1) In this Act—

      “Minister” means the Minister for Labour;

      “permit” means a permit granted under section 2.

      (2) A reference to a section is to a section of this Act.
      2. Permits.

      2.—(1) The Minister may grant a permit to a person who—

      (a) is over 18 years of age,

      (b) has—

      (i) an offer of employment, or

      (ii) sufficient means,

      and

      (c) is not a person to whom subsection (3) applies.

      (2) The fee shall be prescribed.
      3.—The Act of 1935 is repealed.
      """
    #expect(
      try locators(SampleBlocks.lines(text), .english) == [
        "1(1)", "1(1), ¶ 2", "1(1), ¶ 3", "1(2)", "2(1)", "2(1)(a)", "2(1)(b)", "2(1)(b)(i)",
        "2(1)(b)(ii)", "2(1)(c)", "2(2)", "3",
      ])
  }

  @Test(
    "A French decree that amends a law: the quoted articles stay in the article that quotes them")
  func frenchAmendment() throws {
    let text = """
      Décret n° 2016-40 du 3 mai 2016

      Vu la loi n° 98-12 sur le séjour ;

      Article 1er

      L'article 7 de la loi est remplacé par les dispositions suivantes :

      « Article 7. Le titre de séjour est délivré pour deux ans.

      « Il est renouvelé de plein droit. »

      Article 2

      Le ministre est chargé de l'exécution du présent décret.
      """
    let provisions = try SampleBlocks.segmenter().segment(
      SampleBlocks.lines(text), language: .french
    ).provisions
    #expect(
      provisions.map(\.locator) == [
        "Préambule, ¶ 1", "Préambule, ¶ 2", "Article 1", "Article 1, ¶ 2", "Article 1, ¶ 3",
        "Article 2",
      ])
    #expect(provisions.map(\.isQuoted) == [false, false, false, true, true, false])
    #expect(provisions[1].part == .recital)
  }

  @Test("A law in Arabic: articles by ordinal words and by numbers, a chapter")
  func arabicLaw() throws {
    let text = """
      الفصل الأول: أحكام عامة

      المادة الأولى

      تسري أحكام هذا القانون على العمال المهاجرين.

      المادة 2

      تلتزم الوزارة بما يلي:

      أ) حماية العمال؛

      ب) نشر المعلومات.
      """
    let provisions = try SampleBlocks.segmenter().segment(
      SampleBlocks.lines(text), language: .arabic
    ).provisions
    #expect(provisions.map(\.locator).prefix(2) == ["المادة الأولى", "المادة 2"])
    #expect(provisions.count == 4)
    #expect(provisions[3].head == "تلتزم الوزارة بما يلي:")
    #expect(provisions[0].path == ["الفصل الأول: أحكام عامة"])
  }

  @Test("A law in Russian: chapters, titled articles, numbered parts and points")
  func russianLaw() throws {
    let text = """
      Глава I. Общие положения

      Статья 1. Предмет регулирования

      Настоящий закон определяет правовое положение иностранных граждан.

      Статья 2. Обязанности

      1. Работодатель обязан:

      1) заключить договор;

      2) выплачивать заработную плату.

      2. Иностранный гражданин обязан соблюдать закон.
      """
    let segmentation = try SampleBlocks.segmenter().segment(
      SampleBlocks.lines(text), language: .russian)
    #expect(
      segmentation.provisions.map(\.locator) == [
        "Статья 1", "Статья 2(1)", "Статья 2(1)(1)", "Статья 2(1)(2)", "Статья 2(2)",
      ])
    #expect(
      segmentation.provisions[0].path == [
        "Глава I. Общие положения", "Статья 1. Предмет регулирования",
      ])
  }

  @Test(
    "A plan as pages: running heads and page numbers dropped, words joined over lines and pages")
  func planOnPages() throws {
    let text = """
      National Plan for Migration 2015-2020

      1. Context

      Every year some nine thousand young people leave the country, and most of them do not
      come back before they have found work. The Ministry has no record of their skills and depar-
      tures.
                                         1
      \u{C}National Plan for Migration 2015-2020

      2. Measures

      2.1 Register. The Statistics Office shall open a register of departures by June 2016,
      and publish the figures each
                                         2
      \u{C}National Plan for Migration 2015-2020

      quarter on its page.

      2.2 Training. The Employment Agency shall train two hundred advisers.
                                         3
      \u{C}National Plan for Migration 2015-2020

      3. Review

      The plan is reviewed in 2018.
                                         4
      """
    let segmentation = try SampleBlocks.segmenter().segment(
      SampleBlocks.lines(text), language: .english)
    #expect(segmentation.provisions.map(\.locator) == ["1", "2.1", "2.2", "3"])
    #expect(segmentation.provisions[0].text.hasSuffix("skills and departures."))
    #expect(
      segmentation.provisions[1].text.hasSuffix("publish the figures each quarter on its page."))
    #expect(segmentation.provisions.map(\.page) == [1, 2, 3, 4])
    #expect(segmentation.dropped.count == 8)
  }

  @Test("A list within a paragraph is cut where its series runs, a citation of letters is not")
  func inlineList() throws {
    let text = """
      Article 1. The fund pays for: (a) travel; (b) housing; and (c) schooling.

      Article 2. Persons under paragraphs (a) and (b) apply within a month.
      """
    #expect(
      try locators(SampleBlocks.lines(text), .english) == [
        "Article 1", "Article 1(a)", "Article 1(b)", "Article 1(c)", "Article 2",
      ])
  }

  @Test("Numbers that begin again after an annex get the annex in front")
  func restart() throws {
    let text = """
      # Agreement

      ### Article 1

      The Parties cooperate.

      ## Annex I

      ### Article 1

      Each Party names an office.

      ### Article 1

      A slip of the drafter.
      """
    #expect(
      try locators(SampleBlocks.marked(text), .english) == [
        "Article 1", "Annex I, Article 1", "Article 1 #2",
      ])
  }

  // MARK: - Real texts and cases

  private func corpus(_ name: String, _ language: Language) throws -> [String] {
    try locators(SampleBlocks.lines(SharedTexts.text("corpus/\(name).txt")), language)
  }

  @Test("Agreement between the Netherlands and the IOM, 1997", .enabled(if: SharedTexts.areThere))
  func netherlandsIOM() throws {
    #expect(
      try corpus("treaty-iom-nl-cooperation", .english) == [
        "Preamble, ¶ 1", "Preamble, ¶ 2", "Preamble, ¶ 3", "Article I(1)", "Article I(1)(a)",
        "Article I(1)(b)", "Article I(2)", "Article II(1)", "Article II(2)", "Article III",
        "Article IV", "Article V", "Article VI", "Article VII", "Article VIII(1)",
        "Article VIII(2)", "Article VIII(3)", "Article VIII(3), ¶ 2",
      ])
  }

  @Test("Protocol of 2014 to the Forced Labour Convention", .enabled(if: SharedTexts.areThere))
  func forcedLabour() throws {
    let expected =
      ["Preamble, ¶ 1", "Preamble, ¶ 2", "Preamble, ¶ 2 [2/3]", "Preamble, ¶ 2 [3/3]"]
      + items("Article 1", "(1 (2 (3") + ["Article 2"]
      + items("Article 2", "(a (b (c (c)(i (c)(ii (d (e (f")
      + [
        "Article 3", "Article 4(1)", "Article 4(2)", "Article 5", "Article 6", "Article 7(1)",
        "Article 7(2)",
      ]
      + items("Article 9", "(1 (2 (3") + [
        "Article 10(1)", "Article 10(2)", "Article 11", "Article 12",
      ]
    #expect(try corpus("treaty-ilo-p029-forced-labour", .english) == expected)
  }

  @Test("Agreement on Dutch volunteers in Bhutan, 1988", .enabled(if: SharedTexts.areThere))
  func bhutan() throws {
    let expected =
      ["Preamble, ¶ 1", "Preamble, ¶ 2"] + items("Article 1", "(1 (2 (3")
      + items("Article 2", "(1 (2 (3")
      + items("Article 3", "(1 (2") + ["Article 4"] + items("Article 4", "(a (b (c")
      + ["Article 5", "Article 6"] + items("Article 6", "(a (b (c (d (e (f (g (h (i (j (k")
      + ["Article 7"] + items("Article 7", "(a (b (c") + items("Article 8", "(1 (2") + ["Article 9"]
      + items("Article 10", "(1 (2 (3") + ["Article 10(3), ¶ 2"]
    #expect(try corpus("treaty-bhutan-nl-volunteers", .english) == expected)
  }

  @Test(
    "A Canadian act: sections by bare numbers, marginal notes, inserted paragraphs",
    .enabled(if: SharedTexts.areThere))
  func canadianAct() throws {
    let found = try corpus("can-official-development-assistance-en", .english)
    let numbered = found.filter { $0.first?.isNumber == true && !$0.contains("¶") }
    #expect(
      numbered == [
        "1", "2(1)", "2(2)", "3", "3.1", "4(1)", "4(1)(a)", "4(1)(b)", "4(1)(c)", "4(1.1)", "4(2)",
        "4(3)", "4(4)",
      ]
        + ["5(1)"] + items("5(1)", "(a (b (c (d (e") + ["5(2)", "5(3)", "5(4)"])
    // Nine definitions, each a paragraph of section 3.
    #expect(found.filter { $0.hasPrefix("3, ¶") }.count == 9)
  }

  private func marked(_ path: String, _ language: Language) throws -> [String] {
    let text = try SharedTexts.text("casebook/" + path)
    return try locators(
      path.hasSuffix(".md") ? SampleBlocks.marked(text) : SampleBlocks.lines(text), language)
  }

  @Test(
    "A Spanish decree-law: numbered paragraphs, letters, final dispositions",
    .enabled(if: SharedTexts.areThere))
  func spanishDecree() throws {
    #expect(
      try marked("case-01-regional-health/decreto-ley-9-2012.md", .spanish) == [
        "Preámbulo, ¶ 1", "Preámbulo, ¶ 2", "«Exposición de motivos», ¶ 1", "Artículo 1",
        "Artículo 2", "Artículo 3.1", "Artículo 3.2", "Artículo 3.3", "Artículo 4",
        "Artículo 4.a)", "Artículo 4.b)", "Artículo 4.c)", "Artículo 5", "Artículo 6",
        "Artículo 7", "Artículo 8", "Artículo 9", "Artículo 10", "Artículo 11", "Artículo 12",
        "Disposición derogatoria única", "Disposición final primera", "Disposición final segunda",
      ])
  }

  @Test(
    "A development plan: sections by decimals, lines of an annex",
    .enabled(if: SharedTexts.areThere))
  func developmentPlan() throws {
    #expect(
      try marked("case-06-development-plan/plan-chapter-7.md", .english)
        == ["Text, ¶ 1", "Chapter 7"] + (1...12).map { "7.\($0)" } + (1...9).map { "Line \($0)" }
        + ["Annex 7-A"])
  }

  @Test(
    "A Spanish programme: lines of action, a table of measures by letter and number",
    .enabled(if: SharedTexts.areThere))
  func spanishProgramme() throws {
    #expect(
      try marked("case-08-migracion-circular/programa-circular.md", .spanish) == [
        "Texto, ¶ 1", "Texto, ¶ 2", "1", "2", "Línea A", "Línea B", "Línea C", "Línea D",
        "Medida A.1", "Medida B.1", "Medida B.2", "Medida C.1", "Medida D.1", "5",
      ])
  }

  @Test(
    "A French policy as plain text: decimals below numbered headings",
    .enabled(if: SharedTexts.areThere))
  func frenchPolicy() throws {
    #expect(
      try marked("case-10-climat/politique-migratoire.txt", .french) == [
        "Texte, ¶ 1", "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "4.1", "4.2",
      ])
  }

  @Test(
    "A Gulf decree-law as plain text: articles in chapters, an article with two paragraphs",
    .enabled(if: SharedTexts.areThere))
  func gulfDecree() throws {
    #expect(
      try marked("case-02-sponsored-workers/residence-decree-law-29-2012.txt", .english)
        == ["Preamble, ¶ 1"] + (1...12).map { "Article \($0)" } + [
          "Article 13(1)", "Article 13(2)",
        ]
        + (14...16).map { "Article \($0)" })
  }

  @Test("A Spanish resolution: ordinals stand for articles by themselves")
  func ordinalsAlone() throws {
    let text = """
      Primera. La presente instrucción fija el modo de obrar.

      Segunda.- El agente toma las huellas.

      Tercera. La persona permanece en la sala. No se admiten visitas.

      Primero lo urgente y después lo demás.
      """
    #expect(
      try locators(SampleBlocks.lines(text), .spanish) == [
        "Primera", "Segunda", "Tercera", "Tercera, ¶ 2",
      ])
  }

  @Test("A plan whose measures carry the letter of their division")
  func letterAndNumber() throws {
    let text = """
      C.1 Registre des contrats. Chaque contrat est enregistré.

      C.2 Attachés du travail. Deux postes sont ouverts.
      """
    #expect(try locators(SampleBlocks.lines(text), .french) == ["C.1", "C.2"])
  }
}
