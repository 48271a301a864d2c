/// A table fitted to given row and column totals: y_ij = a_i · m_ij · c_j, where m is the prior table (the seed).
///
/// The classical procedure scales rows and columns in turn (Deming and Stephan 1940) and takes thousands of turns when
/// one diagonal outweighs everything else, as the people who stay where they are do. Here Newton steps are taken on the
/// logarithms of a and c, which minimises the same convex function and ends in some seven steps.
public struct ProportionalFit: Sendable {
  public var table: Matrix
  /// Steps or sweeps taken.
  public var steps: Int
  /// The greatest difference between a total of the table and the total asked for, in people.
  public var residual: Double

  /// How the table is brought to its totals.
  public enum Procedure: Sendable, Hashable {
    /// Steps on all multipliers at once, to the accuracy of the machine.
    case newton
    /// Rows and columns in turn, until no row is further off than `tolerance` times the greatest row total: the classical
    /// procedure, for results that must agree with it beyond the accuracy that it has.
    case sweeps(tolerance: Double)
  }

  /// - Parameters:
  ///   - seed: not negative; a cell of zero stays zero.
  ///   - rows: the totals of the rows; not negative.
  ///   - columns: the totals of the columns, with the same sum as `rows`.
  /// - Throws: `FitError` when the totals differ, a row or column that must hold people is empty, or no table with these
  ///   zeros has these totals.
  /// - Complexity: O(steps · rows · columns²) for columns ≤ rows.
  public init(seed: Matrix, rows: [Double], columns: [Double], by procedure: Procedure = .newton)
    throws(FitError)
  {
    if case .sweeps(let tolerance) = procedure {
      self = try Self.swept(seed, rows, columns, tolerance)
      return
    }
    guard seed.columns <= seed.rows else {
      let turned: ProportionalFit
      do {
        turned = try ProportionalFit(seed: seed.transposed, rows: columns, columns: rows)
      } catch {
        throw error.turned
      }
      self = turned
      table = turned.table.transposed
      return
    }
    var x = try Self.prepared(seed, rows, columns)
    let total = columns.reduce(0, +)
    let given = rows.reduce(0, +)
    // Equal up to rounding by now; Newton needs them equal.
    let rows = given > 0 ? rows.map { $0 * (total / given) } : rows

    for _ in 0..<2 {
      x.scaleRows(by: Self.factors(rows, x.rowSums))
      x.scaleColumns(by: Self.factors(columns, x.columnSums))
    }
    var before = Double.infinity
    for step in 0... {
      let state = State(x, rows, columns)
      let error = state.relativeError
      if error <= 1e-13 || (error <= 1e-10 && error > before / 4) {
        (table, steps, residual) = (x, step, state.residual)
        return
      }
      if step == 60, let cut = Feasibility.cut(seed, rows: rows, columns: columns) {
        throw .infeasible(cut)
      }
      guard step < 400 else { throw .notConverged(residual: state.residual) }
      before = error
      state.advance(&x)
    }
    throw .notConverged(residual: before)
  }

  /// The seed without the rows and columns that must be empty, once everything that was given makes sense.
  private static func prepared(_ seed: Matrix, _ rows: [Double], _ columns: [Double])
    throws(FitError) -> Matrix
  {
    try check(seed, rows, columns)
    var x = seed
    x.scaleRows(by: rows.map { $0 > 0 ? 1 : 0 })
    x.scaleColumns(by: columns.map { $0 > 0 ? 1 : 0 })
    let (rowSums, columnSums) = (x.rowSums, x.columnSums)
    if let row = rows.indices.first(where: { rows[$0] > 0 && rowSums[$0] <= 0 }) {
      throw .emptyRow(row, wanted: rows[row])
    }
    if let column = columns.indices.first(where: { columns[$0] > 0 && columnSums[$0] <= 0 }) {
      throw .emptyColumn(column, wanted: columns[column])
    }
    return x
  }

  private static func swept(
    _ seed: Matrix, _ rows: [Double], _ columns: [Double], _ tolerance: Double
  ) throws(FitError) -> ProportionalFit {
    var x = try prepared(seed, rows, columns)
    let near = tolerance * max(1, rows.max() ?? 0)
    for sweep in 1...100_000 {
      x.scaleRows(by: factors(rows, x.rowSums))
      x.scaleColumns(by: factors(columns, x.columnSums))
      let residual = zip(rows, x.rowSums).reduce(0) { max($0, abs($1.0 - $1.1)) }
      if residual <= near { return ProportionalFit(table: x, steps: sweep, residual: residual) }
    }
    if let cut = Feasibility.cut(seed, rows: rows, columns: columns) { throw .infeasible(cut) }
    return try ProportionalFit(seed: seed, rows: rows, columns: columns)
  }

  private init(table: Matrix, steps: Int, residual: Double) {
    self.table = table
    self.steps = steps
    self.residual = residual
  }

  /// What each total must be multiplied by; 1 where there is nothing to multiply.
  private static func factors(_ wanted: [Double], _ have: [Double]) -> [Double] {
    zip(wanted, have).map { $1 > 0 ? $0 / $1 : 1 }
  }

  private static func check(_ seed: Matrix, _ rows: [Double], _ columns: [Double])
    throws(FitError)
  {
    guard seed.rows == rows.count, seed.columns == columns.count else {
      throw .shape(seed: (seed.rows, seed.columns), totals: (rows.count, columns.count))
    }
    if let at = seed.cells.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .badSeed(row: at / seed.columns, column: at % seed.columns, value: seed.cells[at])
    }
    if let row = rows.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .badRowTotal(row, rows[row])
    }
    if let column = columns.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .badColumnTotal(column, columns[column])
    }
    let (r, c) = (rows.reduce(0, +), columns.reduce(0, +))
    guard abs(r - c) <= 1e-6 * max(r, c) else { throw .totalsDiffer(rows: r, columns: c) }
  }
}

/// Where one Newton step starts from.
private struct State {
  var rows: [Double]
  var rowSums: [Double]
  var rowGaps: [Double]
  var columns: [Double]
  var columnGaps: [Double]

  init(_ x: Matrix, _ rows: [Double], _ columns: [Double]) {
    self.rows = rows
    self.columns = columns
    rowSums = x.rowSums
    rowGaps = zip(rows, rowSums).map { $0 - $1 }
    columnGaps = zip(columns, x.columnSums).map { $0 - $1 }
  }

  var residual: Double { max(greatest(rowGaps), greatest(columnGaps)) }

  /// The greatest gap as a share of its total.
  var relativeError: Double {
    max(
      zip(rowGaps, rows).reduce(0) { max($0, $1.1 > 0 ? abs($1.0) / $1.1 : 0) },
      zip(columnGaps, columns).reduce(0) { max($0, $1.1 > 0 ? abs($1.0) / $1.1 : 0) })
  }

  /// Solves for the change of the log multipliers and applies as much of it as brings the table nearer.
  func advance(_ x: inout Matrix) {
    let inverse = rowSums.map { $0 > 0 ? 1 / $0 : 0 }
    var load = columnGaps
    for i in 0..<x.rows where rowGaps[i] != 0 {
      let share = rowGaps[i] * inverse[i]
      for j in 0..<x.columns { load[j] -= x.cells[i * x.columns + j] * share }
    }
    var scaled = x
    scaled.scaleRows(by: inverse.map { $0.squareRoot() })
    var weights = scaled.transposedTimes(scaled, upperOnly: true)
    var dv = Laplacian.solve(&weights, load)
    var du = (0..<x.rows).map { i in
      var sum = rowGaps[i]
      for j in 0..<x.columns { sum -= x.cells[i * x.columns + j] * dv[j] }
      return sum * inverse[i]
    }
    // A shift between u and v changes nothing; the one that leaves the smallest steps lets us go furthest.
    let up = max(du.max() ?? 0, -(dv.min() ?? 0))
    let down = max(-(du.min() ?? 0), dv.max() ?? 0)
    let shift = (down - up) / 2
    for i in du.indices { du[i] += shift }
    for j in dv.indices { dv[j] -= shift }

    let total = rowSums.reduce(0, +)
    let promised = dot(rowGaps, du) + dot(columnGaps, dv)
    let linear = dot(rows, du) + dot(columns, dv)
    var length = 1 / max(1, greatest(du), greatest(dv))
    for _ in 0..<40 {
      var next = x
      next.scaleRows(by: du.map { exponential($0 * length) })
      next.scaleColumns(by: dv.map { exponential($0 * length) })
      let change = next.total - total - length * linear
      if change <= 1e-11 * total - 1e-4 * length * promised {
        x = next
        return
      }
      length /= 2
    }
  }

  private func greatest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
