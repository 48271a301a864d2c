import Foundation
import Policy
import Reports
import Scenarios
import Workspace

/// `concord workshop SYSTEM [RETURN…]`
struct WorkshopVerb: Verb {
  static let description = VerbDescription(
    name: "workshop",
    summary: "Ask several people for cross-impact judgements, and put their answers together.",
    discussion: """
      SYSTEM names the descriptors and their variants: a table with the columns descriptor and variant, a matrix, or a
      form. Without RETURNs it writes the form to fill in, as a table or as a page to print. With RETURNs, forms or
      matrices that came back, it points out gaps, contradictions and judgements that say nothing, says how far people
      agree (Krippendorff's alpha) and where they do not, which scenarios the weighted judgements make consistent, and
      which of these each person's own judgements support; and writes the matrix of all together.
      """,
    positionals: [
      .init(name: "SYSTEM", help: "Descriptors and variants: .csv .json .scw."),
      .init(
        name: "RETURN", help: "Filled-in forms or matrices.", isOptional: true, isRepeated: true),
    ],
    options: [
      .init(
        name: "form", value: "FILE",
        help: "Write the form: a table (.csv) or a page to print (.html)."),
      .init(
        name: "out", value: "FILE",
        help: "Write the matrix of all judgements, weighted and added up (.csv .json .scw)."),
      .init(
        name: "weights", value: "NUMBERS",
        help: "Whole numbers, one for each RETURN, separated by semicolons (all 1 unless told)."),
      .init(name: "scale", value: "N", help: "Largest judgement, 3 unless told."),
      .init(
        name: "metric", value: "METRIC",
        help: "How differences count in alpha: interval, ordinal or nominal.",
        choices: ["interval", "ordinal", "nominal"]),
      .init(
        name: "language", value: "CODE", help: "Language of the printed form: en, fr, es.",
        choices: ["en", "fr", "es"]),
      .format(["text", "json", "csv"]),
    ],
    examples: [
      .init(
        command: "concord workshop system.csv --form form.html",
        does: "a page to print and fill in by hand"),
      .init(
        command:
          "concord workshop system.csv ana.csv ben.csv --weights \"2; 1\" --out cross-impact.json",
        does: "both returns checked, compared and put together"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let scale = try arguments.integer("scale", in: 1...1_000_000) ?? 3
    let system = try system(MatrixInput(arguments.positionals[0]))
    if let path = arguments["form"] {
      try write(form(system, to: path, scale: scale, arguments), to: path)
      terminal.remark("The form is \(path).")
    }
    let files = arguments.positionals.dropFirst()
    guard !files.isEmpty else {
      if arguments["form"] == nil { terminal.write(try JudgementForm.csv(system)) }
      return .done
    }
    let weights = try weights(arguments, count: files.count)
    var returns: [Returned] = []
    for (path, weight) in zip(files, weights) {
      returns.append(
        try Returned(MatrixInput(path), of: system, scale: scale, weight: weight))
    }
    let metric = arguments["metric"].flatMap(Agreement.Metric.init) ?? .interval
    let result = try WorkshopResult(returns, metric: metric)
    if let path = arguments["out"] {
      let format = MatrixFile(file: path, bytes: [])
      try write(Array(format.text(result.consensus).utf8), to: path)
      terminal.remark("The matrix is \(path).")
    }
    switch arguments.format {
    case "json": terminal.line(result.json.text(indent: true))
    case "csv": for row in result.rows { terminal.write(CSV.line(row)) }
    default: terminal.write(result.text(terminal))
    }
    return returns.contains { $0.remarks.contains { $0.isLoss } } ? .partly : .done
  }

  private static func system(_ input: MatrixInput) throws -> CrossImpactMatrix {
    if JudgementForm.isStructure(input.bytes) {
      return try JudgementForm.structure(csv: input.bytes, file: input.name)
    }
    return try SourcedMatrix(input.bytes, file: input.name).matrix
  }

  private static func form(
    _ system: CrossImpactMatrix, to path: String, scale: Int, _ arguments: Arguments
  ) throws -> [UInt8] {
    guard path.lowercased().hasSuffix(".html") else {
      return Array(try JudgementForm.csv(system).utf8)
    }
    return try JudgementFormPage(
      system, scale: scale, language: arguments["language"].map(Language.init) ?? .english,
      resource: ResourceFolder().bytes
    ).bytes
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw MatrixError(
        file: path, reason: "the file cannot be written. Check the folder and your rights.")
    }
  }

  private static func weights(_ arguments: Arguments, count: Int) throws -> [Int] {
    guard let text = arguments["weights"] else { return [Int](repeating: 1, count: count) }
    let words = text.split { $0 == ";" || $0 == "," }.map { String($0).trimmingSpaces }
    let weights = words.compactMap { Int($0) }
    guard weights.count == words.count, weights.count == count,
      weights.allSatisfy({ (1...1_000).contains($0) })
    else {
      throw Arguments.UsageError(
        message: "--weights cannot be «\(text)».",
        hint: "It is \(count) whole numbers from 1 to 1000, separated by semicolons.")
    }
    return weights
  }
}

/// What one person sent back.
struct Returned {
  let expert: Panel.Expert
  let remarks: [JudgementReturn.Remark]
  /// Cells filled in, and asked for.
  let filled: Int
  let asked: Int

  init(_ input: MatrixInput, of system: CrossImpactMatrix, scale: Int, weight: Int) throws {
    asked =
      system.size * system.size
      - system.descriptors.reduce(0) { $0 + $1.variants.count * $1.variants.count }
    if MatrixFile(file: input.name, bytes: input.bytes) == .csv, JudgementForm.isForm(input.bytes) {
      let back = try JudgementReturn(input.bytes, file: input.name, of: system, scale: scale)
      expert = Panel.Expert(
        name: input.name, weight: weight, matrix: try back.matrix(), white: back.white)
      remarks = back.remarks
      filled = back.judgements.count
    } else {
      let matrix = try MatrixFile.read(input.bytes, file: input.name)
      expert = Panel.Expert(name: input.name, weight: weight, matrix: matrix)
      remarks = []
      filled = asked
    }
  }
}

extension JudgementReturn.Remark {
  /// Something that was written down and could not be used.
  fileprivate var isLoss: Bool { kind == .unusable || kind == .unknownName }
}

private struct WorkshopResult {
  let returns: [Returned]
  let panel: Panel
  let consensus: CrossImpactMatrix
  let metric: Agreement.Metric
  let agreement: Agreement
  let scenarios: [Scenario]
  let isWhole: Bool
  /// For each scenario and each person: consistent by their own judgements; still consistent without theirs.
  let support: [[Bool]]
  let holdsWithout: [[Bool]]
  private static let mostListed = 1_000

  init(_ returns: [Returned], metric: Agreement.Metric) throws {
    self.returns = returns
    self.metric = metric
    panel = try Panel(returns.map(\.expert))
    consensus = try panel.consensus()
    agreement = panel.agreement(metric)
    Interruption.listen()
    let set = ScenarioSearch(
      consensus, ScenarioQuestion(consensus), workers: 2, listed: Self.mostListed
    ).run(shouldStop: { Interruption.isRequested })
    scenarios = set.scenarios(limit: Self.mostListed)
    isWhole = set.isComplete && set.isListed && set.count == WholeNumber(scenarios.count)
    support = scenarios.map(panel.support)
    holdsWithout = try panel.holdsWithout(scenarios)
  }

  private var names: [String] { returns.map(\.expert.name) }

  var json: JSONValue {
    .record([
      "case": .string(consensus.name), "index_base": .integer(1),
      "experts": .array(
        returns.map { back in
          .record([
            "name": .string(back.expert.name), "weight": .integer(back.expert.weight),
            "filled": .integer(back.filled), "asked": .integer(back.asked),
            "remarks": .array(
              back.remarks.map { remark in
                .record([
                  "kind": .string(remark.kind.rawValue), "line": .optional(remark.line),
                  "text": .string(remark.text),
                ])
              }),
          ])
        }),
      "agreement": .record([
        "measure": .string("Krippendorff's alpha"), "metric": .string(metric.rawValue),
        "alpha": .optional(agreement.alpha),
        "units": .integer(agreement.units), "values": .integer(agreement.values),
      ]),
      "disagreements": .array(
        panel.disagreements.prefix(Self.mostListed).map { cell in
          let (source, target) = (consensus.place(cell.row), consensus.place(cell.column))
          return .record([
            "source": .array([.integer(source.descriptor + 1), .integer(source.variant + 1)]),
            "target": .array([.integer(target.descriptor + 1), .integer(target.variant + 1)]),
            "judgements": .array(cell.judgements.map { $0.map(consensus.number) ?? .null }),
            "opposite": .bool(cell.isOpposite),
          ])
        }),
      "total_weight": .integer(panel.totalWeight),
      "complete": .bool(isWhole),
      "scenarios": .array(scenarios.map(JSONValue.scenario)),
      "support": .array(support.map { .array($0.map(JSONValue.bool)) }),
      "holds_without": .array(holdsWithout.map { .array($0.map(JSONValue.bool)) }),
    ])
  }

  /// Where people disagree, one row a cell.
  var rows: [[String]] {
    [
      ["source_descriptor", "source_variant", "target_descriptor", "target_variant", "opposite"]
        + names
    ]
      + panel.disagreements.map { cell in
        let (source, target) = (consensus.place(cell.row), consensus.place(cell.column))
        return [
          consensus.descriptors[source.descriptor].name,
          consensus.descriptors[source.descriptor].variants[source.variant],
          consensus.descriptors[target.descriptor].name,
          consensus.descriptors[target.descriptor].variants[target.variant],
          cell.isOpposite ? "yes" : "no",
        ] + cell.judgements.map { $0.map(consensus.text) ?? "" }
      }
  }

  func text(_ terminal: Terminal) -> String {
    var text = ""
    for back in returns {
      text += terminal.styled(back.expert.name.withoutControls, .bold)
      text +=
        ": \(back.filled) of \(back.asked) judgements"
        + (back.expert.weight == 1 ? "" : ", weight \(back.expert.weight)") + "\n"
      for remark in back.remarks.prefix(40) {
        let place = remark.line.map { "line \($0): " } ?? ""
        text += "  \(remark.kind.rawValue): \(place)\(remark.text)".withoutControls + "\n"
      }
      if back.remarks.count > 40 {
        text += "  … and \(back.remarks.count - 40) more: --format json lists all.\n"
      }
    }
    if returns.count > 1 {
      let alpha = agreement.alpha.map { JSONValue.number(($0 * 1000).rounded() / 1000).text() }
      text +=
        "\nAgreement (Krippendorff's alpha, \(metric.rawValue)): \(alpha ?? "cannot be said")"
      text += agreement.alpha.map { " – \(Self.verdict($0))" } ?? ""
      text += "\n\nFurthest apart:\n"
      var table = TextTable("JUDGEMENTS", "", "")
      for cell in panel.disagreements.prefix(20) {
        table.add(
          cell.judgements.map { $0.map(consensus.text) ?? "·" }.joined(separator: " "),
          cell.isOpposite ? "opposite" : "",
          consensus.label(cell.row) + " → " + consensus.label(cell.column))
      }
      text += table.text(width: terminal.width)
    }
    text +=
      "\n\(scenarios.count)\(isWhole ? "" : " or more") consistent scenarios of all judgements together:\n"
    for (number, scenario) in scenarios.prefix(50).enumerated() {
      text += "  \(number + 1)  \(consensus.words(scenario))\n"
      guard returns.count > 1 else { continue }
      let own = zip(names, support[number]).filter(\.1).map(\.0)
      let needed = zip(names, holdsWithout[number]).filter { !$0.1 }.map(\.0)
      text +=
        "     also by the own judgements of: \(own.isEmpty ? "nobody" : own.joined(separator: ", "))"
        .withoutControls
      text +=
        needed.isEmpty
        ? "\n" : "; gone without: \(needed.joined(separator: ", "))".withoutControls + "\n"
    }
    return text
  }

  private static func verdict(_ alpha: Double) -> String {
    alpha >= 0.8
      ? "reliable"
      : alpha >= 0.667 ? "enough for tentative conclusions" : "too low to rely on: talk first"
  }
}
