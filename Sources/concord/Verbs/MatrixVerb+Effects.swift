import Foundation
import Policy
import Scenarios
import Workspace

/// `concord matrix --effects KIND`: a matrix to study, made from the measures that the documents take.
enum EffectsMatrix {
  static let options: [VerbDescription.Option] = [
    .init(
      name: "effects", value: "KIND",
      help:
        "Instead, print what the measures that the documents take are known to do: cross-impact (measures on objectives, for concord scenarios, each judgement with its source) or interactions (objectives on objectives, for concord influence).",
      choices: ["cross-impact", "interactions"]),
    .init(
      name: "project", value: "FOLDER",
      help: "The project folder, whose own effects.csv then counts (the workspace's unless told)."),
    .init(
      name: "least", value: "SCORE",
      help:
        "Only measures that are at least so likely taken, 0 to 1 (0.5, more likely than not, unless told)."
    ),
  ]

  static func run(_ kind: String, _ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus
  {
    let least = try least(arguments)
    var measures: Set<String> = []
    try arguments.store().forEachDocument { coded in
      for coding in coded.codings {
        for measure in coding.measures where measure.score >= least {
          measures.insert(measure.code)
        }
      }
    }
    let workspace = URL(fileURLWithPath: arguments.workspaceFile)
    let folder =
      arguments["project"].map { URL(fileURLWithPath: $0, isDirectory: true) }
      ?? workspace.deletingLastPathComponent()
    let knowledge = try Knowledge(ResourceFolder(), for: Project(at: folder))
    let matrix = PolicyMatrix(knowledge.codebook, measures: measures)
    terminal.write(
      kind == "interactions"
        ? try matrix.interactions().csv() : try JudgementForm.csv(matrix.crossImpact()))
    return .done
  }

  private static func least(_ arguments: Arguments) throws -> Double {
    guard let text = arguments["least"] else { return 0.5 }
    guard let least = Double(text), (0...1).contains(least) else {
      throw Arguments.UsageError(
        message: "--least cannot be «\(text)».", hint: "It is a number from 0 to 1.")
    }
    return least
  }
}
