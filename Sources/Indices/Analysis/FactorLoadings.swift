/// Factors of standardised columns: their principal components, those that matter, turned so that each column goes with as few of
/// them as can be (varimax, Kaiser 1958).
public struct FactorLoadings: Sendable {
  /// By column, one loading a factor: the correlation of both.
  public private(set) var loadings: [[Double]]
  /// Of the variance of all columns, the share that each factor explains.
  public var shares: [Double] { explained.map { $0 / Double(max(1, loadings.count)) } }

  private var explained: [Double] {
    (loadings.first ?? []).indices.map { factor in
      loadings.reduce(0) { $0 + $1[factor] * $1[factor] }
    }
  }

  /// - Parameters:
  ///   - count: factors to keep; when nil, those with an eigenvalue above 1 that explain more than a tenth of the variance, one at least
  ///     (Nicoletti, Scarpetta and Boylaud 2000).
  ///   - isRotated: false leaves the components as they are.
  /// - Throws: `UndefinedResult` as principal components do, or for more factors than columns.
  public init(_ columns: [[Double]], count: Int? = nil, isRotated: Bool = true)
    throws(UndefinedResult)
  {
    let components = try PrincipalComponents(columns)
    if let count, count > columns.count {
      throw UndefinedResult("\(columns.count) columns have no \(count) factors")
    }
    let shares = components.shares
    let kept =
      count
      ?? max(
        1,
        shares.indices.count { components.deviations[$0] > 1 && shares[$0] > 0.1 })
    loadings = columns.indices.map { column in
      (0..<kept).map { components.loadings[$0][column] * components.deviations[$0] }
    }
    if isRotated, kept > 1 { rotate() }
  }

  /// The weight of each column: the greatest of its squared loadings, as shares. That is its share in the factor that it belongs to,
  /// times the share of this factor.
  public var weights: [Double] {
    let greatest = loadings.map { $0.reduce(0) { max($0, $1 * $1) } }
    let sum = greatest.reduce(0, +)
    return greatest.map { $0 / sum }
  }

  /// Turns each pair of factors to the angle at which squared loadings vary most, with rows scaled to length 1 (Kaiser's
  /// normalisation), until nothing moves.
  private mutating func rotate() {
    let lengths = loadings.map { row in row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    var a = zip(loadings, lengths).map { row, length in row.map { length > 0 ? $0 / length : 0 } }
    let (n, factors) = (Double(a.count), a[0].count)
    for _ in 0..<1000 {
      var moved = 0.0
      for p in 0..<factors {
        for q in (p + 1)..<max(p + 1, factors) {
          var (u, v, c, d) = (0.0, 0.0, 0.0, 0.0)
          for row in a {
            let x = row[p] * row[p] - row[q] * row[q]
            let y = 2 * row[p] * row[q]
            u += x
            v += y
            c += x * x - y * y
            d += 2 * x * y
          }
          let angle = arcTangent(d - 2 * u * v / n, c - (u * u - v * v) / n) / 4
          moved = max(moved, abs(angle))
          let (cosine, sine) = (cosine(angle), sine(angle))
          for i in a.indices {
            let (x, y) = (a[i][p], a[i][q])
            a[i][p] = x * cosine + y * sine
            a[i][q] = y * cosine - x * sine
          }
        }
      }
      if moved < 1e-12 { break }
    }
    loadings = zip(a, lengths).map { row, length in row.map { $0 * length } }
    order()
  }

  /// The factor that explains most first, each with loadings that sum to something not below zero.
  private mutating func order() {
    let explained = explained
    let order = explained.indices.sorted { (explained[$1], $0) < (explained[$0], $1) }
    let signs = order.map { factor in
      loadings.reduce(0) { $0 + $1[factor] } < 0 ? -1.0 : 1
    }
    loadings = loadings.map { row in zip(order, signs).map { row[$0] * $1 } }
  }
}
