import Policy

/// Where a figure stands in the file that a person gave, for complaints about a year or a pair.
extension TableImport {
  /// The place of the first figure of a year: of any pair, or of the one that is named.
  ///
  /// - Parameter measure: of tables with several, such as "female"; the first unless told.
  /// - Returns: nil where the layout does not tell.
  func place(_ year: Int, _ pair: PairTable.Pair?, measure: String? = nil, in given: GivenTable)
    -> String?
  {
    switch given.contents {
    case .csv(let bytes):
      guard let reader = try? RecordReader(bytes, file: given.file) else { return nil }
      if OwnLayout.subject(of: reader.columns) != nil {
        return place(year, pair, measure: measure, in: reader)
      }
      return (try? Self.sheet(bytes, given.file)).flatMap { place(year, pair, measure, in: $0) }
    case .workbook(let sheets):
      return sheets.lazy.compactMap { self.place(year, pair, measure, in: $0) }.first
    }
  }

  /// In Concord's own layout, by line and column.
  private func place(_ year: Int, _ pair: PairTable.Pair?, measure: String?, in start: RecordReader)
    -> String?
  {
    var reader = start
    let columns = reader.columns
    let measures = (measure.map { [$0] } ?? []) + ["migrants", "refugees", "immigrants"]
    let wide = columns.indices.first { column in
      let words = columns[column].split(separator: " ")
      return words.count == 2 && Int(words[0]) == year && measures[0] == words[1]
        || words.count == 2 && Int(words[0]) == year && measure == nil
    }
    guard let at = reader.column("year") ?? wide else { return nil }
    if at == wide, pair == nil { return Self.cell(line: 1, columns[at], at) }
    let figure = wide ?? measures.lazy.compactMap { reader.column($0) }.first ?? at
    while (try? reader.next()) == true {
      if at != wide, reader.text(at) != String(year) { continue }
      if let pair {
        let ends = ["origin", "destination", "asylum"].compactMap { reader.column($0) }
        guard ends.count > 1, reader.text(ends[0]) == pair.origin.description,
          reader.text(ends[1]) == pair.destination.description
        else { continue }
        return Self.cell(line: reader.line, columns[figure], figure)
      }
      return Self.cell(line: reader.line, columns[at], at)
    }
    return nil
  }

  private static func cell(line: Int, _ name: String, _ column: Int) -> String {
    "line \(line), column \(name) (cell \(Sheet.address(row: line - 1, column: column)))"
  }

  /// In a sheet of a producer, by its heads.
  private func place(_ year: Int, _ pair: PairTable.Pair?, _ measure: String?, in sheet: Sheet)
    -> String?
  {
    func cell(_ row: Int, _ column: Int) -> String {
      (sheet.name.isEmpty ? "" : "sheet «\(sheet.name)», ")
        + "cell \(Sheet.address(row: row, column: column))"
    }
    if let head = Self.head(
      sheet,
      where: { heads in heads.contains { $0.hasPrefix("locationcodeoforigin") } })
    {
      let heads = sheet.rows[head].map(Self.plain)
      let columns = sheet.rows[head].indices.filter { Self.year(sheet[head, $0]) == year }
      guard let column = measure == "female" ? columns.last : columns.first else { return nil }
      guard let pair, let from = heads.firstIndex(where: { $0.hasPrefix("locationcodeoforigin") }),
        let to = heads.firstIndex(where: { $0.hasPrefix("locationcodeofdestination") })
      else { return cell(head, column) }
      let numbers = [from: countries[pair.origin]?.m49, to: countries[pair.destination]?.m49]
      let row = sheet.rows.indices.dropFirst(head + 1).first { row in
        numbers.allSatisfy { Int(sheet[row, $0.key].trimmingSpaces) == $0.value }
      }
      return row.map { cell($0, column) }
    }
    guard let head = matrixHead(sheet),
      let column = sheet.rows[head].map(Self.plain).firstIndex(of: "year")
    else { return nil }
    return sheet.rows.indices.dropFirst(head + 1).first { Self.year(sheet[$0, column]) == year }
      .map { cell($0, column) }
  }

  /// A column that names the revision of each row must name one: it is what the table is said to be.
  func named(_ given: GivenTable) throws(EvidenceError) -> GivenTable {
    guard case .csv(let bytes) = given.contents else { return given }
    var reader = try RecordReader(bytes, file: given.file)
    guard let column = reader.column("revision") else { return given }
    var first: (name: String, line: Int)?
    while try reader.next() {
      let name = reader.text(column)
      guard let known = first else {
        first = (name, reader.line)
        continue
      }
      guard name == known.name else {
        throw reader.mistake(
          column,
          "Two revisions are mixed in the table: «\(known.name)» from line \(known.line), «\(name)» here.",
          "Import each revision from its own file; a change across revisions is no change.")
      }
    }
    var given = given
    if given.revision == nil, let name = first?.name, !name.isEmpty { given.revision = name }
    return given
  }
}
