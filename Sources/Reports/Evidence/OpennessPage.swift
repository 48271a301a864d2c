public import Evidence
public import Policy

/// One page with the plane of openness and rights, its table, and the items behind each place. No script, no network.
public struct OpennessPage: Sendable {
  /// The whole page, UTF-8.
  public let html: [UInt8]

  /// - Parameters:
  ///   - language: English, French or Spanish; English for any other.
  ///   - resource: fetches the bytes of a file of the resource folder: `report/strings.csv`, `report/report.css`.
  public init(
    _ plane: OpennessPlane, language: Language, resource: (String) throws -> [UInt8]
  ) throws {
    let say = try ReportStrings(resource("report/strings.csv"), language: language)
    let style = String(decoding: try resource("report/report.css"), as: UTF8.self)
    let body = Body(plane: plane, say: say)
    var page = HTML(
      trusted: "<!DOCTYPE html>\n<html lang=\"\(say.language.rawValue)\">\n")
    page += PageWriter.head(say("openness.title"), style: style)
    page += Element("body")([]) { main(.id("main")) { body.html } }
    page += HTML(trusted: "\n</html>\n")
    html = page.utf8
  }

  private struct Body {
    let plane: OpennessPlane
    let say: ReportStrings

    var html: HTML {
      HTML.of {
        header(.class("opening")) {
          h1(say("openness.title"))
          p(.class("lede"), text: say("openness.lede"))
        }
        figure {
          OpennessPlot(plane: plane, say: say).picture
          figcaption(say("openness.legend"))
        }
        section {
          h2(say("openness.places"))
          places
        }
        section {
          h2(say("openness.items"))
          for axis in LabourProgramme.Axis.allCases { items(axis) }
        }
        footer(.class("colophon")) { p(say("openness.foot")) }
      }
    }

    private func name(_ place: OpennessPlane.Place) -> HTML {
      HTML.of {
        bdi(place.programme.name)
        if !place.programme.country.isEmpty { " (" + place.programme.country + ")" }
      }
    }

    private func score(_ position: AxisPosition) -> String {
      guard let score = position.score else { return say("openness.unknown") }
      guard position.known < position.count else { return say.decimal(score) }
      return say.decimal(score) + " (" + say.decimal(position.low) + "–"
        + say.decimal(position.high) + ")"
    }

    private var places: HTML {
      table(.class("plain")) {
        thead {
          tr {
            th(.scope("col"), text: "")
            for key in ["programme", "axis.openness", "axis.rights", "standing"] {
              th(.scope("col"), text: say("openness." + key))
            }
          }
        }
        tbody {
          for (i, place) in plane.places.enumerated() {
            tr {
              td(String(i + 1))
              th(.scope("row")) { name(place) }
              td(score(place.openness))
              td(score(place.rights))
              td {
                say("openness.standing." + place.standing.rawValue)
                if !place.surpassedBy.isEmpty {
                  ": "
                  bdi(
                    place.surpassedBy.map { plane.places[$0].programme.name }.joined(
                      separator: ", "))
                }
              }
            }
          }
        }
      }
    }

    /// What was answered, item by item; what does not apply is left out of the count and shown as such.
    private func items(_ axis: LabourProgramme.Axis) -> HTML {
      var names: [String] = []
      for place in plane.places {
        for item in place.programme.items where item.axis == axis && !names.contains(item.name) {
          names.append(item.name)
        }
      }
      return table(.class("plain")) {
        caption(say("openness.axis." + axis.rawValue))
        thead {
          tr {
            th(.scope("col"), text: say("openness.item"))
            for i in plane.places.indices { th(.scope("col"), text: String(i + 1)) }
          }
        }
        tbody {
          for item in names {
            tr {
              th(.scope("row")) { bdi(item) }
              for place in plane.places { td(answer(item, axis, place)) }
            }
          }
        }
      }
    }

    private func answer(
      _ name: String, _ axis: LabourProgramme.Axis, _ place: OpennessPlane.Place
    ) -> String {
      let item = place.programme.items.first { $0.axis == axis && $0.name == name }
      guard let item else { return say("openness.senseless") }
      switch item.value {
      case nil: return say("openness.unknown")
      case 1: return say("openness.yes")
      case 0: return say("openness.no")
      case .some(let value): return say.decimal(value)
      }
    }
  }
}
