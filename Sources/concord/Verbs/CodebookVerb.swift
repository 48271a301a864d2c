import Coding
import Foundation
import Policy
import Workspace

/// `concord codebook ACTION`
struct CodebookVerb: Verb {
  static let description = VerbDescription(
    name: "codebook",
    summary: "Check and show concepts and terms; try terms of your own.",
    discussion: """
      check says whether the tables can be used: the bundled ones, with --project those of the project over them.
      list names the concepts with the number of their terms in each language; list KIND only objectives, measures,
      populations, sectors, traps or cues. show CODE prints one concept with all its terms.
      try TERMS FOLDER reads the documents of FOLDER with and without the file TERMS and says what each of its terms hits, what
      is refused and why, and which codes the file adds or takes away. Nothing is stored. When it does what you want, put the
      file into the project's folder terms/, where assess uses it. Docs/patterns.md describes the format.
      """,
    positionals: [
      .init(name: "ACTION", help: "check, list, show or try."),
      .init(name: "WORDS", help: "What the action needs.", isOptional: true, isRepeated: true),
    ],
    options: [
      .init(
        name: "project", value: "FOLDER", help: "Use the tables and terms of this project as well."),
      .init(
        name: "examples", value: "N", help: "Examples of each term that try shows (4 unless told)."),
      .format(["text", "json"]),
    ],
    examples: [
      .init(command: "concord codebook show GCM-20", does: "remittances, with all its terms"),
      .init(
        command: "concord codebook try terms.csv policies",
        does: "what your terms would find in a folder"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let words = Array(arguments.positionals.dropFirst())
    func needed(_ names: String...) throws -> [String] {
      guard words.count == names.count else {
        throw Arguments.UsageError(
          message: words.count < names.count
            ? "\(names[words.count]) is missing."
            : "«\(words[names.count])» is one word too many.",
          hint:
            "Usage: concord codebook \(([arguments.positionals[0]] + names).joined(separator: " "))"
        )
      }
      return words
    }
    switch arguments.positionals[0] {
    case "check":
      _ = try needed()
      return try check(arguments, terminal)
    case "list":
      if words.count > 1 { _ = try needed("KIND") }
      return try list(words.first, arguments, terminal)
    case "show": return try show(try needed("CODE")[0], arguments, terminal)
    case "try":
      let words = try needed("TERMS", "FOLDER")
      return try TermTrialRun(
        file: URL(fileURLWithPath: words[0]),
        folder: URL(fileURLWithPath: words[1], isDirectory: true), arguments, terminal
      ).run()
    default:
      throw Arguments.UsageError(
        message: "concord codebook has no action «\(arguments.positionals[0])».",
        hint: "It has: check, list, show, try.")
    }
  }

  // MARK: check

  private static func check(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let knowledge = try EvaluateVerb.knowledge(ResourceFolder(), arguments, terminal)
    let lexicon = try knowledge.coder().lexicon
    let spoken = Set(lexicon.matcher.terms.map(\.code))
    let silent = codes(of: knowledge.codebook).filter { !spoken.contains($0.code) }
    let refusing = Set(lexicon.matcher.terms.flatMap(\.unless))
    let idle = names(of: "traps", in: lexicon).filter { !refusing.contains($0) }
    let counts = knowledge.terms.map { ($0.name, $0.terms.count) }
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "lists": .array(
            counts.map { .record(["name": .string($0.0), "terms": .integer($0.1)]) }),
          "withoutTerms": .strings(silent.map(\.code)), "idleTraps": .strings(idle),
          "notes": .strings(knowledge.notes.map(\.description)),
        ]).text(indent: true))
    default:
      for (name, count) in counts { terminal.line("\(name): \(count) terms".withoutControls) }
      for concept in silent {
        terminal.line(
          "\(concept.code) has no term: nothing is ever coded with it.".withoutControls)
      }
      for rule in idle { terminal.line("No term names the trap rule \(rule).".withoutControls) }
      terminal.line(
        knowledge.notes.isEmpty
          ? "Every row can be used." : "\(knowledge.notes.count) rows cannot be used.")
    }
    return knowledge.notes.isEmpty ? .done : .partly
  }

  // MARK: list and show

  private struct Concept {
    var code: String
    var kind: String
  }

  private static func codes(of codebook: Codebook) -> [Concept] {
    codebook.objectives.map { Concept(code: $0.code, kind: "objectives") }
      + codebook.measures.map { Concept(code: $0.code, kind: "measures") }
      + codebook.populations.map { Concept(code: $0.code, kind: "populations") }
      + codebook.sectors.map { Concept(code: $0.code, kind: "sectors") }
  }

  /// The names of the codes of a list, in their order.
  private static func names(of list: String, in lexicon: Lexicon) -> [String] {
    (lexicon.matcher.lists[list] ?? []).map(lexicon.matcher.name)
  }

  private static func list(
    _ kind: String?, _ arguments: Arguments, _ terminal: Terminal
  ) throws -> ExitStatus {
    let knowledge = try EvaluateVerb.knowledge(ResourceFolder(), arguments, terminal)
    let lexicon = try knowledge.coder().lexicon
    let cues = lexicon.matcher.lists.keys.filter { $0.hasPrefix("cues-") }.sorted()
    let concepts =
      codes(of: knowledge.codebook)
      + names(of: "traps", in: lexicon).map { Concept(code: $0, kind: "traps") }
      + cues.flatMap { names(of: $0, in: lexicon).map { Concept(code: $0, kind: "cues") } }
    let kinds = ["objectives", "measures", "populations", "sectors", "traps", "cues"]
    if let kind, !kinds.contains(kind) {
      throw Arguments.UsageError(
        message: "there is no kind «\(kind)».", hint: "It can be: \(kinds.joined(separator: ", "))."
      )
    }
    var counts: [String: [String: Int]] = [:]
    for term in lexicon.matcher.terms {
      counts[term.code, default: [:]][term.language?.rawValue ?? "*", default: 0] += 1
    }
    let shown = concepts.filter { kind == nil || $0.kind == kind }
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.array(
          shown.map { concept in
            .record([
              "code": .string(concept.code), "kind": .string(concept.kind),
              "name": .string(knowledge.codebook.name(concept.code)),
              "terms": .object(
                (counts[concept.code] ?? [:]).sorted { $0.key < $1.key }.map {
                  JSONValue.Member(key: $0.key, value: .integer($0.value))
                }),
            ])
          }
        ).text(indent: true))
    default:
      var table = TextTable("code", "terms", "name")
      for concept in shown {
        let terms = (counts[concept.code] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let name = knowledge.codebook.name(concept.code)
        table.add(
          concept.code, terms.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
          name == concept.code ? concept.kind : name)
      }
      terminal.write(table.text(width: terminal.width))
    }
    return .done
  }

  private static func show(
    _ code: String, _ arguments: Arguments, _ terminal: Terminal
  ) throws -> ExitStatus {
    let knowledge = try EvaluateVerb.knowledge(ResourceFolder(), arguments, terminal)
    let codebook = knowledge.codebook
    let terms = try knowledge.coder().lexicon.matcher.terms.filter { $0.code == code }
    guard codebook.has(code) || !terms.isEmpty else {
      let known = codes(of: codebook).map(\.code)
      terminal.complain("no concept, rule or cue has the code «\(code)».".withoutControls)
      terminal.remark(
        Spelling.nearest(to: code, in: known).map { "Did you mean \($0)?" }
          ?? "concord codebook list names them all.")
      return .failed
    }
    let definition =
      codebook.objective(code)?.definition ?? codebook.measure(code)?.definition ?? ""
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "code": .string(code), "name": .string(codebook.name(code)),
          "definition": .string(definition), "terms": .array(terms.map(\.json)),
        ]).text(indent: true))
    default:
      terminal.line(terminal.styled("\(code)  \(codebook.name(code))".withoutControls, .bold))
      if !definition.isEmpty {
        for line in definition.withoutControls.wrapped(to: terminal.width) { terminal.line(line) }
      }
      terminal.line()
      var table = TextTable("language", "weight", "file and line", "words")
      for term in terms {
        var words = term.pattern
        if !term.needs.isEmpty { words += "  (needs \(term.needs.joined(separator: " or ")))" }
        if !term.unless.isEmpty { words += "  (unless \(term.unless.joined(separator: " or ")))" }
        table.add(
          term.language?.rawValue ?? "*", "\(term.weight)", "\(term.file):\(term.line)", words)
      }
      terminal.write(table.text(width: terminal.width))
    }
    return .done
  }
}

extension Term {
  /// One row, for programs.
  var json: JSONValue {
    .record([
      "code": .string(code), "language": .string(language?.rawValue ?? "*"),
      "weight": .number(weight), "pattern": .string(pattern), "needs": .strings(needs),
      "unless": .strings(unless), "note": .string(note), "file": .string(file),
      "line": .integer(line),
    ])
  }
}
