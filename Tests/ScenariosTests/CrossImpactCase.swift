import Foundation
import Scenarios
import Testing

/// The public cross-impact matrices in a folder beside the repository, with their complete answers.
struct CrossImpactCase: CustomTestStringConvertible {
  var name: String
  var testDescription: String { name }

  /// Nil when the folder does not lie there.
  static let folder: URL? = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let found = folder.appendingPathComponent("shared/data/cib")
      if FileManager.default.fileExists(atPath: found.path) { return found }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()

  static let all: [CrossImpactCase] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder?.path ?? "")) ?? []
    return files.filter { $0.hasSuffix(".scw") }.sorted().map {
      CrossImpactCase(name: String($0.dropLast(4)))
    }
  }()

  /// A file of the case; nil when it has none of this ending.
  func bytes(_ ending: String) -> [UInt8]? {
    guard let folder = Self.folder else { return nil }
    return (try? Data(contentsOf: folder.appendingPathComponent("\(name).\(ending)")))
      .map { [UInt8]($0) }
  }

  func matrix(_ ending: String = "json") throws -> CrossImpactMatrix {
    guard let bytes = bytes(ending) else { throw CocoaError(.fileNoSuchFile) }
    return try MatrixFile.read(bytes, file: "\(name).\(ending)")
  }

  struct Answer: Decodable {
    var space: String
    var count: String
    var sha256: String
    var scenarios: [[Int]]
    var consistencyValue: [Double]
    var totalImpactScore: [Double]
    var tolerance: [String: Toleration]?

    struct Toleration: Decodable {
      var count: String
      var scenarios: [[Int]]?
      var sha256: String
    }
  }

  func answer() throws -> Answer {
    guard let bytes = bytes("expected.json") else { throw CocoaError(.fileNoSuchFile) }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Answer.self, from: Data(bytes))
  }

  /// Any file of the folder.
  static func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: try #require(folder).appendingPathComponent(file)))
  }

  static func json(_ file: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(try bytes(file)))
    return try #require(value as? [String: Any])
  }
}
