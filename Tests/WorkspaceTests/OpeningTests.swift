import Foundation
import Testing

@testable import Workspace

@Suite struct OpeningTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func aMissingWorkspaceIsSaid() throws {
    let error = #expect(throws: StoreError.self) { try Store(at: scratch.path("none.db")) }
    #expect(error?.reason == .missing)
    let inMissingFolder = #expect(throws: StoreError.self) {
      try Store(at: scratch.path("no/where.db"), mode: .create)
    }
    #expect(inMissingFolder?.reason == .missing)
    let folder = #expect(throws: StoreError.self) { try Store(at: scratch.url.path) }
    #expect(folder?.reason == .foreign)
  }

  @Test(arguments: ["Dear diary,\n", String(repeating: "x", count: 5_000)])
  func aFileThatIsNoDatabaseIsRefusedUntouched(text: String) throws {
    let file = try scratch.write("diary.txt", text)
    for mode in [Store.Mode.create, .existing, .readOnly] {
      let error = #expect(throws: StoreError.self) { try Store(at: file.path, mode: mode) }
      #expect(error?.reason == .foreign)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["diary.txt"])
  }

  @Test func theDatabaseOfAnotherProgramIsRefusedUntouched() throws {
    let path = scratch.path("photos.db")
    do {
      let other = try Connection(file: path, mode: .create)
      try other.execute("PRAGMA application_id = 7; CREATE TABLE photos (name TEXT)")
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let error = #expect(throws: StoreError.self) { try Store(at: path, mode: .create) }
    #expect(error?.reason == .foreign)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func aWorkspaceOfANewerConcordIsRefused() throws {
    let path = scratch.path("concord.db")
    do {
      let store = try Store(at: path, mode: .create)
      try store.withConnection { try $0.execute("PRAGMA user_version = 99") }
    }
    for mode in [Store.Mode.create, .existing, .readOnly] {
      let error = #expect(throws: StoreError.self) { try Store(at: path, mode: mode) }
      #expect(error?.reason == .newer)
      #expect(error?.description.contains("schema 99") == true)
    }
  }

  @Test func aWorkspaceOfTheFirstSchemaIsBroughtUpToDateAndCanBeSearched() throws {
    let path = try scratch.workspace(
      ofSchema: 1,
      """
      INSERT INTO documents VALUES (1, 'a.md', 'read', NULL, 'd', 'r', 'c', 'A', 'law', 'national',
        '[]', '[]', 1999, '["en"]', '[]', NULL, '[]');
      INSERT INTO provisions VALUES (1, 1, 0, 'Article 1', '[]', NULL, 'Seasonal workers may stay.',
        NULL, NULL, 'article', '[]', 0, 'en');
      """)
    let tooOld = #expect(throws: StoreError.self) { try Store(at: path, mode: .readOnly) }
    #expect(tooOld?.reason == .readOnly)
    let store = try Store(at: path)
    #expect(try store.withConnection { try $0.schemaVersion } == Schema.migrations.count)
    #expect(try store.search("seasonal").map(\.locator) == ["Article 1"])
  }

  @Test func aDamagedWorkspaceIsReportedNeverTrapped() throws {
    let path = scratch.path("concord.db")
    do {
      let store = try Store(at: path, mode: .create)
      for i in 0..<20 { try store.store(Sample.coded("\(i).md", articles: 30)) }
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var generator = SplitMix(state: 20_261_125)
    for _ in 0..<30 {
      var bytes = whole
      // The header stays, so that the file still says it is a workspace.
      for _ in 0..<40 {
        let at = Int.random(in: 4_096..<bytes.count, using: &generator)
        bytes[at..<min(at + 64, bytes.count)].resetBytes(in: at..<min(at + 64, bytes.count))
      }
      if Bool.random(using: &generator) { bytes = bytes.prefix(bytes.count / 2) }
      let copy = scratch.path("damaged.db")
      try bytes.write(to: URL(fileURLWithPath: copy))
      do {
        let store = try Store(at: copy)
        let faults = try store.check()
        #expect(faults.contains { $0.isDamage })
        _ = try? store.documents()
        _ = try? store.codedDocuments()
        _ = try? store.search("recruitment")
      } catch let error as StoreError {
        #expect([.damaged, .foreign, .refused].contains(error.reason), "\(error)")
      }
      for ending in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: copy + ending)
      }
    }
  }
}

/// A seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
