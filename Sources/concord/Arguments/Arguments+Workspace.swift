import Foundation
import Workspace

extension Arguments {
  /// The name of a workspace in its folder, unless told.
  static let workspaceName = "concord.db"

  /// The file of the workspace: what `--workspace` names, concord.db in it where that is a folder, else concord.db here.
  var workspaceFile: String { workspaceFile(or: Self.workspaceName) }

  func workspaceFile(or usual: String) -> String {
    guard let named = self["workspace"] else { return usual }
    return Self.isFolder(named)
      ? URL(fileURLWithPath: named).appendingPathComponent(Self.workspaceName).path : named
  }

  func store(_ mode: Store.Mode = .existing) throws -> Store {
    try Store(at: workspaceFile, mode: mode)
  }

  /// What to write instead of a folder that was named where none is expected.
  static func hint(folder word: String) -> String? {
    isFolder(word) ? "To use the workspace of that folder, write --workspace \(word)." : nil
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return isFolder.boolValue
  }
}

extension Double {
  /// With three decimals, the same in every country.
  var rounded3: String { String(format: "%.3f", locale: nil, self) }

  /// With two decimals, the same in every country.
  var rounded2: String { String(format: "%.2f", locale: nil, self) }
}
