/// The equations of a network in balance: Σ_j w_ij (x_i − x_j) = h_i, with weights w ≥ 0 between nodes.
///
/// Both the proportional fit and the scaling to net totals come down to such equations at every Newton step. They are
/// solved by elimination in which nothing is ever subtracted (Grassmann, Taksar and Heyman, Operations Research 33,
/// 1985), so that a link of one person beside links of a thousand million keeps its weight. One unknown of each
/// connected part is free; it is set to zero.
enum Laplacian {
  /// - Parameters:
  ///   - weights: only cells above the diagonal are read; used up.
  ///   - load: h, whose sum over each connected part is zero up to rounding.
  /// - Complexity: O(n³ / 6).
  static func solve(_ weights: inout Matrix, _ load: [Double]) -> [Double] {
    let n = weights.rows
    precondition(weights.isSquare && load.count == n)
    var x = load
    var degree = Array(repeating: 0.0, count: n)
    weights.cells.withUnsafeMutableBufferPointer { w in
      for k in 0..<n {
        var sum = 0.0
        for j in (k + 1)..<max(n, k + 1) { sum += w[k * n + j] }
        degree[k] = sum
        guard sum > 0 else { continue }
        for i in (k + 1)..<n {
          let weight = w[k * n + i]
          guard weight > 0 else { continue }
          let share = weight / sum
          x[i] += share * x[k]
          for j in (i + 1)..<max(n, i + 1) { w[i * n + j] += share * w[k * n + j] }
        }
      }
      for k in stride(from: n - 1, through: 0, by: -1) {
        guard degree[k] > 0 else {
          x[k] = 0
          continue
        }
        var sum = x[k]
        for j in (k + 1)..<n { sum += w[k * n + j] * x[j] }
        x[k] = sum / degree[k]
      }
    }
    return x
  }
}
