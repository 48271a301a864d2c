import Foundation

/// Files of this repository that the tests read.
enum ResourceBytes {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file of `Resources/evidence`.
  static func of(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent("Resources/evidence/" + file)))
  }
}
