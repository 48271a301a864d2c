import Evidence
import Policy
import Testing

/// Codes and names of countries, present and past.
@Suite struct CountryTests {
  @Test(arguments: [
    ("PHL", "PHL"), ("phl", "PHL"), ("Philippines", "PHL"), ("PH", "PHL"), ("Allemagne", "DEU"),
    ("Alemania", "DEU"), ("ROM", "ROU"), ("Viet Nam", "VNM"), ("Côte d’Ivoire", "CIV"),
    ("Iran", "IRN"), ("Vietnam", "VNM"), ("Ivory Coast", "CIV"), ("Côte d'Ivoire", "CIV"),
    ("Costa de Marfil", "CIV"), ("Turkey", "TUR"), ("Türkiye", "TUR"), ("Turquie", "TUR"),
    ("Turquía", "TUR"), ("Korea, Republic of", "KOR"), ("Korea (Republic of)", "KOR"),
    ("Korea, Dem. People's Rep.", "PRK"), ("Congo, Democratic Republic of the", "COD"),
    ("Congo, Dem. Rep.", "COD"), ("Congo, Rep.", "COG"), ("The Gambia", "GMB"),
    ("Gambia, The", "GMB"), ("St. Kitts & Nevis", "KNA"), ("Trinidad & Tobago", "TTO"),
    ("États-Unis", "USA"), ("Etats Unis", "USA"), ("Estados Unidos", "USA"),
    ("Netherlands (Kingdom of the)", "NLD"), ("Países Bajos", "NLD"), ("Royaume-Uni", "GBR"),
    ("Palestine, State of", "PSE"), ("Taiwan, Province of China", "TWN"), ("Cook Islands", "COK"),
    ("Cook Islands (the) **", "COK"), ("China, Hong Kong SAR", "HKG"), ("Bélarus", "BLR"),
  ])
  func acountryIsFoundByCodeOrName(words: String, code: String) throws {
    #expect(try CountryList(bundled: Bundled.bytes).country(words).code.description == code)
  }

  @Test func noNameStandsForTwoCountries() throws {
    let list = try CountryList(bundled: Bundled.bytes)
    for country in list.all {
      for (language, name) in country.names {
        #expect(list.country(named: name) == country.code, "\(name) (\(language))")
        #expect(!name.contains("*") && !name.hasSuffix("(the)"))
      }
    }
  }

  @Test func numbersOfTheUnitedNationsFindKosovo() throws {
    let list = try CountryList(bundled: Bundled.bytes)
    #expect(list.country(m49: 412)?.description == "XKX")
    #expect(list.country(m49: 608)?.description == "PHL")
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
