import Evidence
import Foundation
import Policy
import Reports
import Workspace

/// `concord openness FILE`
struct OpennessVerb: Verb {
  static let description = VerbDescription(
    name: "openness",
    summary: "Place labour-migration programmes by how open they are and which rights they give.",
    discussion: """
      Reads a table that you fill: a line a programme, a column an item («openness: no quota», «rights: equal pay»), each
      cell yes, no, partly, a number from 0 to 1, empty where it is unknown, n/a where it makes no sense. Openness and
      rights are never added up; a programme is surpassed when another one is at least as good on both and better on one.
      Unknown is not no: it leaves a range. Examples/openness.csv is a table to begin with.
      """,
    positionals: [.init(name: "FILE", help: "The table of programmes, CSV.")],
    options: [
      .init(
        name: "out", value: "FILE", help: "Write the page with the picture to this file, HTML."),
      .init(
        name: "language", value: "LANGUAGE", help: "Of the page: en, fr or es.",
        choices: ReportStrings.languages.map(\.rawValue)),
      .format(["text", "json", "csv", "html"]),
    ],
    examples: [
      .init(
        command: "concord openness Examples/openness.csv --out openness.html",
        does: "prints the places and writes the picture")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let file = try InputFile(arguments.positionals[0])
    let plane = OpennessPlane(
      try ProgrammeTable.read(Table(file.bytes, file: file.name)))
    func page() throws -> [UInt8] {
      let resources = try ResourceFolder()
      return try OpennessPage(
        plane, language: Language(rawValue: arguments["language"] ?? "en"),
        resource: { try resources.bytes($0) }
      ).html
    }
    if let path = arguments["out"] {
      try Data(page()).write(to: URL(fileURLWithPath: path), options: .atomic)
      terminal.remark("The picture is in \(path.withoutControls).")
    }
    switch arguments.format {
    case "json": terminal.line(json(plane).text(indent: true))
    case "csv": writeCSV(plane, terminal)
    case "html": terminal.write(String(decoding: try page(), as: UTF8.self))
    default: terminal.write(text(plane, terminal))
    }
    return .done
  }

  private static func json(_ plane: OpennessPlane) -> JSONValue {
    func position(_ place: OpennessPlane.Place, _ axis: LabourProgramme.Axis) -> JSONValue {
      let position = place.position(axis)
      let unknown = place.programme.items.filter { $0.axis == axis && $0.value == nil }
      return .record([
        "score": .optional(position.score), "low": .number(position.low),
        "high": .number(position.high), "known": .integer(position.known),
        "items": .integer(position.count), "unknown": .strings(unknown.map(\.name)),
      ])
    }
    return .record([
      "programmes": .array(
        plane.places.map { place in
          .record([
            "programme": .string(place.programme.name),
            "country": .string(place.programme.country),
            "openness": position(place, .openness), "rights": position(place, .rights),
            "standing": .string(place.standing.rawValue),
            "surpassed_by": .strings(place.surpassedBy.map { plane.places[$0].programme.name }),
          ])
        }),
      "front": .strings(
        plane.places.filter { $0.standing == .front }.map(\.programme.name)),
    ])
  }

  private static func writeCSV(_ plane: OpennessPlane, _ terminal: Terminal) {
    terminal.write(
      CSV.line([
        "programme", "country", "openness", "openness_low", "openness_high", "rights", "rights_low",
        "rights_high", "standing", "surpassed_by",
      ]))
    func number(_ value: Double?) -> String { value.map { JSONValue.number($0).text() } ?? "" }
    for place in plane.places {
      let numbers = [place.openness, place.rights].flatMap {
        [number($0.score), number($0.low), number($0.high)]
      }
      terminal.write(
        CSV.line(
          [place.programme.name, place.programme.country] + numbers + [
            place.standing.rawValue,
            place.surpassedBy.map { plane.places[$0].programme.name }.joined(separator: "; "),
          ]))
    }
  }

  private static func text(_ plane: OpennessPlane, _ terminal: Terminal) -> String {
    func cell(_ position: AxisPosition) -> String {
      guard let score = position.score else { return "unknown" }
      guard position.known < position.count else { return score.rounded2 }
      return "\(score.rounded2) (\(position.low.rounded2)–\(position.high.rounded2))"
    }
    var table = TextTable("programme", "openness", "rights", "standing")
    for place in plane.places {
      let standing: String
      switch place.standing {
      case .front: standing = "on the front: no other is as good on both and better on one"
      case .undecided: standing = "depends on what is unknown"
      case .surpassed:
        standing =
          "surpassed by "
          + place.surpassedBy.map { plane.places[$0].programme.name }.joined(separator: ", ")
      }
      let country = place.programme.country.isEmpty ? "" : " (\(place.programme.country))"
      table.add(place.programme.name + country, cell(place.openness), cell(place.rights), standing)
    }
    var text = table.text(width: terminal.width)
    let unknown = plane.places.flatMap { place in
      place.programme.items.filter { $0.value == nil }.map {
        "\(place.programme.name): \($0.axis.rawValue), \($0.name)"
      }
    }
    if !unknown.isEmpty {
      text += "\nUnknown (in brackets: what they leave open)\n"
      text += unknown.map { "  " + $0.withoutControls + "\n" }.joined()
    }
    return text
      + "\nFrom 0 to 1 each. The two are not added up: which to weigh how is for people to decide.\n"
  }
}
