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

  /// Addresses that lead nowhere, each with the page that it stands on.
  func deadLinks() throws -> [String] {
    var anchors: [String: Set<String>] = [:]
    for page in pages { anchors[page] = Set(Self.values(of: "id", in: try text(page))) }
    var dead: [String] = []
    for page in pages {
      for address in Set(Self.values(of: "href", in: try text(page))).sorted() {
        let parts = address.split(separator: "#", omittingEmptySubsequences: false)
        let target = parts[0].isEmpty ? page : String(parts[0])
        let isThere =
          parts.count == 1
          ? files.contains(target) : anchors[target]?.contains(String(parts[1])) == true
        if !isThere { dead.append(page + " -> " + address) }
      }
    }
    return dead
  }

  /// The values of an attribute on a page, in order.
  static func values(of attribute: String, in html: String) -> [String] {
    html.components(separatedBy: " \(attribute)=\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }
}
