import Evidence
import Policy
import Testing

/// Tables as their producers publish them.
@Suite struct ProducerLayoutTests {
  private static func tables(_ sheets: [Sheet], revision: String? = "2024") throws
    -> [ImportedTable]
  {
    try TableImport(bundled: Bundled.bytes).tables(
      GivenTable(file: "book.xlsx", contents: .workbook(sheets), revision: revision))
  }

  private static let head = [
    "Index", "Region, development group, country or area of destination", "Notes of destination",
    "Location code of destination", "Type of data of destination",
    "Region, development group, country or area of origin", "Location code of origin",
    "2020", "2024", "2020", "2024", "2020", "2024",
  ]

  private static func list(_ rows: [[String]]) -> Sheet {
    Sheet(
      name: "Table 1",
      rows: [
        ["United Nations"], [],
        ["", "", "", "", "", "", "", "both sexes", "", "male", "", "female"], head,
      ] + rows)
  }

  private static func row(_ to: String, _ type: String, _ from: String, _ numbers: String...)
    -> [String]
  {
    ["1", "to", "", to, type, "from", from] + numbers
  }

  @Test func theUnitedNationsListGivesStocksTotalsAndDefinitions() throws {
    let sheet = Self.list([
      Self.row("900", "", "900", "30", "33", "15", "16", "15", "17"),
      Self.row("935", "", "608", "20", "22", "10", "11", "10", "11"),
      Self.row("682", "C", "900", "30", "33", "15", "16", "15", "17"),
      Self.row("682", "C", "608", "20", "22", "12", "13", "8", "9"),
      Self.row("682", "C", "356", "5", "..", "2", "", "3", ""),
      Self.row("682", "C", "2003", "5", "6", "1", "2", "4", "4"),
    ])
    let tables = try Self.tables([Sheet(name: "Cover", rows: [["x"]]), sheet])
    #expect(tables.map(\.dataset.source.subject) == [.stocks, .totals, .dataTypes])
    #expect(Set(tables.map(\.dataset.source.revision)) == ["2024"])
    let evidence = try Bundled.evidence(adding: tables.map(\.dataset))
    let edition = try #require(evidence.newestStocks)
    #expect(edition.source.revision == "2024")
    let saudi = try #require(CountryCode("SAU"))
    #expect(edition.table.to(saudi, 2020).map(\.value) == [5, 20])
    #expect(edition.table.to(saudi, 2024).map(\.value) == [22])
    #expect(edition.table.to(saudi, 2020, measure: 1).map(\.value) == [3, 8])
    #expect(edition.unknownOrigin(in: saudi, 2020) == 5)
    #expect(edition.types[saudi]?.foreignCitizens == true)
  }

  @Test(arguments: [
    (["682", "C", "608", "twenty", "22", "12", "13", "8", "9"], "H5", "not a number"),
    (["682", "C", "608", "-20", "22", "12", "13", "8", "9"], "H5", "negative"),
    (["682", "C", "7", "20", "22", "12", "13", "8", "9"], "G5", "M49"),
    (["Saudi", "C", "608", "20", "22", "12", "13", "8", "9"], "D5", "location code"),
  ])
  func aBadCellOfTheListIsNamed(cells: [String], cell: String, says: String) throws {
    let sheet = Self.list([["1", "to", "", cells[0], cells[1], "from"] + cells[2...]])
    let error = try #require(throws: EvidenceError.self) { try Self.tables([sheet]) }
    #expect(
      error.description.contains("sheet «Table 1»") && error.description.contains(cell), "\(error)")
    #expect(error.description.contains(says), "\(error)")
  }

  @Test func countriesThatDoNotAddUpToTheWorldAreRefused() throws {
    let sheet = Self.list([
      Self.row("900", "", "900", "3000", "3300", "1", "1", "1", "1"),
      Self.row("682", "C", "900", "30", "33", "15", "16", "15", "17"),
      Self.row("682", "C", "608", "20", "22", "12", "13", "8", "9"),
    ])
    let error = try #require(throws: EvidenceError.self) { try Self.tables([sheet]) }
    #expect(error.problem.contains("3000"), "\(error)")
  }

  @Test func theMatrixOfOlderRevisionsIsRead() throws {
    func matrix(_ title: String, _ rows: [[String]]) -> Sheet {
      Sheet(
        name: title,
        rows: [
          ["International migrant stock, \(title)"], [],
          [
            "Year", "Sort order", "Major area, region, country or area of destination", "Notes",
            "Code", "Type of data (a)", "Total", "Other North", "Other South",
            "Bolivia (Plurinational State of)", "Philippines",
          ],
        ]
          + rows)
    }
    let both = matrix(
      "both sexes",
      [
        ["2017", "1", "WORLD", "", "900", "", "100", "", "", "40", "50"],
        ["2017", "9", "Saudi Arabia", "(2)", "682", "C R", "100", "4", "6", "40", "50"],
      ])
    let men = matrix(
      "male", [["2017", "9", "Saudi Arabia", "", "682", "C R", "60", "", "", "25", "30"]])
    let women = matrix(
      "female", [["2017", "9", "Saudi Arabia", "", "682", "C R", "40", "", "", "15", "20"]])
    let tables = try Self.tables([both, men, women], revision: "2017")
    let evidence = try Bundled.evidence(adding: tables.map(\.dataset))
    let edition = try #require(evidence.stocks.first { $0.source.revision == "2017" })
    let saudi = try #require(CountryCode("SAU"))
    #expect(edition.table.to(saudi, 2017).map(\.value) == [40, 50])
    #expect(edition.table.to(saudi, 2017, measure: 1).map(\.value) == [15, 20])
    #expect(edition.unknownOrigin(in: saudi, 2017) == 10)
    #expect(edition.types[saudi]?.refugeesAdded == true)
  }

  private static func csv(_ text: String) throws -> [ImportedTable] {
    try TableImport(bundled: Bundled.bytes).tables(
      GivenTable(file: "t.csv", contents: .csv(Array(text.utf8))))
  }

  @Test func worldBankIndicatorsBecomeRemittancesOrSeries() throws {
    let text = """
      "Data Source","World Development Indicators",

      "Country Name","Country Code","Indicator Name","Indicator Code","2018","2019","2023",
      "Philippines","PHL","Personal remittances, received (current US$)","BX.TRF.PWKR.CD.DT","33000000000","35167000000.5","39097000000",
      "Arab World","ARB","Personal remittances, received (current US$)","BX.TRF.PWKR.CD.DT","1","2","3",
      "Philippines","PHL","Unemployment","SL.UEM.TOTL.ZS","2.3","","2.2",
      """
    let tables = try Self.csv(text)
    #expect(tables.map(\.dataset.source.subject) == [.remittances, .series])
    let evidence = try Bundled.evidence(adding: tables.map(\.dataset))
    let philippines = try #require(CountryCode("PHL"))
    let dollars = evidence.remittances("usd", of: philippines)?.table.latest("usd", of: philippines)
    #expect(dollars?.year == 2023 && dollars?.value == 39_097_000_000)
    // The share of GDP is still there, from the bundled table.
    #expect(
      evidence.remittances("pct_gdp", of: philippines)?.table.latest("pct_gdp", of: philippines)?
        .year == 2018)
    #expect(evidence.series.first?.indicator == "SL.UEM.TOTL.ZS")
  }

  @Test func pricesAreMeansOverServices() throws {
    let text = """
      period,source_code,source_name,destination_code,firm,cc1 total cost %,cc2 total cost %
      2021_1Q,SAU,Saudi Arabia,PHL,A,4.0,3
      2021_1Q,SAU,Saudi Arabia,PHL,B,6.0,3
      2021_1Q,SAU,Saudi Arabia,IND,B,,3
      """
    let table = try #require(try Self.csv(text).first)
    let evidence = try Bundled.evidence(adding: [table.dataset])
    #expect(evidence.priceQuarter == "2021Q1")
    #expect(evidence.prices.map(\.cost) == [5])
  }

  @Test func undisclosedMarginsAreNoPricesAndBothSheetsAreRead() throws {
    let head = [
      "id", "period", "source_code", "destination_code", "cc1 fx margin", "cc1 total cost %",
      "transparent",
    ]
    let early = Sheet(
      name: "Dataset (up to Q1 2016)",
      rows: [head, ["1", "2015_3Q", "SAU", "PHL", "1", "7", "yes"]])
    let late = Sheet(
      name: "Dataset (from Q2 2016)",
      rows: [
        head, ["2", "2024_3Q", "SAU", "KSV", "0", "1.5", "No"],
        ["3", "2024_3Q", "SAU", "KSV", "-1", "3.25", "Yes"],
        ["4", "2024_3Q", "SAU", "KSV", "2", "..", "yes"],
      ])
    let notes = Sheet(name: "Legend", rows: [["period", "quarter of the survey"]])
    let table = try #require(try Self.tables([notes, early, late], revision: nil).first)
    let text = String(decoding: table.dataset.bytes, as: UTF8.self)
    #expect(
      text.split(separator: "\r\n").dropFirst() == ["2015Q3,SAU,PHL,7", "2024Q3,SAU,XKX,3.25"])
    #expect(table.remarks.contains { $0.hasPrefix("1 services that do not disclose") })
  }

  @Test func digitsInGroupsOfThreeAreOneNumber() throws {
    func people(_ cell: String) throws -> Int? {
      let text = """
        Year,Country of Origin (ISO),Country of Asylum (ISO),Refugees,Asylum-seekers
        2023,SYR,TUR,"\(cell)",-
        """
      let table = try #require(try Self.csv(text).first)
      let evidence = try Bundled.evidence(adding: [table.dataset])
      return evidence.refugees?.to(try #require(CountryCode("TUR")), 2023).first?.value
    }
    #expect(try people("2,940,735") == 2_940_735)
    #expect(try people("2 940 735") == 2_940_735)
    for bad in ["2,94,735", "2,9407", ",123", "1,000,000,000,000,000", "1.2,345"] {
      #expect(throws: EvidenceError.self) { try people(bad) }
    }
  }

  @Test func refugeesOfTheDataFinderAreRead() throws {
    let text = """
      Year,Country of Origin,Country of Origin (ISO),Country of Asylum,Country of Asylum (ISO),Refugees under UNHCR's mandate,Asylum-seekers
      2023,Syrian Arab Rep.,SYR,Türkiye,TUR,3214780,-
      2023,Unknown,UKN,Türkiye,TUR,5,10
      """
    let table = try #require(try Self.csv(text).first)
    let evidence = try Bundled.evidence(adding: [table.dataset])
    #expect(evidence.refugeeYear == 2023)
    let turkey = try #require(CountryCode("TUR"))
    #expect(evidence.refugees?.to(turkey, 2023).reduce(0) { $0 + $1.value } == 3_214_785)
    #expect(evidence.refugees?.to(turkey, 2023, measure: 1).map(\.value) == [10])
  }

  @Test func codesThatWereRenamedAreBroughtUpToDate() throws {
    let table = try #require(
      try Self.csv("iso3,year,usd\nROM,2020,5\nZAR,2020,6\nANT,2005,7\n").first)
    let text = String(decoding: table.dataset.bytes, as: UTF8.self)
    #expect(
      text.contains("ROU,2020,5") && text.contains("COD,2020,6") && text.contains("ANT,2005,7"))
    #expect(table.remarks.count == 3)
  }

  @Test func seriesOfSDMXBecomeTables() throws {
    let series = Series(
      structure: "UNSD:SDG(1.0)", key: [.init("SERIES", "SL_UEM"), .init("REF_AREA", "608")],
      observations: [Observation(time: "2022", text: "2.5"), Observation(time: "2023", text: "")])
    let byCode = Series(
      key: [.init("INDICATOR", "SL_UEM"), .init("REF_AREA", "PHL")],
      observations: [Observation(time: "2021", text: "3.4")])
    let importer = try TableImport(bundled: Bundled.bytes)
    let tables = try importer.tables(
      [series, byCode], file: "s.csv", producer: "ILO", revision: "2024")
    #expect(tables.count == 1 && tables[0].dataset.source.title == "SL_UEM")
    #expect(String(decoding: tables[0].dataset.bytes, as: UTF8.self).contains("PHL,2021,3.4"))
  }
}
