import Foundation
import Policy
import Workspace

/// `concord findings`
struct FindingsVerb: Verb {
  static let description = VerbDescription(
    name: "findings",
    summary: "List the findings; confirm them or put them aside.",
    discussion: """
      Without a word, lists the findings of the workspace, the weightiest first. With «confirm», «dismiss» or «reopen» and
      the beginning of one or more ids, records a decision, which is kept when the documents are assessed again.
      """,
    positionals: [
      .init(name: "DECISION", help: "confirm, dismiss or reopen.", isOptional: true),
      .init(
        name: "ID", help: "Beginning of the id of a finding, as the list shows it.",
        isOptional: true, isRepeated: true),
    ],
    options: [
      .workspace, .format(["text", "json", "ndjson", "csv"]),
      .init(
        name: "type", value: "TYPE",
        help: "Only conflict, duplication, gap, silent, silo or synergy.",
        choices: Finding.Kind.allCases.map(\.rawValue)),
      .init(
        name: "status", value: "STATUS", help: "Only proposed, confirmed or dismissed.",
        choices: Finding.Status.allCases.map(\.rawValue)),
      .init(name: "limit", value: "N", help: "At most so many."),
      .init(name: "note", value: "TEXT", help: "Why you decide so."),
      .init(name: "by", value: "NAME", help: "Who decides (your user name unless told)."),
    ],
    examples: [
      .init(command: "concord findings --type conflict", does: "the conflicts, with both texts"),
      .init(
        command: "concord findings dismiss 3fa9 --note \"the fee was abolished in 2024\"",
        does: "puts one aside and says why"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let limit = try arguments.integer("limit", in: 1...1_000_000) ?? Int.max
    let status = try arguments.positional(0).map(decision)
    let store = try arguments.store()
    guard let status else {
      list(try store.findings().filter(wanted(arguments)), limit, arguments, terminal)
      return .done
    }
    let ids = arguments.positionals.dropFirst()
    guard !ids.isEmpty else {
      throw Arguments.UsageError(
        message: "Which finding? concord findings lists them with their ids.")
    }
    let date = ISO8601DateFormatter().string(from: Date())
    for id in ids {
      let finding = try store.decide(
        id, status, note: arguments["note"] ?? "", person: arguments["by"] ?? NSUserName(),
        date: date)
      terminal.remark("\(status.rawValue): \(finding.id.prefix(8)) \(finding.why.withoutControls)")
    }
    return .done
  }

  private static func decision(_ word: String) throws(Arguments.UsageError) -> Finding.Status {
    switch word {
    case "confirm": return .confirmed
    case "dismiss": return .dismissed
    case "reopen": return .proposed
    default:
      throw Arguments.UsageError(
        message: "«\(word)» is no decision.",
        hint: Arguments.hint(folder: word)
          ?? "It is confirm, dismiss or reopen, and then the ids.")
    }
  }

  private static func wanted(_ arguments: Arguments) -> (Finding) -> Bool {
    let kind = arguments["type"].flatMap(Finding.Kind.init)
    let status = arguments["status"].flatMap(Finding.Status.init)
    return { (kind == nil || $0.kind == kind) && (status == nil || $0.status == status) }
  }

  private static func list(
    _ findings: [Finding], _ limit: Int, _ arguments: Arguments, _ terminal: Terminal
  ) {
    let shown = findings.prefix(limit)
    switch arguments.format {
    case "json": terminal.line(JSONValue.array(shown.map(json)).text(indent: true))
    case "ndjson": for finding in shown { terminal.line(json(finding).text()) }
    case "csv":
      terminal.write(
        CSV.line(["id", "type", "level", "score", "status", "between", "missing", "absent", "why"]))
      for finding in shown {
        terminal.write(
          CSV.line([
            finding.id, finding.kind.rawValue, finding.level?.rawValue ?? "",
            finding.score.rounded2,
            finding.status.rawValue,
            finding.between.map { "\($0.place.file) \($0.locator)" }.joined(separator: "; "),
            finding.missing.map(\.rawValue).joined(separator: "; "), finding.absent ?? "",
            finding.why,
          ]))
      }
    default:
      for finding in shown { terminal.write(text(finding, terminal)) }
      if shown.count < findings.count {
        terminal.line("… and \(findings.count - shown.count) more.")
      }
      if findings.isEmpty { terminal.line("No findings. (concord assess FOLDER makes them.)") }
    }
  }

  /// The shape that other programs rely on; `grounds` and `remedy` come after it.
  private static func json(_ finding: Finding) -> JSONValue {
    .record([
      "id": .string(finding.id),
      "type": .string(finding.kind.rawValue),
      "level": .optional(finding.level?.rawValue),
      "score": .number(finding.score),
      "objectives": .strings(finding.objectives),
      "populations": .strings(finding.populations),
      "between": .array(
        finding.between.map { passage in
          .record([
            "file": .string(passage.place.file), "locator": .string(passage.locator),
            "page": .optional(passage.page), "text": .string(passage.text),
          ])
        }),
      "missing": .strings(finding.missing.map(\.rawValue)),
      "absent": .optional(finding.absent),
      "why": .string(finding.why),
      "status": .string(finding.status.rawValue),
      "grounds": .array(
        finding.grounds.map { ground in
          .record([
            "rule": .string(ground.rule), "text": .string(ground.text),
            "source": .optional(ground.source),
          ])
        }),
      "remedy": .optional(finding.remedy),
    ])
  }

  private static func text(_ finding: Finding, _ terminal: Terminal) -> String {
    let level = finding.level.map { ", \($0.rawValue)" } ?? ""
    let head = "\(finding.kind.rawValue)\(level)"
    var text =
      terminal.styled(String(finding.id.prefix(8)), .blue) + "  " + terminal.styled(head, .bold)
    text += "  \(Int((finding.score * 100).rounded())) %"
    if finding.status != .proposed { text += "  [\(finding.status.rawValue)]" }
    text += "\n"
    let indent = "    "
    for line in finding.why.withoutControls.wrapped(to: terminal.width - 4) {
      text += indent + line + "\n"
    }
    for passage in finding.between {
      let page = passage.page.map { ", page \($0)" } ?? ""
      let place = "\(passage.place.file), \(passage.locator)\(page): "
      let words = passage.text.shortened(to: 240).withoutControls
      for line in (place + words).withoutControls.wrapped(to: terminal.width - 6) {
        text += terminal.styled(indent + "  " + line, .dim) + "\n"
      }
    }
    return text + "\n"
  }
}
