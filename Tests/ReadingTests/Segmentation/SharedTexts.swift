import Foundation
import Policy

/// Real texts and the casebook, which may stand in a folder `shared` beside the source tree.
enum SharedTexts {
  static let folder: URL? = {
    var at = URL(fileURLWithPath: #filePath)
    while at.path != "/" {
      at = at.deletingLastPathComponent()
      let found = at.appendingPathComponent("shared")
      if FileManager.default.fileExists(atPath: found.appendingPathComponent("corpus").path) {
        return found
      }
    }
    return nil
  }()

  static var areThere: Bool { folder != nil }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder!.appendingPathComponent(path), encoding: .utf8)
  }

  /// The plain texts of the corpus.
  static func corpus() throws -> [URL] {
    guard let folder else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent("corpus"), includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "txt" }
    .sorted { $0.path < $1.path }
  }

  struct Case: Decodable {
    struct Place: Decodable, Hashable {
      var file: String
      var provision: String
    }
    struct Expectation: Decodable {
      var between: [Place]
      var also: [Place]?
    }
    struct File: Decodable {
      var file: String
      var language: String
    }
    var documents: [File]
    var expect: [Expectation]
    var decoys: [Expectation]

    var places: Set<Place> {
      Set((expect + decoys).flatMap { $0.between + ($0.also ?? []) })
    }
  }

  static func cases() throws -> [(folder: URL, case: Case)] {
    guard let folder else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent("casebook"), includingPropertiesForKeys: nil
    )
    .filter { $0.lastPathComponent.hasPrefix("case-") }
    .sorted { $0.path < $1.path }
    .map { folder in
      let data = try Data(contentsOf: folder.appendingPathComponent("case.json"))
      return (folder, try JSONDecoder().decode(Case.self, from: data))
    }
  }
}

/// A locator as kind and number, by which the casebook compares places: "Art. 3 —" and "Article 3" are the same place,
/// "Article 3(2)" and "3.2" lie in it.
struct PlaceLabel: Hashable {
  var kind: String
  var number: String

  init(_ text: String) {
    let kinds: [(String, String)] = [
      ("article", "art(?:icle|iculo|ículo)?\\.?"), ("section", "§|sec(?:tion|ción|cion)?\\.?"),
      ("objective", "obj(?:ective|ectif|etivo)?\\.?"), ("measure", "measure|mesure|medida"),
      ("line", "line|ligne|l[ií]nea"), ("action", "action|acci[oó]n"),
      ("clause", "clause|cl[aá]usula"), ("rule", "rule|r[eè]gle|regla"),
      ("paragraph", "para(?:graph|graphe)?\\.?|p[aá]rrafo"),
    ]
    var rest = text.lowercased().trimmingCharacters(in: .whitespaces)
    kind = ""
    for (name, pattern) in kinds {
      if let range = rest.range(of: "^(?:\(pattern))\\s*", options: .regularExpression) {
        kind = name
        rest.removeSubrange(range)
        break
      }
    }
    let sign = "^(?:n[o°º]\\.?\\s*)?"
    let token = "(?:[a-z]?[-.]?\\d+(?:[.\\-]\\d+)*(?:\\s?(?:bis|ter|quater))?|[ivxlc]+\\b|[a-z]\\b)"
    if let whole = rest.range(of: sign + token, options: .regularExpression) {
      var found = String(rest[whole])
      if let prefix = found.range(of: "^n[o°º]\\.?\\s*", options: .regularExpression) {
        found.removeSubrange(prefix)
      }
      number = found.replacingOccurrences(of: " ", with: "")
    } else {
      number = rest.replacingOccurrences(of: "\\W+", with: " ", options: .regularExpression)
        .trimmingCharacters(in: .whitespaces)
    }
  }

  func lies(in other: PlaceLabel) -> Bool {
    if !kind.isEmpty, !other.kind.isEmpty, kind != other.kind { return false }
    return number == other.number
      || [".", "(", "-"].contains { number.hasPrefix(other.number + $0) }
  }
}
