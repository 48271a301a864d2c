import Policy
import Scenarios

/// Scenarios for people: what all share, then a tableau with a column for each scenario and a mark at each choice.
struct ScenarioText {
  private let result: ScenarioResult
  private let terminal: Terminal
  /// More columns do not help anybody.
  private static let most = 200

  init(_ result: ScenarioResult, _ terminal: Terminal) {
    self.result = result
    self.terminal = terminal
  }

  private var matrix: CrossImpactMatrix { result.matrix }

  var text: String {
    guard let set = result.set else { return "" }
    var text = heading(set) + "\n"
    guard !result.request.isCount, set.count > WholeNumber(0) else { return text }
    let limit = min(result.request.limit ?? Self.most, Self.most)
    let listed = set.scenarios(limit: limit)
    guard !listed.isEmpty else { return text }
    text += "\n" + shared(listed)
    text += tableaux(listed)
    if set.count > WholeNumber(listed.count) {
      text +=
        "\nThe first \(listed.count) of \(set.count) are shown. --format csv or json lists \(set.isListed ? "all" : "more"), ndjson streams them.\n"
    }
    return text
  }

  private func heading(_ set: ScenarioSet) -> String {
    let title =
      matrix.name.isEmpty ? "" : terminal.styled(matrix.name.withoutControls, .bold) + "\n"
    let kind: String
    if let lead = result.request.leastLead {
      kind = "scenarios in which every choice leads its rivals by at least \(lead)"
    } else if result.request.tolerance != "0" {
      kind = "scenarios that are consistent within a tolerance of \(result.request.tolerance)"
    } else {
      kind = "consistent scenarios"
    }
    let size = "\(matrix.descriptors.count) descriptors, \(matrix.space) possible scenarios."
    let found =
      set.isComplete
      ? "\(set.count) \(kind); it is proven that there are no others."
      : "Stopped before the end: \(set.count) \(kind) found so far, there may be others."
    return title + size + "\n" + terminal.styled(found, set.isComplete ? .green : .yellow)
  }

  /// The choices that all listed scenarios have in common.
  private func shared(_ listed: [Scenario]) -> String {
    let same = matrix.descriptors.indices.filter { descriptor in
      listed.allSatisfy { $0[descriptor] == listed[0][descriptor] }
    }
    guard !same.isEmpty else { return "" }
    let width = same.map { matrix.descriptors[$0].name.count }.max() ?? 0
    var text = listed.count == 1 ? "The scenario:\n" : "The same in all of them:\n"
    for descriptor in same {
      let entry = matrix.descriptors[descriptor]
      text +=
        "  \(entry.name.padded(to: width + 2))\(entry.variants[listed[0][descriptor]])"
        .withoutControls
        + "\n"
    }
    return text + "\n"
  }

  /// One tableau for as many scenarios as the terminal is wide, below one another.
  private func tableaux(_ listed: [Scenario]) -> String {
    let differing = matrix.descriptors.indices.filter { descriptor in
      listed.contains { $0[descriptor] != listed[0][descriptor] }
    }
    let names =
      differing.flatMap { descriptor in
        [matrix.descriptors[descriptor].name.count]
          + matrix.descriptors[descriptor].variants.map { $0.count + 2 }
      } + ["Total impact score".count]
    let width = min(names.max() ?? 0, max(20, terminal.width / 2))
    let values = listed.map {
      result.consistencyValue($0) == "null" ? "–" : result.consistencyValue($0)
    }
    let totals = listed.map(result.totalImpactScore)
    let column = max(
      4,
      2
        + max(
          values.map(\.count).max() ?? 0, totals.map(\.count).max() ?? 0, String(listed.count).count
        ))
    let perTableau = max(1, (terminal.width - width - 2) / column)
    var text = differing.isEmpty ? "" : "Where they differ:\n"
    for start in stride(from: 0, to: listed.count, by: perTableau) {
      let part = start..<min(listed.count, start + perTableau)
      func row(_ name: String, _ cells: [String]) -> String {
        name.withoutControls.shortened(to: width).padded(to: width + 2)
          + cells.map { String(repeating: " ", count: max(0, column - $0.count)) + $0 }.joined()
          + "\n"
      }
      if start > 0 { text += "\n" }
      text += row("Scenario", part.map { String($0 + 1) })
      for descriptor in differing {
        text += terminal.styled(row(matrix.descriptors[descriptor].name, []), .bold)
        for (variant, name) in matrix.descriptors[descriptor].variants.enumerated()
        where listed.contains(where: { $0[descriptor] == variant }) {
          text += row("  " + name, part.map { listed[$0][descriptor] == variant ? "●" : "·" })
        }
      }
      text += row("Consistency value", part.map { values[$0] })
      text += row("Total impact score", part.map { totals[$0] })
    }
    return text
  }
}
