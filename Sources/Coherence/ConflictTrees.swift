import Foundation
import Policy

/// How likely two opposed provisions are a conflict, by what speaks for it: the sum of many small decision trees that were
/// fitted to labelled pairs of provisions (gradient boosting, Friedman 2001). The trees are data:
/// `Resources/coherence/conflict-trees.csv`.
///
/// A row is a node. A branch names its evidence and threshold and the rows of the same tree that follow, `low` for evidence
/// up to the threshold and `high` above it; a leaf has only a value, which is added to the logarithm of the odds.
public struct ConflictTrees: Sendable {
  private struct Node: Sendable {
    /// Raw value of the evidence; -1 for a leaf.
    var evidence: Int
    /// Threshold of a branch, value of a leaf.
    var value: Double
    var low = 0
    var high = 0
  }

  private let nodes: [Node]
  /// The first node of each tree.
  private let roots: [Int]
  private let bias: Double
  /// Candidates below this score are not reported.
  let threshold: Double

  /// - Throws: `Table.Error` with file, line and column.
  init(_ bytes: [UInt8]) throws(Table.Error) {
    let table = try Table(
      bytes, file: "conflict-trees.csv",
      required: ["tree", "node", "evidence", "value", "low", "high"])
    var (bias, threshold) = (0.0, 0.5)
    var nodes: [Node] = []
    var roots: [Int] = []
    var tree = ""
    /// Where each node of the tree leads that is not yet known to lie in it.
    var ahead: [(row: Table.Row, to: Int)] = []
    for row in table.rows {
      guard let value = Double(row["value"]) else {
        throw row.error("value", "«\(row["value"])» is not a number")
      }
      switch row["evidence"] {
      case "bias": bias = value
      case "threshold": threshold = value
      default:
        if row["tree"] != tree || roots.isEmpty {
          roots.append(nodes.count)
          tree = row["tree"]
        }
        let root = roots[roots.count - 1]
        guard Int(row["node"]) == nodes.count - root else {
          throw row.error("node", "the nodes of a tree are numbered from 0, row by row")
        }
        guard !row["evidence"].isEmpty else {
          nodes.append(Node(evidence: -1, value: value))
          continue
        }
        guard let kind = ConflictEvidence.allCases.first(where: { $0.name == row["evidence"] })
        else {
          throw row.error("evidence", "«\(row["evidence"])» is no kind of evidence")
        }
        // A node leads to later ones, so that no tree runs in a circle.
        guard let low = Int(row["low"]), let high = Int(row["high"]),
          min(low, high) > nodes.count - root
        else { throw row.error("low", "a branch leads to later nodes of its tree") }
        ahead.append((row, root + max(low, high)))
        nodes.append(
          Node(evidence: kind.rawValue, value: value, low: root + low, high: root + high))
      }
    }
    for (row, to) in ahead where to >= nodes.count {
      throw row.error("high", "the tree has no such node")
    }
    self.nodes = nodes
    self.roots = roots
    self.bias = bias
    self.threshold = threshold
  }

  /// The probability of a conflict.
  func score(_ evidence: EvidenceTally<ConflictEvidence>) -> Double {
    var logit = bias
    for root in roots {
      var node = nodes[root]
      while node.evidence >= 0 {
        node = nodes[evidence[node.evidence] <= node.value ? node.low : node.high]
      }
      logit += node.value
    }
    return 1 / (1 + exp(-logit))
  }
}
