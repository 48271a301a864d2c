/// A table of numbers in one piece of memory, row after row.
public struct Matrix: Sendable, Hashable {
  public let rows: Int
  public let columns: Int
  /// Cell (i, j) is at `i * columns + j`.
  public var cells: [Double]

  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0)
    self.rows = rows
    self.columns = columns
    cells = Array(repeating: value, count: rows * columns)
  }

  /// - Returns: nil when the rows are not all of the same length.
  public init?(_ table: [[Double]]) {
    let columns = table.first?.count ?? 0
    guard table.allSatisfy({ $0.count == columns }) else { return nil }
    rows = table.count
    self.columns = columns
    cells = table.flatMap { $0 }
  }

  /// A square table with these numbers on the diagonal and zeros elsewhere.
  public init(diagonal: [Double]) {
    self.init(rows: diagonal.count, columns: diagonal.count)
    for (i, value) in diagonal.enumerated() { self[i, i] = value }
  }

  public subscript(row: Int, column: Int) -> Double {
    get { cells[row * columns + column] }
    set { cells[row * columns + column] = newValue }
  }

  public func row(_ i: Int) -> ArraySlice<Double> { cells[(i * columns)..<((i + 1) * columns)] }

  /// As nested arrays, for printing.
  public var table: [[Double]] { (0..<rows).map { Array(row($0)) } }

  public var isSquare: Bool { rows == columns }

  /// The diagonal of a square table.
  public var diagonal: [Double] {
    get { (0..<min(rows, columns)).map { self[$0, $0] } }
    set { for (i, value) in newValue.enumerated() { self[i, i] = value } }
  }

  public var withoutDiagonal: Matrix {
    var copy = self
    for i in 0..<min(rows, columns) { copy[i, i] = 0 }
    return copy
  }

  public var transposed: Matrix {
    var turned = Matrix(rows: columns, columns: rows)
    for i in 0..<rows {
      for j in 0..<columns { turned.cells[j * rows + i] = cells[i * columns + j] }
    }
    return turned
  }

  public var total: Double { cells.reduce(0, +) }

  public var rowSums: [Double] {
    (0..<rows).map { i in cells[(i * columns)..<((i + 1) * columns)].reduce(0, +) }
  }

  public var columnSums: [Double] {
    var sums = Array(repeating: 0.0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns { sums[j] += cells[i * columns + j] }
    }
    return sums
  }

  /// Each row times its factor.
  public mutating func scaleRows(by factors: [Double]) {
    for i in 0..<rows {
      let factor = factors[i]
      for at in (i * columns)..<((i + 1) * columns) { cells[at] *= factor }
    }
  }

  /// Each column times its factor.
  public mutating func scaleColumns(by factors: [Double]) {
    for i in 0..<rows {
      for j in 0..<columns { cells[i * columns + j] *= factors[j] }
    }
  }

  /// Cell by cell, with another table of the same shape.
  func combined(with other: Matrix, _ combine: (Double, Double) -> Double) -> Matrix {
    precondition(rows == other.rows && columns == other.columns)
    var result = self
    for at in cells.indices { result.cells[at] = combine(cells[at], other.cells[at]) }
    return result
  }

  static func + (a: Matrix, b: Matrix) -> Matrix { a.combined(with: b, +) }
  static func - (a: Matrix, b: Matrix) -> Matrix { a.combined(with: b, -) }
}
