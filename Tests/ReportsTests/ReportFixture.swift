import Foundation
import Policy
import Reports
import Testing
import Workspace

/// A report written into a folder of its own, which goes when the fixture goes.
final class ReportFixture {
  let parent: URL
  let folder: URL
  /// Names of the files, sorted.
  let files: [String]

  init(_ model: ReportModel) throws {
    parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("concord-report-\(UUID().uuidString)")
    folder = parent.appendingPathComponent("report")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try Report(model, resource: ResourceFolder().bytes).write(to: folder)
    files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  deinit {
    try? FileManager.default.removeItem(at: parent)
  }

  func bytes(_ file: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: folder.appendingPathComponent(file)))
  }

  func text(_ file: String) throws -> String { String(decoding: try bytes(file), as: UTF8.self) }

  var pages: [String] { files.filter { $0.hasSuffix(".html") } }

  /// The values of an attribute on a page, in order.
  static func values(of attribute: String, in html: String) -> [String] {
    html.components(separatedBy: " \(attribute)=\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }
}
