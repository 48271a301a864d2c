import Policy

/// A square table: who sends stands before the row, who receives above the column, as in the matrix of bilateral remittances.
struct SquareStatistics {
  private let plain: PlainStatistics

  init(_ plain: PlainStatistics) {
    self.plain = plain
  }

  /// - Returns: nil when the names before the rows are not those above the columns.
  func read(_ rows: [CSV.Row]) throws(Table.Error) -> StatisticsFile? {
    let filled = rows.prefix(10).map { row in row.fields.count { !$0.trimmingSpaces.isEmpty } }
    guard let most = filled.max(), let header = filled.firstIndex(of: most) else { return nil }
    let names = rows[header].fields.map { $0.trimmingSpaces }
    let columns = Set(names.dropFirst().map { $0.lowercased() })
    let body = rows.dropFirst(header + 1).filter { row in
      row.fields.dropFirst().contains { !$0.trimmingSpaces.isEmpty }
    }
    let known = body.count { columns.contains($0.fields[0].trimmingSpaces.lowercased()) }
    guard body.count >= 3, known * 10 >= body.count * 6 else { return nil }
    var assembly = TableAssembly()
    let origin = assembly.place(of: "ORIGIN", .dimension)
    let destination = assembly.place(of: "DESTINATION", .dimension)
    let value = assembly.place(of: "OBS_VALUE", .measure)
    var errors: [Table.Error] = []
    var left: Set<String> = []
    for row in body {
      let from = row.fields[0].trimmingSpaces
      guard !Self.isTotal(from), !from.isEmpty else {
        left.insert(from)
        continue
      }
      for (i, cell) in row.fields.enumerated().dropFirst() where i < names.count {
        guard !names[i].isEmpty, !Self.isTotal(names[i]) else {
          if !names[i].isEmpty { left.insert(names[i]) }
          continue
        }
        do {
          guard
            let number = try plain.number(
              cell, line: row.line, column: "\(Sheet.columnName(i)) (\(names[i]))")
          else { continue }
          assembly.add(
            [(origin, from), (destination, names[i]), (value, number)], line: row.line)
        } catch {
          if errors.count < StatisticsFile.mostErrors { errors.append(error) }
        }
      }
    }
    left.remove("")
    let remarks =
      left.isEmpty ? [] : ["left out as sums: \(left.sorted().joined(separator: ", "))."]
    return plain.finish(.matrix, assembly, errors: errors, remarks: remarks)
  }

  private static func isTotal(_ name: String) -> Bool {
    ["total", "world", "sum", "grand total", "wld"].contains(name.lowercased())
  }
}
