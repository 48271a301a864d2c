/// Laying out plain text on a terminal.
extension String {
  /// With blanks added up to a width in characters.
  func padded(to width: Int) -> String {
    let missing = width - count
    return missing > 0 ? self + String(repeating: " ", count: missing) : self
  }

  /// Cut to a width, with an ellipsis where something was cut.
  func shortened(to width: Int) -> String {
    count <= width ? self : String(prefix(max(0, width - 1))) + "…"
  }

  /// Lines of at most `width` characters, broken at blanks.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// Without control characters, so that text out of a document cannot steer the terminal.
  var withoutControls: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  /// The same for a text of several lines.
  var withoutControlsButLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).withoutControls }
      .joined(separator: "\n")
  }
}

/// Rows under aligned column heads.
struct TextTable {
  private let heads: [String]
  private var rows: [[String]] = []

  init(_ heads: String...) { self.heads = heads }

  mutating func add(_ cells: String...) { rows.append(cells.map(\.withoutControls)) }

  var isEmpty: Bool { rows.isEmpty }

  /// - Parameter width: of the terminal; the last column is wrapped to it.
  func text(width: Int) -> String {
    let last = heads.count - 1
    let widths = (0..<last).map { column in
      ([heads[column]] + rows.map { $0[column] }).map(\.count).max() ?? 0
    }
    let indent = widths.reduce(0) { $0 + $1 + 2 }
    let rest = max(20, width - indent)
    func line(_ cells: [String]) -> String {
      let front = zip(cells, widths).map { $0.padded(to: $1 + 2) }.joined()
      return front
        + cells[last].wrapped(to: rest).joined(
          separator: "\n" + String(repeating: " ", count: indent))
    }
    return ([line(heads)] + rows.map(line)).joined(separator: "\n") + "\n"
  }
}
