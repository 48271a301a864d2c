/// `concord manual`
struct ManualVerb: Verb {
  static let description = VerbDescription(
    name: "manual",
    summary: "Print the manual page.",
    discussion: "In roff, as man reads it: concord manual | man -l -",
    options: [])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    terminal.write(Manual.page(of: Concord.descriptions, version: Concord.version))
    return .done
  }
}
