/// What matters to people, from how much they like invented units that are better in one thing and worse in another (conjoint
/// analysis; Handbook, section 6.3).
struct ConjointAnalysis {
  /// By component, how much the rating rises with one unit more.
  let slopes: [Double]
  /// The shares of the components in what makes ratings differ: slope times range. A component that people like less of has none.
  let weights: [Double]

  /// - Parameters:
  ///   - profiles: the invented units, one number a component.
  ///   - ratings: a row for each person, one rating a profile; gaps are left out.
  /// - Throws: `UndefinedResult` when the ratings do not tell the components apart, or nothing is liked more of.
  init(profiles: [[Double]], ratings: [[Double]]) throws(UndefinedResult) {
    let count = profiles.first?.count ?? 0
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var right = [Double](repeating: 0, count: count)
    for person in ratings {
      // Each person has a middle of their own.
      let rated = person.indices.filter { !person[$0].isNaN }
      guard rated.count > 1 else { continue }
      let middle = Column.mean(rated.map { person[$0] })
      let means = (0..<count).map { k in Column.mean(rated.map { profiles[$0][k] }) }
      for i in rated {
        for k in 0..<count {
          let x = profiles[i][k] - means[k]
          right[k] += x * (person[i] - middle)
          for l in 0..<count { matrix[k][l] += x * (profiles[i][l] - means[l]) }
        }
      }
    }
    let slopes = try Self.solved(matrix, right)
    let gains = slopes.indices.map { k in
      let levels = profiles.map { $0[k] }
      let range = (levels.max() ?? 0) - (levels.min() ?? 0)
      return max(0, slopes[k] * range)
    }
    let sum = gains.reduce(0, +)
    guard sum > 0 else { throw UndefinedResult("nobody likes more of any component") }
    self.slopes = slopes
    weights = gains.map { $0 / sum }
  }

  /// By Gauss with the largest pivot.
  private static func solved(_ matrix: [[Double]], _ right: [Double]) throws(UndefinedResult)
    -> [Double]
  {
    let n = right.count
    var a = zip(matrix, right).map { $0 + [$1] }
    let scale = matrix.indices.map { matrix[$0][$0] }
    for k in 0..<n {
      let pivot = (k..<n).max { abs(a[$0][k]) < abs(a[$1][k]) } ?? k
      guard abs(a[pivot][k]) > 1e-10 * (scale[k] > 0 ? scale[k] : 1) else {
        throw UndefinedResult(
          "the profiles do not tell the components apart: vary each by itself, and rate more of them"
        )
      }
      a.swapAt(k, pivot)
      for i in 0..<n where i != k {
        let factor = a[i][k] / a[k][k]
        for j in k...n { a[i][j] -= factor * a[k][j] }
      }
    }
    return (0..<n).map { a[$0][n] / a[$0][$0] }
  }
}
