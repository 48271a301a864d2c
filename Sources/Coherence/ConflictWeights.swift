import Foundation
import Policy

/// How much each piece of evidence counts towards a conflict: the weights of a logistic model that were fitted to labelled
/// pairs of provisions. The table is data: `Resources/coherence/weights.csv`.
public struct ConflictWeights: Sendable {
  /// What speaks for or against a conflict between two provisions, most from 0 to about 1.
  package enum Evidence: String, Sendable, CaseIterable {
    /// Strength of the acts, opposite stances, denied words, measures and effects that oppose the two.
    case acts, stances, denial, measures, undercut
    /// The two settle a matter in opposite ways.
    case poles
    /// More than one of them.
    case grounds
    /// Likeness of their matter: cosine of the weighted stems, and sum of the weights shared.
    case cosine, shared
    /// Likeness of what they speak of in whatever words, and how far it is above the likeness of either to all others.
    case topic, distinction
    /// How far the acts name one matter by themselves, and what of it is said beside them.
    case issue, residual
    /// The former, shared among all pairs that the two documents make by the same acts.
    case sole
    /// The titles of the two documents speak of one matter.
    case subject
    /// How near the pair comes to the likest pair that either makes with the other's document.
    case mutual
    /// The pair is the likest, or nearly, that either makes with the other's document.
    case likest
    /// The strongest opposition, as far as the two speak of one matter.
    case matched
    /// Whether they speak of the same people, and whether they name them alike.
    case people, namesake
    /// Both stand in one document; in a law more than in a plan, one limits the other.
    case inside
    /// One declares an aim.
    case aim
    /// How many pairs the two documents make beyond those of two short texts, as a logarithm: the more are looked at, the
    /// likelier is an opposition by chance.
    case crowd
  }

  private let weights: [Evidence: Double]
  private let bias: Double
  /// Candidates below this score are not reported.
  let threshold: Double

  /// - Throws: `Table.Error` with file, line and column.
  init(_ bytes: [UInt8]) throws(Table.Error) {
    let table = try Table(bytes, file: "weights.csv", required: ["evidence", "weight"])
    var weights: [Evidence: Double] = [:]
    var others: [String: Double] = [:]
    for row in table.rows {
      guard let weight = Double(row["weight"]) else {
        throw row.error("weight", "«\(row["weight"])» is not a number")
      }
      if let evidence = Evidence(rawValue: row["evidence"]) {
        weights[evidence] = weight
      } else if ["bias", "threshold"].contains(row["evidence"]) {
        others[row["evidence"]] = weight
      } else {
        throw row.error("evidence", "«\(row["evidence"])» is no kind of evidence")
      }
    }
    self.weights = weights
    bias = others["bias"] ?? 0
    threshold = others["threshold"] ?? 0.5
  }

  /// The probability of a conflict.
  func score(_ evidence: [Evidence: Double]) -> Double {
    var logit = bias
    for kind in Evidence.allCases { logit += (weights[kind] ?? 0) * (evidence[kind] ?? 0) }
    return 1 / (1 + exp(-logit))
  }
}
