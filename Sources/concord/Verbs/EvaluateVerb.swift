import Coding
import Foundation
import Policy
import Workspace

/// `concord evaluate GOLD.jsonl`
struct EvaluateVerb: Verb {
  static let description = VerbDescription(
    name: "evaluate",
    summary: "Measure the coding against passages that you have labelled.",
    discussion: """
      Codes each passage of a gold file and compares the codes with its labels: precision, recall and F1 of relevance, by
      language too, of each objective and population, of commitment, lead, deadline, budget and indicator, with 95 %
      intervals; what was taken for what; and how far the scores can be believed. Docs/evaluation.md describes the
      format and the rules of labelling.
      """,
    positionals: [.init(name: "GOLD", help: "Labelled passages, one JSON object a line.")],
    options: [
      .init(
        name: "codings", value: "FILE",
        help: "Measure these codings, in the shape of concord code, and not Concord's own."),
      .init(
        name: "project", value: "FOLDER", help: "Use the tables and terms of this project as well."),
      .init(name: "rounds", value: "N", help: "Bootstrap samples (1000 unless told)."),
      .format(["text", "json"]),
    ],
    examples: [
      .init(command: "concord evaluate paragraphs.jsonl", does: "measures Concord"),
      .init(
        command: "concord evaluate paragraphs.jsonl --codings other.ndjson",
        does: "measures another program's codings"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let rounds = try arguments.integer("rounds", in: 1...100_000) ?? 1000
    let resources = try ResourceFolder()
    let file = arguments.positionals[0]
    let gold = try inFile(file) { try GoldPassage.read($0) }
    guard !gold.isEmpty else {
      terminal.complain("\(file): it holds no passage.".withoutControls)
      return .failed
    }
    var codings: [ProvisionCoding] = []
    var missing = 0
    if let other = arguments["codings"] {
      let given = try inFile(other) { try GivenCodings($0) }
      codings = gold.map { passage in
        if given[passage.id] == nil { missing += 1 }
        return given[passage.id] ?? ProvisionCoding(provision: 0)
      }
    } else {
      let coder = try knowledge(resources, arguments, terminal).coder()
      codings = gold.map { passage in
        coder.code(
          passage.text.utf8, language: passage.language == .undetermined ? nil : passage.language)
      }
    }
    let evaluation = Evaluation(
      gold: gold, codings: codings, populations: try resources.goldPopulations(), rounds: rounds)
    let page = EvaluationText(
      evaluation, passages: gold.count, relevance: .ofRelevance(gold, codings),
      objectives: .ofObjectives(gold, codings))
    switch arguments.format {
    case "json": terminal.line(page.json.text(indent: true))
    default: terminal.write(page.text(terminal))
    }
    if missing > 0 {
      terminal.remark("\(missing) passages have no coding in the file and count as not relevant.")
    }
    return missing == 0 ? .done : .partly
  }

  /// Reads a file and names it in the error.
  private static func inFile<Value>(
    _ path: String, _ read: ([UInt8]) throws -> Value
  ) throws -> Value {
    do {
      return try read([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    } catch let error as GoldPassage.SyntaxError {
      throw FileComplaint(description: "\(path), \(error)".withoutControls)
    } catch let error as GivenCodings.SyntaxError {
      throw FileComplaint(description: "\(path), \(error)".withoutControls)
    } catch {
      throw FileComplaint(
        description: "\(path): it cannot be read (\(error.localizedDescription)).".withoutControls)
    }
  }

  /// The bundled knowledge, or that of the project named.
  static func knowledge(
    _ resources: ResourceFolder, _ arguments: Arguments, _ terminal: Terminal
  ) throws -> Knowledge {
    guard let folder = arguments["project"] else { return try Knowledge(resources) }
    let project = try Project(at: URL(fileURLWithPath: folder, isDirectory: true))
    let knowledge = try Knowledge(resources, for: project)
    for note in knowledge.notes { terminal.complain(note.description.withoutControls) }
    return knowledge
  }
}

/// A file that a verb was given and that cannot be used.
struct FileComplaint: Error, CustomStringConvertible {
  var description: String
}
