/// Krippendorff's alpha: how far several people agree who judge the same things, beyond chance.
///
///     α = 1 - D(observed) / D(expected)
///     D(observed) = 1/n · Σ over units u of 1/(m_u - 1) · Σ over ordered pairs of raters in u of δ(a, b)
///     D(expected) = 1/(n·(n - 1)) · Σ over ordered pairs of all paired values of δ(a, b)
///
/// with m_u the number of raters of unit u, only units with m_u ≥ 2, and n = Σ m_u. δ is 1 for different values
/// (nominal), the squared difference (interval), or the squared number of values that lie between, with half of
/// both ends (ordinal). 1 is full agreement, 0 what chance gives; Krippendorff asks for 0.8, and 0.667 for tentative
/// conclusions (Content Analysis, 2004; «Computing Krippendorff's alpha-reliability», 2011).
public struct Agreement: Sendable, Hashable {
  public enum Metric: String, Sendable, CaseIterable {
    case nominal
    case ordinal
    case interval
  }

  /// Nil when fewer than two judged the same thing, or all values are the same, so that nothing could differ.
  public let alpha: Double?
  /// Units that at least two raters judged.
  public let units: Int
  /// Values in these units.
  public let values: Int

  /// - Parameter ratings: for each unit the values that raters gave it; who did not judge it is left out.
  public init(_ ratings: [[Double]], metric: Metric = .interval) {
    let paired = ratings.filter { $0.count >= 2 }
    let all = paired.flatMap(\.self)
    units = paired.count
    values = all.count
    let metric = Distance(metric, all)
    var observed = 0.0
    for unit in paired {
      observed += metric.sum(unit) / Double(unit.count - 1)
    }
    let expected = metric.sum(all)
    let n = Double(all.count)
    alpha = expected > 0 ? 1 - (observed / n) / (expected / (n * (n - 1))) : nil
  }

  /// Sums of distances over all ordered pairs, by counts of distinct values.
  private struct Distance {
    private let metric: Metric
    private let counts: [Double: Double]
    /// Ordinal: for each value how many values lie below it, with half of its own.
    private let ranks: [Double: Double]

    init(_ metric: Metric, _ all: [Double]) {
      self.metric = metric
      counts = Self.counts(all)
      var ranks: [Double: Double] = [:]
      var below = 0.0
      for value in counts.keys.sorted() {
        let count = counts[value] ?? 0
        ranks[value] = below + count / 2
        below += count
      }
      self.ranks = ranks
    }

    private static func counts(_ values: [Double]) -> [Double: Double] {
      values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    func sum(_ values: [Double]) -> Double {
      let counts = Array(Self.counts(values)).sorted { $0.key < $1.key }
      var sum = 0.0
      for (i, a) in counts.enumerated() {
        for b in counts[(i + 1)...] {
          sum += 2 * a.value * b.value * distance(a.key, b.key)
        }
      }
      return sum
    }

    private func distance(_ a: Double, _ b: Double) -> Double {
      switch metric {
      case .nominal: return a == b ? 0 : 1
      case .interval: return (a - b) * (a - b)
      case .ordinal:
        let gap = (ranks[a] ?? 0) - (ranks[b] ?? 0)
        return gap * gap
      }
    }
  }
}
