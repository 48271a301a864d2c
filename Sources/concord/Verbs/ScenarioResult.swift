import Foundation
import Policy
import Scenarios

/// The answer of `concord scenarios`, as other programs read it. Lists are written as they are worked out: they can be long.
struct ScenarioResult {
  let matrix: CrossImpactMatrix
  let request: ScenarioRequest
  /// Nil while scenarios are streamed.
  let set: ScenarioSet?
  let seconds: Double

  /// A descriptor that is held does not count: it is not asked to be consistent.
  func consistencyValue(_ scenario: Scenario) -> String {
    let margins = zip(matrix.margins(of: scenario), request.question.leastMargins)
      .compactMap { margin, least in least == nil ? nil : margin }
    return margins.min().map(matrix.text) ?? "null"
  }

  func totalImpactScore(_ scenario: Scenario) -> String {
    matrix.text(matrix.totalImpactScore(of: scenario))
  }

  private func margins(_ scenario: Scenario) -> String {
    "["
      + matrix.margins(of: scenario).map { $0.map(matrix.text) ?? "null" }.joined(separator: ",")
      + "]"
  }

  private func numbers(_ scenario: Scenario) -> String {
    "[" + scenario.numbers.map(String.init).joined(separator: ",") + "]"
  }

  /// One scenario on one line.
  func line(_ scenario: Scenario) -> String {
    "{\"scenario\":\(numbers(scenario)),\"consistency_value\":\(consistencyValue(scenario)),\"total_impact_score\":\(totalImpactScore(scenario))"
      + (request.showsMargins ? ",\"margins\":\(margins(scenario))" : "") + "}"
  }

  func writeJSON(to terminal: Terminal) {
    guard let set else { return }
    terminal.write(
      """
      {
        "descriptors": \(matrix.descriptors.count),
        "space": "\(matrix.space)",
        "tolerance": \(request.tolerance),

      """)
    if let lead = request.leastLead { terminal.write("  \"min_consistency\": \(lead),\n") }
    terminal.write("  \"count\": \"\(set.count)\",\n  \"complete\": \(set.isComplete),\n")
    if !request.isCount {
      write("scenarios", to: terminal, separator: ",\n    ", numbers)
      write("consistency_value", to: terminal, separator: ", ", consistencyValue)
      write("total_impact_score", to: terminal, separator: ", ", totalImpactScore)
      if request.showsMargins { write("margins", to: terminal, separator: ",\n    ", margins) }
    }
    terminal.write("  \"seconds\": \(String(format: "%.6f", locale: nil, seconds))\n}\n")
  }

  private func write(
    _ key: String, to terminal: Terminal, separator: String, _ value: (Scenario) -> String
  ) {
    var piece = "  \"\(key)\": ["
    var written = 0
    visit { scenario in
      piece += written == 0 ? (separator.hasPrefix(",\n") ? "\n    " : "") : separator
      piece += value(scenario)
      written += 1
      if piece.utf8.count > 1 << 16 {
        terminal.write(piece)
        piece = ""
      }
    }
    terminal.write(piece + (separator.hasPrefix(",\n") && written > 0 ? "\n  " : "") + "],\n")
  }

  /// The scenarios that are listed.
  func visit(_ body: (Scenario) -> Void) {
    let limit = request.limit ?? .max
    var listed = 0
    guard limit > 0 else { return }
    set?.visit {
      body($0)
      listed += 1
      return listed < limit
    }
  }

  func writeCSV(to terminal: Terminal) {
    if request.isCount {
      terminal.write(CSV.line(["space", "count", "complete"]))
      terminal.write(
        CSV.line([
          matrix.space.description, set?.count.description ?? "", String(set?.isComplete ?? false),
        ]))
      return
    }
    terminal.write(
      CSV.line(
        ["scenario"] + matrix.descriptors.map(\.name) + ["consistency_value", "total_impact_score"])
    )
    var number = 0
    visit { scenario in
      number += 1
      let value = consistencyValue(scenario)
      terminal.write(
        CSV.line(
          [String(number)]
            + matrix.descriptors.indices.map { matrix.descriptors[$0].variants[scenario[$0]] }
            + [value == "null" ? "" : value, totalImpactScore(scenario)]))
    }
  }

  /// What the list leaves out.
  func remark(on terminal: Terminal) {
    guard let set else { return }
    if !set.isComplete {
      terminal.remark("Stopped: \(set.count) scenarios found so far, there may be others.")
    }
    guard !request.isCount else { return }
    if let limit = request.limit, set.count > WholeNumber(limit) {
      terminal.remark("The first \(limit) of \(set.count) are listed.")
    } else if !set.isListed {
      terminal.remark(
        "\(set.count) scenarios were found, too many to keep; the list has the first of them. --format ndjson streams them all."
      )
    }
  }
}
