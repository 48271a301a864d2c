import Foundation
import Policy
import Synchronization
import Testing

@testable import Workspace

/// Engines without a format: a line of a file is a provision, and one that says "bad" cannot be read.
private struct Fakes: Sendable {
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  /// What was asked of the engines, by name of the function and file.
  final class Calls: Sendable {
    private let list = Mutex<[String]>([])
    func add(_ call: String) { list.withLock { $0.append(call) } }
    func take() -> [String] {
      list.withLock { calls in
        defer { calls = [] }
        return calls.sorted()
      }
    }
  }

  let calls = Calls()
  var keys = Engines.Keys(reading: "r", coding: "c", judging: "j")

  var engines: Engines {
    Engines(
      read: { [calls] url, path, description in
        calls.add("read \(path)")
        let text = try String(contentsOf: url, encoding: .utf8)
        if text.contains("bad") { throw Refusal(description: "\(path): it says bad.") }
        let lines = text.split(separator: "\n").enumerated()
        return Document(
          file: path, title: description?.title ?? "untitled",
          guessed: description == nil ? [.title] : [], pages: 2,
          provisions: lines.map {
            Provision(ordinal: $0, locator: "Article \($0 + 1)", text: String($1))
          })
      },
      code: { [calls] document in
        calls.add("code \(document.file)")
        return CodedDocument(
          document: document, codings: document.provisions.map { Sample.coding($0.ordinal) })
      },
      relate: { [calls] documents, given in
        calls.add("relate \(documents.count)")
        return given
      },
      judge: { [calls] documents, _, progress in
        calls.add("judge \(documents.count)")
        try progress(0.5)
        return documents.map { Sample.finding("f-\($0.document.file)", file: $0.document.file) }
      }, keys: keys)
  }
}

@Suite struct AssessmentTests {
  let scratch: Scratch
  let store: Store
  private var fakes = Fakes()

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
    for i in 0..<6 { try scratch.write("law\(i).md", "One line of \(i).\nAnother.") }
  }

  @discardableResult
  private func assess(
    _ fakes: Fakes, isFresh: Bool = false, in other: Store? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (AssessmentProgress) -> Void = { _ in }
  ) throws -> AssessmentSummary {
    try Assessment(
      of: try Project(at: scratch.url), in: other ?? store, with: fakes.engines, given: Sample.map,
      options: .init(jobs: 3, isFresh: isFresh)
    ).run(isCancelled: isCancelled, progress: progress)
  }

  @Test func everythingIsReadCodedAndJudgedOnce() throws {
    let summary = try assess(fakes)
    #expect(summary.newlyRead == 6 && summary.documents == 6 && summary.pages == 12)
    #expect(summary.provisions == 12 && summary.findings == [.conflict: 6])
    #expect(summary.guesses.count == 6 && !summary.isPartial)
    #expect(try store.institutionalMap() == Sample.map)
    #expect(try store.check(against: scratch.url).isEmpty)
    #expect(fakes.calls.take().count == 14)
  }

  @Test func aSecondRunDoesNothing() throws {
    try assess(fakes)
    _ = fakes.calls.take()
    let summary = try assess(fakes)
    #expect(fakes.calls.take().isEmpty)
    #expect(summary.unchanged == 6 && summary.newlyRead == 0 && summary.findings == [.conflict: 6])
    #expect(try store.runs().count == 2)
  }

  @Test func onlyWhatChangedIsReadAgain() throws {
    try assess(fakes)
    _ = fakes.calls.take()
    try scratch.write("law3.md", "New words.")
    try FileManager.default.removeItem(atPath: scratch.path("law5.md"))
    try scratch.write(
      "concord.json", "{\"documents\": [{\"file\": \"law1.md\", \"title\": \"First\"}]}")
    let summary = try assess(fakes)
    #expect(
      fakes.calls.take() == [
        "code law1.md", "code law3.md", "judge 5", "read law1.md", "read law3.md", "relate 5",
      ])
    #expect(summary.removed == 1 && summary.newlyRead == 2 && summary.unchanged == 3)
    #expect(try store.codedDocument("law1.md")?.document.title == "First")
    #expect(try store.codedDocument("law5.md") == nil)
  }

  @Test func anotherCodebookCodesAgainWithoutReading() throws {
    var fakes = fakes
    try assess(fakes)
    _ = fakes.calls.take()
    fakes.keys.coding = "c2"
    let summary = try assess(fakes)
    #expect(summary.recoded == 6)
    let calls = fakes.calls.take()
    #expect(!calls.contains { $0.hasPrefix("read") } && calls.contains("judge 6"))
    #expect(try store.documents().allSatisfy { $0.codingKey == "c2" })
  }

  @Test func otherRulesOnlyJudgeAgain() throws {
    var fakes = fakes
    try assess(fakes)
    _ = fakes.calls.take()
    fakes.keys.judging = "j2"
    try assess(fakes)
    #expect(fakes.calls.take() == ["judge 6", "relate 6"])
  }

  @Test func aDocumentThatCannotBeReadIsSaidAndTheOthersAreRead() throws {
    try scratch.write("law2.md", "bad")
    try scratch.write("table.xls", "x")
    let summary = try assess(fakes)
    #expect(summary.failed == [.init(file: "law2.md", message: "law2.md: it says bad.")])
    #expect(summary.unsupported == ["table.xls"])
    #expect(summary.documents == 5 && summary.isPartial)
    // Mended, it is read.
    try scratch.write("law2.md", "Good.")
    #expect(try assess(fakes).failed.isEmpty)
  }

  @Test func cancelledAtAnyPointAndRunAgainItIsAsIfUndisturbed() throws {
    let undisturbed = try Store(at: scratch.path("concord.db.other"), mode: .create)
    try assess(fakes, in: undisturbed)
    for point in 0..<8 {
      let store = try Store(at: scratch.path("concord.db.\(point)"), mode: .create)
      let seen = Atomic(0)
      let summary = try assess(
        fakes, in: store, isCancelled: { seen.load(ordering: .relaxed) > point },
        progress: { _ in seen.add(1, ordering: .relaxed) })
      #expect(summary.wasCancelled && summary.isPartial)
      #expect(try store.runs().last?.finished == nil)
      #expect(try store.check().allSatisfy { !$0.isDamage })
      try assess(fakes, in: store)
      #expect(try store.codedDocuments() == undisturbed.codedDocuments())
      #expect(try store.findings() == undisturbed.findings())
      #expect(try store.judgingKey() == undisturbed.judgingKey())
    }
  }

  @Test func aFullDiskEndsTheRunWithoutHangingAndTheNextCompletesIt() throws {
    for i in 0..<30 {
      try scratch.write("more\(i).md", String(repeating: "Some words.\n", count: 200))
    }
    try store.withConnection { connection in
      let pages = try connection.first("PRAGMA page_count", as: { try $0(0, as: Int.self) }) ?? 0
      try connection.execute("PRAGMA max_page_count = \(pages + 60)")
    }
    let error = #expect(throws: StoreError.self) { try assess(fakes) }
    #expect(error?.reason == .full)
    try store.withConnection { try $0.execute("PRAGMA max_page_count = 1000000") }
    #expect(try assess(fakes).documents == 36)
    #expect(try store.check(against: scratch.url).isEmpty)
  }

  @Test func progressReachesItsEnd() throws {
    let last = Mutex(AssessmentProgress(phase: .reading))
    try assess(
      fakes, progress: { state in if state.phase == .reading { last.withLock { $0 = state } } })
    let state = last.withLock { $0 }
    #expect(state.documentsDone == 6 && state.bytesDone == state.bytesTotal && state.share == 1)
    #expect(state.pagesDone == 12)
  }

  @Test func checkSaysWhatTheFolderHasAheadOfTheWorkspace() throws {
    try assess(fakes)
    try scratch.write("law0.md", "Other words.")
    try FileManager.default.removeItem(atPath: scratch.path("law1.md"))
    let faults = try store.check(against: scratch.url)
    #expect(faults.map(\.kind) == [.changed, .missing])
    #expect(faults.map(\.file) == ["law0.md", "law1.md"])
  }
}
