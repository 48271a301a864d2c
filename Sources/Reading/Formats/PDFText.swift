/// The text of a PDF, taken out by poppler's `pdftotext` in a limited process of its own.
///
/// Layout mode keeps indents, list numbers beside their items and the columns of tables, which running-text mode loses;
/// `PageTables` then finds the tables and undoes what layout mode does to newspaper columns.
struct PDFText {
  var source: SourceFile
  var limits: ReadingLimits
  /// The language that the user declared, for character recognition.
  var language: String?

  func extraction() throws(ReadingError) -> Extraction {
    var warnings: [String] = []
    var pages = try text(&warnings)
    let legibility = pages.map { Legibility($0) }
    let blank = pages.indices.filter { legibility[$0].isBlank }
    let illegible = pages.indices.filter { !legibility[$0].isBlank && legibility[$0].isIllegible }
    let unread = (blank + illegible).sorted()
    if !unread.isEmpty {
      try recognise(unread, illegible: Set(illegible), in: &pages, &warnings)
    }
    var lines = TextLines(Array(pages.joined(separator: [0x0C])))
    lines.usesPages = true
    return Extraction(
      blocks: PageTables.blocks(lines.blocks()), pages: pages.count, warnings: warnings)
  }

  // MARK: The text layer

  /// The text of each page.
  private func text(_ warnings: inout [String]) throws(ReadingError) -> [[UInt8]] {
    let process = LimitedProcess(
      "pdftotext", ["-layout", "-enc", "UTF-8", "-eol", "unix", "-l", "\(limits.pages + 1)"],
      limits: limits)
    let result = try started { () throws(LimitedProcess.StartFailure) in
      try process.run(path: source, following: ["-"])
    }
    var pages = result.output.split(separator: 0x0C, omittingEmptySubsequences: false).map(
      Array.init)
    // Every page ends with a form feed; what follows the last one is nothing, or a page that was cut off.
    let hasRest = pages.popLast().map { !$0.isEmpty } ?? false
    try judge(result, pages: pages.count, hasRest: hasRest, &warnings)
    if pages.count > limits.pages {
      pages.removeLast(pages.count - limits.pages)
      warnings.append("Only the first \(limits.pages) pages were read; that is the limit.")
    }
    return pages
  }

  private func judge(
    _ result: LimitedProcess.Result, pages: Int, hasRest: Bool, _ warnings: inout [String]
  ) throws(ReadingError) {
    let messages = String(decoding: result.messages, as: UTF8.self)
    let isCutShort = !source.tail.contains("%%EOF")
    switch result.end {
    case .exited(0) where pages > 0:
      if messages.contains("Syntax Error") {
        warnings.append(
          isCutShort
            ? "The PDF is cut short; what is there was read, pages may be missing. Get it again."
            : "The PDF breaks the rules of its format in places; some text may be missing.")
      }
    case .exited where messages.contains("Incorrect password"):
      throw source.error(
        .locked, "The PDF needs a password to be opened.",
        "Save a copy without password and put it here instead.")
    case .exited(3):
      throw source.error(
        .locked, "The PDF forbids taking its text out.",
        "Ask its publisher for a copy without this protection.")
    case .exited, .signalled:
      throw source.error(
        .damaged,
        isCutShort
          ? "The PDF is cut short: its end is missing."
          : "The PDF is damaged and cannot be opened.",
        "Get it again from where it came, or open and save it with a PDF program.")
    case .cancelled:
      throw source.error(.tooCostly, "Reading was stopped.", "Run again to read the file.")
    case .processorTime, .wallTime, .output:
      let cost =
        switch result.end {
        case .processorTime: "more than \(limits.processorSeconds) s of processor time"
        case .wallTime: "longer than \(limits.wallSeconds) s"
        default: "more than \(limits.textSize >> 20) MB of text"
        }
      guard pages > 0 else {
        throw source.error(
          .tooCostly, "Reading the PDF took \(cost); it was stopped.",
          "Split it, or print it to a new PDF.")
      }
      warnings.append(
        "Only the first \(pages) pages were read: the PDF took \(cost). Split it to read the rest.")
    }
  }

  // MARK: Pages without text

  /// Reads pages by character recognition and says what it did.
  private func recognise(
    _ unread: [Int], illegible: Set<Int>, in pages: inout [[UInt8]], _ warnings: inout [String]
  ) throws(ReadingError) {
    let recognition = PageRecognition(source: source, limits: limits, language: language)
    let hasOther = unread.count < pages.count
    var recognised: [Int] = []
    var scanned: [Int] = []
    for (number, page) in unread.enumerated() {
      guard number < limits.recognisedPages else {
        scanned.append(page)
        continue
      }
      switch recognition.read(page: page + 1) {
      case .blank:
        if illegible.contains(page) { scanned.append(page) }
      case .text(let text):
        pages[page] = text
        recognised.append(page)
      case .picture:
        scanned.append(page)
      }
    }
    // Letters without meaning must not be taken for words.
    for page in scanned where illegible.contains(page) { pages[page] = [] }
    let lost = scanned.filter { illegible.contains($0) }
    let pictures = scanned.filter { !illegible.contains($0) }
    let remedy =
      recognition.isInstalled
      ? "Have them typed or recognised with another program."
      : "Install tesseract-ocr to have them read."
    if !hasOther, recognised.isEmpty, !scanned.isEmpty {
      throw lost.isEmpty
        ? source.error(
          .scanned, "All \(pages.count) pages are pictures without text (a scan).", remedy)
        : source.error(
          .illegible, "The fonts of the PDF do not say which letters they show.", remedy)
    }
    if !recognised.isEmpty {
      warnings.append(
        "\(Self.list(recognised)) read by character recognition (\(recognition.languages)); "
          + "check the words before you quote them.")
    }
    if !pictures.isEmpty {
      warnings.append("\(Self.list(pictures)) not read: pictures without text. \(remedy)")
    }
    if !lost.isEmpty {
      warnings.append(
        "\(Self.list(lost)) not read: the fonts do not say which letters they show. \(remedy)")
    }
  }

  /// "Page 3 was", "Pages 1–4, 7 were".
  private static func list(_ pages: [Int]) -> String {
    var ranges: [(first: Int, last: Int)] = []
    for page in pages {
      if let last = ranges.last, last.last + 1 == page {
        ranges[ranges.count - 1].last = page
      } else {
        ranges.append((page, page))
      }
    }
    let shown = ranges.prefix(12).map {
      $0.first == $0.last ? "\($0.first + 1)" : "\($0.first + 1)–\($0.last + 1)"
    }
    let more = ranges.count > 12 ? " and more" : ""
    return (pages.count == 1 ? "Page " : "Pages ") + shown.joined(separator: ", ") + more
      + (pages.count == 1 ? " was" : " were")
  }

  private func started<Value>(_ body: () throws(LimitedProcess.StartFailure) -> Value)
    throws(ReadingError) -> Value
  {
    do {
      return try body()
    } catch {
      throw source.error(
        .missingProgram, "\(error)",
        "Install the package poppler-utils, which Concord reads PDF with.")
    }
  }
}

extension RandomAccessCollection<UInt8> {
  /// Whether these bytes occur in it.
  func contains(_ word: StaticString) -> Bool {
    firstIndex(of: word) != nil
  }

  /// Where these bytes first occur in it.
  func firstIndex(of word: StaticString) -> Index? {
    word.withUTF8Buffer { word in
      guard let first = word.first, count >= word.count else { return nil }
      return indices.dropLast(word.count - 1).first { start in
        self[start] == first && self[start...].starts(with: word)
      }
    }
  }
}
