import Policy
import Workspace

/// The record of conflicts of objectives and how they were settled, laid out as a report to parliament that can be printed by itself.
extension Edition {
  func writeRecord(in folder: ReportFolder) throws(ReportError) {
    let record = ConflictRecord(model.review)
    let settled = record.entries.count { $0.settlement != nil }
    let page = try PageWriter(
      Page.record.file, under: .review, of: self, in: folder, title: HTML(say("record.title")),
      plainTitle: say("record.title"), kicker: say("record.kicker", ["title": model.title]),
      lede: record.entries.isEmpty
        ? say("record.none")
        : say(
          "record.lede",
          ["all": say.number(record.entries.count), "settled": say.number(settled)]))
    if !record.entries.isEmpty {
      try page.add(contents(record))
      try page.add(h2(text: say("record.each")))
      for (i, entry) in record.entries.enumerated() { try page.add(view(entry, number: i + 1)) }
      try page.add(p(.class("hint"), text: say("record.scope")))
    }
    try page.close()
  }

  private func contents(_ record: ConflictRecord) -> HTML {
    table(.class("plain contents")) {
      caption(say("record.contents"))
      thead {
        tr {
          for key in ["number", "conflict", "outcome", "where", "date"] {
            th(.scope("col"), text: say("record.column." + key))
          }
        }
      }
      tbody {
        for (i, entry) in record.entries.enumerated() {
          tr {
            th(.scope("row"), text: say.number(i + 1))
            td {
              a(
                .href(Link("", anchor: "conflict-\(i + 1)")), .lang(.english),
                text: HeatMatrix.clipped(entry.why, 140))
            }
            td(.anyDirection, text: entry.settlement?.decision ?? outcome(entry))
            td(.anyDirection, text: entry.settlement?.venue ?? "")
            td(.class("number"), text: entry.settledBy.map { String($0.date.prefix(10)) } ?? "")
          }
        }
      }
    }
  }

  /// What is to be said of a conflict that nobody settled.
  private func outcome(_ entry: ConflictRecord.Entry) -> String {
    say(entry.isGone ? "record.gone" : "record.unsettled")
  }

  private func view(_ entry: ConflictRecord.Entry, number: Int) -> HTML {
    article(.class("finding conflict record"), .id("conflict-\(number)")) {
      p(.class("kicker")) {
        say("record.number", ["n": say.number(number)])
        if let level = entry.level { span(.class("fact"), text: say("level." + level.rawValue)) }
      }
      h3(.lang(.english), text: entry.why)
      if !entry.objectives.isEmpty {
        p {
          strong(say("record.objectives") + " ")
          names(entry.objectives)
        }
      }
      div(.class(entry.passages.count > 1 ? "texts side" : "texts")) {
        for passage in entry.passages { text(passage) }
      }
      particulars(entry)
    }
  }

  private func text(_ passage: ConflictRecord.Passage) -> HTML {
    let language = tally(of: passage.file)?.document.languages.first ?? .undetermined
    return figure(.class("passage")) {
      blockquote(.lang(language), .anyDirection) { HTML(passage.text) }
      if let now = passage.now {
        div(.class("now")) {
          h4(say("record.now"))
          blockquote(.lang(language), .anyDirection) { HTML(now) }
        }
      }
      figcaption {
        if let place = passage.place {
          placeLink(place, locator: passage.locator)
        } else {
          bdi(passage.locator)
        }
        " — "
        documentLink(passage.file)
      }
    }
  }

  private func particulars(_ entry: ConflictRecord.Entry) -> HTML {
    dl(.class("particulars")) {
      if !entry.verdicts.isEmpty {
        dt(say("record.held"))
        for verdict in entry.verdicts {
          dd {
            say(
              "review." + verdict.status.rawValue,
              ["who": signature(verdict.person, verdict.date)])
            if !verdict.note.isEmpty {
              ": "
              span(.anyDirection, text: verdict.note)
            }
          }
        }
      }
      if let settlement = entry.settlement, let act = entry.settledBy {
        dt(say("record.decision"))
        dd { span(.anyDirection, text: settlement.decision) }
        dt(say("record.who"))
        dd { bdi(signature(act.person, act.date)) }
        if !settlement.venue.isEmpty {
          dt(say("record.where"))
          dd { span(.anyDirection, text: settlement.venue) }
        }
        dt(say("record.changed"))
        dd {
          span(
            .anyDirection,
            text: settlement.change.isEmpty ? say("record.unchanged") : settlement.change)
        }
      }
      dt(say("record.state"))
      dd(
        say(
          entry.isGone
            ? "record.gone"
            : entry.settlement == nil ? "record.unsettled" : "record.still"))
    }
  }
}
