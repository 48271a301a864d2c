public import Policy

/// Tables that a project adds to what Concord knows: rows of the codebook, terms, institutions, ties and bodies.
///
/// Each stands in the project folder under the name of the bundled table; lists of terms in `terms.csv` and in its
/// folder `terms/`, where a list with the name of a bundled one (`terms/traps.csv`) is of its kind. A row that
/// cannot be used is a note, and the other rows are used.
public struct UserTables: Sendable {
  static let termsFile = "terms.csv"
  static let termsFolder = "terms/"
  static let mapFiles = ["institutions.csv", "ties.csv", "bodies.csv"]
  /// A cross-impact matrix, by the first of these that is there, and what is wished for in it.
  public static let crossImpactFiles = [
    "cross-impact.csv", "cross-impact.json", "cross-impact.scw",
  ]
  public static let wishFile = "wished-state.csv"

  /// Names that are tables, not documents, when they stand directly in the project folder.
  public static let files =
    Codebook.files + mapFiles + crossImpactFiles + [termsFile, wishFile]

  /// Whether a file of the project folder, named by its path in it, is a table and no document.
  static func isTable(_ path: String) -> Bool {
    files.contains(path)
      || path.hasPrefix(termsFolder) && path.hasSuffix(".csv")
        && !path.dropFirst(termsFolder.count).contains("/")
  }

  /// The tables that are there, by name; lists of terms of the folder as `terms/NAME.csv`.
  public var contents: [String: [UInt8]]

  public init(contents: [String: [UInt8]] = [:]) {
    self.contents = contents
  }

  /// The bundled codebook with the user's rows in the place of those of the same code, or added to them.
  ///
  /// - Parameter bundled: the bytes of the bundled tables.
  /// - Returns: the codebook, its tables as they stand after the merge, and notes on rows that could not be used.
  /// - Throws: `Table.Error` when a bundled table is at fault.
  public func codebook(over bundled: [String: [UInt8]]) throws -> (
    codebook: Codebook, contents: [String: [UInt8]], notes: [Note]
  ) {
    var merged = bundled
    var codebook = try Codebook(contents: bundled)
    var notes: [Note] = []
    // In this order a row can refer to what an earlier table of the user adds.
    for file in Codebook.files {
      guard let added = contents[file], let original = merged[file] else { continue }
      do {
        let key = file == "effects.csv" ? "id" : "code"
        let base = try TableRows(original, file: file)
        let rows = try TableRows(added, file: file, key: key)
        let (usable, refused) = rows.usable { some in
          var trial = merged
          trial[file] = base.replacing(some, by: key)
          _ = try Codebook(contents: trial)
        }
        merged[file] = base.replacing(usable, by: key)
        codebook = try Codebook(contents: merged)
        notes += refused
      } catch {
        notes.append(Note(error))
      }
    }
    return (codebook, merged, notes)
  }

  /// The lists of terms in the order in which later ones replace rows of earlier ones: those that make rules and cues
  /// stand before those that name them.
  var termFiles: [String] {
    let names = contents.keys.filter { $0 == Self.termsFile || $0.hasPrefix(Self.termsFolder) }
    return names.sorted {
      (Self.makesCodes($0) ? 0 : 1, $0) < (Self.makesCodes($1) ? 0 : 1, $1)
    }
  }

  /// Whether a list of terms makes codes of its own, as trap rules and cues are.
  static func makesCodes(_ file: String) -> Bool {
    file == termsFolder + "traps.csv" || file.hasPrefix(termsFolder + "cues-")
  }

  /// One of the user's lists of terms without the rows that `check` refuses.
  ///
  /// - Parameters:
  ///   - file: one of `termFiles`.
  ///   - check: throws `Table.Error` for a table of terms that it cannot use.
  /// - Returns: nil when it has no row to use.
  func terms(
    in file: String, check: ([UInt8]) throws -> Void
  ) -> (contents: [UInt8]?, notes: [Note]) {
    guard let bytes = contents[file] else { return (nil, []) }
    do {
      let rows = try TableRows(bytes, file: file)
      let (usable, notes) = rows.usable { try check($0.bytes) }
      return (usable.rows.isEmpty ? nil : usable.bytes, notes)
    } catch {
      return (nil, [Note(error)])
    }
  }
}

/// A table as rows of cells that can be put together again.
struct TableRows {
  /// Rows refused before the rest of a table is given up.
  static let mostRefused = 20

  struct Row {
    var line: Int
    var cells: [String: String]
  }

  let file: String
  let columns: [String]
  var rows: [Row]

  /// - Parameter key: a column that must be there and filled.
  init(_ bytes: [UInt8], file: String, key: String? = nil) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: key.map { [$0] } ?? [])
    self.file = file
    columns = table.columns
    rows = table.rows.map { row in
      Row(
        line: row.line,
        cells: Dictionary(uniqueKeysWithValues: table.columns.map { ($0, row[$0]) }))
    }
    if let key, let empty = table.rows.first(where: { $0[key].isEmpty }) {
      throw empty.error(key, "the cell is empty: every row needs its \(key)")
    }
  }

  private init(_ other: TableRows, rows: [Row]) {
    file = other.file
    columns = other.columns
    self.rows = rows
  }

  var bytes: [UInt8] {
    var text = CSV.line(columns)
    for row in rows { text += CSV.line(columns.map { row.cells[$0] ?? "" }) }
    return Array(text.utf8)
  }

  /// This table with the cells of `other` in place of those of the same key; rows of new keys follow.
  func replacing(_ other: TableRows, by key: String) -> [UInt8] {
    var result = self
    var places: [String: Int] = [:]
    for (i, row) in rows.enumerated() { places[row.cells[key] ?? ""] = i }
    for row in other.rows {
      let name = row.cells[key] ?? ""
      if let place = places[name] {
        result.rows[place].cells.merge(row.cells) { old, new in new.isEmpty ? old : new }
      } else {
        places[name] = result.rows.count
        result.rows.append(row)
      }
    }
    return result.bytes
  }

  /// The rows that `check` accepts together; each refused row is a note with its line.
  ///
  /// - Complexity: `check` is called O(refused × log rows) times.
  func usable(check: (TableRows) throws -> Void) -> (TableRows, [Note]) {
    var accepted: [Row] = []
    var notes: [Note] = []
    var waiting: [ArraySlice<Row>] = [rows[...]]
    while let part = waiting.popLast(), !part.isEmpty {
      guard notes.count < Self.mostRefused else {
        notes.append(
          Note(
            file: file, line: part.first?.line,
            text: "\(Self.mostRefused) rows cannot be used; the rows from here on were left out."))
        break
      }
      do {
        try check(TableRows(self, rows: accepted + part))
        accepted += part
      } catch {
        guard part.count > 1 else {
          let fault = error as? Table.Error
          notes.append(
            Note(
              file: file, line: part.first?.line, column: fault?.column,
              text: fault?.reason ?? "\(error)"))
          continue
        }
        let middle = part.startIndex + part.count / 2
        waiting.append(part[middle...])
        waiting.append(part[..<middle])
      }
    }
    return (TableRows(self, rows: accepted), notes)
  }
}
