public import Policy

/// Scores for the three building blocks on which, by the literature (ECDPM; OECD 2012), coherent policy stands: a commitment that
/// states its aims, mechanisms that co-ordinate, and knowledge of what came of it.
///
/// Each block is counted from the texts in three shares. Its score is the mean of 2·share − 1, from -1 (none) to 1 (all), and its
/// range the mean of the shares' ranges (nine in ten each, so that the block's own range is rather too wide than too narrow).
public struct BuildingBlocks: Sendable, Hashable {
  public enum Block: String, Sendable, Hashable, CaseIterable {
    case commitment, coordination, evidence
  }

  public struct Item: Sendable, Hashable {
    /// Name of what is counted: "lead", "fit".
    public var name: String
    public var share: CountedShare
  }

  public struct Row: Sendable, Hashable {
    public var block: Block
    public var items: [Item]

    /// Nil where nothing could be counted.
    public var value: Double? { mean(\.value) }
    public var low: Double { mean { $0.low } ?? -1 }
    public var high: Double { mean { $0.high } ?? 1 }
    /// Share of the items for which the texts give nothing to count.
    public var missing: Double {
      Double(items.count { $0.share.whole == 0 }) / Double(max(1, items.count))
    }

    private func mean(_ bound: (CountedShare) -> Double?) -> Double? {
      let known = items.map(\.share).filter { $0.whole > 0 }.compactMap(bound)
      return known.isEmpty ? nil : 2 * known.reduce(0, +) / Double(known.count) - 1
    }
  }

  public let rows: [Row]

  /// - Parameters:
  ///   - tasks: of the pairs of institutions with a common task, those that a tie or a body brings together.
  public init(scope: CoherenceScope, map: InstitutionalMap, tasks: CountedShare) {
    let charged = Set(map.mandates.map(\.institution))
    let tied = Set(map.ties.flatMap { [$0.from, $0.to] })
      .union(map.bodies.filter { $0.members.count > 1 }.flatMap(\.members))
    let composed = map.bodies.count { $0.chair != nil && $0.members.count > 1 }
    func named(_ part: Commitment.Part) -> Item {
      Item(name: part.rawValue, share: CountedShare(scope.named[part] ?? 0, of: scope.commitments))
    }
    rows = [
      Row(
        block: .commitment,
        items: [
          Item(name: "aims", share: CountedShare(scope.withObjective, of: scope.onMigration)),
          named(.lead), named(.budget),
        ]),
      Row(
        block: .coordination,
        items: [
          Item(
            name: "tied", share: CountedShare(charged.intersection(tied).count, of: charged.count)),
          Item(name: "tasks", share: tasks),
          Item(name: "bodies", share: CountedShare(composed, of: map.bodies.count)),
        ]),
      Row(
        block: .evidence,
        items: [
          named(.deadline), named(.indicator),
          Item(
            name: "measured",
            share: CountedShare(
              scope.measured.intersection(scope.committed).count, of: scope.committed.count)),
        ]),
    ]
  }
}
