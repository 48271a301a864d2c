/// Lines of a page that stand in columns: a table, or a text set in two or three columns.
///
/// A region grows line by line as long as every field falls into one column. Two columns that no line fills both may be
/// one column seen in parts (a centred heading above its cells) and are joined when a field covers both; two that stand
/// side by side and are covered by one field show that running text has begun.
struct ColumnRegion {
  struct Column {
    var range: Range<Int>
    /// Indices of the lines that have a field in it.
    var lines: Set<Int> = []
  }

  private(set) var columns: [Column] = []
  /// The lines, each with its text by column (the columns as in `columns` after `finish`).
  private(set) var lines: [PageLine] = []
  /// How many lines have several fields.
  private(set) var severalCount = 0

  /// A field may reach into its neighbour's column by this much, since the grid of characters is not exact.
  private static let tolerance = 4

  init?(_ line: PageLine) {
    guard line.fields.count >= 2 else { return nil }
    guard add(line) else { return nil }
  }

  /// Takes the line in when it fits.
  mutating func add(_ line: PageLine) -> Bool {
    let index = lines.count
    var columns = columns
    for field in line.fields {
      guard Self.place(field, line: index, in: &columns) else { return false }
    }
    guard columns.count <= 12 else { return false }
    self.columns = columns
    lines.append(line)
    if line.fields.count >= 2 { severalCount += 1 }
    return true
  }

  private static func place(_ field: PageLine.Field, line: Int, in columns: inout [Column]) -> Bool
  {
    var covered: [Int] = []
    for (index, column) in columns.enumerated() {
      let overlap = field.overlap(column.range)
      let smaller = min(field.width, column.range.count)
      if overlap > min(tolerance, smaller - 1) { covered.append(index) }
    }
    if covered.isEmpty {
      // Where it only touches columns, it belongs to the one it touches most.
      let touched = columns.indices.filter { field.overlap(columns[$0].range) > 0 }
      if let best = touched.max(by: {
        field.overlap(columns[$0].range) < field.overlap(columns[$1].range)
      }) {
        covered = [best]
      }
    }
    guard let first = covered.first else {
      let at = columns.firstIndex { $0.range.lowerBound > field.start } ?? columns.count
      columns.insert(Column(range: field.start..<field.end, lines: [line]), at: at)
      return true
    }
    for other in covered.dropFirst()
    where !columns[first].lines.isDisjoint(with: columns[other].lines) {
      return false
    }
    var joined = columns[first]
    for other in covered.dropFirst() {
      joined.range = joined.range.lowerBound..<columns[other].range.upperBound
      joined.lines.formUnion(columns[other].lines)
    }
    // Two fields of one line in one column are one text set with wide blanks, when other lines have drawn the column so
    // wide; on the first line they cannot be told.
    if joined.lines.contains(line) {
      guard joined.lines.count > 1,
        field.overlap(joined.range) + tolerance >= field.width
      else { return false }
    }
    joined.lines.insert(line)
    joined.range =
      min(joined.range.lowerBound, field.start)..<max(joined.range.upperBound, field.end)
    columns[first] = joined
    for other in covered.dropFirst().reversed() { columns.remove(at: other) }
    return true
  }

  /// The region without the lines at its end that belong to what follows (groups after a blank line without two fields side
  /// by side), and with columns joined that no line fills both.
  func settled() -> ColumnRegion {
    var end = lines.count
    var at = lines.count
    while at > 0 {
      at -= 1
      if lines[at].fields.count >= 2 { break }
      if lines[at].followsBlank { end = at }
    }
    var region = self
    if end < lines.count {
      region.columns = []
      region.lines = []
      region.severalCount = 0
      for line in lines[..<end] { _ = region.add(line) }
    }
    var left = 0
    while left + 1 < region.columns.count {
      let first = region.columns[left]
      let second = region.columns[left + 1]
      let isClose = second.range.lowerBound - first.range.upperBound <= 2
      if isClose, first.lines.isDisjoint(with: second.lines) {
        region.columns[left].range = first.range.lowerBound..<second.range.upperBound
        region.columns[left].lines.formUnion(second.lines)
        region.columns.remove(at: left + 1)
      } else {
        left += 1
      }
    }
    return region
  }

  /// The text of each column of a line, nil where it has none.
  func cells(_ line: PageLine) -> [PageLine.Field?] {
    var cells = [PageLine.Field?](repeating: nil, count: columns.count)
    for field in line.fields {
      let best = columns.indices.max {
        let first = field.overlap(columns[$0].range)
        let second = field.overlap(columns[$1].range)
        // Of two that it covers alike, the one that begins nearer.
        return first != second
          ? first < second
          : abs(columns[$0].range.lowerBound - field.start)
            > abs(columns[$1].range.lowerBound - field.start)
      }
      guard let best else { continue }
      if cells[best] == nil {
        cells[best] = field
      } else {
        cells[best]?.text += " " + field.text
        cells[best]?.end = field.end
      }
    }
    return cells
  }
}
