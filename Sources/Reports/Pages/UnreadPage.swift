import Policy

/// What could not be read, what was read only in part, and what was guessed: the report's own gaps, said openly.
extension Edition {
  func writeUnread(in folder: ReportFolder) throws(ReportError) {
    let warned = tallies.filter { !$0.document.warnings.isEmpty }
    let guessed = tallies.filter { !$0.document.guessed.isEmpty }
    let empty = tallies.filter { $0.provisions == 0 }
    let page = try PageWriter(
      Page.unread.file, under: .unread, of: self, in: folder, lede: say("unread.lede"))
    let failed = model.unread.filter { !$0.isUnsupported }
    try page.add(
      section {
        h2(say("unread.files"))
        if failed.isEmpty {
          p(say("unread.none"))
        } else {
          reasons(failed.map { ($0.file, $0.reason) })
        }
      })
    let unsupported = model.unread.filter(\.isUnsupported)
    if !unsupported.isEmpty {
      try page.add(
        section {
          h2(say("unread.unsupported"))
          reasons(unsupported.map { ($0.file, $0.reason) })
        })
    }
    if !model.remarks.isEmpty {
      try page.add(
        section {
          h2(say("unread.remarks"))
          reasons(model.remarks.map { ($0.place, $0.text) })
        })
    }
    try page.add(list(warned, heading: say("unread.partly")) { $0.document.warnings })
    try page.add(list(empty, heading: say("unread.empty")) { _ in [] })
    try page.add(
      list(guessed, heading: say("unread.guessed"), lede: say("unread.guessed.lede")) { tally in
        [
          tally.document.guessed.map { say("attribute." + $0.rawValue) }.sorted()
            .joined(separator: ", ")
        ]
      })
    try page.close()
  }

  private func reasons(_ lines: [(subject: String, reason: String)]) -> HTML {
    table(.class("plain reasons")) {
      thead {
        tr {
          th(.scope("col"), text: say("document.file"))
          th(.scope("col"), text: say("column.reason"))
        }
      }
      tbody {
        for line in lines {
          tr {
            th(.scope("row")) { bdi(line.subject) }
            td(.lang(.english), text: line.reason)
          }
        }
      }
    }
  }

  private func list(
    _ tallies: [DocumentTally], heading: String, lede: String? = nil,
    _ lines: (DocumentTally) -> [String]
  ) -> HTML {
    guard !tallies.isEmpty else { return HTML() }
    return section {
      h2(heading)
      if let lede { p(lede) }
      dl(.class("plain")) {
        for tally in tallies {
          dt { documentLink(tally.file) }
          for line in lines(tally) { dd(line) }
        }
      }
    }
  }
}
