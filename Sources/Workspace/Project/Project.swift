public import Foundation
public import Policy

/// A project folder: its description, its documents and the tables that the user put beside them.
public struct Project: Sendable {
  /// The folder cannot be used.
  public struct FolderError: Error, Hashable, CustomStringConvertible {
    public var description: String
  }

  public let folder: URL
  public let description: ProjectDescription
  /// Everything found, in the order of names; `concord.json`, tables, workspace and report are not among it.
  public let files: [ProjectFile]
  public let tables: UserTables
  /// What of `concord.json` could not be used.
  public let notes: [Note]

  private let descriptions: [String: DocumentDescription]

  /// Looks through a folder. Nothing in it is changed, and no document is opened.
  ///
  /// - Parameters:
  ///   - excluded: files and folders in it to leave out, such as the report.
  ///   - country: whose the texts are of which no country is told; `concord.json` goes before it.
  /// - Throws: `FolderError` when it does not exist, is a file or cannot be listed.
  public init(at folder: URL, excluding excluded: [URL] = [], country: String? = nil) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw FolderError(
        description:
          "\(folder.path): there is no such folder. Name the folder that holds the documents.")
    }
    guard isFolder.boolValue else {
      throw FolderError(
        description: "\(folder.path): this is a file. Name the folder that holds the documents.")
    }
    var search = FolderSearch(excluding: excluded) { path in
      path == ProjectDescription.file || UserTables.isTable(path)
        || path.hasPrefix("concord.db")
    }
    if let reason = search.search(folder) {
      throw FolderError(
        description:
          "\(folder.path): the folder cannot be listed (\(reason)). Check that you may read it.")
    }
    self.folder = folder
    files = search.files
    var notes: [Note] = []
    tables = Self.tables(in: folder, &notes)
    var description = Self.description(in: folder, &notes)
    if description.country == nil { description.country = country }
    self.description = description
    let known = Set(files.map(\.path))
    var descriptions: [String: DocumentDescription] = [:]
    for document in description.documents {
      descriptions[document.file] = document
      guard !known.contains(document.file) else { continue }
      notes.append(
        Note(
          file: ProjectDescription.file,
          text: "«\(document.file)» is described, but there is no such file in the folder."))
    }
    self.descriptions = descriptions
    self.notes = notes
  }

  /// The title that `concord.json` gives, or the folder's name.
  public var title: String { description.title ?? folder.standardizedFileURL.lastPathComponent }

  /// What `concord.json` says of a file.
  public func description(of file: String) -> DocumentDescription? { descriptions[file] }

  private static func description(in folder: URL, _ notes: inout [Note]) -> ProjectDescription {
    guard let bytes = contents(of: ProjectDescription.file, in: folder, &notes) else {
      return ProjectDescription()
    }
    let (description, faults) = ProjectDescription.read(bytes)
    notes += faults
    return description
  }

  private static func tables(in folder: URL, _ notes: inout [Note]) -> UserTables {
    var tables = UserTables()
    var files = UserTables.files
    let lists = folder.appendingPathComponent(UserTables.termsFolder).path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: lists)) ?? []
    where UserTables.isTable(UserTables.termsFolder + name) && !name.hasPrefix(".") {
      files.append(UserTables.termsFolder + name)
    }
    for file in files { tables.contents[file] = contents(of: file, in: folder, &notes) }
    return tables
  }

  /// Larger than any table a person keeps; a file beyond it is a mistake.
  private static let largest = 64 << 20

  private static func contents(of file: String, in folder: URL, _ notes: inout [Note]) -> [UInt8]? {
    let url = folder.appendingPathComponent(file)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    guard FolderSearch.isRegularFile(url.path) else {
      notes.append(Note(file: file, text: "it is no file that can be read."))
      return nil
    }
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      let bytes = [UInt8](try handle.read(upToCount: largest + 1) ?? Data())
      guard bytes.count <= largest else {
        notes.append(Note(file: file, text: "the file is larger than 64 MB and was not read."))
        return nil
      }
      return bytes
    } catch {
      notes.append(
        Note(file: file, text: "it cannot be read: give yourself the right to read it."))
      return nil
    }
  }
}
