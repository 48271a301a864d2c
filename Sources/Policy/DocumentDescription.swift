/// What `concord.json` says of one document. What is nil or empty is guessed from the text and marked as guessed.
public struct DocumentDescription: Sendable, Hashable, Codable {
  /// Path relative to the project folder, with `/` between its parts.
  public var file: String
  public var title: String?
  public var kind: DocumentKind?
  public var level: GovernmentLevel?
  /// Two for a bilateral text; empty when not said.
  public var countries: [String]
  /// Two for a bilateral text; empty when not said.
  public var institutions: [String]
  public var year: Int?
  public var language: Language?

  public init(
    file: String, title: String? = nil, kind: DocumentKind? = nil, level: GovernmentLevel? = nil,
    countries: [String] = [], institutions: [String] = [], year: Int? = nil,
    language: Language? = nil
  ) {
    self.file = file
    self.title = title
    self.kind = kind
    self.level = level
    self.countries = countries
    self.institutions = institutions
    self.year = year
    self.language = language
  }
}
