/// One sheet of a workbook, or a CSV file: cells as text, by row and column, each with its spreadsheet address.
///
/// Numbers are as the file writes them, unformatted; empty cells are empty texts; rows may differ in length.
public struct Sheet: Sendable, Hashable {
  public var name: String
  public var rows: [[String]]

  public init(name: String, rows: [[String]]) {
    self.name = name
    self.rows = rows
  }

  /// The cell at a place counted from 0; empty where the sheet has none.
  public subscript(row: Int, column: Int) -> String {
    guard rows.indices.contains(row), rows[row].indices.contains(column) else { return "" }
    return rows[row][column]
  }

  /// The address of a cell as a spreadsheet shows it, from its place counted from 0: "C12".
  public static func address(row: Int, column: Int) -> String {
    columnName(column) + String(row + 1)
  }

  /// The letters of a column counted from 0: "A", "Z", "AA".
  public static func columnName(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = max(column, 0)
    while true {
      letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
      guard rest >= 26 else { break }
      rest = rest / 26 - 1
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// Row and column, from 0, of an address such as "C12"; nil when it is none or lies beyond what a sheet can have.
  public static func place(of address: String) -> (row: Int, column: Int)? {
    var column = 0
    var row = 0
    var hasDigits = false
    for byte in address.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where !hasDigits:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
        hasDigits = true
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
      guard column <= 16_384, row <= 1_048_576 else { return nil }
    }
    return hasDigits && row > 0 ? (row - 1, column - 1) : nil
  }
}
