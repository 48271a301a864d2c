import Policy
import Scenarios

/// `concord scenarios FILE --flips D` and `--noise STEPS`: what hangs on which judgement.
enum SensitivityAnswer {
  static let options: [VerbDescription.Option] = [
    .init(
      name: "flips", value: "D",
      help:
        "Which change of one judgement, up to D steps either way, makes which scenario appear or vanish."
    ),
    .init(
      name: "noise", value: "STEPS",
      help:
        "How likely each scenario stays consistent when every judgement is off by up to so many steps."
    ),
  ]

  // MARK: Flips

  static func flips(_ matrix: CrossImpactMatrix, _ arguments: Arguments, _ terminal: Terminal)
    throws
    -> ExitStatus
  {
    let isCancelled = try arguments.endOfWork()
    let map: FlipMap
    do {
      map = try FlipMap(
        matrix, bound: try arguments.integer("flips", in: 1...1_000) ?? 1,
        workers: try arguments.jobs(),
        isCancelled: isCancelled)
    } catch is CancellationError {
      terminal.complain("stopped before the search was done; nothing is known.")
      return .failed
    }
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "case": .string(matrix.name), "index_base": .integer(1), "bound": .integer(map.bound),
          "scenarios": .array(map.consistent.map(JSONValue.scenario)),
          "least_to_vanish": .array(map.leastToVanish.map { .optional($0) }),
          "flips": .array(map.flips.map { json($0, matrix) }),
        ]).text(indent: true))
    case "ndjson": map.forEachFlip { terminal.line(json($0, matrix).text()) }
    case "csv":
      terminal.write(
        CSV.line([
          "source_descriptor", "source_variant", "target_descriptor", "target_variant", "delta",
          "appear", "disappear",
        ]))
      map.forEachFlip { flip in
        terminal.write(
          CSV.line(
            places(flip, matrix).map(String.init)
              + [
                String(flip.delta), ScenarioList.text(flip.appear),
                ScenarioList.text(flip.disappear),
              ]))
      }
    default: terminal.write(text(map, terminal))
    }
    return .done
  }

  private static func places(_ flip: FlipMap.Flip, _ matrix: CrossImpactMatrix) -> [Int] {
    let (source, target) = (matrix.place(flip.row), matrix.place(flip.column))
    return [source.descriptor, source.variant, target.descriptor, target.variant].map { $0 + 1 }
  }

  private static func json(_ flip: FlipMap.Flip, _ matrix: CrossImpactMatrix) -> JSONValue {
    let places = places(flip, matrix)
    return .record([
      "source_descriptor": .integer(places[0]), "source_variant": .integer(places[1]),
      "target_descriptor": .integer(places[2]), "target_variant": .integer(places[3]),
      "delta": .integer(flip.delta),
      "appear": .array(flip.appear.map(JSONValue.scenario)),
      "disappear": .array(flip.disappear.map(JSONValue.scenario)),
    ])
  }

  private static func text(_ map: FlipMap, _ terminal: Terminal) -> String {
    let matrix = map.matrix
    var text =
      "\(map.consistent.count) consistent scenarios; \(map.near.count) more would be by a change of one judgement of at most \(map.bound).\n\n"
    for (number, (scenario, least)) in zip(map.consistent, map.leastToVanish).enumerated() {
      let ends =
        least.map { "vanishes by a change of \($0)" }
        ?? "outlasts every single change up to \(map.bound)"
      text += "  \(number + 1)  \(ends): \(matrix.words(scenario))\n"
    }
    var table = TextTable("CHANGE", "APPEAR", "VANISH", "JUDGEMENT")
    var count = 0
    map.forEachFlip { flip in
      guard abs(flip.delta) == 1 else { return }
      count += 1
      guard count <= 60 else { return }
      table.add(
        (flip.delta > 0 ? "+" : "") + String(flip.delta), String(flip.appear.count),
        String(flip.disappear.count), matrix.label(flip.row) + " → " + matrix.label(flip.column))
    }
    text += "\nJudgements that one step turns:\n" + table.text(width: terminal.width)
    if count > 60 { text += "… and \(count - 60) more: --format csv lists all.\n" }
    return text
  }

  // MARK: Noise

  static func noise(_ matrix: CrossImpactMatrix, _ arguments: Arguments, _ terminal: Terminal)
    throws
    -> ExitStatus
  {
    let steps = try arguments.integer("noise", in: 0...10) ?? 1
    let most = 100_000
    let set = ScenarioSearch(matrix, ScenarioQuestion(matrix), workers: 2, listed: most)
      .run(shouldStop: try arguments.endOfWork())
    let scenarios = set.scenarios(limit: most)
    let chances = Robustness.values(matrix, of: scenarios, steps: steps)
    let isWhole = set.isComplete && set.isListed
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "case": .string(matrix.name), "index_base": .integer(1), "steps": .integer(steps),
          "complete": .bool(isWhole),
          "scenarios": .array(scenarios.map(JSONValue.scenario)),
          "robustness": .array(chances.map(JSONValue.number)),
        ]).text(indent: true))
    case "csv", "ndjson":
      if arguments.format == "csv" { terminal.write(CSV.line(["scenario", "robustness"])) }
      for (scenario, chance) in zip(scenarios, chances) {
        let value = JSONValue.number(chance)
        terminal.write(
          arguments.format == "csv"
            ? CSV.line([ScenarioList.text([scenario]), value.text()])
            : JSONValue.record(["scenario": .scenario(scenario), "robustness": value]).text() + "\n"
        )
      }
    default:
      var table = TextTable("STAYS CONSISTENT", "SCENARIO")
      for (scenario, chance) in zip(scenarios, chances).sorted(by: { $1.1 < $0.1 }).prefix(200) {
        table.add(
          JSONValue.number((chance * 10_000).rounded() / 100).text() + "%", matrix.words(scenario))
      }
      terminal.write(
        "If every judgement is off by up to \(steps) either way, all errors equally likely:\n\n"
          + table.text(width: terminal.width))
    }
    if !isWhole { terminal.remark("Not all scenarios are listed.") }
    return isWhole ? .done : .partly
  }
}
