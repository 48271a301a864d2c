/// Filling a gap from other indicators of other units.
public enum DonorImputation: String, Sendable, Hashable, CaseIterable {
  /// With the value of the unit that is most like this one in what both have.
  case hotDeck = "hot_deck"
  /// With the value that a straight line gives on the indicator that goes with it best and that the unit has.
  case regression
  /// With what a multivariate normal distribution expects of it, given all that the unit has.
  case expectationMaximisation = "em"

  /// - Parameter columns: all indicators, of one length.
  /// - Throws: `UndefinedResult` where there is more than can be reckoned while a person waits.
  public func fill(_ columns: [[Double]]) throws(UndefinedResult) -> [[Double]] {
    switch self {
    case .hotDeck: fillFromDonor(columns)
    case .regression: fillFromLine(columns)
    case .expectationMaximisation: try ExpectationMaximisation.fill(columns)
    }
  }

  private func fillFromDonor(_ columns: [[Double]]) -> [[Double]] {
    var filled = columns
    let standard = columns.map { column in
      let (mean, spread) = (Column.mean(column), Column.standardDeviation(column))
      return column.mapPresent { spread > 0 ? ($0 - mean) / spread : 0 }
    }
    for row in columns.first?.indices ?? 0..<0 where columns.contains(where: { $0[row].isMissing })
    {
      let distances = columns[0].indices.map { other -> Double in
        guard other != row else { return .infinity }
        let squares = standard.map { ($0[row] - $0[other]) * ($0[row] - $0[other]) }.filter {
          !$0.isNaN
        }
        return squares.isEmpty ? .infinity : squares.reduce(0, +) / Double(squares.count)
      }
      let order = columns[0].indices.filter { distances[$0] < .infinity }.sorted {
        (distances[$0], $0) < (distances[$1], $1)
      }
      for (i, column) in columns.enumerated() where column[row].isMissing {
        if let donor = order.first(where: { !column[$0].isNaN }) { filled[i][row] = column[donor] }
      }
    }
    return filled
  }

  private func fillFromLine(_ columns: [[Double]]) -> [[Double]] {
    var filled = columns
    for (i, column) in columns.enumerated() where column.contains(where: \.isMissing) {
      let strength = columns.enumerated().map { j, other in
        i == j ? 0 : abs(Correlation.pearson(column, other))
      }
      let order = columns.indices.filter { strength[$0] > 0 }.sorted {
        (strength[$1], $0) < (strength[$0], $1)
      }
      for row in column.indices where column[row].isMissing {
        guard let best = order.first(where: { !columns[$0][row].isNaN }) else { continue }
        let pairs = zip(columns[best], column).filter { !$0.isNaN && !$1.isNaN }
        let (x, y) = (Column.mean(pairs.map(\.0)), Column.mean(pairs.map(\.1)))
        let cross = pairs.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
        let squares = pairs.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
        guard squares > 0 else { continue }
        filled[i][row] = y + cross / squares * (columns[best][row] - x)
      }
    }
    return filled
  }
}
