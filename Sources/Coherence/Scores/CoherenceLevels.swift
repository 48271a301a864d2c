public import Policy

/// Scores for the six levels at which the literature asks whether policies are coherent.
///
/// Picciotto and Weaving (2005): ends and means of one policy, across departments, across actors, with other countries; the
/// Joint Migration and Development Initiative adds levels of government, IOM (2008) countries of origin and destination, OECD (2012) what was
/// agreed between states.
public struct CoherenceLevels: Sendable {
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// One text with itself: its aims with its means.
    case `internal`
    /// Policies of one level of government with one another.
    case horizontal
    /// Levels of government with one another.
    case vertical
    /// Countries of origin and of destination.
    case corridor
    /// Policies with treaties and commitments between states.
    case multilateral
    /// The institutions that carry the policies out.
    case actors
  }

  public struct Row: Sendable, Hashable {
    public var level: Level
    public var score: CoherenceScore
    /// The findings that it rests on.
    public var findings: [Finding.ID]
    /// Objectives on which texts (or institutions) could meet at this level, and those of them that no finding at this level
    /// speaks of.
    public var objectives: Int
    public var unknown: Int

    /// Share of the evidence that is missing; nil where nothing could meet at this level.
    public var missing: Double? {
      objectives > 0 ? Double(unknown) / Double(objectives) : nil
    }
  }

  /// One for each level.
  public let rows: [Row]

  /// - Complexity: linear in findings, and in documents times their objectives.
  public init(_ findings: [Finding], scope: CoherenceScope, weights: ScoreWeights) {
    var byLevel: [Level: [Finding]] = [:]
    for finding in findings {
      for level in Self.levels(of: finding, scope) { byLevel[level, default: []].append(finding) }
    }
    let meeting = Meetings(scope)
    rows = Level.allCases.map { level in
      let findings = byLevel[level] ?? []
      let could = meeting.objectives(at: level)
      return Row(
        level: level,
        score: CoherenceScore(
          findings.map { .init(weight: weights[$0.kind], probability: $0.probability) }),
        findings: findings.map(\.id), objectives: could.count,
        unknown: could.subtracting(findings.flatMap(\.objectives)).count)
    }
  }

  /// The levels at which a finding speaks. A finding within one text is internal; one between two institutions, or on a body
  /// without the institution that it needs, is also one of actors.
  static func levels(of finding: Finding, _ scope: CoherenceScope) -> Set<Level> {
    var levels: Set<Level> = []
    if finding.kind == .silo {
      levels.insert(.actors)
    } else if let level = finding.level {
      if let known = Level(rawValue: level.rawValue) { levels.insert(known) }
    } else if Set(finding.between.map(\.place.file)).count == 1 {
      levels.insert(.internal)
    }
    let charged = finding.between.map { scope.institutions[$0.place] ?? [] }
    for (i, one) in charged.enumerated() where !one.isEmpty {
      if charged[(i + 1)...].contains(where: { !$0.isEmpty && $0.isDisjoint(with: one) }) {
        levels.insert(.actors)
      }
    }
    return levels
  }
}

/// On which objectives texts could meet at a level: those that two of them serve.
private struct Meetings {
  private let scope: CoherenceScope
  /// The documents that serve each objective.
  private let servers: [String: [CoherenceScope.Kept]]

  init(_ scope: CoherenceScope) {
    self.scope = scope
    var servers: [String: [CoherenceScope.Kept]] = [:]
    for kept in scope.documents.values {
      for code in kept.objectives { servers[code, default: []].append(kept) }
    }
    self.servers = servers
  }

  func objectives(at level: CoherenceLevels.Level) -> Set<String> {
    if level == .actors {
      var holders: [String: Int] = [:]
      for objectives in scope.holdings(in: .institutions).values {
        for code in objectives { holders[code, default: 0] += 1 }
      }
      return Set(holders.filter { $0.value > 1 }.keys)
    }
    return Set(servers.filter { meets($0.value, at: level) }.keys)
  }

  private func meets(_ documents: [CoherenceScope.Kept], at level: CoherenceLevels.Level) -> Bool {
    let own = documents.filter { [.local, .regional, .national].contains($0.level) }
    switch level {
    case .internal: return true
    case .horizontal:
      var seen: Set<Home> = []
      return own.contains { !seen.insert(Home($0, at: $0.level)).inserted }
    case .vertical:
      var levels: [Home: GovernmentLevel] = [:]
      return own.contains { document in
        let home = Home(document, at: nil)
        defer { levels[home] = document.level }
        return levels[home].map { $0 != document.level } ?? false
      }
    case .corridor:
      let countries = Set(own.map(\.countries).filter { !$0.isEmpty })
      return countries.count > 1
        || (documents.count > 1 && documents.contains { $0.level == .bilateral })
    case .multilateral:
      return documents.contains { $0.level == .international }
        && documents.contains { $0.level != .international }
    case .actors: return false
    }
  }

  /// Where a document is at home.
  private struct Home: Hashable {
    var countries: Set<String>
    var level: GovernmentLevel?

    init(_ document: CoherenceScope.Kept, at level: GovernmentLevel?) {
      countries = document.countries
      self.level = level
    }
  }
}
