import Evidence
import Foundation
import Policy
import Reports
import Workspace

/// What the verbs on statistics share: where the figures come from and where the document goes.
extension VerbDescription.Option {
  static let evidence: [Self] = [
    Self(
      name: "workspace", value: "FILE",
      help:
        "The workspace whose imported tables and policies to use (concord.db in this folder, if there is one)."
    ),
    Self(
      name: "data", value: "FOLDER",
      help: "Use the tables in this folder too, without storing them."),
    Self(
      name: "out", value: "FILE",
      help: "Write to this file (.html, .xlsx, .csv, .json), or all four into this folder."),
    Self(
      name: "against", value: "FILE",
      help: "An older edition as CSV: say what has changed since."),
    Self(
      name: "language", value: "LANGUAGE", help: "Of the document: en, fr or es.",
      choices: ReportStrings.languages.map(\.rawValue)),
    .format(["text", "json", "csv", "html"]),
  ]
}

extension Arguments {
  var language: Language { self["language"].map(Language.init(rawValue:)) ?? .english }

  /// The workspace that is named, or the one in this folder; nil when there is none.
  func storeIfAny() throws -> Store? {
    let isThere = FileManager.default.fileExists(atPath: workspaceFile)
    return self["workspace"] != nil || isThere ? try store() : nil
  }

  /// The bundled tables, over them the workspace's, over them those of `--data`.
  func evidence(_ resources: ResourceFolder, _ store: Store?, _ terminal: Terminal) throws
    -> Evidence
  {
    var datasets = try store?.importedEvidence() ?? []
    if let folder = self["data"] {
      let found = try EvidenceImport(resources).tables(in: URL(fileURLWithPath: folder))
      for remark in found.remarks { terminal.remark(remark.withoutControls) }
      datasets += found.tables
    }
    return try resources.evidence(adding: datasets)
  }

  /// Prints the document or writes it where `--out` says.
  func deliver(_ document: EvidenceDocument, named name: String, _ terminal: Terminal) throws {
    var document = document
    if let old = self["against"] {
      let edition = try InputFile(old)
      try document.compare(with: edition.bytes, file: edition.name)
    }
    guard let out = self["out"] else {
      switch format {
      case "json": terminal.line(document.json.text(indent: true))
      case "csv": terminal.write(document.csv)
      case "html": terminal.write(String(decoding: document.html, as: UTF8.self))
      default: terminal.write(EvidenceText.text(document, terminal))
      }
      return
    }
    let url = URL(fileURLWithPath: out)
    let known = ["html", "xlsx", "csv", "json"]
    let isFile = known.contains(url.pathExtension.lowercased())
    guard isFile || url.pathExtension.isEmpty || out.hasSuffix("/") else {
      throw UsageError(
        message: "--out cannot be «\(out)».",
        hint: "Name a file that ends in .html, .xlsx, .csv or .json, or a folder.")
    }
    let targets =
      isFile ? [url] : known.map { url.appendingPathComponent("\(name).\($0)") }
    if !isFile {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    for target in targets {
      switch target.pathExtension.lowercased() {
      case "html": try Data(document.html).write(to: target, options: .atomic)
      case "csv": try Data(document.csv.utf8).write(to: target, options: .atomic)
      case "json":
        try Data((document.json.text(indent: true) + "\n").utf8).write(to: target, options: .atomic)
      default: try document.writeWorkbook(to: target.path)
      }
      terminal.remark(target.path.withoutControls)
    }
  }
}
