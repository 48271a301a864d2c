import Foundation
import Glibc

/// Finds the files below a folder, in the order of their names.
///
/// Links are followed, but no folder is entered twice, so that a link to a folder above ends nowhere. Hidden files and
/// the lock files of word processors are passed over.
struct FolderSearch {
  /// Deeper than any honest project.
  static let deepest = 60

  private struct Identity: Hashable {
    var device: UInt
    var number: UInt
  }

  /// Files that are not documents by their path in the folder: `concord.json`, tables of the user.
  let isReserved: (String) -> Bool
  private let excluded: Set<Identity>
  private var entered: Set<Identity> = []
  private(set) var files: [ProjectFile] = []

  /// - Parameter excluded: files and folders to leave out, such as the report and the workspace.
  init(excluding excluded: [URL], isReserved: @escaping (String) -> Bool) {
    self.isReserved = isReserved
    self.excluded = Set(excluded.compactMap { Self.status(of: $0.path).map(Self.identity) })
  }

  /// - Returns: the reason why the folder itself cannot be listed; nil when it can.
  mutating func search(_ folder: URL) -> String? { search(folder, as: "", depth: 0) }

  private mutating func search(_ folder: URL, as prefix: String, depth: Int) -> String? {
    guard let names = Self.names(in: folder.path) else { return String(cString: strerror(errno)) }
    if let status = Self.status(of: folder.path) { entered.insert(Self.identity(status)) }
    for name in names {
      let path = prefix + String(decoding: name, as: UTF8.self)
      guard let text = String(validating: name, as: UTF8.self) else {
        fail(path, folder, "its name is not UTF-8: give it another name.")
        continue
      }
      guard !text.hasPrefix("."), !text.hasPrefix("~$"), !isReserved(path)
      else {
        continue
      }
      visit(folder.appendingPathComponent(text), as: path, depth: depth)
    }
    return nil
  }

  private mutating func visit(_ url: URL, as path: String, depth: Int) {
    guard let status = Self.status(of: url.path) else {
      return fail(path, url, "it cannot be opened: \(String(cString: strerror(errno))).")
    }
    guard !excluded.contains(Self.identity(status)) else { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard !entered.contains(Self.identity(status)), !Self.isReport(url) else { return }
      guard depth < Self.deepest else {
        return fail(path, url, "folders are nested more than \(Self.deepest) deep: move it up.")
      }
      if let reason = search(url, as: path + "/", depth: depth + 1) {
        fail(path, url, "the folder cannot be listed: \(reason).")
      }
    case S_IFREG:
      let state: ProjectFile.State
      if !ProjectFile.endings.contains(ProjectFile.ending(of: path)) {
        state = .unsupported
      } else if access(url.path, R_OK) != 0 {
        state = .unreadable("it may not be read: give yourself the right to read it.")
      } else {
        state = .document
      }
      files.append(ProjectFile(path: path, url: url, size: Int(status.st_size), state: state))
    default:
      fail(path, url, "it is neither a file nor a folder.")
    }
  }

  /// Whether a folder is a report that Concord wrote, which is no policy whatever the report of this run is called.
  private static func isReport(_ folder: URL) -> Bool {
    isRegularFile(folder.appendingPathComponent(".concord-report").path)
  }

  private mutating func fail(_ path: String, _ url: URL, _ reason: String) {
    files.append(ProjectFile(path: path, url: url, size: 0, state: .unreadable(reason)))
  }

  /// Whether a path leads to something that can be read to its end: no pipe, no device, no folder.
  static func isRegularFile(_ path: String) -> Bool {
    status(of: path).map { $0.st_mode & S_IFMT == S_IFREG } ?? false
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func identity(_ status: stat) -> Identity {
    Identity(device: status.st_dev, number: status.st_ino)
  }

  /// The names in a folder as bytes, in their order.
  private static func names(in folder: String) -> [[UInt8]]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [[UInt8]] = []
    while let entry = readdir(directory) {
      // The name reaches past the end of the declared field in theory, never past its NUL.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: UInt8.self, capacity: 256) { start in
          Array(UnsafeBufferPointer(start: start, count: strnlen(start, 256)))
        }
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
