/// Which unit is better than which, on how much of the weight (Munda and Nardo 2009; Handbook, section 6).
///
/// With gaps, a pair is compared on the indicators that both have, so the result does not depend on the order of rows.
public struct Outranking: Sendable, Hashable {
  /// Numbers closer than this to one half count as equal.
  static let tolerance = 1e-12

  public let count: Int
  /// Row by row: the share of weight on which row i is better than column j, half of it where they are equal; the diagonal
  /// is 0, a pair with nothing in common is a gap.
  public let matrix: [Double]

  /// - Parameters:
  ///   - columns: the indicators, one array each, of one length.
  ///   - weights: one for each; not negative.
  /// - Complexity: O(units² · indicators).
  /// - Throws: `UndefinedResult` when the weights sum to zero.
  public init(_ columns: [[Double]], weights: [Double]) throws(UndefinedResult) {
    let n = columns.first?.count ?? 0
    guard columns.isEmpty || weights.contains(where: { $0 > 0 }) else {
      throw UndefinedResult("the weights sum to zero")
    }
    let isComplete = !columns.contains { $0.contains { $0.isNaN } }
    let whole = weights.reduce(0, +)
    var above = [Double](repeating: 0, count: n * n)
    var common = isComplete ? [] : [Double](repeating: 0, count: n * n)
    for (column, weight) in zip(columns, weights) {
      Self.count(column, weight, n, &above, &common)
    }
    for i in 0..<n {
      for j in (i + 1)..<max(i + 1, n) {
        let total = isComplete ? whole : common[i * n + j]
        let share = total > 0 ? above[i * n + j] / total : .missing
        above[i * n + j] = share
        above[j * n + i] = share.isNaN ? .missing : 1 - share
      }
    }
    count = n
    matrix = above
  }

  /// Adds one indicator's weight to the upper triangle.
  private static func count(
    _ column: [Double], _ weight: Double, _ n: Int, _ above: inout [Double],
    _ common: inout [Double]
  ) {
    let half = weight / 2
    column.withUnsafeBufferPointer { x in
      above.withUnsafeMutableBufferPointer { above in
        common.withUnsafeMutableBufferPointer { common in
          for i in 0..<n {
            let value = x[i]
            if value.isNaN { continue }
            let row = i * n
            for j in (i + 1)..<max(i + 1, n) {
              let other = x[j]
              // NaN compares false both ways and so adds nothing.
              above[row + j] += (value > other ? half : 0) + (value >= other ? half : 0)
              if !common.isEmpty, !other.isNaN { common[row + j] += weight }
            }
          }
        }
      }
    }
  }

  /// The share for row i over column j.
  public subscript(i: Int, j: Int) -> Double { matrix[i * count + j] }

  /// For each unit, the units it beats less the units that beat it; a pair with nothing in common counts for neither.
  public var copeland: [Double] {
    (0..<count).map { i in
      var score = 0.0
      for j in 0..<count where j != i {
        let share = self[i, j]
        score += share > 0.5 + Self.tolerance ? 1 : share < 0.5 - Self.tolerance ? -1 : 0
      }
      return score
    }
  }

  /// PROMETHEE II with the usual criterion: the mean share by which a unit beats the others less the mean by which they beat it,
  /// from -1 to 1 (Brans and Vincke 1985). Pairs with nothing in common are left out.
  public var netFlow: [Double] {
    (0..<count).map { i in
      var (sum, pairs) = (0.0, 0.0)
      for j in 0..<count where j != i && !self[i, j].isNaN {
        sum += self[i, j] - self[j, i]
        pairs += 1
      }
      return pairs > 0 ? sum / pairs : .missing
    }
  }

  /// Pairs in which one is better on all the weight.
  public var dominantPairs: Int { matrix.count { abs($0 - 1) < Self.tolerance } }

  /// Of all pairs, the share that is dominant.
  public var dominance: Double {
    count < 2 ? 0 : Double(dominantPairs) / (Double(count) * Double(count - 1) / 2)
  }
}
