/// The empty form of an instrument, a line for each thing that is asked, with what may be answered.
public struct ScorecardForm: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public var domain: String
    public var item: String
    public var part: String
    public var question: String
    public var guidance: String
    /// The answers to choose from; empty for a number or words.
    public var choices: [String]
    /// What may be answered, in words.
    public var hint: String
    /// An answer that is known already.
    public var answer: Answer?
    public var basis: String
  }

  public var instrument: Instrument
  public var unit: String
  public var round: String
  public var perspective: String?
  public var lines: [Line]

  /// Names of the columns: those that come back, and those for the reader.
  public static let columns = [
    "domain", "item", "part", "question", "guidance", "possible answers", "answer", "basis",
    "evidence", "respondent", "date", "note", "instrument", "edition", "unit", "round",
    "perspective",
  ]

  /// - Parameters:
  ///   - sheet: answers to fill in, and the unit, round and side that the form is for.
  ///   - bases: a line for each; the instrument's first alone unless told.
  public init(_ instrument: Instrument, for sheet: AnswerSheet, bases: [Instrument.Basis] = []) {
    self.instrument = instrument
    unit = sheet.unit
    round = sheet.round
    perspective = sheet.perspective
    lines = []
    let latest = sheet.latest.answers
    let asked = Set(instrument.items.filter { $0.isAsked(of: sheet.perspective) }.map(\.id))
    for basis in bases.isEmpty ? [instrument.bases[0]] : bases {
      for line in Self.lines(instrument.root, domain: "") {
        guard asked.contains(line.item) else { continue }
        var line = line
        line.basis = basis.rawValue
        line.answer = latest.last { answer in
          answer.item == line.item && (answer.part ?? "") == line.part
            && (answer.basis ?? instrument.bases[0].rawValue) == basis.rawValue
        }
        lines.append(line)
      }
    }
  }

  private static func lines(_ node: Instrument.Node, domain: String) -> [Line] {
    node.parts.flatMap { part -> [Line] in
      switch part {
      case .node(let child): lines(child, domain: child.label)
      case .item(let item): lines(item, domain: domain)
      }
    }
  }

  private static func lines(_ item: Instrument.Item, domain: String) -> [Line] {
    func line(_ part: String, _ question: String, _ choices: [String], _ hint: String) -> Line {
      Line(
        domain: domain, item: item.id, part: part, question: question,
        guidance: item.guidance ?? "", choices: choices, hint: hint, answer: nil, basis: "")
    }
    switch item.kind {
    case .choice(let options), .marker(_, let options):
      let hint = options.map { $0.code == $0.label ? $0.code : "\($0.code) = \($0.label)" }
      return [line("", item.label, options.map(\.code), hint.joined(separator: "; "))]
    case .points(let base, let extras, _):
      return (base + extras).map { line($0.code, $0.label, ["yes", "no"], "yes; no") }
    case .number(let rule):
      let range = rule.allowed.map { "a number from \($0.lowerBound) to \($0.upperBound)" }
      guard rule.inputs.count > 1 else {
        return rule.inputs.isEmpty ? [] : [line("", item.label, [], range ?? "a number")]
      }
      return rule.inputs.map { line($0, "\(item.label): \($0)", [], range ?? "a number") }
    case .text: return [line("", item.label, [], "in your own words")]
    }
  }

  /// The form as rows under `columns`.
  public var rows: [[String]] {
    lines.map { line in
      [
        line.domain, line.item, line.part, line.question, line.guidance, line.hint,
        line.answer?.value ?? "", line.basis, line.answer?.evidence ?? "",
        line.answer?.respondent ?? "", line.answer?.date ?? "", line.answer?.note ?? "",
        instrument.id, instrument.edition, unit, round, perspective ?? "",
      ]
    }
  }
}
