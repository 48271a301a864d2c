import Evidence
import Foundation
import Policy
import Testing

/// Tables that cannot be right: the error names the cell and the remedy, and nothing traps.
@Suite struct HostileTableTests {
  private static let importer = try? TableImport(bundled: Bundled.bytes)

  private static func given(_ text: String, revision: String? = "99") -> GivenTable {
    GivenTable(file: "table.csv", contents: .csv(Array(text.utf8)), revision: revision)
  }

  private static func complaint(_ given: GivenTable) throws -> EvidenceError? {
    let importer = try #require(Self.importer)
    do {
      _ = try importer.tables(given)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("year,origin,destination,migrants\n2020,PHL,SAU,many\n", "D2", "not a number"),
    ("year,origin,destination,migrants\n2020,PHL,SAU,-5\n", "D2", "negative"),
    ("year,origin,destination,migrants\n2020,PHL,SAU,1.5\n", "D2", "whole number"),
    ("year,origin,destination,migrants\n2020,PHI,SAU,5\n", "B2", "PHL"),
    ("year,origin,destination,migrants\n2020,phl,SAU,5\n", "B2", "no country code"),
    ("year,origin,destination,migrants\n20,PHL,SAU,5\n", "A2", "no year"),
    ("year,origin,destination,migrants\n2020,PHL,SAU,5\n2020,PHL,SAU,6\n", "PHL to SAU", "twice"),
    ("year,origin,destination,migrants\n2020,PHL,SAU,5,6\n", "line 2", "5 cells"),
    ("year,origin,destination,migrants\n2020,PHL,SAU,\"5\n", "line 2", "never closed"),
    (
      "year,origin,destination,migrants\n2020,PHL,SAU,99999999999999999999999\n", "D2",
      "too large"
    ),
    (
      "year,origin,destination,migrants\n2020,PHL,SAU,99999999999999\n", "D2",
      "more than there can be"
    ),
    ("year,origin,destination,migrants,female\n2020,PHL,SAU,5,6\n", "PHL to SAU", "6 women"),
    ("iso3,year,value\nPHL,2020,1\nPHL,2020,2\n", "lines 2 and 3", "twice"),
    ("quarter,sender,receiver,cost_pct\n2020,SAU,PHL,3\n", "A2", "2020Q3"),
    ("iso3,year,domain,score\nPHL,2019,all domains,7\n", "D2", "1, 2, 3 or 4"),
    ("a,b\n1,2\n", "table.csv", "no layout"),
    ("", "table.csv", "empty"),
    ("iso3,year,year,value\n", "year", "twice"),
  ])
  func theErrorNamesTheCell(text: String, cell: String, says: String) throws {
    let error = try #require(try Self.complaint(Self.given(text)))
    #expect("\(error)".contains(cell), "\(error)")
    #expect("\(error)".contains(says), "\(error)")
    #expect(!error.remedy.isEmpty)
  }

  @Test func aTableWithoutARevisionMustSayWhichItIs() throws {
    let text = "year,origin,destination,migrants\n2024,PHL,SAU,5\n"
    let error = try #require(try Self.complaint(Self.given(text, revision: nil)))
    #expect(error.remedy.contains("--revision"))
    #expect(try Self.complaint(Self.given(text, revision: "2024")) == nil)
  }

  private static func stocks(_ years: [Int], from edition: StockEdition, as named: [Int]) -> String
  {
    var text = "year,origin,destination,migrants\n"
    for (year, name) in zip(years, named) {
      for (pair, value) in edition.table.all(year) {
        text += "\(name),\(pair.origin),\(pair.destination),\(value)\n"
      }
    }
    return text
  }

  @Test func aRevisionIsRecognisedByItsControlTotals() throws {
    let evidence = try Bundled.evidence()
    let edition = try #require(evidence.stocks.first { $0.source.revision == "2019" })
    let text = Self.stocks(edition.years, from: edition, as: edition.years)
    let importer = try #require(Self.importer)
    let table = try #require(try importer.tables(Self.given(text, revision: nil)).first)
    #expect(table.dataset.source.id == edition.source.id)
    let claimed = try #require(try Self.complaint(Self.given(text, revision: "2024")))
    #expect(claimed.problem.contains("2019"))
  }

  @Test func yearsInReverseAreRefused() throws {
    let evidence = try Bundled.evidence()
    let bank = try #require(evidence.stocks.first { $0.source.revision == "1960–2000" })
    let text = Self.stocks(bank.years, from: bank, as: bank.years.reversed())
    for revision in [nil, "1960–2000", "new"] {
      let error = try #require(try Self.complaint(Self.given(text, revision: revision)))
      #expect(error.problem.contains("reverse"), "\(error)")
    }
  }

  @Test(
    .enabled(if: Bundled.shared != nil, "the revision of 2020 does not lie beside the repository"))
  func twoRevisionsInOneTableAreRefused() throws {
    let evidence = try Bundled.full()
    let old = try #require(evidence.stocks.first { $0.source.revision == "2019" })
    let new = try #require(evidence.stocks.first { $0.source.revision == "2020" })
    var text = Self.stocks([1990, 2010], from: old, as: [1990, 2010])
    text += Self.stocks([2015, 2020], from: new, as: [2015, 2020]).split(separator: "\n")
      .dropFirst().joined(separator: "\n")
    for revision in [nil, "2020", "2021"] {
      let error = try #require(try Self.complaint(Self.given(text + "\n", revision: revision)))
      #expect(
        error.problem.contains("revisions") || error.problem.contains("figures of"), "\(error)")
    }
  }

  @Test func randomBytesNeverTrap() throws {
    let importer = try #require(Self.importer)
    var state: UInt64 = 20_261_126
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let pieces = [
      "year", "origin", "destination", "migrants", "iso3", "value", "PHL", "SAU", "2020", "-1",
      "1e400", "\"",
      "\"\"", ",", "\n", "\r\n", "..", "Location code of destination", "Location code of origin",
      "Country Code",
      "Indicator Code", "1990", "9223372036854775807", "\u{FEFF}", " ", "é", "reporter", "measure",
      "608", "900",
    ]
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int(next() % 40) {
        text += pieces[Int(next() % UInt64(pieces.count))] + (next() % 2 == 0 ? "," : "")
      }
      _ = try? importer.tables(
        GivenTable(file: "noise.csv", contents: .csv(Array(text.utf8)), revision: "1"))
      let rows = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
      _ = try? importer.tables(
        GivenTable(
          file: "noise.xlsx", contents: .workbook([Sheet(name: "S", rows: rows)]), revision: "1"))
    }
  }
}
