import Policy
import Testing

@testable import Reading

/// Files of the World Bank, UN DESA and ILOSTAT and tables that people make, with their traps.
@Suite struct PlainStatisticsTests {
  typealias Fixture = StatisticsFixture

  @Test func theFileOfOneWorldBankIndicator() throws {
    let file = try Fixture.read(
      "\u{FEFF}\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2026-04-08\",\n\n\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2018\",\"2019\",\"2020\",\n\"Philippines\",\"PHL\",\"Remittances\",\"BX.TRF.PWKR.CD.DT\",\"33808891000\",\"\",\"34883000000\",\n\"World\",\"WLD\",\"Remittances\",\"BX.TRF.PWKR.CD.DT\",\"6.2E+11\",\"\",\"..\",\n"
    )
    #expect(file.format == .worldBank && file.errors.isEmpty)
    #expect(file.table.source.revision == "2026-04-08")
    #expect(Fixture.values(file) == [33_808_891_000, 34_883_000_000, 6.2e11])
    #expect(file.table.columns.first { $0.id == "REF_AREA" }?.labels["PHL"] == "Philippines")
    #expect(file.table.columns.first { $0.id == "INDICATOR" }?.labels.count == 1)
    // The world stands among the countries.
    #expect(Fixture.cell(file, 2, "REF_AREA_TYPE") == "aggregate")
    #expect(Fixture.cell(file, 0, "REF_AREA_TYPE") == nil)
    #expect(file.remarks.count == 1)
  }

  @Test func theAnswerOfTheWorldBanksAPI() throws {
    let file = try Fixture.read(
      #"[{"page":1,"pages":2,"per_page":50,"total":60,"lastupdated":"2026-04-08"},[{"indicator":{"id":"SM.POP.TOTL","value":"Migrant stock"},"country":{"id":"PH","value":"Philippines"},"countryiso3code":"PHL","date":"2015","value":211862,"unit":"","obs_status":"E","decimal":0},{"indicator":{"id":"SM.POP.TOTL","value":"Migrant stock"},"country":{"id":"PH","value":"Philippines"},"countryiso3code":"PHL","date":"2014","value":null,"unit":"","obs_status":"","decimal":0}]]"#
    )
    #expect(file.format == .worldBankJSON && file.table.rows.count == 2)
    #expect(file.table.series()[0].observations[0].status == .estimated)
    #expect(file.remarks[0].contains("page 1 of 2"))
    #expect(throws: Table.Error.self) {
      try Fixture.read(
        #"[{"message":[{"id":"120","key":"Invalid value","value":"The parameter is not valid"}]}]"#)
    }
  }

  @Test func ilostatKeepsSourcesStatusAndNotesApart() throws {
    let file = try Fixture.read(
      "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_classif,note_indicator,note_source\nPHL,BA:480,MST_TEMP,SEX_T,MIG_A,2019,12.5,U,,I1:1,R1:2\nPHL,BB:100,MST_TEMP,SEX_T,MIG_A,2019,13,,,,\nX01,BB:100,MST_TEMP,SEX_T,MIG_A,2025Q1,14,I,,,\n"
    )
    #expect(file.format == .ilostat && file.errors.isEmpty)
    let series = file.table.series()
    #expect(series.count == 3)
    #expect(series[0].observations[0].status == ObservationStatus(rawValue: "U"))
    #expect(series[0]["SOURCE"] == "BA:480" && series[0]["NOTE_SOURCE"] == "R1:2")
    #expect(Fixture.cell(file, 2, "TIME_PERIOD") == "2025-Q1")
    #expect(Fixture.cell(file, 2, "REF_AREA_TYPE") == "aggregate")
  }

  @Test func migrantStockByDestinationAndOrigin() throws {
    var rows = [[String]](repeating: [], count: 9)
    rows[0] = ["United Nations"]
    rows.append(["", "", "", "", "", "", "", "International migrant stock (both sexes)"])
    rows.append([
      "Index", "Region, development group, country or area of destination", "Notes",
      "Location code of destination", "Type of data of destination",
      "Region, development group, country\n or area of origin", "Location code of origin", "2015",
      "2020", "2015", "2020", "2015", "2020",
    ])
    rows.append([
      "1", "WORLD", "", "900", "", "WORLD", "900", "247958644", "280598105", "1", "2", "3", "4",
    ])
    rows.append([
      "2", "    Saudi Arabia*", "5", "682", "C", "Philippines", "608", "583 000", "..", "400000",
      "", "183,000", "x1",
    ])
    let file = try Fixture.reader().read(
      sheets: [Sheet(name: "Table 1", rows: rows)], file: "s.xlsx")
    #expect(file.format == .migrantStock)
    let own = file.table.series().filter { $0.place == "682" }
    #expect(own.map { $0["SEX"] } == ["_T", "M", "F"])
    #expect(own.flatMap(\.observations).compactMap(\.value) == [583_000, 400_000, 183_000])
    #expect(own[0]["ORIGIN"] == "608" && own[0]["DATA_TYPE"] == "C")
    #expect(own[0].key.first { $0.id == "REF_AREA" }?.name == "Saudi Arabia")
    #expect(file.errors.count == 1 && file.errors[0].line == 13)
    #expect(file.errors[0].column == "M (2020)")
    #expect(file.remarks.contains { $0.contains("groups of countries") })
  }

  @Test func migrantStockWithAColumnForEachOrigin() throws {
    let rows = [
      ["", "United Nations"],
      [
        "Year", "Sort order", "Major area, region, country or area of destination", "Notes", "Code",
        "Type of data (a)", "Country or area of origin",
      ],
      ["", "", "", "", "", "", "Total", "Other North", "Other South", "Afghanistan", "Albania"],
      ["2019", "1", "Germany", "", "276", "B", "13132146", "..", "21000", "183000", "240"],
    ]
    let file = try Fixture.reader().read(
      sheets: [Sheet(name: "Table 1", rows: rows)], file: "s.xlsx")
    #expect(file.format == .migrantStock && file.errors.isEmpty)
    #expect(
      file.table.series().map { $0["ORIGIN"] } == [
        "Total", "Other South", "Afghanistan", "Albania",
      ])
    #expect(Fixture.values(file) == [13_132_146, 21_000, 183_000, 240])
    #expect(Fixture.cell(file, 0, "DATA_TYPE") == "B")
  }

  @Test func aSquareMatrixLosesItsSumsAndNotItsCells() throws {
    let file = try Fixture.read(
      "Bilateral remittances 2018 (US$ million),,,,\nSender / receiver,MEX,PHL,USA,WORLD\nMEX,0,1.5,N/A,1.5\nPHL,0.25,,3,3.25\nUSA,\"34,704\",\"11,099\",0,45803\nTOTAL,34704,11100.5,3,\nNote: modelled,,,,\n"
    )
    #expect(file.format == .matrix && file.errors.isEmpty)
    #expect(file.table.rows.count == 7)
    let series = file.table.series().first { $0["ORIGIN"] == "USA" && $0["DESTINATION"] == "MEX" }
    #expect(series?.observations.first?.value == 34_704)
    #expect(file.remarks[0].contains("TOTAL") && file.remarks[0].contains("WORLD"))
  }

  @Test func plainTablesWideAndLongSayTheSame() throws {
    let wide = try Fixture.read("iso3,2018,YR2019,2020 [YR2020]\nPHL,1,2,3\nKEN,4,,6\n")
    let long = try Fixture.read(
      "Country;Year;Value;Status\nPHL;2018;1;A\nPHL;2019;2;\nPHL;2020;3,5;E\nKEN;2018;1.234;\n")
    #expect(wide.format == .wide && long.format == .long)
    #expect(Fixture.values(wide) == [1, 2, 3, 4, 6])
    #expect(wide.table.series()[1].observations.map(\.time) == ["2018", "2020"])
    // With semicolons, commas are decimal marks and points those of thousands.
    #expect(Fixture.values(long)[2] == 3.5)
    #expect(long.table.series()[0].observations.map(\.status) == [.normal, nil, .estimated])
    #expect(wide.table.series()[0].place == "PHL" && long.table.series()[0].place == "PHL")
  }

  @Test func namesBesideCodesAreTheirLabels() throws {
    let file = try Fixture.read(
      "country_code,country_name,sex,year,value\nPHL,Philippines,F,2019,3\n")
    #expect(file.table.columns.map(\.id) == ["REF_AREA", "SEX", "TIME_PERIOD", "OBS_VALUE"])
    #expect(file.table.columns[0].labels == ["PHL": "Philippines"])
  }

  @Test func columnsOfIndicatorsBecomeSeries() throws {
    let file = try Fixture.read(
      "iso3,year,usd,pct_gdp,basis\nABW,1991,2570000,0.29,reported\nABW,1992,1980,,reported\n")
    #expect(file.format == .long && file.errors.isEmpty)
    #expect(Set(file.table.series().compactMap(\.indicator)) == ["usd", "pct_gdp"])
    #expect(Fixture.values(file).sorted() == [0.29, 1980, 2_570_000])
    let pairs = try Fixture.read("year,origin,destination,migrants\n2010,ABW,ANT,3777\n")
    #expect(pairs.table.series()[0]["DESTINATION"] == "ANT")
    // Numbers that could be years do not make a header.
    let figures = try Fixture.read("iso3,year,total\nABW,1960,1990\nABW,1970,2001\n")
    #expect(figures.format == .long && Fixture.values(figures) == [1990, 2001])
  }

  @Test func trapsAreSaid() throws {
    let reversed = try Fixture.read("iso3,2020,2019,2018\nPHL,1,2,3\nKEN,1,2,3\n")
    #expect(reversed.remarks == ["the years run backwards: check one value that you know."])
    let twice = try Fixture.read("iso3,year,value\nPHL,2019,1\nPHL,2019,2\n")
    #expect(twice.errors.map(\.line) == [3])
    #expect(twice.errors[0].reason.contains("line 2"))
    let text = try Fixture.read("iso3,2018,2019\nPHL,1,about 2\nKEN,3,4,5\n")
    #expect(text.errors.map(\.line) == [2, 3])
    #expect(text.errors[0].column == "C (2019)")
    #expect(Fixture.values(text) == [1, 3, 4])
  }

  @Test(arguments: [
    "a,b\n1,2\n", "name\nx\n", "item,answer,unit,date,note,round\n2a,yes,PHL,2026-03-01,x,2026\n",
    "iso3,year,value,figure\nPHL,2019,1,2\n", "\u{0}\u{1}\u{2}",
  ])
  func whatHoldsNoStatisticsIsRefused(text: String) {
    #expect(throws: Table.Error.self) { try Fixture.read(text) }
  }

  @Test func aPeriodThatIsNoneIsNamed() throws {
    let file = try Fixture.read("iso3,year,value\nPHL,2019,1\nPHL,last year,2\nPHL,2020,3\n")
    #expect(file.errors.map(\.line) == [3] && Fixture.values(file) == [1, 3])
  }

  @Test func aHundredThousandRowsAreReadInOnePass() throws {
    var text = "iso3,year,value\n"
    for i in 0..<100_000 { text += "C\(i / 50),\(1950 + i % 50),\(i)\n" }
    let file = try Fixture.read(text)
    #expect(file.table.rows.count == 100_000 && file.errors.isEmpty)
    #expect(file.table.series().count == 2_000)
  }
}
