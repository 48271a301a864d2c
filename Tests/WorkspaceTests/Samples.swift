import Coherence
import Foundation
import Policy

@testable import Workspace

/// A folder that is gone after the test.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "concord-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// A new workspace.
  func store() throws -> Store { try Store(at: path("concord.db"), mode: .create) }

  /// The path of a workspace as an earlier edition of the program left it.
  ///
  /// - Parameter contents: statements that fill it.
  func workspace(ofSchema version: Int, _ contents: String) throws -> String {
    let path = path("old.db")
    let connection = try Connection(file: path, mode: .create)
    try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
    try connection.migrate(Array(Schema.migrations.prefix(version)))
    try connection.execute(contents)
    return path
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }
}

enum Sample {
  /// A document with every field filled, codings of every kind, and marks that break careless quoting.
  static func coded(_ file: String = "laws/employment.md", articles: Int = 3) -> CodedDocument {
    var document = Document(
      file: file, title: "Foreign Employment Act «2016»", kind: .law, level: .national,
      countries: ["Tavaria"], institutions: ["Ministry of Labour"], year: 2016,
      languages: [.english, .french], guessed: [.year, .country], pages: 12,
      warnings: ["Page 4 is a picture."])
    var codings: [ProvisionCoding] = []
    for i in 0..<articles {
      document.provisions.append(
        Provision(
          ordinal: i, locator: "Article \(i + 1)", path: ["Chapter I", "Fees \"and\" costs"],
          page: i + 1,
          text:
            "No recruitment fee shall be charged to the migrant worker, étranger or not, case \(i).",
          head: i == 1 ? "The employer shall:" : nil, parent: i == 1 ? 0 : nil,
          part: i == 1 ? .item : .article,
          cells: i == 2 ? [.init(header: "Lead", text: "MoL | IOM")] : [], isQuoted: i == 2,
          language: .english))
      codings.append(coding(i))
    }
    return CodedDocument(document: document, codings: codings)
  }

  static func coding(_ provision: Int) -> ProvisionCoding {
    let words = Words("recruitment fee", place: .own, range: 3..<18)
    return ProvisionCoding(
      provision: provision, language: .english,
      relevance: Relevance(ground: .own, score: 0.93, words: [words]),
      objectives: [Coding(code: "GCM-06", score: 0.8, words: [words])],
      measures: [Coding(code: "FEE_BAN", score: 0.75, words: [words])],
      populations: [Coding(code: "P-LAB", score: 0.5, words: [])],
      sectors: [Coding(code: "S-LABOUR", score: 1, words: [])], stance: 1, role: .rule,
      modality: .duty,
      commitment: Commitment(
        lead: CommitmentPart(
          quality: .named, words: [Words("MoL", place: .elsewhere, locator: "Annex A, line 1")]),
        isRoutine: provision == 0),
      actors: [ActorMention(words: words, kind: "LABOUR", isActing: true)],
      refusals: [
        Refusal(rule: "negated", code: "FEE_WORKER", words: words, reason: "«no» forbids it")
      ])
  }

  static func finding(
    _ id: String, kind: Finding.Kind = .conflict, file: String = "laws/employment.md",
    locators: [String] = ["Article 1", "Article 2"],
    text: String = "No recruitment fee shall be charged to the migrant worker by the agency."
  ) -> Finding {
    Finding(
      id: id, kind: kind, level: .horizontal, score: 0.7, objectives: ["GCM-06"],
      populations: ["P-LAB"],
      between: locators.enumerated().map { i, locator in
        Finding.Passage(
          place: Place(file: file, provision: i), locator: locator, page: i + 1, text: text,
          words: [Words("fee", range: 15..<18)])
      },
      missing: [.budget], absent: "Ministry of Health", why: "One forbids what the other charges.",
      grounds: [.init(rule: "E0412", text: "fees lead to debt", source: "ILO")],
      remedy: "Repeal Article 2.")
  }

  /// Those that are shipped.
  static func weights() throws -> ScoreWeights {
    try ScoreWeights(try ResourceFolder().bytes("coherence/score-weights.csv"))
  }

  static let map = InstitutionalMap(
    institutions: [
      Institution(
        id: "tavaria/ministry of labour", name: "Ministry of Labour", aliases: ["MoL"],
        kind: "LABOUR", country: "Tavaria", level: .national),
      Institution(id: "iom", name: "IOM"),
    ],
    mandates: [
      Mandate(
        institution: "iom", place: Place(file: "laws/employment.md", provision: 1),
        measures: ["FEE_BAN"], objectives: ["GCM-06"], populations: ["P-LAB"],
        words: Words("IOM", range: 0..<3))
    ],
    ties: [
      Tie(
        from: "iom", to: "tavaria/ministry of labour", kind: .sharesData,
        place: Place(file: "laws/employment.md", provision: 0)),
      Tie(from: "tavaria/ministry of labour", to: "iom", kind: .funds),
    ],
    bodies: [
      Body(
        id: "tavaria/commission", name: "Commission", members: ["iom"],
        chair: "tavaria/ministry of labour", place: Place(file: "laws/employment.md", provision: 2),
        matter: "migration")
    ])
}

extension Store {
  func store(_ coded: CodedDocument, digest: String = "d") throws {
    try store(coded, digest: digest, readingKey: "r1", codingKey: "c1")
  }
}
