import Policy

/// A table as its cells stand, from which the rows with column headers are made.
///
/// A cell that spans rows stands for each of them: it is in `cells` of every row, so that each has its lead or date, but
/// its words are in the text of the first row only, so that no word is read twice.
struct TableGrid: Sendable, Hashable {
  struct Cell: Sendable, Hashable {
    var text: String
    /// Marked as header by the format, or set in bold.
    var isHeader = false
    var columns = 1
    var rows = 1
    /// Continues the cell above it (the way DOCX says that a cell spans rows).
    var continuesAbove = false
  }

  struct Row: Sendable, Hashable {
    var cells: [Cell] = []
    /// The format says that this row is a header.
    var isHeader = false
    /// The page of its first line.
    var page: Int?
  }

  var rows: [Row] = []

  /// The widest table that is laid out; the cells beyond keep their words in the last column.
  private static let widest = 128

  private struct Slot {
    var text = ""
    /// The words of the wide cell that covers it from the left.
    var cover = ""
    var isHeader = false
    var isOrigin = false
  }

  /// One block for each row that has words.
  func blocks() -> [Block] {
    let slots = layOut()
    let headerRows = headerCount(slots)
    let width = slots.map(\.count).max() ?? 0
    var headers = [String](repeating: "", count: width)
    for row in slots.prefix(headerRows) {
      for (column, slot) in row.enumerated() {
        let words = slot.text.isEmpty ? slot.cover : slot.text
        if headers[column].isEmpty {
          headers[column] = words
        } else if !words.isEmpty, !headers[column].hasSuffix(words) {
          headers[column] += " " + words
        }
      }
    }
    var blocks: [Block] = []
    for (index, row) in slots.enumerated() {
      let isHeader = index < headerRows
      let text = row.filter(\.isOrigin).map(\.text).filter { !$0.isEmpty }.joined(separator: " | ")
      guard !text.isEmpty else { continue }
      var cells = row.enumerated().map { column, slot in
        Provision.Cell(header: isHeader ? "" : headers[column], text: slot.text)
      }
      if let last = cells.lastIndex(where: { !$0.text.isEmpty || !$0.header.isEmpty }) {
        cells.removeSubrange((last + 1)...)
      }
      let isBold = row.allSatisfy { $0.text.isEmpty || $0.isHeader }
      blocks.append(
        Block(
          .tableRow(cells: cells, isHeader: isHeader, isFirst: blocks.isEmpty), text,
          page: rows[index].page,
          lead: isBold ? text : nil))
    }
    return blocks
  }

  /// Puts every cell into the columns and rows that it covers.
  private func layOut() -> [[Slot]] {
    var result: [[Slot]] = []
    /// By column: the cell that reaches down from above, and for how many more rows.
    var reaching: [(slot: Slot, rows: Int)] = []
    for (index, row) in rows.enumerated() {
      var slots: [Slot] = []
      func takeReaching() {
        while slots.count < reaching.count, reaching[slots.count].rows > 0 {
          reaching[slots.count].rows -= 1
          slots.append(reaching[slots.count].slot)
        }
      }
      for cell in row.cells {
        takeReaching()
        var slot = Slot(text: cell.text, isHeader: cell.isHeader, isOrigin: true)
        if cell.continuesAbove, let above = result.last, slots.count < above.count,
          cell.text.isEmpty
        {
          slot = above[slots.count]
          slot.isOrigin = false
        }
        let rows = min(max(cell.rows, 1), self.rows.count - index)
        for part in 0..<min(max(cell.columns, 1), Self.widest) {
          if slots.count >= Self.widest {
            if slot.isOrigin, part == 0, !slot.text.isEmpty {
              // The words that a cell above or to the left lends to the last column are said elsewhere.
              let last = slots.count - 1
              slots[last].text =
                slots[last].isOrigin ? slots[last].text + " " + slot.text : slot.text
              slots[last].isOrigin = true
            }
            break
          }
          while reaching.count <= slots.count { reaching.append((Slot(), 0)) }
          var below = slot
          below.isOrigin = false
          reaching[slots.count] = (below, rows - 1)
          // The words of a wide cell stand in its first column.
          slots.append(part == 0 ? slot : Slot(cover: slot.text, isHeader: slot.isHeader))
        }
      }
      takeReaching()
      result.append(slots)
    }
    return result
  }

  /// How many rows at the top are headers: those the format marks; else the first, when all its cells are bold or marked, or
  /// when it reads like one: several columns, every cell a few words, and longer cells below.
  private func headerCount(_ slots: [[Slot]]) -> Int {
    let marked = rows.prefix { $0.isHeader }.count
    if marked > 0 { return marked < rows.count ? marked : 0 }
    guard slots.count > 1, let first = slots.first else { return 0 }
    let named = first.filter { !$0.text.isEmpty }
    guard named.count >= 2 else { return 0 }
    if named.allSatisfy(\.isHeader) {
      let second = slots[1].filter { !$0.text.isEmpty }
      return second.isEmpty || !second.allSatisfy(\.isHeader) ? 1 : headerDepth(slots)
    }
    guard named.count >= 3, named.count * 10 >= first.count * 7 else { return 0 }
    let isShort = named.allSatisfy { slot in
      slot.text.utf8.count <= 48
        && (slot.text.utf8.last != UInt8(ascii: ".") || slot.text.utf8.count <= 5)
        && !slot.text.utf8.contains { (0x30...0x39).contains($0) }
    }
    let longest = named.map(\.text.utf8.count).max() ?? 0
    let below = slots.dropFirst().flatMap { $0 }.map(\.text.utf8.count).max() ?? 0
    return isShort && below > longest * 2 ? 1 : 0
  }

  /// Rows at the top of which every cell is marked; all rows marked means that none is a header.
  private func headerDepth(_ slots: [[Slot]]) -> Int {
    let depth = slots.prefix { row in row.allSatisfy { $0.text.isEmpty || $0.isHeader } }.count
    return depth < slots.count ? depth : 0
  }
}
