extension StatisticalTable {
  /// The two editions of SDMX-CSV (sdmx-twg/sdmx-csv, field guide, tags v1.0 and v2.0.0).
  public enum CSVEdition: String, Sendable, Hashable, CaseIterable {
    case one = "1.0"
    case two = "2.0"
  }

  /// What stands beside codes.
  public enum CSVLabels: String, Sendable, Hashable, CaseIterable {
    /// Codes alone.
    case id
    /// `CODE: Label` in the cells, `ID: Name` in the header.
    case both
    /// A column with the label after each coded one; edition 2.0 only.
    case name
  }

  /// The table as SDMX-CSV, line by line.
  ///
  /// Edition 1.0 has no actions, no lists in cells and one measure; what it cannot hold is left out, and `dataflow` takes
  /// the place of any other kind of structure.
  ///
  /// - Parameter labels: `both` unless told, where the table knows any names.
  public func forEachSDMXLine(
    _ edition: CSVEdition = .two, labels: CSVLabels? = nil, _ body: (String) throws -> Void
  ) rethrows {
    let knowsNames = columns.contains { $0.name != nil || !$0.labels.isEmpty }
    var labels = labels ?? (knowsNames ? .both : .id)
    if edition == .one, labels == .name { labels = .both }
    let shown = columns.indices.filter { edition == .two || columns[$0].role != .other }
    let hasLists = columns.contains { !$0.suffix.isEmpty }
    let hasActions = edition == .two && rows.contains { $0.action != nil }
    let hasNames = labels == .name

    var header: [String]
    if edition == .one {
      header = ["DATAFLOW"]
    } else {
      header = [hasLists ? "STRUCTURE[;]" : "STRUCTURE", "STRUCTURE_ID"]
      if hasNames { header.append("STRUCTURE_NAME") }
      if hasActions { header.append("ACTION") }
    }
    for i in shown {
      let column = columns[i]
      let id = column.id + (edition == .two ? column.suffix : "")
      let isMeasure = edition == .one && column.role == .measure
      header.append(
        labels == .both && !isMeasure && column.role != .other
          ? (column.name ?? (column.labels.isEmpty ? nil : column.id)).map { id + ": " + $0 } ?? id
          : id)
      if hasNames, column.role != .other { header.append(column.name ?? column.id) }
    }
    try body(CSV.line(header))

    for row in rows {
      let structure =
        structures.indices.contains(row.structure)
        ? structures[row.structure] : Structure(.dataflow, Self.unnamed(source))
      let id =
        labels == .both && edition == .two
        ? structure.name.map { structure.id + ": " + $0 } ?? structure.id : structure.id
      var cells = edition == .one ? [structure.id] : [structure.kind.rawValue, id]
      if hasNames { cells.append(structure.name ?? "") }
      if hasActions { cells.append(row.action ?? "I") }
      for i in shown {
        let cell = row.cells[i]
        let label = cell.flatMap { columns[i].labels[$0] }
        cells.append(
          labels == .both ? label.map { (cell ?? "") + ": " + $0 } ?? cell ?? "" : cell ?? "")
        if hasNames, columns[i].role != .other { cells.append(label ?? "") }
      }
      try body(CSV.line(cells))
    }
  }

  /// All of it as one text.
  public func sdmxCSV(_ edition: CSVEdition = .two, labels: CSVLabels? = nil) -> String {
    var text = ""
    forEachSDMXLine(edition, labels: labels) { text += $0 }
    return text
  }

  /// A name for a table that has no structure, after its file.
  private static func unnamed(_ source: Series.Source) -> String {
    let file = (source.file ?? "TABLE").prefix { $0 != "." }
    let id = file.unicodeScalars.map { scalar -> Character in
      scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        ? Character(Unicode.Scalar(scalar)) : "_"
    }
    return "CONCORD:" + String(id).uppercased() + "(1.0)"
  }
}
