extension ProportionalFit {
  /// A fit in which some cells are known: they are taken off the totals, the rest is fitted, and they are put back.
  ///
  /// - Parameter known: of the shape of the seed; a number that is not finite stands for a cell that is not known.
  /// - Throws: `FitError`, among others when the known cells are more than a total.
  public init(seed: Matrix, rows: [Double], columns: [Double], known: Matrix) throws(FitError) {
    guard known.rows == seed.rows, known.columns == seed.columns else {
      throw .shape(seed: (known.rows, known.columns), totals: (seed.rows, seed.columns))
    }
    var open = seed
    var fixed = Matrix(rows: seed.rows, columns: seed.columns)
    for at in known.cells.indices where known.cells[at].isFinite {
      guard known.cells[at] >= 0 else {
        throw .badSeed(
          row: at / seed.columns, column: at % seed.columns, value: known.cells[at])
      }
      open.cells[at] = 0
      fixed.cells[at] = known.cells[at]
    }
    // Rounding may leave a total that is used up a hair below zero.
    func rest(_ totals: [Double], _ used: [Double]) -> [Double] {
      zip(totals, used).map { abs($0 - $1) <= 1e-9 * $0 ? 0 : $0 - $1 }
    }
    let fit = try ProportionalFit(
      seed: open, rows: rest(rows, fixed.rowSums), columns: rest(columns, fixed.columnSums))
    self = fit
    table = fit.table + fixed
  }

  /// A fit that keeps the totals of blocks of cells besides those of rows and columns, by adjusting to the three in turn.
  ///
  /// - Parameters:
  ///   - blocks: the number of the block of each cell, row after row, from 0.
  ///   - blockTotals: by number of the block.
  /// - Throws: `FitError`; `notConverged` when the three sets of totals contradict each other.
  public init(
    seed: Matrix, rows: [Double], columns: [Double], blocks: [Int], blockTotals: [Double],
    tolerance: Double = 1e-12
  ) throws(FitError) {
    guard blocks.count == seed.cells.count, blocks.allSatisfy(blockTotals.indices.contains) else {
      throw .shape(seed: (seed.rows, seed.columns), totals: (blocks.count, blockTotals.count))
    }
    if let block = blockTotals.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .badRowTotal(block, blockTotals[block])
    }
    var fit = try ProportionalFit(seed: seed, rows: rows, columns: columns)
    let near = tolerance * max(1, rows.max() ?? 0)
    for turn in 1...20_000 {
      var sums = Array(repeating: 0.0, count: blockTotals.count)
      for (at, block) in blocks.enumerated() { sums[block] += fit.table.cells[at] }
      let gap = zip(sums, blockTotals).reduce(0) { max($0, abs($1.0 - $1.1)) }
      guard gap > near else {
        fit.steps = turn
        fit.residual = max(fit.residual, gap)
        self = fit
        return
      }
      for (at, block) in blocks.enumerated() where sums[block] > 0 {
        fit.table.cells[at] *= blockTotals[block] / sums[block]
      }
      // Blocks change the sum of all cells where their totals do not add up to it.
      fit = try ProportionalFit(seed: fit.table, rows: rows, columns: columns)
    }
    throw .notConverged(residual: fit.residual)
  }
}
