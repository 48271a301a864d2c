/// An indicator that policies need and the data do not give.
public struct DataGap: Sendable, Hashable {
  public enum Reason: String, Sendable {
    /// Nobody counts it.
    case none
    /// The data are there, but score under a half.
    case poor
    /// Nothing is known about the data, which is not to say that there are none.
    case unknown
  }

  public var indicator: Indicator
  public var country: String
  public var reason: Reason
  public var assessment: IndicatorAssessment?
  /// Commitments that need the indicator.
  public var commitments: Int
  /// What would close it at the least cost.
  public var remedy: Remedy?

  /// The gaps of one country, those that most commitments need first, then those with the lowest score.
  ///
  /// - Parameters:
  ///   - indicators: with the objectives that they inform.
  ///   - knowledge: what is known of them in the country; an indicator without an entry is unknown there.
  ///   - commitments: the codes of the objectives of each commitment in the policies.
  ///   - remedies: ways to close a gap.
  ///   - year: the present one.
  /// - Returns: only indicators that at least one commitment needs.
  public static func gaps(
    country: String, indicators: [Indicator], knowledge: [IndicatorKnowledge],
    commitments: [[String]], remedies: [Remedy], year: Int
  ) -> [DataGap] {
    let demands = commitments.map(Set.init)
    var gaps: [DataGap] = []
    for indicator in indicators {
      let count = demands.count { !$0.isDisjoint(with: indicator.objectives) }
      guard count > 0 else { continue }
      let known = knowledge.first { $0.indicator == indicator.code && $0.country == country }
      let assessment = known.map {
        IndicatorAssessment($0, required: indicator.breakdowns, year: year)
      }
      guard let reason = reason(assessment) else { continue }
      gaps.append(
        DataGap(
          indicator: indicator, country: country, reason: reason, assessment: assessment,
          commitments: count,
          remedy: Remedy.cheapest(
            of: remedies, for: indicator,
            against: reason == .poor ? assessment?.worst ?? .availability : .availability)))
    }
    return gaps.sorted { a, b in
      if a.commitments != b.commitments { return a.commitments > b.commitments }
      let (x, y) = (a.assessment?.overall ?? 0, b.assessment?.overall ?? 0)
      return x != y ? x < y : a.indicator.code < b.indicator.code
    }
  }

  private static func reason(_ assessment: IndicatorAssessment?) -> Reason? {
    guard let assessment, let availability = assessment.availability else { return .unknown }
    guard availability != .none else { return Reason.none }
    return (assessment.overall ?? 0) < 0.5 ? .poor : nil
  }
}

/// A figure that migration policy needs, with the objectives that it informs.
public struct Indicator: Sendable, Hashable {
  public var code: String
  public var name: String
  public var objectives: Set<String>
  /// What it must be broken down by.
  public var breakdowns: [String]
  /// Codes of the remedies that suit it, apart from those that suit any.
  public var remedies: Set<String>
  /// Codes of series that measure it.
  public var series: Set<String>
  /// Why nothing is known of it where no table has it; empty for an indicator that tables have for other countries.
  public var whyUnknown: String

  public init(
    code: String, name: String, objectives: Set<String>, breakdowns: [String],
    remedies: Set<String>, series: Set<String> = [], whyUnknown: String = ""
  ) {
    self.code = code
    self.name = name
    self.objectives = objectives
    self.breakdowns = breakdowns
    self.remedies = remedies
    self.series = series
    self.whyUnknown = whyUnknown
  }
}

/// A way to close a gap.
public struct Remedy: Sendable, Hashable {
  public var code: String
  /// What to do, as a sentence.
  public var text: String
  /// 1 is the cheapest.
  public var cost: Int
  public var dimensions: Set<IndicatorAssessment.Dimension>
  /// Whether it suits every indicator.
  public var isGeneral: Bool

  public init(
    code: String, text: String, cost: Int, dimensions: Set<IndicatorAssessment.Dimension>,
    isGeneral: Bool
  ) {
    self.code = code
    self.text = text
    self.cost = cost
    self.dimensions = dimensions
    self.isGeneral = isGeneral
  }

  static func cheapest(
    of remedies: [Remedy], for indicator: Indicator,
    against dimension: IndicatorAssessment.Dimension
  ) -> Remedy? {
    remedies.filter {
      $0.dimensions.contains(dimension)
        && ($0.isGeneral || indicator.remedies.contains($0.code))
    }.min { $0.cost != $1.cost ? $0.cost < $1.cost : $0.code < $1.code }
  }
}
