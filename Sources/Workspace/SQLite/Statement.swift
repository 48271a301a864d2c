import CSQLite

/// A prepared statement. It lives no longer than its connection's cache and belongs to the connection's thread.
final class Statement {
  private let handle: OpaquePointer
  private unowned let connection: Connection
  private let sql: String

  init(_ sql: String, on connection: Connection) throws {
    var made: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
    guard code == SQLITE_OK, let made else { throw connection.error(code, sql) }
    handle = made
    self.connection = connection
    self.sql = sql
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ arguments: [any Storable]) throws {
    precondition(
      Int(sqlite3_bind_parameter_count(handle)) == arguments.count,
      "the statement has another number of parameters: \(sql)")
    for (i, argument) in arguments.enumerated() {
      let code = argument.bind(to: handle, at: Int32(i + 1))
      guard code == SQLITE_OK else { throw connection.error(code, sql) }
    }
  }

  /// - Returns: whether there is a row.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw connection.error(code, sql)
    }
  }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  var row: Row { Row(statement: handle, file: connection.file, sql: sql) }
}

/// The row that a statement stands on; valid until its next step.
struct Row {
  let statement: OpaquePointer
  fileprivate let file: String
  fileprivate let sql: String

  /// The value of a column, counted from 0.
  func callAsFunction<T: Storable>(_ column: Int, as type: T.Type = T.self) throws -> T {
    guard let value = T.read(statement, at: Int32(column)) else {
      throw unexpected(column, "\(T.self)")
    }
    return value
  }

  /// The value of a column that holds the raw value of an enumeration.
  func raw<T: RawRepresentable>(_ column: Int, as type: T.Type = T.self) throws -> T
  where T.RawValue: Storable {
    guard let value = T(rawValue: try self(column)) else { throw unexpected(column, "\(T.self)") }
    return value
  }

  /// The same for a column that may be empty.
  func rawIfAny<T: RawRepresentable>(_ column: Int, as type: T.Type = T.self) throws -> T?
  where T.RawValue: Storable {
    try self(column, as: T.RawValue?.self) == nil ? nil : try raw(column)
  }

  func unexpected(_ column: Int, _ type: String) -> StoreError {
    let name = String(cString: sqlite3_column_name(statement, Int32(column)))
    return StoreError(
      .damaged, file: file, problem: "the column \(name) holds something that is no \(type).",
      remedy: StoreError.damageRemedy, sql: sql)
  }
}
