public import Coherence
import Policy

/// The review as a table that people fill in with a spreadsheet program: what was found on the left, what they decide on the right.
///
/// | column | is filled in with |
/// | --- | --- |
/// | `decision` | confirm, dismiss or reopen |
/// | `new_reason` | a better sentence for `why` |
/// | `merge_into` | the id of the finding that it is the same as |
/// | `assign_to` | who is to decide |
/// | `settlement`, `settled_where`, `what_changed` | how a conflict was settled |
/// | `note`, `person`, `date` | why, who, and the day as 2026-03-31 |
///
/// A row without `id` that has `kind`, `why`, `document_1` and `locator_1` (and `document_2`, `locator_2`) is a finding of
/// one's own. Rows in which nothing is done are passed over, and so is what the workspace knows already.
public enum ReviewSheet {
  static let found = [
    "id", "kind", "level", "score", "weight", "state", "why", "document_1", "locator_1", "page_1",
    "text_1", "document_2", "locator_2", "page_2", "text_2", "other_places", "decided",
  ]
  /// What is done.
  static let acts = [
    "decision", "new_reason", "merge_into", "assign_to", "settlement", "settled_where",
    "what_changed",
  ]
  static let filledIn = acts + ["note", "person", "date"]
  public static let columns = found + filledIn

  /// The rows of findings, the first line naming the columns; ready for a spreadsheet, with a byte-order mark.
  public static func csv(_ findings: [ReviewedFinding], weights: ScoreWeights) -> String {
    "\u{FEFF}" + CSV.line(columns)
      + findings.map { finding in
        CSV.line(row(finding, weights).map { Spreadsheet.cell(.string($0)) })
      }.joined()
  }

  private static func row(_ reviewed: ReviewedFinding, _ weights: ScoreWeights) -> [String] {
    let finding = reviewed.finding
    func passage(_ i: Int) -> [String] {
      guard finding.between.indices.contains(i) else { return ["", "", "", ""] }
      let passage = finding.between[i]
      return [
        passage.place.file, passage.locator, passage.page.map(String.init) ?? "", passage.text,
      ]
    }
    let others = finding.between.dropFirst(2).map { $0.place.file + " " + $0.locator }
    let decided = reviewed.verdicts.map {
      [$0.status.rawValue, $0.person, String($0.date.prefix(10))].filter { !$0.isEmpty }
        .joined(separator: ", ")
    }
    return [
      finding.id, finding.kind.rawValue, finding.level?.rawValue ?? "",
      hundredths(finding.score), hundredths(weights.weight(of: finding)), reviewed.state.rawValue,
      finding.why,
    ] + passage(0) + passage(1) + [
      others.joined(separator: "; "), decided.joined(separator: "; "),
    ] + filledIn.map { _ in "" }
  }

  private static func hundredths(_ value: Double) -> String {
    let number = Int((min(max(value.isFinite ? value : 0, 0), 1) * 100).rounded())
    return number == 100 ? "1" : "0." + (number < 10 ? "0" : "") + String(number)
  }
}

extension ReviewedFinding {
  /// Why a finding waits, or that it does not.
  public enum State: String, Sendable, Hashable, CaseIterable {
    case open, disputed, changed, decided
  }

  public var state: State {
    if isDisputed { return .disputed }
    if finding.status == .proposed { return .open }
    return hasChanged ? .changed : .decided
  }
}
