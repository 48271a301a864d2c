public import Policy

/// What a table of statistics is about; each has one layout in which Concord keeps it (`Docs/evidence.md`).
public enum Subject: String, Sendable, Hashable, Codable, CaseIterable {
  /// Migrants by origin and destination.
  case stocks
  /// Immigrants, population and migrants of unknown origin, by country of residence.
  case totals
  /// Whether a country counts the foreign-born or foreign citizens.
  case dataTypes = "data-types"
  /// Births, deaths, net migration, population.
  case demography
  /// Remittances received.
  case remittances
  /// Remittances by sender and receiver.
  case remittancePairs = "remittance-pairs"
  /// What it costs to send 200 US dollars.
  case prices
  /// SDG indicator 10.7.2 by domain.
  case policyScores = "policy-scores"
  /// Refugees and asylum seekers by origin and country of asylum.
  case refugees
  /// People displaced inside their country.
  case displaced
  /// Deaths during migration.
  case deaths
  /// Acts by which countries are bound by treaties.
  case treaties
  /// How complete the list of parties of each treaty is.
  case treatyCoverage = "treaty-coverage"
  /// Bilateral labour agreements.
  case agreements
  /// Coded features of those agreements.
  case provisions
  /// Social security arrangements that bind two or more countries.
  case socialSecurity = "social-security"
  /// Whether a country's law lets foreigners join its social security and pays benefits abroad.
  case hostLaw = "host-law"
  /// What origin and destination themselves report about a corridor.
  case reports
  /// Any indicator by country and year.
  case series
}

/// Where the figures of one table come from and how they may be used: it travels with every figure.
public struct Source: Sendable, Hashable, Codable, Identifiable {
  /// Subject and revision: "stocks/UN DESA 2019".
  public var id: String {
    subject.rawValue + "/" + (revision.isEmpty ? producer : producer + " " + revision)
  }
  public var subject: Subject
  public var producer: String
  /// Full title as it is cited.
  public var title: String
  /// The edition of the producer's table; figures of two revisions are never subtracted.
  public var revision: String
  /// "1990–2019".
  public var years: String
  public var licence: String
  /// What is counted.
  public var definition: String
  /// "counted", "compiled", "modelled" or "registered".
  public var method: String
  /// Where it was got.
  public var retrieved: String
  /// What the reader of a figure must know.
  public var caution: String
  /// When a newer edition is to be expected, or that there is one.
  public var next: String

  public init(
    subject: Subject, producer: String, title: String = "", revision: String, years: String = "",
    licence: String = "", definition: String = "", method: String = "", retrieved: String = "",
    caution: String = "", next: String = ""
  ) {
    self.subject = subject
    self.producer = producer
    self.title = title
    self.revision = revision
    self.years = years
    self.licence = licence
    self.definition = definition
    self.method = method
    self.retrieved = retrieved
    self.caution = caution
    self.next = next
  }

  /// "UN DESA, 2019 revision".
  public var name: String { revision.isEmpty ? producer : "\(producer), \(revision)" }
}

/// One table in Concord's own layout, with its source.
public struct Dataset: Sendable {
  public var source: Source
  /// The file's name, for messages.
  public var file: String
  /// CSV.
  public var bytes: [UInt8]

  public init(source: Source, file: String, bytes: [UInt8]) {
    self.source = source
    self.file = file
    self.bytes = bytes
  }

  /// The files of the bundled tables with their sources, from `sources.csv`.
  public static func sources(_ table: Table) throws(EvidenceError) -> [(
    file: String, source: Source
  )] {
    var sources: [(file: String, source: Source)] = []
    for row in table.rows {
      guard let subject = Subject(rawValue: row["subject"]) else {
        throw EvidenceError(
          table.file, cell: "line \(row.line), column subject",
          problem: "«\(row["subject"])» is no subject.",
          remedy: "It is one of: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      sources.append(
        (
          row["file"],
          Source(
            subject: subject, producer: row["producer"], title: row["title"],
            revision: row["revision"], years: row["years"], licence: row["licence"],
            definition: row["definition"], method: row["method"], retrieved: row["retrieved"],
            caution: row["caution"], next: row["next"])
        ))
    }
    return sources
  }
}
