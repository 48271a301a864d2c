import Policy
import Scenarios

/// The consistent scenarios of a cross-impact matrix, for people: what they are, what moves what, why each choice holds,
/// and the least that would make the wished state come about.
extension Edition {
  func writeScenarios(_ study: ScenarioStudy, to file: String, in folder: ReportFolder)
    throws(ReportError)
  {
    let view = ScenarioView(study, say)
    let page = try PageWriter(
      file, under: .scenarios, of: self, in: folder, lede: view.lede)
    try page.add(view.remarks)
    try page.add(view.scenarioTable)
    try page.add(view.wish)
    try page.add(view.influence)
    for number in study.entries.indices { try page.add(view.reasons(number)) }
    try page.add(view.method)
    try page.close()
  }
}

/// The parts of the page.
struct ScenarioView: Sendable {
  let study: ScenarioStudy
  let say: ReportStrings

  init(_ study: ScenarioStudy, _ say: ReportStrings) {
    self.study = study
    self.say = say
  }

  var matrix: CrossImpactMatrix { study.matrix }

  var lede: String {
    let descriptors = say.count("scenarios.descriptors", matrix.descriptors.count)
    guard study.count > WholeNumber(0) else {
      return say("scenarios.none", ["descriptors": descriptors])
    }
    let isAll = study.count == WholeNumber(study.entries.count)
    return say(
      study.count == WholeNumber(1) ? "scenarios.lede.one" : "scenarios.lede",
      ["descriptors": descriptors, "n": number(study.count), "space": number(matrix.space)])
      + (study.isComplete ? "" : " " + say("scenarios.unfinished"))
      + (isAll ? "" : " " + say("scenarios.shown", ["n": say.number(study.entries.count)]))
  }

  private func number(_ value: WholeNumber) -> String {
    value.int.map { say.number($0) } ?? value.description
  }

  /// What the judgements lack.
  var remarks: HTML {
    let remarks = study.sourced.remarks
    guard !remarks.isEmpty else { return HTML() }
    return details(.class("data")) {
      summary(say.count("scenarios.remarks", remarks.count))
      ul {
        for remark in remarks.prefix(100) { li(remark.text) }
      }
    }
  }

  // MARK: The scenarios

  var scenarioTable: HTML {
    guard !study.entries.isEmpty else { return HTML() }
    let differing = Set(study.differing)
    return section {
      h2(.id("scenarios"), text: say("scenarios.table"))
      p(.class("hint"), text: say("scenarios.table.hint"))
      div(.class("wide")) {
        table(.class("scenarios")) {
          thead {
            tr {
              th(.scope("col"), text: say("scenarios.descriptor"))
              for number in study.entries.indices {
                th(.scope("col")) {
                  a(.href(Link("", anchor: "scenario-\(number + 1)")), text: String(number + 1))
                }
              }
            }
          }
          tbody {
            for (j, descriptor) in matrix.descriptors.enumerated() {
              tr {
                th(.scope("row")) { bdi(descriptor.name) }
                row(j, isDiffering: differing.contains(j))
              }
            }
            measure("scenarios.consistency") { entry in
              entry.consistencyValue.map(matrix.text) ?? "–"
            }
            measure("scenarios.robustness") { percent($0.robustness) }
            if study.entries.contains(where: { $0.attraction != nil }) {
              measure("scenarios.attraction") { $0.attraction.map(percent) ?? "–" }
            }
          }
        }
      }
    }
  }

  /// The choices of one descriptor: a shade for each variant where they differ, one cell where they do not.
  private func row(_ j: Int, isDiffering: Bool) -> HTML {
    guard isDiffering, let first = study.entries.first else {
      let variant = study.entries.first.map { matrix.descriptors[j].variants[$0.scenario[j]] } ?? ""
      return td(.colspan(max(1, study.entries.count)), .class("same")) {
        bdi(variant)
        if study.entries.count > 1 {
          " "
          span(.class("meaning"), text: say("scenarios.same"))
        }
      }
    }
    return HTML.of {
      for entry in study.entries {
        td(
          .class(
            "differs v\(min(entry.scenario[j], 7))"
              + (entry.scenario[j] == first.scenario[j] ? "" : " other"))
        ) { bdi(matrix.descriptors[j].variants[entry.scenario[j]]) }
      }
    }
  }

  private func measure(_ key: String, _ value: (ScenarioStudy.Entry) -> String) -> HTML {
    tr(.class("measure")) {
      th(.scope("row")) {
        say(key)
        span(.class("meaning"), text: say(key + ".meaning"))
      }
      for entry in study.entries { td(.class("number"), text: value(entry)) }
    }
  }

  func percent(_ share: Double) -> String {
    guard share > 0, share < 0.01 else {
      return say.percent(Int((share * 1000).rounded()), of: 1000)
    }
    return "< " + say.percent(1, of: 100)
  }

  // MARK: The wish

  var wish: HTML {
    guard let intervention = study.intervention else { return HTML() }
    return section {
      h2(.id("wish"), text: say("scenarios.wish"))
      p {
        say("scenarios.wish.target") + " "
        strong(words(intervention.target))
      }
      dl(.class("plain")) {
        if let weak = intervention.weak { outcome("possible", weak) }
        if let strong = intervention.strong { outcome("certain", strong) }
      }
      p(.class("hint"), text: say("scenarios.wish.meaning"))
    }
  }

  private func outcome(_ key: String, _ outcome: Intervention.Outcome) -> HTML {
    HTML.of {
      dt(say("scenarios.wish." + key))
      switch outcome {
      case .none(let most): dd(say("scenarios.wish.none", ["n": say.number(most)]))
      case .interrupted(let most):
        dd(say("scenarios.wish.unknown", ["n": say.number(max(0, most))]))
      case .found(let solutions):
        if let first = solutions.first, first.pins.isEmpty {
          dd(say("scenarios.wish.already", counts(first)))
        } else {
          dd {
            say.count("scenarios.wish.pins", solutions.first?.pins.count ?? 0)
            ul {
              for solution in solutions.prefix(12) {
                li {
                  strong(words(solution.pins))
                  " – " + say("scenarios.wish.counts", counts(solution))
                }
              }
              if solutions.count > 12 { li(say.count("more", solutions.count - 12)) }
            }
          }
        }
      }
    }
  }

  private func counts(_ solution: Intervention.Solution) -> [String: String] {
    ["meeting": number(solution.meeting.value), "all": number(solution.all.value)]
  }

  private func words(_ pins: [Intervention.Pin]) -> String {
    pins.map { choice($0.descriptor, $0.variant) }.joined(separator: "; ")
  }

  /// "Border enforcement: strict"
  func choice(_ descriptor: Int, _ variant: Int) -> String {
    matrix.descriptors[descriptor].name + ": " + matrix.descriptors[descriptor].variants[variant]
  }

  var method: HTML {
    section {
      h2(.class("quiet"), text: say("scenarios.method"))
      p(.class("hint"), text: say("scenarios.method.text"))
    }
  }
}
