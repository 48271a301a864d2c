import Foundation
import Policy
import Reports
import Testing
import Workspace

@Suite("A report from a workspace")
struct WorkspaceReportTests {
  @Test("says what the workspace holds: documents, findings with decisions, what was not read")
  func fromStore() throws {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("concord-store-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: parent) }
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    let store = try Store(at: parent.appendingPathComponent("concord.db").path, mode: .create)
    let digest = String(repeating: "0a", count: 32)
    for document in Islandia.documents {
      try store.store(document, digest: digest, readingKey: "reader 1", codingKey: "coder 1")
    }
    try store.store(
      unread: StoredDocument(
        document: Document(file: "photo.heic", title: ""), status: .unsupported,
        message: "Save it as PDF."))
    try store.store(
      unread: StoredDocument(
        document: Document(file: "locked.pdf", title: ""), status: .failed,
        message: "It has a password."))
    var findings = Islandia.findings
    for i in findings.indices { findings[i].status = .proposed }
    try store.store(Islandia.map, findings, key: "judge 1")
    try store.decide(
      "00000000000000a7", .dismissed, note: "Covered elsewhere.", person: "A. Adviser",
      date: "2026-11-24T10:00:00Z")

    let model = try ReportModel(store, codebook: ResourceFolder().codebook())
    #expect(model.files == Islandia.documents.map(\.document.file).sorted())
    #expect(model.digests[Islandia.law] == digest)
    #expect(model.versions.map(\.version).contains("coder 1"))
    let report = try ReportFixture(model)
    let provisions = try Table(report.bytes("provisions.csv"), file: "provisions.csv").rows
    let texts = Islandia.documents.flatMap { $0.document.provisions.map(\.text) }
    #expect(Set(provisions.map { $0["text"] }) == Set(texts))
    #expect(provisions.count == texts.count)
    let rows = try Table(report.bytes("findings.csv"), file: "findings.csv").rows
    let dismissed = try #require(rows.first { $0["id"] == "00000000000000a7" })
    #expect(dismissed["status"] == "dismissed")
    #expect(dismissed["note"] == "Covered elsewhere. (A. Adviser, 2026-11-24)")
    let unread = try report.text("unread.html")
    #expect(unread.contains("It has a password."))
    #expect(unread.contains("Save it as PDF."))
    #expect(try report.text("index.html").contains("One file could not be read."))
  }
}
