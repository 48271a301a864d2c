import Policy

/// What the policies undertake, by document: who, by when, with what money, how measured — or that it is not said.
extension Edition {
  private static let commitmentsPerPage = 300

  func writeCommitments(in folder: ReportFolder) throws(ReportError) {
    let pages = commitmentPages
    let files = pages.indices.map { Page.commitments.file($0) }
    for (i, parts) in pages.enumerated() {
      let page = try PageWriter(
        files[i], under: .commitments, of: self, in: folder, lede: commitmentLede)
      try page.add(pageLinks(files, current: i))
      if i == 0 { try page.add(completeness(files)) }
      for part in parts {
        try page.add(heading(part))
        try page.add(commitmentTable(part.entries))
      }
      try page.add(pageLinks(files, current: i))
      try page.close()
    }
  }

  /// A run of one document's commitments that stands on one page.
  private struct Part {
    var tally: DocumentTally
    var entries: ArraySlice<CommitmentEntry>
    var isFirst: Bool
  }

  private var commitmentPages: [[Part]] {
    var pages: [[Part]] = [[]]
    var room = Self.commitmentsPerPage
    for tally in tallies where !tally.commitments.isEmpty {
      for (i, entries) in tally.commitments.pages(of: Self.commitmentsPerPage).enumerated() {
        if entries.count > room, room < Self.commitmentsPerPage {
          pages.append([])
          room = Self.commitmentsPerPage
        }
        pages[pages.count - 1].append(Part(tally: tally, entries: entries, isFirst: i == 0))
        room -= entries.count
      }
    }
    return pages
  }

  private var commitmentLede: String {
    let commitments = tallies.flatMap(\.commitments)
    guard !commitments.isEmpty else { return say("commitments.none") }
    return say.count("commitments.lede", commitments.count) + " "
      + say.count(
        "commitments.complete", commitments.count { $0.commitment.missing.isEmpty })
      + " "
      + say(
        "commitments.others",
        [
          "routine": say.number(tallies.reduce(0) { $0 + $1.routine }),
          "elsewhere": say.number(tallies.reduce(0) { $0 + $1.commitmentsElsewhere }),
        ])
  }

  /// For each document, how many of its commitments say each of the four things.
  private func completeness(_ files: [String]) -> HTML {
    let shown = tallies.filter { !$0.commitments.isEmpty }
    guard !shown.isEmpty else { return HTML() }
    return section {
      h2(say("commitments.completeness"))
      p(.class("hint"), text: say("commitments.completeness.reading"))
      table(.class("completeness")) {
        thead {
          tr {
            th(.scope("col"), text: say("column.document"))
            th(.scope("col"), text: say("column.commitments"))
            for part in Commitment.Part.allCases {
              th(.scope("col"), text: say("part." + part.rawValue))
            }
          }
        }
        tbody {
          if shown.count > 1 {
            tr(.class("total")) {
              th(.scope("row"), text: say("all"))
              td(
                .class("number"), text: say.number(shown.reduce(0) { $0 + $1.commitments.count }))
              Completeness(shown.flatMap(\.commitments)).cells(say)
            }
          }
          for tally in shown {
            tr {
              th(.scope("row")) { documentLink(tally.file) }
              td(.class("number"), text: say.number(tally.commitments.count))
              Completeness(tally.commitments).cells(say)
            }
          }
        }
      }
    }
  }

  private func heading(_ part: Part) -> HTML {
    h2(.class("document")) {
      documentLink(part.tally.file)
      if !part.isFirst { " " + say("continued") }
    }
  }

  private func commitmentTable(_ entries: ArraySlice<CommitmentEntry>) -> HTML {
    table(.class("commitments")) {
      thead {
        tr {
          th(.scope("col"), text: say("column.commitment"))
          for part in Commitment.Part.allCases {
            th(.scope("col"), text: say("part." + part.rawValue))
          }
        }
      }
      tbody {
        for entry in entries {
          tr {
            th(.scope("row")) {
              placeLink(entry.place, locator: entry.locator, page: entry.page)
              span(.class("text"), .lang(entry.language), .anyDirection, text: entry.text.opening)
            }
            for part in Commitment.Part.allCases {
              td(.lang(entry.language)) { self.part(entry.commitment[part]) }
            }
          }
        }
      }
    }
  }
}

extension String {
  /// The first few hundred letters, cut at a space; the whole stands on the document's page.
  var opening: String {
    guard utf8.count > 420 else { return self }
    let cut = prefix(360)
    return (cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut) + " …"
  }
}
