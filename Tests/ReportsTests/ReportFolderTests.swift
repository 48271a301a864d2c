import Foundation
import Policy
import Reports
import Testing
import Workspace

@Suite("The folder of a report")
struct ReportFolderTests {
  private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("concord-folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("is replaced when it holds an older report, so that no old page stays")
  func replacesOwn() throws {
    let report = try ReportFixture(try Islandia.model())
    let one = [Islandia.documents[0]]
    try Report(try Islandia.model(documents: one, findings: []), resource: ResourceFolder().bytes)
      .write(to: report.folder)
    let files = try FileManager.default.contentsOfDirectory(atPath: report.folder.path)
    #expect(files.filter { $0.hasPrefix("document-") } == ["document-labour-migration-act.html"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: report.parent.path) == ["report"])
  }

  @Test("is left alone when somebody else made it")
  func refusesForeign() throws {
    let parent = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: parent) }
    let precious = parent.appendingPathComponent("precious.txt")
    try Data("mine".utf8).write(to: precious)
    #expect(throws: ReportError.self) {
      try Report(try Islandia.model(), resource: ResourceFolder().bytes).write(to: parent)
    }
    #expect(try Data(contentsOf: precious) == Data("mine".utf8))
  }

  @Test("stays as it was when a document cannot be fetched")
  func keepsOldOnFailure() throws {
    let report = try ReportFixture(try Islandia.model())
    let before = try report.bytes("index.html")
    var model = try Islandia.model()
    model.files.append("missing.pdf")
    model.title = "Another"
    #expect(throws: CocoaError.self) {
      try Report(model, resource: ResourceFolder().bytes).write(to: report.folder)
    }
    #expect(try report.bytes("index.html") == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: report.parent.path) == ["report"])
  }
}
