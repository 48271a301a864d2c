import Evidence
import Policy
import Reports
import Workspace

/// `concord corridor ORIGIN DESTINATION`
struct CorridorVerb: Verb {
  static let description = VerbDescription(
    name: "corridor",
    summary: "What joins two countries: people, moves, money, agreements, treaties, promises.",
    discussion: """
      People from one country in another over time with the share of women, what both sides report, estimated moves as a range
      over methods, remittances and their price against the 3 and 5 per cent of SDG target 10.c, labour agreements with
      their features, treaties that bind each side, portability of social security, and what the policies in the workspace
      promise for the corridor that no instrument carries.
      """,
    positionals: [
      .init(name: "ORIGIN", help: "ISO code or name of the country that people come from."),
      .init(name: "DESTINATION", help: "ISO code or name of the country that they live in."),
    ],
    options: VerbDescription.Option.evidence,
    examples: [
      .init(command: "concord corridor PHL SAU", does: "the corridor on the terminal"),
      .init(
        command: "concord corridor PHL SAU --workspace concord.db --out corridor.html",
        does: "a page, with the promises of your policies"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let resources = try ResourceFolder()
    let store = try arguments.storeIfAny()
    let evidence = try arguments.evidence(resources, store, terminal)
    let origin = try evidence.countries.country(arguments.positionals[0])
    let destination = try evidence.countries.country(arguments.positionals[1])
    let corridor = try Corridor(
      from: origin, to: destination, in: evidence, instruments: resources.instruments(),
      flows: FlowReading(evidence), policies: try store?.policyRecord(withTexts: true))
    let document = try EvidenceDocument(
      corridor, in: evidence, codebook: resources.codebook(), language: arguments.language,
      resource: resources.bytes)
    try arguments.deliver(
      document, named: "\(origin.code)-\(destination.code)", terminal)
    return .done
  }
}
