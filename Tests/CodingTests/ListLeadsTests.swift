import Policy
import Testing
import Workspace

@testable import Coding

/// Who leads the tasks of a list, as its head says.
@Suite struct ListLeadsTests {
  let coder: Coder

  init() throws { coder = try ResourceFolder().coder() }

  /// A law with one list.
  private func law(_ head: String, _ items: [String], language: Language = .english) -> Document {
    var document = Document(file: "law.md", title: "Law", kind: .law)
    document.provisions.append(
      Provision(ordinal: 0, locator: "Article 1", text: head, part: .article, language: language))
    for (i, item) in items.enumerated() {
      document.provisions.append(
        Provision(
          ordinal: i + 1, locator: "Article 1(\(i + 1))", text: item, head: head, parent: 0,
          part: .item, language: language))
    }
    return document
  }

  private func lead(_ document: Document, _ index: Int) throws -> CommitmentPart {
    try #require(coder.code(document).codings[index].commitment).lead
  }

  @Test("The body that a head charges leads every item")
  func charged() throws {
    let law = law(
      "The National Commission for Refugees shall have the following functions:",
      [
        "to prepare contingency plans for the reception of refugees;",
        "to draw up programmes for their training.",
      ])
    for index in 1...2 {
      let lead = try lead(law, index)
      #expect(lead.quality == .named)
      #expect(lead.words.map(\.text) == ["National Commission for Refugees"])
      #expect(lead.words.map(\.place) == [.head])
    }
  }

  @Test("«Son competencias de la Junta …»: the only institution that the head names")
  func named() throws {
    let law = law(
      "Son competencias de la Junta Nacional de Migración:",
      ["Promover el relevamiento de datos estadísticos sobre los migrantes."], language: .spanish)
    #expect(try lead(law, 1).words.map(\.text) == ["Junta Nacional de Migración"])
  }

  @Test("An item that names its own lead keeps it")
  func own() throws {
    let law = law(
      "The National Commission for Refugees shall have the following functions:",
      ["the Ministry of Health shall train the doctors of refugees;"])
    #expect(try lead(law, 1).words.map(\.place) == [.own])
  }

  @Test("What stands below an item that names its lead is led by it, as its head says")
  func nested() throws {
    var law = law(
      "The following is done:", ["the Ministry of Health shall train the doctors of refugees:"])
    law.provisions.append(
      Provision(
        ordinal: 2, locator: "Article 1(1)(a)", text: "to draw up programmes for their training.",
        head: law.provisions[1].text, parent: 1, part: .item, language: .english))
    let lead = try lead(law, 2)
    #expect(lead.words.map(\.text) == ["Ministry of Health"])
    #expect(lead.words.map(\.place) == [.head])
  }

  @Test("A head that names nobody gives nothing")
  func nobody() throws {
    let law = law("The following is done:", ["to train the doctors of refugees;"])
    #expect(try lead(law, 1).quality == .none)
  }
}
