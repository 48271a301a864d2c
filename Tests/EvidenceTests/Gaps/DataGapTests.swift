import Evidence
import Foundation
import Policy
import Testing

/// Ten dimensions, each with its rule; unknown apart from no and from zero; gaps in the order of the need.
@Suite struct DataGapTests {
  static func indicators() throws -> [Indicator] {
    try Indicator.read(Table(ResourceBytes.of("indicators.csv"), file: "indicators.csv"))
  }

  static func remedies() throws -> [Remedy] {
    try Remedy.read(Table(ResourceBytes.of("remedies.csv"), file: "remedies.csv"))
  }

  static func assessment(
    _ required: [String] = ["sex", "age"], _ change: (inout IndicatorKnowledge) -> Void
  ) -> IndicatorAssessment {
    var knowledge = IndicatorKnowledge(indicator: "x", country: "AAA")
    knowledge.availability = .national
    change(&knowledge)
    return IndicatorAssessment(knowledge, required: required, year: 2026)
  }

  static func mark(
    _ dimension: IndicatorAssessment.Dimension, _ change: (inout IndicatorKnowledge) -> Void
  ) -> IndicatorAssessment.Mark? {
    assessment(change: change).entry(dimension)?.mark
  }

  static func assessment(change: (inout IndicatorKnowledge) -> Void) -> IndicatorAssessment {
    assessment(["sex", "age"], change)
  }

  @Test func eachRuleGivesItsScore() {
    func score(
      _ dimension: IndicatorAssessment.Dimension, _ change: (inout IndicatorKnowledge) -> Void
    ) -> Double? { Self.mark(dimension, change)?.value }
    #expect(score(.availability) { $0.availability = IndicatorKnowledge.Availability.none } == 0)
    #expect(score(.availability) { $0.availability = .modelled } == 1)
    let late = score(.timeliness) {
      $0.years = [2018]
      $0.origin = .survey
    }
    #expect(abs((late ?? 0) - 0.5) < 1e-12)
    let fresh = score(.timeliness) {
      $0.years = [2017]
      $0.origin = .census
    }
    #expect(fresh == 1)
    let rare = score(.periodicity) {
      $0.years = [2018, 2022, 2026]
      $0.origin = .register
    }
    #expect(abs((rare ?? 0) - 0.3) < 1e-12)
    let part = score(.completeness) {
      $0.known = 30
      $0.whole = 40
    }
    #expect(part == 0.75)
    #expect(score(.comparability) { $0.definition = ["B"] } == 1)
    #expect(score(.comparability) { $0.definition = ["C", "R"] } == 0.25)
    #expect(score(.comparability) { $0.definition = ["I", "R"] } == 0)
    let gaps = score(.coherence) {
      $0.mirrorGap = 0.25
      $0.identityGap = 0.5
    }
    #expect(gaps == 0.5)
    #expect(score(.accessibility) { $0.openness = [1, 1, 0.5, 0, 0] } == 0.5)
    #expect(score(.reliability) { $0.publishesError = false } == 0.5)
    let modelled = score(.reliability) {
      $0.availability = .modelled
      $0.publishesError = false
    }
    #expect(modelled == 0)
    let served = score(.use) {
      $0.targets = 4
      $0.targetsServed = 1
    }
    #expect(served == 0.25)
  }

  @Test func unknownIsNeitherNoNorZero() {
    let nothing = Self.assessment { $0.availability = nil }
    #expect(nothing.overall == nil && nothing.worst == nil)
    #expect(nothing.unknown.count == 10)
    #expect(nothing.range == 0...1)
    #expect(Self.mark(.disaggregation) { _ in } == .unknown)
    let none = Self.mark(.disaggregation) { $0.notBrokenDown = ["sex", "age"] }
    #expect(none?.value == 0)
    let half = Self.mark(.disaggregation) { $0.brokenDown = ["sex"] }
    #expect(half == .score(1, low: 0.5, high: 1))
    let nobody = Self.mark(.completeness) {
      $0.known = 0
      $0.whole = 0
    }
    #expect(nobody == .doesNotApply)
    #expect(Self.mark(.timeliness) { $0.years = [] }?.value == 0)
    let absent = Self.assessment { $0.availability = IndicatorKnowledge.Availability.none }
    #expect(absent.overall == 0)
    #expect(absent.entry(.timeliness)?.mark == .doesNotApply)
  }

  @Test func theOverallScoreIsAGeometricMeanWithTheWorstNamed() throws {
    let assessment = Self.assessment {
      $0.known = 1
      $0.whole = 4
      $0.publishesError = true
    }
    let overall = try #require(assessment.overall)
    #expect(abs(overall - 0.6299605249474366) < 1e-12)
    #expect(abs((assessment.mean ?? 0) - 0.75) < 1e-12)
    #expect(assessment.worst == .completeness)
    #expect(assessment.range.lowerBound == 0 && assessment.range.upperBound > overall)
  }

  @Test func gapsStandInTheOrderOfTheCommitmentsThatNeedThem() throws {
    let indicators = try Self.indicators()
    var known = IndicatorKnowledge(indicator: "remittance_cost", country: "MAR")
    known.availability = .national
    known.publishesError = true
    var absent = IndicatorKnowledge(indicator: "returns", country: "MAR")
    absent.availability = IndicatorKnowledge.Availability.none
    let gaps = DataGap.gaps(
      country: "MAR", indicators: indicators, knowledge: [known, absent],
      commitments: [["GCM-21"], ["GCM-21", "MIG-CIRC"], ["GCM-20"], ["GCM-08"], []],
      remedies: try Self.remedies(), year: 2026)
    #expect(gaps.first?.commitments == 2)
    #expect(gaps.first { $0.indicator.code == "returns" }?.reason == DataGap.Reason.none)
    #expect(gaps.first { $0.indicator.code == "deaths" }?.reason == .unknown)
    #expect(!gaps.contains { $0.indicator.code == "remittance_cost" }, "good data are no gap")
    #expect(!gaps.contains { $0.indicator.code == "schooling" }, "nobody needs it")
    #expect(zip(gaps, gaps.dropFirst()).allSatisfy { $0.commitments >= $1.commitments })
    #expect(gaps.allSatisfy { $0.remedy != nil })
    #expect(
      DataGap.gaps(
        country: "MAR", indicators: indicators, knowledge: [known], commitments: [],
        remedies: [], year: 2026
      ).isEmpty)
  }

  @Test func theTablesHoldTogether() throws {
    let codebook = try Table(
      [UInt8](
        Data(
          contentsOf: ResourceBytes.root.appendingPathComponent("Resources/codebook/objectives.csv")
        )),
      file: "objectives.csv")
    let codes = Set(codebook.rows.map { $0["code"] })
    let remedies = try Self.remedies()
    for indicator in try Self.indicators() {
      #expect(indicator.objectives.isSubset(of: codes), "\(indicator.code)")
      #expect(indicator.remedies.isSubset(of: Set(remedies.map(\.code))), "\(indicator.code)")
      #expect(!indicator.objectives.isEmpty && !indicator.breakdowns.isEmpty)
    }
    for language in [Language.french, .spanish] {
      let names = try Indicator.read(
        Table(ResourceBytes.of("indicators.csv"), file: "indicators.csv"), language: language)
      #expect(names.allSatisfy { !$0.name.isEmpty })
    }
    for dimension in IndicatorAssessment.Dimension.allCases {
      #expect(remedies.contains { $0.dimensions.contains(dimension) }, "\(dimension)")
    }
  }

  @Test(arguments: [
    ("emigrants,MAR,somebody", "column who"), ("emigrants,,national", "column country"),
    ("elephants,MAR,national", "is no indicator"),
    ("emigrants,MAR,national\nemigrants,MAR,national", "twice"),
  ])
  func aFaultyLineNamesItsCell(line: String, says: String) throws {
    let text = "indicator,country,who\n" + line + "\n"
    let failure = #expect(throws: Table.Error.self) {
      try IndicatorKnowledge.read(
        Table(Array(text.utf8), file: "gaps.csv"), indicators: Self.indicators())
    }
    #expect(failure?.description.contains(says) == true)
  }

  @Test func theExampleIsRead() throws {
    let bytes = try Data(
      contentsOf: ResourceBytes.root.appendingPathComponent("Examples/data-gaps.csv"))
    let knowledge = try IndicatorKnowledge.read(
      Table([UInt8](bytes), file: "data-gaps.csv"), indicators: Self.indicators())
    #expect(knowledge.count == 5)
    #expect(knowledge.last?.availability == nil)
  }
}
