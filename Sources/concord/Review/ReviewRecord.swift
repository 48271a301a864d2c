import Coherence
import Policy
import Workspace

/// A reviewed finding, an entry of the log, a rule or a conflict on record as JSON and as rows.
struct ReviewRecord {
  private let reviewed: ReviewedFinding
  private let weights: ScoreWeights
  private let calibration: Calibration?

  init(_ reviewed: ReviewedFinding, _ weights: ScoreWeights, _ calibration: Calibration? = nil) {
    self.reviewed = reviewed
    self.weights = weights
    self.calibration = calibration
  }

  var json: JSONValue {
    let finding = reviewed.finding
    return .record([
      "id": .string(finding.id),
      "type": .string(finding.kind.rawValue),
      "level": .optional(finding.level?.rawValue),
      "score": .number(finding.score),
      "judgedScore": .number(reviewed.judged.score),
      "weight": .number(weights.weight(of: finding)),
      "status": .string(finding.status.rawValue),
      "state": .string(reviewed.state.rawValue),
      "own": .bool(reviewed.isOwn),
      "why": .string(finding.why),
      "judgedWhy": .string(reviewed.judged.why),
      "between": .array(
        finding.between.map { passage in
          .record([
            "file": .string(passage.place.file), "locator": .string(passage.locator),
            "page": .optional(passage.page), "text": .string(passage.text),
          ])
        }),
      "remedy": .optional(finding.remedy),
      "verdicts": .array(reviewed.verdicts.map { Self.json($0) }),
      "assigned": .optional(reviewed.assignee),
      "merged": .strings(reviewed.merged.map(\.id)),
      "settlement": Self.json(reviewed.settlement?.settlement, reviewed.settlement?.entry),
      "rule": calibration?.precision(of: reviewed.judged).map { Self.json($0) } ?? .null,
    ])
  }

  static func json(_ verdict: ReviewedFinding.Verdict) -> JSONValue {
    .record([
      "person": .string(verdict.person), "status": .string(verdict.status.rawValue),
      "date": .string(verdict.date), "note": .string(verdict.note),
    ])
  }

  private static func json(_ settlement: Settlement?, _ entry: Decision?) -> JSONValue {
    guard let settlement, let entry else { return .null }
    return .record([
      "decision": .string(settlement.decision), "where": .string(settlement.venue),
      "changed": .string(settlement.change), "person": .string(entry.person),
      "date": .string(entry.date),
    ])
  }

  static func json(_ entry: Decision) -> JSONValue {
    .record([
      "date": .string(entry.date), "person": .string(entry.person), "act": .string(entry.act.word),
      "detail": .string(entry.words), "note": .string(entry.note), "why": .string(entry.why),
    ])
  }

  static func json(_ rule: RulePrecision) -> JSONValue {
    .record([
      "type": .string(rule.kind.rawValue), "rule": .string(rule.rule),
      "confirmed": .integer(rule.confirmed), "dismissed": .integer(rule.dismissed),
      "undecided": .integer(rule.undecided),
      "precision": .optional(rule.precision),
      "low": .number(rule.low), "high": .number(rule.high),
      "expected": .optional(rule.expected), "shift": .number(rule.shift),
    ])
  }

  // MARK: The record of conflicts

  static func json(_ entry: ConflictRecord.Entry) -> JSONValue {
    .record([
      "id": .string(entry.id), "level": .optional(entry.level?.rawValue),
      "objectives": .strings(entry.objectives), "why": .string(entry.why),
      "passages": .array(
        entry.passages.map {
          .record([
            "file": .string($0.file), "locator": .string($0.locator), "text": .string($0.text),
            "now": .optional($0.now),
          ])
        }),
      "verdicts": .array(entry.verdicts.map { json($0) }),
      "settlement": json(entry.settlement, entry.settledBy), "gone": .bool(entry.isGone),
    ])
  }

  static let recordColumns = [
    "id", "level", "why", "document_1", "locator_1", "text_1", "now_1", "document_2", "locator_2",
    "text_2", "now_2", "held_by", "decision", "where", "changed", "person", "date", "gone",
  ]

  static func row(_ entry: ConflictRecord.Entry) -> [String] {
    let passages = (0..<2).flatMap { i -> [String] in
      guard entry.passages.indices.contains(i) else { return ["", "", "", ""] }
      let passage = entry.passages[i]
      return [passage.file, passage.locator, passage.text, passage.now ?? ""]
    }
    let held = entry.verdicts.map { "\($0.status.rawValue) \($0.person) \($0.date.prefix(10))" }
    let settlement = entry.settlement
    return [entry.id, entry.level?.rawValue ?? "", entry.why] + passages + [
      held.joined(separator: "; "), settlement?.decision ?? "", settlement?.venue ?? "",
      settlement?.change ?? "", entry.settledBy?.person ?? "", entry.settledBy?.date ?? "",
      entry.isGone ? "yes" : "no",
    ]
  }
}

extension Decision.Act {
  /// What was done, in a word.
  var word: String {
    switch self {
    case .status(let status): status.rawValue
    case .reason: "edited"
    case .merge: "merged"
    case .assign: "assigned"
    case .settle: "settled"
    case .add: "added"
    }
  }
}

extension Decision {
  /// What the word needs to be understood.
  var words: String {
    switch act {
    case .status: ""
    case .reason(let sentence): sentence
    case .merge(let into): "into \(into)"
    case .assign(let person): "to \(person)"
    case .settle(let settlement):
      [settlement.decision, settlement.venue, settlement.change].filter { !$0.isEmpty }
        .joined(separator: " — ")
    case .add: why
    }
  }
}
