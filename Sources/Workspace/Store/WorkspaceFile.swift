import Foundation

/// What a file is, told from its first bytes without opening it as a database, so that a stranger's file is never
/// touched.
enum WorkspaceFile {
  private static let magic = Array("SQLite format 3\0".utf8)

  static func examine(_ file: String, mayBeMissing: Bool) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
      guard mayBeMissing else {
        throw StoreError(
          .missing, file: file, problem: "there is no such workspace.",
          remedy: "Make it with concord assess FOLDER, or name another file with --workspace.")
      }
      return
    }
    guard !isFolder.boolValue else {
      throw StoreError(
        .foreign, file: file, problem: "this is a folder, not a workspace.",
        remedy: "Name the file in it, usually concord.db.")
    }
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw StoreError(
        .missing, file: file, problem: "the workspace cannot be opened.",
        remedy: "Check that you may read it.")
    }
    defer { try? handle.close() }
    let header = [UInt8]((try? handle.read(upToCount: 100)) ?? Data())
    if header.isEmpty && mayBeMissing { return }
    guard header.count == 100, header.starts(with: magic) else {
      throw StoreError(
        .foreign, file: file, problem: "this is not a Concord workspace.",
        remedy: "Name another file with --workspace; this one was left as it is.")
    }
    let identifier = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
    guard identifier == Schema.applicationID else {
      throw StoreError(
        .foreign, file: file, problem: "this is the database of another program.",
        remedy: "Name another file with --workspace; this one was left as it is.")
    }
  }
}
