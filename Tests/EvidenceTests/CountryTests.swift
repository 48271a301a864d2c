import Evidence
import Policy
import Testing

/// Codes and names of countries, present and past.
@Suite struct CountryTests {
  @Test(arguments: [
    ("PHL", "PHL"), ("phl", "PHL"), ("Philippines", "PHL"), ("PH", "PHL"), ("Allemagne", "DEU"),
    ("Alemania", "DEU"), ("ROM", "ROU"), ("Viet Nam", "VNM"), ("Côte d’Ivoire", "CIV"),
    ("Iran", "IRN"),
  ])
  func acountryIsFoundByCodeOrName(words: String, code: String) throws {
    #expect(try CountryList(bundled: Bundled.bytes).country(words).code.description == code)
  }

  @Test(arguments: [
    ("PHI", "PHL (Philippines)"), ("Phillipines", "PHL"), ("ANT", "CUW"), ("YUG", "SRB"),
    ("", "alpha-3"),
    ("!!", "alpha-3"), ("SUD", "SSD"),
  ])
  func anUnknownCodeHasASuggestion(words: String, says: String) throws {
    let list = try CountryList(bundled: Bundled.bytes)
    let error = try #require(throws: EvidenceError.self) { try list.country(words) }
    #expect(error.remedy.contains(says), "\(error)")
  }

  @Test func everySourceHasALicenceAndADefinition() throws {
    let table = try Table(Bundled.bytes("sources.csv"), file: "sources.csv")
    for (file, source) in try Dataset.sources(table) {
      #expect(
        !source.licence.isEmpty && !source.definition.isEmpty && !source.retrieved.isEmpty,
        "\(file)")
      #expect(!source.licence.contains("NC"), "\(file)")
      _ = try Bundled.bytes(file)
    }
  }
}
