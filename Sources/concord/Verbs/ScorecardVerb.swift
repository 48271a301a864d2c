import Foundation
import Indices
import Policy
import Reports
import Workspace

/// `concord scorecard ACTION …`
struct ScorecardVerb: Verb {
  static let description = VerbDescription(
    name: "scorecard",
    summary: "Measure a country by an instrument: forms, answers, scores, rounds.",
    discussion: """
      An instrument says what is asked and what each answer is worth (Docs/scorecards.md). ACTION is one of:
      list — the instruments there are. \
      show INSTRUMENT — its domains, items and answers. \
      form INSTRUMENT --out FILE — an empty form as .xlsx or .csv, to be e-mailed, filled in and imported. \
      import FILE… — adds filled forms to the workspace; importing twice changes nothing. \
      score INSTRUMENT [FILE…] — scores the answers of the files, or of the workspace. \
      compare INSTRUMENT [EARLIER LATER] — two rounds, the change split into revision, method and data. \
      reach INSTRUMENT [FILE] --target CLASS — the fewest answers that must become better. \
      classes INSTRUMENT CODE… — what the published classes of the domains say about the whole. \
      items INSTRUMENT LIST --out FILE — puts an official list of items (CSV or XLSX) into the shape of an instrument.
      INSTRUMENT is a name that list shows, its id, either with @edition, or a file of your own that ends in .json.
      """,
    positionals: [
      .init(
        name: "ACTION",
        help: "list, show, form, import, score, compare, reach, classes or items."),
      .init(
        name: "ARGUMENT", help: "The instrument, then files.", isOptional: true, isRepeated: true),
    ],
    options: [
      .workspace, .format(["text", "json", "csv"]),
      .init(name: "unit", value: "UNIT", help: "The country, city or programme (PHL)."),
      .init(name: "round", value: "ROUND", help: "The round, usually a year."),
      .init(
        name: "side", value: "SIDE",
        help: "The side that is asked, where the instrument has several (origin)."),
      .init(
        name: "basis", value: "BASIS", help: "Score what the law says, or what is done.",
        choices: Instrument.Basis.allCases.map(\.rawValue)),
      .init(name: "respondent", value: "NAME", help: "Who answers, where a row does not say it."),
      .init(name: "from", value: "ROUND", help: "The earlier round to compare."),
      .init(name: "to", value: "ROUND", help: "The later round to compare."),
      .init(
        name: "earlier-edition", value: "EDITION",
        help: "The edition that the earlier round was scored by, if it was another."),
      .init(name: "target", value: "CLASS", help: "The class to reach; a score with «score:60»."),
      .init(name: "keep", value: "ITEMS", help: "Items whose answers cannot change (1a,2c)."),
      .init(
        name: "every-respondent", value: nil,
        help: "With reach: a set that is enough whichever respondent is right on each item."),
      .init(
        name: "draws", value: "N",
        help:
          "Where respondents differ: so many draws of whose answer holds, for the range of the score (1,000)."
      ),
      .init(name: "random", value: "N", help: "Other draws (1)."),
      .init(
        name: "out", value: "FILE",
        help:
          "Where to write a form or an instrument; with score, compare and reach a workbook of the results (.xlsx)."
      ),
      .init(name: "report", value: "FILE", help: "Write the scorecard as a page (.html) as well."),
      .init(
        name: "language", value: "CODE", help: "Language of the page.", choices: ["en", "fr", "es"]),
    ],
    examples: [
      .init(
        command: "concord scorecard form sdg-10-7-2 --unit PHL --round 2026 --out form.xlsx",
        does: "a form with a list of answers in each cell"),
      .init(
        command: "concord scorecard score sdg-10-7-2 form.xlsx --report scorecard.html",
        does: "scores the filled form and writes a page"),
      .init(
        command: "concord scorecard classes sdg-10-7-2 3 3 4 2 2 2",
        does: "Denmark 2021: 63.33 to 75, class 2"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let task = try ScorecardTask(arguments, terminal)
    switch arguments.positionals[0] {
    case "list": return try task.list()
    case "show": return try task.show()
    case "form": return try task.form()
    case "import": return try task.importAnswers()
    case "score": return try task.score()
    case "compare": return try task.compare()
    case "reach": return try task.reach()
    case "classes": return try task.classes()
    case "items": return try task.items()
    case let other:
      let actions = [
        "list", "show", "form", "import", "score", "compare", "reach", "classes", "items",
      ]
      throw Arguments.UsageError(
        message: "scorecard cannot «\(other)».",
        hint: Spelling.nearest(to: other, in: actions).map { "Did you mean \($0)?" }
          ?? "It can: \(actions.joined(separator: ", ")).")
    }
  }
}

/// One use of the verb: the shelf of instruments, what was asked and where to say it.
struct ScorecardTask {
  let arguments: Arguments
  let terminal: Terminal
  let shelf: InstrumentShelf

  init(_ arguments: Arguments, _ terminal: Terminal) throws {
    self.arguments = arguments
    self.terminal = terminal
    shelf = try InstrumentShelf(ResourceFolder())
  }

  /// The instrument that the first argument names.
  func instrument() throws -> Instrument {
    guard let name = arguments.positional(1) else {
      throw Arguments.UsageError(
        message: "Say which instrument.", hint: "See concord scorecard list.")
    }
    do {
      return try shelf.instrument(name)
    } catch let error as InstrumentShelf.UnknownError {
      let meant = Spelling.nearest(to: name, in: error.known)
      throw Arguments.UsageError(
        message: error.description, hint: meant.map { "Did you mean \($0)?" })
    }
  }

  var files: [URL] { arguments.positionals.dropFirst(2).map { URL(fileURLWithPath: $0) } }

  var basis: Instrument.Basis? { arguments["basis"].flatMap(Instrument.Basis.init(rawValue:)) }

  func defaults(_ instrument: Instrument?) -> AnswerTable.Defaults {
    var defaults = AnswerTable.Defaults()
    defaults.instrument = instrument?.id ?? ""
    defaults.edition = instrument?.edition ?? ""
    defaults.unit = arguments["unit"] ?? ""
    defaults.round = arguments["round"] ?? ""
    defaults.perspective = arguments["side"]
    defaults.respondent = arguments["respondent"]
    return defaults
  }

  /// The sheets of files, or of the workspace; and whether some rows could not be used, which was said.
  func sheets(_ instrument: Instrument, _ files: [URL]) throws -> (
    sheets: [AnswerSheet], isWhole: Bool
  ) {
    var isWhole = true
    var sheets: [AnswerSheet] = []
    if files.isEmpty {
      sheets = try arguments.store().answerSheets(instrument: instrument.id)
    }
    for file in files {
      let (read, errors) = try AnswerFile.read(file, defaults: defaults(instrument))
      for error in errors { terminal.complain(error.description.withoutControls) }
      isWhole = isWhole && errors.isEmpty
      for sheet in read { Self.merge(sheet, into: &sheets) }
    }
    return (
      sheets.filter { sheet in
        (arguments["unit"].map { $0 == sheet.unit } ?? true)
          && (arguments["round"].map { $0 == sheet.round } ?? true)
          && (arguments["side"].map { $0 == sheet.perspective } ?? true)
      }, isWhole
    )
  }

  /// Answers of several files on one unit belong to one sheet: the respondents sent a file each.
  private static func merge(_ sheet: AnswerSheet, into sheets: inout [AnswerSheet]) {
    let place = sheets.firstIndex { other in
      other.instrument == sheet.instrument && other.edition == sheet.edition
        && other.unit == sheet.unit && other.round == sheet.round
        && other.perspective == sheet.perspective
    }
    if let place { sheets[place].answers += sheet.answers } else { sheets.append(sheet) }
  }

  /// Says what could not be used.
  func complain(_ cards: [Scorecard]) -> ExitStatus {
    var status = ExitStatus.done
    for card in cards {
      for problem in card.problems {
        // A file says by itself where to look; answers of the workspace are told by their unit and round.
        let place = problem.file == nil ? "\(card.unit) \(card.round): " : ""
        terminal.complain("\(place)\(problem)".withoutControls)
        status = .partly
      }
    }
    return status
  }

  func nothingThere(_ instrument: Instrument) -> Arguments.UsageError {
    Arguments.UsageError(
      message: "There are no answers to \(instrument.name) for what was asked.",
      hint: "Name a file with answers, or check --unit, --round and --side.")
  }
}
