public import Foundation

/// A file of a project folder that may be a document.
public struct ProjectFile: Sendable, Hashable {
  public enum State: Sendable, Hashable {
    /// Of a format that Concord reads.
    case document
    /// Of a format that Concord does not read.
    case unsupported
    /// It cannot be opened; the sentence says why and what to do.
    case unreadable(String)
  }

  /// Endings of the formats that are read, in lower case.
  public static let endings: Set<String> = ["pdf", "docx", "odt", "html", "htm", "md", "txt"]

  /// Relative to the project folder, with `/` between its parts.
  public var path: String
  public var url: URL
  /// In bytes.
  public var size: Int
  public var state: State

  public init(path: String, url: URL, size: Int, state: State) {
    self.path = path
    self.url = url
    self.size = size
    self.state = state
  }

  /// The ending of a file's name in lower case, without the dot; empty when it has none.
  static func ending(of name: String) -> String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else {
      return ""
    }
    return name[name.utf8.index(after: dot)...].lowercased()
  }
}
