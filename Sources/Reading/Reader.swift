public import Foundation
public import Policy

/// Reads one file of a project to a document with its provisions.
///
/// ```swift
/// let reader = Reader(identifier: identifier, labels: labels, clues: clues)
/// let document = try reader.read(url, as: "laws/act.pdf", description: nil)
/// ```
public struct Reader: Sendable {
  private let segmenter: Segmenter
  private let clues: DocumentClues
  private let limits: ReadingLimits

  /// - Parameters:
  ///   - identifier: tells the language of each provision.
  ///   - labels: the words that number parts ("Article", "Línea").
  ///   - clues: the words by which title, kind, level, country and institution are guessed.
  ///   - limits: how much one file may cost.
  public init(
    identifier: LanguageIdentifier, labels: LabelTable, clues: DocumentClues,
    limits: ReadingLimits = .standard
  ) {
    segmenter = Segmenter(labels: labels, identifier: identifier)
    self.clues = clues
    self.limits = limits
  }

  /// Reads a file and cuts it into provisions.
  ///
  /// - Parameters:
  ///   - file: where it is.
  ///   - path: its path in the project, which identifies the document.
  ///   - description: its entry of `concord.json`, if there is one. What it leaves out is guessed and marked.
  /// - Throws: `ReadingError` naming the file, what is wrong with it and what to do.
  public func read(
    _ file: URL, as path: String, description: DocumentDescription? = nil
  ) throws(ReadingError) -> Document {
    let source = try SourceFile(file, name: path, limits: limits)
    let extraction = try Extractor(limits: limits).extraction(
      source, language: description?.language?.rawValue)
    return document(extraction, as: path, description: description)
  }

  /// The document of an extraction.
  func document(_ extraction: Extraction, as path: String, description: DocumentDescription?)
    -> Document
  {
    var described = description ?? DocumentDescription(file: path)
    described.file = path
    let language = described.language ?? mainLanguage(of: extraction.blocks)
    let segmentation = segmenter.segment(extraction.blocks, language: language)
    var document = clues.complete(
      described, from: opening(extraction.blocks), declared: extraction.declared,
      text: segmentation.provisions.map(\.text))
    document.provisions = segmentation.provisions
    document.languages = languages(of: segmentation.provisions, main: described.language)
    if described.language == nil { document.guessed.insert(.language) }
    document.pages = extraction.pages
    document.warnings = extraction.warnings
    if language == .undetermined, isLong(document.provisions) {
      document.warnings.append(
        "The words are of no language that Concord knows. If the file looks right on the screen, its fonts may lack a character map: "
          + "print it to a new PDF, or save it as text.")
    }
    return document
  }

  /// Whether there are words enough for their language to be told.
  private func isLong(_ provisions: [Provision]) -> Bool {
    provisions.reduce(0) { $0 + $1.text.utf8.count } > 400
  }

  /// The first lines, headings and paragraphs, without markup.
  private func opening(_ blocks: [Block]) -> [String] {
    blocks.prefix(DocumentClues.lines).map { block in
      block.text.split(separator: " ").joined(separator: " ")
    }
  }

  /// The language in which most bytes of a sample of blocks are written.
  private func mainLanguage(of blocks: [Block]) -> Language {
    var bytes: [Language: Int] = [:]
    let step = max(1, blocks.count / 400)
    var sample: [UInt8] = []
    for start in stride(from: 0, to: blocks.count, by: step) {
      // Lines are short: a few together say more than each alone.
      sample.append(contentsOf: blocks[start].text.utf8)
      sample.append(0x20)
      guard sample.count > 240 || start + step >= blocks.count else { continue }
      let found = segmenter.identifier.language(of: sample)
      if found != .undetermined { bytes[found, default: 0] += sample.count }
      sample.removeAll(keepingCapacity: true)
    }
    return bytes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? .undetermined
  }

  /// The languages of at least a twentieth of the text, the most frequent first.
  private func languages(of provisions: [Provision], main: Language?) -> [Language] {
    var bytes: [Language: Int] = [:]
    for provision in provisions where provision.language != .undetermined {
      bytes[provision.language, default: 0] += provision.text.utf8.count
    }
    let total = bytes.values.reduce(0, +)
    var languages = bytes.filter { $0.value * 20 >= total }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map(\.key)
    if let main, !languages.contains(main) { languages.insert(main, at: 0) }
    return languages
  }
}
