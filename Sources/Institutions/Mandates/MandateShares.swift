import Foundation

/// How a function (one measure for one group of people) is spread over the institutions charged with it.
///
/// Definitions after GAO-15-49SP, "Fragmentation, Overlap, and Duplication" (2015): more than one institution in the same area
/// is fragmentation, and may be meant.
public struct MandateShares: Sendable, Hashable {
  /// Weights of the institutions, each a share of their sum, the largest first.
  public let shares: [Double]

  /// - Parameter weights: for each institution how much it is charged (lead 3, co-lead 2, support 1, consulted 0.5); those
  ///   that are not above 0 are left out.
  public init(weights: [Double]) {
    let kept = weights.filter { $0 > 0 && $0.isFinite }
    let sum = kept.reduce(0, +)
    shares = kept.map { $0 / sum }.sorted(by: >)
  }

  /// Herfindahl–Hirschman index, Σp²: 1 for a single owner. 0 when nobody is charged.
  public var concentration: Double { shares.reduce(0) { $0 + $1 * $1 } }

  /// (1 − HHI)/(1 − 1/n): 0 for a single owner, 1 for equal shares; nil for fewer than two.
  public var normalisedFragmentation: Double? {
    guard shares.count > 1 else { return nil }
    return (1 - concentration) / (1 - 1 / Double(shares.count))
  }

  /// 1/HHI: as many equal owners would be as concentrated. 0 when nobody is charged.
  public var effectiveNumber: Double { shares.isEmpty ? 0 : 1 / concentration }

  /// Theil's index, Σ p ln(p n): 0 for equal shares.
  public var theil: Double {
    shares.reduce(0) { $0 + $1 * log($1 * Double(shares.count)) }
  }
}
