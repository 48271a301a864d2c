import Evidence
import Foundation
import Policy
import Testing

/// Identities of mirror statistics.
@Suite struct MirrorTests {
  static func edition(_ rows: String, totals: String? = nil, types: String? = nil) throws
    -> Evidence
  {
    func dataset(_ subject: Subject, _ text: String) -> Dataset {
      Dataset(
        source: Source(subject: subject, producer: "Test", revision: "1"),
        file: "\(subject.rawValue).csv",
        bytes: Array(text.utf8))
    }
    var datasets = [dataset(.stocks, rows)]
    if let totals { datasets.append(dataset(.totals, totals)) }
    return try Evidence(
      countries: CountryList(bundled: Bundled.bytes), datasets: datasets)
  }

  @Test func emigrantsOfAllCountriesAreImmigrantsOfKnownOrigin() throws {
    let evidence = try Bundled.evidence()
    for edition in evidence.stocks {
      for year in edition.years {
        let emigrants = evidence.countries.all.reduce(0) {
          $0 + (Emigrants(of: $1.code, in: year, from: edition)?.people ?? 0)
        }
        let historical = edition.table.all(year).filter {
          evidence.countries[$0.pair.origin] == nil
        }
        .reduce(0) { $0 + $1.value }
        let all = edition.table.all(year).reduce(0) { $0 + $1.value }
        #expect(emigrants + historical == all, "\(edition.source.name), \(year)")
      }
    }
  }

  @Test func theUpperReadingsOfAllOriginsAreAllImmigrants() throws {
    let evidence = try Bundled.evidence()
    let edition = try #require(evidence.newestStocks)
    let year = try #require(edition.years.last)
    var upper = 0
    for country in evidence.countries.all {
      guard let emigrants = Emigrants(of: country.code, in: year, from: edition) else { continue }
      let reading = try #require(emigrants.upper)
      #expect(reading >= emigrants.people, "\(country.code)")
      upper += reading
    }
    // Destinations that know no origin at all have nothing to spread.
    let blind = edition.totals?.countries.filter { edition.known(in: $0, year) == 0 } ?? []
    let unspread = blind.reduce(0) { $0 + (edition.unknownOrigin(in: $1, year) ?? 0) }
    #expect(abs(upper + unspread - 271_642_105) < 200)
  }

  @Test func unknownOriginIsSpreadLikeTheKnown() throws {
    let evidence = try Self.edition(
      "year,origin,destination,migrants,female\n2020,AAA,CCC,30,10\n2020,BBB,CCC,10,\n2020,AAA,DDD,5,5\n",
      totals: "iso3,year,immigrants\nCCC,2020,60\n")
    let edition = try #require(evidence.newestStocks)
    let emigrants = try #require(
      Emigrants(of: try code("AAA"), in: 2020, from: edition))
    #expect(emigrants.people == 35)
    // 30 of 40 known are three quarters of the 20 unknown in CCC; DDD has no total.
    #expect(emigrants.upper == 50)
    #expect(emigrants.destinationsWithoutTotal == 1)
    #expect(emigrants.knownShare == 40.0 / 60)
    #expect(emigrants.women?.count == 15)
    let other = try #require(Emigrants(of: try code("BBB"), in: 2020, from: edition))
    #expect(other.women == nil)
    #expect(Emigrants(of: try code("CCC"), in: 2020, from: edition) == nil)
  }

  @Test func changeAcrossRevisionsIsRefused() throws {
    let evidence = try Bundled.evidence()
    let philippines = try code("PHL")
    let newest = try #require(evidence.stocks.first)
    let bank = try #require(evidence.stocks.first { $0.source.producer == "World Bank" })
    let a = try #require(evidence.emigrants(of: philippines, in: bank).first)
    let b = try #require(evidence.emigrants(of: philippines, in: newest).last)
    #expect(throws: EvidenceError.self) { try Growth.between(a, b) }
    let first = try #require(evidence.emigrants(of: philippines, in: newest).first)
    let growth = try #require(try Growth.between(first, b))
    #expect(abs(growth.perYear - 100 * log(Double(b.people) / Double(first.people)) / 29) < 1e-9)
  }

  @Test func theDeskKeepsOneSidedReportsOneSided() throws {
    var bytes = "year,origin,destination,reporter,measure,people,source\n"
    bytes +=
      "2019,PHL,SAU,origin,stock,900000,Commission on Filipinos Overseas\n2018,PHL,SAU,origin,flow,400000,POEA\n"
    let reports = Dataset(
      source: Source(subject: .reports, producer: "PSA", revision: "2020"), file: "reports.csv",
      bytes: Array(bytes.utf8))
    let evidence = try Bundled.evidence(adding: [reports])
    let pair = PairTable.Pair(try code("PHL"), try code("SAU"))
    let desk = MirrorDesk(pair, in: evidence)
    let both = try #require(desk.comparisons.first { $0.measure == .stock && $0.year == 2019 })
    let counted = try #require(both.byDestination)
    #expect(both.ratio == Double(counted) / 900_000)
    #expect(both.gap == Double(abs(900_000 - counted)) / Double(max(900_000, counted)))
    let moves = try #require(desk.comparisons.first { $0.measure == .flow })
    #expect(moves.byDestination == nil && moves.gap == nil && moves.ratio == nil)
    #expect(desk.ask == [.destination, .origin])
  }
}
