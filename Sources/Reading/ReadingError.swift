/// Why a file could not be read, in words for the person who put it there.
public struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    /// The file cannot be opened or is not a regular file.
    case unreadable
    /// The file holds no bytes, or no words.
    case empty
    /// The contents are of no format that Concord reads.
    case unsupported
    /// The file is cut short or breaks the rules of its format.
    case damaged
    /// The file needs a password.
    case locked
    /// Its letters have no meaning: a font without a character map.
    case illegible
    /// Pictures of pages, without words.
    case scanned
    /// Larger than the limits allow, on disk or unpacked.
    case tooLarge
    /// Took longer or needed more memory than the limits allow.
    case tooCostly
    /// A program that reads this format is not installed.
    case missingProgram
  }

  public var reason: Reason
  /// The file, relative to the project folder.
  public var file: String
  /// What is wrong with it, as a sentence.
  public var problem: String
  /// What to do about it, as a sentence.
  public var remedy: String

  public init(_ reason: Reason, file: String, problem: String, remedy: String) {
    self.reason = reason
    self.file = file
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(file): \(problem) \(remedy)" }
}
