/// Why a report could not be written, and what to do.
public struct ReportError: Error, Hashable, CustomStringConvertible {
  /// The file, folder, or place in a file that the error is about.
  public var subject: String
  public var reason: String

  public var description: String { "\(subject): \(reason)" }

  init(_ subject: String, _ reason: String) {
    self.subject = subject
    self.reason = reason
  }
}
