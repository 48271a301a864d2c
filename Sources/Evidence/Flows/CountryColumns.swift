import Policy

/// Cells of tables of people by country.
extension Table.Error {
  /// A complaint about a cell that is not told by line and column alone.
  init(_ file: String, cell: String? = nil, problem: String, remedy: String) {
    self.init(file: file, reason: (cell.map { $0 + ": " } ?? "") + problem + " " + remedy)
  }
}

extension Table {
  /// The first of these columns that the table has.
  func oneOf(_ names: [String]) throws(Table.Error) -> String {
    for name in names where columns.contains(name) { return name }
    throw Table.Error(
      file: file, line: 1, column: names[0],
      reason: "the column is missing; the file has: \(columns.joined(separator: ", "))")
  }
}

extension Table.Row {
  /// A code or name, never empty.
  func name(_ column: String) throws(Table.Error) -> String {
    let text = self[column]
    guard !text.isEmpty else {
      throw error(
        column, "the cell is empty: write the code of the country; the file may have been cut off")
    }
    return text
  }

  /// A number that is there and not negative.
  func people(_ column: String) throws(Table.Error) -> Double {
    let text = self[column]
    guard !text.isEmpty else {
      throw error(
        column,
        "the cell is empty: write the number, 0 if it is nobody, or take the line out; the file may "
          + "have been cut off")
    }
    guard let value = Double(text), value.isFinite else {
      throw error(column, "«\(text)» is not a number: write it without words or spaces")
    }
    guard value >= 0 else {
      throw error(
        column,
        "«\(text)» is negative: a number of people cannot be; look the cell up in the source")
    }
    return value
  }

  func year(_ column: String) throws(Table.Error) -> Int {
    guard let year = Int(self[column]), (1500...2200).contains(year) else {
      throw error(column, "«\(self[column])» is no year: write it with four digits")
    }
    return year
  }
}
