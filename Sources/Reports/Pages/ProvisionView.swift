import Policy

/// A provision with its codes, the words that caused them, and the codes that were refused.
extension Edition {
  func view(_ provision: Provision, _ coding: ProvisionCoding, of document: Document) -> HTML {
    let place = Place(file: document.file, provision: provision.ordinal)
    let anchor = AddressBook.anchor(provision.ordinal, provision.locator)
    let evidence = evidence(coding)
    let words = coding.relevance.words + evidence.flatMap(\.words)
    let found = findingsAt[place] ?? []
    return article(.class("provision " + standing(coding.relevance)), .id(anchor)) {
      h3 {
        a(.href(Link("", anchor: anchor))) { bdi(provision.locator) }
        if let page = provision.page {
          span(.class("page"), text: say("page.short", ["n": String(page)]))
        }
        if provision.isQuoted { span(.class("page"), text: say("provision.quoted")) }
      }
      if let head = provision.head {
        p(.class("head"), .lang(provision.language), .anyDirection) {
          MarkedText(head, words: words, in: .head).html
        }
      }
      p(.class("text"), .lang(provision.language), .anyDirection) {
        MarkedText(provision.text, words: words).html
      }
      p(.class("codes")) {
        span(.class("relevance"), text: relevance(coding.relevance))
        for entry in evidence {
          " "
          chip(entry.code, entry.family, score: entry.score)
        }
      }
      if !found.isEmpty {
        p(.class("found")) {
          for finding in found {
            a(.href(addresses.link(finding))) {
              kindBadge(finding.kind)
              " "
              span(.lang(.english), text: finding.why)
            }
          }
        }
      }
      if !evidence.isEmpty || !coding.refusals.isEmpty { workings(evidence, coding) }
    }
  }

  /// A code with the family it belongs to, for one list of all codes of a provision.
  private struct Evidence {
    var code: String
    var family: String
    var score: Double
    var words: [Words]

    init(_ coding: Coding, _ family: String) {
      code = coding.code
      self.family = family
      score = coding.score
      words = coding.words
    }
  }

  private func evidence(_ coding: ProvisionCoding) -> [Evidence] {
    coding.objectives.map { Evidence($0, "objective") }
      + coding.measures.map { Evidence($0, "measure") }
      + coding.populations.map { Evidence($0, "population") }
      + coding.sectors.map { Evidence($0, "sector") }
  }

  private func standing(_ relevance: Relevance) -> String {
    relevance.isRelevant ? "own" : relevance.isInherited ? "inherited" : "other"
  }

  private func relevance(_ relevance: Relevance) -> String {
    let ground = say("relevance." + relevance.ground.rawValue)
    return relevance.isRelevant ? ground + " (" + say.decimal(relevance.score) + ")" : ground
  }

  /// How the coder came to its codes, folded away until somebody asks.
  private func workings(_ evidence: [Evidence], _ coding: ProvisionCoding) -> HTML {
    details(.class("workings")) {
      summary {
        say("provision.workings")
        if !coding.refusals.isEmpty {
          " · " + say.count("provision.refusals", coding.refusals.count)
        }
      }
      ul {
        for entry in evidence {
          li {
            strong(model.codebook.name(entry.code, in: say.language))
            " " + say.decimal(entry.score)
            if !entry.words.isEmpty {
              ": "
              quoted(entry.words)
            }
          }
        }
        for refusal in coding.refusals {
          li(.class("refusal")) {
            strong(say("provision.refused"))
            " "
            refused(refusal.code)
            ": "
            quoted([refusal.words])
            " — "
            span(.lang(.english), text: refusal.reason)
            " "
            span(.class("rule"), text: refusal.rule)
          }
        }
      }
    }
  }

  /// The name of what was refused: relevance, a part of a commitment, or a concept.
  private func refused(_ code: String) -> String {
    if code == "relevant" { return say("provision.relevance") }
    if let part = Commitment.Part(rawValue: code) { return say("part.\(part.rawValue)") }
    return model.codebook.name(code, in: say.language)
  }

  private func quoted(_ words: [Words]) -> HTML {
    HTML.of {
      for (i, word) in words.enumerated() {
        if i > 0 { ", " }
        "“"
        bdi(word.text)
        "”"
        if word.place != .own {
          " (" + (word.locator ?? say("words." + word.place.rawValue)) + ")"
        }
      }
    }
  }
}
