import Coding
import Foundation
import Policy
import Reading
import Workspace

/// `concord codebook try TERMS FOLDER`: a file of terms tried on the documents of a folder, with nothing stored.
struct TermTrialRun {
  private let file: URL
  private let arguments: Arguments
  private let terminal: Terminal
  private let project: Project
  private let examples: Int

  init(file: URL, folder: URL, _ arguments: Arguments, _ terminal: Terminal) throws {
    self.file = file
    self.arguments = arguments
    self.terminal = terminal
    project = try Project(at: folder)
    examples = try arguments.integer("examples", in: 0...1000) ?? 4
  }

  func run() throws -> ExitStatus {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: file))
    } catch {
      throw FileComplaint(
        description: "\(file.path): it cannot be read (\(error.localizedDescription)).")
    }
    let resources = try ResourceFolder()
    // A file that lies in the project already is left out of what it is compared with.
    let name = "terms/" + file.lastPathComponent
    var tables = project.tables
    if file.lastPathComponent == "terms.csv" { tables.contents["terms.csv"] = nil }
    tables.contents[name] = nil
    let country = project.description.country
    let without = try Knowledge(resources, adding: tables, country: country)
    tables.contents[name] = bytes
    let with = try Knowledge(resources, adding: tables, country: country)
    let notes = with.notes.filter { !without.notes.contains($0) }
    for note in notes { terminal.complain(note.description.withoutControls) }
    var trial = TermTrial(
      without: try without.coder(), with: try with.coder(), file: name,
      exampleLimit: examples)
    guard !trial.tallies.isEmpty else {
      terminal.complain("\(file.path) has no term that can be used.".withoutControls)
      return .failed
    }
    let unread = try read(into: &trial, resources)
    guard trial.documents > 0 else {
      terminal.complain(
        "\(project.folder.path) holds no document that can be read.".withoutControls)
      return .failed
    }
    arguments.format == "json" ? terminal.line(json(trial).text(indent: true)) : write(trial)
    return notes.isEmpty && unread == 0 ? .done : .partly
  }

  /// - Returns: how many documents could not be read.
  private func read(into trial: inout TermTrial, _ resources: ResourceFolder) throws -> Int {
    let reader = try resources.reader()
    let documents = project.files.filter { $0.state == .document }
    let bar = ProgressBar("documents", on: terminal)
    var unread = 0
    for (i, document) in documents.enumerated() {
      bar.update(done: i, of: documents.count, doing: document.path)
      do {
        trial.add(
          try reader.read(
            document.url, as: document.path, description: project.description(of: document.path)))
      } catch {
        unread += 1
        terminal.complain("\(document.path): \(error)".withoutControls)
      }
    }
    bar.clear()
    return unread
  }

  private func write(_ trial: TermTrial) {
    terminal.line(
      "\(trial.tallies.count) terms on \(trial.provisions) provisions of \(trial.documents) documents."
    )
    let order = trial.tallies.sorted { ($1.found, $0.term.line) < ($0.found, $1.term.line) }
    for tally in order where tally.found > 0 {
      var line = "\(tally.found) found, \(tally.counted) counted"
      if tally.lacking > 0 { line += ", \(tally.lacking) without company" }
      for (rule, count) in tally.refused.sorted(by: { $0.key < $1.key }) {
        line += ", \(count) refused (\(rule))"
      }
      terminal.line()
      terminal.line(
        terminal.styled("\(tally.term.code)  \(tally.term.pattern)".withoutControls, .bold)
          + "  line \(tally.term.line): \(line); \(tally.documents) documents".withoutControls)
      for example in tally.examples {
        let refused = example.rule.map { "  [refused: \($0)]" } ?? ""
        let text =
          "…" + example.before + terminal.styled(example.words.withoutControls, .yellow)
          + example.after + "…"
        terminal.line(
          "  \(example.file), \(example.locator)\(refused)".withoutControls)
        terminal.line("    " + text.replacing("\n", with: " "))
      }
    }
    let idle = order.filter { $0.found == 0 }
    if !idle.isEmpty {
      terminal.line()
      terminal.line("Not found at all:")
      for tally in idle {
        terminal.line(
          "  \(tally.term.code)  \(tally.term.pattern)  line \(tally.term.line)".withoutControls)
      }
    }
    writeChanges(trial)
  }

  private func writeChanges(_ trial: TermTrial) {
    terminal.line()
    guard !trial.changes.isEmpty else {
      terminal.line("The file changes no code.")
      return
    }
    let added = trial.changes.count { $0.isAdded }
    terminal.line(
      "The file adds \(added) codes and takes \(trial.changes.count - added) away:")
    var shown: [String: Int] = [:]
    for change in trial.changes {
      let key = (change.isAdded ? "+ " : "- ") + change.code
      shown[key, default: 0] += 1
      guard shown[key, default: 0] <= max(1, examples) else { continue }
      terminal.line("  \(key)  \(change.file), \(change.locator)".withoutControls)
      terminal.line(
        "      " + change.text.shortened(to: max(40, terminal.width - 6)).withoutControls)
    }
    for (key, count) in shown.sorted(by: { $0.key < $1.key }) where count > max(1, examples) {
      terminal.line("  \(key): \(count - max(1, examples)) more")
    }
  }

  private func json(_ trial: TermTrial) -> JSONValue {
    .record([
      "documents": .integer(trial.documents), "provisions": .integer(trial.provisions),
      "terms": .array(
        trial.tallies.map { tally in
          .record([
            "term": tally.term.json, "found": .integer(tally.found),
            "counted": .integer(tally.counted), "withoutCompany": .integer(tally.lacking),
            "refused": .object(
              tally.refused.sorted { $0.key < $1.key }.map {
                JSONValue.Member(key: $0.key, value: .integer($0.value))
              }),
            "documents": .integer(tally.documents),
            "examples": .array(
              tally.examples.map { example in
                .record([
                  "file": .string(example.file), "locator": .string(example.locator),
                  "before": .string(example.before), "words": .string(example.words),
                  "after": .string(example.after), "refused": .optional(example.rule),
                ])
              }),
          ])
        }),
      "changes": .array(
        trial.changes.map { change in
          .record([
            "file": .string(change.file), "locator": .string(change.locator),
            "code": .string(change.code), "added": .bool(change.isAdded),
            "text": .string(change.text),
          ])
        }),
    ])
  }
}
