import Foundation
import Indices
import Policy
import Testing

/// The reference results that may lie in a folder `shared` beside the checkout.
enum Reference {
  static let folder: URL? = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let found = folder.appendingPathComponent("shared/data/index")
      if FileManager.default.fileExists(atPath: found.appendingPathComponent("README.md").path) {
        return found
      }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()

  static let isThere: Bool = {
    if folder == nil { print("no folder shared/data/index beside the checkout: skipped") }
    return folder != nil
  }()

  static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: #require(folder).appendingPathComponent(path)))
  }

  /// The folders `P01`, `P02`…
  static let chains: [String] = {
    guard let folder else { return [] }
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("chains").path)
    return (names ?? []).sorted()
  }()

  static func run(_ chain: Chain) throws -> ChainRun {
    let inputs = ChainInputs(
      data: .init(chain.data, try bytes(chain.data)),
      meta: .init(chain.meta, try bytes(chain.meta)),
      weights: Dictionary(
        uniqueKeysWithValues: try chain.weightSets.map {
          ($0, .init("asem/weights_\($0).csv", try bytes("asem/weights_\($0).csv")))
        }))
    return try ChainRun(chain, inputs)
  }

  static func chain(_ json: String) throws -> Chain {
    try Chain(Array(json.utf8), file: "chain.json")
  }

  static func table(_ path: String) throws -> Table { try Table(bytes(path), file: path) }

  /// Equal as the conventions of the reference say: relative 1e-9, absolute 1e-12; words as words.
  static func isEqual(_ a: String, _ b: String, relative: Double = 1e-9) -> Bool {
    if a == b { return true }
    guard let x = Double(a), let y = Double(b), x.isFinite, y.isFinite else { return false }
    return abs(x - y) <= max(1e-12, relative * max(abs(x), abs(y)))
  }

  /// Compares all cells of a reference table with ours, by the values of the key columns; ours may have more columns.
  static func compare(
    _ ours: ResultTable, with path: String, key: [String] = ["uCode"], relative: Double = 1e-9,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let theirs = try table(path)
    func places(_ columns: [String]) throws -> [Int] {
      try columns.map { name in
        try #require(
          ours.columns.firstIndex(of: name), "\(path): column \(name)",
          sourceLocation: sourceLocation)
      }
    }
    let keys = try places(key)
    let columns = try places(theirs.columns)
    let rows = Dictionary(
      ours.rows.map { row in (keys.map { row[$0].cell }.joined(separator: "|"), row) },
      uniquingKeysWith: { a, _ in a })
    #expect(ours.rows.count == theirs.rows.count, "\(path): rows", sourceLocation: sourceLocation)
    var differences = 0
    for row in theirs.rows {
      let name = key.map { row[$0] }.joined(separator: "|")
      let own = try #require(rows[name], "\(path): row \(name)", sourceLocation: sourceLocation)
      for (column, place) in zip(theirs.columns, columns)
      where !isEqual(own[place].cell, row[column], relative: relative) {
        differences += 1
        if differences < 4 {
          Issue.record(
            "\(path), \(name), \(column): \(own[place].cell) instead of \(row[column])",
            sourceLocation: sourceLocation)
        }
      }
    }
    #expect(differences == 0, "\(path)", sourceLocation: sourceLocation)
  }
}
