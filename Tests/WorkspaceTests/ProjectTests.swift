import Foundation
import Policy
import Testing

@testable import Workspace

@Suite struct ProjectTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func documentsAreFoundAtEveryDepthInTheOrderOfTheirNames() throws {
    for name in ["b.md", "a/z.pdf", "a/deep/x.DOCX", ".hidden.md", "~$b.docx", "c.xls", "noending"]
    {
      try scratch.write(name, "x")
    }
    let project = try Project(at: scratch.url)
    #expect(project.files.map(\.path) == ["a/deep/x.DOCX", "a/z.pdf", "b.md", "c.xls", "noending"])
    #expect(
      project.files.map(\.state) == [
        .document, .document, .document, .unsupported, .unsupported,
      ])
    #expect(project.title == scratch.url.lastPathComponent)
  }

  @Test func reportWorkspaceTablesAndDescriptionAreNoDocuments() throws {
    for name in [
      "report/index.html", "concord.db", "concord.db-wal", "ties.csv", "my.db", "law.txt",
      "sub/ties.csv",
    ] { try scratch.write(name, "x") }
    try scratch.write("concord.json", "{}")
    let excluded = ["report", "my.db"].map { scratch.url.appendingPathComponent($0) }
    let project = try Project(at: scratch.url, excluding: excluded)
    #expect(project.files.map(\.path) == ["law.txt", "sub/ties.csv"])
  }

  @Test func anEarlierReportIsNoPolicyWhateverTheReportOfThisRunIsCalled() throws {
    for name in ["law.txt", "report/index.html", "report/.concord-report", "other/index.html"] {
      try scratch.write(name, "x")
    }
    #expect(try Project(at: scratch.url).files.map(\.path) == ["law.txt", "other/index.html"])
  }

  @Test func aLoopOfLinksEndsAndEveryFolderIsEnteredOnce() throws {
    try scratch.write("a/law.md", "x")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: scratch.path("a/up"), withDestinationPath: scratch.url.path)
    try manager.createSymbolicLink(atPath: scratch.path("b"), withDestinationPath: "a")
    try manager.createSymbolicLink(atPath: scratch.path("c.md"), withDestinationPath: "c.md")
    let project = try Project(at: scratch.url)
    #expect(project.files.map(\.path) == ["a/law.md", "c.md"])
    guard case .unreadable = project.files[1].state else {
      Issue.record("a link to itself is taken for a file")
      return
    }
  }

  @Test func strangeNamesAndPipesAreSaid() throws {
    try scratch.write("two\nlines.md", "x")
    #expect(mkfifo(scratch.path("pipe.md"), 0o600) == 0)
    var bad = Array((scratch.url.path + "/").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF)]
    bad += Array(".md".utf8CString)
    if let file = fopen(bad, "w") { fclose(file) }
    let project = try Project(at: scratch.url)
    let unreadable = project.files.filter { $0.state != .document }
    #expect(unreadable.count == 2)
    #expect(project.files.contains { $0.path == "two\nlines.md" && $0.state == .document })
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let file = try scratch.write("law.md", "x")
    for url in [scratch.url.appendingPathComponent("none"), file] {
      #expect(throws: Project.FolderError.self) { try Project(at: url) }
    }
  }

  @Test func aDescriptionIsReadInFull() throws {
    try scratch.write("a.md", "x")
    try scratch.write(
      "concord.json",
      """
      {"title": "Tavaria \\u00e9\\ud83d\\ude00", "country": "Tavaria", "languages": ["en", "FR"],
       "documents": [{"file": "./a.md", "title": "Law", "kind": "Law", "level": "bilateral",
         "country": "Tavaria; Osmania", "institution": ["MoL", "MoFA"], "year": "2013", "language": "en"}]}
      """)
    let project = try Project(at: scratch.url)
    #expect(project.notes.isEmpty)
    #expect(project.title == "Tavaria é😀")
    #expect(project.description.languages == [.english, .french])
    #expect(
      project.description(of: "a.md")
        == DocumentDescription(
          file: "a.md", title: "Law", kind: .law, level: .bilateral,
          countries: ["Tavaria", "Osmania"], institutions: ["MoL", "MoFA"], year: 2013,
          language: .english))
  }

  @Test(arguments: ["+0e9", "-0e9", "00e", "00g9"])
  func anEscapeHasFourHexadecimalDigitsAndNothingElse(_ digits: String) throws {
    try scratch.write("a.md", "x")
    try scratch.write("concord.json", #"{"title": "Tavaria \u\#(digits)""# + "}")
    let project = try Project(at: scratch.url)
    #expect(project.notes.count == 1 && project.notes[0].line == 1)
  }

  @Test func everyFieldThatCannotBeUsedIsSaidWithItsPlaceAndTheRestIsRead() throws {
    try scratch.write("a.md", "x")
    try scratch.write(
      "concord.json",
      """
      {"title": 5,
       "colour": "red",
       "documents": [
        {"title": "no file"},
        {"file": "a.md", "kind": "lawl", "year": "soon", "level": "national", "language": "English"},
        {"file": "../etc/passwd"},
        {"file": "a.md"},
        {"file": "gone.md"},
        "a"]}
      """)
    let project = try Project(at: scratch.url)
    let places = project.notes.map { "\($0.line ?? 0):\($0.column ?? "")" }
    #expect(
      places == ["1:11", "2:2", "4:3", "5:28", "5:44", "5:85", "6:12", "7:3", "9:3", "0:"])
    #expect(project.notes.last?.text.contains("gone.md") == true)
    #expect(project.description(of: "a.md")?.level == .national)
  }

  @Test(arguments: [
    ("{\"title\": \"T\", \"documents\": [{\"file\": \"a.md\"}, {\"file\": ", 1, "57"),
    ("{\"title\": \"T\",\n  country: 1}", 2, "3"), ("{\"title\": \"T\"} x", 1, "16"),
    ("{\"title\": \"T\", \"x\": tru}", 1, "21"), ("{\"title\": \"T\", \"x\": \"\\q\"}", 1, "22"),
    ("{\"title\": \"T\", \"x\": \"\n\"}", 1, "22"),
  ])
  func aMistakeOfJSONIsSaidWithItsPlaceAndWhatStandsBeforeIsRead(
    text: String, line: Int, column: String
  ) throws {
    let (description, notes) = ProjectDescription.read(Array(text.utf8))
    #expect(description.title == "T")
    #expect(notes.last?.line == line && notes.last?.column == column)
  }

  @Test func noJSONTrapsTheReader() throws {
    let whole = Array(
      "{\"title\": \"\\u00e9\\ud83d\", \"documents\": [{\"file\": \"a\", \"year\": -1.5e3}, null, [true]]}"
        .utf8)
    for end in 0...whole.count { _ = ProjectDescription.read(Array(whole[..<end])) }
    var generator = SplitMix(state: 99)
    for _ in 0..<2_000 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      _ = ProjectDescription.read(bytes)
    }
    let (_, notes) = ProjectDescription.read(Array(repeating: UInt8(ascii: "["), count: 1_000_000))
    #expect(notes.count >= 1)
  }
}
