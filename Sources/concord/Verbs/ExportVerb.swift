import Foundation
import Workspace

/// `concord export FOLDER`
struct ExportVerb: Verb {
  static let description = VerbDescription(
    name: "export",
    summary: "Write everything in the workspace as open tables.",
    discussion: """
      Documents, provisions, codings, commitments, institutions, findings and decisions, one file a table, that need no
      Concord to read.
      """,
    positionals: [.init(name: "FOLDER", help: "Where to write; made if need be.")],
    options: [.workspace, .format(ExportFormat.allCases.map(\.rawValue))],
    examples: [
      .init(command: "concord export tables --format csv", does: "tables for a spreadsheet")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let format = ExportFormat(rawValue: arguments.format) ?? .csv
    let folder = URL(fileURLWithPath: arguments.positionals[0], isDirectory: true)
    for file in try arguments.store().export(to: folder, as: format) {
      terminal.line(file.path.withoutControls)
    }
    return .done
  }
}
