import Foundation
public import Indices
import Policy

/// The instruments that a user can apply: those that Concord ships with, and files of their own.
public struct InstrumentShelf: Sendable {
  /// There is no such instrument.
  public struct UnknownError: Error, Hashable, CustomStringConvertible {
    public var name: String
    public var known: [String]
    public var description: String {
      "there is no instrument «\(name)»: name one of \(known.joined(separator: ", ")), or a file that ends in .json."
    }
  }

  public struct Entry: Sendable {
    /// Name of the file without its ending: "sdg-10-7-2".
    public var name: String
    /// In the order of the file, the newest last.
    public var editions: [Instrument]
  }

  public let entries: [Entry]

  /// - Throws: `ResourceFolder.MissingError` or `InstrumentError` when a bundled instrument is at fault.
  public init(_ resources: ResourceFolder) throws {
    entries = try resources.names(in: "scorecards").filter { $0.hasSuffix(".json") }.map { file in
      Entry(
        name: String(file.dropLast(5)),
        editions: try Instrument.read(try resources.bytes("scorecards/" + file), file: file))
    }
  }

  /// An instrument by its id, the name of its file, either with `@edition`, or the path of a file.
  ///
  /// - Throws: `UnknownError`; `InstrumentError` for a file that cannot be used; `Table.Error` for one that cannot be read.
  public func instrument(_ name: String) throws -> Instrument {
    let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
    let bare = parts.first ?? ""
    let editions: [Instrument]
    if bare.hasSuffix(".json") {
      let file = URL(fileURLWithPath: bare)
      editions = try Instrument.read(try Self.bytes(of: file), file: file.lastPathComponent)
    } else if let entry = entries.first(where: { $0.name == bare || $0.editions[0].id == bare }) {
      editions = entry.editions
    } else {
      throw UnknownError(name: name, known: entries.map(\.name))
    }
    guard parts.count == 2 else { return editions[editions.count - 1] }
    guard let edition = editions.first(where: { $0.edition == parts[1] }) else {
      throw UnknownError(name: name, known: editions.map { bare + "@" + $0.edition })
    }
    return edition
  }

  static func bytes(of file: URL) throws(Table.Error) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: file))
    } catch {
      throw Table.Error(
        file: file.lastPathComponent, reason: "it cannot be read: \(error.localizedDescription)")
    }
  }
}
