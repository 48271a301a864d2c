import Evidence
import Foundation
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
    options: VerbDescription.Option.evidence + [
      .init(
        name: "letter", value: nil,
        help:
          "The letter that asks the statistical office concerned for what is missing, as text; with --out, into that file."
      )
    ],
    examples: [
      .init(command: "concord corridor PHL SAU", does: "the corridor on the terminal"),
      .init(
        command: "concord corridor PHL SAU --workspace concord.db --out corridor.html",
        does: "a page, with the promises of your policies"),
      .init(
        command: "concord corridor PHL SAU --letter --language fr --out letter.txt",
        does: "a letter to the office that should have the figure, in French"),
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
    if arguments.has("letter") {
      guard arguments["format"] ?? "text" == "text" else {
        throw Arguments.UsageError(
          message: "A letter is plain text.",
          hint: "The page of the corridor holds it too: leave --letter out.")
      }
      return try deliver(
        document.letters, to: arguments["out"],
        otherwise: document.nothingToAsk, terminal)
    }
    try arguments.deliver(
      document, named: "\(origin.code)-\(destination.code)", terminal)
    return .done
  }

  private static func deliver(
    _ letters: [RequestLetter], to out: String?, otherwise none: String, _ terminal: Terminal
  ) throws -> ExitStatus {
    guard !letters.isEmpty else {
      terminal.remark(none)
      return .done
    }
    let text = letters.map(\.text).joined(separator: "\n\n* * *\n\n") + "\n"
    guard let out else {
      terminal.write(text.withoutControlsButLines)
      return .done
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
    terminal.remark(out.withoutControls)
    return .done
  }
}
