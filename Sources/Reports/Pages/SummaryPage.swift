import Policy

/// The first page: what was read, what was found, what deserves attention first, what could not be read.
extension Edition {
  func writeSummary(in folder: ReportFolder) throws(ReportError) {
    let page = try PageWriter(
      Page.summary.file, under: .summary, of: self, in: folder, title: bdi(model.title),
      plainTitle: say("nav.summary"), kicker: say("summary.kicker"), lede: whatWasRead())
    try page.add(figures())
    try page.add(overview())
    try page.add(firstThings())
    try page.add(kinds())
    try page.add(unreadNote())
    try page.add(howToUse())
    try page.add(downloads())
    try page.close()
  }

  /// "Concord read 8 documents (132 pages, 412 provisions) of Marenia and Vesland. …"
  private func whatWasRead() -> String {
    let pages = tallies.reduce(0) { $0 + ($1.document.pages ?? 0) }
    let countries = Set(tallies.flatMap(\.document.countries)).sorted()
    let counts = [
      say.count("documents", tallies.count), pages > 0 ? say.count("pages.count", pages) : nil,
      say.count("provisions", provisionCount),
    ].compactMap(\.self).joined(separator: ", ")
    var text = say("summary.read", ["counts": counts])
    if (1...4).contains(countries.count) {
      text += " " + say("summary.countries", ["countries": countries.joined(separator: ", ")])
    }
    let unknown = tallies.count(where: \.document.isOfUnknownCountry)
    if unknown > 0, tallies.count > 1 { text += " " + say.count("summary.countryless", unknown) }
    return text + " "
      + say(
        "summary.relevant",
        ["own": say.number(ownCount), "inherited": say.number(inheritedCount)])
  }

  private func figures() -> HTML {
    let commitments = tallies.flatMap(\.commitments)
    let complete = commitments.count { $0.commitment.missing.isEmpty }
    let mandated = Set(model.map.mandates.map(\.institution)).count
    let facts: [(value: String, name: String, page: Page)] = [
      (say.number(ownCount), say.count("figure.provisions", ownCount), .documents),
      (
        say.number(commitments.count), say.count("figure.commitments", commitments.count),
        .commitments
      ),
      (say.number(complete), say.count("figure.complete", complete), .commitments),
      (say.number(mandated), say.count("figure.institutions", mandated), .institutions),
      (
        say.number(findings.count { $0.status != .dismissed }),
        say.count("figure.findings", findings.count { $0.status != .dismissed }), .findings
      ),
    ]
    return section(.class("figures"), .label(say("summary.figures"))) {
      ul {
        for fact in facts {
          li {
            a(.href(Link(fact.page.file))) {
              strong(fact.value)
              span(fact.name)
            }
          }
        }
      }
    }
  }

  private func overview() -> HTML {
    let shown = mostRelevant(16)
    guard let matrix = objectiveMatrix(rows: 12, documents: shown) else { return HTML() }
    return section(.class("overview")) {
      h2(say("summary.picture"))
      figure {
        matrix.picture(isCompact: true)
        HeatMatrix.legend(say)
        figcaption {
          say("summary.picture.caption")
          " "
          a(.href(Link(Page.matrix.file)), text: say("summary.picture.more"))
        }
      }
      ol(.class("legend-documents")) {
        for i in shown {
          li {
            span(.class("number"), text: "\(i + 1). ")
            documentLink(tallies[i].file)
          }
        }
      }
      if tallies.count > 16 {
        p(.class("more")) {
          a(
            .href(Link(Page.matrix.file)),
            text: say.count("summary.picture.others", tallies.count - 16))
        }
      }
    }
  }

  /// The documents with most provisions on migration, in the order of the report.
  private func mostRelevant(_ most: Int) -> [Int] {
    tallies.indices.sorted { (tallies[$1].own, $0) < (tallies[$0].own, $1) }.prefix(most).sorted()
  }

  /// The strongest finding of each kind in turn until there are five: breadth first, for five conflicts over one
  /// article would hide everything else.
  var mostImportant: [Finding] {
    let open = findings.filter { $0.status != .dismissed }
    let order: [Finding.Kind] = [.conflict, .gap, .silo, .duplication, .silent, .synergy]
    var chosen: [Finding] = []
    var rank = 0
    while chosen.count < min(5, open.count) {
      for kind in order where chosen.count < 5 {
        let ofKind = open.filter { $0.kind == kind }
        if rank < ofKind.count { chosen.append(ofKind[rank]) }
      }
      rank += 1
    }
    return chosen
  }

  private func firstThings() -> HTML {
    section(.class("first")) {
      h2(say("summary.first"))
      if mostImportant.isEmpty {
        p(say("findings.none"))
      } else {
        p(.class("hint"), text: say("summary.first.how"))
        ol(.class("sentences")) {
          for finding in mostImportant { li { sentence(finding) } }
        }
        p(.class("more")) {
          a(.href(Link(Page.findings.file)), text: say.count("findings.all", findings.count))
        }
      }
    }
  }

  private func kinds() -> HTML {
    guard !findings.isEmpty else { return HTML() }
    return section(.class("kinds")) {
      h2(say("summary.kinds"))
      findingCounts()
    }
  }

  private func unreadNote() -> HTML {
    let warned = tallies.count { !$0.document.warnings.isEmpty }
    let failed = model.unread.filter { !$0.isUnsupported }
    let unsupported = model.unread.count - failed.count
    return section(.class("unread-note")) {
      h2(say("nav.unread"))
      if model.unread.isEmpty && model.remarks.isEmpty && warned == 0 {
        p(say("unread.none"))
      } else {
        p {
          failed.isEmpty ? say("unread.none") : say.count("summary.unread", failed.count)
          if unsupported > 0 { " " + say.count("summary.unsupported", unsupported) }
          if !model.remarks.isEmpty { " " + say.count("summary.remarks", model.remarks.count) }
          if warned > 0 { " " + say.count("summary.warned", warned) }
          " "
          a(.href(Link(Page.unread.file)), text: say("summary.unread.more"))
        }
        if !failed.isEmpty {
          ul {
            for file in failed.prefix(5) {
              li {
                bdi(file.file)
                " — "
                span(.lang(.english), text: file.reason)
              }
            }
          }
        }
      }
    }
  }

  private func howToUse() -> HTML {
    section(.class("use")) {
      h2(say("summary.use"))
      p {
        say("summary.use.text")
        " "
        a(.href(Link(Page.method.file)), text: say("summary.use.more"))
      }
    }
  }

  private func downloads() -> HTML {
    section(.class("downloads")) {
      h2(say("summary.data"))
      ul {
        for file in ["concord.xlsx", "findings.csv", "commitments.csv", "provisions.csv"] {
          li {
            a(.href(Link(file)), text: file)
            " — " + say("data." + file)
          }
        }
      }
    }
  }

  var provisionCount: Int { tallies.reduce(0) { $0 + $1.provisions } }
  var ownCount: Int { tallies.reduce(0) { $0 + $1.own } }
  var inheritedCount: Int { tallies.reduce(0) { $0 + $1.inherited } }
}
