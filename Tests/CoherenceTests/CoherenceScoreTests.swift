import Testing

@testable import Coherence
@testable import Policy

@Suite struct CoherenceScoreTests {
  static let weights = try? ScoreWeights(
    "kind,weight\nconflict,-1\nduplication,-0.5\ngap,-0.75\nsilent,-0.25\nsilo,-0.5\nsynergy,1\n"
      .utf8)

  static func finding(
    _ id: String, _ kind: Finding.Kind, _ score: Double, _ places: [(String, Int)],
    objectives: [String] = [], status: Finding.Status = .proposed
  ) -> Finding {
    Finding(
      id: id, kind: kind, score: score, objectives: objectives,
      between: places.map {
        .init(place: Place(file: $0.0, provision: $0.1), locator: "\($0.1)", text: "")
      }, why: "", status: status)
  }

  @Test func withoutFindingsThereIsNoScore() {
    let score = CoherenceScore([])
    #expect(score.value == nil)
    #expect(score.low == -1 && score.high == 1)
  }

  @Test func oneCertainFindingMovesItByHalf() {
    let score = CoherenceScore([.init(weight: -1, probability: 1)])
    #expect(score.value == -0.5)
    #expect(score.low == -0.5 && score.high == -0.5)
  }

  @Test func anUncertainFindingHasAnInterval() {
    let score = CoherenceScore([.init(weight: 1, probability: 0.5)])
    #expect(score.value == 0.25)
    #expect(score.low == 0 && score.high == 0.5)
  }

  @Test func theRangeHoldsTheScoreOfANearlyCertainFinding() throws {
    let score = CoherenceScore([.init(weight: -1, probability: 0.98)])
    let value = try #require(score.value)
    #expect(score.low == -0.5 && score.high == value && value == -0.49)
  }

  /// The expected value by hand: four cases of two findings.
  @Test func twoFindingsAreWeighedCaseByCase() throws {
    let value = try #require(
      CoherenceScore([
        .init(weight: 1, probability: 0.8), .init(weight: -1, probability: 0.25),
      ]).value)
    let byHand = 0.8 * 0.75 * 0.5 + 0.2 * 0.25 * -0.5
    #expect(abs(value - byHand) < 1e-12)
  }

  @Test func manyFindingsAreDrawnAlwaysTheSameAndNearTheTruth() throws {
    let evidence = (0..<40).map { i in
      CoherenceScore.Evidence(weight: i % 2 == 0 ? 1 : -1, probability: 0.7)
    }
    let score = CoherenceScore(evidence)
    #expect(score == CoherenceScore(evidence))
    #expect(abs(try #require(score.value)) < 0.02)
    #expect(score.low < -0.1 && score.high > 0.1)
  }

  @Test(arguments: [
    ("kind,weight\nconflict,-1\n", "duplication"), ("kind,weight\nconflict,2\n", "-1 to 1"),
    ("kind,weight\nquarrel,-1\n", "quarrel"), ("kind\n", "weight"),
  ])
  func badWeightsAreRefusedWithTheirPlace(_ table: String, _ said: String) {
    #expect {
      try ScoreWeights(table.utf8)
    } throws: { "\($0)".contains(said) && "\($0)".contains("score-weights.csv") }
  }

  func documents() -> [CodedDocument] {
    ["a", "b"].map { file in
      var document = Document(file: file, title: file)
      document.level = file == "a" ? .national : .regional
      document.provisions = (0..<3).map { Provision(ordinal: $0, locator: "\($0)", text: "") }
      let codings = (0..<3).map { i in
        ProvisionCoding(
          provision: i, objectives: [Coding(code: "O\(i)", score: 1, words: [])])
      }
      return CodedDocument(document: document, codings: codings)
    }
  }

  @Test func pairsOfDocumentsLevelsAndObjectives() throws {
    let weights = try #require(Self.weights)
    let findings = [
      Self.finding("c", .conflict, 0.9, [("a", 0), ("b", 0)], objectives: ["O0"]),
      Self.finding("s", .silent, 1, [("a", 1)], objectives: ["O1", "O2"]),
      Self.finding(
        "x", .conflict, 0.9, [("a", 2), ("b", 2)], objectives: ["O2"], status: .dismissed),
    ]
    func table(_ dimension: CoherenceTable.Dimension) -> CoherenceTable {
      CoherenceTable(
        dimension, findings: findings, documents: documents(), map: InstitutionalMap(),
        weights: weights)
    }
    let byDocument = table(.documents)
    #expect(byDocument.rows.map(\.pair) == [.init("b", "a"), .init("a", "a")])
    #expect(byDocument.rows[0].findings == ["c", "x"])
    #expect(byDocument.rows[0].shared == 3)
    #expect(byDocument.rows[0].unknown == 1)
    #expect(abs((byDocument.rows[0].score.value ?? 0) + 0.45) < 1e-12)
    #expect(table(.levels).rows.map(\.pair).contains(.init("national", "regional")))
    #expect(
      Set(table(.objectives).rows.map(\.pair)) == [
        .init("O0", "O0"), .init("O1", "O2"), .init("O2", "O2"),
      ])
    #expect(table(.institutions).rows.isEmpty)
  }
}

@Suite struct ReformTests {
  /// All smallest sets by trying every subset.
  static func bruteForce(_ programme: CoverProgramme) -> [[Int]] {
    var best: [[Int]] = []
    var size = Int.max
    for pattern in 0..<(1 << programme.candidates) {
      let chosen = (0..<programme.candidates).filter { pattern >> $0 & 1 == 1 }
      guard chosen.count <= size else { continue }
      let suffices = programme.needs.allSatisfy { need in
        need.items.reduce(0) { sum, item in
          sum + (item.covers.contains(where: chosen.contains) ? item.weight : 0)
        } >= need.weight - 1e-9
      }
      guard suffices else { continue }
      if chosen.count < size { (best, size) = ([], chosen.count) }
      best.append(chosen)
    }
    return best.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test func theSmallestSetsAreThoseOfTryingAll() {
    var random = SmallGenerator(state: 11)
    for _ in 0..<300 {
      let candidates = Int.random(in: 1...9, using: &random)
      let needs = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        let items = (0..<Int.random(in: 0...6, using: &random)).map { _ in
          CoverProgramme.Item(
            weight: Double(Int.random(in: 1...8, using: &random)) / 8,
            covers: (0..<candidates).filter { _ in Int.random(in: 0...3, using: &random) == 0 })
        }
        return CoverProgramme.Need(
          weight: Double(Int.random(in: 1...12, using: &random)) / 8, items: items)
      }
      let programme = CoverProgramme(needs: needs, candidates: candidates)
      let expected = Self.bruteForce(programme)
      switch programme.smallest(limit: 1_000_000, most: 10_000) {
      case .sets(let choices):
        let sets = choices.groups.reduce([[]]) { sets, group in
          sets.flatMap { set in group.map { (set + $0).sorted() } }
        }.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(sets == expected && choices.isComplete)
      case .impossible: #expect(expected.isEmpty)
      case .unknown: Issue.record("the search ended at its limit")
      }
    }
  }

  struct Setting {
    var findings: [Finding]
    var table: CoherenceTable
    var weights: ScoreWeights
  }

  func setting(_ findings: [Finding]) throws -> Setting {
    let weights = try #require(CoherenceScoreTests.weights)
    let table = CoherenceTable(
      .documents, findings: findings, documents: [], map: InstitutionalMap(), weights: weights)
    return Setting(findings: findings, table: table, weights: weights)
  }

  func reform(_ setting: Setting, _ minimum: Double, isAmendable: (Place) -> Bool = { _ in true })
    -> Reform
  {
    Reform(
      setting.table, findings: setting.findings, weights: setting.weights,
      targets: setting.table.rows.map { .init(pair: $0.pair, minimum: minimum) },
      isAmendable: isAmendable)
  }

  @Test func oneProvisionThatStandsInTwoConflictsIsAmendedOnce() throws {
    let setting = try setting([
      CoherenceScoreTests.finding("1", .conflict, 1, [("a", 0), ("b", 0)]),
      CoherenceScoreTests.finding("2", .conflict, 1, [("a", 0), ("b", 1)]),
    ])
    guard case .sets(let choices) = reform(setting, 0).outcome else {
      Issue.record("no set was found")
      return
    }
    let sets = choices.sets(most: 10)
    #expect(sets.map { $0.map(\.place) } == [[Place(file: "a", provision: 0)]])
    #expect(sets[0][0].findings == ["1", "2"])
  }

  @Test func whatCannotBeAmendedIsLeftAsItIs() throws {
    let setting = try setting([
      CoherenceScoreTests.finding("1", .conflict, 1, [("treaty", 0), ("b", 0)])
    ])
    guard
      case .sets(let choices) = reform(setting, 0, isAmendable: { $0.file != "treaty" }).outcome
    else {
      Issue.record("no set was found")
      return
    }
    #expect(choices.sets(most: 10).map { $0.map(\.place.file) } == [["b"]])
    #expect(
      reform(setting, 0, isAmendable: { _ in false }).outcome
        == .impossible([.init("b", "treaty")]))
  }

  @Test func aScoreThatIsReachedNeedsNothing() throws {
    let setting = try setting([
      CoherenceScoreTests.finding("1", .conflict, 1, [("a", 0), ("b", 0)])
    ])
    #expect(reform(setting, -0.5).outcome == .enough)
    #expect(reform(setting, -0.5).below.isEmpty)
    #expect(reform(setting, 0).below == [.init("a", "b")])
    // Without a finding for coherence no amendment brings a score above zero.
    #expect(reform(setting, 0.2).outcome == .impossible([.init("a", "b")]))
  }
}

/// SplitMix64.
private struct SmallGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
