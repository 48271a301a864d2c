/// How strongly each of several things moves each other one: rows act on columns.
///
/// Cells are exact decimals, kept as whole numbers of 10^-`decimals`. The usual scale runs from -3 (cancelling) to +3
/// (indivisible) for interactions between objectives (Nilsson, Griggs and Visbeck 2016), from 0 to 3 for MICMAC.
public struct InteractionMatrix: Sendable, Hashable {
  /// More things than this are refused: a judgement for each pair could not be read by anybody.
  public static let mostLabels = 2_000
  /// The largest cell, counted in units of the last decimal: with it no sum of the second order leaves 128 bits.
  public static let largestCell = MatrixLimits.judgement

  public let labels: [String]
  /// Row after row, in units of 10^-`decimals`.
  public let cells: [Int]
  public let decimals: Int

  /// - Throws: `MatrixError` when the cells do not make a square with a row for each label, or are too large.
  public init(labels: [String], cells: [Int], decimals: Int = 0) throws(MatrixError) {
    guard !labels.isEmpty, labels.count <= Self.mostLabels else {
      throw MatrixError(reason: "\(labels.count) rows: there must be 1 to \(Self.mostLabels).")
    }
    guard cells.count == labels.count * labels.count else {
      throw MatrixError(
        reason:
          "\(cells.count) cells for \(labels.count) labels: there must be \(labels.count) rows of \(labels.count)."
      )
    }
    guard cells.allSatisfy({ (-Self.largestCell...Self.largestCell).contains($0) }) else {
      throw MatrixError(
        reason:
          "a cell is too large or has too many decimals: all together must stay within \(Self.largestCell) units of the last decimal; use numbers such as -3 to 3"
      )
    }
    guard (0...6).contains(decimals) else {
      throw MatrixError(reason: "\(decimals) decimals: at most 6 are kept.")
    }
    self.labels = labels
    self.cells = cells
    self.decimals = decimals
  }

  public var count: Int { labels.count }

  /// What `row` does to `column`, in units of 10^-`decimals`.
  public subscript(row: Int, column: Int) -> Int { cells[row * labels.count + column] }

  /// A sum of cells, or of products of `power` cells, as an exact decimal number.
  public func text(_ value: some BinaryInteger, power: Int = 1) -> String {
    Decimal.text(value, places: decimals * power)
  }

  /// The same with every sign taken away: how strong, whichever way.
  public var magnitudes: InteractionMatrix {
    InteractionMatrix(unchecked: labels, cells.map { abs($0) }, decimals)
  }

  private init(unchecked labels: [String], _ cells: [Int], _ decimals: Int) {
    self.labels = labels
    self.cells = cells
    self.decimals = decimals
  }
}
