import Foundation
import Policy
import Scenarios

/// `concord scenarios FILE`
struct ScenariosVerb: Verb {
  static let description = VerbDescription(
    name: "scenarios",
    summary:
      "All consistent scenarios of a cross-impact matrix, with proof that there are no others.",
    discussion: """
      Reads judgements of how much each variant of each descriptor promotes or hampers the others (.scw of ScenarioWizard,
      .csv or .json) and finds every scenario in which no choice could be bettered: for each descriptor, no other variant
      is pushed harder by the rest than the one chosen. Ties are decided exactly. The answer is complete unless it says
      that it is not. Docs/scenarios.md describes the files and the output.
      """,
    positionals: [
      .init(name: "FILE", help: "The matrix: .scw .csv .json.", isOptional: true)
    ],
    options: [
      .init(
        name: "tolerance", value: "T",
        help: "Also scenarios whose choices fall short of a rival by at most T (0 unless told)."),
      .init(
        name: "min-consistency", value: "M",
        help: "Only scenarios in which every choice leads all rivals by at least M."),
      .init(
        name: "hold", value: "CHOICES",
        help:
          "Descriptors held at a variant, as policy may do: they need not be consistent. \"Borders=open; 3=2\", by name or number."
      ),
      .init(
        name: "with", value: "CHOICES",
        help: "Only scenarios with these choices, which must be consistent like all others."),
      .init(
        name: "count", value: nil, help: "Only count them, even where they are too many to list."),
      .init(name: "limit", value: "N", help: "List the first N; all are counted."),
      .init(
        name: "margins", value: nil, help: "For each choice, its lead over the strongest rival."),
      .init(
        name: "seconds", value: "N",
        help: "Stop after so long with what was found (Ctrl-C does the same)."),
      .init(name: "jobs", value: "N", help: "Threads (as many as there are processors)."),
      .init(name: "certificate", value: "FILE", help: "Write the proof that the list is complete."),
      .init(
        name: "check", value: "FILE",
        help: "Follow a proof step by step; with a matrix, see that it is about that one."),
      .init(
        name: "save-as", value: "FILE",
        help: "Write the matrix as .scw, .csv or .json, and do nothing else."),
    ] + ScenarioAnalyses.options + [.format(["text", "json", "ndjson", "csv"])],
    examples: [
      .init(command: "concord scenarios study.scw", does: "the consistent scenarios as a table"),
      .init(
        command: "concord scenarios study.scw --hold \"Labour pathways=open by skill\"",
        does: "what follows from one policy"),
      .init(
        command: "concord scenarios study.scw --certificate study.proof",
        does: "writes the proof; concord scenarios --check study.proof follows it"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    if let proof = arguments["check"] { return try check(proof, arguments, terminal) }
    guard let path = arguments.positional(0) else {
      throw Arguments.UsageError(
        message: "FILE is missing: the matrix, .scw .csv or .json.",
        hint: "Usage: \(description.usage)")
    }
    let input = try MatrixInput(path)
    if let target = arguments["save-as"] { return try save(input, as: target, terminal) }
    if let status = try ScenarioAnalyses.run(input, arguments, terminal) { return status }
    let matrix = try MatrixFile.read(input.bytes, file: input.name)
    let request = try ScenarioRequest(arguments, matrix)
    let shouldStop = try arguments.endOfWork()
    let clock = ContinuousClock()
    let started = clock.now
    var search = ScenarioSearch(
      matrix, request.question,
      workers: try arguments.jobs(), listed: request.limit ?? .max)
    if request.isCount { search.listed = 0 }
    if arguments.format == "ndjson", arguments["certificate"] == nil, !request.isCount {
      return stream(search, request, shouldStop, terminal)
    }
    let set =
      try arguments["certificate"].map { try prove(search, to: $0, shouldStop, terminal) }
      ?? search.run(shouldStop: shouldStop)
    let seconds = (clock.now - started) / .seconds(1)
    let result = ScenarioResult(matrix: matrix, request: request, set: set, seconds: seconds)
    switch arguments.format {
    case "json": result.writeJSON(to: terminal)
    case "ndjson":
      if request.isCount {
        result.writeJSON(to: terminal)
      } else {
        set.visit {
          terminal.line(result.line($0))
          return true
        }
      }
    case "csv": result.writeCSV(to: terminal)
    default: terminal.write(ScenarioText(result, terminal).text)
    }
    if arguments.format != "text" { result.remark(on: terminal) }
    return set.isComplete ? .done : .partly
  }

  // MARK: Streaming

  private static func stream(
    _ search: ScenarioSearch, _ request: ScenarioRequest,
    _ shouldStop: @escaping @Sendable () -> Bool, _ terminal: Terminal
  ) -> ExitStatus {
    let result = ScenarioResult(
      matrix: search.matrix, request: request,
      set: nil, seconds: 0)
    var written = 0
    var lines = ""
    let clock = ContinuousClock()
    var flushed = clock.now
    var search = search
    search.listed = .max
    let limit = request.limit ?? .max
    let isComplete = search.stream(shouldStop: shouldStop) { scenario in
      guard written < limit else { return false }
      lines += result.line(scenario) + "\n"
      written += 1
      // In pieces, but nobody waits for what is there.
      if lines.utf8.count > 1 << 15 || clock.now - flushed > .milliseconds(20) || written == 1 {
        terminal.write(lines)
        lines = ""
        flushed = clock.now
      }
      return written < limit
    }
    terminal.write(lines)
    if isComplete || written == limit {
      if written == limit, limit != .max {
        terminal.remark("The first \(written) scenarios; there may be more.")
      }
      return .done
    }
    terminal.remark("Stopped: \(written) scenarios found so far, there may be others.")
    return .partly
  }

  // MARK: Certificates

  private static func prove(
    _ search: ScenarioSearch, to path: String, _ shouldStop: @escaping @Sendable () -> Bool,
    _ terminal: Terminal
  ) throws -> ScenarioSet {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else {
      throw ScenarioProof.Failure(
        file: path, reason: "the file cannot be written. Check the folder and its permissions.")
    }
    var fault: (any Error)?
    let set = search.prove(shouldStop: shouldStop) { piece in
      guard fault == nil else { return }
      do { try handle.write(contentsOf: piece) } catch { fault = error }
    }
    try handle.close()
    guard fault == nil, set.isComplete else {
      try? FileManager.default.removeItem(atPath: path)
      if fault != nil {
        throw ScenarioProof.Failure(
          file: path, reason: "the certificate could not be written: is the disk full?")
      }
      terminal.remark("The search was stopped, so there is no certificate.")
      return set
    }
    return set
  }

  private static func check(_ path: String, _ arguments: Arguments, _ terminal: Terminal) throws
    -> ExitStatus
  {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    else {
      throw ScenarioProof.Failure(file: path, reason: "the file cannot be read. Check its name.")
    }
    let clock = ContinuousClock()
    let started = clock.now
    let result = try data.withUnsafeBytes { bytes in
      try ScenarioProof.check(bytes, file: path)
    }
    if let matrixPath = arguments.positional(0) {
      let input = try MatrixInput(matrixPath)
      let matrix = try MatrixFile.read(input.bytes, file: input.name)
      guard matrix.descriptors == result.matrix.descriptors,
        matrix.judgements == result.matrix.judgements, matrix.decimals == result.matrix.decimals
      else {
        throw ScenarioProof.Failure(
          file: path, reason: "the certificate is about another matrix than \(input.name)")
      }
    }
    let seconds = (clock.now - started) / .seconds(1)
    let request = ScenarioRequest(
      question: result.question, limit: try arguments.integer("limit", in: 0...Int.max),
      isCount: arguments.has("count"), showsMargins: arguments.has("margins"),
      matrix: result.matrix)
    let printed = ScenarioResult(
      matrix: result.matrix, request: request, set: result.scenarios, seconds: seconds)
    switch arguments.format {
    case "json": printed.writeJSON(to: terminal)
    case "csv": printed.writeCSV(to: terminal)
    case "ndjson":
      result.scenarios.visit {
        terminal.line(printed.line($0))
        return true
      }
    default:
      terminal.line(
        "The certificate holds: all \(result.steps) steps are right, and they leave exactly \(result.scenarios.count) scenarios."
          .withoutControls)
      terminal.line()
      terminal.write(ScenarioText(printed, terminal).text)
    }
    return .done
  }

  // MARK: Conversion

  private static func save(_ input: MatrixInput, as target: String, _ terminal: Terminal) throws
    -> ExitStatus
  {
    let ending = target.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = MatrixFile(rawValue: ending) else {
      throw Arguments.UsageError(
        message: "--save-as cannot be «\(target)».", hint: "Its ending must be .scw, .csv or .json."
      )
    }
    let text: String
    do {
      if format == .scw, MatrixFile(file: input.name, bytes: input.bytes) == .scw {
        text = try ScenarioWizardProject(input.bytes, file: input.name).text()
      } else {
        text = try format.text(try MatrixFile.read(input.bytes, file: input.name))
      }
    } catch {
      throw MatrixError(
        file: error.file == "matrix" ? input.name : error.file, line: error.line,
        reason: error.reason)
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: target), options: .atomic)
    terminal.remark("Written: \(target)")
    return .done
  }
}
