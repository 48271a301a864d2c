import Evidence
import Foundation
import Policy
import Testing

/// What is not known is said to be unknown: never zero, never "no".
@Suite struct UnknownTests {
  @Test func everyCountryHasAProfileInWhichNothingIsMadeUp() throws {
    let evidence = try Bundled.evidence()
    #expect(evidence.countries.all.count > 240)
    for country in evidence.countries.all {
      let profile = Profile(of: country, in: evidence)
      #expect(profile.chapters.count == 14, "\(country.code)")
      for figure in profile.figures {
        switch figure.value {
        case .missing(let gap):
          #expect(figure.range == nil && !gap.reason.key.isEmpty && !gap.remedy.key.isEmpty)
        case .percent(let share): #expect(share.isFinite, "\(country.code) \(figure.indicator)")
        case .index(let value): #expect(value.isFinite && value >= 0)
        case .dollars(let amount): #expect(amount.isFinite)
        case .ranking(let shares): #expect(!shares.isEmpty)
        case .span(let range): #expect(range.lowerBound.isFinite && range.lowerBound >= 0)
        case .people, .words: break
        }
        if let range = figure.range, case .people(let people) = figure.value,
          figure.indicator == "emigrants"
        {
          #expect(range.contains(Double(people)), "\(country.code)")
        }
      }
    }
  }

  @Test func everyWordOfAFigureHasItsTranslation() throws {
    let evidence = try Bundled.evidence()
    let keys = Set(
      try Table(Bundled.bytes("words.csv"), file: "words.csv").rows.map { $0["key"] })
    for country in evidence.countries.all {
      for figure in Profile(of: country, in: evidence).figures {
        if case .words(let phrase) = figure.value {
          #expect(keys.contains(phrase.key), "\(country.code): \(phrase.key)")
        }
      }
    }
  }

  @Test func anIslandWithoutDataHasGapsAndNoZeros() throws {
    let evidence = try Bundled.evidence()
    let profile = Profile(of: try evidence.countries.country("Bouvet Island"), in: evidence)
    for indicator in ["population", "immigrants", "emigrants", "remittances", "refugees-hosted"] {
      let held = profile.figures.contains { $0.indicator == indicator && !$0.isMissing }
      #expect(!held, "\(indicator)")
    }
  }

  @Test func absenceFromAPartialListIsNotANo() throws {
    let treaties = try #require(try Bundled.evidence().treaties)
    for country in ["DEU", "PHL", "SEN"].compactMap({ CountryCode($0) }) {
      for instrument in treaties.instruments where !instrument.isComplete {
        #expect(treaties.status(of: country, on: instrument.instrument) != .not)
      }
    }
    let nowhere = try code("QQQ")
    #expect(treaties.status(of: nowhere, on: "ICRMW") == .unknown)
  }

  @Test func aSilentGovernmentHasNoScore() throws {
    let evidence = try Bundled.evidence()
    let silent = evidence.policyScores.filter { $0.domain == "all domains" && $0.score == nil }
    #expect(silent.count == 50)
    for score in silent {
      let country = try #require(evidence.countries[score.country])
      let figures = Profile(of: country, in: evidence).figures.filter {
        $0.indicator == "policy-score"
      }
      let missing = figures.contains { $0.isMissing }
      #expect(missing, "\(country.code)")
    }
  }

  @Test func aCorridorWithoutAPriceHasNone() throws {
    let evidence = try Bundled.evidence()
    let table = try Table(Bundled.bytes("instruments.csv"), file: "instruments.csv")
    let corridor = try Corridor(
      from: evidence.countries.country("VCT"), to: evidence.countries.country("NPL"), in: evidence,
      instruments: InstrumentTable(table))
    for indicator in ["corridor-people", "corridor-price", "corridor-remittances", "agreement"] {
      let figures = corridor.figures.filter { $0.indicator == indicator }
      let held = figures.contains { !$0.isMissing }
      #expect(!figures.isEmpty && !held, "\(indicator)")
    }
    #expect(corridor.desk.comparisons.isEmpty)
    #expect(corridor.desk.ask == [.destination, .origin])
  }
}
