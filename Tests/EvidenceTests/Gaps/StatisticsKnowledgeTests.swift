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
    #expect(try Self.known("ATA").isEmpty)
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
