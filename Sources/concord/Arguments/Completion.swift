/// Completion scripts for the common shells, made from the same descriptions as the help.
enum Completion {
  static func bash(_ verbs: [VerbDescription]) -> String {
    let cases = verbs.map { verb in
      "    \(verb.name)) options=\"\(options(of: verb).map { "--" + $0.name }.joined(separator: " "))\" ;;"
    }.joined(separator: "\n")
    return """
      # bash completion for concord
      _concord() {
        local word="${COMP_WORDS[COMP_CWORD]}" options=""
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(verbs.map(\.name).joined(separator: " "))" -- "$word"))
          return
        fi
        case "${COMP_WORDS[1]}" in
      \(cases)
        esac
        case "$word" in
          -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
          *) COMPREPLY=($(compgen -f -- "$word")) ;;
        esac
      }
      complete -o filenames -F _concord concord

      """
  }

  static func zsh(_ verbs: [VerbDescription]) -> String {
    let names = verbs.map { "    '\($0.name):\(quoted($0.summary))'" }.joined(separator: "\n")
    let cases = verbs.map { verb in
      let words = options(of: verb).map { option in
        "'--\(option.name)[\(quoted(option.help))]\(option.value.map { ":\($0):_files" } ?? "")'"
      }
      return "    \(verb.name)) _arguments \(words.joined(separator: " ")) '*:file:_files' ;;"
    }.joined(separator: "\n")
    return """
      #compdef concord
      _concord() {
        local -a verbs
        verbs=(
      \(names)
        )
        if (( CURRENT == 2 )); then _describe verb verbs; return; fi
        local verb=$words[2]
        shift words
        (( CURRENT-- ))
        case $verb in
      \(cases)
        esac
      }
      _concord "$@"

      """
  }

  static func fish(_ verbs: [VerbDescription]) -> String {
    var lines = ["# fish completion for concord"]
    for verb in verbs {
      lines.append(
        "complete -c concord -n __fish_use_subcommand -a \(verb.name) -d '\(quoted(verb.summary))'")
      for option in options(of: verb) {
        let value = option.value == nil ? "" : " -r"
        lines.append(
          "complete -c concord -n '__fish_seen_subcommand_from \(verb.name)' -l \(option.name)\(value) -d '\(quoted(option.help))'"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func options(of verb: VerbDescription) -> [VerbDescription.Option] {
    verb.options + VerbDescription.Option.common
  }

  /// Without the characters that end a quoted word or a description in any of the three shells.
  private static func quoted(_ text: String) -> String {
    String(text.map { "'[]:\\\"".contains($0) ? " " : $0 })
  }
}
