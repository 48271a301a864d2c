import Evidence
import Policy
import Testing

/// What the statistics at hand say about the data on a country.
@Suite struct StatisticsKnowledgeTests {
  private static func known(_ country: String) throws -> [IndicatorKnowledge] {
    let publications = try Publication.read(
      Table(Bundled.bytes("publication.csv"), file: "publication.csv"))
    return try IndicatorKnowledge.known(
      of: code(country), in: Bundled.evidence(), publications: publications)
  }

  @Test func emigrantsAreCountedByOthersWithWhatTheyCount() throws {
    let known = try Self.known("MDA")
    let emigrants = try #require(known.first { $0.indicator == "emigrants" })
    #expect(emigrants.availability == .mirror && emigrants.origin == .census)
    #expect(emigrants.years == [1990, 1995, 2000, 2005, 2010, 2015, 2019])
    #expect(emigrants.brokenDown == ["destination", "sex"])
    let share = try #require(emigrants.known) / #require(emigrants.whole)
    #expect(share > 0.8 && share < 1)
    #expect(emigrants.definition?.contains("B") == true)
    let assessment = IndicatorAssessment(
      emigrants, required: ["sex", "age", "destination", "education"], year: 2026)
    #expect(assessment.entry(.disaggregation)?.mark.value == 0.5)
    #expect(assessment.entry(.timeliness)?.mark.value == 1)
  }

  @Test func anImputedCountIsAModelAndAnEstimateHasItsRange() throws {
    let known = try Self.known("PRK")
    #expect(known.first { $0.indicator == "immigrants" }?.availability == .modelled)
    let moves = try #require(known.first { $0.indicator == "departures" })
    #expect(moves.availability == .modelled && moves.publishesError == true)
  }

  @Test func whatTheTablesDoNotHaveIsNotKnown() throws {
    let known = try Set(Self.known("PHL").map(\.indicator))
    #expect(known.contains("remittances") && known.contains("remittance_cost"))
    for indicator in ["skills_abroad", "employment", "irregular", "detained"] {
      #expect(!known.contains(indicator))
    }
    // A territory that nobody covers has nothing, not noughts.
    #expect(try Self.known("ATA").allSatisfy { $0.indicator == "treaties" })
  }

  @Test func everyIndicatorIsJudgedOrSaysWhyNot() throws {
    let indicators = try Indicator.read(
      Table(Bundled.bytes("indicators.csv"), file: "indicators.csv"))
    var judged: Set<String> = []
    for country in ["PHL", "MDA", "DEU", "SEN", "SLV", "SYR"] {
      try judged.formUnion(Self.known(country).map(\.indicator))
    }
    #expect(judged.isSubset(of: indicators.map(\.code)))
    for indicator in indicators where !judged.contains(indicator.code) {
      #expect(!indicator.whyUnknown.isEmpty, "\(indicator.code)")
    }
    for language in [Language.french, .spanish] {
      let other = try Indicator.read(
        Table(Bundled.bytes("indicators.csv"), file: "indicators.csv"), language: language)
      for (a, b) in zip(indicators, other) where !a.whyUnknown.isEmpty {
        #expect(a.whyUnknown != b.whyUnknown && a.name != b.name)
      }
    }
  }

  @Test func silenceAndListsThatAreNotCompleteAreToldApart() throws {
    let scores = try PolicyAnswers.bundled()
    let silent = try #require(scores.first { !$0.value }?.key)
    let answered = try #require(scores.first { $0.value }?.key)
    let none = try #require(try Self.known(silent).first { $0.indicator == "policy_domains" })
    #expect(none.availability == IndicatorKnowledge.Availability.none && none.years == nil)
    let some = try #require(try Self.known(answered).first { $0.indicator == "policy_domains" })
    #expect(some.availability == .national && some.known != nil)
    // Three lists of the ILO are not complete, so that not being on them says nothing.
    let treaties = try #require(try Self.known("USA").first { $0.indicator == "treaties" })
    #expect(treaties.whole == 19 && treaties.known == 16)
    let population = try #require(try Self.known("MDA").first { $0.indicator == "population" })
    #expect(population.availability == .modelled && population.years?.last == 2023)
    #expect(try #require(population.identityGap) < 0.02)
    // Nobody counts what a model shares out.
    let corridors = try #require(
      try Self.known("PHL").first { $0.indicator == "remittance_corridors" })
    #expect(corridors.availability == .modelled && corridors.years == [2018])
  }

  /// Whether the government of each country that was asked has answered.
  private enum PolicyAnswers {
    static func bundled() throws -> [String: Bool] {
      var answers: [String: Bool] = [:]
      for row in try Table(Bundled.bytes("policy-scores.csv"), file: "policy-scores.csv").rows {
        answers[row["iso3"]] = (answers[row["iso3"]] ?? false) || !row["score"].isEmpty
      }
      return answers
    }
  }

  @Test func everyProducerOfABundledTableSaysHowItPublishes() throws {
    let publications = try Publication.read(
      Table(Bundled.bytes("publication.csv"), file: "publication.csv"))
    let sources = try Dataset.sources(Table(Bundled.bytes("sources.csv"), file: "sources.csv"))
    for subject in [Subject.stocks, .totals, .refugees, .displaced, .deaths, .remittances, .prices]
    {
      for (_, source) in sources where source.subject == subject {
        #expect(publications[source.producer] != nil, "\(source.producer)")
      }
    }
  }
}
