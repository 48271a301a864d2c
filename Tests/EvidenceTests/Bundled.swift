import Evidence
import Foundation
import Policy
import Testing

/// The bundled statistics, and the fuller tables that may lie beside the repository.
enum Bundled {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](
      try Data(contentsOf: root.appendingPathComponent("Resources/evidence/" + file)))
  }

  static func evidence(adding datasets: [Dataset] = []) throws -> Evidence {
    try Evidence(bundled: bytes, adding: datasets)
  }

  static let shared: URL? = {
    var folder = root.resolvingSymlinksInPath()
    while folder.path != "/" {
      let found = folder.appendingPathComponent("shared/data/migration")
      if FileManager.default.fileExists(atPath: found.appendingPathComponent("facts.json").path) {
        return found
      }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()

  /// A table beside the repository, with the revision that it is of.
  static func beside(_ file: String, _ subject: Subject, _ producer: String, _ revision: String)
    throws -> Dataset
  {
    let url = (shared ?? root).appendingPathComponent(file)
    return Dataset(
      source: Source(subject: subject, producer: producer, revision: revision), file: file,
      bytes: [UInt8](try Data(contentsOf: url)))
  }

  /// Everything that the reference figures were computed from.
  static func full() throws -> Evidence {
    try evidence(adding: [
      beside("stock_rev2020.csv", .stocks, Source.unitedNations, "2020"),
      beside("blas.csv", .agreements, "Chilton and Woda", "2022"),
      beside("bla_provisions.csv", .provisions, "Chilton and Woda", "2022"),
    ])
  }
}

/// The code of a country that a test names.
func code(_ text: String) throws -> CountryCode { try #require(CountryCode(text)) }
