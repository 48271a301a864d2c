import Policy

/// The workbooks of the United Nations on international migrant stock: 2020 and 2024 by destination and origin or by
/// destination alone, with blocks of years for both sexes, men and women; 2019 with a column for each origin.
struct MigrantStock {
  private let plain: PlainStatistics

  init(_ plain: PlainStatistics) {
    self.plain = plain
  }

  private enum Field {
    case destinationName, destinationCode, originName, originCode, note, dataType, coverage
    case value(sex: String, period: String)
  }

  func read(_ rows: [CSV.Row], header: Int) throws(Table.Error) -> StatisticsFile {
    let heads = rows[header].fields.map(PlainStatistics.heading)
    var fields: [Field?] = []
    var blocks: [String: Int] = [:]
    for head in heads {
      if let period = PlainStatistics.period(head) {
        let block = blocks[period, default: 0]
        blocks[period] = block + 1
        fields.append(block < 3 ? .value(sex: ["_T", "M", "F"][block], period: period) : nil)
      } else if head.contains("location code") {
        fields.append(head.contains("origin") ? .originCode : .destinationCode)
      } else if head.contains("type of data") {
        fields.append(.dataType)
      } else if head.hasPrefix("note") {
        fields.append(.note)
      } else if head.hasPrefix("coverage") {
        fields.append(.coverage)
      } else if head.contains("country or area") {
        fields.append(head.contains("of origin") ? .originName : .destinationName)
      } else {
        fields.append(nil)
      }
    }
    var assembly = TableAssembly()
    let area = assembly.place(of: "REF_AREA", .dimension)
    let hasOrigins = fields.contains { if case .originCode = $0 { true } else { false } }
    let origin = hasOrigins ? assembly.place(of: "ORIGIN", .dimension) : 0
    let sexPlace = assembly.place(of: "SEX", .dimension)
    let time = assembly.place(of: "TIME_PERIOD", .time)
    let value = assembly.place(of: "OBS_VALUE", .measure)
    let dataType = assembly.place(of: "DATA_TYPE", .attribute)
    let note = assembly.place(of: "NOTE", .attribute)
    let coverage = assembly.place(of: "COVERAGE", .attribute)
    assembly.label(sexPlace, "_T", "Both sexes")
    assembly.label(sexPlace, "M", "Men")
    assembly.label(sexPlace, "F", "Women")
    var errors: [Table.Error] = []
    for row in rows.dropFirst(header + 1) {
      var key: [(Int, String)] = []
      var names: [Int: String] = [:]
      for (field, cell) in zip(fields, row.fields) where !cell.trimmingSpaces.isEmpty {
        switch field {
        case .destinationCode: key.append((area, Self.code(cell)))
        case .originCode: key.append((origin, Self.code(cell)))
        case .destinationName: names[area] = Self.name(cell)
        case .originName: names[origin] = Self.name(cell)
        case .dataType: key.append((dataType, cell.trimmingSpaces))
        case .note: key.append((note, cell.trimmingSpaces))
        case .coverage: key.append((coverage, cell.trimmingSpaces))
        case .value, nil: continue
        }
      }
      guard key.contains(where: { $0.0 == area }) else { continue }
      for (place, code) in key { if let name = names[place] { assembly.label(place, code, name) } }
      for (i, (field, cell)) in zip(fields, row.fields).enumerated() {
        guard case .value(let sex, let period) = field else { continue }
        do {
          guard
            let number = try plain.number(
              cell, line: row.line, column: "\(Sheet.columnName(i)) (\(period))")
          else { continue }
          assembly.add(
            key + [(sexPlace, sex), (time, period), (value, number)], line: row.line)
        } catch {
          if errors.count < StatisticsFile.mostErrors { errors.append(error) }
        }
      }
    }
    return plain.finish(
      .migrantStock, assembly, errors: errors,
      remarks: [
        "figures of different revisions of the stock are never subtracted from each other; note which one this is."
      ], producer: "UN DESA")
  }

  /// The revision of 2019: a row for each year and destination, a column for each origin, named without a code.
  func readByOrigin(_ rows: [CSV.Row], header: Int) throws(Table.Error) -> StatisticsFile {
    let names = rows[header].fields
    let above = header > 0 ? rows[header - 1].fields : []
    func head(_ i: Int) -> String {
      let own = i < names.count ? PlainStatistics.heading(names[i]) : ""
      return own.isEmpty && i < above.count ? PlainStatistics.heading(above[i]) : own
    }
    let total = names.firstIndex { PlainStatistics.heading($0) == "total" } ?? 0
    func column(_ isIt: (String) -> Bool) -> Int? { (0..<total).first { isIt(head($0)) } }
    guard let year = column({ $0.hasPrefix("year") }),
      let code = column({ $0 == "code" || $0.contains("location code") })
    else {
      throw Table.Error(
        file: plain.file, line: rows[header].line,
        reason: "the columns «Year» and «Code» are missing before «Total»")
    }
    let nameColumn = column { $0.contains("country or area") || $0.contains("destination") }
    let typeColumn = column { $0.contains("type of data") }
    var assembly = TableAssembly()
    let area = assembly.place(of: "REF_AREA", .dimension)
    let origin = assembly.place(of: "ORIGIN", .dimension)
    let time = assembly.place(of: "TIME_PERIOD", .time)
    let value = assembly.place(of: "OBS_VALUE", .measure)
    let dataType = assembly.place(of: "DATA_TYPE", .attribute)
    var errors: [Table.Error] = []
    for row in rows.dropFirst(header + 1) {
      func cell(_ i: Int?) -> String {
        guard let i, i < row.fields.count else { return "" }
        return row.fields[i].trimmingSpaces
      }
      guard let period = PlainStatistics.period(cell(year)), !cell(code).isEmpty else { continue }
      let place = Self.code(cell(code))
      assembly.label(area, place, Self.name(cell(nameColumn)))
      for i in total..<min(names.count, row.fields.count) where !names[i].trimmingSpaces.isEmpty {
        do {
          guard
            let number = try plain.number(
              row.fields[i], line: row.line,
              column: "\(Sheet.columnName(i)) (\(names[i].trimmingSpaces))")
          else { continue }
          var cells = [
            (area, place), (origin, names[i].trimmingSpaces), (time, period), (value, number),
          ]
          if !cell(typeColumn).isEmpty { cells.append((dataType, cell(typeColumn))) }
          assembly.add(cells, line: row.line)
        } catch {
          if errors.count < StatisticsFile.mostErrors { errors.append(error) }
        }
      }
    }
    return plain.finish(
      .migrantStock, assembly, errors: errors,
      remarks: ["«Total» holds people of unknown origin as well: it is no sum of the origins."],
      producer: "UN DESA")
  }

  /// Numbers of areas without the ".0" that some programs add.
  private static func code(_ cell: String) -> String {
    let text = cell.trimmingSpaces
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Names without the blanks that indent them and the star that points to a note.
  private static func name(_ cell: String) -> String {
    var text = cell.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    while text.hasSuffix("*") { text.removeLast() }
    return text.trimmingSpaces
  }
}
