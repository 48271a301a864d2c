extension CrossImpactMatrix {
  /// How a judgement section becomes one number: how much a say one descriptor has over another.
  public enum Strength: String, Sendable, CaseIterable {
    /// For each pair of the target's variants, how far the source can shift their difference, added up. Zero exactly when
    /// the source has no say, and the same whether or not judgements are standardised.
    case range
    /// The absolute judgements of the section added up, as in the system grid of ScenarioWizard.
    case sum
  }

  /// Descriptors by descriptors; the diagonal is zero.
  ///
  /// - Throws: `MatrixError` when there are too many descriptors or strengths get too large.
  public func interactions(_ strength: Strength = .range) throws(MatrixError) -> InteractionMatrix {
    let n = descriptors.count
    var cells = [Int](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0..<n where i != j {
        switch strength {
        case .range: cells[i * n + j] = range(of: i, over: j)
        case .sum: cells[i * n + j] = sum(of: i, over: j)
        }
      }
    }
    return try InteractionMatrix(
      labels: descriptors.map(\.name), cells: cells, decimals: decimals)
  }

  private func range(of source: Int, over target: Int) -> Int {
    var total = 0
    for first in range(target) {
      for second in range(target) where second > first {
        var (low, high) = (Int.max, Int.min)
        for row in range(source) {
          let difference = self[row, first] - self[row, second]
          low = min(low, difference)
          high = max(high, difference)
        }
        total += high - low
      }
    }
    return total
  }

  private func sum(of source: Int, over target: Int) -> Int {
    range(source).reduce(0) { total, row in
      range(target).reduce(total) { $0 + abs(self[row, $1]) }
    }
  }
}
