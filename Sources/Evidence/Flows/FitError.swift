/// Why no table can be fitted. Rows and columns are counted from 0; `described` names them.
public enum FitError: Error, Sendable {
  case shape(seed: (Int, Int), totals: (Int, Int))
  case badSeed(row: Int, column: Int, value: Double)
  case badRowTotal(Int, Double)
  case badColumnTotal(Int, Double)
  case totalsDiffer(rows: Double, columns: Double)
  case emptyRow(Int, wanted: Double)
  case emptyColumn(Int, wanted: Double)
  case infeasible(Feasibility.Cut)
  case notConverged(residual: Double)

  /// The same complaint about the table turned round.
  var turned: FitError {
    switch self {
    case .shape(let seed, let totals): .shape(seed: (seed.1, seed.0), totals: (totals.1, totals.0))
    case .badSeed(let row, let column, let value): .badSeed(row: column, column: row, value: value)
    case .badRowTotal(let row, let value): .badColumnTotal(row, value)
    case .badColumnTotal(let column, let value): .badRowTotal(column, value)
    case .totalsDiffer(let rows, let columns): .totalsDiffer(rows: columns, columns: rows)
    case .emptyRow(let row, let wanted): .emptyColumn(row, wanted: wanted)
    case .emptyColumn(let column, let wanted): .emptyRow(column, wanted: wanted)
    case .infeasible(let cut):
      .infeasible(.init(rows: cut.rows, columns: cut.columns, excess: cut.excess, isTurned: true))
    case .notConverged: self
    }
  }

  /// A sentence with names in place of numbers.
  public func described(rows: [String], columns: [String]) -> String {
    func row(_ i: Int) -> String { i < rows.count ? rows[i] : "row \(i + 1)" }
    func column(_ j: Int) -> String { j < columns.count ? columns[j] : "column \(j + 1)" }
    switch self {
    case .shape(let seed, let totals):
      return "the table has \(seed.0) rows and \(seed.1) columns, but there are \(totals.0) row "
        + "totals and \(totals.1) column totals: give one total for each row and column"
    case .badSeed(let i, let j, let value):
      return "the cell \(row(i)), \(column(j)) of the prior table is \(value.plain): it must be a "
        + "number that is not negative"
    case .badRowTotal(let i, let value):
      return
        "the total of row \(row(i)) is \(value.plain): it must be a number that is not negative"
    case .badColumnTotal(let j, let value):
      return "the total of column \(column(j)) is \(value.plain): it must be a number that is not "
        + "negative"
    case .totalsDiffer(let r, let c):
      return "the row totals add up to \(r.plain) and the column totals to \(c.plain): make them "
        + "equal"
    case .emptyRow(let i, let wanted):
      return
        "row \(row(i)) must hold \(wanted.plain), but the prior table has nothing in it where a "
        + "column holds people: put a positive number there"
    case .emptyColumn(let j, let wanted):
      return "column \(column(j)) must hold \(wanted.plain), but the prior table has nothing in it "
        + "where a row holds people: put a positive number there"
    case .infeasible(let cut):
      let (senders, takers) = cut.isTurned ? (columns, rows) : (rows, columns)
      func names(_ list: [Int], _ all: [String]) -> String {
        let shown = list.prefix(6).map { $0 < all.count ? all[$0] : "number \($0 + 1)" }
        return shown.joined(separator: ", ")
          + (list.count > 6 ? " and \(list.count - 6) more" : "")
      }
      let reach =
        cut.columns.isEmpty ? "nothing" : "only \(names(cut.columns, takers))"
      return "no table with these zeros has these totals: \(names(cut.rows, senders)) can reach "
        + "\(reach), which is \(cut.excess.plain) too little; put a positive number in more cells of "
        + "the prior table, or correct the totals"
    case .notConverged(let residual):
      return
        "the fit did not settle; the totals are still \(residual.plain) off: the numbers differ "
        + "too much in size, check them for a slip of units"
    }
  }
}

extension FitError: CustomStringConvertible {
  public var description: String { described(rows: [], columns: []) }
}
