import Policy
import Scenarios

/// Which descriptors move the system: the map, the plane, and the list that explains both.
extension ScenarioView {
  /// Arrows on the map for each descriptor, the strongest of all.
  private static let arrowsPerDescriptor = 2.5

  var influence: HTML {
    let n = matrix.descriptors.count
    guard n > 1 else { return HTML() }
    return section {
      h2(.id("influence"), text: say("scenarios.influence"))
      p(say("scenarios.influence.lede"))
      if n <= 40 {
        figure {
          map.picture
          figcaption(text: say("scenarios.map.hint"))
        }
      }
      div(.class("plane")) {
        figure {
          plane.picture
          figcaption(text: say("scenarios.plane.hint"))
        }
        roles
      }
    }
  }

  private var map: InfluenceMap {
    let interactions = study.interactions
    let n = interactions.count
    var arrows: [InfluenceMap.Arrow] = []
    for i in 0..<n {
      for j in 0..<n where interactions[i, j] != 0 {
        arrows.append(.init(from: i, to: j, strength: value(interactions[i, j])))
      }
    }
    let shown = Int(Double(n) * Self.arrowsPerDescriptor)
    let strongest = arrows.sorted {
      ($1.strength, $0.from, $0.to) < ($0.strength, $1.from, $1.to)
    }.prefix(shown)
    return InfluenceMap(
      title: say("scenarios.map"), names: matrix.descriptors.map(\.name), arrows: Array(strongest))
  }

  private var plane: InfluencePlane {
    InfluencePlane(
      title: say("scenarios.plane"),
      points: matrix.descriptors.indices.map { i in
        .init(
          name: matrix.descriptors[i].name, active: value(study.influence.active[i]),
          passive: value(study.influence.passive[i]))
      }, activeTitle: say("scenarios.active"), passiveTitle: say("scenarios.passive"),
      corners: (
        driver: say("role.driver"), relay: say("role.relay"), autonomous: say("role.autonomous"),
        dependent: say("role.dependent")
      ))
  }

  private var roles: HTML {
    table(.class("roles")) {
      thead {
        tr {
          th(.scope("col"), text: "")
          th(.scope("col"), text: say("scenarios.descriptor"))
          th(.scope("col"), text: say("scenarios.active"))
          th(.scope("col"), text: say("scenarios.passive"))
          th(.scope("col"), text: say("scenarios.role"))
        }
      }
      tbody {
        for i in matrix.descriptors.indices {
          tr {
            td(.class("number"), text: String(i + 1))
            th(.scope("row")) { bdi(matrix.descriptors[i].name) }
            td(.class("number"), text: number(study.influence.active[i]))
            td(.class("number"), text: number(study.influence.passive[i]))
            td {
              say("role." + study.micmac.direct[i].rawValue)
              if study.micmac.indirect[i] != study.micmac.direct[i] {
                span(
                  .class("meaning"),
                  text: say(
                    "scenarios.role.indirect",
                    ["role": say("role." + study.micmac.indirect[i].rawValue)]))
              }
            }
          }
        }
      }
    }
  }

  private func value(_ units: Int) -> Double {
    Double(matrix.text(units)) ?? 0
  }

  private func number(_ units: Int) -> String {
    say.language == .english
      ? matrix.text(units) : String(matrix.text(units).map { $0 == "." ? "," : $0 })
  }
}
