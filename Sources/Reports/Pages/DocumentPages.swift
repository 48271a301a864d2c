import Policy

/// The documents: one list of all, and for each its chapters and every provision with its codes.
extension Edition {
  /// The list of documents, and the sectors that their provisions belong to.
  func writeDocumentList(in folder: ReportFolder) throws(ReportError) {
    var found: [String: Int] = [:]
    for finding in findings {
      for file in Set(finding.between.map(\.place.file)) { found[file, default: 0] += 1 }
    }
    let page = try PageWriter(
      Page.documents.file, under: .documents, of: self, in: folder, lede: say("documents.lede"))
    try page.add(
      table(.class("documents")) {
        thead {
          tr {
            for key in [
              "number", "document", "kind", "year", "provisions", "migration", "commitments",
              "findings",
            ] {
              th(.scope("col"), text: say("documents.column." + key))
            }
          }
        }
        tbody {
          for (i, tally) in tallies.enumerated() { row(i, tally, found[tally.file] ?? 0) }
        }
      })
    try page.add(sectors())
    try page.close()
  }

  private func row(_ i: Int, _ tally: DocumentTally, _ found: Int) -> HTML {
    return tr {
      td(.class("number"), text: String(i + 1))
      th(.scope("row")) {
        documentLink(tally.file)
        span(.class("where")) {
          bdi((tally.document.institutions + tally.document.countries).joined(separator: " · "))
        }
      }
      td {
        say("document." + tally.document.kind.rawValue)
        span(.class("where"), text: say("government." + tally.document.level.rawValue))
      }
      td(.class("number"), text: tally.document.year.map(String.init) ?? "–")
      td(.class("number"), text: say.number(tally.provisions))
      td(.class("share")) {
        Bars.share(tally.own, hatched: tally.inherited, of: tally.provisions, width: 80)
        " "
        span(.class("figure"), text: say.number(tally.own + tally.inherited))
      }
      td(.class("number"), text: say.number(tally.commitments.count))
      td(.class("number"), text: say.number(found))
    }
  }

  private func sectors() -> HTML {
    let counts = model.codebook.sectors.compactMap { sector -> (String, Int, Int)? in
      let holders = tallies.compactMap { $0.sectors[sector.code]?.count }
      return holders.isEmpty ? nil : (sector.code, holders.reduce(0, +), holders.count)
    }
    let most = counts.map(\.1).max() ?? 0
    guard most > 0 else { return HTML() }
    return section {
      h2(.id("sectors"), text: say("documents.sectors"))
      table(.class("plain")) {
        thead {
          tr {
            for key in ["sector", "provisions", "documents"] {
              th(.scope("col"), text: say("column." + key))
            }
          }
        }
        tbody {
          for (code, provisions, documents) in counts {
            tr {
              th(.scope("row")) { chip(code, "sector") }
              td(.class("share")) {
                Bars.share(provisions, of: most, width: 160)
                " "
                span(.class("figure"), text: say.number(provisions))
              }
              td(.class("number"), text: say.number(documents))
            }
          }
        }
      }
    }
  }

  /// The pages of one document.
  func writeDocument(_ coded: CodedDocument, _ tally: DocumentTally, in folder: ReportFolder)
    throws(ReportError)
  {
    let pages = coded.pairs.pages(of: AddressBook.provisionsPerPage)
    let files = pages.indices.compactMap { addresses.documentPage(tally.file, $0) }
    for (i, pairs) in pages.enumerated() where i < files.count {
      let document = tally.document
      let page = try PageWriter(
        files[i], under: .documents, of: self, in: folder, title: bdi(document.title),
        plainTitle: document.title, kicker: kicker(document), lede: counts(tally))
      if i == 0 {
        try page.add(particulars(document))
        try page.add(chapters(tally))
      }
      try page.add(pageLinks(files, current: i))
      var path: [String]?
      for (provision, coding) in pairs {
        if provision.path != path {
          path = provision.path
          try page.add(
            h2(.class("path"), .lang(provision.language)) {
              bdi(
                provision.path.isEmpty
                  ? document.title : provision.path.joined(separator: " › "))
            })
        }
        try page.add(view(provision, coding, of: document))
      }
      try page.add(pageLinks(files, current: i))
      try page.close()
    }
  }

  private func kicker(_ document: Document) -> String {
    [
      say("document." + document.kind.rawValue), say("government." + document.level.rawValue),
      document.countries.joined(separator: ", "), document.year.map(String.init) ?? "",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func counts(_ tally: DocumentTally) -> String {
    say.count("provisions", tally.provisions) + ". "
      + say(
        "document.relevant",
        ["own": say.number(tally.own), "inherited": say.number(tally.inherited)])
  }

  private func particulars(_ document: Document) -> HTML {
    dl(.class("particulars")) {
      dt(say("document.file"))
      dd { bdi(document.file) }
      if !document.institutions.isEmpty {
        dt(say("column.institution"))
        dd { bdi(document.institutions.joined(separator: "; ")) }
      }
      if let pages = document.pages {
        dt(say("column.pages"))
        dd(say.number(pages))
      }
      if let digest = model.digests[document.file] {
        dt("SHA-256")
        dd(.class("digest"), text: digest)
      }
      if !document.guessed.isEmpty {
        dt(say("document.guessed"))
        dd(
          document.guessed.map { say("attribute." + $0.rawValue) }.sorted()
            .joined(separator: ", "))
      }
      for warning in document.warnings {
        dt(say("document.warning"))
        dd(.lang(.english), text: warning)
      }
    }
  }

  private func chapters(_ tally: DocumentTally) -> HTML {
    guard tally.chapters.count > 1 else { return HTML() }
    return section(.class("chapters")) {
      h2(say("document.chapters"))
      table(.class("plain")) {
        thead {
          tr {
            for key in ["chapter", "provisions", "migration"] {
              th(.scope("col"), text: say("column." + key))
            }
          }
        }
        tbody {
          for chapter in tally.chapters {
            tr {
              th(.scope("row")) { chapterLink(chapter, in: tally) }
              td(.class("number"), text: say.number(chapter.provisions))
              td(.class("share")) {
                Bars.share(chapter.own, hatched: chapter.inherited, of: chapter.provisions)
                " "
                span(.class("figure"), text: say.number(chapter.own + chapter.inherited))
              }
            }
          }
        }
      }
      p(.class("hint"), text: say("document.chapters.reading"))
    }
  }

  private func chapterLink(_ chapter: Chapter, in tally: DocumentTally) -> HTML {
    let page = addresses.documentPage(tally.file, chapter.first / AddressBook.provisionsPerPage)
    guard let page, tally.locators.indices.contains(chapter.first) else {
      return bdi(chapter.title)
    }
    let anchor = AddressBook.anchor(chapter.first, tally.locators[chapter.first])
    return a(.href(Link(page, anchor: anchor))) { bdi(chapter.title) }
  }
}
