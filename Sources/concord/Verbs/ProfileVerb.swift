import Evidence
import Policy
import Reports
import Workspace

/// `concord profile COUNTRY`
struct ProfileVerb: Verb {
  static let description = VerbDescription(
    name: "profile",
    summary: "What is known of a country's migration, and what is not.",
    discussion: """
      The migration profile of a country in the order of the Extended Migration Profile: key data, trends, impact, governance,
      assessment of the data. Each figure carries year, source, revision, definition and method; what is not available says
      why and how to get it. The figures come from the tables that Concord brings, and from those you imported (concord
      import). WLD gives the world's figures as one record.
      """,
    positionals: [.init(name: "COUNTRY", help: "ISO code (PHL) or name; WLD for the world.")],
    options: VerbDescription.Option.evidence,
    examples: [
      .init(command: "concord profile PHL --out profile.html", does: "a page to read and print"),
      .init(
        command: "concord profile MDA --language fr --out mda --against mda-2024.csv",
        does: "page, workbook, table and record in French, with what changed"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let resources = try ResourceFolder()
    let store = try arguments.storeIfAny()
    let evidence = try arguments.evidence(resources, store, terminal)
    let name = arguments.positionals[0]
    if name.uppercased() == "WLD" {
      terminal.line(WorldFacts(evidence).json.text(indent: true))
      return .done
    }
    let country = try evidence.countries.country(name)
    let profile = Profile(
      of: country, in: evidence, flows: FlowReading(evidence),
      policies: try store?.policyRecord(withTexts: false))
    let document = try EvidenceDocument(
      profile, in: evidence, language: arguments.language, resource: resources.bytes)
    try arguments.deliver(document, named: country.code.description, terminal)
    return .done
  }
}
