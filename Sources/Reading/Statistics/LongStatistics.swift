import Policy

/// A table with a row for each value, such as ILOSTAT's bulk files.
struct LongStatistics {
  private let plain: PlainStatistics

  init(_ plain: PlainStatistics) {
    self.plain = plain
  }

  func read(_ rows: [CSV.Row], header: Int) throws(Table.Error) -> StatisticsFile {
    let heads = rows[header].fields.map(PlainStatistics.heading)
    let isILO = Set(heads).isSuperset(of: ["ref_area", "indicator", "time", "obs_value"])
    var assembly = TableAssembly()
    var places: [Int?] = heads.map { _ in nil }
    var labels: [(column: Int, place: Int)] = []
    var taken: Set<String> = []
    for (i, head) in heads.enumerated() where !head.isEmpty && codeColumn(head, in: heads) == nil {
      let id = plain.identifier(head)
      guard taken.insert(id).inserted else {
        throw Table.Error(
          file: plain.file, line: rows[header].line, column: rows[header].fields[i],
          reason: "two columns mean \(id): rename or delete one of them")
      }
      // ILOSTAT has several sources for one country and year, which are kept apart.
      let role =
        isILO && id == "SOURCE" ? .dimension : plain.reader.concepts.role(of: id) ?? .dimension
      places[i] = assembly.place(of: id, role)
    }
    for (i, head) in heads.enumerated() {
      if let code = codeColumn(head, in: heads), let place = places[code] {
        labels.append((i, place))
      }
    }
    let value = assembly.place(of: "OBS_VALUE", .measure)
    let time =
      heads.contains { plain.identifier($0) == "TIME_PERIOD" }
      ? assembly.place(of: "TIME_PERIOD", .time) : nil
    var errors: [Table.Error] = []
    for row in rows.dropFirst(header + 1) {
      do throws(Table.Error) {
        guard row.fields.count <= heads.count else {
          throw Table.Error(
            file: plain.file, line: row.line,
            reason:
              "\(row.fields.count) cells under \(heads.count) columns: quote a cell that holds the separator"
          )
        }
        var cells: [(Int, String)] = []
        for (i, cell) in row.fields.enumerated() {
          guard let place = places[i], !cell.trimmingSpaces.isEmpty else { continue }
          let text = cell.trimmingSpaces
          if place == value {
            if let number = try plain.number(text, line: row.line, column: rows[header].fields[i]) {
              cells.append((place, number))
            }
          } else if place == time {
            guard let period = Self.period(text) else {
              throw Table.Error(
                file: plain.file, line: row.line, column: rows[header].fields[i],
                reason: "«\(text)» is no period: write 2019, 2019-Q3 or 2019-05")
            }
            cells.append((place, period))
          } else {
            cells.append((place, text))
          }
        }
        guard !cells.isEmpty else { continue }
        for (column, place) in labels where column < row.fields.count {
          if let code = cells.first(where: { $0.0 == place })?.1 {
            assembly.label(place, code, row.fields[column].trimmingSpaces)
          }
        }
        assembly.add(cells, line: row.line)
      } catch {
        guard errors.count < StatisticsFile.mostErrors else { break }
        errors.append(error)
      }
    }
    return plain.finish(
      isILO ? .ilostat : .long, assembly, errors: errors, remarks: [],
      producer: isILO ? "ILO" : nil)
  }

  /// A row for each area and period with a column for each indicator, which no heading calls a value: the columns that hold
  /// numbers and nothing else. They become rows of their own with the heading as the indicator.
  ///
  /// - Returns: nil when there is no such column.
  func readIndicators(_ rows: [CSV.Row], header: Int) throws(Table.Error) -> StatisticsFile? {
    let heads = rows[header].fields
    var indicators: [Int] = []
    for (i, head) in heads.enumerated() {
      let plainHead = PlainStatistics.heading(head)
      guard !plainHead.isEmpty, plain.reader.concepts.concept(ofHeading: plainHead) == nil else {
        continue
      }
      var numbers = 0
      let isNumeric = rows.dropFirst(header + 1).allSatisfy { row in
        guard i < row.fields.count else { return true }
        guard let number = try? plain.number(row.fields[i], line: 0, column: "") else {
          return PlainStatistics.missing.contains(row.fields[i].trimmingSpaces.lowercased())
        }
        numbers += number.isEmpty ? 0 : 1
        return true
      }
      if isNumeric, numbers > 0 { indicators.append(i) }
    }
    guard !indicators.isEmpty else { return nil }
    let others = heads.indices.filter { !indicators.contains($0) }
    var melted = [
      CSV.Row(
        line: rows[header].line,
        fields: others.map { heads[$0] } + ["indicator", "value"])
    ]
    for row in rows.dropFirst(header + 1) {
      guard row.fields.count <= heads.count else {
        throw Table.Error(
          file: plain.file, line: row.line,
          reason:
            "\(row.fields.count) cells under \(heads.count) columns: quote a cell that holds the separator"
        )
      }
      func cell(_ i: Int) -> String { i < row.fields.count ? row.fields[i] : "" }
      for i in indicators
      where !PlainStatistics.missing.contains(cell(i).trimmingSpaces.lowercased()) {
        melted.append(
          CSV.Row(line: row.line, fields: others.map(cell) + [heads[i].trimmingSpaces, cell(i)]))
      }
    }
    return try read(melted, header: 0)
  }

  /// A period as SDMX writes it, where it is another notation for one.
  private static func period(_ text: String) -> String? {
    let text = PlainStatistics.period(text) ?? text
    guard let period = TimePeriod(text) else { return nil }
    guard !text.contains("-"), period.frequency != .annual, period.frequency != .range else {
      return text
    }
    let part =
      period.part < 10 && period.frequency != .quarterly ? "0\(period.part)" : "\(period.part)"
    return period.frequency == .monthly
      ? "\(period.year)-\(part)" : "\(period.year)-\(period.frequency.rawValue)\(period.part)"
  }

  /// The column of codes that a column of names belongs to.
  private func codeColumn(_ head: String, in heads: [String]) -> Int? {
    if head.hasSuffix(".label") { return heads.firstIndex(of: String(head.dropLast(6))) }
    guard head.hasSuffix("name") || head.hasSuffix("label") else { return nil }
    let stem = head.dropLast(head.hasSuffix("name") ? 4 : 5)
    if let own = heads.firstIndex(of: stem + "code") { return own }
    guard stem.hasSuffix(" ") || stem.hasSuffix("_") else { return nil }
    return heads.firstIndex(of: String(stem.dropLast()))
  }
}
