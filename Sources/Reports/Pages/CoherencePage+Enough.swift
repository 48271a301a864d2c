import Coherence
import Policy
import Workspace

/// "Coherent enough": the scores that the user asks for, and the smallest sets of amendments that reach them.
extension CoherenceView {
  /// Alternatives of a group that the page shows.
  private static let alternatives = 6
  /// Amendments of an unproven set that the page shows.
  private static let amendments = 30

  var enough: HTML {
    section {
      h2(.id("enough"), text: say("coherence.enough"))
      p(say("coherence.enough.lede"))
      if edition.model.minima.isEmpty {
        p(.class("hint"), text: say("coherence.enough.none"))
      } else {
        for table in tables { reform(table) }
      }
    }
  }

  private func reform(_ table: CoherenceTable) -> HTML {
    let targets = table.targets(edition.model.minima)
    guard !targets.isEmpty else { return HTML() }
    let reform = Reform(
      table, findings: edition.findings, weights: edition.weights, targets: targets,
      isAmendable: { place in
        edition.tally(of: place.file).map { $0.document.level != .international } ?? false
      })
    return HTML.of {
      h3(text: say("coherence.by." + table.dimension.rawValue))
      asked(table, targets, below: Set(reform.below))
      outcome(reform)
      if !reform.unreachable.isEmpty {
        p(say("coherence.unreachable"))
        ul(.class("compact")) {
          for pair in reform.unreachable { li { name(pair, table.dimension) } }
        }
      }
    }
  }

  private func asked(
    _ table: CoherenceTable, _ targets: [Reform.Target], below: Set<CoherenceTable.Pair>
  ) -> HTML {
    let minima = Set(targets.map(\.minimum)).sorted()
    return p {
      say(
        "coherence.asked",
        [
          "minimum": minima.map(say.score).joined(separator: ", "),
          "below": say.number(below.count), "all": say.number(targets.count),
        ])
    }
  }

  @HTMLBuilder
  private func outcome(_ reform: Reform) -> HTML {
    switch reform.outcome {
    case .enough: p(say("coherence.reached"))
    case .impossible: HTML()
    case .unknown(let atLeast, let set):
      p(
        say(
          "coherence.ended",
          ["least": say.number(atLeast), "set": say.number(set.count)]))
      ul(.class("amendments")) { for amendment in set.prefix(Self.amendments) { view(amendment) } }
      if set.count > Self.amendments {
        p(.class("more"), text: say.count("coherence.amendments.more", set.count - Self.amendments))
      }
    case .sets(let choices):
      p {
        say.count("coherence.sets", choices.size)
        " "
        if choices.count == .max {
          say("coherence.sets.countless")
        } else {
          say(
            choices.isComplete ? "coherence.sets.count" : "coherence.sets.many",
            ["n": say.number(choices.count)])
        }
      }
      for (g, group) in choices.groups.enumerated() { self.group(g, group) }
    }
  }

  /// What all alternatives of a group have in common stands once, in full; then each alternative's rest, in a line each.
  private func group(_ number: Int, _ group: [[Reform.Amendment]]) -> HTML {
    let common = group.dropFirst().reduce(Set(group.first ?? [])) { $0.intersection($1) }
    return div(.class("group")) {
      h4(
        text: say("coherence.group", ["n": say.number(number + 1)]) + " — "
          + (group.count == 1
            ? say("coherence.group.only") : say.count("coherence.group.choice", group.count)))
      if !common.isEmpty {
        if group.count > 1 { p(.class("hint"), text: say("coherence.group.always")) }
        ul(.class("amendments")) {
          for amendment in (group.first ?? []).filter(common.contains) { view(amendment) }
        }
      }
      if group.count > 1 {
        p(.class("hint"), text: say("coherence.group.either"))
        ol(.class("alternatives")) {
          for set in group.prefix(Self.alternatives) {
            li {
              ul(.class("amendments")) {
                for amendment in set.filter({ !common.contains($0) }) { line(amendment) }
              }
            }
          }
        }
      }
      if group.count > Self.alternatives {
        p(.class("more"), text: say.count("coherence.group.more", group.count - Self.alternatives))
      }
    }
  }

  private func place(_ amendment: Reform.Amendment, _ passage: Finding.Passage?) -> HTML {
    HTML.of {
      edition.placeLink(amendment.place, locator: passage?.locator, page: passage?.page)
      " — "
      edition.documentLink(amendment.place.file)
    }
  }

  private func passage(of amendment: Reform.Amendment) -> Finding.Passage? {
    amendment.findings.lazy.compactMap(finding).flatMap(\.between)
      .first { $0.place == amendment.place }
  }

  /// A provision to amend with its words, in a line.
  private func line(_ amendment: Reform.Amendment) -> HTML {
    let passage = passage(of: amendment)
    return li(.class("amendment")) {
      p(.class("place")) { place(amendment, passage) }
      if let passage {
        p(.class("quoted"), .anyDirection, text: HeatMatrix.clipped(passage.text, 160))
      }
    }
  }

  /// A provision to amend, its words, and what that would mend.
  private func view(_ amendment: Reform.Amendment) -> HTML {
    let mended = amendment.findings.compactMap(finding)
    let passage = passage(of: amendment)
    return li(.class("amendment")) {
      p(.class("place")) { place(amendment, passage) }
      if let passage {
        p(.class("quoted"), .anyDirection) {
          MarkedText(passage.text, words: passage.words).html
        }
      }
      p(.class("mends"), text: say.count("coherence.mends", mended.count))
      ul(.class("compact")) {
        for finding in mended.prefix(3) {
          li { a(.href(edition.addresses.link(finding)), .lang(.english), text: finding.why) }
        }
      }
    }
  }
}
