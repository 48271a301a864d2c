import Coherence
import Foundation
import Policy
import Workspace

/// One call of `concord review`.
struct ReviewTask {
  let arguments: Arguments
  let terminal: Terminal
  let store: Store
  let weights: ScoreWeights

  func run(_ action: ReviewAction) throws -> ExitStatus {
    switch action {
    case .list: try list()
    case .confirm: try recordEach(.status(.confirmed))
    case .dismiss: try recordEach(.status(.dismissed))
    case .reopen: try recordEach(.status(.proposed))
    case .assign: try recordEach(.assign(to: try needed("to")))
    case .edit: try recordOne(.reason(try needed("reason")))
    case .settle: try settle()
    case .merge: try merge()
    case .add: try add()
    case .history: try history()
    case .rules: answer.rules(try store.review().calibration)
    case .record: answer.record(try ConflictRecord(store.review()))
    case .export: try export()
    case .import: return try importSheet()
    }
    return .done
  }

  private var answer: ReviewAnswer {
    ReviewAnswer(format: arguments.format, terminal: terminal, weights: weights)
  }

  // MARK: Words of the command

  /// What follows the action.
  private var words: ArraySlice<String> { arguments.positionals.dropFirst() }

  private var ids: [String] {
    get throws {
      guard !words.isEmpty else {
        throw Arguments.UsageError(
          message: "Which finding? concord review lists them with their ids.")
      }
      return Array(words)
    }
  }

  private func needed(_ option: String) throws -> String {
    guard let text = arguments[option], !text.trimmingSpaces.isEmpty else {
      throw Arguments.UsageError(
        message: "--\(option) is missing.", hint: "See concord review --help.")
    }
    return text
  }

  private var person: String { arguments["by"] ?? NSUserName() }

  private var date: String {
    get throws {
      guard let date = arguments["date"] else { return ISO8601DateFormatter().string(from: Date()) }
      guard ReviewDate.isDate(date) else {
        throw Arguments.UsageError(
          message: "--date cannot be «\(date)».", hint: "Write it as 2026-03-31.")
      }
      return date
    }
  }

  private var file: URL {
    get throws {
      guard let path = words.first, words.count == 1 else {
        throw Arguments.UsageError(
          message: "Name one file: concord review \(arguments.positionals[0]) FILE")
      }
      return URL(fileURLWithPath: path)
    }
  }

  // MARK: Entries

  private func recordEach(_ act: Decision.Act) throws {
    let date = try date
    for id in try ids {
      let reviewed = try store.record(
        act, on: id, note: arguments["note"] ?? "", person: person, date: date)
      answer.done(reviewed, said(act))
    }
  }

  private func said(_ act: Decision.Act) -> String {
    if case .assign(let person) = act { return "assigned to \(person)" }
    return act.word
  }

  private func recordOne(_ act: Decision.Act) throws {
    guard try ids.count == 1 else {
      throw Arguments.UsageError(message: "Name one finding.")
    }
    try recordEach(act)
  }

  private func settle() throws {
    try recordOne(
      .settle(
        Settlement(
          decision: try needed("decision"), venue: arguments["where"] ?? "",
          change: arguments["changed"] ?? "")))
  }

  private func merge() throws {
    let ids = try ids
    guard ids.count == 2 else {
      throw Arguments.UsageError(
        message: "Name two findings: the first is shown in the second from now on.")
    }
    let act = Decision.Act.merge(into: try store.reviewed(ids[1]).id)
    let reviewed = try store.record(
      act, on: ids[0], note: arguments["note"] ?? "", person: person, date: try date)
    answer.done(reviewed, "merged into")
  }

  private func add() throws {
    guard let kind = Finding.Kind(rawValue: try needed("type")), (1...2).contains(words.count)
    else {
      throw Arguments.UsageError(
        message: "Name one or two passages, as FILE#LOCATOR: \"laws/act.docx#Article 3\".")
    }
    let passages = try words.map { word in
      guard let mark = word.lastIndex(of: "#") else {
        throw Arguments.UsageError(
          message: "«\(word)» names no passage.",
          hint: "Write FILE#LOCATOR: \"act.docx#Article 3\".")
      }
      return try store.passage(
        String(word[..<mark]), String(word[word.index(after: mark)...]).trimmingSpaces)
    }
    let finding = Finding(
      id: "", kind: kind, level: level(passages), score: 1, between: passages,
      why: try needed("why"), remedy: arguments["remedy"])
    let added = try store.add(
      finding, note: arguments["note"] ?? "", person: person, date: try date)
    answer.done(try store.reviewed(added.id), "added")
  }

  /// As told; within one document it is internal.
  private func level(_ passages: [Finding.Passage]) -> Finding.Level? {
    arguments["level"].flatMap(Finding.Level.init)
      ?? (Set(passages.map(\.place.file)).count == 1 ? .internal : nil)
  }

  // MARK: Lists

  /// The findings asked for: those that wait by weight, or all of a state.
  private func chosen(_ review: Review) throws -> [ReviewedFinding] {
    let kind = arguments["type"].flatMap(Finding.Kind.init)
    let limit = try arguments.integer("limit", in: 1...1_000_000) ?? Int.max
    let state = arguments["state"]
    let pool =
      state == nil
      ? review.queue(weights)
      : review.findings.filter { state == "all" || $0.state.rawValue == state }
    return Array(
      pool.filter {
        (kind == nil || $0.finding.kind == kind)
          && (arguments["person"] == nil || $0.assignee == arguments["person"])
      }.prefix(limit))
  }

  private func list() throws {
    let review = try store.review()
    answer.list(try chosen(review), of: review)
  }

  private func history() throws {
    guard let id = words.first, words.count == 1 else {
      throw Arguments.UsageError(message: "Name one finding.")
    }
    answer.history(try store.reviewed(id))
  }

  // MARK: Sheets

  private func export() throws {
    let findings = try chosen(store.review())
    let text = ReviewSheet.csv(findings, weights: weights)
    let file = try file
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw StoreError(
        .readOnly, file: file.path,
        problem: "it cannot be written (\(error.localizedDescription)).",
        remedy: "Name a folder in which you may write and that has room.")
    }
    terminal.remark(
      "\(findings.count) findings are in \(file.lastPathComponent). Fill in the columns from «decision» on, save it as CSV or XLSX, and take it in with concord review import \(file.lastPathComponent)."
        .withoutControls)
  }

  private func importSheet() throws -> ExitStatus {
    let result = try store.importSheet(from: try file, person: person, date: try date)
    for error in result.errors { terminal.complain(error.description.withoutControls) }
    terminal.remark(
      "Entries added: \(result.added). Rows known already: \(result.known). Cells that could not be used: \(result.errors.count)."
    )
    if arguments.format == "json" {
      terminal.line(
        JSONValue.record([
          "added": .integer(result.added), "known": .integer(result.known),
          "errors": .strings(result.errors.map(\.description)),
        ]).text(indent: true))
    }
    return result.errors.isEmpty ? .done : .partly
  }
}
