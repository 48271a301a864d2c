import Workspace

/// `concord backup FILE`
struct BackupVerb: Verb {
  static let description = VerbDescription(
    name: "backup",
    summary: "Copy the workspace safely, even while it is in use.",
    discussion: "Makes a copy in a new file and tests it. The file must not exist.",
    positionals: [.init(name: "FILE", help: "The copy to make.")],
    options: [.workspace],
    examples: [
      .init(
        command: "concord backup ~/concord-2026-11-25.db",
        does: "a copy of concord.db of this folder")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let target = arguments.positionals[0]
    try arguments.store().backup(to: target)
    terminal.remark("\(target) holds a tested copy.")
    return .done
  }
}
