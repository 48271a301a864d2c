import Coding
import Foundation
import Policy
import Reading
import Workspace

/// `concord why PROVISION CODE`
struct WhyVerb: Verb {
  static let description = VerbDescription(
    name: "why",
    summary: "Why a provision has a code, or has it not.",
    discussion: """
      Says which words speak for the code and where they stand in the term lists, what was refused and on which rule, and
      what would have changed the answer. PROVISION is a locator of the workspace ("Article 3(2)"), with the file
      before a # where several documents have it (law.pdf#Article 3(2)); without a workspace, FILE#LOCATOR of a file on disk.
      CODE is a code of the codebook, relevant, commitment, lead, deadline, budget or indicator.
      """,
    positionals: [
      .init(name: "PROVISION", help: "A locator, or FILE#LOCATOR."),
      .init(name: "CODE", help: "A code of the codebook, relevant, commitment, lead …"),
    ],
    options: [
      .workspace,
      .init(
        name: "project", value: "FOLDER",
        help: "Use the tables and terms of this project (the workspace's own folder unless told)."),
      .format(["text", "json"]),
    ],
    examples: [
      .init(command: "concord why 'law.pdf#Article 12' GCM-06", does: "explains one code"),
      .init(command: "concord why 'Measure 4.2' lead", does: "explains who leads, or why nobody"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let place = try PlaceInDocument(arguments.positionals[0], arguments)
    let code = arguments.positionals[1]
    let coder = try knowledge(of: place, arguments, terminal).coder()
    let isPart = code == "commitment" || Commitment.Part(rawValue: code) != nil
    if isPart {
      guard let why = coder.explainCommitment(of: place.index, in: place.document) else {
        return .failed
      }
      let text = CommitmentWhyText(why, asked: code, place)
      arguments.format == "json"
        ? terminal.line(text.json.text(indent: true)) : terminal.write(text.text(terminal))
      return .done
    }
    guard let why = coder.explain(code, of: place.index, in: place.document) else {
      let known =
        coder.lexicon.codebook.objectives.map(\.code) + coder.lexicon.codebook.measures.map(\.code)
        + coder.lexicon.codebook.populations.map(\.code)
        + coder.lexicon.codebook.sectors.map(\.code)
        + [Lexicon.relevanceCode, "commitment"] + Commitment.Part.allCases.map(\.rawValue)
      throw Arguments.UsageError(
        message: "there is no code «\(code)».",
        hint: Spelling.nearest(to: code, in: known).map { "Did you mean \($0)?" }
          ?? "concord codebook list names them all.")
    }
    let text = WhyText(why, name: coder.lexicon.codebook.name(code), place)
    arguments.format == "json"
      ? terminal.line(text.json.text(indent: true)) : terminal.write(text.text(terminal))
    return .done
  }

  private static func knowledge(
    of place: PlaceInDocument, _ arguments: Arguments, _ terminal: Terminal
  ) throws -> Knowledge {
    let resources = try ResourceFolder()
    if arguments["project"] != nil || place.folder == nil {
      return try EvaluateVerb.knowledge(resources, arguments, terminal)
    }
    return try Knowledge(resources, for: place.folder.map { try Project(at: $0) })
  }
}

/// A provision that a person has named, in a workspace or in a file on disk.
struct PlaceInDocument {
  let document: Document
  /// In `Document.provisions`.
  let index: Int
  /// Folder of the workspace; nil for a file on disk.
  let folder: URL?

  var provision: Provision { document.provisions[index] }

  /// - Throws: `Arguments.UsageError` when nothing, or more than one provision, is meant.
  init(_ words: String, _ arguments: Arguments) throws {
    let parts = words.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let file = parts.count == 2 ? String(parts[0]) : nil
    let locator = String(parts.count == 2 ? parts[1] : parts[0])
    if let store = try arguments.storeIfAny() {
      var found: [(Document, Int)] = []
      try store.forEachDocument { coded in
        if let file, !Self.isMeant(coded.document.file, by: file) { return }
        if let index = Self.index(of: locator, in: coded.document) {
          found.append((coded.document, index))
        }
      }
      if found.count > 1 {
        throw Arguments.UsageError(
          message: "\(found.count) documents have «\(locator)».",
          hint: "Name one: "
            + found.prefix(5).map { "'\($0.0.file)#\(locator)'" }.joined(separator: ", "))
      }
      if let only = found.first {
        (document, index) = only
        folder = URL(fileURLWithPath: arguments.workspaceFile).deletingLastPathComponent()
        return
      }
    }
    guard let file else {
      throw Arguments.UsageError(
        message: "no document of the workspace has «\(locator)».",
        hint: "concord provisions FILE lists locators; FILE#LOCATOR names one of a file on disk.")
    }
    guard FileManager.default.fileExists(atPath: file) else {
      throw Arguments.UsageError(
        message: "\(file): neither the workspace nor the disk has such a file with «\(locator)».")
    }
    let url = URL(fileURLWithPath: file)
    document = try ResourceFolder().reader().read(url, as: url.lastPathComponent)
    guard let index = Self.index(of: locator, in: document) else {
      let near = Spelling.nearest(to: locator, in: document.provisions.map(\.locator))
      throw Arguments.UsageError(
        message: "\(file) has no provision «\(locator)».",
        hint: near.map { "Did you mean '\(file)#\($0)'?" }
          ?? "concord provisions \(file) lists them.")
    }
    self.index = index
    folder = nil
  }

  /// A file is meant by its path in the project, or by its name alone.
  private static func isMeant(_ path: String, by words: String) -> Bool {
    path == words || path.hasSuffix("/" + words) || words.hasSuffix("/" + path)
  }

  /// Case and blanks do not matter.
  private static func index(of locator: String, in document: Document) -> Int? {
    let plain = { (text: String) in text.lowercased().filter { !$0.isWhitespace } }
    if let exact = document.provisions.firstIndex(where: { $0.locator == locator }) { return exact }
    return document.provisions.firstIndex { plain($0.locator) == plain(locator) }
  }
}
