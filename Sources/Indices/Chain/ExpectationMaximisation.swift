/// Filling gaps with what a multivariate normal distribution expects of them, given the unit's other indicators (Dempster, Laird and
/// Rubin 1977; Little and Rubin 2002, section 11.2).
///
/// Indicators are standardised; a ridge of one hundredth of their variance keeps the regression steady where units are few.
struct ExpectationMaximisation {
  private static let ridge = 0.01
  private static let rounds = 200
  private static let tolerance = 1e-8

  private var mean: [Double]
  /// Row by row.
  private var covariance: [Double]
  private let p: Int
  private let n: Int

  /// - Parameter columns: all indicators, of one length, gaps as NaN.
  /// - Returns: the columns with their gaps filled; a column without values, and a unit without any, keep theirs.
  static func fill(_ columns: [[Double]]) -> [[Double]] {
    let places = columns.indices.filter { Column.standardDeviation(columns[$0]) > 0 }
    let scales = places.map { (Column.mean(columns[$0]), Column.standardDeviation(columns[$0])) }
    let rows = (columns.first ?? []).indices.map { row in
      zip(places, scales).map { (columns[$0][row] - $1.0) / $1.1 }
    }
    let known = rows.indices.filter { row in rows[row].contains { !$0.isNaN } }
    guard !known.isEmpty, !places.isEmpty else { return columns }
    var model = ExpectationMaximisation(known.map { rows[$0] })
    let filled = model.converge(known.map { rows[$0] })
    var result = columns
    for (row, values) in zip(known, filled) {
      for (i, place) in places.enumerated() where columns[place][row].isMissing {
        result[place][row] = scales[i].0 + values[i] * scales[i].1
      }
    }
    // A constant has one value to fill with.
    for place in columns.indices where !places.contains(place) {
      let value = Column.mean(columns[place])
      result[place] = columns[place].map { $0.isMissing ? value : $0 }
    }
    return result
  }

  private init(_ rows: [[Double]]) {
    p = rows[0].count
    n = rows.count
    mean = [Double](repeating: 0, count: p)
    covariance = [Double](repeating: 0, count: p * p)
    for i in 0..<p { covariance[i * p + i] = 1 }
  }

  /// Expectation and maximisation in turn until no filled number moves.
  private mutating func converge(_ rows: [[Double]]) -> [[Double]] {
    // In the order of the rows, so that sums come out the same in every run.
    let patterns = Dictionary(grouping: rows.indices) { rows[$0].map(\.isNaN) }
      .sorted { $0.value[0] < $1.value[0] }
      .map { gaps, members in
        (
          missing: (0..<p).filter { gaps[$0] }, there: (0..<p).filter { !gaps[$0] },
          members: members
        )
      }
      .filter { !$0.missing.isEmpty }
    var filled = rows.map { $0.map { $0.isNaN ? 0 : $0 } }
    maximise(filled, [Double](repeating: 0, count: p * p))
    for _ in 0..<Self.rounds {
      var extra = [Double](repeating: 0, count: p * p)
      var moved = 0.0
      for (missing, there, members) in patterns {
        let slopes = regression(of: missing, on: there)
        for row in members {
          for (k, target) in missing.enumerated() {
            var value = mean[target]
            for (l, source) in there.enumerated() {
              value += slopes[k][l] * (filled[row][source] - mean[source])
            }
            moved = max(moved, abs(value - filled[row][target]))
            filled[row][target] = value
          }
        }
        add(missing, there, slopes, Double(members.count), to: &extra)
      }
      maximise(filled, extra)
      if moved < Self.tolerance { break }
    }
    return filled
  }

  private mutating func maximise(_ rows: [[Double]], _ extra: [Double]) {
    for i in 0..<p { mean[i] = rows.reduce(0) { $0 + $1[i] } / Double(n) }
    for i in 0..<p {
      for j in 0...i {
        let cross = rows.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) }
        covariance[i * p + j] = (cross + extra[i * p + j]) / Double(n)
        covariance[j * p + i] = covariance[i * p + j]
      }
    }
  }

  /// What is not known of the missing numbers stays in their covariance.
  private func add(
    _ missing: [Int], _ there: [Int], _ slopes: [[Double]], _ count: Double,
    to extra: inout [Double]
  ) {
    for (k, a) in missing.enumerated() {
      for b in missing {
        var rest = covariance[a * p + b]
        for (l, source) in there.enumerated() { rest -= slopes[k][l] * covariance[source * p + b] }
        extra[a * p + b] += count * rest
      }
    }
  }

  /// Slopes of each missing indicator on those that are there, by Cholesky.
  private func regression(of missing: [Int], on there: [Int]) -> [[Double]] {
    let m = there.count
    var root = [Double](repeating: 0, count: m * m)
    for i in 0..<m {
      for j in 0...i {
        var sum = covariance[there[i] * p + there[j]] + (i == j ? Self.ridge : 0)
        for k in 0..<j { sum -= root[i * m + k] * root[j * m + k] }
        root[i * m + j] =
          i == j ? max(sum, 1e-12).squareRoot() : sum / root[j * m + j]
      }
    }
    return missing.map { target in
      var x = there.map { covariance[target * p + $0] }
      for i in 0..<m {
        for k in 0..<i { x[i] -= root[i * m + k] * x[k] }
        x[i] /= root[i * m + i]
      }
      for i in (0..<m).reversed() {
        for k in (i + 1)..<max(m, i + 1) { x[i] -= root[k * m + i] * x[k] }
        x[i] /= root[i * m + i]
      }
      return x
    }
  }
}
