import Policy
import Scenarios

/// `concord scenarios FILE --intervene TARGET` and `--edit SCENARIO`: the least that makes a wished state hold.
enum InterventionAnswer {
  static let options: [VerbDescription.Option] = [
    .init(
      name: "intervene", value: "TARGET",
      help:
        "The smallest sets of descriptors to hold so that TARGET becomes possible, and certain. TARGET is \"DESCRIPTOR=VARIANT; …\", by name or number; several targets are separated by |."
    ),
    .init(
      name: "controls", value: "NAMES",
      help:
        "Descriptors that policy can hold, separated by semicolons (all but the target's unless told)."
    ),
    .init(
      name: "kind", value: "KIND",
      help:
        "Only the sets that make the target possible (weak), or only those that make it certain (strong).",
      choices: ["weak", "strong"]),
    .init(name: "pins", value: "N", help: "The largest set to look for (4 unless told)."),
    .init(
      name: "edit", value: "SCENARIO",
      help:
        "The least change of judgements that makes a scenario consistent: one number a descriptor, such as \"2 1 3\"; several are separated by semicolons."
    ),
    .init(
      name: "scale", value: "N", help: "Largest judgement that an edit may use (3 unless told)."),
  ]

  static let definition: JSONValue = .record([
    "pin": .string(
      "a pinned descriptor is held at one variant and is no longer asked to be consistent; every other descriptor is"
    ),
    "weak": .string(
      "smallest number of pins such that at least one consistent scenario of the pinned matrix meets the target"
    ),
    "strong": .string(
      "smallest number of pins such that there is one and all consistent scenarios of the pinned matrix meet the target"
    ),
    "edit": .string(
      "least change of judgements (cells stay within the scale, diagonal untouched, rows need not stay standardised) that makes the scenario consistent"
    ),
  ])

  static func run(_ matrix: CrossImpactMatrix, _ arguments: Arguments, _ terminal: Terminal) throws
    -> ExitStatus
  {
    let shouldStop = try arguments.endOfWork()
    let pins = try arguments.integer("pins", in: 0...20) ?? 4
    let scale = try arguments.integer("scale", in: 1...1_000_000) ?? 3
    let controls = try arguments["controls"].map {
      try matrix.descriptors(named: $0, option: "controls")
    }
    let kind = arguments["kind"].flatMap(Intervention.Kind.init)
    var answers: [Intervention] = []
    for text in arguments["intervene"]?.split(separator: "|") ?? [] {
      answers.append(
        try Intervention(
          matrix, target: try matrix.pins(String(text), option: "intervene"), controls: controls,
          kinds: kind.map { [$0] } ?? Set(Intervention.Kind.allCases), mostPins: pins,
          workers: try arguments.jobs(), shouldStop: shouldStop))
    }
    var edits: [Edit] = []
    for text in arguments["edit"]?.split(separator: ";") ?? [] {
      edits.append(
        Edit(
          matrix, making: try matrix.scenario(String(text).trimmingSpaces, option: "edit"),
          scale: scale))
    }
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "case": .string(matrix.name), "index_base": .integer(1), "definition": definition,
          "targets": .array(answers.map(json)), "edits": .array(edits.map { json($0, matrix) }),
        ]).text(indent: true))
    case "ndjson":
      for answer in answers { terminal.line(json(answer).text()) }
      for edit in edits { terminal.line(json(edit, matrix).text()) }
    case "csv": csv(answers, edits, matrix, terminal)
    default:
      for answer in answers { terminal.write(text(answer, matrix, pins)) }
      for edit in edits { terminal.write(text(edit, matrix)) }
    }
    let isEnded = answers.flatMap(outcomes).contains { isInterrupted($0.outcome) }
    return isEnded ? .partly : .done
  }

  private static func isInterrupted(_ outcome: Intervention.Outcome) -> Bool {
    if case .interrupted = outcome { return true }
    return false
  }

  /// What was asked for, the weak first.
  private static func outcomes(_ answer: Intervention) -> [(
    kind: Intervention.Kind, outcome: Intervention.Outcome
  )] {
    [(.weak, answer.weak), (.strong, answer.strong)].compactMap { kind, outcome in
      outcome.map { (kind, $0) }
    }
  }

  // MARK: JSON

  private static func json(_ answer: Intervention) -> JSONValue {
    .object(
      [
        .init(key: "target", value: .pins(answer.target)),
        .init(key: "controls", value: .array(answer.controls.map { .integer($0 + 1) })),
      ]
        + outcomes(answer).map { kind, outcome in
          .init(key: kind.rawValue, value: json(outcome, isCertain: kind == .strong))
        })
  }

  /// In a strong answer all consistent scenarios meet the target, so their number is said once.
  private static func json(_ outcome: Intervention.Outcome, isCertain: Bool) -> JSONValue {
    switch outcome {
    case .none: return .null
    case .interrupted(let none):
      return .record(["complete": .bool(false), "none_up_to": .integer(none)])
    case .found(let solutions):
      return .record([
        "size": .integer(solutions.first?.pins.count ?? 0),
        "solution_count": .integer(solutions.count),
        "solutions": .array(
          solutions.map { solution in
            let meeting = JSONValue.Member(
              key: "consistent_meeting_target", value: json(solution.meeting))
            return .object(
              [.init(key: "pins", value: .pins(solution.pins))] + (isCertain ? [] : [meeting])
                + [.init(key: "consistent_all", value: json(solution.all))])
          }),
      ])
    }
  }

  private static func json(_ count: Intervention.Count) -> JSONValue {
    guard count.isExact else { return .string("at least \(count.value)") }
    return count.value.int.map(JSONValue.integer) ?? .string(count.value.description)
  }

  private static func json(_ edit: Edit, _ matrix: CrossImpactMatrix) -> JSONValue {
    .record([
      "scenario": .scenario(edit.scenario), "inconsistency": matrix.number(edit.inconsistency),
      "total_change": edit.totalChange.map(matrix.number) ?? .null,
      "cells": .optional(edit.cells),
      "closed_form_total_change_without_caps": matrix.number(edit.totalChangeWithoutCaps),
      "changes": .array(
        edit.changes.map { change in
          .record([
            "source": .array([.integer(change.source + 1), .integer(change.sourceVariant + 1)]),
            "target": .array([.integer(change.target + 1), .integer(change.targetVariant + 1)]),
            "from": matrix.number(change.from), "to": matrix.number(change.to),
          ])
        }),
    ])
  }

  // MARK: Table

  private static func csv(
    _ answers: [Intervention], _ edits: [Edit], _ matrix: CrossImpactMatrix, _ terminal: Terminal
  ) {
    func pins(_ pins: [Intervention.Pin]) -> String {
      pins.map { "\($0.descriptor + 1)=\($0.variant + 1)" }.joined(separator: "; ")
    }
    terminal.write(
      CSV.line(["kind", "target", "answer", "consistent_meeting_target", "consistent_all"]))
    for answer in answers {
      for (kind, outcome) in outcomes(answer) {
        guard case .found(let solutions) = outcome else {
          terminal.write(CSV.line([kind.rawValue, pins(answer.target), "none", "", ""]))
          continue
        }
        for solution in solutions {
          terminal.write(
            CSV.line([
              kind.rawValue, pins(answer.target), pins(solution.pins),
              solution.meeting.value.description,
              solution.all.value.description,
            ]))
        }
      }
    }
    for edit in edits {
      for change in edit.changes {
        terminal.write(
          CSV.line([
            "edit", ScenarioList.text([edit.scenario]),
            "\(change.source + 1)=\(change.sourceVariant + 1) on \(change.target + 1)=\(change.targetVariant + 1): \(matrix.text(change.from)) to \(matrix.text(change.to))",
            "", "",
          ]))
      }
    }
  }

  // MARK: Text

  private static func text(_ answer: Intervention, _ matrix: CrossImpactMatrix, _ most: Int)
    -> String
  {
    func words(_ pins: [Intervention.Pin]) -> String {
      pins.map {
        matrix.descriptors[$0.descriptor].name + " at "
          + matrix.descriptors[$0.descriptor].variants[$0.variant]
      }.joined(separator: ", ").withoutControls
    }
    var text = "Wished: \(words(answer.target)).\n"
    for (kind, outcome) in outcomes(answer) {
      let name = kind == .weak ? "Possible" : "Certain"
      switch outcome {
      case .none(let size):
        text += "\(name): not by holding up to \(size) descriptors (proven).\n"
      case .interrupted(let size):
        text +=
          size < 0
          ? "\(name): stopped before anything was known.\n"
          : "\(name): not by holding up to \(size) descriptors; stopped before more was known.\n"
      case .found(let solutions):
        let size = solutions[0].pins.count
        text +=
          size == 0
          ? "\(name) without holding anything" : "\(name) by holding \(size), no fewer will do:"
        text += size == 0 ? " " : "\n"
        for solution in solutions.prefix(50) {
          let list = size == 0 ? "" : "  \(words(solution.pins)) "
          text +=
            "\(list)(\(solution.meeting.value) of \(solution.all.value) consistent scenarios meet it)\n"
        }
        if solutions.count > 50 {
          text += "  … and \(solutions.count - 50) more: --format json lists all.\n"
        }
      }
    }
    return text + "\n"
  }

  private static func text(_ edit: Edit, _ matrix: CrossImpactMatrix) -> String {
    var text = "To make consistent: \(matrix.words(edit.scenario)).\n"
    guard let total = edit.totalChange else {
      return text
        + "No change within the scale does it; without it a total of \(matrix.text(edit.totalChangeWithoutCaps)) would.\n\n"
    }
    guard total > 0 else { return text + "It is consistent.\n\n" }
    text +=
      "It is behind by up to \(matrix.text(edit.inconsistency)). Least total change \(matrix.text(total)); fewest cells \(edit.cells ?? 0). For instance:\n"
    for change in edit.changes {
      let source = matrix.label(matrix.offsets[change.source] + change.sourceVariant)
      let target = matrix.label(matrix.offsets[change.target] + change.targetVariant)
      text +=
        "  \(source) → \(target): \(matrix.text(change.from)) to \(matrix.text(change.to))"
        .withoutControls + "\n"
    }
    return text + "\n"
  }
}
