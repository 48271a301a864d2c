import Reports

/// A profile or corridor as text: a table a chapter, what is missing said with its remedy.
enum EvidenceText {
  static func text(_ document: EvidenceDocument, _ terminal: Terminal) -> String {
    var text = terminal.styled(document.title.withoutControls, .bold) + "\n"
    var section = ""
    var lines: [EvidenceRow] = []
    func flush() {
      guard !lines.isEmpty else { return }
      text += "\n" + terminal.styled(section.withoutControls, .bold) + "\n"
      let width = min(58, lines.map { name($0).count }.max() ?? 0)
      for row in lines {
        let head = "  " + name(row).shortened(to: width).padded(to: width + 2)
        let indent = String(repeating: " ", count: width + 4)
        let body =
          row.isMissing ? "not available. \(row.reason) How to get it: \(row.remedy)" : figure(row)
        text +=
          head
          + body.withoutControls.wrapped(to: max(40, terminal.width - width - 5)).joined(
            separator: "\n" + indent) + "\n"
      }
      lines = []
    }
    for row in document.rows {
      if row.section != section {
        flush()
        section = row.section
      }
      lines.append(row)
    }
    flush()
    if let changes = document.changes {
      text += "\n" + terminal.styled("Changes since the last edition", .bold) + "\n"
      if changes.changes.isEmpty { text += "  none\n" }
      for change in changes.changes {
        let before = change.before.isEmpty ? "(new)" : change.before
        let now = change.now.isEmpty ? "(gone)" : change.now
        let line =
          "\(change.name): \(before) -> \(now)"
          + (change.isRevised ? " [other source or revision]" : "")
        text += "  " + line.withoutControls + "\n"
      }
    }
    return text
  }

  private static func name(_ row: EvidenceRow) -> String {
    (row.detail.isEmpty ? row.indicator : row.indicator + ", " + row.detail).withoutControls
  }

  private static func figure(_ row: EvidenceRow) -> String {
    var figure = row.value
    if !row.range.isEmpty { figure += ", " + row.range }
    let source = [
      row.year, [row.source, row.revision].filter { !$0.isEmpty }.joined(separator: " "),
      row.counted,
    ]
    .filter { !$0.isEmpty }.joined(separator: "; ")
    return source.isEmpty ? figure : "\(figure)  (\(source))"
  }
}
