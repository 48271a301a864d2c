import Coherence
import Foundation
import Policy
import Workspace

/// Hand-made documents for the tests: what the reader and the coder would hand over, written out.
struct SmallSet {
  var documents: [CodedDocument] = []
  var map = InstitutionalMap()

  static func tables(_ codebook: Codebook) throws -> CoherenceTables {
    let resources = try ResourceFolder()
    var contents: [String: [UInt8]] = [:]
    for file in CoherenceTables.files { contents[file] = try resources.bytes("coherence/" + file) }
    return try CoherenceTables(contents: contents, codebook: codebook)
  }

  /// Read once for all tests: the lists are long.
  private static let bundled = Result {
    let codebook = try ResourceFolder().codebook()
    return Judge(codebook: codebook, tables: try tables(codebook))
  }

  static func judge() throws -> Judge { try bundled.get() }

  func findings() throws -> [Finding] { try Self.judge().findings(documents, map) }

  /// One provision as the tests write it.
  struct Line {
    var locator: String
    var text: String
    var part = Provision.Part.article
    var head: String?
    var measures: [String] = []
    var objectives: [String] = []
    var populations: [String] = []
    var role = ProvisionRole.rule
    var modality = Modality.duty
    var stance = 0
    var commitment: Commitment?
    /// Names of institutions that stand in the text.
    var actors: [String] = []
    var quoted = false
  }

  mutating func add(
    _ file: String, kind: DocumentKind = .law, level: GovernmentLevel = .national,
    countries: [String] = ["Freland"], institution: String = "Ministry of Interior",
    language: Language = .english, _ lines: [Line]
  ) {
    var document = Document(
      file: file, title: file, kind: kind, level: level, countries: countries,
      institutions: [institution], year: 2013, languages: [language])
    var codings: [ProvisionCoding] = []
    for (i, line) in lines.enumerated() {
      document.provisions.append(
        Provision(
          ordinal: i, locator: line.locator, text: line.text, head: line.head, part: line.part,
          isQuoted: line.quoted, language: language))
      func coded(_ codes: [String]) -> [Coding] {
        codes.map { Coding(code: $0, score: 0.8, words: []) }
      }
      codings.append(
        ProvisionCoding(
          provision: i, language: language,
          relevance: Relevance(ground: .own, score: 0.9), objectives: coded(line.objectives),
          measures: coded(line.measures), populations: coded(line.populations), stance: line.stance,
          role: line.role, modality: line.modality, commitment: line.commitment,
          actors: line.actors.map { name in
            let start = line.text.range(of: name)?.lowerBound ?? line.text.startIndex
            let offset = start.utf16Offset(in: line.text)
            return ActorMention(
              words: Words(name, range: offset..<offset + name.utf8.count), kind: nil,
              isActing: true)
          }))
    }
    documents.append(CodedDocument(document: document, codings: codings))
  }
}
