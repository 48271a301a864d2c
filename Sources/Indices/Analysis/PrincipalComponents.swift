/// Principal components of standardised columns, on the rows where all are there.
public struct PrincipalComponents: Sendable {
  /// Standard deviations of the components, the largest first.
  public let deviations: [Double]
  /// For each component its loadings, one a column. The sign, which is arbitrary, is chosen so that they sum to something not
  /// below zero.
  public let loadings: [[Double]]

  /// Of the variance, the share of each component.
  public var shares: [Double] {
    let whole = deviations.reduce(0) { $0 + $1 * $1 }
    return deviations.map { $0 * $0 / whole }
  }

  /// - Throws: `UndefinedResult` for fewer than two complete rows, or a column that does not vary.
  public init(_ columns: [[Double]]) throws(UndefinedResult) {
    let rows = (columns.first?.indices ?? 0..<0).filter { row in !columns.contains { $0[row].isNaN }
    }
    guard rows.count > 1 else { throw UndefinedResult("fewer than two rows are complete") }
    let kept = columns.map { column in rows.map { column[$0] } }
    var matrix = [[Double]](
      repeating: [Double](repeating: 1, count: kept.count), count: kept.count)
    for i in kept.indices {
      for j in 0..<i {
        matrix[i][j] = Correlation.pearson(kept[i], kept[j])
        matrix[j][i] = matrix[i][j]
        guard !matrix[i][j].isNaN else {
          throw UndefinedResult("a column does not vary over the complete rows")
        }
      }
    }
    let (values, vectors) = SymmetricMatrix.eigen(matrix)
    deviations = values.map { max($0, 0).squareRoot() }
    loadings = vectors.map { vector in
      vector.reduce(0, +) < 0 ? vector.map(-) : vector
    }
  }
}

enum SymmetricMatrix {
  /// Eigenvalues, the largest first, and their unit vectors, by Jacobi rotations.
  static func eigen(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
    let n = matrix.count
    var a = matrix
    var v = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
    for _ in 0..<100 {
      var off = 0.0
      for i in 0..<n { for j in 0..<i { off += a[i][j] * a[i][j] } }
      if off < 1e-300 { break }
      for p in 0..<n {
        for q in (p + 1)..<max(p + 1, n) where a[p][q] != 0 {
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (theta >= 0 ? 1.0 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<n {
            let (x, y) = (a[k][p], a[k][q])
            a[k][p] = c * x - s * y
            a[k][q] = s * x + c * y
          }
          for k in 0..<n {
            let (x, y) = (a[p][k], a[q][k])
            a[p][k] = c * x - s * y
            a[q][k] = s * x + c * y
          }
          for k in 0..<n {
            let (x, y) = (v[k][p], v[k][q])
            v[k][p] = c * x - s * y
            v[k][q] = s * x + c * y
          }
        }
      }
    }
    let order = (0..<n).sorted { a[$0][$0] > a[$1][$1] }
    return (order.map { a[$0][$0] }, order.map { i in v.map { $0[i] } })
  }
}
