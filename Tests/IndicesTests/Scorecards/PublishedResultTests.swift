import Indices
import Policy
import Testing

/// The two UN indicators give the results that were published for countries and regions.
@Suite struct PublishedResultTests {
  private func classes(_ row: Table.Row) -> [String: Int] {
    var classes: [String: Int] = [:]
    for domain in 1...6 { classes["\(domain)"] = Int(row["d\(domain)_class"]) }
    return classes
  }

  @Test func sdg1072HasThirtyItemsInSixDomains() throws {
    let instrument = try ScorecardFixture.bundled("sdg-10-7-2")[0]
    #expect(instrument.items.count == 30)
    #expect(instrument.root.parts.count == 6)
    #expect(instrument.classes.map(\.code) == [1, 2, 3, 4])
  }

  @Test func domainClassesBoundTheOverallScoreAsDerived() throws {
    guard let table = ScorecardFixture.shared("instruments/sdg-10-7-2-scores.csv") else {
      return print("skipped: no published results beside the checkout")
    }
    let instrument = try ScorecardFixture.bundled("sdg-10-7-2")[0]
    #expect(table.rows.count == 9)
    for row in table.rows {
      let range = try #require(instrument.overallRange(domainClasses: classes(row)))
      let lowest = try #require(Double(row["overall_min_derived"]))
      let highest = try #require(Double(row["overall_max_derived"]))
      #expect(abs(range.lowerBound - lowest) < 0.006, "\(row["iso3"]) \(range)")
      #expect(abs(range.upperBound - highest) < 0.006, "\(row["iso3"]) \(range)")
      let possible = instrument.classes(in: range)
      #expect(possible.count == 1)
      if let published = Int(row["overall_class_published"]) {
        #expect(possible.map(\.code) == [published])
      }
    }
  }

  /// The short cut that a hurried user takes, and that is wrong for these countries.
  @Test func theRoundedMeanOfClassCodesIsWrong() throws {
    guard let table = ScorecardFixture.shared("instruments/sdg-10-7-2-scores.csv") else {
      return print("skipped: no published results beside the checkout")
    }
    var wrong: Set<String> = []
    for row in table.rows {
      guard let published = Int(row["overall_class_published"]) else { continue }
      let mean = Double(classes(row).values.reduce(0, +)) / 6
      if Int(mean.rounded(.toNearestOrAwayFromZero)) != published { wrong.insert(row["iso3"]) }
    }
    #expect(wrong == ["CAN", "DNK", "FIN", "NOR", "SWE"])
  }

  @Test func everyCountryOfTheFullRoundIsInAClassThatItsDomainsAllow() throws {
    guard let table = ScorecardFixture.shared("migration/sdg_10_7_2_policy_scores.csv") else {
      return print("skipped: no published results beside the checkout")
    }
    let instrument = try ScorecardFixture.bundled("sdg-10-7-2")[0]
    let names = [
      "migrant rights", "whole-of-government and evidence-based policies",
      "cooperation and partnerships", "socioeconomic well-being", "mobility dimensions of crises",
      "safe, orderly and regular migration",
    ]
    var domains: [String: [String: Int]] = [:]
    var overall: [String: Int] = [:]
    for row in table.rows {
      guard let score = Int(row["score"]) else { continue }
      if row["domain"] == "all domains" { overall[row["iso3"]] = score }
      if let i = names.firstIndex(where: { row["domain"].hasPrefix($0.prefix(12)) }) {
        domains[row["iso3"], default: [:]]["\(i + 1)"] = score
      }
    }
    var checked = 0
    var unique = 0
    for (country, code) in overall {
      guard let known = domains[country], known.count == 6,
        let range = instrument.overallRange(domainClasses: known)
      else { continue }
      let possible = instrument.classes(in: range).map(\.code)
      #expect(possible.contains(code), "\(country): \(range) for class \(code)")
      checked += 1
      unique += possible.count == 1 ? 1 : 0
    }
    #expect(checked > 100)
    #expect(unique > 80)
  }

  @Test func sharesOfRegionsFollowFromClasses() throws {
    guard let table = ScorecardFixture.shared("instruments/sdg-10-7-2-regions-2021.csv") else {
      return print("skipped: no published results beside the checkout")
    }
    for row in table.rows {
      let parts = row["simplest_fraction_derived"].split(separator: "/").compactMap { Int($0) }
      let published = try #require(Double(row["share_meets_or_fully_meets_pct"]))
      let codes: [Int?] =
        (0..<parts[1]).map { $0 < parts[0] ? 3 + $0 % 2 : 1 + $0 % 2 } + [nil, nil]
      let shares = ClassShares(codes)
      #expect(shares.responding == parts[1] && shares.silent == 2)
      let percent = try #require(shares.percent(in: [3, 4]))
      #expect(abs(percent - published) < 5e-6, "\(row["region"])")
    }
  }

  @Test func theUnitedKingdomHas55Of80Points() throws {
    guard let table = ScorecardFixture.shared("instruments/sdg-17-14-1-scores.csv") else {
      return print("skipped: no published results beside the checkout")
    }
    let instrument = try ScorecardFixture.bundled("sdg-17-14-1")[0]
    for year in ["2020", "2022"] {
      let rows = table.rows.filter { $0["year"] == year }
      var answers: [Answer] = []
      for row in rows where row["theme"] != "total" {
        let percent = try #require(Double(row["percent_published"]))
        let points = try #require(Double(row["points_derived"]))
        // The published percentage of each theme can be reached by answers at all.
        let attainable = try #require(instrument.attainableScores(of: row["theme"]))
        #expect(attainable.contains { abs($0 * 10 - percent) < 1e-9 })
        answers.append(Answer(item: row["theme"], value: "\(points)"))
      }
      let card = Scorer(instrument).score(
        AnswerSheet(
          instrument: instrument.id, edition: instrument.edition, unit: "GBR", round: year,
          answers: answers))
      let total = try #require(rows.first { $0["theme"] == "total" })
      #expect(card.overall.score == Double(total["percent_published"]))
      #expect(card.problems.isEmpty)
    }
  }

  @Test func themesOf17141CanHaveOnlyTheseScores() throws {
    let instrument = try ScorecardFixture.bundled("sdg-17-14-1")[0]
    #expect(instrument.attainableScores(of: "6") == [0, 5, 10])
    #expect(instrument.attainableScores(of: "7") == [0, 2, 3, 5, 7, 8, 10])
    #expect(instrument.attainableScores(of: "8") == [0, 5, 10])
    #expect(instrument.attainableScores(of: "1") == (0...10).map(Double.init))
    #expect(
      instrument.nodes.compactMap { ScorecardScale.of($0.id, instrument) }.allSatisfy {
        $0 == 0...10
      })
  }

  /// An answer on each of 17.14.1's parts, worked out by hand.
  @Test func basePointsAndCappedExtrasAreSummed() throws {
    let instrument = try ScorecardFixture.bundled("sdg-17-14-1")[0]
    let card = Scorer(instrument).score(
      ScorecardFixture.sheet(
        instrument,
        [
          "1.1": "base; a; b; c; d; e; f", "2.1": "a; b", "3.1": "base; a; b; c; d; e",
          "4.1": "none", "6.1": "a; b; c", "7.1": "base2; base3",
        ]))
    #expect(card.node("1")?.score == 10)  // 5 + six extras capped at 5
    #expect(card.node("2")?.score == 2)  // extras count without the base
    #expect(card.node("3")?.score == 10)  // 5 + (2+1+1+1+1 capped at 5)
    #expect(card.node("4")?.score == 0)
    #expect(card.node("6")?.score == 10)
    #expect(card.node("7")?.score == 5)
    #expect(card.node("5")?.score == nil)
    #expect(card.overall.score == 46.25)
    #expect(card.overall.bounds == 46.25...71.25)
    #expect(abs(card.overall.coverage - 0.75) < 1e-12)
  }

  @Test func missingCountsAsZeroIn1072AndBoundsShowIt() throws {
    let instrument = try ScorecardFixture.bundled("sdg-10-7-2")[0]
    var answers: [Answer] = []
    for item in instrument.items where item.id != "1a" && item.id != "4c" {
      answers.append(Answer(item: item.id, value: item.id.hasPrefix("1") ? "legal_only" : "yes"))
    }
    let card = Scorer(instrument).score(
      AnswerSheet(
        instrument: instrument.id, edition: instrument.edition, unit: "XXX", answers: answers))
    #expect(card.node("1")?.score == 40)
    #expect(card.node("1")?.scoreClass?.code == 2)
    #expect(card.node("4")?.scoreClass?.code == 3)
    #expect(card.node("5")?.scoreClass?.code == 4)
    #expect(abs((card.overall.score ?? 0) - 26.0 / 30 * 100) < 1e-12)
    #expect(abs((card.overall.bounds?.upperBound ?? 0) - 28.0 / 30 * 100) < 1e-12)
    #expect(abs(card.overall.coverage - 28.0 / 30) < 1e-12)
  }

  /// Twelve of thirty is exactly 40, twenty-four exactly 80: no country loses its class to the last binary place.
  @Test func boundsOfClassesAreExact() throws {
    let instrument = try ScorecardFixture.bundled("sdg-10-7-2")[0]
    var random = SeededNumbers(state: 1072)
    for (number, code) in [(11, 1), (12, 2), (23, 2), (24, 3), (29, 3), (30, 4)] {
      for _ in 0..<50 {
        let yes = Set(instrument.items.map(\.id).shuffled(using: &random).prefix(number))
        let answers = instrument.items.map { item in
          Answer(
            item: item.id,
            value: yes.contains(item.id) ? (item.id.hasPrefix("1") ? "any_status" : "yes") : "no")
        }
        let card = Scorer(instrument).score(
          AnswerSheet(
            instrument: instrument.id, edition: instrument.edition, unit: "X", answers: answers))
        #expect(card.overall.scoreClass?.code == code)
      }
    }
  }
}

/// The scale of every domain, as a scorecard shows it.
enum ScorecardScale {
  static func of(_ id: String, _ instrument: Instrument) -> ClosedRange<Double>? {
    guard id != "overall" else { return nil }
    return Scorer(instrument).score(
      AnswerSheet(instrument: instrument.id, edition: instrument.edition, unit: "X")
    ).node(id)?.scale
  }
}
