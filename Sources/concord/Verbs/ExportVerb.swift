import Foundation
import Policy
import Workspace

/// `concord export FOLDER`
struct ExportVerb: Verb {
  static let description = VerbDescription(
    name: "export",
    summary: "Write everything in the workspace as open tables.",
    discussion: """
      Documents, provisions, codings, commitments, institutions, findings, decisions, answers to scorecards and
      observations of series, one file a table, that need no Concord to read; with --series also series.sdmx.csv, the
      series as SDMX-CSV 2.0.
      """,
    positionals: [.init(name: "FOLDER", help: "Where to write; made if need be.")],
    options: [
      .workspace, .format(ExportFormat.allCases.map(\.rawValue)),
      .init(name: "series", value: nil, help: "Write the series as SDMX-CSV as well."),
    ],
    examples: [
      .init(command: "concord export tables --format csv", does: "tables for a spreadsheet")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let format = ExportFormat(rawValue: arguments.format) ?? .csv
    let folder = URL(fileURLWithPath: arguments.positionals[0], isDirectory: true)
    let store = try arguments.store()
    for file in try store.export(to: folder, as: format) {
      terminal.line(file.path.withoutControls)
    }
    if arguments.has("series") {
      let file = folder.appendingPathComponent("series.sdmx.csv")
      let text = StatisticalTable(try store.series()).sdmxCSV()
      try Data(text.utf8).write(to: file, options: .atomic)
      terminal.line(file.path.withoutControls)
    }
    return .done
  }
}
