import Foundation
import Policy
import Testing

@testable import Reading

@Suite("PDF", .enabled(if: LimitedProcess.isInstalled("pdftotext"), "needs poppler-utils"))
struct PDFTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
  }

  @Test("gives lines with their page and indent")
  func lines() throws {
    let extraction = try folder.extraction(
      "a.pdf", PDFBuilder.pdf([["Article 1", "    (a) workers;"], [], ["Article 2"]]))
    #expect(extraction.pages == 3)
    #expect(extraction.blocks.map(\.text) == ["Article 1", "(a) workers;", "Article 2"])
    #expect(extraction.blocks.map(\.page) == [1, 1, 3])
    guard case .line(let indent, _) = extraction.blocks[1].kind else {
      Issue.record("No line")
      return
    }
    #expect(indent == 4)
  }

  @Test("gives the rows of a table, joined over a page break, with the headers of their columns")
  func table() throws {
    let header = "Measure          Lead                   Date"
    let extraction = try folder.extraction(
      "a.pdf",
      PDFBuilder.pdf([
        [
          "The following measures are to be carried out by the ministries named.", "", header, "",
          "Train staff      Ministry of Labour     June 2026", "of the offices", "",
          "Open a desk      Diaspora Agency        2027", "at the port",
        ],
        [
          header, "", "Keep figures     Statistics Office      every year", "of all flows", "",
          "The plan is revised in the year 2030 by the commission, after hearing all.",
        ],
      ]))
    #expect(
      extraction.blocks.map(\.text) == [
        "The following measures are to be carried out by the ministries named.",
        "Measure | Lead | Date", "Train staff of the offices | Ministry of Labour | June 2026",
        "Open a desk at the port | Diaspora Agency | 2027",
        "Keep figures of all flows | Statistics Office | every year",
        "The plan is revised in the year 2030 by the commission, after hearing all.",
      ])
    guard case .tableRow(let cells, _, _) = extraction.blocks[4].kind else {
      Issue.record("No row")
      return
    }
    #expect(cells.map(\.header) == ["Measure", "Lead", "Date"])
    #expect(extraction.blocks[4].page == 2)
  }

  @Test("reads a text in two columns one column after the other")
  func columns() throws {
    let left = (1...16).map { "left line \($0) of the running text of" }
    let right = (1...16).map { "right line \($0) of the running text of" }
    let lines = zip(left, right).map { first, second in
      first + String(repeating: " ", count: 44 - first.count) + second
    }
    let texts = try folder.extraction("a.pdf", PDFBuilder.pdf([lines])).blocks.map(\.text)
    #expect(texts == left + right)
  }

  @Test(
    "keeps words that stand in columns by chance as lines",
    arguments: [
      [
        "For the Republic of Tazmara:        For the Confederation:",
        "A. Minister                         B. Minister",
      ],
      [
        "1. Context ...................... 4", "2. Aims ......................... 7",
        "3. Plan ......................... 9",
      ],
      [
        "(a)    workers in agriculture;", "(b)    workers in care;",
        "(c)    seafarers and their families.",
      ],
    ])
  func chance(lines: [String]) throws {
    let blocks = try folder.extraction("a.pdf", PDFBuilder.pdf([lines])).blocks
    #expect(blocks.count == lines.count)
    #expect(blocks.allSatisfy { if case .line = $0.kind { true } else { false } })
  }

  @Test("cut short says so, and of what is left nothing is lost silently")
  func cutShort() throws {
    let pages = (1...40).map { page in
      ["Article \(page). The Ministry keeps a register of workers."]
    }
    let bytes = PDFBuilder.pdf(pages)
    do {
      let extraction = try folder.extraction("a.pdf", bytes.prefix(bytes.count / 2))
      #expect(extraction.warnings.contains { $0.contains("cut short") })
    } catch let error as ReadingError {
      #expect(error.reason == .damaged && error.problem.contains("cut short"))
    }
  }

  @Test("with a password is called locked")
  func password() throws {
    // An encryption dictionary whose check values fit no password.
    let dummy = String(repeating: "41", count: 32)
    var text = String(decoding: PDFBuilder.pdf([["Secret"]]), as: UTF8.self)
    text = text.replacingOccurrences(
      of: "trailer\n<< ",
      with:
        "trailer\n<< /ID [<\(dummy)> <\(dummy)>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <\(dummy)> /U <\(dummy)> >> "
    )
    #expect(try folder.failure("a.pdf", text.utf8)?.reason == .locked)
  }

  @Test("of pictures only is called a scan, or read with a warning that names the pages")
  func scan() throws {
    do {
      let extraction = try folder.extraction("a.pdf", PDFBuilder.pictures(2))
      #expect(extraction.warnings.contains { $0.contains("Pages 1–2") })
    } catch let error as ReadingError {
      #expect(error.reason == .scanned)
      #expect(error.problem.contains("2 pages"))
    }
  }

  @Test("with one page that is a picture reads the others and names that page")
  func mixed() throws {
    let words = "BT /F 10 Tf 50 700 Td (Article 1. Workers have rights.) Tj ET"
    let extraction = try folder.extraction(
      "a.pdf", PDFBuilder.document([words, "50 400 400 60 re f", "", words]))
    #expect(extraction.blocks.count == 2)
    #expect(extraction.warnings.count == 1)
    #expect(extraction.warnings.first?.contains("Page 2 was not read") == true)
  }

  @Test(
    "that is a scan of words is read by character recognition",
    .enabled(if: LimitedProcess.isInstalled("tesseract"), "needs tesseract-ocr"))
  func recognition() throws {
    // Draws a page of words and puts the drawing, without text layer, into a new PDF.
    let drawn = folder.url.appending(path: "words.pdf")
    try Data(
      PDFBuilder.document([
        "BT /F 24 Tf 60 700 Td (The Ministry of Labour) Tj 0 -40 Td (protects all workers.) Tj ET"
      ])
    ).write(to: drawn)
    let source = try SourceFile(drawn, name: "words.pdf", limits: .standard)
    let process = LimitedProcess(
      "pdftoppm", ["-gray", "-r", "100", "-singlefile"], limits: .standard)
    let picture = try process.run(path: source).output
    let header = try #require(
      picture.indices.filter { picture[$0] == 0x0A || picture[$0] == 0x20 }.prefix(4).last)
    let size = String(decoding: picture[..<header], as: UTF8.self).split(
      whereSeparator: \.isWhitespace)
    let hex = picture[(header + 1)...].map { String(format: "%02x", $0) }.joined()
    let page =
      "q 595 0 0 842 0 0 cm BI /W \(size[1]) /H \(size[2]) /CS /G /BPC 8 /F /AHx ID \(hex)> EI Q"
    let extraction = try folder.extraction("scan.pdf", PDFBuilder.document([page]))
    let text = extraction.blocks.map(\.text).joined(separator: " ")
    #expect(text.contains("Ministry of Labour"))
    #expect(
      extraction.warnings.contains { $0.contains("Page 1 was read by character recognition") })
  }

  @Test("of ten thousand pages is read whole, in bounded time")
  func manyPages() throws {
    let pages = (1...10_000).map { ["Article \($0). The Ministry keeps a register of workers."] }
    let bytes = PDFBuilder.pdf(pages)
    let start = ContinuousClock.now
    let extraction = try folder.extraction("a.pdf", bytes)
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(extraction.pages == 10_000)
    #expect(extraction.blocks.last?.page == 10_000)
  }

  @Test("with more pages than allowed is read up to the limit, and says so")
  func pageLimit() throws {
    var limits = ReadingLimits.standard
    limits.pages = 3
    let extraction = try folder.extraction(
      "a.pdf", PDFBuilder.pdf((1...5).map { ["Words on the page number \($0)."] }), limits: limits)
    #expect(extraction.pages == 3)
    #expect(extraction.warnings == ["Only the first 3 pages were read; that is the limit."])
  }

  private static let corpus = SharedFolder.find("corpus/pdf")

  @Test(
    "from governments gives the words of its text layer",
    .enabled(if: corpus != nil, "needs the shared texts"))
  func governmentFiles() throws {
    let folder = try #require(Self.corpus)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "pdf" }
    #expect(!files.isEmpty)
    for file in files {
      let source = try SourceFile(file, name: file.lastPathComponent, limits: .standard)
      let extraction = try Extractor(limits: .standard).extraction(source)
      let plain = try LimitedProcess("pdftotext", ["-enc", "UTF-8"], limits: .standard)
        .run(path: source, following: ["-"]).output
      let expected = Self.letters(plain)
      let found = Self.letters(Array(extraction.blocks.map(\.text).joined(separator: " ").utf8))
      #expect(abs(Double(found) / Double(expected) - 1) < 0.02, "\(file.lastPathComponent)")
      #expect(extraction.warnings.isEmpty, "\(file.lastPathComponent)")
    }
  }

  private static func letters(_ text: [UInt8]) -> Int {
    text.count { (0x41...0x5A).contains($0 & 0xDF) || (0xC3...0xDB).contains($0) }
  }
}

/// The folder `shared` beside one of the folders that hold this file.
enum SharedFolder {
  static func find(_ path: String) -> URL? {
    var folder = URL(filePath: #filePath)
    while folder.pathComponents.count > 1 {
      folder.deleteLastPathComponent()
      let candidate = folder.appending(path: "shared/\(path)")
      if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
    }
    return nil
  }
}
