/// `concord completion SHELL`
struct CompletionVerb: Verb {
  static let description = VerbDescription(
    name: "completion",
    summary: "Print the completion script of a shell.",
    discussion:
      "Scripts/install puts it in place; to try it at once in bash: source <(concord completion bash)",
    positionals: [.init(name: "SHELL", help: "bash, zsh or fish.")])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    switch arguments.positional(0) {
    case "bash": terminal.write(Completion.bash(Concord.descriptions))
    case "zsh": terminal.write(Completion.zsh(Concord.descriptions))
    case "fish": terminal.write(Completion.fish(Concord.descriptions))
    default: throw Arguments.UsageError(message: "SHELL is bash, zsh or fish.")
    }
    return .done
  }
}
