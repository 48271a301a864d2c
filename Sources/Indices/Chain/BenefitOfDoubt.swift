/// For each unit the weights that flatter it most (Cherchye and others 2007): the largest weighted sum that no unit exceeds 1 with.
enum BenefitOfDoubt {
  /// - Parameters:
  ///   - rows: scores by unit; gaps count as 0 for the others and take no weight for the unit itself.
  /// - Returns: a score from 0 to 1 for each unit; a gap where nothing is there.
  static func scores(_ rows: [[Double]]) -> [Double] {
    let bounds = rows.map { $0.map { $0.isNaN ? 0 : max($0, 0) } }
    return rows.map { row in
      guard row.contains(where: { !$0.isNaN }) else { return .missing }
      return largest(row.map { $0.isNaN ? 0 : max($0, 0) }, bounds)
    }
  }

  /// The largest c·w for w ≥ 0 with A w ≤ 1, by the simplex method from w = 0, with Bland's rule against cycles.
  private static func largest(_ c: [Double], _ a: [[Double]]) -> Double {
    let (m, n) = (a.count, c.count)
    var table = a.enumerated().map { i, row in
      row + (0..<m).map { $0 == i ? 1.0 : 0 } + [1]
    }
    var goal = c.map { -$0 } + [Double](repeating: 0, count: m + 1)
    for _ in 0..<(50 * (m + n)) {
      guard let enter = goal[..<(n + m)].firstIndex(where: { $0 < -1e-12 }) else { break }
      var leave: Int?
      for i in 0..<m where table[i][enter] > 1e-12 {
        let ratio = table[i][n + m] / table[i][enter]
        if leave.map({ ratio < table[$0][n + m] / table[$0][enter] }) ?? true { leave = i }
      }
      guard let leave else { return .infinity }
      let pivot = table[leave][enter]
      for k in 0...(n + m) { table[leave][k] /= pivot }
      for i in 0..<m where i != leave && table[i][enter] != 0 {
        let factor = table[i][enter]
        for k in 0...(n + m) { table[i][k] -= factor * table[leave][k] }
      }
      let factor = goal[enter]
      for k in 0...(n + m) { goal[k] -= factor * table[leave][k] }
    }
    return goal[n + m]
  }
}
