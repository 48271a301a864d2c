/// Why a workspace cannot be opened, read or written, in words for the person at the keyboard.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// There is no such file.
    case missing
    /// The file is something else, or the database of another program.
    case foreign
    /// The file was written by a newer Concord.
    case newer
    /// The contents break the rules of the format.
    case damaged
    /// Another program is writing to it.
    case busy
    /// The disk, or the limit set for the file, is full.
    case full
    /// The file or its folder may not be written.
    case readOnly
    /// The file system failed.
    case inputOutput
    /// A value given by the caller cannot be used.
    case unusable
    /// Anything else that SQLite refuses.
    case refused
  }

  public var reason: Reason
  /// The workspace file.
  public var file: String
  /// What is wrong, as a sentence.
  public var problem: String
  /// What to do about it, as a sentence.
  public var remedy: String
  /// The statement that failed, for a report of the fault.
  public var sql: String?

  public init(_ reason: Reason, file: String, problem: String, remedy: String, sql: String? = nil) {
    self.reason = reason
    self.file = file
    self.problem = problem
    self.remedy = remedy
    self.sql = sql
  }

  public var description: String {
    let text = "\(file): \(problem) \(remedy)"
    guard let sql, reason == .refused else { return text }
    return text + " (statement: \(sql))"
  }
}
