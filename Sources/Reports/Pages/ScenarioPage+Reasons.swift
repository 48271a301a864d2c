import Policy
import Scenarios

/// Why each choice of a scenario holds, in words: because of what, and in spite of what.
extension ScenarioView {
  func reasons(_ number: Int) -> HTML {
    let entry = study.entries[number]
    return section(.id("scenario-\(number + 1)"), .class("reasons")) {
      h2(say("scenarios.why", ["n": String(number + 1)]))
      p(.class("hint"), text: oneLine(entry))
      ul {
        for reasoning in entry.reasoning { li { sentence(reasoning, in: entry.scenario) } }
      }
    }
  }

  /// The choices in one line.
  private func oneLine(_ entry: ScenarioStudy.Entry) -> String {
    matrix.descriptors.indices.map { choice($0, entry.scenario[$0]) }.joined(separator: " · ")
  }

  private func sentence(_ reasoning: Reasoning, in scenario: Scenario) -> HTML {
    let grounds = grounds(reasoning, in: scenario)
    return HTML.of {
      strong(choice(reasoning.descriptor, reasoning.variant))
      " – " + words(reasoning, in: scenario)
      if !grounds.isEmpty {
        details(.class("sources")) {
          summary(say.count("scenarios.sources", grounds.count))
          ul {
            for ground in grounds { li(ground) }
          }
        }
      }
    }
  }

  private func words(_ reasoning: Reasoning, in scenario: Scenario) -> String {
    guard let rival = reasoning.rival else { return say("scenarios.only") }
    guard !reasoning.reasons.isEmpty || !reasoning.objections.isEmpty else {
      return say("scenarios.unmoved")
    }
    func list(_ contributions: [Reasoning.Contribution]) -> String {
      contributions.map { contribution in
        choice(contribution.source, scenario[contribution.source]) + " ("
          + (contribution.weight > 0 ? "+" : "−")
          + matrix.text(abs(contribution.weight)) + ")"
      }.joined(separator: ", ")
    }
    var sentence = ""
    if !reasoning.reasons.isEmpty {
      sentence += say("scenarios.because", ["list": list(reasoning.reasons)])
    }
    if !reasoning.objections.isEmpty {
      if !sentence.isEmpty { sentence += "; " }
      sentence += say("scenarios.although", ["list": list(reasoning.objections)])
    }
    let name = matrix.descriptors[reasoning.descriptor].variants[rival]
    let key = reasoning.lead == 0 ? "scenarios.tie" : "scenarios.ahead"
    return sentence + ". "
      + say(key, ["rival": name, "lead": matrix.text(reasoning.lead)])
  }

  /// What was written down for the judgements that count here: for the choice, and for its rival.
  private func grounds(_ reasoning: Reasoning, in scenario: Scenario) -> [String] {
    let start = matrix.offsets[reasoning.descriptor]
    let columns = [reasoning.variant] + (reasoning.rival.map { [$0] } ?? [])
    var seen: Set<String> = []
    var list: [String] = []
    for contribution in reasoning.reasons + reasoning.objections {
      let row = matrix.offsets[contribution.source] + scenario[contribution.source]
      for column in columns {
        guard let grounds = study.sourced.grounds[.init(row: row, column: start + column)] else {
          continue
        }
        let text =
          choice(contribution.source, scenario[contribution.source]) + ": "
          + [grounds.reason, grounds.reference.isEmpty ? "" : "[\(grounds.reference)]"]
          .filter { !$0.isEmpty }.joined(separator: " ")
        if seen.insert(text).inserted { list.append(text) }
      }
    }
    return list
  }
}
