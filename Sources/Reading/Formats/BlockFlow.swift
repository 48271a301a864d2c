/// The blocks of a structured format in the order in which they come, with the tables that are open.
///
/// A table that only arranges a page (one column, or headings or tables within its cells) becomes its contents in order.
struct BlockFlow {
  private(set) var blocks: [Block] = []
  private var open: [Table] = []

  private struct Table {
    var grid = TableGrid()
    /// The blocks of each cell, row by row.
    var contents: [[[Block]]] = []
    var isInCell = false
    var arranges = false
  }

  mutating func append(_ block: Block) {
    guard !block.text.isEmpty else { return }
    guard let last = open.indices.last else {
      blocks.append(block)
      return
    }
    guard open[last].isInCell else {
      // Words inside a table but outside its cells (a caption, broken HTML) stand before it.
      if last == 0 { blocks.append(block) } else { appendToCell(block, of: last - 1) }
      return
    }
    appendToCell(block, of: last)
  }

  private mutating func appendToCell(_ block: Block, of table: Int) {
    guard let row = open[table].contents.indices.last,
      let cell = open[table].contents[row].indices.last
    else {
      blocks.append(block)
      return
    }
    if case .heading = block.kind { open[table].arranges = true }
    open[table].contents[row][cell].append(block)
  }

  var isInTable: Bool { !open.isEmpty }
  var tableDepth: Int { open.count }

  mutating func beginTable() {
    if let last = open.indices.last { open[last].arranges = true }
    open.append(Table())
  }

  mutating func beginRow(isHeader: Bool = false) {
    guard let last = open.indices.last else { return }
    open[last].isInCell = false
    open[last].grid.rows.append(TableGrid.Row(isHeader: isHeader))
    open[last].contents.append([])
  }

  mutating func markRowAsHeader() {
    guard let last = open.indices.last, let row = open[last].grid.rows.indices.last else { return }
    open[last].grid.rows[row].isHeader = true
  }

  /// Takes the last row out again, with its words.
  mutating func dropRow() {
    guard let last = open.indices.last, !open[last].grid.rows.isEmpty else { return }
    open[last].grid.rows.removeLast()
    open[last].contents.removeLast()
    open[last].isInCell = false
  }

  mutating func beginCell(_ cell: TableGrid.Cell) {
    guard let last = open.indices.last else { return }
    if open[last].grid.rows.isEmpty { beginRow() }
    let row = open[last].grid.rows.count - 1
    open[last].grid.rows[row].cells.append(cell)
    open[last].contents[row].append([])
    open[last].isInCell = true
  }

  /// Changes the cell that is open (its spans are told inside it in DOCX).
  mutating func changeCell(_ change: (inout TableGrid.Cell) -> Void) {
    guard let last = open.indices.last, let row = open[last].grid.rows.indices.last,
      let cell = open[last].grid.rows[row].cells.indices.last
    else { return }
    change(&open[last].grid.rows[row].cells[cell])
  }

  mutating func endCell() {
    guard let last = open.indices.last else { return }
    open[last].isInCell = false
  }

  mutating func endTable() {
    guard var table = open.popLast() else { return }
    let isOneColumn = table.grid.rows.allSatisfy { $0.cells.count <= 1 }
    if table.arranges || isOneColumn {
      for block in table.contents.joined().joined() { append(block) }
      return
    }
    for (row, cells) in table.contents.enumerated() {
      for (column, contents) in cells.enumerated() {
        table.grid.rows[row].cells[column].text = contents.map(\.words).joined(separator: " ")
        if !contents.isEmpty, contents.allSatisfy(\.isBold) {
          table.grid.rows[row].cells[column].isHeader = true
        }
      }
    }
    for block in table.grid.blocks() { append(block) }
  }

  /// Closes what is open and hands the blocks over.
  mutating func finish() -> [Block] {
    while !open.isEmpty { endTable() }
    defer { blocks = [] }
    return blocks
  }
}

extension Block {
  /// The text with the number that the format computed before it.
  var words: String {
    if case .listItem(let marker?, _) = kind { return marker + " " + text }
    return text
  }
}
