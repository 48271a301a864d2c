import Policy
import Scenarios

/// `concord scenarios FILE --succession RULE`: where succession ends, and from how many starts.
enum SuccessionAnswer {
  static let options: [VerbDescription.Option] = [
    .init(
      name: "succession", value: "RULE",
      help:
        "Follow succession from every scenario: where it comes to rest or turns in a ring, and how many starts end there. Rules: global, sequential, local, incremental, adiabatic.",
      choices: ["global", "sequential", "local", "incremental", "adiabatic"]),
    .init(
      name: "slow", value: "NAMES",
      help: "Descriptors that move last under the adiabatic rule, separated by semicolons."),
    .init(
      name: "samples", value: "N",
      help: "Follow N random starts instead of all; shares then have intervals."),
    .init(name: "seed", value: "N", help: "Which random starts (1 unless told)."),
  ]

  static func run(_ matrix: CrossImpactMatrix, _ arguments: Arguments, _ terminal: Terminal) throws
    -> ExitStatus
  {
    let rule = try rule(matrix, arguments)
    let isCancelled = try arguments.endOfWork()
    let samples = try arguments.integer("samples", in: 1...100_000_000)
    let seed = UInt64(try arguments.integer("seed", in: 0...Int.max) ?? 1)
    let fits = matrix.space.int.map { $0 <= Basins.mostStarts } ?? false
    let basins: Basins
    do {
      if samples != nil || !fits {
        if samples == nil {
          terminal.remark(
            "\(matrix.space) scenarios are too many to start from each: 100000 random starts are followed."
          )
        }
        basins = try Basins.sampled(
          matrix, rule: rule, starts: samples ?? 100_000, seed: seed,
          isCancelled: isCancelled)
      } else {
        basins = try Basins.exhaustive(
          matrix, rule: rule, isCancelled: isCancelled)
      }
    } catch is CancellationError {
      terminal.complain("stopped before every start was followed; nothing is known.")
      return .failed
    }
    switch arguments.format {
    case "json": terminal.line(json(basins, matrix).text(indent: true))
    case "csv", "ndjson": lists(basins, arguments.format, terminal)
    default: terminal.write(text(basins, matrix, terminal))
    }
    return .done
  }

  private static func rule(_ matrix: CrossImpactMatrix, _ arguments: Arguments) throws
    -> SuccessionRule
  {
    switch arguments["succession"] {
    case "sequential": return .sequential
    case "local": return .local
    case "incremental": return .incremental
    case "adiabatic":
      guard let names = arguments["slow"] else {
        throw Arguments.UsageError(
          message: "--succession adiabatic needs --slow.",
          hint: "Say which descriptors move last: --slow \"\(matrix.descriptors[0].name)\"")
      }
      return .adiabatic(slow: Set(try matrix.descriptors(named: names, option: "slow")))
    default: return .global
    }
  }

  private static func words(_ rule: SuccessionRule) -> String {
    let tie =
      "a descriptor moves only when another variant scores strictly higher, then to the lowest-numbered maximum"
    return switch rule {
    case .global: "global (synchronous) succession; \(tie)"
    case .sequential: "sequential succession, in the order of the descriptors; \(tie)"
    case .local: "local succession, only the most inconsistent descriptor moves; \(tie)"
    case .incremental: "incremental succession, all by one variant; \(tie), one variant towards it"
    case .adiabatic: "adiabatic succession, slow descriptors when the others are at rest; \(tie)"
    }
  }

  private static func json(_ basins: Basins, _ matrix: CrossImpactMatrix) -> JSONValue {
    func entry(_ attractor: Basins.Attractor) -> JSONValue {
      var members: [JSONValue.Member] =
        attractor.isFixedPoint
        ? [.init(key: "scenario", value: .scenario(attractor.states[0]))]
        : [.init(key: "states", value: .array(attractor.states.map(JSONValue.scenario)))]
      members.append(.init(key: "basin", value: .integer(attractor.basin)))
      let (share, interval) = basins.share(of: attractor)
      if let interval {
        members.append(.init(key: "share", value: .number(share)))
        members.append(
          .init(
            key: "interval",
            value: .array([.number(interval.lowerBound), .number(interval.upperBound)])))
      }
      return .object(members)
    }
    let coverage: String =
      switch basins.coverage {
      case .exhaustive: "every scenario"
      case .sampled(let seed): "random, seed \(seed)"
      }
    return .record([
      "case": .string(matrix.name), "index_base": .integer(1), "rule": .string(words(basins.rule)),
      "space": .string(basins.space.description), "starts": .integer(basins.starts),
      "coverage": .string(coverage),
      "fixed_points": .array(basins.fixedPoints.map(entry)),
      "cycles": .array(basins.cycles.map(entry)),
      "cycle_count": .integer(basins.cycles.count),
      "cycles_by_length": .object(
        basins.cyclesByLength.map { .init(key: String($0.length), value: .integer($0.count)) }),
      "starts_ending_in_a_cycle": .integer(basins.startsEndingInACycle),
    ])
  }

  private static func lists(_ basins: Basins, _ format: String, _ terminal: Terminal) {
    if format == "csv" { terminal.write(CSV.line(["kind", "length", "basin", "share", "states"])) }
    for attractor in basins.attractors {
      let kind = attractor.isFixedPoint ? "fixed point" : "cycle"
      let share = JSONValue.number(basins.share(of: attractor).value)
      if format == "csv" {
        terminal.write(
          CSV.line([
            kind, String(attractor.states.count), String(attractor.basin), share.text(),
            ScenarioList.text(attractor.states),
          ]))
      } else {
        terminal.line(
          JSONValue.record([
            "kind": .string(kind), "basin": .integer(attractor.basin), "share": share,
            "states": .array(attractor.states.map(JSONValue.scenario)),
          ]).text())
      }
    }
  }

  private static func text(_ basins: Basins, _ matrix: CrossImpactMatrix, _ terminal: Terminal)
    -> String
  {
    var table = TextTable("SHARE", "STARTS", "ENDS IN")
    for attractor in basins.attractors.sorted(by: { $1.basin < $0.basin }).prefix(200) {
      let (share, interval) = basins.share(of: attractor)
      let range = interval.map { " (\(percent($0.lowerBound)) to \(percent($0.upperBound)))" } ?? ""
      let ring = attractor.isFixedPoint ? "" : "a ring of \(attractor.states.count), from "
      table.add(
        percent(share) + range, String(attractor.basin), ring + matrix.words(attractor.states[0]))
    }
    var text = "Succession: \(words(basins.rule)).\n\n" + table.text(width: terminal.width)
    if basins.attractors.count > 200 {
      text += "… and \(basins.attractors.count - 200) more: --format csv lists all.\n"
    }
    text +=
      "\n\(basins.starts) starts, \(basins.fixedPoints.count) consistent scenarios and \(basins.cycles.count) rings; "
    text +=
      "\(percent(Double(basins.startsEndingInACycle) / Double(max(1, basins.starts)))) of the starts never come to rest.\n"
    return text
  }

  private static func percent(_ share: Double) -> String {
    JSONValue.number((share * 1000).rounded() / 10).text() + "%"
  }
}

/// Scenarios as they stand in a cell of a table: "1 2 2; 1 3 1".
enum ScenarioList {
  static func text(_ scenarios: [Scenario]) -> String {
    scenarios.map { $0.numbers.map(String.init).joined(separator: " ") }.joined(separator: "; ")
  }
}
