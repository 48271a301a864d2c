import Evidence
import Policy
import Testing

/// Rows that a person adds to a list (treaties, agreements, prices, social security) stand beside those at hand.
@Suite struct RegisterTests {
  private static func imported(_ text: String, _ file: String, producer: String? = nil) throws
    -> [Dataset]
  {
    try TableImport(bundled: Bundled.bytes).tables(
      GivenTable(file: file, contents: .csv(Array(text.utf8)), producer: producer)
    ).map(\.dataset)
  }

  private static func evidence(_ tables: [Dataset]...) throws -> Evidence {
    try Evidence(bundled: Bundled.bytes, adding: tables.flatMap(\.self))
  }

  @Test func aRatificationThatIsAddedLeavesTheOthers() throws {
    let before = try #require(try Self.evidence([]).treaties)
    let row = try Self.imported(
      "iso3,instrument,status,date\nMDA,ILO C143,party,2023-01-01\n", "c143.csv")
    let evidence = try Self.evidence(row)
    let after = try #require(evidence.treaties)
    let moldova = try code("MDA")
    #expect(before.status(of: moldova, on: "ILO C143") == .unknown)
    #expect(after.status(of: moldova, on: "ILO C143") == .party)
    for instrument in before.instruments.map(\.instrument) where instrument != "ILO C143" {
      for country in evidence.countries.all.map(\.code) {
        #expect(
          before.status(of: country, on: instrument) == after.status(of: country, on: instrument))
      }
    }
  }

  @Test func aTreatyThatNobodyListsBindsWhomItIsSaidToBind() throws {
    let evidence = try Self.evidence(
      Self.imported("iso3,instrument,status,date\nMDA,ILO C190,party,2024-01-01\n", "c190.csv"))
    let treaties = try #require(evidence.treaties)
    #expect(try treaties.status(of: code("MDA"), on: "ILO C190") == .party)
    #expect(try treaties.status(of: code("PHL"), on: "ILO C190") == .unknown)
  }

  @Test func aTreatyIsWrittenAsTheOthersWriteIt() throws {
    let error = #expect(throws: EvidenceError.self) {
      try Self.imported("iso3,instrument,status,date\nMDA,ILO_c143,party,\n", "c143.csv")
    }
    #expect(error?.cell?.contains("B2") == true)
    #expect(error?.remedy.contains("ILO C143") == true)
  }

  @Test func twoListsOfAgreementsAreOneRegister() throws {
    let evidence = try Self.evidence(
      Self.imported(
        "treaty_id,iso_a,iso_b,year\na,PHL,SAU,2013\nb,PHL,KWT,2018\n", "ministry.csv"),
      Self.imported("treaty_id,iso_a,iso_b,year\nb,KWT,PHL,2019\nc,PHL,DEU,2013\n", "mine.csv"),
      Self.imported("treaty_id,equal_treatment,wages\nb,1,0\n", "features.csv"))
    let agreements = try #require(evidence.agreements)
    #expect(agreements.all.map(\.id) == ["a", "b", "c"])
    #expect(agreements.all[1].year == 2019)
    #expect(agreements.all[1].features == ["equal_treatment"])
    #expect(agreements.all[0].features == nil)
  }

  @Test func aPriceOfOneCorridorTakesNoOtherOnesPlace() throws {
    let before = try Self.evidence([]).prices
    let after = try Self.evidence(
      Self.imported("quarter,sender,receiver,cost_pct\n2020Q3,DEU,TUV,4.5\n", "bank.csv")
    ).prices
    #expect(after.count == before.count + 1)
    let edition = try Self.evidence(
      Self.imported(
        "quarter,sender,receiver,cost_pct\n2024Q1,DEU,TUV,4.5\n", "rpw.csv", producer: "World Bank")
    ).prices
    #expect(edition.count == 1)
  }

  @Test func anArrangementOfOnesOwnIsAddedToTheBundledOnes() throws {
    let before = try Self.evidence([]).socialSecurity.count
    let row = "id,name,members,in_force\nmda-ita,Moldova and Italy,MDA;ITA,yes\n"
    #expect(try Self.evidence(Self.imported(row, "own.csv")).socialSecurity.count == before + 1)
  }
}
