import Policy

/// A multivariate normal distribution of all indicators, estimated from units with gaps by expectation-maximisation (Dempster, Laird
/// and Rubin 1977; Little and Rubin 2002, section 11.2).
///
/// Indicators are standardised; a ridge of one hundredth of their variance keeps the regression steady where units are few.
struct ExpectationMaximisation {
  private static let ridge = 0.01
  private static let rounds = 200
  private static let tolerance = 1e-8
  /// Multiplications of one round beyond which a person would wait for minutes.
  private static let most = 3e9

  /// Places of the indicators that vary, with the mean and the standard deviation of each.
  private let places: [Int]
  private let scales: [(mean: Double, sd: Double)]
  /// Standardised numbers of the units that have any, and which units these are.
  private let rows: [[Double]]
  private let units: [Int]

  private var mean: [Double]
  /// Row by row.
  private var covariance: [Double]
  private var p: Int { places.count }

  /// What the distribution expects of every gap, given the unit's other indicators.
  ///
  /// - Parameter columns: all indicators, of one length, gaps as NaN.
  /// - Returns: the columns with their gaps filled; a column without values, and a unit without any, keep theirs.
  /// - Throws: `UndefinedResult` for more than can be reckoned while a person waits, or when the task was cancelled.
  static func fill(_ columns: [[Double]]) throws(UndefinedResult) -> [[Double]] {
    guard var model = ExpectationMaximisation(columns) else { return constants(columns) }
    return model.restored(try model.converge(model.rows), in: columns)
  }

  /// The gaps drawn from the distribution as a bootstrap sample of the units gives it, so that the draws differ by what is not known of
  /// the distribution and of the unit (Honaker and King 2010).
  static func draw(_ columns: [[Double]], _ random: SplitMix64) throws(UndefinedResult)
    -> [[Double]]
  {
    guard var model = ExpectationMaximisation(columns) else { return constants(columns) }
    var random = random
    let sample = model.rows.map { _ in
      model.rows[Int.random(in: model.rows.indices, using: &random)]
    }
    _ = try model.converge(sample)
    var deviates = NormalDeviates(random)
    return model.restored(model.drawn(&deviates), in: columns)
  }

  /// Nil when no indicator varies.
  private init?(_ columns: [[Double]]) {
    let places = columns.indices.filter { Column.standardDeviation(columns[$0]) > 0 }
    let scales = places.map { (Column.mean(columns[$0]), Column.standardDeviation(columns[$0])) }
    let all = (columns.first ?? []).indices.map { row in
      zip(places, scales).map { (columns[$0][row] - $1.0) / $1.1 }
    }
    units = all.indices.filter { row in all[row].contains { !$0.isNaN } }
    guard !units.isEmpty, !places.isEmpty else { return nil }
    self.places = places
    self.scales = scales
    rows = units.map { all[$0] }
    mean = [Double](repeating: 0, count: places.count)
    covariance = [Double](repeating: 0, count: places.count * places.count)
    for i in places.indices { covariance[i * places.count + i] = 1 }
  }

  private func restored(_ filled: [[Double]], in columns: [[Double]]) -> [[Double]] {
    var result = Self.constants(columns)
    for (row, values) in zip(units, filled) {
      for (i, place) in places.enumerated() where columns[place][row].isMissing {
        result[place][row] = scales[i].mean + values[i] * scales[i].sd
      }
    }
    return result
  }

  /// A constant has one value to fill with.
  private static func constants(_ columns: [[Double]]) -> [[Double]] {
    columns.map { column in
      guard let (low, high) = Column.bounds(column), low == high else { return column }
      return column.map { $0.isMissing ? low : $0 }
    }
  }

  /// Units with the same gaps.
  private struct Pattern {
    var missing: [Int]
    var there: [Int]
    var members: [Int]
  }

  /// In the order of the rows, so that sums come out the same in every run.
  private func patterns(_ rows: [[Double]]) -> [Pattern] {
    Dictionary(grouping: rows.indices) { rows[$0].map(\.isNaN) }
      .sorted { $0.value[0] < $1.value[0] }
      .map { gaps, members in
        Pattern(
          missing: (0..<p).filter { gaps[$0] }, there: (0..<p).filter { !gaps[$0] },
          members: members)
      }
      .filter { !$0.missing.isEmpty }
  }

  /// Expectation and maximisation in turn until no filled number moves.
  private mutating func converge(_ rows: [[Double]]) throws(UndefinedResult) -> [[Double]] {
    let patterns = patterns(rows)
    let work = patterns.reduce(0.0) { sum, pattern in
      let m = Double(pattern.there.count)
      return sum + m * m * (m / 6 + Double(pattern.missing.count))
    }
    guard work <= Self.most else {
      throw UndefinedResult(
        "\(p) indicators with gaps in \(patterns.count) different patterns are too many to fill from one another: fill those of each aggregate by row, or by group"
      )
    }
    var filled = rows.map { $0.map { $0.isNaN ? 0 : $0 } }
    maximise(filled, [Double](repeating: 0, count: p * p))
    for _ in 0..<Self.rounds {
      guard !Task.isCancelled else { throw UndefinedResult("it was stopped") }
      var extra = [Double](repeating: 0, count: p * p)
      var moved = 0.0
      for pattern in patterns {
        let slopes = regression(of: pattern.missing, on: pattern.there)
        for row in pattern.members {
          for (k, target) in pattern.missing.enumerated() {
            let value = expected(target, slopes[k], pattern.there, filled[row])
            moved = max(moved, abs(value - filled[row][target]))
            filled[row][target] = value
          }
        }
        add(rest(pattern, slopes), pattern, to: &extra)
      }
      maximise(filled, extra)
      if moved < Self.tolerance { break }
    }
    return filled
  }

  private func expected(_ target: Int, _ slopes: [Double], _ there: [Int], _ row: [Double])
    -> Double
  {
    var value = mean[target]
    for (l, source) in there.enumerated() { value += slopes[l] * (row[source] - mean[source]) }
    return value
  }

  /// The rows with gaps drawn at random from what is not known of them.
  private func drawn(_ deviates: inout NormalDeviates) -> [[Double]] {
    var filled = rows
    for pattern in patterns(rows) {
      let slopes = regression(of: pattern.missing, on: pattern.there)
      let root = Self.root(rest(pattern, slopes), pattern.missing.count)
      let m = pattern.missing.count
      for row in pattern.members {
        let noise = (0..<m).map { _ in deviates.next() }
        for (k, target) in pattern.missing.enumerated() {
          var value = expected(target, slopes[k], pattern.there, rows[row])
          for l in 0...k { value += root[k * m + l] * noise[l] }
          filled[row][target] = value
        }
      }
    }
    return filled
  }

  private mutating func maximise(_ rows: [[Double]], _ extra: [Double]) {
    let n = Double(rows.count)
    for i in 0..<p { mean[i] = rows.reduce(0) { $0 + $1[i] } / n }
    for i in 0..<p {
      for j in 0...i {
        let cross = rows.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) }
        covariance[i * p + j] = (cross + extra[i * p + j]) / n
        covariance[j * p + i] = covariance[i * p + j]
      }
    }
  }

  /// What is not known of the missing numbers of a pattern: their covariance, given what is there.
  private func rest(_ pattern: Pattern, _ slopes: [[Double]]) -> [Double] {
    var all: [Double] = []
    all.reserveCapacity(pattern.missing.count * pattern.missing.count)
    for (k, a) in pattern.missing.enumerated() {
      for b in pattern.missing {
        var rest = covariance[a * p + b]
        for (l, source) in pattern.there.enumerated() {
          rest -= slopes[k][l] * covariance[source * p + b]
        }
        all.append(rest)
      }
    }
    return all
  }

  /// It stays in their covariance.
  private func add(_ rest: [Double], _ pattern: Pattern, to extra: inout [Double]) {
    let m = pattern.missing.count
    for (k, a) in pattern.missing.enumerated() {
      for (l, b) in pattern.missing.enumerated() {
        extra[a * p + b] += Double(pattern.members.count) * rest[k * m + l]
      }
    }
  }

  /// Slopes of each missing indicator on those that are there.
  private func regression(of missing: [Int], on there: [Int]) -> [[Double]] {
    let m = there.count
    var matrix = [Double](repeating: 0, count: m * m)
    for i in 0..<m {
      for j in 0..<m {
        matrix[i * m + j] = covariance[there[i] * p + there[j]] + (i == j ? Self.ridge : 0)
      }
    }
    let root = Self.root(matrix, m)
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

  /// The root of a covariance matrix of m rows, by Cholesky; where rounding leaves nothing of a variance, next to nothing.
  private static func root(_ matrix: [Double], _ m: Int) -> [Double] {
    var root = [Double](repeating: 0, count: m * m)
    for i in 0..<m {
      for j in 0...i {
        var sum = (matrix[i * m + j] + matrix[j * m + i]) / 2
        for k in 0..<j { sum -= root[i * m + k] * root[j * m + k] }
        root[i * m + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / root[j * m + j]
      }
    }
    return root
  }
}
