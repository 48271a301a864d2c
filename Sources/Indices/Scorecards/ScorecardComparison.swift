/// Two rounds of an instrument set side by side, and what the change is made of.
///
/// A change can come from three things, taken in this order so that they sum to the whole:
/// *revision* (answers of the earlier round that were corrected since), *method* (the later edition applied to the
/// earlier round), *data* (what the later round answers differently).
public struct ScorecardComparison: Sendable, Hashable {
  public struct Change: Sendable, Hashable {
    public var id: String
    public var label: String
    public var depth: Int
    public var earlier: Double?
    public var later: Double?
    /// Nil where a score is missing on either side of the step.
    public var revision: Double?
    public var method: Double?
    public var data: Double?

    public var total: Double? { earlier.flatMap { e in later.map { $0 - e } } }
  }

  public struct ItemChange: Sendable, Hashable {
    public enum Cause: String, Sendable, Hashable {
      case data, revision, method
    }

    public var id: String
    public var label: String
    public var earlier: String
    public var later: String
    public var earlierScore: Double?
    public var laterScore: Double?
    public var cause: Cause
    /// What the later answer stands on.
    public var evidence: [String]
  }

  public var earlier: Scorecard
  public var later: Scorecard
  /// Of the later edition's nodes, from the top down.
  public var changes: [Change]
  /// Items whose answer or score differs.
  public var items: [ItemChange]

  /// - Parameters:
  ///   - earlier: the earlier round with all its revisions, and the edition it was scored by.
  ///   - later: the later round and its edition, which may be another.
  public init(
    _ earlier: (sheet: AnswerSheet, instrument: Instrument),
    _ later: (sheet: AnswerSheet, instrument: Instrument), basis: Instrument.Basis? = nil
  ) {
    let oldScorer = Scorer(earlier.instrument)
    let newScorer = Scorer(later.instrument)
    let first = oldScorer.score(earlier.sheet.asFirstGiven, basis: basis)
    let revised = oldScorer.score(earlier.sheet, basis: basis)
    let carried = newScorer.score(
      earlier.sheet.latest.carried(over: later.instrument), basis: basis)
    let last = newScorer.score(later.sheet, basis: basis)
    func difference(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { a in b.map { $0 - a } } }
    changes = last.nodes.map { node in
      let steps = [first, revised, carried, last].map { $0.node(node.id)?.score }
      return Change(
        id: node.id, label: node.label, depth: node.depth, earlier: steps[0], later: steps[3],
        revision: difference(steps[0], steps[1]), method: difference(steps[1], steps[2]),
        data: difference(steps[2], steps[3]))
    }
    items = last.items.compactMap { item in
      let formerly = later.instrument.item(item.id)?.formerly ?? item.id
      let old = first.item(formerly)
      let corrected = revised.item(formerly)
      let moved = carried.item(item.id)
      guard old?.words != item.words || old?.score != item.score else { return nil }
      let cause: ItemChange.Cause =
        moved?.words != item.words
        ? .data : old?.words != corrected?.words ? .revision : .method
      return ItemChange(
        id: item.id, label: item.label, earlier: old?.words ?? "", later: item.words,
        earlierScore: old?.score, laterScore: item.score, cause: cause,
        evidence: item.answers.compactMap(\.evidence))
    }
    self.earlier = first
    self.later = last
  }
}

extension AnswerSheet {
  /// The answers under the ids of another edition.
  func carried(over instrument: Instrument) -> AnswerSheet {
    var names: [String: String] = [:]
    for item in instrument.items { if let old = item.formerly { names[old] = item.id } }
    let known = Set(instrument.items.map(\.id)).union(instrument.nodes.map(\.id))
    var sheet = self
    sheet.edition = instrument.edition
    sheet.answers = answers.compactMap { answer in
      var answer = answer
      answer.item = names[answer.item] ?? answer.item
      return known.contains(answer.item) ? answer : nil
    }
    return sheet
  }
}
