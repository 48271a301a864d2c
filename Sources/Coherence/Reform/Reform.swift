public import Policy

/// The smallest sets of provisions to amend so that every pair named is coherent enough.
///
/// To amend a provision is to mend every finding against coherence that stands on it. Which amendments reach the scores is a
/// 0-1 programme: with F the expected weight for, A against, and the score (F − A)/(F + A + 1) at least m, the amendments must
/// take away at least A − (F(1 − m) − m)/(1 + m) of the weight against. It is solved exactly: sets are tried by size, and
/// a branch is left only when even its best provisions cannot suffice, so the sets found are all of the least size.
public struct Reform: Sendable, Hashable {
  /// A pair that shall reach a score.
  public struct Target: Sendable, Hashable {
    public var pair: CoherenceTable.Pair
    public var minimum: Double

    public init(pair: CoherenceTable.Pair, minimum: Double) {
      self.pair = pair
      self.minimum = minimum
    }
  }

  /// A provision to amend, with the findings that it mends.
  public struct Amendment: Sendable, Hashable {
    public var place: Place
    public var findings: [Finding.ID]
  }

  public enum Outcome: Sendable, Hashable {
    /// All scores are reached as it is.
    case enough
    /// Each of these sets suffices, and no smaller one does.
    case sets([[Amendment]])
    /// Not even all amendments together suffice for these pairs.
    case impossible([CoherenceTable.Pair])
    /// The search was ended at its limit; no set of fewer than this many suffices.
    case unknown(atLeast: Int)
  }

  /// The pairs below their minimum before any amendment.
  public let below: [CoherenceTable.Pair]
  public let outcome: Outcome

  /// - Parameters:
  ///   - table: the scores, whose rows the targets name; a target without a row needs nothing.
  ///   - isAmendable: false for provisions that the reader cannot amend (a treaty, another country's law).
  ///   - limit: nodes of the search, a few million a second.
  ///   - most: sets that are listed.
  public init(
    _ table: CoherenceTable, findings: [Finding], weights: ScoreWeights, targets: [Target],
    isAmendable: (Place) -> Bool = { _ in true }, limit: Int = 5_000_000, most: Int = 50
  ) {
    let byID = Dictionary(findings.map { ($0.id, $0) }) { first, _ in first }
    let rows = Dictionary(table.rows.map { ($0.pair, $0) }) { first, _ in first }
    var needs: [(pair: CoherenceTable.Pair, weight: Double, findings: [Finding])] = []
    for target in targets {
      guard let row = rows[target.pair] else { continue }
      let all = row.findings.compactMap { byID[$0] }
      let weight = { (finding: Finding) in weights[finding.kind] * finding.probability }
      let speaksFor = all.reduce(0) { $0 + max(0, weight($1)) }
      let against = all.reduce(0) { $0 - min(0, weight($1)) }
      let minimum = min(0.999, max(-0.999, target.minimum))
      let allowed = (speaksFor * (1 - minimum) - minimum) / (1 + minimum)
      // A hair of tolerance, so that a score that is reached exactly counts as reached.
      if against > allowed + 1e-9 {
        needs.append((target.pair, against - allowed, all.filter { weight($0) < 0 }))
      }
    }
    below = needs.map(\.pair)
    guard !needs.isEmpty else {
      outcome = .enough
      return
    }
    var mends: [Place: Set<Finding.ID>] = [:]
    for need in needs {
      for finding in need.findings {
        for passage in finding.between where isAmendable(passage.place) {
          mends[passage.place, default: []].insert(finding.id)
        }
      }
    }
    let places = mends.keys.sorted { (mends[$1]?.count ?? 0, $0) < (mends[$0]?.count ?? 0, $1) }
    let programme = CoverProgramme(
      needs: needs.map { need in
        .init(
          weight: need.weight,
          items: need.findings.map { finding in
            .init(
              weight: -weights[finding.kind] * finding.probability,
              covers: places.indices.filter { mends[places[$0]]?.contains(finding.id) == true })
          })
      }, candidates: places.count)
    switch programme.smallest(limit: limit, most: most) {
    case .sets(let sets):
      outcome = .sets(
        sets.map { set in
          set.map { Amendment(place: places[$0], findings: (mends[places[$0]] ?? []).sorted()) }
        })
    case .impossible(let open): outcome = .impossible(open.map { needs[$0].pair })
    case .unknown(let size): outcome = .unknown(atLeast: size)
    }
  }
}
