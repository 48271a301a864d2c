import Policy
import Testing

@testable import Reading
@testable import Workspace

/// Year, kind and level of a text, by its first lines.
@Suite struct DocumentCluesTests {
  private func document(
    _ lines: [String], file: String = "text.txt", text: [String] = [],
    declared: Declaration = Declaration()
  ) throws -> Document {
    let resources = try ResourceFolder()
    let names = try CountryClues(
      countries: resources.bytes("evidence/countries.csv"),
      spellings: resources.bytes("evidence/country-names.csv"),
      words: resources.bytes("country-words.csv"))
    return try DocumentClues(table: resources.bytes("document-words.csv"), names: names).complete(
      DocumentDescription(file: file), from: lines, declared: declared, text: lines + text)
  }

  @Test(
    "A year is that of the title or of a date, not a goal and not that of another text",
    arguments: [
      (["LEY DE MIGRACIONES", "Sancionada: Diciembre 17 de 2003."], 2003),
      (["Política Nacional del Ambiente al 2030", "DECRETO SUPREMO Nº 023-2021-MINAM"], 2021),
      (["Labour Migration Strategy 2030", "Adopted by Cabinet, June 2024"], 2024),
      (["National Migration Plan 2025-2030", "Ministry of Labour"], 2025),
      (["Act on Aliens", "In 2014, the country became the largest of the region by far."], nil),
      (["Ley del Niño", "CONCORDANCIAS: D.S. Nº 035-2013-RE (REGLAMENTO)"], nil),
      (["План", "2013-2017 годы»."], nil),
      (["Policy on Aliens", "(25-8-2015)"], 2015),
    ] as [([String], Int?)])
  func year(lines: [String], year: Int?) throws {
    #expect(try document(lines).year == year)
  }

  @Test("What the file declares of itself comes before what its words let guess")
  func declared() throws {
    let lines = ["Ley de aduanas", "España exporta a España lo que España produce. 1999"]
    let text = ["España y España.", "España."]
    let guessed = try document(lines, text: text)
    #expect(guessed.countries == ["Spain"])
    let said = try document(
      lines, text: text, declared: Declaration(title: "Ley 9 de aduanas", country: "pe", year: 2011)
    )
    #expect(said.countries == ["Peru"])
    #expect(said.title == "Ley 9 de aduanas")
    #expect(said.year == 2011)
    #expect(said.guessed.isSuperset(of: [.title, .country, .year]))
    for country in ["Perú", "PER", "PE"] {
      let found = try document(lines, text: text, declared: Declaration(country: country))
      #expect(found.countries == ["Peru"])
    }
    #expect(try document(lines, declared: Declaration(country: "Marenia")).countries == ["Marenia"])
    #expect(
      try document(lines, text: text, declared: Declaration(country: "xx")).countries == ["Spain"])
  }

  @Test("An act without a title is called as it says that it may be cited")
  func citedAtTheEnd() throws {
    let found = try document(
      ["1. Interpretation.", "1.—(1) In this Act—"],
      text: [
        "“the Act of 1996” may be cited as it was.",
        "41.—(1) This Act may be cited as the Employment Permits Act, 2006.",
      ])
    #expect(found.title == "Employment Permits Act, 2006")
    #expect(found.year == 2006)
    #expect(found.kind == .law)
  }

  @Test(
    "Agreements are of two, or of many; a country's own text on something international is its own",
    arguments: [
      (
        [
          "Agreement on employment of volunteers",
          "The Government of the Kingdom of the Netherlands and the Royal Government of Bhutan",
        ], GovernmentLevel.bilateral, ["Netherlands", "Bhutan"]
      ),
      (
        ["Accord", "ARRANGEMENT ENTRE LES PAYS-BAS ET L'ITALIE"], .bilateral,
        ["Netherlands", "Italy"]
      ),
      (
        ["European Agreement on Transfer of Responsibility for Refugees", "The member States"],
        .international, []
      ),
      (["Agreement between the Ministry of Labour and the Ministry of Interior"], .national, []),
      (["International Protection Act 2015", "This Act applies."], .national, []),
      (
        ["Climate Plan under the United Nations Framework Convention of Kenya"], .national,
        ["Kenya"]
      ),
      (["Constitution of the International Organization for Migration"], .international, []),
      (["Constitution of the Republic of Kenya"], .national, ["Kenya"]),
    ])
  func level(lines: [String], level: GovernmentLevel, countries: [String]) throws {
    let found = try document(lines)
    #expect(found.level == level)
    #expect(found.countries == countries)
  }
}
