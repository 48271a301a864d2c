public import Policy

/// The record of conflicts of objectives and how they were settled, as a parliament is told: which texts, in which words, who held
/// them to conflict, what was decided, where, when, by whom, and what was changed.
///
/// It holds the conflicts that a person confirmed or settled, also those whose texts have changed so that they are not found any
/// more; what the program only proposes is not in it.
public struct ConflictRecord: Sendable, Hashable {
  /// A text of a conflict.
  public struct Passage: Sendable, Hashable {
    public var file: String
    public var locator: String
    /// The words when it was first decided.
    public var text: String
    /// The words of the present edition, where they are others.
    public var now: String?
    /// Where it stands in the present edition; nil where the conflict is not found any more.
    public var place: Place?
  }

  public struct Entry: Sendable, Hashable, Identifiable {
    public var id: Finding.ID
    public var why: String
    public var level: Finding.Level?
    public var objectives: [String]
    public var passages: [Passage]
    /// What each person holds, in the order of their dates.
    public var verdicts: [ReviewedFinding.Verdict]
    public var settlement: Settlement?
    /// The entry of the log that settled it: who and when.
    public var settledBy: Decision?
    /// The texts have changed, or gone, so that the conflict is not found any more.
    public var isGone: Bool
  }

  /// Those not settled first, then by the date of settlement, the latest first.
  public let entries: [Entry]

  public init(_ review: Review) {
    let present = review.findings.filter {
      $0.finding.kind == .conflict && ($0.finding.status == .confirmed || $0.settlement != nil)
    }.map(Entry.init)
    let gone = Dictionary(grouping: review.gone.filter { $0.kind == .conflict }, by: \.finding)
      .values.compactMap(Entry.init(gone:))
    entries = (present + gone).enumerated().sorted { a, b in
      let first = a.element.settledBy?.date
      let second = b.element.settledBy?.date
      switch (first, second) {
      case (nil, nil):
        return (a.element.isGone ? 1 : 0, a.offset) < (b.element.isGone ? 1 : 0, b.offset)
      case (nil, _): return true
      case (_, nil): return false
      case (let first?, let second?): return (second, a.offset) < (first, b.offset)
      }
    }.map(\.element)
  }
}

extension ConflictRecord.Entry {
  fileprivate init(_ reviewed: ReviewedFinding) {
    let finding = reviewed.finding
    let settled = reviewed.settlement
    let decided = reviewed.log.first { $0.status != nil } ?? reviewed.log.first
    self.init(
      id: reviewed.id, why: finding.why, level: finding.level, objectives: finding.objectives,
      passages: Self.passages(decided?.passages ?? [], finding.between),
      verdicts: reviewed.verdicts, settlement: settled?.settlement, settledBy: settled?.entry,
      isGone: false)
  }

  /// Nil when nobody who decided it holds it to be true.
  fileprivate init?(gone log: [Decision]) {
    guard let first = log.first, let last = log.last else { return nil }
    var shell = Finding(
      id: first.finding, kind: first.kind, score: 0, between: [], why: last.why)
    for entry in log {
      if case .add(let particulars) = entry.act {
        shell.level = particulars.level
        shell.objectives = particulars.objectives
      }
    }
    let reviewed = ReviewedFinding(shell, isOwn: false, log: log)
    guard reviewed.finding.status == .confirmed || reviewed.settlement != nil else { return nil }
    self.init(reviewed)
    passages = first.passages.map { .init(file: $0.file, locator: $0.locator, text: $0.text) }
    isGone = true
  }

  /// The words of now beside those that were decided, each with the nearest.
  private static func passages(_ decided: [Decision.Passage], _ present: [Finding.Passage])
    -> [ConflictRecord.Passage]
  {
    var left = decided.map { (passage: $0, words: WordSet($0.text)) }
    return present.map { passage in
      let words = WordSet(passage.text)
      let nearest = left.indices.max {
        words.similarity(left[$0].words) < words.similarity(left[$1].words)
      }
      let before = nearest.map { left.remove(at: $0).passage }
      return ConflictRecord.Passage(
        file: passage.place.file, locator: passage.locator, text: before?.text ?? passage.text,
        now: before.flatMap { $0.text == passage.text ? nil : passage.text }, place: passage.place)
    }
  }
}
