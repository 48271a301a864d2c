import Policy

/// Tables that are written into plain text with upright bars, as in Markdown: a row of headers, a rule of dashes, and rows.
struct PipeTable {
  /// A text in its parts, in order: what stands between tables, and the tables.
  enum Part {
    case text(ArraySlice<UInt8>)
    case table(TableGrid)
  }

  static func parts(of text: ArraySlice<UInt8>) -> [Part] {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    var parts: [Part] = []
    var start = text.startIndex
    var at = 0
    while at + 1 < lines.count {
      guard isRow(lines[at]), isRule(lines[at + 1]) else {
        at += 1
        continue
      }
      var end = at + 2
      while end < lines.count, isRow(lines[end]) { end += 1 }
      if lines[at].startIndex > start { parts.append(.text(text[start..<lines[at].startIndex])) }
      var grid = TableGrid()
      grid.rows = ([at] + Array(at + 2..<end)).map { row(lines[$0], isHeader: $0 == at) }
      parts.append(.table(grid))
      start = lines[end - 1].endIndex
      at = end
    }
    if start < text.endIndex { parts.append(.text(text[start...])) }
    return parts
  }

  private static let bar = UInt8(ascii: "|")

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let first = line.first, first == 0x20 || first == 0x09 { line.removeFirst() }
    while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line.removeLast() }
    return line
  }

  private static func isRow(_ line: ArraySlice<UInt8>) -> Bool {
    let line = trimmed(line)
    return line.first == bar && line.count > 2 && line.dropFirst().contains(bar)
  }

  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    isRow(line) && line.contains(UInt8(ascii: "-"))
      && trimmed(line).allSatisfy { "|-: \t".utf8.contains($0) }
  }

  private static func row(_ line: ArraySlice<UInt8>, isHeader: Bool) -> TableGrid.Row {
    var inner = trimmed(line).dropFirst()
    if inner.last == bar { inner.removeLast() }
    let cells = inner.split(separator: bar, omittingEmptySubsequences: false).map { cell in
      TableGrid.Cell(text: String(decoding: trimmed(cell), as: UTF8.self), isHeader: isHeader)
    }
    return TableGrid.Row(cells: cells, isHeader: isHeader)
  }
}
