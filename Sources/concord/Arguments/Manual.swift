/// The manual page (roff, section 1), made from the same descriptions as the help.
enum Manual {
  static func page(of verbs: [VerbDescription], version: String) -> String {
    var page = """
      .TH CONCORD 1 "" "Concord \(escaped(version))" "User Commands"
      .SH NAME
      concord \\- show where policies on migration and development cohere or not
      .SH SYNOPSIS
      .B concord
      .I VERB
      .RI [ ARGUMENTS ]
      .SH DESCRIPTION
      Concord reads a folder of policy documents, cuts them into provisions, codes each one, and reports
      conflicts, duplications, gaps, silent commitments, silos and synergies, each with the words it
      stands on. It works offline.
      .SH VERBS

      """
    for verb in verbs {
      page += ".SS \(escaped(verb.usage))\n\(escaped(verb.discussion))\n"
      for positional in verb.positionals {
        page += ".TP\n.I \(escaped(positional.name))\n\(escaped(positional.help))\n"
      }
      for option in verb.options {
        page +=
          ".TP\n.B \\-\\-\(escaped(option.name)) \(escaped(option.value ?? ""))\n\(escaped(option.help))\n"
      }
      for example in verb.examples {
        page += ".PP\n.nf\n\(escaped(example.command))\n.fi\n\(escaped(example.does))\n"
      }
    }
    page += """
      .SH EXIT STATUS
      0 done; 1 done, but part of the input could not be used; 2 the command was wrong; 3 nothing could be done.
      .SH ENVIRONMENT
      .TP
      .B CONCORD_RESOURCES
      The folder with codebook and term lists, if not the installed one.
      .TP
      .B NO_COLOR
      No colours on the terminal.

      """
    return page
  }

  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let safe = line.split(separator: "\\", omittingEmptySubsequences: false).joined(
        separator: "\\e"
      )
      .split(separator: "-", omittingEmptySubsequences: false).joined(separator: "\\-")
      return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
    }.joined(separator: "\n")
  }
}
