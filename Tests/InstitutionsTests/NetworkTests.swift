import Testing

@testable import Institutions
@testable import Policy

/// Against values computed with NetworkX 3.6.1 and R `sna`, and the published exercises of UCINET.
@Suite struct NetworkTests {
  static func network(_ edges: String, _ count: Int) -> Network {
    let ties = edges.split(separator: " ").map { pair -> (from: Int, to: Int) in
      let digits = pair.compactMap(\.wholeNumberValue)
      return (digits[0], digits[1])
    }
    return Network(actors: (0..<count).map(String.init), ties: ties, isDirected: false)
  }

  /// Krackhardt's kite.
  static let kite = network("01 02 03 05 13 14 16 23 25 34 35 36 46 56 57 67 78 89", 10)

  func equal(_ values: [Double], _ expected: [Double]) -> Bool {
    values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) < 1e-6 }
  }

  @Test func theKite() {
    let kite = Self.kite
    #expect(equal([kite.density], [0.4]))
    #expect(
      equal(
        kite.normalisedBetweenness,
        [
          0.0231481481, 0.0231481481, 0, 0.1018518519, 0, 0.2314814815, 0.2314814815, 0.3888888889,
          0.2222222222, 0,
        ]))
    #expect(
      equal(
        kite.harmonic.map { ($0 * 1e6).rounded() / 1e6 },
        [
          6.083333, 6.083333, 5.583333, 7.083333, 5.583333, 6.833333, 6.833333, 6, 4.666667,
          3.416667,
        ]))
    #expect(abs(kite.degreeCentralisation - 0.333333) < 1e-6)
    #expect(abs(kite.betweennessCentralisation - 0.296296) < 1e-6)
    #expect(kite.cutActors == [7, 8])
    #expect(kite.fragmentation == 0)
    #expect(abs(kite.distanceFragmentation - 0.353704) < 1e-6)
  }

  @Test(arguments: [(1, [7], 0.486111), (2, [5, 6], 0.607143), (3, [3, 5, 6], 0.674603)])
  func keyPlayersOfTheKite(_ size: Int, _ set: [Int], _ value: Double) throws {
    let found = try #require(Self.kite.keyPlayers(size))
    #expect(found.sets == [set])
    #expect(abs(found.value - value) < 1e-6)
  }

  @Test func keyPlayersAreNotGuessedWhereTheSetsAreTooMany() {
    #expect(Self.kite.keyPlayers(4, limit: 100) == nil)
    #expect(Self.kite.keyPlayers(0) == nil)
    #expect(Self.kite.keyPlayers(10) == nil)
  }

  /// Seven offices: MFA 0, MoL 1, MoI 2, Plan 3, Dias 4, Reg 5, NGO 6.
  static let offices = Network(
    actors: ["MFA", "MoL", "MoI", "Plan", "Dias", "Reg", "NGO"],
    ties: [
      (0, 1), (1, 3), (2, 0), (3, 5), (5, 3), (6, 3), (3, 6), (4, 0), (0, 4), (1, 2), (6, 4),
      (5, 1),
    ], isDirected: true)
  static let groups = [1, 1, 1, 2, 2, 3, 4]

  @Test func theSevenOffices() {
    let offices = Self.offices
    #expect(abs(offices.density - 0.285714) < 1e-6)
    #expect(offices.externalInternal(groups: Self.groups) == 0.5)
    #expect(equal(offices.betweenness, [11.5, 15, 2.5, 12.5, 3, 3, 3.5]))
  }

  @Test func rolesOfTheSevenOffices() {
    let roles = Self.offices.brokerage(groups: Self.groups)
    let both = Brokerage(coordinator: 1, gatekeeper: 1, representative: 1)
    #expect(
      roles == [
        both, both, Brokerage(coordinator: 1), Brokerage(liaison: 4), Brokerage(liaison: 1),
        Brokerage(liaison: 1), Brokerage(itinerant: 1),
      ])
    #expect(roles.reduce(0) { $0 + $1.total } == 14)
  }

  @Test func rolesOfFourActors() {
    let four = Network(
      actors: ["A", "B", "C", "D"], ties: [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (3, 0)],
      isDirected: true)
    #expect(
      four.brokerage(groups: [0, 0, 1, 1]) == [
        Brokerage(itinerant: 1, gatekeeper: 1), Brokerage(representative: 1),
        Brokerage(gatekeeper: 1), Brokerage(itinerant: 1, representative: 1),
      ])
  }

  /// Padgett's marriages with the isolate Pucci, whose figures UCINET publishes.
  @Test func theFlorentineFamilies() {
    let names = [
      "Acciaiuoli", "Albizzi", "Barbadori", "Bischeri", "Castellani", "Ginori", "Guadagni",
      "Lamberteschi", "Medici", "Pazzi", "Peruzzi", "Ridolfi", "Salviati", "Strozzi", "Tornabuoni",
      "Pucci",
    ]
    let pairs = [
      "Acciaiuoli Medici", "Castellani Peruzzi", "Castellani Strozzi", "Castellani Barbadori",
      "Medici Barbadori", "Medici Ridolfi", "Medici Tornabuoni", "Medici Albizzi",
      "Medici Salviati", "Salviati Pazzi", "Peruzzi Strozzi", "Peruzzi Bischeri",
      "Strozzi Ridolfi", "Strozzi Bischeri", "Ridolfi Tornabuoni", "Tornabuoni Guadagni",
      "Albizzi Ginori", "Albizzi Guadagni", "Bischeri Guadagni", "Guadagni Lamberteschi",
    ]
    let ties = pairs.map { pair in
      let both = pair.split(separator: " ").map(String.init)
      return (from: names.firstIndex(of: both[0]) ?? -1, to: names.firstIndex(of: both[1]) ?? -1)
    }
    let families = Network(actors: names, ties: ties, isDirected: false)
    #expect(families.tieCount == 20)
    #expect(abs(families.density - 0.1667) < 1e-4)
    #expect(abs(families.fragmentation - 0.125) < 1e-9)
    #expect(abs(families.distanceFragmentation - 0.5624) < 1e-4)
    #expect(abs(families.betweenness[8] - 47.5) < 1e-9)
    #expect(families.components.map(\.count) == [15, 1])
  }

  @Test func smallAndOddNetworksHaveNumbersToo() {
    for count in 0...2 {
      let network = Network(
        actors: (0..<count).map(String.init), ties: [(0, 0), (5, 9)], isDirected: true)
      #expect(network.tieCount == 0)
      #expect(network.density == 0)
      #expect(network.betweennessCentralisation == 0)
      #expect(network.normalisedBetweenness == [Double](repeating: 0, count: count))
      #expect(network.externalInternal(groups: []) == nil)
    }
  }

  @Test func sharesOfAMandate() {
    let four = MandateShares(weights: [0.6, 0.2, 0.1, 0.1])
    #expect(abs(four.concentration - 0.42) < 1e-9)
    #expect(abs((four.normalisedFragmentation ?? 0) - (1 - 0.42) / 0.75) < 1e-9)
    #expect(abs(four.theil - 0.297394) < 1e-6)
    let leadAndSupport = MandateShares(weights: [3, 1])
    #expect(leadAndSupport.concentration == 0.625)
    #expect(leadAndSupport.normalisedFragmentation == 0.75)
    #expect(leadAndSupport.effectiveNumber == 1.6)
    let two = MandateShares(weights: [3, 3, 1])
    #expect(abs(two.concentration - 0.387755) < 1e-6)
    #expect(abs(two.effectiveNumber - 2.578947) < 1e-6)
    #expect(MandateShares(weights: []).effectiveNumber == 0)
    #expect(MandateShares(weights: [2]).normalisedFragmentation == nil)
  }

  @Test func overlapIsCountedByFunctionAndDirected() {
    func mandate(_ institution: String, _ measure: String) -> Mandate {
      Mandate(
        institution: institution, place: Place(file: "a", provision: 0), measures: [measure],
        objectives: [], populations: ["P-LAB"], words: Words(institution))
    }
    var map = InstitutionalMap(
      institutions: ["a", "b"].map { Institution(id: $0, name: $0) },
      mandates: [
        mandate("a", "M1"), mandate("b", "M1"), mandate("b", "M2"), mandate("b", "M3"),
        mandate("b", "M4"),
      ])
    let overlap = MandateOverlap(map)
    #expect(overlap.shared.map(\.institutions) == [["a", "b"]])
    #expect(overlap.pairs.count == 1)
    #expect(overlap.pairs[0].jaccard == 0.25)
    #expect(overlap.pairs[0].shareOfFirst == 1)
    #expect(overlap.pairs[0].shareOfSecond == 0.25)
    #expect(overlap.coordinationFit == 0)
    map.bodies = [Body(id: "x", name: "Council", members: ["a", "b"])]
    #expect(MandateOverlap(map).coordinationFit == 1)
    #expect(map.network(of: .coordinates).tieCount == 1)
  }
}
