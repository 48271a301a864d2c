import Foundation
import Indices
import Policy
import Reading
import Reports
import Workspace

/// `concord index`
struct IndexVerb: Verb {
  static let description = VerbDescription(
    name: "index",
    summary: "A composite index from a recipe that can be run again, with its uncertainty.",
    discussion: """
      Runs the steps of a recipe (chain.json: screen, denominate, impute, treat, normalise, aggregate) over a table of \
      indicators and its metadata. With --out, writes the table after each step, ranks, ranks within groups, coverage, the \
      worst and best score that gaps allow, and notices, as CSV and as a workbook, and a report page index.html. \
      --uncertainty makes the index again and again with the choices that a file names; --sensitivity replays a fixed \
      design; --what-if asks what a unit would have to change. What was left out or could not be told is said, with its \
      cell. Formats: Docs/index.md.
      """,
    positionals: [
      .init(
        name: "CHAIN",
        help:
          "A recipe: chain.json; or a workbook of the COIN Tool (.xlsx, .xlsm) to make one from, in the folder of --out.",
        isOptional: true)
    ],
    options: [
      .init(name: "out", value: "FOLDER", help: "Write all tables and the page there."),
      .init(
        name: "data", value: "FOLDER",
        help: "Paths in the recipe are relative to this folder, not to the recipe."),
      .init(
        name: "analysis", value: nil,
        help:
          "Also statistics, availability, correlations, alpha, components, leave-one-out and what moved each score, in FOLDER/analysis."
      ),
      .init(
        name: "limits", value: "LIST",
        help:
          "Limits of flags of the analysis, such as high=0.75,low=-0.3,denominator=0.7,p=0.05,available=0.65."
      ),
      .init(
        name: "uncertainty", value: "FILE",
        help:
          "Make the index many times with the choices of this file; results in FOLDER/uncertainty."),
      .init(
        name: "sensitivity", value: "DESIGN",
        help:
          "Replay a fixed design (design.csv); its factors are in spec.json beside it, or in the file of --uncertainty. Results in FOLDER/sensitivity."
      ),
      .init(
        name: "what-if", value: "UNIT",
        help:
          "The fewest indicators in which this unit must reach the best, under all choices of --uncertainty."
      ),
      .init(name: "rank", value: "N", help: "With --what-if: the rank to reach."),
      .init(
        name: "score", value: "S",
        help: "With --what-if: the score (lower end of a class) to reach."),
      .init(
        name: "only", value: "CODES",
        help: "With --what-if: indicators that can change, separated by commas."),
      .init(
        name: "to", value: "LIST",
        help:
          "With --what-if: how far indicators can go, as raw values (LPI=3.9,CO2=4), in the place of the best of the others."
      ),
      .init(
        name: "compare", value: "CHAIN",
        help:
          "Another version of the recipe: scores and ranks of both side by side, in comparison.csv."
      ),
      .init(
        name: "case", value: "FILE",
        help:
          "Run single operations on a few numbers, as reference cases give them, instead of a recipe."
      ),
      .init(
        name: "language", value: "LANGUAGE", help: "Language of the page.",
        choices: ["en", "fr", "es"]),
      .format(["text", "json", "csv"]),
    ],
    examples: [
      .init(
        command: "concord index chain.json --out result", does: "run a recipe, keep every step"),
      .init(
        command: "concord index chain.json --uncertainty choices.json --out result",
        does: "ranks with their intervals"),
      .init(
        command: "concord index chain.json --uncertainty choices.json --what-if AUT --rank 3",
        does: "what AUT must change to be third, however the index is made"),
      .init(
        command: "concord index coin-tool.xlsm --out mine",
        does: "tables and a recipe from a workbook of the COIN Tool"),
      .init(command: "concord index --case vector.json", does: "run reference cases and compare"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    if let file = arguments["case"] { return try IndexCases.run(file, arguments, terminal) }
    if let path = arguments.positional(0),
      [".xlsx", ".xlsm"].contains(where: path.lowercased().hasSuffix)
    {
      return try importWorkbook(path, arguments, terminal)
    }
    let questions = try IndexQuestions(arguments)
    let files = try questions.files()
    let run = try files.run()
    let text = IndexText(terminal)
    var answer = IndexAnswer(run: run)
    if arguments.has("analysis") || arguments["limits"] != nil {
      answer.analysis = try IndexAnalysis(run, limits: try questions.limits()).files()
    }
    if let uncertainty = try questions.uncertainty(of: run, in: files.folder) {
      let bar = ProgressBar("runs", on: terminal)
      let total = uncertainty.design.draws.count
      answer.uncertainty = try UncertaintyRun(
        run, factors: uncertainty.plan.factors, design: uncertainty.design
      ) { bar.update(done: $0, of: total, doing: "") }
      bar.clear()
      answer.plan = uncertainty.plan
      answer.isReplay = arguments["sensitivity"] != nil
    }
    if let unit = arguments["what-if"] {
      answer.whatIf = try WhatIf(
        run, unit: unit, goal: try questions.goal(), factors: answer.plan?.factors ?? [],
        seed: answer.plan?.seed ?? 1, candidates: questions.candidates, ends: try questions.ends())
    }
    if let other = arguments["compare"] {
      answer.comparison = Comparison(
        run, with: try IndexFiles(chain: other, data: arguments["data"]).run())
    }
    if let out = arguments["out"] {
      try answer.write(to: URL(fileURLWithPath: out), language: arguments["language"])
    }
    switch arguments.format {
    case "json": terminal.line(answer.json.text(indent: true))
    case "csv":
      let table = answer.mainTable
      terminal.write(CSV.line(table.columns))
      for row in table.rows { terminal.write(CSV.line(row.map(\.cell))) }
    default: text.show(answer, out: arguments["out"])
    }
    return text.complain(answer)
  }

  /// The tables and the recipe of a COIN Tool workbook, in a folder.
  private static func importWorkbook(_ path: String, _ arguments: Arguments, _ terminal: Terminal)
    throws -> ExitStatus
  {
    guard let out = arguments["out"] else {
      throw Arguments.UsageError(
        message: "A workbook becomes tables and a recipe: say in which folder, with --out.",
        hint: "concord index \(path) --out mine")
    }
    let file = URL(fileURLWithPath: path)
    let name = file.lastPathComponent
    let book = try CoinToolWorkbook(WorkbookReader().sheets(file, as: name), file: name)
    let place = URL(fileURLWithPath: out)
    let files = [("iData.csv", book.data), ("iMeta.csv", book.meta), ("chain.json", book.chain)]
    for (file, _) in files
    where FileManager.default.fileExists(atPath: place.appendingPathComponent(file).path) {
      throw Table.Error(
        file: place.appendingPathComponent(file).path,
        reason: "it is there already and would be lost: name another folder")
    }
    let folder = try IndexFolder(place)
    for (file, text) in files { try folder.write(Data(text.utf8), to: file) }
    terminal.line(
      "\(book.units) units and \(book.indicators) indicators, in \(files.map(\.0).joined(separator: ", ")) of \(out). The recipe is a common one: change it as you need, then"
        .withoutControls)
    terminal.line("concord index \(out)/chain.json --out \(out)/result".withoutControls)
    return .done
  }
}
