import Policy
import Workspace

/// `concord matrix`
struct MatrixVerb: Verb {
  static let description = VerbDescription(
    name: "matrix",
    summary: "Objectives by documents: how many provisions serve which.",
    discussion: """
      Counts the provisions of each document that are coded with each objective of the codebook; only objectives that some
      provision serves are listed.
      """,
    options: [.workspace] + EffectsMatrix.options + [.format(["text", "json", "csv"])])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    if let kind = arguments["effects"] { return try EffectsMatrix.run(kind, arguments, terminal) }
    let codebook = try ResourceFolder().codebook()
    var counts: [String: [String: Int]] = [:]
    var files: [String] = []
    try arguments.store().forEachDocument { coded in
      files.append(coded.document.file)
      for coding in coded.codings {
        for objective in coding.objectives {
          counts[objective.code, default: [:]][coded.document.file, default: 0] += 1
        }
      }
    }
    let objectives = codebook.objectives.filter { counts[$0.code] != nil }
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "documents": .strings(files), "objectives": .strings(objectives.map(\.code)),
          "counts": .array(
            objectives.map { objective in
              .array(files.map { .integer(counts[objective.code]?[$0] ?? 0) })
            }),
        ]).text(indent: true))
    case "csv":
      terminal.write(CSV.line(["objective", "name"] + files))
      for objective in objectives {
        terminal.write(
          CSV.line(
            [objective.code, codebook.name(objective.code)]
              + files.map { String(counts[objective.code]?[$0] ?? 0) }))
      }
    default:
      for (i, file) in files.enumerated() { terminal.line("\(i + 1)  \(file)".withoutControls) }
      terminal.line()
      let width = objectives.map { codebook.name($0.code).count }.max() ?? 0
      terminal.line(
        "".padded(to: width + 2) + files.indices.map { String($0 + 1).padded(to: 5) }.joined())
      for objective in objectives {
        let cells = files.map { counts[objective.code]?[$0].map(String.init) ?? "·" }
        terminal.line(
          codebook.name(objective.code).padded(to: width + 2)
            + cells.map { $0.padded(to: 5) }.joined())
      }
    }
    return .done
  }
}
