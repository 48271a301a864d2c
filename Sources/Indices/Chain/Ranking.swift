/// The rank that equal numbers share.
public enum Ties: String, Sendable, Hashable, CaseIterable {
  case min
  case max
  case average
}

/// Ranks of a column of numbers.
public enum Ranking {
  /// From the smallest, 1, upwards; gaps and numbers that cannot be keep no rank.
  ///
  /// - Complexity: O(n log n).
  public static func ascending(_ x: [Double], ties: Ties = .min) -> [Double] {
    let order = x.indices.filter { !x[$0].isNaN }.sorted { x[$0] < x[$1] }
    var ranks = [Double](repeating: .missing, count: x.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, x[order[last + 1]] == x[order[first]] { last += 1 }
      let rank =
        switch ties {
        case .min: Double(first + 1)
        case .max: Double(last + 1)
        case .average: Double(first + last + 2) / 2
        }
      for place in order[first...last] { ranks[place] = rank }
      first = last + 1
    }
    return ranks
  }

  /// From the largest, 1, downwards; equal numbers share the best rank (1, 1, 3).
  public static func descending(_ x: [Double]) -> [Double] { ascending(x.map(-)) }

  /// Descending ranks inside each group; a unit without a group keeps no rank.
  public static func descending(_ x: [Double], within groups: [String?]) -> [Double] {
    var ranks = [Double](repeating: .missing, count: x.count)
    for (group, members) in Dictionary(grouping: x.indices, by: { groups[$0] }) where group != nil {
      for (member, rank) in zip(members, descending(members.map { x[$0] })) { ranks[member] = rank }
    }
    return ranks
  }
}
