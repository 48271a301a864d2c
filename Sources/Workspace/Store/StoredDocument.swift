public import Policy

/// What the workspace knows of one file, without its provisions.
public struct StoredDocument: Sendable, Hashable {
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// Read and coded.
    case read
    /// Of a format that Concord reads, but it could not be read: `message` says why.
    case failed
    /// Of a format that Concord does not read.
    case unsupported
  }

  /// The document; its `provisions` are empty.
  public var document: Document
  public var status: Status
  public var message: String?
  /// SHA-256 of the file, 64 hexadecimal digits; nil for a file that was not opened.
  public var digest: String?
  /// What the reading was made with; nil when nothing was read.
  public var readingKey: String?
  /// What the codings were made with; nil when nothing was coded.
  public var codingKey: String?
  public var provisionCount: Int
  /// Provisions that concern migration by their own words or the document's defined terms.
  public var relevantCount: Int
  /// Commitments on migration (`ProvisionCoding.isMigrationCommitment`).
  public var commitmentCount: Int

  public var file: String { document.file }

  public init(
    document: Document, status: Status, message: String? = nil, digest: String? = nil,
    readingKey: String? = nil, codingKey: String? = nil, provisionCount: Int = 0,
    relevantCount: Int = 0, commitmentCount: Int = 0
  ) {
    self.document = document
    self.status = status
    self.message = message
    self.digest = digest
    self.readingKey = readingKey
    self.codingKey = codingKey
    self.provisionCount = provisionCount
    self.relevantCount = relevantCount
    self.commitmentCount = commitmentCount
  }
}
