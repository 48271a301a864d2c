/// Krippendorff's alpha: agreement of any number of observers, with gaps, on any kind of scale.
///
/// α = 1 − D_o / D_e: observed over expected disagreement from the matrix of coincidences (K. Krippendorff, *Content
/// Analysis*, 2nd ed., 2004, ch. 11; *Computing Krippendorff's Alpha-Reliability*, 2011).
public enum KrippendorffAlpha {
  public enum Metric: Sendable, Hashable {
    /// Same or not.
    case nominal
    /// By the number of values ranked between.
    case ordinal
    /// Squared difference.
    case interval
    /// Squared difference over the squared sum.
    case ratio
  }

  /// - Parameter units: for each thing observed, the values that observers gave it; gaps left out. Things with fewer than
  ///   two values are passed over.
  /// - Returns: 1 for full agreement, 0 for what chance would give, below 0 for less; nil when there are fewer than two
  ///   different values.
  /// - Complexity: O(values + distinct²).
  public static func alpha(_ units: [[Double]], metric: Metric) -> Double? {
    let paired = units.map { $0.filter(\.isFinite) }.filter { $0.count > 1 }
    let values = Set(paired.joined()).sorted()
    guard values.count > 1 else { return nil }
    let places = Dictionary(uniqueKeysWithValues: zip(values, 0...))
    var coincidences = [[Double]](
      repeating: [Double](repeating: 0, count: values.count), count: values.count)
    for unit in paired {
      var counts: [Int: Double] = [:]
      for value in unit { counts[places[value] ?? 0, default: 0] += 1 }
      for (a, countA) in counts {
        for (b, countB) in counts {
          coincidences[a][b] += countA * (a == b ? countB - 1 : countB) / Double(unit.count - 1)
        }
      }
    }
    let margins = coincidences.map { $0.reduce(0, +) }
    let total = margins.reduce(0, +)
    var observed = 0.0
    var expected = 0.0
    for a in values.indices {
      for b in values.indices where a != b {
        let distance = distance(a, b, values, margins, metric)
        observed += coincidences[a][b] * distance
        expected += margins[a] * margins[b] * distance
      }
    }
    guard expected > 0 else { return nil }
    return 1 - (total - 1) * observed / expected
  }

  private static func distance(
    _ a: Int, _ b: Int, _ values: [Double], _ margins: [Double], _ metric: Metric
  ) -> Double {
    switch metric {
    case .nominal: return 1
    case .ordinal:
      let (low, high) = (min(a, b), max(a, b))
      let between = margins[low...high].reduce(0, +) - (margins[low] + margins[high]) / 2
      return between * between
    case .interval:
      let difference = values[a] - values[b]
      return difference * difference
    case .ratio:
      let sum = values[a] + values[b]
      guard sum != 0 else { return 0 }
      let difference = (values[a] - values[b]) / sum
      return difference * difference
    }
  }
}
