import Coding
import Policy

/// The explanation of one code, for people and for programs.
struct WhyText {
  private let why: Explanation
  private let name: String
  private let place: PlaceInDocument

  init(_ why: Explanation, name: String, _ place: PlaceInDocument) {
    self.why = why
    self.name = name
    self.place = place
  }

  func text(_ terminal: Terminal) -> String {
    var text = place.heading(terminal)
    let title = name == why.code ? why.code : "\(why.code), \(name)"
    text += terminal.styled("\(title): \(verdict)".withoutControls, .bold) + "\n"
    if let ground { text += ground.withoutControls + "\n" }
    if !why.findings.isEmpty {
      text += "\n"
      var table = TextTable("words", "weight", "term", "what became of it")
      for finding in why.findings {
        table.add(
          "«\(finding.words.text)»", "\(finding.term.weight)",
          finding.term.file == "document"
            ? "defined by the document" : "\(finding.term.file):\(finding.term.line)",
          Self.sentence(finding.outcome))
      }
      text += table.text(width: terminal.width)
    } else {
      text += "No word of the provision is a term of this code.\n"
    }
    if let wording = why.wording { text += "Its other words add \(wording.text).\n" }
    text +=
      "\nWeights counted: \(why.sum.rounded2), which is a probability of \(why.score.rounded2); "
      + "the code is given from \(why.needed.rounded2) (\(why.threshold.rounded2)) on.\n"
    if let withheld = why.withheld {
      text += "Withheld by the rule \(withheld.rule): \(withheld.reason).".withoutControls + "\n"
    }
    if !why.changes.isEmpty {
      text += "\nThe answer would have been another\n"
      for change in why.changes {
        text += "  " + Self.sentence(change).withoutControls + "\n"
      }
    }
    return text
  }

  private var verdict: String {
    guard why.isGiven else { return "not given" }
    return why.relevance?.isInherited == true ? "inherited" : "given"
  }

  /// Where relevance comes from.
  private var ground: String? {
    guard let relevance = why.relevance else { return nil }
    let words = relevance.words.map { "«\($0.text)»" }.joined(separator: ", ")
    switch relevance.ground {
    case .own: return "By its own words: \(words)."
    case .defined: return "By words that the document defines: \(words)."
    case .head: return "From the head of its list or the heading above it: \(words)."
    case .article:
      let locator = relevance.words.first?.locator.map { " (\($0))" } ?? ""
      return "From the article that it belongs to\(locator)" + (words.isEmpty ? "." : ": \(words).")
    case .document: return "From the document, which as a whole is about migration."
    case .none: return nil
    }
  }

  private static func sentence(_ outcome: Explanation.Outcome) -> String {
    switch outcome {
    case .counted: "counted"
    case .outweighed: "inside words of a weightier term"
    case .repeated: "counted once already"
    case .refused(let rule, let reason): "refused by \(rule): \(reason)"
    case .lacking(let needs): "needs company: \(needs.joined(separator: " or "))"
    }
  }

  private static func sentence(_ change: Explanation.Change) -> String {
    switch change {
    case .without(let words):
      "without " + words.map { "«\($0.text)»" }.joined(separator: " and ")
    case .otherWords(let weight): "with other words beside, that add less than \(weight.rounded2)"
    case .unrefused(let words, let rule): "had the rule \(rule) not refused «\(words.text)»"
    case .company(let words, let needs):
      "with words of \(needs.joined(separator: " or ")) beside «\(words.text)»"
    case .further(let weight): "with further words that weigh \(weight.rounded2) or more"
    case .otherRole(let role): "if the provision were no \(role.rawValue)"
    case .migrationText: "if the provision spoke of people who move"
    }
  }

  var json: JSONValue {
    .record([
      "file": .string(place.document.file), "locator": .string(place.provision.locator),
      "code": .string(why.code), "name": .string(name), "given": .bool(why.isGiven),
      "ground": .optional(why.relevance?.ground.rawValue), "score": .number(why.score),
      "threshold": .number(why.threshold), "sum": .number(why.sum), "needed": .number(why.needed),
      "role": .string(why.role.rawValue),
      "words": .array(why.findings.map(Self.json)),
      "wording": why.wording?.json ?? .null,
      "withheld": .optional(why.withheld?.rule),
      "changes": .strings(why.changes.map(Self.sentence)),
    ])
  }

  private static func json(_ finding: Explanation.Finding) -> JSONValue {
    let (outcome, rule, reason): (String, String?, String?) =
      switch finding.outcome {
      case .counted: ("counted", nil, nil)
      case .outweighed: ("outweighed", nil, nil)
      case .repeated: ("repeated", nil, nil)
      case .refused(let rule, let reason): ("refused", rule, reason)
      case .lacking(let needs): ("lacking", nil, "needs " + needs.joined(separator: " or "))
      }
    return .record([
      "words": .string(finding.words.text), "term": finding.term.json, "outcome": .string(outcome),
      "rule": .optional(rule), "reason": .optional(reason),
    ])
  }
}

extension PlaceInDocument {
  /// Where the provision stands, and its words.
  func heading(_ terminal: Terminal) -> String {
    var text =
      terminal.styled("\(document.file), \(provision.locator)".withoutControls, .bold) + "\n"
    for line in provision.text.withoutControls.wrapped(to: max(40, terminal.width - 4)) {
      text += "    " + line + "\n"
    }
    return text + "\n"
  }
}
