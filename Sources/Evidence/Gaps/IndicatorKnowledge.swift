/// What is known about one indicator in one country: who counts, how often, how completely, and how openly.
///
/// Nil is "not known" everywhere; "no" and zero are answers of their own.
public struct IndicatorKnowledge: Sendable, Hashable {
  /// Who has a figure at all.
  public enum Availability: String, Sendable, CaseIterable {
    /// The country's own office.
    case national
    /// Others: countries in their figures about this one, or an international organisation.
    case mirror
    /// A model, from other figures.
    case modelled
    /// Nobody.
    case none
  }

  /// Where the figure comes from, which says how old it may be and how often it can be had.
  public enum Origin: String, Sendable, CaseIterable {
    case census
    case survey
    case register

    /// Years that may pass before a figure is out of date.
    var allowedLag: Double {
      switch self {
      case .census: 10
      case .survey: 3
      case .register: 1
      }
    }

    /// Years from one figure to the next.
    var interval: Double { allowedLag }
  }

  public var indicator: String
  public var country: String
  public var availability: Availability?
  public var origin: Origin?
  /// Years for which there is a figure; nil when that is not known, empty when there is none.
  public var years: [Int]?
  /// Years expected between two figures; by origin unless given.
  public var interval: Double?
  /// The part whose origin, sex or region is known, and the whole.
  public var known: Double?
  public var whole: Double?
  /// By what the figure can be broken down, and by what not; what stands in neither is not known.
  public var brokenDown: Set<String> = []
  public var notBrokenDown: Set<String> = []
  /// Breakdowns by two or more at once, such as sex and age.
  public var joint: Set<String> = []
  /// What is counted, by the letters of the United Nations: B people born abroad, C citizens of other countries, I nobody
  /// (imputed), R refugees added.
  public var definition: Set<Character>?
  /// Revisions of the producer that the series mixes.
  public var revisions: Int?
  /// A break in the series that is not marked.
  public var hasBreak: Bool?
  /// Shares from 0 to 1: what the accounting identity misses, what two countries' reports differ by, and two producers'.
  public var identityGap: Double?
  public var mirrorGap: Double?
  public var producerGap: Double?
  /// The five elements of openness of the Open Data Inventory, each 0, ½ or 1: machine readable, not proprietary,
  /// metadata, download options, terms of use.
  public var openness: [Double?] = Array(repeating: nil, count: 5)
  /// A sampling error or a range is published.
  public var publishesError: Bool?
  /// Policy targets that name the indicator, and those of them that it serves today.
  public var targets: Int?
  public var targetsServed: Int?

  public init(indicator: String, country: String) {
    self.indicator = indicator
    self.country = country
  }
}
