import Foundation
import Policy
import Testing

@testable import Reading

/// Files made to break a reader: each gets a clear error or its words, in bounded time and memory.
@Suite("Hostile files")
struct HostileFileTests {
  private let folder: TestFolder

  /// A whole file of each format, to be cut and spoilt.
  static let samples: [(name: String, bytes: [UInt8])] = [
    (
      "a.pdf",
      PDFBuilder.pdf([
        ["Article 1. Every worker has rights.", "Article 2. The Ministry keeps a register."],
        ["Article 3. This law enters into force on 1 May."],
      ])
    ),
    (
      "a.docx",
      PackageBuilder.docx(
        String(
          repeating: "<w:p><w:r><w:t>Every worker has rights.</w:t></w:r></w:p>", count: 200))
    ),
    (
      "a.odt",
      PackageBuilder.odt(String(repeating: "<text:p>Every worker has rights.</text:p>", count: 200))
    ),
    (
      "a.html",
      Array(
        ("<html><body><h1>Law</h1>"
          + String(repeating: "<table><tr><td>a<td>b</table><ol><li>Every worker", count: 50))
          .utf8)
    ),
    (
      "a.md",
      Array(
        ("# Law\n\n1. Every worker\n   - has *rights*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
          + String(repeating: "> quoted **words**\n\n", count: 40)).utf8)
    ),
    ("a.txt", Array(String(repeating: "Artículo 1. Toda persona…\r\n\u{0C}", count: 40).utf8)),
  ]

  /// How long one file may take in the slowest build on a busy machine.
  private static let patience = Duration.seconds(20)

  init() throws {
    folder = try TestFolder()
  }

  @Test(
    "cut short at any place gives words or an error that says what to do",
    arguments: samples.indices)
  func truncated(sample: Int) throws {
    let (name, bytes) = Self.samples[sample]
    for part in [1, 4, 100, bytes.count / 3, bytes.count / 2, bytes.count - 30, bytes.count - 1] {
      if let error = try folder.failure(name, bytes.prefix(part)) {
        #expect(error.file == name)
        #expect(error.problem.hasSuffix(".") && error.remedy.hasSuffix("."), "\(error)")
      }
    }
  }

  @Test("a DOCX or ODT file without its end is called damaged", arguments: ["a.docx", "a.odt"])
  func truncatedPackage(name: String) throws {
    let bytes = try #require(Self.samples.first { $0.name == name }).bytes
    for part in [bytes.count / 3, bytes.count / 2, bytes.count - 200] {
      #expect(try folder.failure(name, bytes.prefix(part))?.reason == .damaged)
    }
  }

  @Test("with bytes changed at random never stops the program", arguments: samples.indices)
  func spoilt(sample: Int) throws {
    let seed = UInt64(2_026 + sample)
    var generator = SplitMix64(seed: seed)
    let (name, bytes) = Self.samples[sample]
    for round in 0..<(name == "a.pdf" ? 12 : 60) {
      var spoilt = bytes
      for _ in 0...(round % 8) {
        spoilt[Int.random(in: 0..<spoilt.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let error = try folder.failure(name, spoilt)
      #expect(error.map { !$0.remedy.isEmpty } ?? true, "seed \(seed), round \(round)")
    }
  }

  @Test(
    "of random bytes is refused whatever its name says",
    arguments: ["r.pdf", "r.docx", "r.odt", "r.html", "r.md", "r.txt", "r"])
  func random(name: String) throws {
    var generator = SplitMix64(seed: 7)
    for size in [1, 16, 1000, 100_000] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if size >= 1000 { #expect(try folder.failure(name, bytes) != nil, "\(size) bytes") }
      _ = try folder.failure(name, bytes)
    }
  }

  @Test(
    "of a kind told by its first bytes but random after them is refused",
    arguments: ["%PDF-1.7\n", "PK\u{3}\u{4}", "{\\rtf1 ", "%!PS-Adobe"])
  func randomBody(opening: String) throws {
    var generator = SplitMix64(seed: 8)
    let bytes =
      Array(opening.utf8) + (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let error = try #require(try folder.failure("x.bin", bytes))
    #expect([.damaged, .unsupported].contains(error.reason), "\(error)")
  }

  @Test("that is empty is said to be", arguments: samples.map(\.name))
  func empty(name: String) throws {
    #expect(try folder.failure(name, [])?.reason == .empty)
  }

  @Test("larger than the limit is not read")
  func large() throws {
    var limits = ReadingLimits.standard
    limits.fileSize = 1000
    let error = try folder.failure("a.txt", Array(repeating: 0x41, count: 1001), limits: limits)
    #expect(error?.reason == .tooLarge)
  }

  // MARK: Packages and XML

  @Test("that unpacks to gigabytes is stopped at the limit")
  func zipBomb() throws {
    var limits = ReadingLimits.standard
    limits.entrySize = 8 << 20
    let bomb = PackageBuilder.zip([
      "[Content_Types].xml": Array("<Types/>".utf8),
      "word/document.xml": Array(repeating: 0x20, count: 64 << 20),
    ])
    #expect(bomb.count < 1 << 20)
    let start = ContinuousClock.now
    #expect(try folder.failure("bomb.docx", bomb, limits: limits)?.reason == .tooLarge)
    #expect(ContinuousClock.now - start < Self.patience)
  }

  @Test("with parts that together are too large is stopped at the limit")
  func manyLargeParts() throws {
    var limits = ReadingLimits.standard
    limits.unpackedSize = 10 << 20
    let part = Array(repeating: UInt8(0x20), count: 4 << 20)
    let bomb = PackageBuilder.zip([
      "[Content_Types].xml": Array("<Types/>".utf8), "word/document.xml": part,
      "word/styles.xml": part, "word/numbering.xml": part,
    ])
    #expect(try folder.failure("bomb.docx", bomb, limits: limits)?.reason == .tooLarge)
  }

  @Test("with thousands of parts is stopped at the limit")
  func manyParts() throws {
    var limits = ReadingLimits.standard
    limits.entryCount = 2
    let error = try folder.failure("a.docx", PackageBuilder.docx("<w:p/>"), limits: limits)
    #expect(error?.reason == .tooLarge)
  }

  @Test("with entities that multiply is refused at once")
  func billionLaughs() throws {
    var entities = "<!ENTITY e0 \"laughs\">"
    for level in 1..<12 {
      let inside = String(repeating: "&e\(level - 1);", count: 10)
      entities += "<!ENTITY e\(level) \"\(inside)\">"
    }
    let bytes = PackageBuilder.docx(
      "<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>", before: "<!DOCTYPE d [\(entities)]>")
    let start = ContinuousClock.now
    let error = try #require(try folder.failure("laughs.docx", bytes))
    #expect(error.reason == .damaged)
    #expect(error.problem.contains("entities"))
    #expect(ContinuousClock.now - start < Self.patience)
  }

  @Test("with an entity that points to another file does not show that file")
  func externalEntity() throws {
    let secret = folder.url.appending(path: "secret.txt")
    try Data("the secret words".utf8).write(to: secret)
    let type = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file://\(secret.path)\">]>"
    let docx = PackageBuilder.docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before: type)
    #expect(try folder.failure("x.docx", docx)?.reason == .damaged)
    let page = "\(type)<html><body><p>Open &x; words</p></body></html>"
    let text = try folder.extraction("x.html", page.utf8).blocks.map(\.text).joined()
    #expect(text.contains("words") && !text.contains("secret"))
  }

  @Test("whose elements nest without end is refused or read, and does not exhaust the stack")
  func nesting() throws {
    let deep = 200_000
    let docx = PackageBuilder.docx(
      String(repeating: "<w:sdt>", count: 2000) + String(repeating: "</w:sdt>", count: 2000))
    let nested = try folder.failure("deep.docx", docx)
    #expect(nested?.reason == .tooLarge)
    let page = "<p>Words</p>" + String(repeating: "<div><b>", count: deep)
    #expect(try folder.failure("deep.html", page.utf8)?.reason == .tooLarge)
    let tables = "<p>Words</p>" + String(repeating: "<table><tr><td>", count: deep)
    #expect(try folder.failure("tables.html", tables.utf8)?.reason == .tooLarge)
    let quotes = String(repeating: ">", count: deep) + " Words"
    #expect(try folder.failure("deep.md", quotes.utf8)?.reason == .tooLarge)
    let start = ContinuousClock.now
    for text in [
      String(repeating: "[", count: deep), String(repeating: "*a_ ", count: deep),
      String(repeating: "- ", count: 5000) + "x", String(repeating: "</i>", count: deep),
    ] {
      _ = try folder.failure("odd.md", text.utf8)
      _ = try folder.failure("odd.html", text.utf8)
    }
    #expect(ContinuousClock.now - start < Self.patience)
  }

  @Test("with bytes that its encoding does not have is read around them", .timeLimit(.minutes(1)))
  func undefinedBytes() throws {
    let page =
      Array("<meta charset=windows-1252><p>Every worker ".utf8) + [0xE9, 0x20, 0x81, 0x8D]
      + Array(" has rights.".utf8)
    let blocks = try folder.extraction("a.html", page).blocks
    #expect(blocks.map(\.text).joined().contains("Every worker é \u{FFFD}\u{FFFD} has rights."))
  }

  @Test("with a table of absurd spans keeps its words and its bounds")
  func absurdSpans() throws {
    let page =
      "<table><tr><td colspan=1000000000 rowspan=1000000000>One<td>Two</tr><tr><td>Three</table>"
    let blocks = try folder.extraction("a.html", page.utf8).blocks
    #expect(
      ["One", "Two", "Three"].allSatisfy { word in blocks.contains { $0.text.contains(word) } })
  }

  // MARK: Names and kinds

  @Test(
    "with an odd name is read like any other",
    arguments: [
      "line\nbreak", "quote'\"`$(touch x)", "-rf", "--help", "a b;c|d", "é日本", "%PDF", "-",
    ])
  func oddNames(name: String) throws {
    for (sample, bytes) in Self.samples where sample != "a.txt" {
      let ending = sample.split(separator: ".").last ?? ""
      let blocks = try folder.extraction("\(name).\(ending)", bytes).blocks
      #expect(blocks.contains { $0.text.contains("worker") || $0.text.contains("quoted") })
    }
  }

  @Test("that is a folder, a pipe or missing is said to be unreadable", .timeLimit(.minutes(1)))
  func notAFile() throws {
    let pipe = folder.url.appending(path: "pipe.pdf")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    for file in [pipe, folder.url, folder.url.appending(path: "missing.pdf")] {
      let error = #expect(throws: ReadingError.self) {
        try SourceFile(file, name: "x.pdf", limits: .standard)
      }
      #expect(error?.reason == .unreadable)
    }
  }

  @Test("of a format that Concord does not read is named with what to do")
  func unsupported() throws {
    let kinds: [(String, [UInt8], String)] = [
      ("a.rtf", Array("{\\rtf1 Text}".utf8), "RTF"),
      (
        "a.doc",
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600),
        "old Office"
      ),
      ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "picture"),
      (
        "a.xlsx",
        PackageBuilder.zip([
          "[Content_Types].xml": Array("<Types/>".utf8), "xl/workbook.xml": Array("<w/>".utf8),
        ]), "workbook"
      ),
      ("a.zip", PackageBuilder.zip(["readme.txt": Array("hello".utf8)]), "archive"),
      ("a.pdf", Array("<html><body>404 Not Found</body></html>".utf8), "error page"),
    ]
    for (name, bytes, word) in kinds {
      let error = try #require(try folder.failure(name, bytes))
      #expect(error.reason == .unsupported)
      #expect("\(error)".contains(word), "\(error)")
    }
  }

  @Test("of the wrong name is read by its contents")
  func wrongName() throws {
    for (name, bytes) in Self.samples where ["a.pdf", "a.docx", "a.odt"].contains(name) {
      #expect(try folder.extraction("document.txt", bytes).blocks.isEmpty == false)
    }
  }
}
