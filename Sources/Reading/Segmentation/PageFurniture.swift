/// What stands on pages without belonging to the text: running heads, page numbers, tables of contents.
///
/// It is dropped, and counted so that a reader can be told.
struct PageFurniture: Sendable {
  private(set) var runningHeads: [[UInt8]] = []
  private(set) var pageNumbers: [[UInt8]] = []
  private(set) var contents: [[UInt8]] = []

  var count: Int { runningHeads.count + pageNumbers.count + contents.count }
  var all: [[UInt8]] { runningHeads + pageNumbers + contents }

  /// Folded words that stand beside a page number.
  private let pageWords: Set<String>

  init(_ table: LabelTable) { pageWords = table.pageWords }

  /// Lines at the edge of a page that count as its head or foot.
  private static let edge = 3
  /// A line is a running head when it stands on at least this many pages, and on a third of them.
  private static let least = 3

  /// The lines without furniture.
  mutating func removing(from lines: [Line]) -> [Line] {
    let heads = runningHeads(of: lines)
    var kept: [Line] = []
    kept.reserveCapacity(lines.count)
    var lastNumber = 0
    var carriesBlank = false
    for (index, var line) in lines.enumerated() {
      let isEdge = heads.edges.contains(index)
      if isEdge, heads.repeated.contains(Self.shape(line.bytes)) {
        runningHeads.append(line.bytes)
      } else if let number = pageNumber(line.bytes),
        isEdge && line.page != nil || Self.isNamed(line.bytes)
          || line.page == nil && number == lastNumber + 1 && !Self.isSectionNumber(lines, index)
      {
        pageNumbers.append(line.bytes)
        lastNumber = number
      } else if Self.isContents(line.bytes) {
        contents.append(line.bytes)
      } else {
        // A paragraph may run over the page break: only a blank line within a page parts.
        if carriesBlank { line.followsBlank = line.followsBlank || line.page == nil }
        carriesBlank = false
        kept.append(line)
        continue
      }
      carriesBlank = carriesBlank || line.followsBlank
    }
    return kept
  }

  private func runningHeads(of lines: [Line]) -> (repeated: Set<[UInt8]>, edges: Set<Int>) {
    var edges: Set<Int> = []
    var pagesOf: [[UInt8]: Set<Int>] = [:]
    var pages = 0
    var start = 0
    while start < lines.count {
      guard let page = lines[start].page else {
        start += 1
        continue
      }
      var end = start
      while end < lines.count, lines[end].page == page { end += 1 }
      pages += 1
      for index in start..<end where index < start + Self.edge || index >= end - Self.edge {
        edges.insert(index)
        pagesOf[Self.shape(lines[index].bytes), default: []].insert(page)
      }
      start = end
    }
    let least = max(Self.least, pages / 3)
    let repeated = pagesOf.filter { $0.value.count >= least && $0.key.count >= 3 }
    return (Set(repeated.keys), edges)
  }

  /// A line with every number made "#", so that a running head with a page number is the same on each page.
  private static func shape(_ bytes: [UInt8]) -> [UInt8] {
    var shape: [UInt8] = []
    for byte in bytes {
      if byte >= 0x30, byte <= 0x39 {
        if shape.last != 0x23 { shape.append(0x23) }
      } else if byte != 0x20 {
        shape.append(byte)
      }
    }
    return shape
  }

  /// The number in "12", "- 12 -", "Page 12", "Página 12 de 40", "12/40".
  func pageNumber(_ bytes: [UInt8]) -> Int? {
    guard bytes.count <= 24 else { return nil }
    var numbers: [Int] = []
    var words: [[UInt8]] = []
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte >= 0x30, byte <= 0x39 {
        var number = 0
        let start = at
        while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39, at - start < 5 {
          number = number * 10 + Int(bytes[at] - 0x30)
          at += 1
        }
        guard at - start <= 4 else { return nil }
        numbers.append(number)
      } else if byte == 0x20 || byte == 0x2D || byte == 0x7C || byte == 0x2F {
        at += 1
      } else if byte == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80,
        bytes[at + 2] == 0x93 || bytes[at + 2] == 0x94
      {
        at += 3
      } else if LetterCase(bytes.character(at: at).code).isLetter {
        let start = at
        while at < bytes.count, LetterCase(bytes.character(at: at).code).isLetter {
          at += bytes.character(at: at).width
        }
        words.append(Array(bytes[start..<at]))
      } else {
        return nil
      }
    }
    guard let first = numbers.first, numbers.count <= 2 else { return nil }
    for word in words where !pageWords.contains(LabelTable.fold(word[...])) { return nil }
    if numbers.count == 2, words.isEmpty, !bytes.contains(0x2F) { return nil }
    return first
  }

  private static func isNamed(_ bytes: [UInt8]) -> Bool {
    bytes.contains { $0 | 0x20 == 0x70 } && bytes.count > 4
  }

  /// Whether a lone number is the number of a section, whose first paragraph follows as "(1) …".
  private static func isSectionNumber(_ lines: [Line], _ index: Int) -> Bool {
    index + 1 < lines.count && lines[index + 1].bytes.starts(with: [0x28, 0x31, 0x29])
  }

  /// A line of a table of contents: a leader of dots, then a page number or nothing.
  static func isContents(_ bytes: [UInt8]) -> Bool {
    var end = bytes.count
    while end > 0, bytes[end - 1] >= 0x30 && bytes[end - 1] <= 0x39 || bytes[end - 1] == 0x20 {
      end -= 1
    }
    var dots = 0
    while end > 0 {
      if bytes[end - 1] == 0x2E {
        dots += 1
        end -= 1
      } else if bytes[end - 1] == 0x20 {
        end -= 1
      } else if end >= 3, bytes[end - 1] == 0xA6, bytes[end - 2] == 0x80, bytes[end - 3] == 0xE2 {
        dots += 3
        end -= 3
      } else {
        break
      }
    }
    return dots >= 5
  }
}
