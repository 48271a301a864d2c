public import Policy

/// Coherence scores for every pair of documents, institutions, levels of government or objectives that findings speak of.
public struct CoherenceTable: Sendable {
  public enum Dimension: String, Sendable, Hashable, Codable, CaseIterable {
    case documents, institutions, levels, objectives
  }

  /// A pair, or one thing with itself where both are the same.
  public struct Pair: Sendable, Hashable, Comparable {
    public let first: String
    public let second: String

    public init(_ one: String, _ other: String) {
      first = min(one, other)
      second = max(one, other)
    }

    public static func < (a: Pair, b: Pair) -> Bool {
      (a.first, a.second) < (b.first, b.second)
    }
  }

  public struct Row: Sendable, Hashable {
    public var pair: Pair
    public var score: CoherenceScore
    /// The findings that it rests on.
    public var findings: [Finding.ID]
    /// Objectives that both serve (for a pair of objectives: documents that serve both), and of these those that no finding on the
    /// pair speaks of: nothing is known there.
    public var shared: Int
    public var unknown: Int
  }

  public let dimension: Dimension
  /// The least coherent first.
  public let rows: [Row]

  /// - Parameters:
  ///   - documents: whose provisions the findings stand on; their codings tell which objectives are shared.
  ///   - map: whose mandates tell the institutions of a provision.
  public init(
    _ dimension: Dimension, findings: [Finding], documents: [CodedDocument],
    map: InstitutionalMap, weights: ScoreWeights
  ) {
    self.init(
      dimension, findings: findings, scope: CoherenceScope(documents, map), weights: weights)
  }

  /// - Complexity: linear in findings and the pairs that they name.
  public init(
    _ dimension: Dimension, findings: [Finding], scope: CoherenceScope, weights: ScoreWeights
  ) {
    self.dimension = dimension
    var found: [Pair: [Finding]] = [:]
    for finding in findings {
      for pair in Self.pairs(of: finding, dimension, scope) {
        found[pair, default: []].append(finding)
      }
    }
    let holdings = scope.holdings(in: dimension)
    rows = found.map { pair, findings in
      let shared = holdings[pair.first, default: []].intersection(
        holdings[pair.second, default: []])
      let spoken =
        dimension == .objectives
        ? Set(findings.flatMap { $0.between.map(\.place.file) })
        : Set(findings.flatMap(\.objectives))
      return Row(
        pair: pair,
        score: CoherenceScore(
          findings.map { .init(weight: weights[$0.kind], probability: $0.probability) }),
        findings: findings.map(\.id), shared: shared.count,
        unknown: shared.subtracting(spoken).count)
    }.sorted { ($0.score.value ?? 1, $0.pair) < ($1.score.value ?? 1, $1.pair) }
  }

  private static func pairs(
    of finding: Finding, _ dimension: Dimension, _ scope: CoherenceScope
  ) -> Set<Pair> {
    if dimension == .objectives {
      let codes = Set(finding.objectives).sorted()
      guard codes.count > 1 else { return Set(codes.map { Pair($0, $0) }) }
      return Set(codes.indices.flatMap { i in codes[(i + 1)...].map { Pair(codes[i], $0) } })
    }
    let owners = finding.between.map { scope.owners(of: $0.place, in: dimension) }
    guard let first = owners.first else { return [] }
    guard owners.count > 1 else { return Set(first.map { Pair($0, $0) }) }
    var pairs: Set<Pair> = []
    for (i, one) in owners.enumerated() {
      for other in owners[(i + 1)...] {
        for a in one { for b in other { pairs.insert(Pair(a, b)) } }
      }
    }
    return pairs
  }
}
