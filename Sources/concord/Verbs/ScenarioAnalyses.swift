import Foundation
import Policy
import Reports
import Scenarios
import Workspace

/// What `concord scenarios` can say beside the list: succession, sensitivity, interventions, and the page for people.
enum ScenarioAnalyses {
  static let options: [VerbDescription.Option] =
    SuccessionAnswer.options + SensitivityAnswer.options + InterventionAnswer.options + [
      .init(
        name: "report", value: "FOLDER",
        help:
          "Write a page with the scenarios, what moves what, and why; with --intervene, the least that brings about the target."
      ),
      .init(
        name: "language", value: "CODE", help: "Language of the page: en, fr, es.",
        choices: ["en", "fr", "es"]),
    ]

  /// - Returns: nil when none of these was asked for.
  static func run(_ input: MatrixInput, _ arguments: Arguments, _ terminal: Terminal) throws
    -> ExitStatus?
  {
    let asked = ["report", "succession", "flips", "noise", "intervene", "edit"].filter {
      arguments[$0] != nil
    }
    guard let first = asked.first else { return nil }
    let sourced = try SourcedMatrix(input.bytes, file: input.name)
    switch first {
    case "report": return try report(sourced, arguments, terminal)
    case "succession": return try SuccessionAnswer.run(sourced.matrix, arguments, terminal)
    case "flips": return try SensitivityAnswer.flips(sourced.matrix, arguments, terminal)
    case "noise": return try SensitivityAnswer.noise(sourced.matrix, arguments, terminal)
    default: return try InterventionAnswer.run(sourced.matrix, arguments, terminal)
    }
  }

  private static func report(
    _ sourced: SourcedMatrix, _ arguments: Arguments, _ terminal: Terminal
  ) throws -> ExitStatus {
    let matrix = sourced.matrix
    var wish: ScenarioStudy.Wish?
    if let text = arguments["intervene"] {
      wish = ScenarioStudy.Wish(
        target: try matrix.pins(text, option: "intervene"),
        controls: try arguments["controls"].map {
          try matrix.descriptors(named: $0, option: "controls")
        })
    }
    let study = try ScenarioStudy(
      sourced, wish: wish, mostPins: try arguments.integer("pins", in: 0...20) ?? 4,
      workers: try arguments.jobs(), shouldStop: try arguments.endOfWork())
    let folder = URL(fileURLWithPath: arguments["report"] ?? "report", isDirectory: true)
    try ScenarioReport(
      study, title: matrix.name.isEmpty ? "Concord" : matrix.name,
      language: arguments["language"].map(Language.init) ?? .english,
      resource: ResourceFolder().bytes
    ).write(to: folder)
    terminal.line("The page is \(folder.appendingPathComponent("index.html").path).")
    return study.isComplete ? .done : .partly
  }
}
