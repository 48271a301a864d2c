/// The rows of a table that was found as a region of lines in columns.
///
/// Where blank lines part the rows, these decide; in a table without, a line begins a row when its first column and
/// another begin like a cell does, with a capital or a number.
struct TableRows {
  let columns: [Range<Int>]
  private(set) var rows: [TableGrid.Row] = []

  var grid: TableGrid { TableGrid(rows: rows) }

  init?(_ region: ColumnRegion) {
    columns = region.columns.map(\.range)
    guard columns.count >= 2, region.severalCount >= 2 else { return nil }
    let cells = region.lines.map { region.cells($0) }
    let gaps = region.lines.dropFirst().count { $0.followsBlank }
    let isSpaced = gaps * 8 >= region.severalCount
    for (line, cells) in zip(region.lines, cells) {
      if rows.isEmpty || Self.begins(cells, followsBlank: line.followsBlank, isSpaced: isSpaced) {
        rows.append(
          TableGrid.Row(
            cells: cells.map { TableGrid.Cell(text: $0?.text ?? "") }, page: line.block.page))
      } else {
        Self.join(cells.map { $0?.text ?? "" }, to: &rows[rows.count - 1])
      }
    }
    guard isTable else { return nil }
  }

  private static func begins(_ cells: [PageLine.Field?], followsBlank: Bool, isSpaced: Bool) -> Bool
  {
    let present = cells.compactMap { $0 }
    guard let first = cells.first else { return false }
    if isSpaced {
      if let first, first.text.isAcronym, present.count >= 2,
        !present.contains(where: { $0.text.beginsLower })
      {
        return true
      }
      guard followsBlank else { return false }
      if let first { return !first.text.beginsLower }
      return present.count >= 2 && present.count * 2 >= cells.count
        && !present.contains { $0.text.beginsLower }
    }
    guard let first, present.count >= 2, !first.text.beginsLower else { return false }
    return present.dropFirst().contains { !$0.text.beginsLower }
  }

  private static func join(_ texts: [String], to row: inout TableGrid.Row) {
    for (column, text) in texts.enumerated() where !text.isEmpty {
      row.cells[column].text.appendWords(text)
    }
  }

  /// Tells tables from hanging list marks, contents with page numbers, and pairs of signatures.
  private var isTable: Bool {
    guard rows.count >= 2 else { return false }
    let texts = rows.map { $0.cells.map(\.text) }
    if texts.joined().contains(where: \.hasLeader) { return false }
    if columns.count == 2 {
      guard rows.count >= 3 else { return false }
      let marks = texts.count { $0[0].isEmpty || $0[0].utf8.count <= 5 }
      let named = texts.count { !$0[0].isEmpty && $0[0].isAcronym }
      if marks * 10 >= rows.count * 7, named * 2 < rows.count { return false }
    }
    if columns.count <= 3 {
      let numbers = texts.compactMap { Int($0.last ?? "") }
      if numbers.count * 10 >= rows.count * 7, zip(numbers, numbers.dropFirst()).allSatisfy(<=) {
        return false
      }
    }
    return true
  }

  /// Adds these rows to a table that began on the page before.
  func `continue`(_ grid: inout TableGrid) {
    var rest = rows[...]
    if let header = grid.rows.first, let repeated = rest.first,
      header.cells.map(\.text) == repeated.cells.map(\.text)
    {
      rest = rest.dropFirst()
    }
    if let first = rest.first, let row = grid.rows.indices.last,
      let opening = first.cells.first(where: { !$0.text.isEmpty }), opening.text.beginsLower
    {
      Self.join(first.cells.map(\.text), to: &grid.rows[row])
      rest = rest.dropFirst()
    }
    grid.rows += rest
  }
}

extension String {
  /// Whether the first letter is a small one.
  fileprivate var beginsLower: Bool {
    unicodeScalars.first { $0.properties.isAlphabetic }.map(\.properties.isLowercase) ?? false
      && unicodeScalars.first.map(\.properties.isAlphabetic) ?? false
  }

  /// Whether dots or a line lead the eye to a page number or wait for a signature.
  fileprivate var hasLeader: Bool {
    let bytes = Array(utf8)
    return bytes.contains("....") || bytes.contains("____") || bytes.contains("……")
  }

  /// A short word in capitals, as lists of abbreviations have them.
  fileprivate var isAcronym: Bool {
    utf8.count >= 2 && utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x2D }
  }

  /// Adds the next line of a cell. A word parted at the end of the line keeps its hyphen only where a small letter does not follow.
  fileprivate mutating func appendWords(_ text: String) {
    if isEmpty {
      self = text
    } else if utf8.last == UInt8(ascii: "-"), text.beginsLower {
      self += text
    } else {
      self += " " + text
    }
  }
}
