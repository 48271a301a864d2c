/// A table of numbers, column after column in one block.
public struct NumberTable: Sendable, Hashable {
  public private(set) var codes: [String]
  public private(set) var rows: Int
  /// `rows` numbers for each code.
  public private(set) var values: [Double]

  public init(rows: Int) {
    codes = []
    self.rows = rows
    values = []
  }

  public var columns: Range<Int> { codes.indices }

  public subscript(row: Int, column: Int) -> Double {
    get { values[column * rows + row] }
    set { values[column * rows + row] = newValue }
  }

  public func position(of code: String) -> Int? { codes.firstIndex(of: code) }

  public func column(_ index: Int) -> [Double] {
    Array(values[(index * rows)..<((index + 1) * rows)])
  }

  public func column(_ code: String) -> [Double]? { position(of: code).map(column) }

  public mutating func replace(_ index: Int, with column: [Double]) {
    values.replaceSubrange((index * rows)..<((index + 1) * rows), with: column)
  }

  public mutating func append(_ code: String, _ column: [Double]) {
    codes.append(code)
    values += column
  }

  /// Only some rows, in the order given.
  public func selecting(_ kept: [Int]) -> NumberTable {
    var table = NumberTable(rows: kept.count)
    table.values.reserveCapacity(kept.count * codes.count)
    for index in columns {
      table.codes.append(codes[index])
      for row in kept { table.values.append(self[row, index]) }
    }
    return table
  }

  /// Only some columns, in the order given.
  public func selecting(columns kept: [Int]) -> NumberTable {
    var table = NumberTable(rows: rows)
    for index in kept { table.append(codes[index], column(index)) }
    return table
  }
}
