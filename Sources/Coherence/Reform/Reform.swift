public import Policy

/// The smallest sets of provisions to amend so that every pair named is coherent enough.
///
/// To amend a provision is to mend every finding against coherence that stands on it. Which amendments reach the scores is a
/// 0-1 programme: with F the expected weight for, A against, and the score (F − A)/(F + A + 1) at least m, the amendments must
/// take away at least A − (F(1 − m) − m)/(1 + m) of the weight against. It is solved exactly (`CoverProgramme`).
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

  /// All the smallest sets of amendments: one alternative of each group, in whatever combination, for the groups have nothing to do
  /// with one another.
  public struct Choices: Sendable, Hashable {
    /// Of each group, its alternatives, all of one size.
    public var groups: [[[Amendment]]]
    /// False where a group has more alternatives than were to be listed.
    public var isComplete: Bool

    /// How many amendments each set has.
    public var size: Int { groups.reduce(0) { $0 + ($1.first?.count ?? 0) } }

    /// How many sets there are, at least; `Int.max` where the number is larger.
    public var count: Int {
      groups.reduce(1) { product, group in
        let (next, isOver) = product.multipliedReportingOverflow(by: group.count)
        return isOver ? .max : next
      }
    }

    /// The first sets, the alternatives of the last group changing fastest.
    public func sets(most: Int) -> [[Amendment]] {
      var sets: [[Amendment]] = [[]]
      for group in groups.reversed() {
        sets = Array(group.lazy.flatMap { first in sets.map { first + $0 } }.prefix(most))
      }
      return sets
    }
  }

  public enum Outcome: Sendable, Hashable {
    /// All scores are reached as it is.
    case enough
    /// Each of these sets suffices, and no smaller one does.
    case sets(Choices)
    /// Not even all amendments together suffice for these pairs, and there are no others.
    case impossible([CoherenceTable.Pair])
    /// The search was ended at its limit; no set of fewer than `atLeast` suffices, and this one does.
    case unknown(atLeast: Int, suffices: [Amendment])
  }

  /// The pairs below their minimum before any amendment.
  public let below: [CoherenceTable.Pair]
  /// Those of them that no amendments bring to their minimum; the outcome is for the others.
  public let unreachable: [CoherenceTable.Pair]
  public let outcome: Outcome

  /// - Parameters:
  ///   - table: the scores, whose rows the targets name; a target without a row needs nothing.
  ///   - isAmendable: false for provisions that the reader cannot amend (a treaty, another country's law).
  ///   - limit: nodes of the search for each group.
  ///   - most: alternatives of a group that are listed.
  public init(
    _ table: CoherenceTable, findings: [Finding], weights: ScoreWeights, targets: [Target],
    isAmendable: (Place) -> Bool = { _ in true }, limit: Int = 300_000, most: Int = 50
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
      unreachable = []
      return
    }
    func isReachable(_ need: (pair: CoherenceTable.Pair, weight: Double, findings: [Finding]))
      -> Bool
    {
      let most = need.findings.reduce(0) { sum, finding in
        let isMendable = finding.between.contains { $0.isThere && isAmendable($0.place) }
        return sum - (isMendable ? weights[finding.kind] * finding.probability : 0)
      }
      return most >= need.weight - 1e-9
    }
    unreachable = needs.filter { !isReachable($0) }.map(\.pair)
    needs = needs.filter { isReachable($0) }
    guard !needs.isEmpty else {
      outcome = .impossible(unreachable)
      return
    }
    var mends: [Place: Set<Finding.ID>] = [:]
    for need in needs {
      for finding in need.findings {
        for passage in finding.between where passage.isThere && isAmendable(passage.place) {
          mends[passage.place, default: []].insert(finding.id)
        }
      }
    }
    let places = mends.keys.sorted { (mends[$1]?.count ?? 0, $0) < (mends[$0]?.count ?? 0, $1) }
    let index = Dictionary(uniqueKeysWithValues: zip(places, 0...))
    let programme = CoverProgramme(
      needs: needs.map { need in
        .init(
          weight: need.weight,
          items: need.findings.map { finding in
            .init(
              weight: -weights[finding.kind] * finding.probability,
              covers: Set(finding.between.compactMap { index[$0.place] }).sorted())
          })
      }, candidates: places.count)
    func amendments(_ set: [Int]) -> [Amendment] {
      set.map { Amendment(place: places[$0], findings: (mends[places[$0]] ?? []).sorted()) }
    }
    switch programme.smallest(limit: limit, most: most) {
    case .sets(let choices):
      outcome = .sets(
        Choices(
          groups: choices.groups.map { $0.map(amendments) }, isComplete: choices.isComplete))
    case .impossible(let open): outcome = .impossible(open.map { needs[$0].pair })
    case .unknown(let size, let set):
      outcome = .unknown(atLeast: size, suffices: amendments(set))
    }
  }
}

extension Finding.Passage {
  /// False for the words of a person's own finding that stand nowhere in the present texts.
  fileprivate var isThere: Bool { place.provision >= 0 }
}
