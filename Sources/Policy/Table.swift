/// A CSV file with a header, whose cells are reached by the name of their column.
public struct Table: Sendable {
  /// A table that cannot be used, said by file, line and column.
  public struct Error: Swift.Error, Hashable, CustomStringConvertible {
    public var file: String
    public var line: Int?
    public var column: String?
    public var reason: String

    public init(file: String, line: Int? = nil, column: String? = nil, reason: String) {
      self.file = file
      self.line = line
      self.column = column
      self.reason = reason
    }

    public var description: String {
      var place = file
      if let line { place += ", line \(line)" }
      if let column { place += ", column \(column)" }
      return "\(place): \(reason)"
    }
  }

  /// The places of the columns by their names.
  struct Columns: Sendable {
    let names: [String]
    /// Of a wide table; the few names of a narrow one are compared one by one, which is quicker.
    private let index: [String: Int]
    private static let narrow = 16

    init(_ names: [String], index: [String: Int]) {
      self.names = names
      self.index = names.count > Self.narrow ? index : [:]
    }

    subscript(name: String) -> Int? {
      names.count > Self.narrow ? index[name] : names.firstIndex(of: name)
    }
  }

  /// One row, which knows where it stands so that a complaint about it can say so.
  public struct Row: Sendable {
    public let file: String
    public let line: Int
    let columns: Columns
    let fields: [String]

    /// The cell with white space trimmed; empty when the column is missing or the row is short.
    public subscript(column: String) -> String {
      guard let index = columns[column], index < fields.count else { return "" }
      return fields[index].trimmingSpaces
    }

    /// How many cells the row has.
    public var count: Int { fields.count }

    /// The values of a cell that holds several, separated by semicolons.
    public func list(_ column: String) -> [String] {
      let cell = self[column]
      guard !cell.isEmpty else { return [] }
      return cell.utf8.split(separator: UInt8(ascii: ";")).map {
        String(Substring($0)).trimmingSpaces
      }
      .filter { !$0.isEmpty }
    }

    public func error(_ column: String, _ reason: String) -> Error {
      Error(file: file, line: line, column: column, reason: reason)
    }
  }

  public let file: String
  public let columns: [String]
  public let rows: [Row]

  /// - Parameters:
  ///   - file: the name to use in messages.
  ///   - required: columns that must be there; others may be.
  /// - Throws: `Table.Error` for bad CSV, a missing or doubled column, or a row with more cells than the header.
  public init(_ bytes: some Sequence<UInt8>, file: String, required: [String] = []) throws(Error) {
    let parsed: [CSV.Row]
    do {
      parsed = try CSV.rows(bytes)
    } catch {
      throw Error(file: file, line: error.line, reason: error.reason)
    }
    try self.init(rows: parsed, file: file, required: required)
  }

  /// A table from rows that are there already: of a sheet of a workbook, or with another separator.
  ///
  /// - Parameter parsed: the first names the columns.
  public init(rows parsed: [CSV.Row], file: String, required: [String] = []) throws(Error) {
    guard let header = parsed.first else {
      throw Error(file: file, reason: "the file is empty: its first line must name the columns")
    }
    let columns = header.fields.map(\.trimmingSpaces)
    var index: [String: Int] = [:]
    for (i, name) in columns.enumerated() {
      guard index.updateValue(i, forKey: name) == nil else {
        throw Error(
          file: file, line: header.line, column: name, reason: "the column is named twice")
      }
    }
    for name in required where index[name] == nil {
      throw Error(
        file: file, line: header.line, column: name,
        reason: "the column is missing; the file has: \(columns.joined(separator: ", "))")
    }
    let places = Columns(columns, index: index)
    var rows: [Row] = []
    rows.reserveCapacity(parsed.count)
    for row in parsed.dropFirst() {
      guard row.fields.count <= columns.count else {
        throw Error(
          file: file, line: row.line,
          reason:
            "\(row.fields.count) cells under \(columns.count) columns: quote a cell that holds a comma"
        )
      }
      rows.append(Row(file: file, line: row.line, columns: places, fields: row.fields))
    }
    self.file = file
    self.columns = columns
    self.rows = rows
  }
}

extension Sheet {
  /// The rows that are not blank, numbered as the spreadsheet shows them, without the empty cells at their ends.
  public var filledRows: [CSV.Row] {
    rows.enumerated().compactMap { i, cells in
      guard let last = cells.lastIndex(where: { !$0.trimmingSpaces.isEmpty }) else { return nil }
      return CSV.Row(line: i + 1, fields: Array(cells[...last]))
    }
  }
}

extension String {
  /// Without white space at both ends.
  public var trimmingSpaces: String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    // Most texts have none.
    if let first = utf8.first, !isSpace(first), let last = utf8.last, !isSpace(last) { return self }
    guard let first = utf8.firstIndex(where: { !isSpace($0) }) else { return "" }
    let last = utf8.lastIndex(where: { !isSpace($0) }) ?? first
    return String(self[first...last])
  }
}
