public import Policy

/// Coherence scores for every pair of documents, institutions, levels of government or objectives that findings speak of.
public struct CoherenceTable: Sendable {
  public enum Dimension: String, Sendable, Hashable, CaseIterable {
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
    /// Objectives that both serve, and of these those that no finding on the pair speaks of: nothing is known there.
    public var sharedObjectives: Int
    public var unknownObjectives: Int
  }

  public let dimension: Dimension
  /// The least coherent first.
  public let rows: [Row]

  /// - Parameters:
  ///   - documents: whose provisions the findings stand on; their codings tell which objectives are shared.
  ///   - map: whose mandates tell the institutions of a provision.
  /// - Complexity: linear in provisions, findings and the pairs that they name.
  public init(
    _ dimension: Dimension, findings: [Finding], documents: [CodedDocument],
    map: InstitutionalMap, weights: ScoreWeights
  ) {
    self.dimension = dimension
    let places = Places(dimension, documents, map)
    var found: [Pair: [Finding]] = [:]
    for finding in findings {
      for pair in places.pairs(of: finding) { found[pair, default: []].append(finding) }
    }
    rows = found.map { pair, findings in
      let shared = places.objectives[pair.first, default: []]
        .intersection(places.objectives[pair.second, default: []])
      let spoken = Set(findings.flatMap(\.objectives))
      return Row(
        pair: pair,
        score: CoherenceScore(
          findings.map { .init(weight: weights[$0.kind], probability: $0.probability) }),
        findings: findings.map(\.id), sharedObjectives: shared.count,
        unknownObjectives: shared.subtracting(spoken).count)
    }.sorted { ($0.score.value ?? 1, $0.pair) < ($1.score.value ?? 1, $1.pair) }
  }
}

/// What a provision belongs to, in one dimension.
private struct Places {
  let dimension: CoherenceTable.Dimension
  private var level: [String: String] = [:]
  private var institutions: [Place: Set<String>] = [:]
  /// The objectives that each thing serves.
  var objectives: [String: Set<String>] = [:]

  init(
    _ dimension: CoherenceTable.Dimension, _ documents: [CodedDocument], _ map: InstitutionalMap
  ) {
    self.dimension = dimension
    for coded in documents {
      level[coded.document.file] = coded.document.level.rawValue
    }
    for mandate in map.mandates {
      institutions[mandate.place, default: []].insert(mandate.institution)
    }
    for coded in documents {
      for coding in coded.codings where !coding.objectives.isEmpty {
        let codes = coding.objectives.map(\.code)
        let place = Place(file: coded.document.file, provision: coding.provision)
        for owner in owners(of: place) { objectives[owner, default: []].formUnion(codes) }
      }
    }
  }

  private func owners(of place: Place) -> Set<String> {
    switch dimension {
    case .documents: [place.file]
    case .levels: level[place.file].map { [$0] } ?? []
    case .institutions: institutions[place] ?? []
    case .objectives: []
    }
  }

  func pairs(of finding: Finding) -> Set<CoherenceTable.Pair> {
    if dimension == .objectives {
      let codes = Set(finding.objectives).sorted()
      guard codes.count > 1 else { return Set(codes.map { .init($0, $0) }) }
      return Set(
        codes.indices.flatMap { i in codes[(i + 1)...].map { .init(codes[i], $0) } })
    }
    let owners = finding.between.map { self.owners(of: $0.place) }
    guard let first = owners.first else { return [] }
    guard owners.count > 1 else { return Set(first.map { .init($0, $0) }) }
    var pairs: Set<CoherenceTable.Pair> = []
    for (i, one) in owners.enumerated() {
      for other in owners[(i + 1)...] {
        for a in one { for b in other { pairs.insert(.init(a, b)) } }
      }
    }
    return pairs
  }
}
