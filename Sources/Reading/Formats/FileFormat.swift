/// The format of a file, told by its contents; its name decides only between formats that are all text.
enum FileFormat: Sendable, Hashable {
  case pdf
  /// A ZIP package: DOCX, ODT, or something else, as its parts tell.
  case package
  case html
  case markdown
  case text
  /// A format that Concord does not read, with what it is and what to do.
  case other(String, remedy: String)

  init(_ source: SourceFile) {
    let head = source.head
    let ending = source.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if Array(head.prefix(1024)).contains("%PDF-") {
      self = .pdf
    } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .package
    } else if let known = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = .other(known.name, remedy: known.remedy)
    } else if ["pdf", "docx", "odt"].contains(ending) {
      self = .other(
        "no \(ending.uppercased()) although its name says so",
        remedy: "Get it again from where it came; it may be an error page that was saved instead.")
    } else if Self.looksLikeHTML(head, ending: ending) {
      self = .html
    } else if ["md", "markdown", "mkd"].contains(ending) {
      self = .markdown
    } else {
      self = .text
    }
  }

  private static let signatures: [(bytes: [UInt8], name: String, remedy: String)] = [
    (
      Array("{\\rtf".utf8), "an RTF file",
      "Open it with a word processor and save it as DOCX, ODT or PDF."
    ),
    (
      [0xD0, 0xCF, 0x11, 0xE0], "a document of the old Office formats, or one with a password",
      "Open it with a word processor and save it as DOCX without password."
    ),
    ([0x89, 0x50, 0x4E, 0x47], "a picture", "Put it into a PDF, which is read by recognition."),
    ([0xFF, 0xD8, 0xFF], "a picture", "Put it into a PDF, which is read by recognition."),
    (Array("II*\0".utf8), "a picture", "Put it into a PDF, which is read by recognition."),
    (Array("MM\0*".utf8), "a picture", "Put it into a PDF, which is read by recognition."),
    (Array("AT&TFORM".utf8), "a DjVu file", "Convert it to PDF."),
    (Array("%!PS".utf8), "a PostScript file", "Convert it to PDF."),
    ([0x1F, 0x8B], "a compressed file", "Unpack it and put the document itself here."),
    (Array("BZh".utf8), "a compressed file", "Unpack it and put the document itself here."),
    ([0xFD, 0x37, 0x7A, 0x58], "a compressed file", "Unpack it and put the document itself here."),
    ([0x37, 0x7A, 0xBC, 0xAF], "an archive", "Unpack it and put the documents themselves here."),
    (Array("Rar!".utf8), "an archive", "Unpack it and put the documents themselves here."),
  ]

  private static func looksLikeHTML(_ head: [UInt8], ending: String) -> Bool {
    let isNamed = ["html", "htm", "xhtml", "xht"].contains(ending)
    // Without the zero bytes of UTF-16.
    let start = head.prefix(2048).filter { $0 != 0 }.map {
      (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
    }
    if start.contains("<!doctype html") || start.contains("<html") { return true }
    if isNamed { return true }
    guard !["md", "markdown", "mkd", "txt"].contains(ending) else { return false }
    return start.contains("<body") && start.contains("<")
  }
}
