import Policy
import Workspace

/// `concord institutions`
struct InstitutionsVerb: Verb {
  static let description = VerbDescription(
    name: "institutions",
    summary: "Who is charged to do what, and which bodies co-ordinate.",
    discussion:
      "Lists the institutions that the texts name, with their other names, their mandates, and the bodies with their members.",
    options: [.workspace, .format(["text", "json", "csv"])])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let map = try arguments.store().institutionalMap()
    let mandates = Dictionary(grouping: map.mandates, by: \.institution)
    let names = Dictionary(map.institutions.map { ($0.id, $0.name) }) { first, _ in first }
    let ranked = map.institutions.sorted {
      ((mandates[$1.id] ?? []).count, $0.id) < ((mandates[$0.id] ?? []).count, $1.id)
    }
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "institutions": .array(ranked.map { json($0, mandates[$0.id] ?? []) }),
          "bodies": .array(map.bodies.map { json($0, names) }),
        ]).text(indent: true))
    case "csv":
      terminal.write(CSV.line(["id", "name", "aliases", "kind", "country", "level", "mandates"]))
      for institution in ranked {
        terminal.write(
          CSV.line([
            institution.id, institution.name, institution.aliases.joined(separator: "; "),
            institution.kind ?? "", institution.country ?? "", institution.level.rawValue,
            String((mandates[institution.id] ?? []).count),
          ]))
      }
    default:
      var table = TextTable("MANDATES", "KIND", "INSTITUTION")
      for institution in ranked {
        table.add(
          String((mandates[institution.id] ?? []).count), institution.kind ?? "", institution.name)
      }
      terminal.write(table.text(width: terminal.width))
      for body in map.bodies {
        terminal.line("\n" + terminal.styled(body.name.withoutControls, .bold))
        for member in body.members {
          terminal.line("  " + (names[member] ?? member).withoutControls)
        }
      }
    }
    return .done
  }

  private static func json(_ institution: Institution, _ mandates: [Mandate]) -> JSONValue {
    .record([
      "id": .string(institution.id), "name": .string(institution.name),
      "aliases": .strings(institution.aliases), "kind": .optional(institution.kind),
      "country": .optional(institution.country), "level": .string(institution.level.rawValue),
      "mandates": .array(
        mandates.map { mandate in
          .record([
            "file": .string(mandate.place.file), "provision": .integer(mandate.place.provision),
            "measures": .strings(mandate.measures), "objectives": .strings(mandate.objectives),
            "populations": .strings(mandate.populations), "words": .string(mandate.words.text),
          ])
        }),
    ])
  }

  private static func json(_ body: Body, _ names: [Institution.ID: String]) -> JSONValue {
    .record([
      "id": .string(body.id), "name": .string(body.name),
      "members": .strings(body.members.map { names[$0] ?? $0 }),
      "chair": .optional(body.chair.map { names[$0] ?? $0 }), "file": .optional(body.place?.file),
    ])
  }
}
