public import Policy

/// How much a finding of each kind says for (above 0) or against coherence.
///
/// The weights are a choice of Concord's, not a measurement: they are data (`Resources/coherence/score-weights.csv`) so that
/// a user can set others, and every page that shows scores shows them.
public struct ScoreWeights: Sendable, Hashable {
  private let weights: [Finding.Kind: Double]

  /// - Parameter bytes: CSV with the columns `kind` and `weight`; every kind once, weights from -1 to 1.
  /// - Throws: `Table.Error` with file, line and column.
  public init(_ bytes: some Sequence<UInt8>, file: String = "score-weights.csv") throws(Table.Error)
  {
    var weights: [Finding.Kind: Double] = [:]
    let table = try Table(bytes, file: file, required: ["kind", "weight"])
    for row in table.rows {
      guard let kind = Finding.Kind(rawValue: row["kind"]) else {
        throw row.error("kind", "«\(row["kind"])» is no kind of finding")
      }
      guard let weight = Double(row["weight"]), (-1...1).contains(weight) else {
        throw row.error("weight", "«\(row["weight"])» is no number from -1 to 1")
      }
      guard weights.updateValue(weight, forKey: kind) == nil else {
        throw row.error("kind", "«\(kind.rawValue)» has a weight already")
      }
    }
    if let missing = Finding.Kind.allCases.first(where: { weights[$0] == nil }) {
      throw Table.Error(file: file, reason: "«\(missing.rawValue)» has no weight: add a row")
    }
    self.weights = weights
  }

  public subscript(kind: Finding.Kind) -> Double { weights[kind] ?? 0 }
}
