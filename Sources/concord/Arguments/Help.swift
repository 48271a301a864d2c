/// Help texts, made from the descriptions of the verbs.
enum Help {
  static func overview(of verbs: [VerbDescription], version: String) -> String {
    let width = verbs.map(\.name.count).max() ?? 0
    let list = verbs.map { "  " + $0.name.padded(to: width + 2) + $0.summary }.joined(
      separator: "\n")
    return """
      Concord \(version) reads a country's policies and shows where those on migration and development
      reinforce, duplicate, contradict or forget one another. It works offline; nothing leaves this machine.

      Put the documents (PDF, DOCX, ODT, HTML, Markdown, text) into a folder, then:

        concord assess FOLDER

      and open FOLDER/report/index.html.

      VERBS
      \(list)

      concord VERB --help explains a verb. Exit status: 0 done; 1 done, but part of the input could not be
      used (it says which); 2 the command was wrong; 3 nothing could be done.

      """
  }

  static func page(for verb: VerbDescription) -> String {
    var page = "\(verb.summary)\n\nUSAGE\n  \(verb.usage)\n\n"
    page += verb.discussion.wrapped(to: 100).joined(separator: "\n") + "\n"
    page += section("ARGUMENTS", verb.positionals.map { ($0.name, $0.help) })
    page += section(
      "OPTIONS",
      (verb.options + VerbDescription.Option.common).map { option in
        ("--" + option.name + (option.value.map { " " + $0 } ?? ""), option.help)
      })
    if !verb.examples.isEmpty {
      page += "\nEXAMPLES\n"
      page += verb.examples.map { "  \($0.command)\n      \($0.does)\n" }.joined()
    }
    return page
  }

  private static func section(_ title: String, _ rows: [(String, String)]) -> String {
    guard !rows.isEmpty else { return "" }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    let lines = rows.map { name, help in
      "  " + name.padded(to: width)
        + help.wrapped(to: 100 - width - 2).joined(
          separator: "\n" + String(repeating: " ", count: width + 2))
    }
    return "\n\(title)\n" + lines.joined(separator: "\n") + "\n"
  }
}
