import Foundation
import Testing

@testable import Coherence
@testable import Policy

@Suite struct CalibrationTests {
  func findings(_ decided: [(score: Double, status: Finding.Status)], rule: String = "r")
    -> [Finding]
  {
    decided.enumerated().map { i, each in
      Finding(
        id: "\(rule)\(i)", kind: .conflict, score: each.score, between: [], why: "",
        grounds: [.init(rule: "E0412", text: ""), .init(rule: rule, text: "")],
        status: each.status)
    }
  }

  @Test func theRuleIsTheFirstGroundThatIsNoEffect() {
    #expect(findings([(0.5, .proposed)], rule: "opposite-measures")[0].rule == "opposite-measures")
    #expect(findings([(0.5, .proposed)], rule: "E7")[0].rule == "conflict")
  }

  @Test func withoutDecisionsScoresStayAsTheyAre() {
    let all = findings([(0.3, .proposed), (0.9, .proposed)])
    let calibration = Calibration(all)
    #expect(all.map(calibration.score) == [0.3, 0.9])
    #expect(calibration.rules[0].precision == nil && calibration.rules[0].undecided == 2)
  }

  /// The mode satisfies: sum of (outcome − chance) = shift.
  @Test(arguments: [3, 10, 60])
  func theShiftIsTheMode(n: Int) {
    let decided = (0..<n).map { i -> (score: Double, status: Finding.Status) in
      (0.55 + 0.4 * Double(i % 5) / 5, i % 3 == 0 ? .confirmed : .dismissed)
    }
    let shift = Calibration(findings(decided)).rules[0].shift
    let slope = decided.reduce(-shift) { sum, each in
      let logit = log(each.score / (1 - each.score)) + shift
      return sum + (each.status == .confirmed ? 1 : 0) - 1 / (1 + exp(-logit))
    }
    #expect(abs(slope) < 1e-9 && shift < 0)
  }

  @Test func manyDecisionsBringTheMeanScoreToTheShareConfirmed() {
    let decided = (0..<400).map { i -> (score: Double, status: Finding.Status) in
      (0.8, i % 4 == 0 ? .confirmed : .dismissed)
    }
    let calibration = Calibration(findings(decided))
    #expect(abs(calibration.score(of: findings([(0.8, .proposed)])[0]) - 0.25) < 0.02)
    let rule = calibration.rules[0]
    #expect(rule.precision == 0.25 && rule.low < 0.25 && rule.high > 0.25)
    #expect(abs((rule.expected ?? 0) - 0.8) < 1e-12)
  }

  @Test func theOrderOfFindingsStaysAndOtherRulesAreNotTouched() {
    let calibration = Calibration(
      findings([(0.9, .dismissed), (0.8, .dismissed)]) + findings([(0.6, .proposed)], rule: "s"))
    let scores = [0.1, 0.5, 0.7, 0.95].map { score in
      calibration.score(of: findings([(score, .proposed)])[0])
    }
    #expect(scores == scores.sorted() && Set(scores).count == 4)
    #expect(calibration.score(of: findings([(0.6, .proposed)], rule: "s")[0]) == 0.6)
  }

  @Test(arguments: [Double.nan, .infinity, -1, 0, 1, 7])
  func scoresOutOfBoundsAreHeldWithin(score: Double) {
    let calibration = Calibration(findings([(score, .confirmed), (score, .dismissed)]))
    let moved = calibration.score(of: findings([(score, .proposed)])[0])
    #expect((0...1).contains(moved))
  }
}

@Suite struct CoherenceOverviewTests {
  static func finding(
    _ id: String, _ kind: Finding.Kind, _ score: Double, _ places: [(String, Int)],
    objectives: [String] = []
  ) -> Finding {
    CoherenceScoreTests.finding(id, kind, score, places, objectives: objectives)
  }

  func document(
    _ file: String, _ level: GovernmentLevel, _ country: String = "Tavaria",
    objectives: [String] = ["O1"]
  ) -> CodedDocument {
    var document = Document(file: file, title: file)
    document.level = level
    document.countries = country.isEmpty ? [] : [country]
    document.provisions = [Provision(ordinal: 0, locator: "1", text: "")]
    let coding = ProvisionCoding(
      provision: 0, relevance: Relevance(ground: .own, score: 1, words: []),
      objectives: objectives.map { Coding(code: $0, score: 1, words: []) })
    return CodedDocument(document: document, codings: [coding])
  }

  func rows(_ findings: [Finding], _ documents: [CodedDocument], _ map: InstitutionalMap = .init())
    throws -> [CoherenceLevels.Level: CoherenceLevels.Row]
  {
    let levels = CoherenceLevels(
      findings, scope: CoherenceScope(documents, map),
      weights: try #require(CoherenceScoreTests.weights))
    return Dictionary(uniqueKeysWithValues: levels.rows.map { ($0.level, $0) })
  }

  @Test func eachLevelHasTheFindingsThatSpeakAtIt() throws {
    var vertical = Self.finding("v", .conflict, 1, [("n", 0), ("r", 0)], objectives: ["O1"])
    vertical.level = .vertical
    let silent = Self.finding("s", .silent, 1, [("n", 0)], objectives: ["O1"])
    let silo = Self.finding("o", .silo, 1, [("n", 0)])
    let rows = try rows(
      [vertical, silent, silo], [document("n", .national), document("r", .regional)])
    #expect(rows[.vertical]?.findings == ["v"] && rows[.vertical]?.score.value == -0.5)
    #expect(rows[.internal]?.findings == ["s"])
    #expect(rows[.actors]?.findings == ["o"])
    #expect(rows[.horizontal]?.score.value == nil)
    #expect(rows[.vertical]?.unknown == 0 && rows[.vertical]?.missing == 0)
  }

  @Test func missingIsWhatCouldMeetAndIsNotSpokenOf() throws {
    let rows = try rows(
      [],
      [
        document("a", .national, objectives: ["O1", "O2"]),
        document("b", .national, objectives: ["O2"]),
        document("c", .national, "Vesland", objectives: ["O3", "O1"]),
        document("t", .international, "", objectives: ["O3"]),
      ])
    #expect(rows[.internal]?.objectives == 3)
    #expect(rows[.horizontal]?.objectives == 1)
    #expect(rows[.vertical]?.objectives == 0 && rows[.vertical]?.missing == nil)
    #expect(rows[.corridor]?.objectives == 1)
    #expect(rows[.multilateral]?.objectives == 1 && rows[.multilateral]?.missing == 1)
  }

  @Test func aFindingBetweenTwoInstitutionsSpeaksAlsoOfActors() throws {
    var finding = Self.finding("c", .conflict, 1, [("a", 0), ("b", 0)])
    finding.level = .horizontal
    func mandate(_ institution: String, _ file: String) -> Mandate {
      Mandate(
        institution: institution, place: Place(file: file, provision: 0), measures: [],
        objectives: [], populations: [], words: Words(""))
    }
    let documents = [document("a", .national), document("b", .national)]
    let two = InstitutionalMap(mandates: [mandate("x", "a"), mandate("y", "b")])
    #expect(try rows([finding], documents, two)[.actors]?.findings == ["c"])
    #expect(try rows([finding], documents, two)[.actors]?.objectives == 1)
    let one = InstitutionalMap(mandates: [mandate("x", "a"), mandate("x", "b")])
    #expect(try rows([finding], documents, one)[.actors]?.findings == [])
  }

  @Test func blocksAreCountedFromTheTextsAndSayWhatIsMissing() {
    var coded = document("a", .national)
    coded.codings[0].commitment = Commitment(
      lead: CommitmentPart(quality: .named, words: []), isRoutine: false)
    let blocks = BuildingBlocks(
      scope: CoherenceScope([coded], .init()), map: .init(), tasks: CountedShare(0, of: 0)
    ).rows
    let commitment = blocks[0]
    #expect(commitment.items.map(\.share.count) == [1, 1, 0])
    #expect(commitment.items.map(\.share.whole) == [1, 1, 1])
    #expect(abs((commitment.value ?? 0) - 1.0 / 3) < 1e-12)
    #expect(commitment.low < 1.0 / 3 && commitment.high > 1.0 / 3)
    #expect(blocks[1].value == nil && blocks[1].missing == 1)
    #expect(blocks[2].value == -1 && blocks[2].missing == 0)
  }

  /// Wilson's interval for 7 of 10 at nine in ten, by the formula in another form.
  @Test func theRangeOfAShareIsWilsons() {
    let share = CountedShare(7, of: 10)
    let z = 1.6448536269514722
    for bound in [share.low, share.high] {
      let distance = abs(0.7 - bound) - z * (bound * (1 - bound) / 10).squareRoot()
      #expect(abs(distance) < 1e-12)
    }
    #expect(CountedShare(0, of: 0).value == nil)
    #expect(CountedShare(0, of: 5).low == 0 && CountedShare(5, of: 5).high == 1)
  }
}
