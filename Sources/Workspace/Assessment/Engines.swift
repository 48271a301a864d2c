public import Foundation
public import Policy

/// What an assessment lets the engines do, as plain functions, so that a test can give its own.
public struct Engines: Sendable {
  /// What the results depend on besides the documents. Results made under another key are made again.
  public struct Keys: Sendable, Hashable {
    /// Program and data that turn a file into provisions.
    public var reading: String
    /// Program and data that turn provisions into codings.
    public var coding: String
    /// Program and data that turn codings into institutions and findings.
    public var judging: String

    public init(reading: String, coding: String, judging: String) {
      self.reading = reading
      self.coding = coding
      self.judging = judging
    }
  }

  /// The file, its path in the project and what `concord.json` says of it.
  public var read: @Sendable (URL, String, DocumentDescription?) throws -> Document
  public var code: @Sendable (Document) throws -> CodedDocument
  /// Whether coding would not wait for its lists.
  public var canCode: @Sendable () -> Bool
  /// All documents, and what the user's tables say.
  public var relate: @Sendable ([CodedDocument], InstitutionalMap) throws -> InstitutionalMap
  /// All documents and the map. The last argument takes the share done, 0 to 1, and throws to end the work.
  public var judge:
    @Sendable ([CodedDocument], InstitutionalMap, @Sendable (Double) throws -> Void) throws ->
      [Finding]
  public var keys: Keys

  public init(
    read: @escaping @Sendable (URL, String, DocumentDescription?) throws -> Document,
    code: @escaping @Sendable (Document) throws -> CodedDocument,
    canCode: @escaping @Sendable () -> Bool = { true },
    relate: @escaping @Sendable ([CodedDocument], InstitutionalMap) throws -> InstitutionalMap,
    judge:
      @escaping @Sendable (
        [CodedDocument], InstitutionalMap, @Sendable (Double) throws -> Void
      ) throws -> [Finding], keys: Keys
  ) {
    self.read = read
    self.code = code
    self.canCode = canCode
    self.relate = relate
    self.judge = judge
    self.keys = keys
  }
}
