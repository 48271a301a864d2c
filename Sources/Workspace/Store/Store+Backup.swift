import CSQLite
import Foundation

extension Store {
  /// Copies the workspace to a new file, while others may go on reading and writing, and verifies the copy.
  ///
  /// - Parameter target: must not exist; after an error it does not exist either.
  /// - Throws: `StoreError`.
  public func backup(to target: String) throws {
    guard !FileManager.default.fileExists(atPath: target) else {
      throw StoreError(
        .unusable, file: target, problem: "there is a file of this name already.",
        remedy: "Name a new file: a backup never replaces anything.")
    }
    do {
      try withConnection { source in
        let copy = try Connection(file: target, mode: .create)
        guard let backup = sqlite3_backup_init(copy.handle, "main", source.handle, "main") else {
          throw copy.error(sqlite3_extended_errcode(copy.handle), "backup")
        }
        let code = sqlite3_backup_step(backup, -1)
        sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else {
          throw StoreError(
            code: code, message: String(cString: sqlite3_errstr(code)), file: target, sql: "backup")
        }
        // A copy that is to be kept or sent is one file, without a log beside it.
        try copy.execute("PRAGMA journal_mode = DELETE")
        let verdict = try copy.rows("PRAGMA integrity_check(1)", as: { try $0(0, as: String.self) })
        guard verdict == ["ok"] else {
          throw StoreError(
            .damaged, file: target,
            problem: "the copy does not pass its check (\(verdict.joined())).",
            remedy: "Check the workspace with concord check, and the disk.")
        }
      }
    } catch {
      for ending in ["", "-journal", "-wal", "-shm"] { unlink(target + ending) }
      throw error
    }
  }
}
