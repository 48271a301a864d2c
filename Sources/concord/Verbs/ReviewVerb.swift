import Coherence
import Foundation
import Policy
import Workspace

/// `concord review`
struct ReviewVerb: Verb {
  static let description = VerbDescription(
    name: "review",
    summary: "Go through the findings: a queue by weight, decisions of several people, the record.",
    discussion: """
      Without a word, lists what waits for a person, the weightiest first: what is undecided, what two people see differently,
      and what was decided on words that have changed since. Every decision is added to a log with the person and the date; none
      is lost when documents are assessed again, and near-identical passages of a new edition keep what was decided. The
      scores of undecided findings follow how often the findings of their rule were confirmed.

      confirm, dismiss or reopen ID…; edit ID --reason TEXT; merge ID ID (the first is shown in the second);
      add FILE#LOCATOR [FILE#LOCATOR] --type KIND --why TEXT (a finding of your own); assign ID… --to NAME;
      settle ID --decision TEXT [--where TEXT] [--changed TEXT] (how a conflict was settled); history ID;
      rules (how often each rule was right); record (conflicts and how they were settled);
      export FILE.csv (a table to fill in with a spreadsheet) and import FILE (the table that came back, CSV or XLSX).
      """,
    positionals: [
      .init(
        name: "ACTION",
        help:
          "list, confirm, dismiss, reopen, edit, merge, add, assign, settle, history, rules, record, export or import.",
        isOptional: true),
      .init(
        name: "WHAT", help: "Beginnings of ids, passages as FILE#LOCATOR, or a file.",
        isOptional: true, isRepeated: true),
    ],
    options: [
      .workspace, .format(["text", "json", "csv"]),
      .init(name: "by", value: "NAME", help: "Who does it (your user name unless told)."),
      .init(
        name: "date", value: "DATE", help: "When, as 2026-03-31 (now unless told)."),
      .init(name: "note", value: "TEXT", help: "Why."),
      .init(name: "reason", value: "TEXT", help: "edit: the sentence that says why."),
      .init(name: "why", value: "TEXT", help: "add: the sentence that says what you found."),
      .init(
        name: "type", value: "TYPE",
        help: "Only conflict, duplication, gap, silent, silo or synergy; add: which it is.",
        choices: Finding.Kind.allCases.map(\.rawValue)),
      .init(
        name: "level", value: "LEVEL",
        help: "add: internal, horizontal, vertical, corridor or multilateral.",
        choices: Finding.Level.allCases.map(\.rawValue)),
      .init(name: "remedy", value: "TEXT", help: "add: what change of text would mend it."),
      .init(name: "to", value: "NAME", help: "assign: who is to decide."),
      .init(name: "decision", value: "TEXT", help: "settle: what was decided."),
      .init(
        name: "where", value: "TEXT",
        help: "settle: where: a cabinet minute, a communication to parliament."),
      .init(name: "changed", value: "TEXT", help: "settle: what was changed in which text."),
      .init(
        name: "person", value: "NAME", help: "list, export: only what is assigned to this person."),
      .init(
        name: "state", value: "STATE",
        help: "list, export: open, disputed, changed, decided, or all (what waits).",
        choices: ReviewedFinding.State.allCases.map(\.rawValue) + ["all"]),
      .init(name: "limit", value: "N", help: "list, export: at most so many."),
    ],
    examples: [
      .init(command: "concord review --limit 10", does: "the ten that matter most"),
      .init(
        command: "concord review dismiss 3fa9 --by \"A. Adviser\" --note \"the fee was abolished\"",
        does: "puts one aside and says who and why"),
      .init(
        command:
          "concord review add \"act.docx#Article 3\" \"plan.pdf#7.2\" --type conflict --why \"The plan taxes what the act frees.\"",
        does: "adds a finding of your own"),
      .init(command: "concord review export queue.csv", does: "a table to fill in by hand"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let word = arguments.positional(0) ?? "list"
    guard let action = ReviewAction(rawValue: word) else {
      let meant = Spelling.nearest(to: word, in: ReviewAction.allCases.map(\.rawValue))
      throw Arguments.UsageError(
        message: "«\(word)» is nothing that concord review does.",
        hint: Arguments.hint(folder: word) ?? meant.map { "Did you mean \($0)?" }
          ?? "It does \(ReviewAction.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let task = ReviewTask(
      arguments: arguments, terminal: terminal, store: try arguments.store(),
      weights: try ScoreWeights(try ResourceFolder().bytes("coherence/score-weights.csv")))
    return try task.run(action)
  }
}

/// What `concord review` can be told to do.
enum ReviewAction: String, CaseIterable {
  case list, confirm, dismiss, reopen, edit, merge, add, assign, settle, history, rules, record
  case export, `import`
}
