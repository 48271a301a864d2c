/// What sort of text a document is.
public enum DocumentKind: String, Sendable, Hashable, Codable, CaseIterable {
  case law, strategy, plan, agreement, decree, ordinance, treaty, other

  /// Whether the text promises (strategy, plan) more than it rules.
  public var isPlanning: Bool { self == .strategy || self == .plan }
}

/// The level of government at which a document holds.
public enum GovernmentLevel: String, Sendable, Hashable, Codable, CaseIterable {
  case local, regional, national, bilateral, international
}

/// One policy text, with what is known about it and its provisions in order.
public struct Document: Sendable, Hashable, Codable {
  /// An attribute that `concord.json` did not give and Concord guessed from the text.
  public enum Attribute: String, Sendable, Hashable, Codable, CaseIterable {
    case title, kind, level, country, institution, year, language
  }

  /// Path relative to the project folder, with `/` between its parts. It identifies the document.
  public var file: String
  public var title: String
  public var kind: DocumentKind
  public var level: GovernmentLevel
  /// As the text or `concord.json` names them; two for a bilateral text.
  public var countries: [String]
  /// The institutions that issue the text; two for a bilateral text.
  public var institutions: [String]
  public var year: Int?
  /// Languages in which its provisions are written, the most frequent first.
  public var languages: [Language]
  public var guessed: Set<Attribute>
  /// Number of pages, for formats that have pages.
  public var pages: Int?
  public var provisions: [Provision]
  /// What the reader of this document should know: scanned pages, lost tables, broken fonts.
  public var warnings: [String]

  /// Whose text it is cannot be told: of no state that is known, and no treaty of many.
  public var isOfUnknownCountry: Bool { countries.isEmpty && level != .international }

  public init(
    file: String, title: String, kind: DocumentKind = .other, level: GovernmentLevel = .national,
    countries: [String] = [], institutions: [String] = [], year: Int? = nil,
    languages: [Language] = [], guessed: Set<Attribute> = [], pages: Int? = nil,
    provisions: [Provision] = [], warnings: [String] = []
  ) {
    self.file = file
    self.title = title
    self.kind = kind
    self.level = level
    self.countries = countries
    self.institutions = institutions
    self.year = year
    self.languages = languages
    self.guessed = guessed
    self.pages = pages
    self.provisions = provisions
    self.warnings = warnings
  }
}
