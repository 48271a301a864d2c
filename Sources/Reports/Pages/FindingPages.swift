import Policy

/// The findings, grouped by kind and ranked by score; on one page, or on pages by kind when there are many.
extension Edition {
  func writeFindings(in folder: ReportFolder) throws(ReportError) {
    let isOnePage = findings.count <= 3 * AddressBook.findingsPerPage
    let page = try PageWriter(
      Page.findings.file, under: .findings, of: self, in: folder,
      lede: findings.isEmpty ? say("findings.none") : say.count("findings.lede", findings.count))
    if !findings.isEmpty { try page.add(findingCounts()) }
    for kind in Finding.Kind.allCases {
      let ofKind = findings(of: kind)
      guard !ofKind.isEmpty else { continue }
      try page.add(opening(kind))
      if isOnePage {
        for finding in ofKind { try page.add(view(finding)) }
      } else {
        try page.add(strongest(ofKind, kind))
        try writePages(kind, ofKind, in: folder)
      }
    }
    try page.close()
  }

  /// Kinds with what they mean, how many there are and what a person decided.
  func findingCounts() -> HTML {
    let most = Finding.Kind.allCases.map { findings(of: $0).count }.max() ?? 0
    return table(.class("counts")) {
      caption(say("findings.counts"))
      thead {
        tr {
          for key in ["kind", "number", "likely", "confirmed", "dismissed"] {
            th(.scope("col"), text: say("findings.column." + key))
          }
        }
      }
      tbody {
        for kind in Finding.Kind.allCases {
          let ofKind = findings(of: kind)
          tr {
            th(.scope("row")) {
              if ofKind.isEmpty {
                kindBadge(kind)
              } else {
                a(.href(Link(Page.findings.file, anchor: kind.rawValue))) { kindBadge(kind) }
              }
              span(.class("meaning"), text: say("kind." + kind.rawValue + ".meaning"))
            }
            td(.class("share")) {
              Bars.share(ofKind.count, of: most, width: 90, colour: kind.colour)
              " "
              span(.class("figure"), text: say.number(ofKind.count))
            }
            td(.class("number"), text: say.number(ofKind.count { $0.likelihood >= .likely }))
            td(.class("number"), text: say.number(ofKind.count { $0.status == .confirmed }))
            td(.class("number"), text: say.number(ofKind.count { $0.status == .dismissed }))
          }
        }
      }
    }
  }

  private func opening(_ kind: Finding.Kind) -> HTML {
    div(.class("opening-kind")) {
      h2(.id(kind.rawValue), text: say("kind." + kind.rawValue + ".many"))
      p(.class("meaning"), text: say("kind." + kind.rawValue + ".meaning"))
    }
  }

  /// The ten strongest of a kind as sentences, with the way to all of them.
  private func strongest(_ ofKind: [Finding], _ kind: Finding.Kind) -> HTML {
    let files = ofKind.pages(of: AddressBook.findingsPerPage).indices
      .map { AddressBook.findingPage(kind, $0) }
    return section {
      ol(.class("sentences")) {
        for finding in ofKind.prefix(10) { li { sentence(finding) } }
      }
      p(.class("more")) {
        a(.href(Link(files[0])), text: say.count("findings.all", ofKind.count))
      }
    }
  }

  /// A finding in one line: its sentence as a link, how likely it is, where it stands.
  func sentence(_ finding: Finding) -> HTML {
    HTML.of {
      a(.href(addresses.link(finding)), .lang(.english), text: finding.why)
      span(.class("where")) {
        kindBadge(finding.kind)
        " " + likelihood(finding.score)
        for passage in finding.between.prefix(2) {
          " · "
          bdi(title(of: passage.place.file) + ", " + passage.locator)
        }
      }
    }
  }

  private func writePages(_ kind: Finding.Kind, _ ofKind: [Finding], in folder: ReportFolder)
    throws(ReportError)
  {
    let pages = ofKind.pages(of: AddressBook.findingsPerPage)
    let files = pages.indices.map { AddressBook.findingPage(kind, $0) }
    for (i, findings) in pages.enumerated() {
      let title = say("kind." + kind.rawValue + ".many")
      let page = try PageWriter(
        files[i], under: .findings, of: self, in: folder, title: HTML(title), plainTitle: title,
        kicker: say("nav.findings"), lede: say("kind." + kind.rawValue + ".meaning"))
      try page.add(pageLinks(files, current: i))
      try page.add(h2(.class("quiet"), text: say("findings.ranked")))
      for finding in findings { try page.add(view(finding)) }
      try page.add(pageLinks(files, current: i))
      try page.close()
    }
  }
}

extension Finding.Kind {
  /// The colour that goes with the name of the kind, dark enough to be read on white.
  var colour: String {
    switch self {
    case .conflict: "#a3262a"
    case .duplication: "#7a5a00"
    case .gap: "#5a4396"
    case .silent: "#4a5a68"
    case .silo: "#8a4b1f"
    case .synergy: "#226b4b"
    }
  }
}
