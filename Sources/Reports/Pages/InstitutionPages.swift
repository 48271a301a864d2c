import Policy

/// Who does what: institutions with their mandates, the bodies they sit in, and where mandates meet.
extension Edition {
  private static let mandatesPerPage = 400
  private static let institutionsInPicture = 18

  func writeInstitutions(in folder: ReportFolder) throws(ReportError) {
    let roll = InstitutionRoll(model.map)
    let pages = roll.pages(of: Self.mandatesPerPage)
    let files = pages.indices.map { Page.institutions.file($0) }
    for (i, entries) in pages.enumerated() {
      let page = try PageWriter(
        files[i], under: .institutions, of: self, in: folder, lede: lede(roll))
      try page.add(pageLinks(files, current: i))
      if i == 0 {
        try page.add(circle(roll))
        try page.add(meetings(roll))
        try page.add(bodies())
      }
      if !entries.isEmpty { try page.add(h2(.id("institutions"), text: say("institutions.each"))) }
      for entry in entries { try page.add(view(entry)) }
      try page.add(pageLinks(files, current: i))
      try page.close()
    }
  }

  private func lede(_ roll: InstitutionRoll) -> String {
    roll.entries.isEmpty
      ? say("institutions.none")
      : say.count("institutions.lede", roll.entries.count)
        + " " + say.count("mandates", model.map.mandates.count) + " · "
        + say.count("bodies", model.map.bodies.count)
  }

  private func circle(_ roll: InstitutionRoll) -> HTML {
    let drawing = roll.circle(
      title: say("institutions.picture"), most: Self.institutionsInPicture)
    guard drawing.nodes.count > 2 else { return HTML() }
    return section {
      h2(say("institutions.picture"))
      figure {
        drawing.picture
        figcaption(say("institutions.picture.caption"))
      }
    }
  }

  /// Measures that several institutions are charged with: co-operation, or a mandate given twice.
  private func meetings(_ roll: InstitutionRoll) -> HTML {
    let shared = roll.sharedMeasures
    guard !shared.isEmpty else { return HTML() }
    return section {
      h2(.id("shared"), text: say("institutions.shared"))
      p(say("institutions.shared.lede"))
      table(.class("plain")) {
        thead {
          tr {
            th(.scope("col"), text: say("column.measure"))
            th(.scope("col"), text: say("column.institution"))
          }
        }
        tbody {
          for measure in shared {
            tr {
              th(.scope("row")) { chip(measure.code, "measure") }
              td {
                ul {
                  for holder in measure.holders {
                    li {
                      bdi(roll.name(holder.institution))
                      " — "
                      places(holder.places)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private func bodies() -> HTML {
    guard !model.map.bodies.isEmpty else { return HTML() }
    let roll = InstitutionRoll(model.map)
    return section {
      h2(.id("bodies"), text: say("institutions.bodies"))
      for body in model.map.bodies.sorted(by: { ($0.name, $0.id) < ($1.name, $1.id) }) {
        article(.class("body")) {
          h3 { bdi(body.name) }
          if let matter = body.matter {
            p {
              say("body.matter") + " "
              bdi(matter)
            }
          }
          if body.members.isEmpty {
            p(.class("unsaid"), text: say("body.nobody"))
          } else {
            ul(.class("members")) {
              for member in body.members {
                li {
                  bdi(roll.name(member))
                  if member == body.chair { " (" + say("body.chair") + ")" }
                }
              }
            }
          }
          if let place = body.place {
            p(.class("where")) {
              placeLink(place)
              " — "
              documentLink(place.file)
            }
          }
        }
      }
    }
  }

  private func view(_ entry: InstitutionRoll.Entry) -> HTML {
    let institution = entry.institution
    return article(
      .class("institution"), .id(AddressBook.anchor(institution: institution.id))
    ) {
      h3 { bdi(institution.name) }
      p(.class("where")) {
        [
          institution.kind.map { model.codebook.name($0, in: say.language) }, institution.country,
          say("government." + institution.level.rawValue),
        ].compactMap(\.self).joined(separator: " · ")
      }
      if !institution.aliases.isEmpty {
        p(.class("aliases")) {
          say("institution.aliases") + " "
          for (i, alias) in institution.aliases.enumerated() {
            if i > 0 { "; " }
            bdi(alias)
          }
        }
      }
      if !entry.bodies.isEmpty {
        p {
          say("institution.bodies") + " "
          for (i, body) in entry.bodies.enumerated() {
            if i > 0 { "; " }
            bdi(body)
          }
        }
      }
      if !entry.ties.isEmpty {
        ul(.class("ties")) {
          for tie in entry.ties {
            li {
              say("tie." + tie.kind.rawValue.replacingSpaces) + " "
              bdi(tie.other)
              if let place = tie.place {
                " — "
                placeLink(place)
              }
            }
          }
        }
      }
      if entry.mandates.isEmpty {
        p(.class("unsaid"), text: say("institution.nothing"))
      } else {
        mandateTable(entry.mandates)
      }
    }
  }

  private func mandateTable(_ mandates: [Mandate]) -> HTML {
    table(.class("mandates")) {
      thead {
        tr {
          for key in ["locator", "words", "measures", "populations"] {
            th(.scope("col"), text: say("column." + key))
          }
        }
      }
      tbody {
        for mandate in mandates {
          tr {
            td {
              placeLink(mandate.place)
              span(.class("where")) { bdi(title(of: mandate.place.file)) }
            }
            td(.anyDirection) { "“" + mandate.words.text + "”" }
            td(.class("codes")) {
              for code in mandate.measures {
                chip(code, "measure")
                " "
              }
            }
            td(.class("codes")) {
              for code in mandate.populations {
                chip(code, "population")
                " "
              }
            }
          }
        }
      }
    }
  }

  private func places(_ places: [Place]) -> HTML {
    HTML.of {
      for (i, place) in places.prefix(6).enumerated() {
        if i > 0 { ", " }
        placeLink(place)
      }
      if places.count > 6 { " " + say.count("more", places.count - 6) }
    }
  }
}
