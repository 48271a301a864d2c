import Evidence
import Policy
import Testing

/// The regime of social security by the stated rule; what is not established leaves several open.
@Suite struct PortabilityTests {
  private static func regimes(_ a: String, _ b: String, law: String = "", arrangement: String = "")
    throws
    -> [String]
  {
    var tables: [Dataset] = []
    if !law.isEmpty {
      tables.append(
        Dataset(
          source: Source(subject: .hostLaw, producer: "own", revision: "1"), file: "host-law.csv",
          bytes: Array(("iso3,foreigners_join,pays_abroad,source\n" + law).utf8)))
    }
    if !arrangement.isEmpty {
      tables.append(
        Dataset(
          source: Source(subject: .socialSecurity, producer: "own", revision: "1"),
          file: "social-security.csv",
          bytes: Array(("id,name,members,in_force\n" + arrangement).utf8)))
    }
    let evidence = try Bundled.evidence(adding: tables)
    let pair = PairTable.Pair(try #require(CountryCode(a)), try #require(CountryCode(b)))
    return PortabilityRegime(pair, in: evidence).possible.map(\.rawValue)
  }

  @Test func theRuleOfTheFourRegimes() throws {
    #expect(try Self.regimes("ROU", "ITA") == ["I"])
    #expect(try Self.regimes("PRY", "ARG") == ["I"])
    // An arrangement whose application is not established decides nothing.
    #expect(try Self.regimes("SEN", "CIV") == ["I", "II", "III"])
    #expect(try Self.regimes("PHL", "SAU") == ["I", "II", "III"])
    #expect(try Self.regimes("PHL", "SAU", law: "SAU,no,no,law\n") == ["I", "III"])
    #expect(try Self.regimes("PHL", "ESP", law: "ESP,yes,yes,law\n") == ["I", "II"])
    #expect(
      try Self.regimes("PHL", "ESP", law: "ESP,yes,yes,law\n", arrangement: "1,Treaty,PHL;ESP,no\n")
        == ["II"])
    #expect(try Self.regimes("PHL", "ESP", arrangement: "1,Treaty,PHL;ESP,yes\n") == ["I"])
  }
}
