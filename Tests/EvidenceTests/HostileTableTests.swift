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
    ("year,origin,destination,migrants,female\n2020,PHL,SAU,5\n", "line 2", "4 cells"),
    (
      "year,origin,destination,migrants,revision\n2020,PHL,SAU,5,2019\n2020,PHL,KWT,5,2020\n", "E3",
      "revisions"
    ),
    (
      "year,origin,destination,migrants\n2020,PHL,SAU,5\n2020,PHL,SAU,6\n", "lines 2 and 3", "twice"
    ),
    ("iso3,year,immigrants\nPHL,2020,-5\n", "C2", "negative"),
    ("iso3,year,idps\nPHL,2020,-5\n", "C2", "negative"),
    ("iso3,year,usd\nPHL,2020,-5\n", "C2", "negative"),
    ("iso3,year,births_k,pop_mid_k\nPHL,2020,500,100\n", "C2", "population of 100"),
    ("sender,receiver,usd_million\nUSA,PHL,4\nUSA,PHL,5\n", "B3", "line 2"),
    ("treaty_id,iso_a,iso_b,year\n1,PHL,PHL,2013\n", "C2", "itself"),
    ("treaty_id,quota\n1,maybe\n", "B2", "neither 0 nor 1"),
    ("treaty_id,quota\n1,1\n1,0\n", "A3", "twice"),
    ("iso3,instrument,status,date\nPHL,ICRMW,maybe,\n", "C2", "no status"),
    ("id,name,members,in_force\nx,X,PHL;SAX,yes\n", "C2", "SAX"),
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

  /// Two years of two revisions, of which the one lacks a control total for the other's year.
  @Test(
    .enabled(if: Bundled.shared != nil, "the revision of 2020 does not lie beside the repository"))
  func aYearOfAnotherRevisionIsNamedByItsCell() throws {
    let evidence = try Bundled.full()
    let old = try #require(evidence.stocks.first { $0.source.revision == "2019" })
    let new = try #require(evidence.stocks.first { $0.source.revision == "2020" })
    let first = Self.stocks([1990], from: old, as: [1990])
    let second = Self.stocks([2020], from: new, as: [2020])
    let lines = first.split(separator: "\n").count
    let text = first + second.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
    for revision in [nil, "2019", "2020"] {
      let error = try #require(try Self.complaint(Self.given(text, revision: revision)))
      #expect(error.problem.contains("mixed"), "\(error)")
      #expect(error.cell?.contains("A\(lines + 1)") == true, "\(error)")
    }
  }

  /// Figures of another revision within a year are told by the edition at hand.
  @Test(
    .enabled(if: Bundled.shared != nil, "the revision of 2020 does not lie beside the repository"))
  func aFigureOfAnotherRevisionIsNamedByItsCell() throws {
    let evidence = try Bundled.full()
    let old = try #require(evidence.stocks.first { $0.source.revision == "2019" })
    let new = try #require(evidence.stocks.first { $0.source.revision == "2020" })
    var text = "year,origin,destination,migrants\n"
    for year in old.years {
      for (pair, value) in old.table.all(year) {
        let isSwapped = year == 2015 && pair.destination.description < "M"
        let other = isSwapped ? new.table.value(pair, year) ?? value : value
        text += "\(year),\(pair.origin),\(pair.destination),\(other)\n"
      }
    }
    var importer = try #require(Self.importer)
    importer.editions = { [old, new] }
    let given = Self.given(text, revision: nil)
    let error = #expect(throws: EvidenceError.self) { try importer.tables(given) }
    #expect(error?.problem.contains("UN DESA, 2020") == true)
    #expect(error?.cell?.contains("column migrants (cell D") == true)
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
