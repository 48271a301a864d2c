public import Foundation
public import Indices
public import Policy

/// A scorecard as a page: domains as bars, what is not known, the answers with what they stand on, the round before.
public struct ScorecardReport: Sendable {
  let card: Scorecard
  let instrument: Instrument
  let comparison: ScorecardComparison?
  /// What the disagreement of the respondents does to the score.
  let uncertainty: RespondentUncertainty.Unit?
  let say: ReportStrings
  private let style: String

  /// - Parameters:
  ///   - comparison: with an earlier round, whose later card is `card`.
  ///   - resource: fetches the bytes of `Report.resources`, as `ResourceFolder.bytes` does.
  public init(
    _ card: Scorecard, of instrument: Instrument, comparison: ScorecardComparison? = nil,
    uncertainty: RespondentUncertainty.Unit? = nil, language: Language,
    resource: (String) throws -> [UInt8]
  ) throws {
    self.card = card
    self.instrument = instrument
    self.comparison = comparison
    self.uncertainty = uncertainty
    say = try ReportStrings(try resource("report/strings.csv"), language: language)
    style = String(decoding: try resource("report/report.css"), as: UTF8.self)
  }

  /// Writes the page in the place of an older one.
  ///
  /// - Throws: `ReportError` when it cannot be written.
  public func write(to file: URL) throws {
    do {
      try Data(html).write(to: file, options: .atomic)
    } catch {
      throw ReportError(file.path, "the page cannot be written: \(error.localizedDescription)")
    }
  }

  /// The same card gives the same bytes.
  public var html: [UInt8] {
    let about = [card.unit, card.round].filter { !$0.isEmpty }.joined(separator: " · ")
    let page = SinglePage(
      title: card.name + (about.isEmpty ? "" : " · " + about), publication: about, style: style,
      say: say)
    return page.text(
      HTML.of {
        opening
        figures
        domains
        gaps
        if let comparison { rounds(comparison) }
        respondents
        answers
        method
      })
  }

  private var opening: HTML {
    let facts = [card.unit, card.round, side, say("scorecard.basis." + card.basis.rawValue)]
    return header(.class("opening")) {
      p(.class("kicker"), text: facts.filter { !$0.isEmpty }.joined(separator: " · "))
      h1 { bdi(card.name) }
      p(.class("lede"), text: lede)
    }
  }

  private var side: String {
    guard let id = card.perspective else { return "" }
    return instrument.perspectives.first { $0.id == id }?.label ?? id
  }

  private var lede: String {
    let whole = card.overall
    guard let score = whole.score else {
      return say("scorecard.lede.none", ["reason": whole.withheld ?? ""])
    }
    let top = whole.scale.map { say.score($0.upperBound) } ?? "–"
    var text = say("scorecard.lede", ["score": say.score(score), "top": top])
    if let own = whole.scoreClass {
      text += " " + say("scorecard.lede.class", ["class": own.label])
    }
    if let bounds = whole.bounds, bounds.upperBound - bounds.lowerBound > 1e-9 {
      text +=
        " "
        + say(
          "scorecard.lede.bounds",
          ["low": say.score(bounds.lowerBound), "high": say.score(bounds.upperBound)])
    }
    return text
  }

  private var figures: HTML {
    let scored = card.items.filter { $0.scale != nil || !$0.answers.isEmpty }
    let answered = scored.count { $0.state == .answered }
    let proven = scored.count { item in
      item.answers.contains { !($0.evidence ?? "").isEmpty }
    }
    func figure(_ number: String, _ key: String) -> HTML {
      li {
        strong(number)
        span(say(key))
      }
    }
    return section(.class("figures scorecard"), .label(say("summary.figures"))) {
      ul {
        figure(card.overall.score.map(say.score) ?? "–", "scorecard.figure.score")
        figure(card.overall.scoreClass.map { String($0.code) } ?? "–", "scorecard.figure.class")
        figure(say.number(answered) + " / " + say.number(scored.count), "scorecard.figure.answered")
        figure(say.number(proven), "scorecard.figure.evidence")
        figure(
          say.number(card.items.count { $0.practice != nil && $0.practice != $0.score }),
          "scorecard.figure.practice")
      }
    }
  }

  private var domains: HTML {
    let nodes = card.nodes
    let scale = nodes.compactMap(\.scale).reduce(into: nil as ClosedRange<Double>?) { all, one in
      all =
        all.map { min($0.lowerBound, one.lowerBound)...max($0.upperBound, one.upperBound) } ?? one
    }
    let areComparable = Set(nodes.compactMap(\.scale)).count < 2
    let marks = instrument.classes.map(\.lower).filter { mark in
      scale.map { $0.lowerBound < mark && mark < $0.upperBound } ?? false
    }
    let earlier = comparison.map { comparison in
      Dictionary(comparison.changes.map { ($0.id, $0.earlier) }) { first, _ in first }
    }
    let bars = nodes.map { node in
      // Domains on scales of their own are drawn as a share of them.
      func drawn(_ value: Double?) -> Double? {
        guard let value, !areComparable, let own = node.scale, own.upperBound > own.lowerBound
        else { return value }
        return (value - own.lowerBound) * 100 / (own.upperBound - own.lowerBound)
      }
      return ScoreBars.Bar(
        name: node.depth == 0 ? say("scorecard.overall") : node.label, score: drawn(node.score),
        bounds: node.bounds.flatMap { bounds in
          guard let low = drawn(bounds.lowerBound), let high = drawn(bounds.upperBound) else {
            return nil
          }
          return low...high
        }, earlier: drawn(earlier?[node.id] ?? nil), isWhole: node.depth == 0)
    }
    let picture = ScoreBars(
      title: say("scorecard.domains"), scale: areComparable ? scale ?? 0...100 : 0...100,
      marks: areComparable ? marks : [], bars: bars, say: say)
    return section {
      h2(say("scorecard.domains"))
      if nodes.contains(where: { $0.score != nil }) {
        figure {
          picture.picture()
          figcaption {
            say("scorecard.domains.caption")
            if areComparable, !marks.isEmpty { " " + say("scorecard.domains.marks") }
            if comparison != nil { " " + say("scorecard.domains.earlier") }
            if !areComparable { " " + say("scorecard.domains.share") }
          }
        }
      }
      domainTable(nodes)
    }
  }

  private func domainTable(_ nodes: [Scorecard.NodeScore]) -> HTML {
    table(.class("domains")) {
      thead {
        tr {
          for key in ["domain", "score", "possible", "class", "coverage"] {
            th(.scope("col"), text: say("scorecard.column." + key))
          }
        }
      }
      tbody {
        for node in nodes {
          tr(.class(node.depth == 0 ? "total" : "")) {
            th(.scope("row")) {
              bdi(node.depth == 0 ? say("scorecard.overall") : node.label)
              if let withheld = node.withheld {
                span(.class("meaning"), .lang(.english), text: withheld)
              } else if !instrument.isScored || node.score == nil, !node.tally.isEmpty {
                span(.class("meaning"), text: tally(node))
              }
            }
            td(.class("number"), text: scoreText(node))
            td(.class("number"), text: boundsText(node.bounds))
            td(text: classText(node))
            td(.class("number"), text: say.percent(Int((node.coverage * 100).rounded()), of: 100))
          }
        }
      }
    }
  }

  private func tally(_ node: Scorecard.NodeScore) -> String {
    node.tally.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value)" }.joined(separator: ", ")
  }

  private func scoreText(_ node: Scorecard.NodeScore) -> String {
    guard let score = node.score else { return "–" }
    guard let scale = node.scale else { return say.score(score) }
    return say.score(score) + " / " + say.score(scale.upperBound)
  }

  private func boundsText(_ bounds: ClosedRange<Double>?) -> String {
    guard let bounds, bounds.upperBound - bounds.lowerBound > 1e-9 else { return "" }
    return say.score(bounds.lowerBound) + "–" + say.score(bounds.upperBound)
  }

  private func classText(_ node: Scorecard.NodeScore) -> String {
    guard let own = node.scoreClass else { return "" }
    let others = node.possibleClasses.filter { $0 != own }.map { String($0.code) }
    let text = "\(own.code) · \(own.label)"
    guard !others.isEmpty else { return text }
    return text + " (" + say("scorecard.class.or", ["classes": others.joined(separator: ", ")])
      + ")"
  }
}
