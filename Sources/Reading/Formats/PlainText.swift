/// Text without structure: its lines, with the pages that form feeds make of it.
struct PlainText {
  /// - Parameter bytes: of a file in any encoding that `TextEncoding` tells.
  static func extraction(_ source: SourceFile, limits: ReadingLimits) throws(ReadingError)
    -> Extraction
  {
    let decoded = try decode(source, limits: limits)
    let front = FrontMatter(decoded.text)
    var extraction = Extraction(declared: front.declared, warnings: decoded.warnings)
    let hasPages = front.body.contains(0x0C)
    let parts = hasPages ? [.text(front.body)] : PipeTable.parts(of: front.body)
    for part in parts {
      switch part {
      case .table(let grid): extraction.blocks += grid.blocks()
      case .text(let text):
        var lines = TextLines(Array(text))
        lines.usesPages = hasPages
        extraction.blocks += lines.blocks()
        extraction.pages = hasPages ? lines.pages : nil
      }
    }
    return extraction
  }

  /// The contents as UTF-8, for every format that is text.
  static func decode(_ source: SourceFile, limits: ReadingLimits, declared: String? = nil)
    throws(ReadingError) -> (text: [UInt8], warnings: [String])
  {
    let bytes = try source.contents()
    guard bytes.count <= limits.textSize else {
      throw source.error(
        .tooLarge,
        "The text has \(bytes.count >> 20) MB, more than the \(limits.textSize >> 20) MB allowed.",
        "Split it into its parts.")
    }
    var encoding = TextEncoding(of: bytes)
    if let declared, encoding.isGuessed,
      encoding.name.hasPrefix("WINDOWS") || encoding.name == "KOI8-R",
      let name = TextEncoding.codePage(declared)
    {
      encoding = TextEncoding(name: name)
    }
    guard let decoded = encoding.decode(bytes) ?? TextEncoding(of: bytes).decode(bytes) else {
      throw source.error(
        .unsupported,
        "The text is in the encoding \(encoding.name), which this system does not know.",
        "Save it as UTF-8.")
    }
    guard isText(decoded.text) else {
      throw source.error(
        .unsupported, "The contents are not text, nor of a format that Concord reads.",
        "Save the document as PDF, DOCX, ODT, HTML, Markdown or text.")
    }
    var warnings: [String] = []
    if encoding.isGuessed {
      warnings.append(
        "The file does not say in which encoding it is written; \(encoding.name) was taken. "
          + "If letters look wrong, save it as UTF-8.")
    }
    if decoded.faults > 0 {
      warnings.append(
        "\(decoded.faults) letters could not be read in the encoding \(encoding.name).")
    }
    return (decoded.text, warnings)
  }

  /// Text has no zero bytes and few control characters.
  private static func isText(_ text: [UInt8]) -> Bool {
    var controls = 0
    for byte in text where byte < 0x20 && !(0x09...0x0D).contains(byte) {
      if byte == 0 { controls += 8 } else { controls += 1 }
    }
    return controls * 50 <= text.count
  }
}
