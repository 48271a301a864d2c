import Foundation
import Indices
import Policy

/// The files that a recipe names, found and read.
struct IndexFiles {
  let chain: Chain
  let folder: URL
  let inputs: ChainInputs

  /// - Parameters:
  ///   - path: the recipe.
  ///   - data: the folder that its paths are relative to; its own folder when nil.
  init(chain path: String, data: String?) throws {
    let file = URL(fileURLWithPath: path)
    try self.init(
      try Chain(try Self.bytes(file), file: file.lastPathComponent),
      in: data.map { URL(fileURLWithPath: $0) } ?? file.deletingLastPathComponent())
  }

  init(_ chain: Chain, in folder: URL) throws {
    self.chain = chain
    self.folder = folder
    let dataFile = Self.place(chain.data, in: folder)
    let metaFile = Self.place(chain.meta, in: folder)
    var weights: [String: ChainInputs.File] = [:]
    for name in chain.weightSets {
      let candidates = [dataFile, metaFile].map {
        $0.deletingLastPathComponent().appendingPathComponent("weights_\(name).csv")
      }
      guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0.path) })
      else {
        throw Table.Error(
          file: chain.file, column: "weights",
          reason: "the weight set «\(name)» needs a file \(candidates[0].path), which is not there")
      }
      weights[name] = .init(found.lastPathComponent, try Self.bytes(found))
    }
    var decks: [String: ChainInputs.File] = [:]
    for name in chain.decks {
      decks[name] = .init(name, try Self.bytes(Self.place(name, in: folder)))
    }
    inputs = ChainInputs(
      data: .init(chain.data, try Self.bytes(dataFile)),
      meta: .init(chain.meta, try Self.bytes(metaFile)), weights: weights, decks: decks)
  }

  func run() throws -> ChainRun { try ChainRun(chain, inputs) }

  private static func place(_ path: String, in folder: URL) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
  }

  static func bytes(_ file: URL) throws -> [UInt8] {
    do {
      return try [UInt8](Data(contentsOf: file, options: .mappedIfSafe))
    } catch {
      throw Table.Error(file: file.path, reason: "the file cannot be read: is it there?")
    }
  }
}
