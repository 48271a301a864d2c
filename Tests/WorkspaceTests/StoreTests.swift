import Foundation
import Policy
import Testing

@testable import Workspace

@Suite struct StoreTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
  }

  @Test func whatIsStoredComesBackTheSame() throws {
    let coded = Sample.coded()
    try store.store(coded)
    #expect(try store.codedDocument(coded.document.file) == coded)
    let stored = try #require(try store.documents().first)
    var bare = coded.document
    bare.provisions = []
    #expect(stored.document == bare)
    #expect(stored.digest == "d" && stored.readingKey == "r1" && stored.codingKey == "c1")
    #expect(stored.provisionCount == 3)
    #expect(stored.relevantCount == 3 && stored.commitmentCount == 2)
  }

  @Test func afterACheckpointACopyOfTheFileAloneIsWhole() throws {
    try store.store(Sample.coded())
    func copied(_ name: String) throws -> [String] {
      try FileManager.default.copyItem(atPath: store.file, toPath: scratch.path(name))
      return try Store(at: scratch.path(name)).documents().map(\.document.file)
    }
    #expect(try copied("before.db").isEmpty)
    try store.checkpoint()
    #expect(try copied("after.db") == [Sample.coded().document.file])
  }

  @Test func aSecondStoringTakesThePlaceOfTheFirst() throws {
    try store.store(Sample.coded(articles: 5))
    try store.store(Sample.coded(articles: 2))
    #expect(try store.codedDocument("laws/employment.md")?.codings.count == 2)
    #expect(try store.search("recruitment").count == 2)
    #expect(try store.check() == [.unjudged])
  }

  @Test func aNameWithANewlineAndQuotesIsOnlyAName() throws {
    let name = "a\nb'); DROP TABLE documents; --\".md"
    try store.store(Sample.coded(name))
    #expect(try store.documents().map(\.file) == [name])
    try store.remove([name])
    #expect(try store.documents().isEmpty)
  }

  @Test func anUnreadFileIsKeptWithItsReason() throws {
    try store.store(
      unread: StoredDocument(
        document: Document(file: "a.pdf", title: "a"), status: .failed, message: "needs a password",
        digest: "x"))
    let stored = try #require(try store.documents().first)
    #expect(stored.status == .failed && stored.message == "needs a password")
    #expect(try store.codedDocuments().isEmpty)
  }

  @Test func codingsAreReplacedWithoutTheProvisions() throws {
    try store.store(Sample.coded())
    let plain = (0..<3).map { ProvisionCoding(provision: $0) }
    try store.store(codings: plain, of: "laws/employment.md", codingKey: "c2")
    let document = try #require(try store.codedDocument("laws/employment.md"))
    #expect(document.codings == plain)
    #expect(document.document.provisions == Sample.coded().document.provisions)
    #expect(try store.documents().first?.codingKey == "c2")
  }

  @Test func aCodingWithoutItsProvisionLeavesTheOldStateUntouched() throws {
    try store.store(Sample.coded())
    var broken = Sample.coded(articles: 4)
    broken.codings[3].provision = 77
    #expect(throws: StoreError.self) { try store.store(broken) }
    #expect(try store.codedDocument("laws/employment.md") == Sample.coded())
    #expect(try store.search("recruitment").count == 3)
  }

  @Test func theInstitutionalMapAndFindingsComeBackTheSame() throws {
    let findings = [Sample.finding("b1"), Sample.finding("a2", kind: .silent)]
    try store.store(Sample.map, findings, key: "k")
    #expect(try store.institutionalMap() == Sample.map)
    #expect(try store.findings() == findings)
    #expect(try store.judgingKey() == "k")
  }

  @Test func notesAndRunsComeBackTheSame() throws {
    let notes = [
      Note(file: "concord.json", line: 3, column: "7", text: "no year"),
      Note(file: "ties.csv", text: "odd"),
    ]
    try store.store(notes, title: "Tavaria")
    #expect(try store.notes() == notes)
    #expect(try store.title() == "Tavaria")
    let run = try store.begin(Run(started: "2026-01-01T00:00:00Z", program: "concord 1"))
    #expect(try store.runs().map(\.finished) == [nil])
    try store.finish(run, at: "2026-01-01T00:01:00Z", counts: ["documents": 2])
    #expect(try store.runs().map(\.counts) == [["documents": 2]])
  }

  @Test func findingsAreFoundByTheBeginningOfTheirId() throws {
    try store.store(Sample.map, [Sample.finding("ab12"), Sample.finding("ab34")], key: "k")
    #expect(try store.finding("ab1").id == "ab12")
    for prefix in ["ab", "", "zz"] {
      #expect(throws: StoreError.self) { try store.finding(prefix) }
    }
  }

  @Test func oneWritesWhileAnotherReads() async throws {
    try store.store(Sample.coded("a.md"))
    let path = scratch.path("concord.db")
    try await withThrowingTaskGroup(of: Int.self) { group in
      group.addTask {
        let reader = try Store(at: path, mode: .readOnly)
        var seen = 0
        for _ in 0..<200 {
          let documents = try reader.documents()
          // A document is there with all of its provisions or not at all.
          #expect(documents.allSatisfy { $0.provisionCount == 3 })
          seen = max(seen, documents.count)
        }
        return seen
      }
      group.addTask { [store] in
        for i in 0..<40 { try store.store(Sample.coded("b\(i).md")) }
        return 41
      }
      for try await count in group { #expect(count >= 1) }
    }
    #expect(try store.documents().count == 41)
  }

  @Test func aFullDiskIsSaidAndLeavesWhatWasThere() throws {
    try store.store(Sample.coded())
    try store.withConnection { connection in
      let pages = try connection.first("PRAGMA page_count", as: { try $0(0, as: Int.self) }) ?? 0
      try connection.execute("PRAGMA max_page_count = \(pages + 2)")
    }
    let error = #expect(throws: StoreError.self) {
      try store.store(Sample.coded("big.md", articles: 2_000))
    }
    #expect(error?.reason == .full)
    #expect(try store.codedDocuments() == [Sample.coded()])
    try store.withConnection { try $0.execute("PRAGMA max_page_count = 1000000") }
    try store.store(Sample.coded("big.md", articles: 2_000))
    #expect(try store.documents().count == 2)
  }
}

extension Store.Fault {
  static let unjudged = Store.Fault(
    kind: .stale,
    text: "no findings have been made yet: the last run was ended before. Assess again.")
}
