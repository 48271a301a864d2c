import Synchronization

/// The stored project: one SQLite file with documents, codings, institutions, findings and decisions.
///
/// The only place where Concord speaks SQL. A store may be used from several threads, one at a time; several stores
/// (also of other programs) may be open on one file: all read at once, one writes.
///
/// ```swift
/// let store = try Store(at: "project/concord.db", mode: .create)
/// for finding in try store.findings() where finding.status == .proposed { print(finding.why) }
/// ```
public final class Store: Sendable {
  public enum Mode: Sendable {
    /// The file must exist; nothing is written, so one made by an older Concord cannot be opened.
    case readOnly
    /// The file must exist; it is brought up to this Concord's schema.
    case existing
    /// The file is made if it does not exist.
    case create
  }

  /// The file as the caller named it.
  public let file: String
  private let connection: Mutex<Connection>

  /// Opens a workspace.
  ///
  /// - Throws: `StoreError`: `missing`; `foreign` for a file that is not a workspace (it is left as it is);
  ///   `newer` for one that a newer Concord made; `damaged`, `busy`, `readOnly`.
  public init(at file: String, mode: Mode = .existing) throws {
    try WorkspaceFile.examine(file, mayBeMissing: mode == .create)
    let opened = try Connection(file: file, mode: mode)
    try Self.prepare(opened, mode: mode)
    self.file = file
    connection = Mutex(opened)
  }

  private static func prepare(_ connection: Connection, mode: Mode) throws {
    try connection.execute("PRAGMA foreign_keys = ON")
    guard mode != .readOnly else {
      guard try connection.schemaVersion >= Schema.migrations.count else {
        throw StoreError(
          .readOnly, file: connection.file,
          problem:
            "this workspace was made by an older Concord and must be brought up to date first.",
          remedy: "Open it once with write access.")
      }
      // Refuses a newer one; has nothing else to do.
      return try connection.migrate(Schema.migrations)
    }
    // Before the write-ahead log is on, so that the file itself says what it is from its first moment.
    if try connection.first("PRAGMA application_id", as: { try $0(0, as: Int.self) }) == 0 {
      try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
    }
    try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    try connection.execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000")
    try connection.migrate(Schema.migrations)
  }

  /// Brings what still stands in the write-ahead log beside the file into the file, so that a plain copy of the file is whole.
  ///
  /// What another process is reading meanwhile stays in the log.
  ///
  /// - Throws: `StoreError` when the file cannot be written.
  public func checkpoint() throws {
    try withConnection { try $0.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
  }

  /// One unchanging state of the workspace to read from.
  func read<T: Sendable>(_ body: @Sendable (Connection) throws -> T) throws -> T {
    try connection.withLock { connection in try connection.snapshot { try body(connection) } }
  }

  /// All changes of `body` or none.
  func write<T: Sendable>(_ body: @Sendable (Connection) throws -> T) throws -> T {
    try connection.withLock { connection in try connection.transaction { try body(connection) } }
  }

  /// For what must run outside a transaction: pragmas and backup.
  func withConnection<T: Sendable>(_ body: @Sendable (Connection) throws -> T) throws -> T {
    try connection.withLock { try body($0) }
  }
}
