import Foundation
import Policy

/// How likely a finding is by what speaks for it: the sum of its evidence, each times a weight, as the logarithm of the odds
/// (logistic regression). The weights are data, fitted to labelled cases.
struct EvidenceWeights<Kind: Evidence>: Sendable {
  private var bias = 0.0
  /// What is less likely is not reported.
  private(set) var threshold = 0.5
  /// By the raw value of the evidence.
  private var weights = [Double](repeating: 0, count: Kind.allCases.count)

  /// - Parameter bytes: CSV with the columns `evidence` and `weight`; the rows `bias` and `threshold` are no evidence.
  /// - Throws: `Table.Error` with file, line and column.
  init(_ bytes: [UInt8], file: String) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["evidence", "weight"])
    var named: Set<String> = []
    for row in table.rows {
      let name = row["evidence"]
      guard let weight = Double(row["weight"]), weight.isFinite else {
        throw row.error("weight", "«\(row["weight"])» is not a number")
      }
      guard named.insert(name).inserted else {
        throw row.error("evidence", "«\(name)» is in the file twice")
      }
      switch name {
      case "bias": bias = weight
      case "threshold": threshold = weight
      default:
        guard let kind = Kind.allCases.first(where: { $0.name == name }) else {
          throw row.error("evidence", "«\(name)» is no kind of evidence")
        }
        weights[kind.rawValue] = weight
      }
    }
  }

  /// The probability of a finding; no reading of words is certain.
  func score(_ evidence: EvidenceTally<Kind>) -> Double {
    let logit = weights.indices.reduce(bias) { $0 + weights[$1] * evidence[$1] }
    return min(0.95, 1 / (1 + exp(-logit)))
  }
}
