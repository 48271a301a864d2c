/// How good the data on one indicator in one country are, dimension by dimension, with the reason for each.
///
/// The dimensions follow the Open Data Inventory and the checks of migration data assessments; `Docs/flows.md` has every
/// rule. The overall score is the geometric mean, since one zero matters, with the arithmetic mean beside it.
public struct IndicatorAssessment: Sendable, Hashable {
  public enum Dimension: String, Sendable, CaseIterable {
    case availability, timeliness, periodicity, completeness, disaggregation, comparability
    case coherence, accessibility, reliability, use
  }

  public enum Mark: Sendable, Hashable {
    /// From 0 to 1; what is unknown inside the dimension leaves a range.
    case score(Double, low: Double, high: Double)
    case unknown
    case doesNotApply

    static func score(_ value: Double) -> Mark {
      let value = min(max(value, 0), 1)
      return .score(value, low: value, high: value)
    }

    public var value: Double? {
      if case .score(let value, _, _) = self { value } else { nil }
    }
  }

  public struct Entry: Sendable, Hashable {
    public var dimension: Dimension
    public var mark: Mark
    /// Why, in words.
    public var reason: String
  }

  public var indicator: String
  public var country: String
  public var availability: IndicatorKnowledge.Availability?
  public var entries: [Entry]

  /// Geometric mean of the dimensions with a score; nil when none has one.
  public var overall: Double? { Self.geometric(scores.map(\.1)) }
  /// Arithmetic mean of the same.
  public var mean: Double? {
    scores.isEmpty ? nil : scores.reduce(0) { $0 + $1.1 } / Double(scores.count)
  }

  /// The overall score if everything unknown were as bad, and as good, as it can be.
  public var range: ClosedRange<Double> {
    var (low, high): ([Double], [Double]) = ([], [])
    for entry in entries {
      switch entry.mark {
      case .score(_, let least, let most):
        low.append(least)
        high.append(most)
      case .unknown:
        low.append(0)
        high.append(1)
      case .doesNotApply: break
      }
    }
    let bottom = Self.geometric(low) ?? 0
    return bottom...max(bottom, Self.geometric(high) ?? 1)
  }

  /// The dimension with the lowest score, the first of several.
  public var worst: Dimension? {
    let lowest = scores.map(\.1).min()
    return scores.first { $0.1 == lowest }?.0
  }

  public var unknown: [Dimension] {
    entries.filter { $0.mark == .unknown }.map(\.dimension)
  }

  public func entry(_ dimension: Dimension) -> Entry? {
    entries.first { $0.dimension == dimension }
  }

  private var scores: [(Dimension, Double)] {
    entries.compactMap { entry in entry.mark.value.map { (entry.dimension, $0) } }
  }

  private static func geometric(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    guard values.allSatisfy({ $0 > 0 }) else { return 0 }
    return exponential(values.reduce(0) { $0 + logarithm($1) } / Double(values.count))
  }

  /// - Parameters:
  ///   - required: breakdowns that the indicator needs.
  ///   - year: the present one.
  public init(_ knowledge: IndicatorKnowledge, required: [String], year: Int) {
    indicator = knowledge.indicator
    country = knowledge.country
    availability = knowledge.availability
    let rules = AssessmentRules(knowledge: knowledge, required: required, year: year)
    entries = Dimension.allCases.map { dimension in
      let (mark, reason) = rules.judge(dimension)
      return Entry(dimension: dimension, mark: mark, reason: reason)
    }
  }
}
