/// Table rows that stand in one line, their cells parted by bars or dashes.
extension CuedText {
  /// The words of the cell of a table row («… | Bank of Ghana | 2017-2019 | …») that a word stands in; nil outside rows and in
  /// the first cell. Where there are no bars, three dashes or more between blanks part the cells.
  func cell(around word: Int) -> ClosedRange<Int>? {
    var (first, last) = (word, word)
    while first > 0, !isEdge(first) {
      guard word - first < 12 else { return nil }
      first -= 1
    }
    guard first > 0 else { return nil }
    while last + 1 < count, !isEdge(last + 1) {
      guard last - word < 12 else { return nil }
      last += 1
    }
    return first...last
  }

  /// Whether a cell begins at a word.
  private func isEdge(_ word: Int) -> Bool {
    gap(before: word, has: "|") || hasDash(before: word) && dashes() > 2
  }

  /// Whether a dash between blanks, no hyphen, stands before a word.
  func hasDash(before word: Int) -> Bool {
    let gap = gap(before: word)
    return gap.count >= 5 && gap.first == 0x20 && gap.last == 0x20 && gap.contains(0xE2)
  }

  private func dashes() -> Int { (1..<max(count, 1)).count { hasDash(before: $0) } }
}
