/// A measuring instrument in one edition: what is asked, what each answer is worth, and how answers become scores.
///
/// A score without an edition means nothing: two editions of one instrument are two `Instrument`s with the same `id`.
/// The file format is described in `Docs/scorecards.md`.
public struct Instrument: Sendable, Hashable {
  /// "un.sdg.10.7.2"
  public var id: String
  public var name: String
  public var edition: String
  /// Who stands behind it, where it was read, under what terms; shown with every score.
  public var about: About
  /// Whether a higher score is better (an openness or rights index) or worse (a restrictiveness index).
  public var direction: Direction
  /// What the answers speak of; the first is meant where an answer does not say.
  public var bases: [Basis]
  /// False for a profile (MGI, the OECD checklist): totals and ranks are refused.
  public var isScored: Bool
  /// Sides that are asked different items: origin and destination.
  public var perspectives: [Named]
  /// Expect, like and love to see, with the weight that each has.
  public var tiers: [Tier]
  /// Codes that stand for a missing answer, whatever the item.
  public var missingCodes: [String: MissingReason]
  /// How the answers of several respondents become one.
  public var consensus: Consensus
  /// Least share of the weight that must be answered before a score is published, 0 for none.
  public var leastCoverage: Double
  /// From the lowest score to the highest; empty when there are none.
  public var classes: [ScoreClass]
  /// Domains and items, under the instrument itself.
  public var root: Node

  public struct About: Sendable, Hashable {
    public var custodians: [String] = []
    public var source: String?
    public var licence: String?
    /// Whose words the items are in.
    public var labels: String?
    public var respondent: String?
    public var period: String?
    /// What is measured: a country, a city, a programme.
    public var unit: String?
    public var note: String?
  }

  public struct Named: Sendable, Hashable {
    public var id: String
    public var label: String
  }

  public struct Tier: Sendable, Hashable {
    public var id: String
    public var label: String
    public var weight: Double
  }

  public enum Direction: String, Sendable, Hashable, CaseIterable {
    case higherIsBetter = "higher_is_better"
    case lowerIsBetter = "lower_is_better"
  }

  public enum Basis: String, Sendable, Hashable, CaseIterable {
    case law, policy, practice
  }

  public enum Consensus: String, Sendable, Hashable, CaseIterable {
    case mean, median, lowest, highest
  }

  /// Why there is no answer. Missing is not one thing.
  public enum MissingReason: String, Sendable, Hashable, CaseIterable {
    case unknown
    case notApplicable = "not_applicable"
  }

  /// A domain, dimension or area, or the instrument as a whole: parts that are combined into one score.
  public struct Node: Sendable, Hashable {
    public var id: String
    public var label: String
    public var note: String?
    public var weight: Double
    public var rule: Combination
    /// False where the instrument's classes do not belong to this level.
    public var hasClasses: Bool
    public var parts: [Part]
  }

  public indirect enum Part: Sendable, Hashable {
    case node(Node)
    case item(Item)

    public var id: String {
      switch self {
      case .node(let node): node.id
      case .item(let item): item.id
      }
    }

    public var weight: Double {
      switch self {
      case .node(let node): node.weight
      case .item(let item): item.weight
      }
    }
  }

  /// How the scores of parts become the score of the whole.
  public struct Combination: Sendable, Hashable {
    public enum Method: String, Sendable, Hashable, CaseIterable {
      /// Weighted arithmetic mean of the parts.
      case mean
      /// Weighted arithmetic mean of all items beneath, however they are grouped.
      case meanOfItems = "mean_of_items"
      case sum
      case minimum
      case maximum
      /// Weighted geometric mean; a part at or below zero makes it zero.
      case geometric
    }

    public var method: Method
    /// The most that the sum can be.
    public var cap: Double?
    /// A linear map of the result, `from` onto `to`.
    public var rescale: Rescale?
    /// Scores of all units are scaled so that the highest of them has this score.
    public var highestCase: Double?
    /// What a part without a score counts as.
    public var missing: MissingRule
  }

  public struct Rescale: Sendable, Hashable {
    public var from: ClosedRange<Double>
    public var to: ClosedRange<Double>
    /// True when the low end of `from` becomes the high end of `to`.
    public var isReversed: Bool

    /// - Parameters:
    ///   - sum: Σ weight × value, kept apart from the weight so that 24 of 30 becomes 80 exactly.
    ///   - weight: Σ weight.
    func callAsFunction(_ sum: Double, over weight: Double = 1) -> Double {
      let width = to.upperBound - to.lowerBound
      let span = from.upperBound - from.lowerBound
      let up = (sum - from.lowerBound * weight) * width / (span * weight)
      return isReversed ? to.upperBound - up : to.lowerBound + up
    }
  }

  public enum MissingRule: Sendable, Hashable {
    /// Counts with this score.
    case score(Double)
    /// Is left out of means; adds nothing to sums.
    case leaveOut
    /// The whole has no score either.
    case withhold
    /// Mean of the other units plus the unit's own mean z-score times their standard deviation (IESPI's adjusted sum).
    case fill
  }

  /// A half-open interval of scores with a name.
  public struct ScoreClass: Sendable, Hashable {
    public var code: Int
    public var label: String
    public var lower: Double
    public var upper: Double
    public var includesUpper: Bool
  }
}

extension Instrument {
  /// All items in their order.
  public var items: [Item] { root.items }

  /// All nodes from the top down, the instrument itself first.
  public var nodes: [Node] { root.nodes }

  public func item(_ id: String) -> Item? { items.first { $0.id == id } }

  /// The class of a score. A score within 1e-9 of a bound stands on it, so that what a mean loses in its last binary
  /// place does not cost a country its class.
  public func scoreClass(of score: Double) -> ScoreClass? {
    let slack = 1e-9 * Swift.max(1, abs(score))
    return classes.first { each in
      score >= each.lower - slack
        && (each.includesUpper ? score <= each.upper + slack : score < each.upper - slack)
    }
  }
}

extension Instrument.Node {
  public var items: [Instrument.Item] {
    parts.flatMap { part in
      switch part {
      case .node(let node): node.items
      case .item(let item): [item]
      }
    }
  }

  public var nodes: [Instrument.Node] {
    [self]
      + parts.flatMap { part -> [Instrument.Node] in
        if case .node(let node) = part { node.nodes } else { [] }
      }
  }
}
