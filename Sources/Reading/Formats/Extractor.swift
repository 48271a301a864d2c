/// Takes the words and the structure out of a file of any format that Concord reads.
struct Extractor: Sendable {
  var limits: ReadingLimits

  /// - Parameter language: the language that the user declared (ISO 639-1), which helps to read scans.
  /// - Throws: `ReadingError` naming the file, what is wrong with it and what to do.
  func extraction(_ source: SourceFile, language: String? = nil) throws(ReadingError) -> Extraction
  {
    let extraction: Extraction
    switch FileFormat(source) {
    case .pdf:
      extraction = try PDFText(source: source, limits: limits, language: language).extraction()
    case .package:
      extraction = try package(source)
    case .html:
      extraction = try HTMLText.extraction(source, limits: limits)
    case .markdown:
      extraction = try MarkdownText.extraction(source, limits: limits)
    case .text:
      extraction = try PlainText.extraction(source, limits: limits)
    case .other(let name, let remedy):
      throw source.error(.unsupported, "This is \(name), which Concord does not read.", remedy)
    }
    guard !extraction.blocks.isEmpty else {
      throw source.error(
        .empty, "There are no words in this file.", "Check that it is the right one.")
    }
    return extraction
  }

  /// DOCX and ODT are ZIP packages; what else is one is named.
  private func package(_ source: SourceFile) throws(ReadingError) -> Extraction {
    let bytes = try source.contents()
    let directory = try PackedParts(bytes, of: source, limits: limits) { $0 == "mimetype" }
    let type = directory["mimetype"].map { String(decoding: $0.prefix(128), as: UTF8.self) } ?? ""
    if type.hasPrefix("application/vnd.oasis.opendocument.text") {
      return try OpenDocument.extraction(source, bytes, limits: limits)
    }
    if type.isEmpty, directory.names.contains("[Content_Types].xml") {
      let folders = Set(directory.names.compactMap { $0.split(separator: "/").first })
      if folders.contains("xl") || folders.contains("ppt") {
        throw source.error(
          .unsupported,
          "This is a \(folders.contains("xl") ? "workbook" : "presentation"), which Concord does not read.",
          "Save the text that matters as PDF or DOCX.")
      }
      return try WordDocument.extraction(source, bytes, limits: limits)
    }
    throw source.error(
      .unsupported,
      type.isEmpty
        ? "This is an archive (ZIP), not a document."
        : "This is a file of the type \(type), which Concord does not read.",
      "Unpack it, or save the document as PDF, DOCX, ODT, HTML, Markdown or text.")
  }
}
