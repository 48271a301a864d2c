import Foundation
import Workspace

/// `concord check`
struct CheckVerb: Verb {
  static let description = VerbDescription(
    name: "check",
    summary: "Test the workspace, and whether its documents have changed.",
    discussion: """
      Tests the integrity of the file, its references and its search index. With a folder, also says which documents have
      changed, are new or are gone since they were assessed.
      """,
    positionals: [.init(name: "FOLDER", help: "The project's folder.", isOptional: true)],
    options: [.workspace])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let folder = arguments.positional(0).map { URL(fileURLWithPath: $0, isDirectory: true) }
    // The project's own workspace where it has one, as `assess` makes it.
    let own = folder?.appendingPathComponent(Arguments.workspaceName).path
    let usual = [own].compactMap(\.self).first(where: FileManager.default.fileExists)
    let file = arguments.workspaceFile(or: usual ?? Arguments.workspaceName)
    let faults = try Store(at: file).check(against: folder)
    for fault in faults { terminal.line(fault.description.withoutControls) }
    if faults.isEmpty { terminal.line("All is in order.") }
    if faults.contains(where: \.isDamage) { return .failed }
    return faults.isEmpty ? .done : .partly
  }
}
