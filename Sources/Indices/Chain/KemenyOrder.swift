/// The order of units with the greatest sum of outranking shares of the unit above over the unit below (Condorcet, Kemeny, Young and
/// Levenglick; Munda and Nardo 2009).
///
/// Exact up to 16 units, by dynamic programming over sets. Beyond, the Copeland order improved by moving single units until no
/// move helps, which need not be the best order.
public struct KemenyOrder: Sendable, Hashable {
  /// Places of the units, the best first.
  public let order: [Int]
  /// No other order has a greater sum.
  public let isExact: Bool

  static let most = 16

  /// - Complexity: O(2ⁿ n²) up to 16 units, else O(n²) for each round of moves.
  public init(_ outranking: Outranking) {
    let n = outranking.count
    // A pair with nothing in common speaks for neither order.
    let share = (0..<n * n).map { outranking.matrix[$0].isNaN ? 0.5 : outranking.matrix[$0] }
    if n <= Self.most {
      order = Self.exact(share, n)
      isExact = true
    } else {
      order = Self.improved(share, n, outranking.copeland)
      isExact = false
    }
  }

  /// The number of units below, so that more is better.
  public var scores: [Double] {
    var scores = [Double](repeating: 0, count: order.count)
    for (place, unit) in order.enumerated() { scores[unit] = Double(order.count - 1 - place) }
    return scores
  }

  /// For every set of units, the best sum with them at the top and who stands last of them.
  private static func exact(_ share: [Double], _ n: Int) -> [Int] {
    var best = [Double](repeating: -.infinity, count: 1 << n)
    var last = [Int](repeating: 0, count: 1 << n)
    best[0] = 0
    for set in 0..<(1 << n) where best[set] > -.infinity {
      for unit in 0..<n where set >> unit & 1 == 0 {
        var sum = best[set]
        for below in 0..<n where below != unit && set >> below & 1 == 0 {
          sum += share[unit * n + below]
        }
        let next = set | 1 << unit
        if sum > best[next] + 1e-12 {
          best[next] = sum
          last[next] = unit
        }
      }
    }
    var order: [Int] = []
    var set = (1 << n) - 1
    while set != 0 {
      order.append(last[set])
      set ^= 1 << last[set]
    }
    return order.reversed()
  }

  private static func improved(_ share: [Double], _ n: Int, _ copeland: [Double]) -> [Int] {
    var order = (0..<n).sorted { (copeland[$1], $0) < (copeland[$0], $1) }
    var isMoving = true
    while isMoving {
      isMoving = false
      for place in 0..<n {
        let unit = order[place]
        var (gain, most, target) = (0.0, 1e-9, place)
        for other in stride(from: place - 1, through: 0, by: -1) {
          gain += share[unit * n + order[other]] - share[order[other] * n + unit]
          if gain > most { (most, target) = (gain, other) }
        }
        gain = 0
        for other in (place + 1)..<max(n, place + 1) {
          gain += share[order[other] * n + unit] - share[unit * n + order[other]]
          if gain > most { (most, target) = (gain, other) }
        }
        if target != place {
          order.remove(at: place)
          order.insert(unit, at: target)
          isMoving = true
        }
      }
    }
    return order
  }
}
