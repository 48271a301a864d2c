public import Evidence
import Policy

/// A letter to the statistical office that should have a figure on a corridor, ready to be sent but for what stands in square
/// brackets: what is held, what is asked for, and what is offered in return.
public struct RequestLetter: Sendable, Hashable {
  /// The side that is asked.
  public var reporter: BilateralReport.Reporter
  /// "Letter to ask for data: Saudi Arabia".
  public var heading: String
  /// Paragraphs with an empty line between; a list has a line an entry.
  public var text: String

  /// Comparisons that a letter mentions: the newest.
  static let most = 6

  /// The letters to the offices that `desk` says to ask; none where both sides agree.
  static func all(_ desk: MirrorDesk, _ words: EvidenceWords) -> [RequestLetter] {
    desk.ask.map { RequestLetter($0, desk, words) }
  }

  private init(_ reporter: BilateralReport.Reporter, _ desk: MirrorDesk, _ words: EvidenceWords) {
    let ends = [
      "origin": words.country(desk.pair.origin),
      "destination": words.country(desk.pair.destination),
      "asked": words.country(
        reporter == .origin ? desk.pair.origin : desk.pair.destination),
    ]
    func list(_ lines: [String]) -> String { lines.map { "– " + $0 }.joined(separator: "\n") }
    let held = desk.comparisons.suffix(Self.most).map { comparison in
      let line = words(
        "letter." + comparison.measure.rawValue,
        [
          "year": String(comparison.year),
          "a": comparison.byOrigin.map(words.say.number) ?? words("letter.no-figure"),
          "b": comparison.byDestination.map(words.say.number) ?? words("letter.no-figure"),
        ])
      guard let gap = comparison.gap, gap > 0 else { return line }
      return line + " (" + words("letter.difference", ["gap": words.percent(100 * gap)]) + ")"
    }
    let asked = ["ask-stock", "ask-flow", "ask-detail", "ask-source", "ask-terms"].map {
      words("letter." + $0, ends)
    }
    self.reporter = reporter
    heading = words("letter.heading", ends)
    text = [
      words("letter.sender"), words("letter.to", ends), words("letter.subject", ends),
      words("letter.greeting"), words("letter.why-" + reporter.rawValue, ends),
      held.isEmpty ? words("letter.held-nothing") : words("letter.held") + "\n" + list(held),
      words("letter.ask") + "\n" + list(asked), words("letter.protect"), words("letter.return"),
      words("letter.basis"), words("letter.closing"),
    ].joined(separator: "\n\n")
  }
}
