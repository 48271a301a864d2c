internal import Policy

/// The cells of one stock table as a file lists them.
struct StockList: Sendable {
  struct Entry: Sendable {
    var birthplace: String
    var residence: String
    var value: Double
    var line: Int
  }

  enum Moment: String {
    case start
    case end
  }

  let file: FlowFiles.File
  /// The year that the cells are of, where the file says.
  let year: Int?
  let entries: [Entry]
  let endsWithLine: Bool
  /// What a column `revision` says, and in which line first.
  let revision: (name: String, line: Int)?

  /// People who live elsewhere than where they were born.
  var foreignBorn: Double {
    entries.reduce(0) { $1.birthplace == $1.residence ? $0 : $0 + $1.value }
  }

  var countries: Set<String> { Set(entries.map(\.birthplace)).union(residences) }
  var residences: Set<String> { Set(entries.map(\.residence)) }

  /// - Parameters:
  ///   - year: which to take when the file holds several.
  ///   - option: what the user writes to choose one.
  init(_ file: FlowFiles.File, year wanted: Int?, option: String) throws(Table.Error) {
    let table = try Table(file.bytes, file: file.name)
    let birthplace = try table.oneOf(["birthplace", "born", "origin", "orig"])
    let residence = try table.oneOf(["residence", "living", "destination", "dest"])
    let value = try table.oneOf(["value", "migrants", "stock", "people"])
    let years = ["year", "year0"].first(where: table.columns.contains)
    var entries: [Entry] = []
    var found: Set<Int> = []
    var revision: (name: String, line: Int)?
    var seen: [String: Int] = [:]
    for row in table.rows {
      if let years {
        let year = try row.year(years)
        found.insert(year)
        if let wanted, year != wanted { continue }
      }
      if table.columns.contains("revision") {
        let name = row["revision"]
        if let known = revision, known.name != name {
          throw row.error(
            "revision",
            "two revisions are mixed: «\(known.name)» in line \(known.line), «\(name)» here; take all lines from one "
              + "revision")
        }
        revision = revision ?? (name, row.line)
      }
      let entry = Entry(
        birthplace: try row.name(birthplace), residence: try row.name(residence),
        value: try row.people(value), line: row.line)
      let key = entry.birthplace + "\u{0}" + entry.residence
      if found.count < 2 || wanted != nil, let line = seen[key] {
        throw Table.Error(
          file.name, cell: "lines \(line) and \(row.line)",
          problem: "People born in \(entry.birthplace) and living in \(entry.residence) are there "
            + "twice.", remedy: "Keep one of the two lines.")
      }
      seen[key] = row.line
      entries.append(entry)
    }
    let list = found.sorted().map(String.init).joined(separator: ", ")
    if found.count > 1, wanted == nil {
      throw Table.Error(
        file.name, problem: "It holds the years \(list).", remedy: "Choose one with \(option) YEAR."
      )
    }
    if let wanted, years != nil, !found.contains(wanted) {
      throw Table.Error(
        file.name, problem: "It has no year \(wanted).", remedy: "It holds \(list).")
    }
    guard !entries.isEmpty else {
      throw Table.Error(
        file.name, problem: "There is no line below the names of the columns.",
        remedy: "Give a line for each birthplace and residence; if the file was cut off, get it "
          + "again.")
    }
    self.file = file
    self.entries = entries
    self.revision = revision
    year = wanted ?? found.first
    endsWithLine = file.bytes.last.map { $0 == 0x0A || $0 == 0x0D } ?? true
  }

  /// The table, with natives at home as listed, or as what the population leaves.
  func matrix(
    _ codes: [String], _ population: AmountList?, at moment: Moment, _ needsNatives: Bool
  ) throws(Table.Error) -> Matrix {
    let index = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    var table = Matrix(rows: codes.count, columns: codes.count)
    var hasNatives = Array(repeating: false, count: codes.count)
    for entry in entries {
      guard let k = index[entry.birthplace], let i = index[entry.residence] else { continue }
      table[k, i] = entry.value
      if k == i { hasNatives[i] = true }
    }
    guard needsNatives else { return table }
    let foreign = table.columnSums
    for i in codes.indices where !hasNatives[i] {
      guard let population else {
        throw Table.Error(
          file.name, cell: "birthplace \(codes[i]), residence \(codes[i])",
          problem: "The natives of \(codes[i]) living at home are missing.",
          remedy: "Add the line, or give --population FILE, from which the foreign born are taken.")
      }
      table[i, i] = try population.level(codes[i], year: year, at: moment) - foreign[i]
    }
    return table
  }
}
