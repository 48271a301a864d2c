public import Policy

/// Which functions several institutions are charged with, and whether those institutions co-ordinate.
///
/// A function is one measure for one group of people. Overlap is a candidate, not a fault: redundancy may be meant.
public struct MandateOverlap: Sendable {
  public struct Function: Sendable, Hashable {
    public var measure: String
    /// Code of the people; nil where the mandate names none.
    public var population: String?
  }

  /// A function with those charged with it, in the order of their ids.
  public struct Share: Sendable, Hashable {
    public var function: Function
    public var institutions: [Institution.ID]
  }

  /// Two institutions that are charged with at least one same function.
  public struct Pair: Sendable, Hashable {
    public var first: Institution.ID
    public var second: Institution.ID
    /// Functions of both, and of each.
    public var shared: Int
    public var ofFirst: Int
    public var ofSecond: Int
    /// Whether a tie or a body of the map brings them together.
    public var isCoordinated: Bool

    /// |A∩B|/|A∪B|.
    public var jaccard: Double { Double(shared) / Double(ofFirst + ofSecond - shared) }
    /// The share of the first's functions that the second holds too: what a small office needs to know.
    public var shareOfFirst: Double { Double(shared) / Double(ofFirst) }
    public var shareOfSecond: Double { Double(shared) / Double(ofSecond) }
  }

  /// Functions that at least two institutions are charged with, those of most first.
  public let shared: [Share]
  /// Pairs with a common function, those of most first.
  public let pairs: [Pair]

  /// - Complexity: linear in mandates and in pairs of institutions within one function.
  public init(_ map: InstitutionalMap) {
    var holders: [Function: Set<Institution.ID>] = [:]
    var functions: [Institution.ID: Set<Function>] = [:]
    for mandate in map.mandates {
      let people: [String?] = mandate.populations.isEmpty ? [nil] : mandate.populations
      for measure in mandate.measures {
        for population in people {
          let function = Function(measure: measure, population: population)
          holders[function, default: []].insert(mandate.institution)
          functions[mandate.institution, default: []].insert(function)
        }
      }
    }
    shared = holders.filter { $0.value.count > 1 }
      .map { Share(function: $0.key, institutions: $0.value.sorted()) }
      .sorted {
        ($1.institutions.count, $0.function.measure, $0.function.population ?? "")
          < ($0.institutions.count, $1.function.measure, $1.function.population ?? "")
      }
    var counts: [[Institution.ID]: Int] = [:]
    for share in shared {
      for (i, first) in share.institutions.enumerated() {
        for second in share.institutions.dropFirst(i + 1) {
          counts[[first, second], default: 0] += 1
        }
      }
    }
    var together: Set<[Institution.ID]> = []
    for tie in map.ties { together.insert([tie.from, tie.to].sorted()) }
    for body in map.bodies {
      let members = Set(body.members).sorted()
      for (i, first) in members.enumerated() {
        for second in members.dropFirst(i + 1) { together.insert([first, second]) }
      }
    }
    pairs = counts.map { pair, count in
      Pair(
        first: pair[0], second: pair[1], shared: count, ofFirst: functions[pair[0]]?.count ?? 0,
        ofSecond: functions[pair[1]]?.count ?? 0, isCoordinated: together.contains(pair))
    }.sorted { ($1.shared, $0.first, $0.second) < ($0.shared, $1.first, $1.second) }
  }

  /// Of the pairs with a common function, those that a tie or a body brings together.
  public var together: CountedShare {
    CountedShare(pairs.count(where: \.isCoordinated), of: pairs.count)
  }

  /// The share of `together`; nil without pairs with a common function.
  public var coordinationFit: Double? { together.value }
}
