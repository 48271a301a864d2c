import Foundation
import Workspace

/// `concord import FILE`
struct ImportVerb: Verb {
  static let description = VerbDescription(
    name: "import",
    summary: "Take in decisions made elsewhere, or a table of your own.",
    discussion: """
      decisions.csv or decisions.json, as export writes them, are added to the workspace; importing twice changes nothing.
      A table of the project (\(UserTables.files.joined(separator: ", "))) is tested and put into the project's folder, where
      the next assessment uses it.
      """,
    positionals: [.init(name: "FILE", help: "The file to take in.")],
    options: [
      .workspace,
      .init(
        name: "into", value: "FOLDER",
        help: "The project's folder, for a table (this folder unless told)."),
      .init(
        name: "replace", value: nil, help: "Replace a table of this name that the project has."),
    ],
    examples: [.init(command: "concord import decisions.csv", does: "adds a colleague's decisions")]
  )

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let file = URL(fileURLWithPath: arguments.positionals[0])
    let notes: [Note]
    if file.deletingPathExtension().lastPathComponent.hasPrefix("decisions") {
      let result = try arguments.store().importDecisions(from: file)
      terminal.remark("\(result.added) decisions added.")
      notes = result.notes
    } else {
      notes = try Project.importTable(
        file, into: URL(fileURLWithPath: arguments["into"] ?? ".", isDirectory: true),
        resources: try ResourceFolder(), isReplacing: arguments.has("replace"))
      terminal.remark(
        "\(file.lastPathComponent) is in the project; concord assess uses it.".withoutControls)
    }
    for note in notes { terminal.complain(note.description.withoutControls) }
    return notes.isEmpty ? .done : .partly
  }
}
