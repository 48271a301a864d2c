import Foundation
import Policy
import Testing
import Workspace

@Suite("Language identification")
struct LanguageIdentifierTests {
  let identifier: LanguageIdentifier

  init() throws {
    identifier = try LanguageIdentifier(table: ResourceFolder().bytes("languages.csv"))
  }

  @Test(
    "A sentence of law is told by its function words",
    arguments: [
      ("en", "The employer shall bear the cost of the worker's return travel."),
      (
        "en",
        "NO FOREIGNER MAY ENTER EXCEPT THROUGH THE DESIGNATED POSTS AND WITH A VALID PASSPORT."
      ),
      ("fr", "L’étranger qui séjourne en France est muni d'un titre."),
      ("fr", "Fixer les conditions d'entrée et de séjour des travailleurs dans le pays."),
      ("es", "Las personas extranjeras tendrán derecho a la asistencia sanitaria."),
      ("es", "La autorización se extingue cuando su titular permanece fuera del país."),
      ("pt", "O imigrante tem direito à educação pública e não pode ser discriminado."),
      ("pt", "A autorização de residência é concedida pelo Ministério às pessoas."),
      ("de", "Die Vertragsparteien arbeiten im Bereich der Migration zusammen."),
      ("de", "Ausländerinnen und Ausländer werden für die Rückkehr unterstützt."),
      (
        "it",
        "Il lavoratore straniero ha diritto alla parità di trattamento con i lavoratori italiani."
      ),
      ("nl", "De vreemdeling kan een aanvraag indienen bij het bestuur van de gemeente."),
      ("ru", "Иностранный гражданин обязан выехать из Российской Федерации."),
      ("ar", "لكل عامل مهاجر الحق في مغادرة أي دولة"),
    ])
  func sentences(language: String, text: String) {
    #expect(identifier.language(of: text).rawValue == language)
  }

  @Test(
    "Too little or foreign text is undetermined",
    arguments: [
      "", " ", "12.5 %", "Port Amari", "—", "Article 3", "ABC-12", "日本国憲法", "d", "\u{7}é",
    ])
  func undetermined(text: String) {
    #expect(identifier.language(of: text) == .undetermined)
  }

  @Test("Names in another script do not decide")
  func mixedScripts() {
    let text =
      "The agreement with the Российская Федерация shall enter into force on the day of signature."
    #expect(identifier.language(of: text) == .english)
  }

  @Test("Bytes that are not UTF-8, at any cut, are read without harm")
  func anyBytes() {
    var random = SystemRandomNumberGenerator()
    let text = Array("L’étranger — « Ça » — straße, año, não; الهجرة, миграция".utf8)
    for cut in 0...text.count {
      _ = identifier.language(of: text[..<cut])
      _ = identifier.language(of: text[cut...])
    }
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255)
      }
      _ = identifier.language(of: bytes)
    }
    #expect(
      identifier.language(of: [0xFF] + Array("the law of the land and the sea".utf8)) == .english)
  }

  @Test("A table that cannot be used is refused by line and column")
  func badTables() {
    func failure(_ rows: String) -> String? {
      do {
        _ = try LanguageIdentifier(table: Array(("language,script,words,letters\n" + rows).utf8))
        return nil
      } catch { return "\(error)" }
    }
    #expect(failure("el,Greek,και,\n")?.hasPrefix("languages.csv, line 2, column script") == true)
    #expect(failure("en,Latin,notwithstanding,\n")?.contains("longer than eight bytes") == true)
    #expect(failure("en,Latin,the,xyz\n")?.contains("column letters") == true)
    #expect(
      failure(String(repeating: "en,Latin,the,\n", count: 17))?.contains("more than 16") == true)
    #expect(failure("en,Latin,the,\n") == nil)
  }

  @Test(
    "Most paragraphs of the corpus have the language of their file",
    .enabled(if: SharedCorpus.isThere))
  func corpus() throws {
    var told = 0
    var right = 0
    var wrong: [String] = []
    for (file, language) in try SharedCorpus.monolingualTexts() {
      for paragraph in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n\n")
      where paragraph.utf8.count >= 120 {
        let found = identifier.language(of: paragraph)
        guard found != .undetermined else { continue }
        told += 1
        if found.rawValue == language {
          right += 1
        } else {
          wrong.append("\(file.lastPathComponent) \(found.rawValue): \(paragraph.prefix(100))")
        }
      }
    }
    #expect(told > 5_000)
    #expect(Double(right) / Double(told) > 0.995, "\(wrong.prefix(20).joined(separator: "\n"))")
  }
}

/// The folder of real texts that may stand beside the source tree.
enum SharedCorpus {
  static let folder: URL? = {
    var at = URL(fileURLWithPath: #filePath)
    while at.path != "/" {
      at = at.deletingLastPathComponent()
      let found = at.appendingPathComponent("shared/corpus")
      if FileManager.default.fileExists(atPath: found.path) { return found }
    }
    return nil
  }()

  static var isThere: Bool { folder != nil }

  /// Texts whose description names one language.
  static func monolingualTexts() throws -> [(URL, String)] {
    guard let folder else { return [] }
    struct Entry: Decodable { var language: String }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "txt" }
      .sorted { $0.path < $1.path }
      .compactMap { text in
        let description = text.deletingPathExtension().appendingPathExtension("json")
        let entry = try JSONDecoder().decode(Entry.self, from: Data(contentsOf: description))
        return entry.language.count == 2 ? (text, entry.language) : nil
      }
  }
}
