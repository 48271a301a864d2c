/// A table of results, for people and for other programs.
public struct ResultTable: Sendable {
  public enum Value: Sendable, Hashable {
    case text(String)
    case number(Double)
    case flag(Bool)
    /// A word of the method's own, such as `winhi+log_CT`: no text of the user's, so it is written as it is.
    case mark(String)

    /// As CSV shows it.
    public var cell: String {
      switch self {
      case .text(let text), .mark(let text): text
      case .number(let number): number.cell
      case .flag(let flag): flag ? "TRUE" : "FALSE"
      }
    }

    static let empty = Value.number(.missing)

    static func optional(_ flag: Bool?) -> Value { flag.map(Value.flag) ?? .empty }
    static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .empty }
    static func optional(_ number: Int?) -> Value { number.map { .number(Double($0)) } ?? .empty }
  }

  /// Stable name: a file name without its ending.
  public var name: String
  public var columns: [String]
  public var rows: [[Value]]

  public init(_ name: String, _ columns: [String], _ rows: [[Value]] = []) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }
}

extension IndexData {
  /// A table with one row a unit, headed by its code, and its year in a panel.
  public func table(_ name: String, _ columns: [String], _ cells: (Int) -> [ResultTable.Value])
    -> ResultTable
  {
    let isPanel = isPanel
    return ResultTable(
      name, (isPanel ? ["uCode", "Time"] : ["uCode"]) + columns,
      units.indices.map { row in
        (isPanel
          ? [.text(units[row].code), .number(units[row].time)] : [.text(units[row].code)])
          + cells(row)
      })
  }

  /// All numbers, or those of some columns.
  public func table(_ name: String, columns: [Int]? = nil) -> ResultTable {
    let shown = columns ?? Array(numbers.columns)
    return table(name, shown.map { numbers.codes[$0] }) { row in
      shown.map { .number(numbers[row, $0]) }
    }
  }
}
