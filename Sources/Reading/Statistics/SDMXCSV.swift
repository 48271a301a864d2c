import Policy

/// Reads SDMX-CSV 1.0 and 2.0/2.1 without needing the structure (sdmx-twg/sdmx-csv, field guide).
struct SDMXCSV {
  private let reader: StatisticsReader
  private let file: String
  private let roles: StatisticsReader.Roles

  init(_ reader: StatisticsReader, _ file: String, _ roles: StatisticsReader.Roles) {
    self.reader = reader
    self.file = file
    self.roles = roles
  }

  /// A column of the file: one of those that every row begins with, a component, or the label of the component before.
  private enum Field {
    case structure, structureID, structureName, action
    /// Whether its cells hold labels behind the codes.
    case component(Int, hasLabels: Bool)
    case label(of: Int)
  }

  func read(_ bytes: [UInt8]) throws(Table.Error) -> StatisticsFile {
    let rows: [CSV.Row]
    do {
      rows = try CSV.rows(bytes, separator: try separator(bytes))
    } catch let error as CSV.SyntaxError {
      throw Table.Error(file: file, line: error.line, reason: error.reason)
    } catch {
      throw error as? Table.Error ?? Table.Error(file: file, reason: "\(error)")
    }
    guard let header = rows.first else {
      throw Table.Error(file: file, reason: "the file is empty")
    }
    let isFirstEdition = header.fields[0].trimmingSpaces.hasPrefix("DATAFLOW")
    var (fields, columns) = try plan(header, isFirstEdition: isFirstEdition)
    let hasLabels = header.fields.dropFirst().contains { $0.contains(": ") }
    let hasCommas = try separator(bytes) == UInt8(ascii: ";")

    var structures: [StatisticalTable.Structure] = []
    var places: [String: Int] = [:]
    var table = StatisticalTable(
      columns: [], source: Series.Source(file: file))
    var errors: [Table.Error] = []
    for row in rows.dropFirst() {
      do throws(Table.Error) {
        guard row.fields.count <= fields.count else {
          throw Table.Error(
            file: file, line: row.line,
            reason:
              "\(row.fields.count) cells under \(fields.count) columns: quote a cell that holds a separator"
          )
        }
        var kind = isFirstEdition ? "dataflow" : ""
        var id = ""
        var name: String?
        var made = StatisticalTable.Row(
          cells: [String?](repeating: nil, count: columns.count), line: row.line)
        for (field, cell) in zip(fields, row.fields) where !cell.isEmpty {
          switch field {
          case .structure: if isFirstEdition { id = cell } else { kind = cell.lowercased() }
          case .structureID: id = cell
          case .structureName: name = cell
          case .action: made.action = try action(cell, row.line)
          case .component(let i, let hasLabels):
            made.cells[i] = value(
              cell, of: &columns[i], hasLabels: hasLabels, hasCommas: hasCommas)
          case .label(let i):
            if let code = made.cells[i], columns[i].labels[code] == nil {
              columns[i].labels[code] = cell
            }
          }
        }
        if hasLabels, let cut = id.range(ofFirst: ": ") {
          name = String(id[cut.upperBound...])
          id = String(id[..<cut.lowerBound])
        }
        guard let known = StatisticalTable.Structure.Kind(rawValue: kind), !id.isEmpty else {
          throw Table.Error(
            file: file, line: row.line, column: isFirstEdition ? "DATAFLOW" : "STRUCTURE",
            reason: id.isEmpty
              ? "the cell that names the structure is empty"
              : "«\(kind)» is no kind of structure: use dataflow, datastructure or dataprovision")
        }
        let key = kind + " " + id
        if let place = places[key] {
          made.structure = place
        } else {
          made.structure = structures.count
          places[key] = structures.count
          structures.append(StatisticalTable.Structure(known, id, name: name))
        }
        table.rows.append(made)
      } catch {
        guard errors.count < StatisticsFile.mostErrors else { break }
        errors.append(error)
      }
    }
    table.structures = structures
    table.columns = columns
    return StatisticsFile(isFirstEdition ? .sdmxCSV1 : .sdmxCSV2, table, errors: errors)
  }

  /// What follows the first term of the header.
  private func separator(_ bytes: [UInt8]) throws(Table.Error) -> UInt8 {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = bytes[start...]
    let end: Int
    if text.first == UInt8(ascii: "\"") {
      end = (text.dropFirst().firstIndex(of: UInt8(ascii: "\"")) ?? text.endIndex - 1) + 1
    } else if text.starts(with: "DATAFLOW".utf8) {
      end = text.startIndex + 8
    } else {
      let name = text.startIndex + 9
      let isBracket = name < text.endIndex && text[name] == UInt8(ascii: "[")
      end = isBracket ? (text[name...].firstIndex(of: UInt8(ascii: "]")) ?? name) + 1 : name
    }
    guard end < text.endIndex, ![0x0A, 0x0D].contains(text[end]) else {
      throw Table.Error(
        file: file, line: 1, reason: "the header has no column but the first")
    }
    return text[end]
  }

  private func plan(_ header: CSV.Row, isFirstEdition: Bool) throws(Table.Error) -> (
    [Field], [StatisticalTable.Column]
  ) {
    var fields: [Field] = []
    var columns: [StatisticalTable.Column] = []
    var seen: Set<String> = []
    let hasNameColumns = header.fields.contains("STRUCTURE_NAME")
    let valueAt = header.fields.firstIndex { $0.hasPrefix("OBS_VALUE") }
    let timeAt = header.fields.firstIndex { $0.hasPrefix("TIME_PERIOD") }
    // Edition 1.0, and who writes the second in the same order, puts dimensions before the value and attributes after it.
    let isOrdered = isFirstEdition || timeAt.map { $0 + 1 == valueAt } ?? false
    var i = 0
    while i < header.fields.count {
      defer { i += 1 }
      let heading = header.fields[i].trimmingSpaces
      switch heading.prefix(while: { $0 != "[" && $0 != ":" }) {
      case "DATAFLOW" where i == 0, "STRUCTURE" where i == 0: fields.append(.structure)
      case "STRUCTURE_ID" where !isFirstEdition: fields.append(.structureID)
      case "STRUCTURE_NAME" where !isFirstEdition: fields.append(.structureName)
      case "ACTION" where !isFirstEdition: fields.append(.action)
      default:
        var column = self.column(
          heading, isAfterValue: valueAt.map { i > $0 }, isOrdered: isOrdered)
        guard !column.id.isEmpty else {
          throw Table.Error(
            file: file, line: header.line, column: Sheet.columnName(i),
            reason: "the heading is empty")
        }
        guard seen.insert(column.id + column.suffix).inserted else {
          throw Table.Error(
            file: file, line: header.line, column: column.id, reason: "the column is named twice")
        }
        fields.append(.component(columns.count, hasLabels: heading.contains(": ")))
        if hasNameColumns, column.role != .other, i + 1 < header.fields.count {
          column.name = header.fields[i + 1]
          fields.append(.label(of: columns.count))
          i += 1
        }
        columns.append(column)
      }
    }
    return (fields, columns)
  }

  private func column(_ heading: String, isAfterValue: Bool?, isOrdered: Bool)
    -> StatisticalTable.Column
  {
    var id = heading
    var name: String?
    if let cut = heading.range(ofFirst: ": ") {
      id = String(heading[..<cut.lowerBound])
      name = String(heading[cut.upperBound...])
    }
    var suffix = ""
    if id.hasSuffix("]"), let open = id.lastIndex(of: "[") {
      suffix = String(id[open...])
      id = String(id[..<open])
    }
    return StatisticalTable.Column(
      id, name: name == id ? nil : name,
      role: role(id, suffix, isAfterValue: isAfterValue, isOrdered: isOrdered),
      suffix: suffix)
  }

  private func role(_ id: String, _ suffix: String, isAfterValue: Bool?, isOrdered: Bool)
    -> StatisticalTable.Role
  {
    if let role = roles[id] { return role }
    if id == "SERIES_KEY" || id == "OBS_KEY" { return .other }
    if id.hasPrefix("OBS_VALUE") { return .measure }
    if id == "TIME_PERIOD" { return .time }
    if isOrdered, let isAfterValue { return isAfterValue ? .attribute : .dimension }
    if let role = reader.concepts.role(of: id) { return role }
    if !suffix.isEmpty { return .attribute }
    return isAfterValue == true ? .attribute : .dimension
  }

  private func action(_ cell: String, _ line: Int) throws(Table.Error) -> String {
    let action = cell.uppercased()
    guard ["I", "A", "M", "R", "D"].contains(action) else {
      throw Table.Error(
        file: file, line: line, column: "ACTION",
        reason: "«\(cell)» is no action: use I, A, M, R or D")
    }
    return action
  }

  private func value(
    _ cell: String, of column: inout StatisticalTable.Column, hasLabels: Bool, hasCommas: Bool
  ) -> String {
    switch column.role {
    case .measure:
      guard hasCommas, let comma = cell.firstIndex(of: ",") else { return cell }
      let number = cell[..<comma] + "." + cell[cell.index(after: comma)...]
      return Double(number) == nil ? cell : String(number)
    case .time, .dimension, .attribute:
      guard hasLabels, column.suffix.isEmpty,
        let cut = cell.range(ofFirst: ": ")
      else { return cell }
      let code = String(cell[..<cut.lowerBound])
      let label = String(cell[cut.upperBound...])
      // Words that only look like a code with its label stay as they are where one code has two labels.
      guard !code.isEmpty, column.labels[code] == nil || column.labels[code] == label else {
        return cell
      }
      column.labels[code] = label
      return code
    case .other: return cell
    }
  }
}

extension StringProtocol {
  /// The first place of an ASCII text.
  func range(ofFirst text: StaticString) -> Range<Index>? {
    text.withUTF8Buffer { needle -> Range<Index>? in
      guard let first = needle.first else { return nil }
      var at = utf8.startIndex
      while let start = utf8[at...].firstIndex(of: first) {
        if utf8[start...].starts(with: needle) {
          return start..<utf8.index(start, offsetBy: needle.count)
        }
        at = utf8.index(after: start)
      }
      return nil
    }
  }
}
