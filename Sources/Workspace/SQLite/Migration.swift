/// One step from a version of the schema to the next. A step that was ever released is never changed.
struct Migration {
  /// The version that it leads to; versions run 1, 2, 3 …
  var version: Int
  var sql: String
}

extension Connection {
  var schemaVersion: Int {
    get throws { try first("PRAGMA user_version") { try $0(0) } ?? 0 }
  }

  /// Takes the file through the steps that it has not seen, each in a transaction of its own.
  ///
  /// - Throws: `StoreError` with the reason `newer`, before anything is written, when the file has seen steps that
  ///   this program does not know.
  func migrate(_ migrations: [Migration]) throws {
    let known = migrations.last?.version ?? 0
    let found = try schemaVersion
    guard found <= known else {
      throw StoreError(
        .newer, file: file,
        problem:
          "this workspace was made by a newer Concord (schema \(found); this one knows up to \(known)).",
        remedy: "Install the newer Concord, or name another file with --workspace.")
    }
    for migration in migrations where migration.version > found {
      try transaction {
        // Another program may have taken the step since.
        guard try schemaVersion < migration.version else { return }
        try execute(migration.sql)
        try execute("PRAGMA user_version = \(migration.version)")
      }
    }
  }
}
