import Evidence
import Policy
import Testing

/// "The plan promises X for this corridor; no instrument carries it."
@Suite struct PromiseTests {
  private static let plan = Document(
    file: "plan.md", title: "Labour migration plan", kind: .plan, countries: ["Philippines"],
    provisions: [
      Provision(
        ordinal: 0, locator: "3.1",
        text: "The Department will see that no worker bound for Saudi Arabia pays recruitment fees."
      ),
      Provision(
        ordinal: 1, locator: "3.2",
        text: "Social security of workers in Saudi Arabia will be portable."),
      Provision(ordinal: 2, locator: "3.3", text: "Contracts abroad will follow a standard."),
      Provision(ordinal: 3, locator: "3.4", text: "Saudi Arabian art will be shown."),
    ])

  private static func record(_ extra: [CodedDocument] = []) -> PolicyRecord {
    func coding(_ provision: Int, _ measure: String?) -> ProvisionCoding {
      ProvisionCoding(
        provision: provision,
        measures: measure.map { [Coding(code: $0, score: 0.9, words: [])] } ?? [],
        modality: .promise, commitment: Commitment())
    }
    let coded = CodedDocument(
      document: plan,
      codings: [
        coding(0, "FEE_BAN"), coding(1, "PORTABILITY"), coding(2, "CONTRACT_STD"), coding(3, nil),
      ])
    return PolicyRecord(documents: [coded] + extra, institutions: InstitutionalMap(), findings: [])
  }

  private static func standings(_ tables: [Dataset] = [], _ extra: [CodedDocument] = []) throws
    -> [String: CorridorPromise.Standing]
  {
    let evidence = try Bundled.evidence(adding: tables)
    let corridor = try Corridor(
      from: evidence.countries.country("PHL"), to: evidence.countries.country("SAU"), in: evidence,
      instruments: InstrumentTable(
        Table(Bundled.bytes("instruments.csv"), file: "instruments.csv")),
      policies: record(extra))
    return Dictionary(uniqueKeysWithValues: corridor.promises.map { ($0.locator, $0.standing) })
  }

  /// Which of the two ends a provision of a plan of Moldova names.
  private static func naming(_ text: String, of owner: String, with other: String) throws -> Bool {
    let evidence = try Bundled.evidence()
    let document = Document(
      file: "plan.md", title: "Plan", kind: .plan, countries: [owner],
      provisions: [Provision(ordinal: 0, locator: "1", text: text)])
    let coding = ProvisionCoding(
      provision: 0, measures: [Coding(code: "FEE_BAN", score: 0.9, words: [])],
      modality: .promise, commitment: Commitment())
    let corridor = try Corridor(
      from: evidence.countries.country(owner), to: evidence.countries.country(other), in: evidence,
      instruments: InstrumentTable(
        Table(Bundled.bytes("instruments.csv"), file: "instruments.csv")),
      policies: PolicyRecord(
        documents: [CodedDocument(document: document, codings: [coding])],
        institutions: InstitutionalMap(), findings: []))
    return corridor.promises.contains { $0.namesCountry }
  }

  @Test(arguments: [
    ("No worker bound for Italy pays fees.", "Moldova", "ITA", true),
    ("No worker bound for the United States pays fees.", "Viet Nam", "USA", true),
    ("No worker bound for the UK pays fees.", "Turkey", "GBR", true),
    ("Aucun travailleur partant pour la Côte d'Ivoire ne paie.", "Burkina Faso", "CIV", true),
    ("Italy’s workers pay no fees.", "Moldova", "ITA", true),
    ("Aucun travailleur partant vers l’Italie ne paie.", "Moldova", "ITA", true),
    ("Partant vers «Italie»—ou ailleurs—il ne paie rien.", "Moldova", "ITA", true),
    ("Aucun travailleur partant pour la Côte d’Ivoire ne paie.", "Burkina Faso", "CIV", true),
    ("No worker bound for Guinea‑Bissau pays fees.", "Cameroon", "GIN", false),
    ("They help us, and workers can pay as they are.", "MDA", "USA", false),
    ("Workers can pay per month and are insured.", "MDA", "CAN", false),
    ("No worker bound for Equatorial Guinea pays fees.", "Cameroon", "GIN", false),
    ("No worker bound for Guinea pays fees.", "Cameroon", "GIN", true),
    ("No worker bound for Equatorial Guinea pays fees.", "Cameroon", "GNQ", true),
    ("No worker bound for the Democratic Republic of the Congo pays.", "Angola", "COG", false),
  ])
  func aCountryIsFoundByAnyOfItsNames(text: String, owner: String, other: String, found: Bool)
    throws
  {
    let isNamed = try Self.naming(text, of: owner, with: other)
    #expect(isNamed == found, "\(text)")
  }

  private static func table(_ subject: Subject, _ text: String) -> Dataset {
    Dataset(
      source: Source(subject: subject, producer: "own", revision: "1"),
      file: "\(subject.rawValue).csv",
      bytes: Array(text.utf8))
  }

  private static let agreement = table(.agreements, "treaty_id,iso_a,iso_b,year\n9,SAU,PHL,2013\n")

  @Test func withoutAListOfAgreementsNothingIsSaidToBeMissing() throws {
    #expect(try Self.standings() == ["3.1": .unknown, "3.2": .unknown, "3.3": .unknown])
  }

  @Test func aFeatureCarriesItsMeasureAndAnotherDoesNot() throws {
    let features = Self.table(.provisions, "treaty_id,recruit_cost_mig,contract_req\n9,0,1\n")
    #expect(
      try Self.standings([Self.agreement, features]) == [
        "3.1": .missing, "3.2": .unknown, "3.3": .carried,
      ])
  }

  @Test func anAgreementWhoseTextIsNotCodedLeavesItOpen() throws {
    #expect(try Self.standings([Self.agreement])["3.1"] == .unknown)
  }

  @Test func alistOfArrangementsThatAPersonGaveCanSayThatThereIsNone() throws {
    let none = Self.table(.socialSecurity, "id,name,members,in_force\n1,Other,PHL;ESP,yes\n")
    #expect(try Self.standings([none])["3.2"] == .missing)
    let bound = Self.table(.socialSecurity, "id,name,members,in_force\n1,Treaty,PHL;SAU,yes\n")
    #expect(try Self.standings([bound])["3.2"] == .carried)
  }

  @Test func aTextBetweenTheTwoCountriesCarriesWhatItIsCodedWith() throws {
    let text = Document(
      file: "bla.md", title: "Agreement", kind: .agreement, level: .bilateral,
      countries: ["Saudi Arabia", "Philippines"],
      provisions: [Provision(ordinal: 0, locator: "Article 4", text: "No fees.")])
    let coded = CodedDocument(
      document: text,
      codings: [
        ProvisionCoding(
          provision: 0, measures: [Coding(code: "FEE_BAN", score: 0.9, words: [])], modality: .duty)
      ])
    #expect(try Self.standings([], [coded])["3.1"] == .carried)
  }
}
