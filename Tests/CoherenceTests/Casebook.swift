import Coherence
import Foundation
import Policy
import Workspace

/// Sets of policy texts with the findings that were planted in them, and how far findings agree with them.
///
/// A case is a folder with `case.json` and its texts; the format and what counts are those of the public casebook of policy
/// incoherence, which may lie in `shared/casebook` beside the repository.
struct Casebook {
  struct Place: Decodable {
    var file: String
    var provision: String
  }

  struct Expected: Decodable {
    var type: Finding.Kind
    var level: Finding.Level?
    var between: [Place]
    var also: [Place]?
    var missing: [Commitment.Part]?
  }

  struct Case: Decodable {
    var id: String
    var expect: [Expected]
    var decoys: [Expected]?
  }

  static let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  /// The public casebook beside the repository; nil when there is none.
  static let shared: URL? = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let cases = folder.appendingPathComponent("shared/casebook")
      if FileManager.default.fileExists(atPath: cases.path) { return cases }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()

  let resources: ResourceFolder
  let engines: Engines

  init() throws {
    resources = try ResourceFolder()
    engines = try Engines.standard(resources, try Knowledge(resources))
  }

  /// Writes what is said of every case of the folders that `CONCORD_CASES` holds, parted by colons, one JSON object a line.
  ///
  /// - Parameters:
  ///   - variable: of the environment; holds the file to write.
  ///   - lines: of a case, given its folder and that of its set.
  static func export<Line: Encodable>(
    to variable: String, lines: (URL, String, Casebook, Judge) throws -> [Line]
  ) throws {
    let environment = ProcessInfo.processInfo.environment
    let file = URL(fileURLWithPath: environment[variable] ?? "")
    let book = try Casebook()
    let knowledge = try Knowledge(book.resources)
    let judge = Judge(
      codebook: knowledge.codebook,
      tables: try book.resources.coherenceTables(knowledge.codebook))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try Data().write(to: file)
    let output = try FileHandle(forWritingTo: file)
    defer { try? output.close() }
    for set in (environment["CONCORD_CASES"] ?? "").split(separator: ":").map(String.init) {
      for one in try cases(in: URL(fileURLWithPath: set)) {
        for line in try lines(one, set, book, judge) {
          try output.write(contentsOf: encoder.encode(line) + [0x0A])
        }
      }
    }
  }

  static func described(_ folder: URL) throws -> Case {
    try JSONDecoder().decode(
      Case.self, from: Data(contentsOf: folder.appendingPathComponent("case.json")))
  }

  static func cases(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasPrefix("case-") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// The texts of a case read and coded as any project's.
  func documents(of folder: URL) throws -> [CodedDocument] {
    let work = FileManager.default.temporaryDirectory
      .appendingPathComponent("casebook-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder, to: work)
    defer { try? FileManager.default.removeItem(at: work) }
    try FileManager.default.moveItem(
      at: work.appendingPathComponent("case.json"), to: work.appendingPathComponent("concord.json"))
    let project = try Project(at: work)
    return try project.files.filter { [".md", ".txt"].contains("." + $0.url.pathExtension) }.map {
      try engines.code(engines.read($0.url, $0.path, project.description(of: $0.path)))
    }
  }

  func findings(of folder: URL) throws -> [Finding] {
    let documents = try documents(of: folder)
    return try engines.judge(documents, engines.relate(documents, InstitutionalMap())) { _ in }
  }

  func score(_ folder: URL) throws -> CasebookScore {
    var score = CasebookScore()
    for one in try Self.cases(in: folder) {
      score.add(try Self.described(one), try findings(of: one))
    }
    return score
  }
}

/// Counts of expected findings that were reported, and of reported ones that were expected.
struct CasebookScore {
  var expected: [Finding.Kind: Int] = [:]
  var found: [Finding.Kind: Int] = [:]
  var alarms: [Finding.Kind: Int] = [:]
  var decoys = 0
  var decoysTaken = 0
  var alarmsInCleanCases = 0
  var levels = (right: 0, all: 0)
  var missing = (right: 0, all: 0)
  /// Score of each judged finding, and whether it was expected.
  var judged: [(score: Double, isRight: Bool)] = []
  var report: [String] = []

  /// Kinds whose lists are meant to be complete.
  static let complete: [Finding.Kind] = [.conflict, .duplication, .gap, .silent, .silo]

  private static func sum(_ counts: [Finding.Kind: Int]) -> Double {
    Double(complete.reduce(0) { $0 + (counts[$1] ?? 0) })
  }

  var recall: Double { Self.sum(found) / max(1, Self.sum(expected)) }
  var precision: Double { Self.sum(found) / max(1, Self.sum(found) + Self.sum(alarms)) }

  mutating func add(_ one: Casebook.Case, _ findings: [Finding]) {
    var used: Set<Int> = []
    for wanted in one.expect {
      expected[wanted.type, default: 0] += 1
      let hits = findings.indices.filter { Self.matches(findings[$0], wanted) }
      used.formUnion(hits)
      let places = wanted.between.map(\.provision).joined(separator: " / ")
      report.append("\(hits.isEmpty ? "missed" : "found ") \(one.id) \(wanted.type) \(places)")
      guard !hits.isEmpty else { continue }
      found[wanted.type, default: 0] += 1
      if wanted.type == .conflict {
        levels.all += 1
        if hits.contains(where: { findings[$0].level == wanted.level }) { levels.right += 1 }
      }
      if wanted.type == .silent {
        missing.all += 1
        if hits.contains(where: { Set(findings[$0].missing) == Set(wanted.missing ?? []) }) {
          missing.right += 1
        }
      }
    }
    for decoy in one.decoys ?? [] {
      decoys += 1
      if findings.indices.contains(where: {
        !used.contains($0) && Self.matches(findings[$0], decoy)
      }) {
        decoysTaken += 1
      }
    }
    for (index, finding) in findings.enumerated() {
      if finding.kind == .synergy, !one.expect.isEmpty { continue }
      if finding.kind == .silent, finding.missing.count < 2 { continue }
      let isRight = used.contains(index)
      if finding.kind != .synergy { judged.append((finding.score, isRight)) }
      if isRight { continue }
      alarms[finding.kind, default: 0] += 1
      if one.expect.isEmpty { alarmsInCleanCases += 1 }
      let places = finding.between.map(\.locator).joined(separator: " / ")
      report.append("alarm  \(one.id) \(finding.kind) \(places)")
    }
  }

  /// One line a kind, the figures of the whole, and how often findings of each score were right.
  func table(_ title: String) -> String {
    func share(_ value: Double) -> String { String((value * 100).rounded() / 100) }
    var lines = ["\(title): recall \(share(recall)), precision \(share(precision))"]
    for kind in Finding.Kind.allCases where expected[kind] != nil || alarms[kind] != nil {
      lines.append(
        "  \(kind): expected \(expected[kind] ?? 0), found \(found[kind] ?? 0), alarms \(alarms[kind] ?? 0)"
      )
    }
    lines.append(
      "  decoys \(decoysTaken)/\(decoys), alarms in clean cases \(alarmsInCleanCases), level right "
        + "\(levels.right)/\(levels.all), missing parts exact \(missing.right)/\(missing.all)")
    for tenth in 0..<10 {
      let bin = judged.filter { Int($0.score * 10) == tenth }
      guard !bin.isEmpty else { continue }
      let right = bin.count { $0.isRight }
      lines.append("  score 0.\(tenth): \(right) of \(bin.count) right")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Places

  static func matches(_ finding: Finding, _ wanted: Casebook.Expected) -> Bool {
    guard finding.kind == wanted.type else { return false }
    let also = wanted.also ?? []
    func isAt(_ passage: Finding.Passage, _ place: Casebook.Place) -> Bool {
      same(passage, place)
    }
    func hit(_ place: Casebook.Place) -> Bool {
      let options = [place] + also.filter { $0.file == place.file }
      return finding.between.contains { passage in options.contains { isAt(passage, $0) } }
    }
    let needsAll = [.conflict, .duplication, .synergy].contains(wanted.type)
    guard needsAll, wanted.between.count > 1 else { return wanted.between.contains(where: hit) }
    if Set(wanted.between.map(\.file)).count == 1, !also.isEmpty {
      let places = wanted.between + also
      return finding.between.count { passage in places.contains { isAt(passage, $0) } } >= 2
        && wanted.between.prefix(2).allSatisfy(hit)
    }
    return wanted.between.allSatisfy(hit)
  }

  private static func same(_ passage: Finding.Passage, _ place: Casebook.Place) -> Bool {
    guard passage.place.file == place.file else { return false }
    let reported = label(passage.locator)
    let wanted = label(place.provision)
    if let a = reported.kind, let b = wanted.kind, a != b { return false }
    return reported.number == wanted.number
      || [".", "(", "-"].contains { reported.number.hasPrefix(wanted.number + $0) }
  }

  private nonisolated(unsafe) static let kinds: [(String, Regex<Substring>)] = [
    ("article", /art(?:icle|iculo|ículo)?\.?\s*/),
    ("section", /(?:§|sec(?:tion|ción|cion)?\.?)\s*/),
    ("objective", /obj(?:ective|ectif|etivo)?\.?\s*/), ("measure", /(?:measure|mesure|medida)\s*/),
    ("line", /(?:line|ligne|l[ií]nea)\s*/), ("action", /(?:action|acci[oó]n)\s*/),
    ("clause", /(?:clause|cl[aá]usula)\s*/), ("rule", /(?:rule|r[eè]gle|regla)\s*/),
    ("paragraph", /(?:para(?:graph|graphe)?\.?|p[aá]rrafo)\s*/),
  ]

  private nonisolated(unsafe) static let number =
    /(?:n[o°º]\.?\s*)?([a-z]?[-.]?\d+(?:[.\-]\d+)*(?:\s?(?:bis|ter|quater))?|[ivxlc]+\b|[a-z]\b)/

  /// "Article 3(2)" is of the kind article and has the number 3.
  private static func label(_ text: String) -> (kind: String?, number: String) {
    var rest = Substring(text.lowercased()).drop(while: \.isWhitespace)
    var kind: String?
    for (name, pattern) in kinds {
      if let match = rest.prefixMatch(of: pattern) {
        kind = name
        rest = rest[match.range.upperBound...]
        break
      }
    }
    guard let match = rest.prefixMatch(of: number) else { return (kind, String(rest)) }
    return (kind, String(match.output.1).replacing(" ", with: ""))
  }
}
