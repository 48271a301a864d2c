import CSQLite

extension StoreError {
  static let damageRemedy =
    "Restore it from a backup, or move it away and assess the folder again: only the decisions in it cannot be made anew."

  /// What an SQLite result code means to a person.
  init(code: Int32, message: String, file: String, sql: String?) {
    let (reason, problem, remedy): (Reason, String, String) =
      switch code & 0xFF {
      case SQLITE_BUSY, SQLITE_LOCKED:
        (
          .busy, "another program is writing to this workspace.",
          "Wait until it has finished, or end it, and try again."
        )
      case SQLITE_FULL:
        (
          .full, "there is no room left to write (\(message)).",
          "Free some space on the disk and try again; what was stored before is unharmed."
        )
      case SQLITE_READONLY, SQLITE_PERM:
        (
          .readOnly, "the workspace may not be written (\(message)).",
          "Give yourself write access to the file and its folder, or name another file with --workspace."
        )
      case SQLITE_CANTOPEN:
        (
          .missing, "the workspace cannot be opened (\(message)).",
          "Check that the file and its folder exist and that you may read them."
        )
      case SQLITE_CORRUPT:
        (.damaged, "the workspace is damaged (\(message)).", Self.damageRemedy)
      case SQLITE_NOTADB:
        (
          .foreign, "this is not a Concord workspace.", "Name another file with --workspace."
        )
      case SQLITE_IOERR:
        (
          .inputOutput, "the disk failed while the workspace was used (\(message)).",
          "Check the disk; what was stored before is unharmed if the disk is."
        )
      default:
        (
          .refused, "SQLite refused a statement: \(message).",
          "This is a fault of Concord: please report it with this message."
        )
      }
    self.init(reason, file: file, problem: problem, remedy: remedy, sql: sql)
  }
}
