/// Closeness to the best and distance from the worst of what there is (TOPSIS, Hwang and Yoon 1981).
public enum Closeness {
  /// d⁻ / (d⁺ + d⁻), from 0 to 1, with columns scaled to length 1 and weights that sum to 1. Of a unit with gaps, the distances are over
  /// what it has.
  ///
  /// - Parameters:
  ///   - columns: one array an indicator, more being better; gaps left as they are.
  ///   - weights: one for each.
  public static func scores(_ columns: [[Double]], weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    let scaled = zip(columns, weights).map { column, weight -> [Double] in
      let length = column.reduce(0) { $1.isNaN ? $0 : $0 + $1 * $1 }.squareRoot()
      return column.mapPresent { length > 0 ? $0 / length * weight / total : 0 }
    }
    let ends = scaled.map { Column.bounds($0) }
    return (columns.first ?? []).indices.map { row in
      var (up, down) = (0.0, 0.0)
      var isThere = false
      for (column, end) in zip(scaled, ends) {
        guard let end, !column[row].isNaN else { continue }
        isThere = true
        up += (end.high - column[row]) * (end.high - column[row])
        down += (column[row] - end.low) * (column[row] - end.low)
      }
      guard isThere else { return .missing }
      let whole = up.squareRoot() + down.squareRoot()
      return whole > 0 ? down.squareRoot() / whole : .nan
    }
  }
}
