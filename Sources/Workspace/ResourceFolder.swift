public import Foundation
public import Policy

/// The folder with the knowledge that Concord ships with: codebook, terms, country lists.
public struct ResourceFolder: Sendable {
  /// The resources were not found, or one of them cannot be read.
  public struct MissingError: Error, CustomStringConvertible {
    public var description: String
  }

  public let url: URL

  /// Finds the resources: `CONCORD_RESOURCES` if set, else `share/concord` of the installation prefix, else
  /// `Resources` of the source tree that the program was built in.
  ///
  /// - Throws: `MissingError`, which lists the places looked at.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    var candidates: [URL] = []
    if let named = environment["CONCORD_RESOURCES"] {
      candidates = [URL(fileURLWithPath: named)]
    } else {
      let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      candidates.append(
        program.deletingLastPathComponent().appendingPathComponent("../share/concord").standardized)
      var folder = program.deletingLastPathComponent()
      while folder.path != "/" {
        candidates.append(folder.appendingPathComponent("Resources"))
        folder = folder.deletingLastPathComponent()
      }
    }
    let isThere: (URL) -> Bool = {
      FileManager.default.fileExists(
        atPath: $0.appendingPathComponent("codebook/objectives.csv").path)
    }
    guard let found = candidates.first(where: isThere) else {
      throw MissingError(
        description: """
          Concord's resources were not found in \(candidates.map(\.path).joined(separator: ", ")). \
          Install Concord with Scripts/install, or set CONCORD_RESOURCES to its Resources folder.
          """)
    }
    url = found
  }

  /// The bytes of one file, by its path in the folder.
  public func bytes(_ path: String) throws -> [UInt8] {
    do {
      return try [UInt8](Data(contentsOf: url.appendingPathComponent(path)))
    } catch {
      throw MissingError(
        description: "\(url.appendingPathComponent(path).path) cannot be read: \(error)")
    }
  }

  /// The bundled codebook.
  public func codebook() throws -> Codebook {
    try Codebook(contents: codebookTables())
  }

  /// The names in one of its folders, in their order; none when there is no such folder.
  func names(in folder: String) throws -> [String] {
    let path = url.appendingPathComponent(folder).path
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw MissingError(description: "\(path) cannot be listed: \(error)")
    }
  }
}
