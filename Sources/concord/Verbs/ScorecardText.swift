import Indices
import Policy

/// A scorecard for people, on a terminal.
struct ScorecardText {
  let card: Scorecard
  let terminal: Terminal
  /// What the disagreement of the respondents does to the score.
  let uncertainty: RespondentUncertainty.Unit?

  init(
    _ card: Scorecard, _ terminal: Terminal, _ uncertainty: RespondentUncertainty.Unit? = nil
  ) {
    self.card = card
    self.terminal = terminal
    self.uncertainty = uncertainty
  }

  var text: String {
    var text = terminal.styled(card.name.withoutControls, .bold) + "\n"
    let facts = [card.unit, card.round, card.perspective ?? "", "edition " + card.edition]
    text +=
      (facts.filter { !$0.isEmpty } + ["basis: \(card.basis.rawValue)"])
      .joined(separator: ", ").withoutControls + "\n\n"
    var table = TextTable("SCORE", "POSSIBLE", "CLASS", "ANSWERED", "DOMAIN")
    for node in card.nodes {
      let possible = node.bounds.map { bounds in
        bounds.upperBound - bounds.lowerBound < 1e-9
          ? "" : "\(bounds.lowerBound.rounded2)–\(bounds.upperBound.rounded2)"
      }
      let codes = node.possibleClasses.map { String($0.code) }
      let scoreClass =
        node.scoreClass.map { each in
          codes.isEmpty ? String(each.code) : "\(each.code) (\(codes.joined(separator: "/")))"
        } ?? ""
      table.add(
        node.score?.rounded2 ?? "–", possible ?? "?", scoreClass,
        "\(Int((node.coverage * 100).rounded())) %",
        String(repeating: "  ", count: node.depth) + (node.depth == 0 ? "Overall" : node.label)
          + (node.withheld.map { " — no score: " + $0 } ?? ""))
    }
    text += table.text(width: terminal.width)
    if let each = card.overall.scoreClass { text += "\nOverall: \(each.label)\n" }
    text += gaps + disagreement
    return text
  }

  private var gaps: String {
    var text = ""
    let open = card.items.filter { $0.state == .unanswered }
    if !open.isEmpty {
      text += "\nNot answered: \(open.map(\.id).joined(separator: ", "))\n"
    }
    let apart = card.items.filter { item in
      guard let score = item.score, let practice = item.practice else { return false }
      return score != practice
    }
    for item in apart {
      text +=
        "Practice differs from \(card.basis.rawValue): \(item.id) \(item.label) (\(item.score?.rounded2 ?? "–") against \(item.practice?.rounded2 ?? "–"))\n"
    }
    let unproven = card.items.filter { item in
      item.state == .answered && item.answers.allSatisfy { ($0.evidence ?? "").isEmpty }
    }
    if !unproven.isEmpty {
      text += "Answered without evidence: \(unproven.map(\.id).joined(separator: ", "))\n"
    }
    return text.withoutControlsButLines
  }

  private var disagreement: String {
    guard let agreement = card.agreement else { return "" }
    var text = "\n\(agreement.respondents) respondents, \(agreement.items) items in common"
    if let alpha = agreement.nominal { text += "; Krippendorff's alpha \(alpha.rounded2)" }
    if let alpha = agreement.interval { text += " (by distance \(alpha.rounded2))" }
    text += "\n"
    for each in card.respondents {
      text += "  \(each.respondent.isEmpty ? "(not named)" : each.respondent): "
      text += "\(each.score?.rounded2 ?? "–") from \(each.answered) answers\n"
    }
    if !agreement.disputed.isEmpty {
      text += "They differ on: \(agreement.disputed.joined(separator: ", "))\n"
    }
    if let uncertainty, let whole = uncertainty.spreads.first, let low = whole.low,
      let high = whole.high
    {
      text +=
        "If on each item one of them is right, whoever it is, the score lies between \(low.rounded2) and \(high.rounded2) in nine of ten of \(uncertainty.runs) draws"
      let classes = whole.classes.sorted { $0.key < $1.key }.map {
        "class \($0.key) in \(Int(($0.value * 100).rounded())) %"
      }
      text += classes.count > 1 ? ": \(classes.joined(separator: ", ")).\n" : ".\n"
      let moving = uncertainty.disputes.prefix(3).compactMap { dispute in
        dispute.share.map { "\(dispute.item) (\(Int(($0 * 100).rounded())) %)" }
      }
      if !moving.isEmpty { text += "What moves it most: \(moving.joined(separator: ", "))\n" }
    }
    return text.withoutControlsButLines
  }

  static func text(of comparison: ScorecardComparison, _ terminal: Terminal) -> String {
    let (a, b) = (comparison.earlier, comparison.later)
    var text = terminal.styled(b.name.withoutControls, .bold) + "\n"
    text +=
      "\(b.unit): \(a.round) (edition \(a.edition)) to \(b.round) (edition \(b.edition))"
      .withoutControls + "\n\n"
    func signed(_ value: Double?) -> String {
      value.map { (abs($0) < 0.005 ? "0" : ($0 > 0 ? "+" : "") + $0.rounded2) } ?? "–"
    }
    var table = TextTable("EARLIER", "LATER", "CHANGE", "REVISION", "METHOD", "DATA", "DOMAIN")
    for change in comparison.changes {
      table.add(
        change.earlier?.rounded2 ?? "–", change.later?.rounded2 ?? "–", signed(change.total),
        signed(change.revision), signed(change.method), signed(change.data),
        String(repeating: "  ", count: change.depth)
          + (change.depth == 0 ? "Overall" : change.label))
    }
    text += table.text(width: terminal.width) + "\n"
    for item in comparison.items {
      let from = item.earlier.isEmpty ? "no answer" : item.earlier
      let to = item.later.isEmpty ? "no answer" : item.later
      text += "\(item.id) \(item.label): \(from) → \(to) (\(item.cause.rawValue))".withoutControls
      text += "\n"
    }
    return text
  }

  static func text(of change: SmallestChange, _ terminal: Terminal) -> String {
    guard !change.steps.isEmpty else {
      return "The target of \(change.target.rounded2) is reached already.\n"
    }
    var text =
      "From \(change.current?.rounded2 ?? "no score") to \(change.reached.rounded2) (target \(change.target.rounded2)) with \(change.steps.count) \(change.steps.count == 1 ? "change" : "changes"):\n\n"
    var table = TextTable("ITEM", "TO", "GAIN", "QUESTION")
    for step in change.steps {
      table.add(
        step.item + (step.part.map { " " + $0 } ?? ""), step.to, "+" + step.gain.rounded2,
        step.label)
    }
    text += table.text(width: terminal.width) + "\n"
    text +=
      change.isProven
      ? "No smaller set of answers reaches it; other sets of this size may.\n"
      : "Answers on which others depend were held still; a smaller set may exist.\n"
    return text
  }
}
