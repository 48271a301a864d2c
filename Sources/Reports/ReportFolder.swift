import Foundation

/// The folder of a report, which appears as a whole or not at all.
///
/// The report is written beside its place, under a name that ends in `.part`, and takes its place when it is complete.
/// Only a folder that holds our marker, or an empty one, is ever replaced.
struct ReportFolder {
  static let marker = ".concord-report"

  let place: URL
  private let part: URL
  private let old: URL

  /// Prepares the folder to write into.
  ///
  /// - Throws: `ReportError` when something that is not a report of ours stands in its place.
  init(at place: URL) throws(ReportError) {
    let place = place.standardizedFileURL
    let parent = place.deletingLastPathComponent()
    self.place = place
    part = parent.appendingPathComponent("." + place.lastPathComponent + ".part")
    old = parent.appendingPathComponent("." + place.lastPathComponent + ".old")
    try Self.refuseIfForeign(place)
    try remove(part)
    try attempt(part) {
      try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
      try Data("A report made by Concord. The next run replaces this folder.\n".utf8)
        .write(to: part.appendingPathComponent(Self.marker))
    }
  }

  /// Where to write a file of the report until `publish`.
  func path(of file: String) -> String { part.appendingPathComponent(file).path }

  /// Puts the finished report in its place.
  func publish() throws(ReportError) {
    try Self.refuseIfForeign(place)
    try remove(old)
    try attempt(place) {
      let hasOld = FileManager.default.fileExists(atPath: place.path)
      if hasOld { try FileManager.default.moveItem(at: place, to: old) }
      do {
        try FileManager.default.moveItem(at: part, to: place)
      } catch {
        if hasOld { try FileManager.default.moveItem(at: old, to: place) }
        throw error
      }
    }
    try remove(old)
  }

  /// Takes away what was written so far.
  func discard() {
    try? FileManager.default.removeItem(at: part)
  }

  private func remove(_ folder: URL) throws(ReportError) {
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    try Self.refuseIfForeign(folder)
    try attempt(folder) { try FileManager.default.removeItem(at: folder) }
  }

  private static func refuseIfForeign(_ folder: URL) throws(ReportError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      return
    }
    let content = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    guard isFolder.boolValue, let content, content.isEmpty || content.contains(marker) else {
      throw ReportError(
        folder.path,
        "this is there already and was not made by Concord, so it is left alone. Choose another folder for the report."
      )
    }
  }

  private func attempt(_ subject: URL, _ work: () throws -> Void) throws(ReportError) {
    do {
      try work()
    } catch {
      throw ReportError(subject.path, "the folder cannot be written: \(error.localizedDescription)")
    }
  }
}
