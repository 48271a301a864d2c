/// A cross-impact matrix that cannot be used, said by file and line.
public struct MatrixError: Error, Hashable, CustomStringConvertible {
  public var file: String
  /// From 1; nil when the fault has no line of its own.
  public var line: Int?
  /// What is wrong and what to do.
  public var reason: String

  public init(file: String = "matrix", line: Int? = nil, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String {
    "\(file)\(line.map { ", line \($0)" } ?? ""): \(reason)"
  }
}
