import Policy

/// A finding with all that it stands on: the sentence, the texts side by side, the reasons and the way out.
extension Edition {
  func view(_ finding: Finding) -> HTML {
    let anchor = AddressBook.anchor(finding)
    return article(
      .class("finding \(finding.kind.rawValue) \(finding.status.rawValue)"), .id(anchor),
      .labelled(by: anchor + "-why")
    ) {
      p(.class("kicker")) {
        kindBadge(finding.kind)
        for fact in facts(finding) { span(.class("fact"), text: fact) }
        a(.class("self"), .href(Link("", anchor: anchor)), text: finding.id)
      }
      h3(.id(anchor + "-why"), .lang(.english), text: finding.why)
      if !finding.between.isEmpty {
        div(.class(finding.between.count > 1 ? "texts side" : "texts")) {
          for passage in finding.between { text(passage) }
        }
      }
      lack(finding)
      if let remedy = finding.remedy {
        p(.class("remedy")) {
          strong(say("finding.remedy") + " ")
          span(.lang(.english), text: remedy)
        }
      }
      if !finding.grounds.isEmpty { reasons(finding.grounds) }
      reviewView(finding)
      if !finding.objectives.isEmpty || !finding.populations.isEmpty {
        p(.class("codes")) {
          for code in finding.objectives {
            chip(code, "objective")
            " "
          }
          for code in finding.populations {
            chip(code, "population")
            " "
          }
        }
      }
    }
  }

  /// Level, likelihood and status in words.
  func facts(_ finding: Finding) -> [String] {
    [
      finding.level.map { say("level." + $0.rawValue) }, likelihood(finding.score),
      standing(finding),
    ].compactMap(\.self)
  }

  /// One text of a finding with its words marked, and where it stands.
  private func text(_ passage: Finding.Passage) -> HTML {
    let language = tally(of: passage.place.file)?.document.languages.first ?? .undetermined
    return figure(.class("passage")) {
      blockquote(.lang(language), .anyDirection) {
        MarkedText(passage.text, words: passage.words).html
      }
      figcaption {
        placeLink(passage.place, locator: passage.locator, page: passage.page)
        " — "
        documentLink(passage.place.file)
      }
    }
  }

  /// What a silent commitment does not say, and who is missing from the table.
  @HTMLBuilder
  private func lack(_ finding: Finding) -> HTML {
    if !finding.missing.isEmpty {
      p(.class("lack")) {
        strong(say("finding.missing") + " ")
        finding.missing.map { say("part." + $0.rawValue) }.joined(separator: ", ")
      }
    }
    if let absent = finding.absent {
      p(.class("lack")) {
        strong(say("finding.absent") + " ")
        bdi(absent)
      }
    }
  }

  private func reasons(_ grounds: [Finding.Ground]) -> HTML {
    div(.class("grounds")) {
      h4(say("finding.grounds"))
      ol {
        for ground in grounds {
          li {
            span(.lang(.english), text: ground.text)
            " "
            span(.class("rule"), text: ground.rule)
            if let source = ground.source {
              " "
              span(.class("source"), text: say("finding.source") + " " + source)
            }
          }
        }
      }
    }
  }
}
