public import Policy

/// Weights of the components of an index, relative inside each aggregate.
public struct WeightSet: Sendable, Hashable {
  public var name: String
  public var weights: [String: Double]

  public init(name: String, weights: [String: Double]) {
    self.name = name
    self.weights = weights
  }

  /// Reads a weight table (`weights_NAME.csv`: iCode, Weight).
  ///
  /// - Throws: `Table.Error` with file, line and column: an unknown or doubled code, a negative weight, a code without weight,
  ///   weights that sum to zero under an aggregate.
  public init(
    _ bytes: some Sequence<UInt8>, name: String, file: String, framework: Framework
  ) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["iCode", "Weight"])
    var weights: [String: Double] = [:]
    for row in table.rows {
      let code = row["iCode"]
      guard framework.named(code) else {
        throw row.error("iCode", "«\(code)» is not in \(framework.file)")
      }
      let weight = try row.number("Weight")
      guard weight >= 0 else {
        throw row.error("Weight", "the weight of \(code) must be a number, 0 or more")
      }
      guard weights.updateValue(weight, forKey: code) == nil else {
        throw row.error("iCode", "\(code) is there twice")
      }
    }
    self.init(name: name, weights: weights)
    try check(framework, file: file)
  }

  /// Throws when a component has no weight or the weights under an aggregate sum to zero.
  func check(_ framework: Framework, file: String) throws(Table.Error) {
    for node in framework.nodes where node.parent != nil && weights[node.code] == nil {
      throw Table.Error(file: file, column: "Weight", reason: "\(node.code) has no weight")
    }
    for node in framework.nodes where node.level > 1 {
      let children = framework.children(of: node.code)
      guard children.contains(where: { weights[$0.code] ?? 0 > 0 }) else {
        throw Table.Error(
          file: file, column: "Weight",
          reason:
            "the weights under \(node.code) (\(children.map(\.code).joined(separator: ", "))) sum to zero"
        )
      }
    }
  }

  /// The share of each component in the index: its weight within its aggregate, times the share of that.
  public func effective(_ framework: Framework) -> [String: Double] {
    var shares: [String: Double] = [:]
    for level in stride(from: framework.top, through: 1, by: -1) {
      for node in framework.nodes(at: level) {
        let siblings = framework.nodes.filter { $0.parent == node.parent && $0.level == level }
        guard node.parent != nil || level == framework.top else { continue }
        let sum = siblings.reduce(0) { $0 + (weights[$1.code] ?? 0) }
        let above = node.parent.map { shares[$0] ?? 0 } ?? 1
        shares[node.code] = (weights[node.code] ?? 0) / sum * above
      }
    }
    return shares
  }
}

extension Framework {
  /// The metadata's own weights.
  public var originalWeights: WeightSet {
    WeightSet(
      name: "original",
      weights: Dictionary(uniqueKeysWithValues: nodes.map { ($0.code, $0.weight) }))
  }

  public var equalWeights: WeightSet {
    WeightSet(
      name: "equal", weights: Dictionary(uniqueKeysWithValues: nodes.map { ($0.code, 1) }))
  }

  /// True for a row of the metadata file, even one that a recipe leaves out.
  func named(_ code: String) -> Bool { allCodes.contains(code) }
}
