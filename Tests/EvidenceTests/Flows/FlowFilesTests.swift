import Evidence
import Foundation
import Policy
import Testing

/// Tables as people have them, whole and broken.
@Suite struct FlowFilesTests {
  static let start = """
    birthplace,residence,value
    PHL,PHL,1000
    PHL,SAU,100
    SAU,SAU,500
    SAU,PHL,10

    """
  static let end = """
    birthplace,residence,value
    PHL,PHL,950
    PHL,SAU,160
    SAU,SAU,520
    SAU,PHL,10

    """
  static let births = "country,value\nPHL,60\nSAU,40\n"
  static let deaths = "country,value\nPHL,20\nSAU,10\n"

  static let list: CountryList? = try? CountryList(
    countries: Table(
      Array("iso3,name\nPHL,Philippines\nSAU,Saudi Arabia\nMAR,Morocco\n".utf8),
      file: "countries.csv"),
    retired: Table(
      Array("code,name,successors\nYUG,Yugoslavia,HRV;SRB\n".utf8), file: "retired.csv"),
    names: Table(Array("name,iso3\n".utf8), file: "country-names.csv"))

  static func file(_ name: String, _ text: String) -> FlowFiles.File {
    FlowFiles.File(name: name, bytes: Array(text.utf8))
  }

  static func accounts(
    start: String = start, end: String = end, births: String? = births, deaths: String? = deaths,
    population: String? = nil, _ change: (inout FlowFiles) -> Void = { _ in }
  ) throws -> (StockAccounts, FlowFiles.Remarks) {
    var files = FlowFiles(start: file("start.csv", start), end: file("end.csv", end))
    files.births = births.map { file("births.csv", $0) }
    files.deaths = deaths.map { file("deaths.csv", $0) }
    files.population = population.map { file("population.csv", $0) }
    files.countries = list
    change(&files)
    var remarks = FlowFiles.Remarks()
    return (try files.accounts(&remarks), remarks)
  }

  @Test func twoRevisionsAreNoInterval() throws {
    func with(_ revision: String, _ text: String) -> String {
      let lines = text.split(separator: "\n")
      return lines[0] + ",revision\n"
        + lines.dropFirst().map { "\($0),\(revision)\n" }.joined()
    }
    #expect(throws: Never.self) {
      try Self.accounts(start: with("2019", Self.start), end: with("2019", Self.end))
    }
    let apart = #expect(throws: Table.Error.self) {
      try Self.accounts(start: with("2019", Self.start), end: with("2020", Self.end))
    }
    #expect(apart?.file == "end.csv" && apart?.line == 2 && apart?.column == "revision")
    let mixed = #expect(throws: Table.Error.self) {
      try Self.accounts(
        start: with("2019", Self.start),
        end: with("2020", Self.end).replacingOccurrences(of: "160,2020", with: "160,2019"))
    }
    #expect(mixed?.line == 3 && mixed?.reason.contains("«2020» in line 2") == true)
  }

  @Test func sumsOfTwoRevisionsAreNoInterval() throws {
    let controls = try ControlTotals(
      Table(
        Array(
          """
          subject,producer,revision,year,origin,destination,people
          stocks,UN,2019,2015,,,110
          stocks,UN,2020,2015,,,112
          stocks,UN,2020,2020,,,170

          """.utf8), file: "controls.csv"))
    func dated(_ year: Int, _ text: String, _ people: Int) -> String {
      let lines = text.split(separator: "\n")
      return lines[0] + ",year\n"
        + lines.dropFirst().map { "\($0),\(year)\n" }.joined()
        .replacingOccurrences(of: "PHL,SAU,100", with: "PHL,SAU,\(people)")
    }
    let end = dated(2020, Self.end, 0)
    #expect(throws: Never.self) {
      try Self.accounts(start: dated(2015, Self.start, 102), end: end) { $0.controls = controls }
    }
    let error = #expect(throws: Table.Error.self) {
      try Self.accounts(start: dated(2015, Self.start, 100), end: end) { $0.controls = controls }
    }
    #expect(
      error?.reason.contains("UN, 2019") == true && error?.reason.contains("UN, 2020") == true)
  }

  @Test func birthsBeyondNativesNameTheirLine() throws {
    let error = #expect(throws: Table.Error.self) {
      try Self.accounts(births: "country,value\nPHL,60\nSAU,4000\n")
    }
    #expect(error?.reason.contains("line 3, births of SAU") == true)
  }

  @Test func wholeFilesAreRead() throws {
    let (accounts, remarks) = try Self.accounts()
    #expect(accounts.countries == ["PHL", "SAU"])
    #expect(accounts.start.table == [[1000, 100], [10, 500]])
    #expect(accounts.end.table == [[950, 160], [10, 520]])
    #expect(accounts.births == [60, 40] && accounts.deaths == [20, 10])
    #expect(remarks.all.isEmpty)
  }

  @Test func nativesAreFilledFromAPopulation() throws {
    let stocks = "origin,destination,migrants,year\nPHL,SAU,100,2010\nPHL,SAU,160,2015\n"
    let years = (2010...2015).flatMap { year in
      ["PHL,\(year),1", "SAU,\(year),0.5"]
    }
    let population = "iso3,year,population_thousands\n" + years.joined(separator: "\n") + "\n"
    let yearly =
      "iso3,year,births_k\n"
      + (2010...2015).flatMap { ["PHL,\($0),0.02", "SAU,\($0),0.01"] }.joined(separator: "\n")
      + "\n"
    let (accounts, _) = try Self.accounts(
      start: stocks, end: stocks, births: yearly,
      deaths: yearly.replacingOccurrences(of: "births_k", with: "deaths_k"),
      population: population
    ) { $0.years = (2010, 2015) }
    #expect(accounts.start.table == [[1000, 100], [0, 400]])
    #expect(accounts.end.table == [[1000, 160], [0, 340]])
    // Half of the first year, four full years, half of the last.
    #expect(abs(accounts.births[0] - 100) < 1e-9 && abs(accounts.births[1] - 50) < 1e-9)
  }

  @Test(arguments: [
    ("PHL,SAU,100", "PHL,SAU,-100", "start.csv, line 3", "negative"),
    ("PHL,SAU,100", "PHL,SAU,many", "start.csv, line 3", "not a number"),
    ("PHL,SAU,100", "PHL,SAU,", "start.csv, line 3", "empty"),
    ("PHL,SAU,100", "PHL,SAU", "start.csv, line 3", "cut off"),
    ("PHL,SAU,100", "PHL,SAX,100", "start.csv, line 3, column residence", "Did you mean"),
    ("PHL,SAU,100", "YUG,SAU,100", "start.csv, line 3, column birthplace", "retired"),
    ("PHL,SAU,100", "PHL,PHL,100", "lines 2 and 3", "twice"),
    ("PHL,SAU,100", "PHL,SAU,100,7", "start.csv, line 3", "4 cells"),
    ("PHL,SAU,100", "\"PHL,SAU,100", "start.csv, line 3", "never closed"),
    ("PHL,PHL,1000\n", "", "birthplace PHL, residence PHL", "--population"),
    ("birthplace,", "born_in,", "start.csv, line 1, column birthplace", "the column is missing"),
  ])
  func aFaultyCellIsNamed(part: String, fault: String, place: String, says: String) throws {
    let text = Self.start.replacingOccurrences(of: part, with: fault)
    let failure = #expect(throws: Table.Error.self) { try Self.accounts(start: text) }
    let sentence = failure?.description ?? ""
    #expect(sentence.contains(place), "\(sentence)")
    #expect(sentence.contains(says), "\(sentence)")
  }

  @Test func aFileCutOffIsAnError() throws {
    let whole = Array(Self.start.utf8)
    var refused = 0
    for length in 0..<whole.count {
      let text = String(decoding: whole[..<length], as: UTF8.self)
      do {
        let (_, remarks) = try Self.accounts(start: text)
        // A number or line end that is cut short reads as whole, and is remarked upon; a table that lacks only its last
        // line is a table.
        let isWholeLine = text.hasSuffix("\n")
        #expect(length >= whole.count - 14, "cut at \(length)")
        #expect(isWholeLine || !remarks.all.isEmpty, "cut at \(length)")
      } catch let error as Table.Error {
        #expect(!error.reason.isEmpty)
        refused += 1
      }
    }
    #expect(refused > whole.count - 12)
  }

  @Test func birthsBeyondNativesAreRefusedUnlessSpread() throws {
    let many = "country,value\nPHL,60\nSAU,521\n"
    let failure = #expect(throws: Table.Error.self) { try Self.accounts(births: many) }
    #expect(failure?.description.contains("births.csv: line 3, births of SAU") == true)
    #expect(failure?.description.contains("--spread-births") == true)
    let (accounts, remarks) = try Self.accounts(births: many) { $0.spreadsBirths = true }
    #expect(remarks.all.count == 1)
    let stocks = try AdjustedStocks(accounts, mode: .openDR)
    #expect(stocks.spreadBirths == [1])
    let impossible = #expect(throws: Table.Error.self) {
      try Self.accounts(births: "country,value\nPHL,60\nSAU,5000\n") { $0.spreadsBirths = true }
    }
    #expect(impossible?.description.contains("births of SAU") == true)
  }

  @Test func yearsTheWrongWayRoundAreRefused() throws {
    let dated = { (text: String, year: String) in
      text.split(separator: "\n").enumerated().map {
        $0.element + ($0.offset == 0 ? ",year" : "," + year)
      }.joined(separator: "\n") + "\n"
    }
    let failure = #expect(throws: Table.Error.self) {
      try Self.accounts(start: dated(Self.start, "2020"), end: dated(Self.end, "2015"))
    }
    #expect(failure?.reason.contains("the start is 2020, the end 2015") == true)
    let (accounts, _) = try Self.accounts(
      start: dated(Self.start, "2015"), end: dated(Self.end, "2020"))
    #expect(accounts.count == 2)
    let several = #expect(throws: Table.Error.self) {
      try Self.accounts(start: dated(Self.start, "2015") + "PHL,PHL,1,2010\n")
    }
    #expect(several?.reason.contains("--from") == true)
  }

  @Test func aMissingCountryInBirthsIsNamed() throws {
    let failure = #expect(throws: Table.Error.self) {
      try Self.accounts(births: "country,value\nPHL,60\n")
    }
    #expect(failure?.description.contains("births.csv: SAU") == true)
    #expect(failure?.description.contains("--without SAU") == true)
  }

  @Test func ownNamesAreTakenWhereTheyAreNotCodes() throws {
    let text = "birthplace,residence,value\nA,A,10\nA,B,2\nB,B,8\nB,A,1\n"
    let (accounts, _) = try Self.accounts(start: text, end: text, births: nil, deaths: nil)
    #expect(accounts.countries == ["A", "B"])
  }

  @Test func aMissingPairOfAnOffsetIsNamed() throws {
    let failure = #expect(throws: Table.Error.self) {
      try FlowFiles.offset(
        Self.file("distance.csv", "origin,destination,value\nPHL,SAU,2\n"), for: ["PHL", "SAU"])
    }
    #expect(failure?.reason.hasPrefix("origin SAU, destination PHL: The pair is missing.") == true)
  }

  @Test func aCaseNamesItsFaultyCell() throws {
    let text = """
      {"kind": "flow_accounting", "names": ["A", "B"], "stock_start": [[10, 1], [2, -5e3]],
       "stock_end": [[10, 1], [2, null]]}
      """
    let cases = try FlowCase.cases(Array(text.utf8)).cases
    let failure = #expect(throws: FlowCase.Error.self) { try FlowCase(cases[0]).result() }
    #expect(
      failure?.description
        == "line 2, column 29: number 2 of row 2 of stock_end is missing or no number")
    #expect(throws: FlowCase.Error.self) {
      try FlowCase.cases(Array(text.utf8.dropLast(20)))
    }
    #expect(throws: FlowCase.Error.self) {
      try FlowCase(try #require(LocatedJSON.read(Array("{\"kind\": \"magic\"}".utf8)).value))
    }
  }
}
