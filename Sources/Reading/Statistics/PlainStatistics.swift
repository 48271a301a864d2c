import Policy

/// Statistics without a standard: files of the World Bank, UN DESA and ILOSTAT, and tables that people make, wide (a column
/// for each period), long (a row for each value) or square (a row and a column for each country).
struct PlainStatistics {
  let reader: StatisticsReader
  let file: String
  /// Whether numbers may have a decimal comma.
  let hasDecimalCommas: Bool

  /// Header rows are looked for no further down.
  private static let deepestHeader = 40

  init(_ reader: StatisticsReader, _ file: String, hasDecimalCommas: Bool) {
    self.reader = reader
    self.file = file
    self.hasDecimalCommas = hasDecimalCommas
  }

  func read(_ rows: [CSV.Row]) throws(Table.Error) -> StatisticsFile {
    let top = rows.prefix(Self.deepestHeader)
    let byOrigin = top.firstIndex { row in
      let heads = row.fields.map(Self.heading)
      return heads.contains("other north") && heads.contains("total")
    }
    if let byOrigin { return try MigrantStock(self).readByOrigin(rows, header: byOrigin) }
    for (i, row) in top.enumerated() {
      let heads = row.fields.map(Self.heading)
      let periods = heads.count { Self.period($0) != nil }
      if periods >= 2, heads.contains(where: { $0.contains("location code") }) {
        return try MigrantStock(self).read(rows, header: i)
      }
      // A row of figures may hold numbers that could be years.
      guard !heads.contains(where: { Double($0) != nil && Self.period($0) == nil }) else {
        continue
      }
      let isBank = heads.contains("country code") && heads.contains("indicator code")
      if isBank || (Self.arePeriods(heads) && Self.period(heads[0]) == nil) {
        return try WideStatistics(self).read(rows, header: i, isWorldBank: isBank)
      }
      let ids = Set(heads.compactMap(reader.concepts.concept(ofHeading:)))
      if ids.contains("OBS_VALUE"), ids.count > 1 {
        return try LongStatistics(self).read(rows, header: i)
      }
      let namesPlaces = ids.contains { reader.concepts.role(of: $0) == .dimension }
      if namesPlaces, ids.count > 1, periods == 0,
        let file = try LongStatistics(self).readIndicators(rows, header: i)
      {
        return file
      }
    }
    if let file = try SquareStatistics(self).read(rows) { return file }
    let found = (rows.first?.fields ?? []).prefix(8).joined(separator: ", ")
    throw Table.Error(
      file: file, line: rows.first?.line,
      reason:
        "no statistics were found: there must be a column for each year, or columns for area, time and value. The first row has: \(found)"
    )
  }

  /// A heading in lower case, with single blanks.
  static func heading(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }

  /// The period that heads a column: also `YR2019`, `X2019` and `2019 [YR2019]`.
  static func period(_ heading: String) -> String? {
    var text = heading.uppercased()
    if text.hasPrefix("YR") { text = String(text.dropFirst(2)) }
    if text.hasPrefix("X"), text.count == 5 { text = String(text.dropFirst()) }
    if text.count == 6, text.hasSuffix(".0") { text = String(text.dropLast(2)) }
    guard let period = TimePeriod(text), (1500...2200).contains(period.year) else { return nil }
    return text.hasSuffix("]") ? String(text.prefix(4)) : text
  }

  /// Whether at least two headings are periods, all different and of one frequency, and some are not.
  private static func arePeriods(_ heads: [String]) -> Bool {
    let periods = heads.compactMap(period)
    let kinds = Set(periods.compactMap { TimePeriod($0)?.frequency })
    return periods.count > 1 && periods.count < heads.count && kinds.count == 1
      && Set(periods).count == periods.count
  }

  /// The concept of a heading, or the heading itself as an identifier.
  func identifier(_ heading: String) -> String {
    if let concept = reader.concepts.concept(ofHeading: heading) { return concept }
    var id = ""
    for scalar in heading.uppercased().unicodeScalars {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      if isPlain {
        id.unicodeScalars.append(scalar)
      } else if !id.hasSuffix("_"), !id.isEmpty {
        id += "_"
      }
    }
    while id.hasSuffix("_") { id.removeLast() }
    return id.isEmpty ? "COLUMN" : id
  }

  static let missing: Set<String> = [
    "", ".", "..", "...", "-", "–", "—", ":", "na", "n/a", "n.a.", "nan", "#n/a", "#na", "null",
    "x", "*",
  ]

  /// A number as text without the marks of thousands; nil when it says that there is none.
  ///
  /// - Throws: `Table.Error` for anything else, with the address of the cell.
  func number(_ cell: String, line: Int, column: String) throws(Table.Error) -> String? {
    var text = String(cell.filter { !$0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" })
    if Self.missing.contains(text.lowercased()) { return nil }
    if let value = Double(text), value.isFinite { return text }
    if hasDecimalCommas {
      text = String(text.filter { $0 != "." }.map { $0 == "," ? "." : $0 })
    } else {
      let groups = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)[0]
        .drop { $0 == "-" }.split(separator: ",", omittingEmptySubsequences: false)
      if groups.count > 1, (1...3).contains(groups[0].count),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      {
        text = text.filter { $0 != "," }
      }
    }
    guard let value = Double(text), value.isFinite else {
      throw Table.Error(
        file: file, line: line, column: column,
        reason: "«\(cell.trimmingSpaces)» is no number: mend it, or leave the cell empty")
    }
    return text
  }

  /// Marks the rows of groups of countries.
  func finish(
    _ format: StatisticsFile.Format, _ assembly: TableAssembly, errors: [Table.Error],
    remarks: [String], producer: String? = nil, revision: String? = nil
  ) -> StatisticsFile {
    var table = assembly.table(
      Series.Source(producer: producer, revision: revision, file: file))
    var remarks = remarks
    if let area = table.column("REF_AREA") {
      let isGroup = table.rows.map { $0.cells[area].map(reader.concepts.isAggregate) ?? false }
      if isGroup.contains(true), isGroup.contains(false) {
        table.columns.append(StatisticalTable.Column("REF_AREA_TYPE", role: .attribute))
        for i in table.rows.indices { table.rows[i].cells.append(isGroup[i] ? "aggregate" : nil) }
        let names = Set(zip(table.rows, isGroup).filter { $1 }.compactMap { $0.0.cells[area] })
        remarks.append(
          "\(names.count) of the areas are groups of countries (\(names.sorted().prefix(6).joined(separator: ", "))…): leave them out of sums and rankings; the column REF_AREA_TYPE marks them."
        )
      }
    }
    return StatisticsFile(format, table, errors: errors, remarks: remarks)
  }
}
