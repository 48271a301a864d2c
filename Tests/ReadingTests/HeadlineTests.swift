import Policy
import Testing

@testable import Reading
@testable import Workspace

@Suite struct HeadlineTests {
  func document(_ lines: [String], declared: String? = nil) throws -> Document {
    try DocumentClues(table: ResourceFolder().bytes("document-words.csv")).complete(
      DocumentDescription(file: "folder/file-name.txt"), from: lines,
      declared: Declaration(title: declared))
  }

  @Test(arguments: [
    (
      ["Intended Nationally Determined Contribution", "of Viet Nam", "I. Introduction"],
      "Intended Nationally Determined Contribution of Viet Nam"
    ),
    (
      [
        "REPUBLIC OF CHAD", "Contribution Prévue Déterminée (CPDN) de la",
        "République de Madagascar",
        "CONTEXTE",
      ], "Contribution Prévue Déterminée (CPDN) de la République de Madagascar"
    ),
    (
      ["Labour Migration Strategy 2030", "To provide for the protection of workers"],
      "Labour Migration Strategy 2030"
    ),
    (["LEY GENERAL DE MIGRACIONES", "Artículo 1"], "Ley General de Migraciones"),
    (
      ["PART 1 Preliminary", "1. (1) This Act may be cited as the Refugee Act 1996."],
      "Refugee Act 1996"
    ),
    (
      [
        "Loi du 8 mai 2015 relative à la protection internationale et à la protection temporaire; 2. modifiant la loi du 5 mai 2006 relative au droit d’asile et à des formes complémentaires de protection;x"
      ],
      "Loi du 8 mai 2015 relative à la protection internationale et à la protection temporaire"
    ),
  ])
  func aTitleIsReadWhole(lines: [String], title: String) throws {
    #expect(try document(lines).title == title)
  }

  @Test func groundsAreNoTitleAndTheFileNameIsTheLastResort() throws {
    #expect(try document(["Vu la loi du 5 mai 2006;", "…"]).title == "file-name")
  }

  @Test func aTitleIsNoInstitution() throws {
    let found = try document(["Department of Citizenship and Immigration Act", "Short title"])
    #expect(found.institutions.isEmpty)
    #expect(
      try document(["MINISTRY OF LABOUR", "Plan 2030"]).institutions == ["Ministry of Labour"])
  }
}
