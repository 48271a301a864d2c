import Foundation
import Workspace

extension Arguments {
  /// The workspace that `--workspace` names, or concord.db in this folder.
  func store(_ mode: Store.Mode = .existing) throws -> Store {
    try Store(at: self["workspace"] ?? "concord.db", mode: mode)
  }
}

extension Double {
  /// With three decimals, the same in every country.
  var rounded3: String { String(format: "%.3f", locale: nil, self) }

  /// With two decimals, the same in every country.
  var rounded2: String { String(format: "%.2f", locale: nil, self) }
}
