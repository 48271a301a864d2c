import Coding
public import Coherence
import Foundation
import Institutions
public import Policy
import Reading
import Synchronization

extension Engines {
  /// Raised whenever what the program makes of the same files changes, so that older results are made again.
  private static let edition = "23"

  /// The engines as they are shipped, with a project's knowledge. Terms and cues are compiled while the first documents are
  /// read.
  ///
  /// - Throws: `Table.Error` or `ResourceFolder.MissingError` when the bundled resources are at fault, as do reading, coding and
  ///   judging.
  public static func standard(_ resources: ResourceFolder, _ knowledge: Knowledge) throws -> Engines
  {
    let reader = Later { try resources.reader() }
    let coder = Later { try knowledge.coder() }
    let judge = Later {
      Judge(
        codebook: knowledge.codebook, tables: try resources.coherenceTables(knowledge.codebook))
    }
    let prepared = Prepared { language in try judge.value().prepare(language) }
    let mapper = InstitutionMapper(codebook: knowledge.codebook)
    var reading = Digest()
    for file in [
      "languages.csv", "labels.csv", "document-words.csv", "evidence/countries.csv",
      "evidence/country-names.csv", "country-words.csv",
    ] {
      reading.add(try resources.bytes(file))
    }
    var judging = Digest()
    for file in CoherenceTables.files { judging.add(try resources.bytes("coherence/" + file)) }
    return Engines(
      read: {
        let document = try reader.value().read($0, as: $1, description: $2)
        for language in document.languages { prepared.prepare(language) }
        return document
      },
      code: { try coder.value().code($0) }, canCode: { coder.isMade },
      relate: { mapper.map($0, given: $1) },
      judge: { documents, map, progress in
        // The judge itself only looks at the task; an interruption comes through the progress.
        let stop = Interrupted()
        let findings = try judge.value().findings(documents, map) { share in
          do { try progress(share) } catch { stop.error = error }
        }
        if let error = stop.error { throw error }
        return findings
      },
      keys: Keys(
        reading: "\(edition)-\(reading.finish().prefix(16))",
        coding: "\(edition)-\(knowledge.digest.prefix(16))",
        judging: "\(edition)-\(judging.finish().prefix(16))-\(knowledge.digest.prefix(16))"))
  }

  /// Makes a judge ready for each language that is met, beside all else.
  private final class Prepared: Sendable {
    private let languages = Mutex<[Language: Later<Void>]>([:])
    private let make: @Sendable (Language) throws -> Void

    init(_ make: @escaping @Sendable (Language) throws -> Void) { self.make = make }

    func prepare(_ language: Language) {
      languages.withLock { [make] in
        if $0[language] == nil { $0[language] = Later { try make(language) } }
      }
    }
  }

  private final class Interrupted {
    var error: (any Error)?
  }
}

extension ResourceFolder {
  /// What the judge knows beside the codebook.
  public func coherenceTables(_ codebook: Codebook) throws -> CoherenceTables {
    var contents: [String: [UInt8]] = [:]
    for file in CoherenceTables.files { contents[file] = try bytes("coherence/" + file) }
    return try CoherenceTables(contents: contents, codebook: codebook)
  }
}
