import CArchive
import Foundation

@testable import Reading

/// A folder for the files of one test, removed with it.
final class TestFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "reading-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file and reads it as Concord does.
  func extraction(
    _ name: String, _ contents: some Sequence<UInt8>, limits: ReadingLimits = .standard,
    language: String? = nil
  ) throws -> Extraction {
    let file = url.appending(path: name)
    try Data(contents).write(to: file)
    let source = try SourceFile(file, name: name, limits: limits)
    return try Extractor(limits: limits).extraction(source, language: language)
  }

  /// The error that reading gives, nil when it succeeds.
  func failure(
    _ name: String, _ contents: some Sequence<UInt8>, limits: ReadingLimits = .standard
  ) throws -> ReadingError? {
    do {
      _ = try extraction(name, contents, limits: limits)
      return nil
    } catch let error as ReadingError {
      return error
    }
  }
}

/// Builds ZIP packages in memory.
enum PackageBuilder {
  static func zip(_ parts: KeyValuePairs<String, [UInt8]>, isCompressed: Bool = true) -> [UInt8] {
    let capacity = parts.reduce(1 << 16) { $0 + $1.value.count + 512 }
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let archive = archive_write_new()
      defer { archive_write_free(archive) }
      archive_write_set_format_zip(archive)
      archive_write_set_options(archive, isCompressed ? nil : "zip:compression=store")
      var used = 0
      archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
      for part in parts {
        let entry = archive_entry_new()
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, part.key)
        archive_entry_set_size(entry, Int64(part.value.count))
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, 0o644)
        archive_write_header(archive, entry)
        _ = part.value.withUnsafeBytes {
          archive_write_data(archive, $0.baseAddress, $0.count)
        }
      }
      archive_write_close(archive)
      count = used
    }
  }

  private static let wordNamespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""

  /// A DOCX file from the inside of its body and of further parts.
  static func docx(
    _ body: String, styles: String = "", numbering: String = "", footnotes: String = "",
    before: String = ""
  ) -> [UInt8] {
    func part(_ root: String, _ inside: String) -> [UInt8] {
      Array(
        "<?xml version=\"1.0\"?>\(before)<w:\(root) \(wordNamespaces)>\(inside)</w:\(root)>".utf8)
    }
    return zip([
      "[Content_Types].xml": Array("<Types/>".utf8),
      "word/document.xml": part("document", "<w:body>\(body)</w:body>"),
      "word/styles.xml": part("styles", styles),
      "word/numbering.xml": part("numbering", numbering),
      "word/footnotes.xml": part("footnotes", footnotes),
    ])
  }

  private static let openNamespaces = ["office", "text", "table", "style", "fo", "draw"]
    .map { "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\"" }
    .joined(separator: " ")

  /// An ODT file from the inside of its text and its styles.
  static func odt(_ body: String, automatic: String = "", styles: String = "") -> [UInt8] {
    zip([
      "mimetype": Array("application/vnd.oasis.opendocument.text".utf8),
      "content.xml": Array(
        ("<office:document-content \(openNamespaces)><office:automatic-styles>\(automatic)"
          + "</office:automatic-styles><office:body><office:text>\(body)</office:text></office:body>"
          + "</office:document-content>").utf8),
      "styles.xml": Array(
        ("<office:document-styles \(openNamespaces)><office:styles>\(styles)</office:styles>"
          + "</office:document-styles>").utf8),
    ])
  }
}

/// Builds PDF files with one text line or more on each page.
enum PDFBuilder {
  /// - Parameter pages: the lines of each page, set in Courier so that columns keep their place.
  static func pdf(_ pages: [[String]]) -> [UInt8] {
    document(
      pages.map { lines in
        var content = "BT /F 10 Tf 12 TL 50 800 Td "
        for line in lines {
          var escaped = ""
          for character in line {
            if "()\\".contains(character) { escaped.append("\\") }
            escaped.append(character)
          }
          content += "(\(escaped)) Tj T* "
        }
        return content + "ET"
      })
  }

  /// Pages without letters: a black bar on each, as a picture would be.
  static func pictures(_ count: Int) -> [UInt8] {
    document(Array(repeating: "50 400 400 60 re f", count: count))
  }

  static func document(_ contents: [String]) -> [UInt8] {
    var bytes: [UInt8] = Array("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    func object(_ text: String) {
      offsets.append(bytes.count)
      bytes += Array("\(offsets.count) 0 obj\n\(text)\nendobj\n".utf8)
    }
    object("<< /Type /Catalog /Pages 2 0 R >>")
    let kids = contents.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    object("<< /Type /Pages /Kids [\(kids)] /Count \(contents.count) >>")
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    for (index, content) in contents.enumerated() {
      object(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(5 + 2 * index) 0 R "
          + "/Resources << /Font << /F 3 0 R >> >> >>")
      object("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
    let start = bytes.count
    bytes += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
    for offset in offsets {
      let digits = String(offset)
      bytes += Array(
        (String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
    }
    bytes += Array(
      "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
    return bytes
  }
}
