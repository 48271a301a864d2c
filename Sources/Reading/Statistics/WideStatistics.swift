import Policy

/// A table with a column for each period, such as the World Bank's files: the bulk file, or the one of one indicator with
/// its lines of words above.
struct WideStatistics {
  private let plain: PlainStatistics

  init(_ plain: PlainStatistics) {
    self.plain = plain
  }

  private enum Field {
    case component(Int)
    case label(of: Int)
    case period(String)
    case nothing
  }

  func read(_ rows: [CSV.Row], header: Int, isWorldBank: Bool) throws(Table.Error)
    -> StatisticsFile
  {
    let heads = rows[header].fields.map(PlainStatistics.heading)
    var assembly = TableAssembly()
    var fields = [Field](repeating: .nothing, count: heads.count)
    for (i, head) in heads.enumerated() where !head.isEmpty && labelled(head, in: heads) == nil {
      if let period = PlainStatistics.period(head) {
        fields[i] = .period(period)
      } else {
        let id = plain.identifier(head)
        let role = plain.reader.concepts.role(of: id) ?? .dimension
        fields[i] = .component(assembly.place(of: id, role == .measure ? .attribute : role))
      }
    }
    for (i, head) in heads.enumerated() {
      if let code = labelled(head, in: heads), case .component(let place) = fields[code] {
        fields[i] = .label(of: place)
      }
    }
    let time = assembly.place(of: "TIME_PERIOD", .time)
    let value = assembly.place(of: "OBS_VALUE", .measure)
    var errors: [Table.Error] = []
    for row in rows.dropFirst(header + 1) {
      var key: [(Int, String)] = []
      for (field, cell) in zip(fields, row.fields) {
        if case .component(let place) = field, !cell.trimmingSpaces.isEmpty {
          key.append((place, cell.trimmingSpaces))
        }
      }
      guard !key.isEmpty else { continue }
      for (field, cell) in zip(fields, row.fields) {
        guard case .label(let place) = field else { continue }
        if let code = key.first(where: { $0.0 == place })?.1 {
          assembly.label(place, code, cell.trimmingSpaces)
        }
      }
      for (i, (field, cell)) in zip(fields, row.fields).enumerated() {
        guard case .period(let period) = field else { continue }
        do {
          guard
            let number = try plain.number(
              cell, line: row.line, column: "\(Sheet.columnName(i)) (\(period))")
          else { continue }
          assembly.add(key + [(time, period), (value, number)], line: row.line)
        } catch {
          if errors.count < StatisticsFile.mostErrors { errors.append(error) }
        }
      }
      if row.fields.count > fields.count,
        row.fields[fields.count...].contains(where: { !$0.trimmingSpaces.isEmpty }),
        errors.count < StatisticsFile.mostErrors
      {
        errors.append(
          Table.Error(
            file: plain.file, line: row.line,
            reason: "the row is longer than the header: what stands beyond it was left out"))
      }
    }
    let update = rows[..<header].first {
      PlainStatistics.heading($0.fields[0]) == "last updated date"
    }
    return plain.finish(
      isWorldBank ? .worldBank : .wide, assembly, errors: errors, remarks: remarks(heads),
      producer: isWorldBank ? "World Bank" : nil,
      revision: update.flatMap { $0.fields.count > 1 ? $0.fields[1] : nil })
  }

  /// The place of the code that a column of names belongs to: "Country Name" to "Country Code".
  private func labelled(_ head: String, in heads: [String]) -> Int? {
    guard head.hasSuffix("name") else { return nil }
    let stem = head.dropLast(4)
    return heads.firstIndex(of: stem + "code")
      ?? (stem.isEmpty ? heads.firstIndex(of: "code") : nil)
  }

  /// A packaged table once had its columns of years reversed under an ordered header; nobody saw it but by a known total.
  private func remarks(_ heads: [String]) -> [String] {
    let years = heads.compactMap(PlainStatistics.period).compactMap { TimePeriod($0)?.year }
    if years.count > 1, years == years.sorted(by: >), years[0] != years[1] {
      return ["the years run backwards: check one value that you know."]
    }
    if years != years.sorted() {
      return ["the years are not in order: check one value that you know."]
    }
    return []
  }
}
