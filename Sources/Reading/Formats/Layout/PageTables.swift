import Policy

/// Finds the tables and the columns of text on laid-out pages, and gives everything else back as lines.
///
/// A table that goes on over a page break becomes one table: its repeated header is left out, and a row that was cut in two is
/// joined.
struct PageTables {
  private enum Piece {
    case line(Block)
    case table(TableGrid)
  }

  private var pieces: [Piece] = []
  /// The last table and how many lines have followed it.
  private var last: (piece: Int, linesAfter: Int, columns: [Range<Int>])?

  /// Lines of furniture (head, foot, page number) that may stand between the parts of a table.
  private static let furniture = 4

  /// - Parameter blocks: the lines of all pages, in order.
  static func blocks(_ blocks: [Block]) -> [Block] {
    var tables = PageTables()
    var start = 0
    while start < blocks.count {
      let page = blocks[start].page
      let end = blocks[start...].firstIndex { $0.page != page } ?? blocks.count
      tables.take(blocks[start..<end])
      start = end
    }
    return tables.pieces.flatMap { piece -> [Block] in
      switch piece {
      case .line(let block): [block]
      case .table(let grid): grid.blocks()
      }
    }
  }

  private mutating func take(_ page: ArraySlice<Block>) {
    let lines = page.compactMap { PageLine($0) }
    guard lines.count == page.count, lines.contains(where: { $0.fields.count >= 2 }),
      !Self.isRightToLeft(page)
    else {
      for block in page { append(block) }
      return
    }
    var at = 0
    while at < lines.count {
      guard var region = ColumnRegion(lines[at]) else {
        append(lines[at].block)
        at += 1
        continue
      }
      var next = at + 1
      while next < lines.count, region.add(lines[next]) { next += 1 }
      region = region.settled()
      next = at + region.lines.count
      if let columns = TextColumns(region) {
        for block in columns.blocks { append(block) }
      } else if let rows = TableRows(region) {
        append(rows, isFirstOnPage: at <= Self.furniture)
      } else {
        // What looked like columns is running text; the lines after the first may still begin a table.
        next = at + 1
        append(lines[at].block)
      }
      at = next
    }
  }

  private mutating func append(_ block: Block) {
    pieces.append(.line(block))
    last?.linesAfter += 1
  }

  private mutating func append(_ rows: TableRows, isFirstOnPage: Bool) {
    let columns = rows.columns
    if isFirstOnPage, let last, last.linesAfter <= 2 * Self.furniture,
      case .table(var grid) = pieces[last.piece], Self.match(last.columns, columns)
    {
      rows.continue(&grid)
      pieces[last.piece] = .table(grid)
      self.last?.linesAfter = 0
      return
    }
    pieces.append(.table(rows.grid))
    last = (pieces.count - 1, 0, columns)
  }

  /// The same columns, give or take the inexact grid.
  private static func match(_ first: [Range<Int>], _ second: [Range<Int>]) -> Bool {
    first.count == second.count
      && zip(first, second).allSatisfy { abs($0.lowerBound - $1.lowerBound) <= 10 }
  }

  /// Pages in Arabic script have their columns in the order in which they are read already.
  private static func isRightToLeft(_ page: ArraySlice<Block>) -> Bool {
    var arabic = 0
    var all = 0
    for block in page.prefix(40) {
      for byte in block.text.utf8 where byte >= 0x41 && !(0x80...0xBF).contains(byte) {
        all += 1
        if (0xD8...0xDB).contains(byte) { arabic += 1 }
      }
    }
    return arabic * 3 > all
  }
}
