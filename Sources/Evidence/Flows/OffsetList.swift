public import Policy

extension FlowFiles {
  /// How apt people are to go from one country to another, from a file `origin, destination, value`.
  ///
  /// - Parameter codes: the countries of the accounts, in their order.
  /// - Throws: `Table.Error` when a pair is missing or negative.
  public static func offset(_ file: File, for codes: [String]) throws(Table.Error) -> Matrix {
    let list = try Table(file.bytes, file: file.name)
    let origin = try list.oneOf(["origin", "orig", "from"])
    let destination = try list.oneOf(["destination", "dest", "to"])
    let value = try list.oneOf(["value", "weight", "flow"])
    let index = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    var table = Matrix(rows: codes.count, columns: codes.count, repeating: -1)
    for row in list.rows {
      guard let i = index[try row.name(origin)], let j = index[try row.name(destination)]
      else { continue }
      table[i, j] = try row.people(value)
    }
    table.diagonal = codes.map { _ in 0 }
    let missing = table.cells.count { $0 < 0 }
    if let at = table.cells.firstIndex(where: { $0 < 0 }) {
      throw Table.Error(
        file.name,
        cell: "origin \(codes[at / codes.count]), destination \(codes[at % codes.count])",
        problem: missing == 1
          ? "The pair is missing." : "\(missing) pairs are missing, this one first.",
        remedy: "Give every pair of countries; 0 forbids a move.")
    }
    return table
  }
}
