import CSQLite

/// One connection to an SQLite file: statements, transactions and errors in Swift's terms.
///
/// A connection is used by one thread at a time; `Store` sees to it with a lock. Several connections to one file may
/// read while one writes (write-ahead log).
final class Connection {
  let handle: OpaquePointer
  /// The file, as it is named in messages.
  let file: String
  private var prepared: [String: Statement] = [:]
  private var depth = 0

  init(file: String, mode: Store.Mode) throws {
    let flags =
      switch mode {
      case .readOnly: SQLITE_OPEN_READONLY
      case .existing: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      file, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      let problem = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw StoreError(code: code, message: problem, file: file, sql: nil)
    }
    handle = opened
    self.file = file
    sqlite3_busy_timeout(handle, 10_000)
  }

  deinit {
    prepared.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Runs one or more statements that have no arguments and whose rows do not matter.
  func execute(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, sql) }
  }

  /// Runs one statement to its end.
  func run(_ sql: String, _ arguments: any Storable...) throws {
    try withStatement(sql, arguments) { _ = try $0.step() }
  }

  /// The rows of one statement, each made into a value.
  func rows<T>(_ sql: String, _ arguments: any Storable..., as make: (Row) throws -> T) throws
    -> [T]
  {
    try withStatement(sql, arguments) { statement in
      var values: [T] = []
      while try statement.step() { values.append(try make(statement.row)) }
      return values
    }
  }

  /// Hands each row of one statement on, without keeping any.
  func forEach(_ sql: String, _ arguments: any Storable..., body: (Row) throws -> Void) throws {
    try withStatement(sql, arguments) { statement in
      while try statement.step() { try body(statement.row) }
    }
  }

  /// The first row of one statement, if it has any.
  func first<T>(_ sql: String, _ arguments: any Storable..., as make: (Row) throws -> T) throws
    -> T?
  {
    try withStatement(sql, arguments) { statement in
      try statement.step() ? try make(statement.row) : nil
    }
  }

  var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  /// Rows changed by the last statement.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// Runs `body` so that either all of its changes are kept or none. A transaction inside another is part of it.
  ///
  /// The write lock is taken at the start, so that a transaction never fails half way because another program wrote.
  func transaction<T>(_ body: () throws -> T) throws -> T {
    try enclosed(by: "BEGIN IMMEDIATE", body)
  }

  /// Runs `body` on one unchanging state of the file, whatever others write meanwhile.
  func snapshot<T>(_ body: () throws -> T) throws -> T { try enclosed(by: "BEGIN DEFERRED", body) }

  private func enclosed<T>(by begin: String, _ body: () throws -> T) throws -> T {
    guard depth == 0 else { return try body() }
    try run(begin)
    depth += 1
    defer { depth -= 1 }
    do {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      // A full disk or a damaged file may have ended the transaction already.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  /// Prepared statements are kept and used again; one that is in use is out of the store, so that a second use of
  /// the same text prepares its own.
  private func withStatement<T>(
    _ sql: String, _ arguments: [any Storable], _ body: (Statement) throws -> T
  ) throws -> T {
    let statement = try prepared.removeValue(forKey: sql) ?? Statement(sql, on: self)
    defer {
      statement.reset()
      if prepared.count < 100 { prepared[sql] = statement }
    }
    try statement.bind(arguments)
    return try body(statement)
  }

  func error(_ code: Int32, _ sql: String) -> StoreError {
    StoreError(code: code, message: String(cString: sqlite3_errmsg(handle)), file: file, sql: sql)
  }
}
