import Foundation
import Policy
import Reading
import Testing
import Workspace

/// Whose a text is, when neither it nor a description says so in so many words.
@Suite struct CountryCluesTests {
  private func document(_ file: String, _ text: String) throws -> Document {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("countries-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent(file)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return try ResourceFolder().reader().read(url, as: file)
  }

  @Test(
    "A code in the name of the file, the title, or the name that the text repeats",
    arguments: [
      (
        "arg-ley-1.txt", "LEY DE MIGRACIONES\n\nArtículo 1. La República Argentina acoge.",
        "Argentina"
      ),
      ("a.txt", "Migration Policy of Kenya\n\n1. Aims. To protect workers.", "Kenya"),
      (
        "b.txt",
        "Plan de acción\n\n1. El Perú crece.\n\n2. En el Perú hay costas.\n\n3. El Perú acoge a quien viene de Chile.",
        "Peru"
      ),
      (
        "per-dleg-1350.txt",
        "Decreto Legislativo de Migraciones\n\nArtículo 1. Se integra a la cultura peruana.", "Peru"
      ),
      ("d.txt", "Закон Кыргызской Республики о миграции\n\n1. Гражданин едет.", "Kyrgyzstan"),
      (
        "e.txt",
        "Code des étrangers\n\n1. Le Sénat suisse.\n\n2. Un visa suisse.\n\n3. La loi suisse.",
        "Switzerland"
      ),
      ("c.txt", "RÉPUBLIQUE DE BARKÉNA\n\nLoi\n\nArticle 1. Le réfugié travaille.", "Barkéna"),
    ])
  func told(file: String, text: String, country: String) throws {
    let document = try document(file, text)
    #expect(document.countries == [country])
    #expect(document.guessed.contains(.country))
  }

  @Test(
    "Nothing is told by a word that is a code by chance, by several countries, or by a meeting",
    arguments: [
      ("can-we-pay.txt", "Note on fees\n\n1. Fees are paid."),
      (
        "d.txt", "Report\n\n1. Chile and Peru agree.\n\n2. Peru and Chile trade.\n\n3. Chile, Peru."
      ),
      ("f.txt", "Loi\n\n1. En français.\n\n2. Le français.\n\n3. Langue française."),
      ("e.txt", "Plan\n\n1. Réunion du comité.\n\n2. Réunion.\n\n3. Réunion."),
    ])
  func untold(file: String, text: String) throws {
    #expect(try document(file, text).countries.isEmpty)
  }

  @Test("The two parties of an agreement, by its title")
  func parties() throws {
    let document = try document(
      "x.txt", "Agreement between Ghana and the Netherlands\n\nArticle 1. The Parties cooperate.")
    #expect(document.countries == ["Ghana", "Netherlands"])
    #expect(document.level == .bilateral)
  }
}

/// Tables written with upright bars in a file of plain text.
@Suite struct PipeTableTests {
  @Test("Rows carry the headers of their columns, and what stands around the table is read")
  func rows() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pipes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("plan.txt")
    let text = """
      PLAN

      3.1 Desks. A desk opens in each port.

      | No. | Measure | Lead | By |
      |---|---|---|---|
      | Measure 3.1 | Desks | Port Board | 2024 |
      | Measure 3.2 | Notices | | 2025 |

      4. Review

      The plan is reviewed | every year.
      """
    try text.write(to: url, atomically: true, encoding: .utf8)
    let document = try ResourceFolder().reader().read(url, as: "plan.txt")
    let rows = document.provisions.filter { $0.part == .row }
    #expect(rows.map(\.locator) == ["Measure 3.1", "Measure 3.2"])
    #expect(rows.first?.cells.map(\.header) == ["No.", "Measure", "Lead", "By"])
    #expect(document.provisions.contains { $0.text.contains("| every year") })
  }
}
