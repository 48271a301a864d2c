/// A region of running text set in two or three columns, as gazettes and bilingual laws are: to be read column by column.
///
/// Such columns are about equally wide and nearly full on nearly every line; the columns of tables are not.
struct TextColumns {
  /// The lines of the first column, then those of the second.
  let blocks: [Block]

  private static let fewestLines = 12

  init?(_ region: ColumnRegion) {
    guard (2...3).contains(region.columns.count), region.lines.count >= Self.fewestLines else {
      return nil
    }
    let widths = region.columns.map { Double($0.range.count) }
    guard let widest = widths.max(), let narrowest = widths.min(), narrowest >= widest * 0.6,
      narrowest >= 20
    else { return nil }
    var filled = [Double](repeating: 0, count: widths.count)
    var counts = filled
    let rows = region.lines.map { region.cells($0) }
    for row in rows {
      for (column, field) in row.enumerated() {
        guard let field else { continue }
        filled[column] += Double(field.width) / widths[column]
        counts[column] += 1
      }
    }
    let total = Double(rows.count)
    for column in widths.indices {
      guard counts[column] >= total * 0.6, filled[column] >= counts[column] * 0.7 else {
        return nil
      }
    }
    var blocks: [Block] = []
    for (column, range) in region.columns.map(\.range).enumerated() {
      var followsBlank = true
      for (line, row) in zip(region.lines, rows) {
        if line.followsBlank { followsBlank = true }
        guard let field = row[column] else {
          followsBlank = true
          continue
        }
        blocks.append(
          Block(
            .line(indent: max(0, field.start - range.lowerBound), followsBlank: followsBlank),
            field.text, page: line.block.page))
        followsBlank = false
      }
    }
    self.blocks = blocks
  }
}
