/// Reads pictures of pages: poppler's `pdftoppm` draws the page, `tesseract` reads the drawing. Both are limited processes;
/// nothing is written to disk.
struct PageRecognition: Sendable {
  enum Outcome: Sendable, Hashable {
    /// Nothing is on the page.
    case blank
    case text([UInt8])
    /// Something is on the page that was not read.
    case picture
  }

  let source: SourceFile
  let limits: ReadingLimits
  let isInstalled: Bool
  /// The language data used, joined by `+` as tesseract takes them.
  let languages: String

  /// - Parameter language: ISO 639-1 code of the text, if known.
  init(source: SourceFile, limits: ReadingLimits, language: String?) {
    self.source = source
    self.limits = limits
    let installed = Self.installedLanguages(limits)
    isInstalled = !installed.isEmpty
    languages = Self.choose(installed, for: language)
  }

  /// - Parameter page: from 1.
  func read(page: Int) -> Outcome {
    // The long side of A4 at 300 dots per inch, which recognition works best with; enough to see ink otherwise.
    guard let picture = draw(page: page, longSide: isInstalled ? 3508 : 400) else {
      return .picture
    }
    guard Self.hasInk(picture) else { return .blank }
    guard isInstalled else { return .picture }
    let process = LimitedProcess(
      "tesseract",
      ["stdin", "stdout", "-l", languages, "--dpi", "300", "-c", "preserve_interword_spaces=1"],
      limits: limits)
    guard let result = try? process.run(input: picture), result.end == .exited(0) else {
      return .picture
    }
    let text = result.output.filter { $0 != 0x0C }
    return Legibility(text).isBlank ? .picture : .text(text)
  }

  /// The page as a grey picture (PGM).
  private func draw(page: Int, longSide: Int) -> [UInt8]? {
    let process = LimitedProcess(
      "pdftoppm",
      ["-gray", "-scale-to", "\(longSide)", "-f", "\(page)", "-l", "\(page)", "-singlefile"],
      limits: limits, outputSize: longSide * longSide + 4096)
    guard let result = try? process.run(path: source), result.end == .exited(0),
      result.output.count > 64
    else { return nil }
    return result.output
  }

  /// More than one dot in two thousand is dark: a line of text is about one in a thousand, dust far less.
  static func hasInk(_ picture: [UInt8]) -> Bool {
    var dark = 0
    for dot in picture.dropFirst(16) where dot < 128 { dark += 1 }
    return dark * 2000 > picture.count
  }

  private static func installedLanguages(_ limits: ReadingLimits) -> [String] {
    let process = LimitedProcess("tesseract", ["--list-langs"], limits: limits)
    guard let result = try? process.run(), result.end == .exited(0) else { return [] }
    return String(decoding: result.output, as: UTF8.self).split(separator: "\n").dropFirst()
      .map(String.init).filter { $0 != "osd" && !$0.contains(" ") }
  }

  /// Names of language data by ISO 639-1 code, in the order in which they are tried on a text of unknown language.
  private static let names: KeyValuePairs = [
    "en": "eng", "fr": "fra", "es": "spa", "pt": "por", "de": "deu", "ar": "ara", "ru": "rus",
  ]

  /// The declared language where its data is installed, else at most three in Latin script, since each one costs time.
  private static func choose(_ installed: [String], for language: String?) -> String {
    if let language, let name = names.first(where: { $0.key == language })?.value,
      installed.contains(name)
    {
      return name
    }
    let known = names.map(\.value).filter { installed.contains($0) }
    let chosen = known.isEmpty ? Array(installed.prefix(1)) : Array(known.prefix(3))
    return chosen.joined(separator: "+")
  }
}
