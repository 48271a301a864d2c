public import Policy
public import Scenarios
public import Workspace

/// Everything that a report says, as values; only the documents are fetched one at a time, so that a report on a
/// hundred thousand provisions needs the memory of its largest document.
public struct ReportModel: Sendable {
  /// A file of the project that was not read.
  public struct Unread: Sendable, Hashable {
    public var file: String
    /// Why, and what to do, in a sentence.
    public var reason: String
    /// True for a file of a format that Concord does not read, which may be no document at all.
    public var isUnsupported: Bool

    public init(file: String, reason: String, isUnsupported: Bool = false) {
      self.file = file
      self.reason = reason
      self.isUnsupported = isUnsupported
    }
  }

  /// Something in the project's own tables or description that could not be used.
  public struct Remark: Sendable, Hashable {
    /// File, line and column.
    public var place: String
    public var text: String

    public init(place: String, text: String) {
      self.place = place
      self.text = text
    }
  }

  /// Something that the results depend on, with its version: the program, the codebook, an outside tool.
  public struct Version: Sendable, Hashable {
    public var name: String
    public var version: String

    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// Title of the project.
  public var title: String
  /// Day of the assessment as ISO 8601 ("2026-11-25"); the report itself asks no clock.
  public var date: String?
  /// Language of headings and explanations: English, French or Spanish.
  public var language: Language
  public var versions: [Version]
  public var codebook: Codebook
  /// The documents' files, in the order in which they are shown.
  public var files: [String]
  /// Fetches one of `files` with its codings.
  public var document: @Sendable (String) throws -> CodedDocument
  public var map: InstitutionalMap
  public var findings: [Finding]
  /// What persons did about the findings.
  public var review: Review
  /// The scores that the user calls coherent enough.
  public var minima: [CoherenceMinimum]
  public var unread: [Unread]
  public var remarks: [Remark]
  /// What the project's cross-impact matrix says, if it has one.
  public var scenarios: ScenarioStudy?
  /// SHA-256 of the documents' files, by file.
  public var digests: [String: String]

  public init(
    title: String, date: String? = nil, language: Language = .english, versions: [Version] = [],
    codebook: Codebook, files: [String],
    document: @escaping @Sendable (String) throws -> CodedDocument,
    map: InstitutionalMap = InstitutionalMap(), findings: [Finding] = [],
    review: Review = Review([]), minima: [CoherenceMinimum] = [], unread: [Unread] = [],
    remarks: [Remark] = [], digests: [String: String] = [:]
  ) {
    self.title = title
    self.date = date
    self.language = language
    self.versions = versions
    self.codebook = codebook
    self.files = files
    self.document = document
    self.map = map
    self.findings = findings
    self.review = review
    self.minima = minima
    self.unread = unread
    self.remarks = remarks
    self.digests = digests
  }
}
