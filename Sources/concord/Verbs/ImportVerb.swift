import Evidence
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
      the next assessment uses it. Statistics (migrant stocks of the United Nations, World Bank, Remittance Prices Worldwide,
      UNHCR, tables in Concord's own layouts) are checked against control totals and kept in the workspace, which is made if
      need be; profile and corridor use them. Nothing is stored when anything is wrong.
      """,
    positionals: [.init(name: "FILE", help: "The file to take in.")],
    options: [
      .workspace,
      .init(
        name: "into", value: "FOLDER",
        help: "The project's folder, for a table (this folder unless told)."),
      .init(
        name: "replace", value: nil, help: "Replace a table of this name that the project has."),
      .init(
        name: "producer", value: "NAME",
        help: "Who published statistics, where the file does not tell."),
      .init(
        name: "revision", value: "NAME",
        help: "Which edition of statistics it is, where the control totals do not tell."),
      .init(
        name: "series", value: "NAME",
        help: "What a single series is of, where the file does not tell: unemployment."),
      .init(
        name: "licence", value: "TEXT", help: "The licence of statistics, kept with each figure."),
    ],
    examples: [
      .init(command: "concord import decisions.csv", does: "adds a colleague's decisions"),
      .init(
        command: "concord import hdi.csv --series human-development",
        does: "takes in a series of country, year and value for the profile"),
      .init(
        command:
          "concord import undesa_pd_2024_ims_stock_by_sex_destination_and_origin.xlsx --revision 2024",
        does: "takes in a new revision of migrant stocks"),
    ]
  )

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let file = URL(fileURLWithPath: arguments.positionals[0])
    let notes: [Note]
    if file.deletingPathExtension().lastPathComponent.hasPrefix("decisions") {
      let result = try arguments.store().importDecisions(from: file)
      terminal.remark("\(result.added) decisions added.")
      notes = result.notes
    } else if !UserTables.files.contains(file.lastPathComponent) {
      return try importStatistics(file, arguments, terminal)
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

  private static func importStatistics(_ file: URL, _ arguments: Arguments, _ terminal: Terminal)
    throws -> ExitStatus
  {
    let resources = try ResourceFolder()
    let reader = try EvidenceImport(resources)
    // A file that cannot be used must not leave an empty workspace behind.
    let path = arguments.workspaceFile
    if !FileManager.default.fileExists(atPath: path) {
      _ = try reader.tables(
        of: file, producer: arguments["producer"], revision: arguments["revision"],
        licence: arguments["licence"], series: arguments["series"])
    }
    let result = try reader.store(
      file, in: arguments.store(.create), producer: arguments["producer"],
      revision: arguments["revision"], licence: arguments["licence"], series: arguments["series"])
    for remark in result.remarks { terminal.remark(remark.withoutControls) }
    return .done
  }
}
