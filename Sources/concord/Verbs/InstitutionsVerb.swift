import Institutions
import Policy
import Workspace

/// `concord institutions`
struct InstitutionsVerb: Verb {
  static let description = VerbDescription(
    name: "institutions",
    summary: "Who is charged to do what, which bodies co-ordinate, who stands between whom.",
    discussion: """
      Lists the institutions that the texts name, with their mandates, their place in the network of one kind of tie, and the
      bodies with their members. Below: the tasks that two institutions share without a tie or a body in common. A missing
      tie is one that the texts do not lay down; people may well talk.
      """,
    options: [
      .workspace,
      .init(
        name: "network", value: "TIE",
        help:
          "The ties to measure: coordinates, reports, funds, \"shares data\" or oversees (coordinates).",
        choices: Tie.Kind.allCases.map(\.rawValue)),
      .format(["text", "json", "csv"]),
    ],
    examples: [
      .init(
        command: "concord institutions --network reports --format json",
        does: "the map with who reports to whom, measured")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let map = try arguments.store().institutionalMap()
    let kind = arguments["network"].flatMap(Tie.Kind.init) ?? .coordinates
    let roll = Roll(map, kind)
    switch arguments.format {
    case "json": terminal.line(roll.json.text(indent: true))
    case "csv": for row in roll.rows { terminal.write(CSV.line(row)) }
    default: terminal.write(roll.text(terminal))
    }
    return .done
  }
}

/// The map with the measures of one network, ready to be shown.
private struct Roll {
  let map: InstitutionalMap
  let kind: Tie.Kind
  let network: Network
  let overlap: MandateOverlap
  /// Places in the map, those with most mandates first.
  let order: [Int]
  let mandates: [Institution.ID: [Mandate]]
  let names: [Institution.ID: String]
  let betweenness: [Double]
  let harmonic: [Double]

  init(_ map: InstitutionalMap, _ kind: Tie.Kind) {
    self.map = map
    self.kind = kind
    let mandates = Dictionary(grouping: map.mandates, by: \.institution)
    self.mandates = mandates
    network = map.network(of: kind)
    overlap = MandateOverlap(map)
    names = Dictionary(map.institutions.map { ($0.id, $0.name) }) { first, _ in first }
    betweenness = network.normalisedBetweenness
    harmonic = network.harmonic
    order = map.institutions.indices.sorted {
      let (first, second) = (map.institutions[$0].id, map.institutions[$1].id)
      return ((mandates[second] ?? []).count, first) < ((mandates[first] ?? []).count, second)
    }
  }

  func name(_ id: Institution.ID) -> String { names[id] ?? id }

  func count(_ i: Int) -> Int { (mandates[map.institutions[i].id] ?? []).count }

  // MARK: Text

  func text(_ terminal: Terminal) -> String {
    var table = TextTable("MANDATES", "TIES", "BETWEEN", "KIND", "INSTITUTION")
    for i in order {
      table.add(
        String(count(i)), String(network.degrees[i]), betweenness[i].rounded2,
        map.institutions[i].kind ?? "", map.institutions[i].name)
    }
    var lines = [table.text(width: terminal.width)]
    if network.tieCount > 0 { lines.append(cohesion + "\n") }
    for body in map.bodies {
      lines.append("\n" + terminal.styled(body.name.withoutControls, .bold) + "\n")
      for member in body.members {
        let chair = member == body.chair ? " (chair)" : ""
        lines.append("  " + name(member).withoutControls + chair + "\n")
      }
    }
    let apart = overlap.pairs.filter { !$0.isCoordinated }
    if !apart.isEmpty {
      lines.append("\n" + terminal.styled("Shared tasks without a tie", .bold) + "\n")
      for pair in apart.prefix(20) {
        lines.append(
          "  \(pair.shared)  "
            + "\(name(pair.first)) · \(name(pair.second))".withoutControls + "\n")
      }
      if apart.count > 20 { lines.append("  … and \(apart.count - 20) more pairs\n") }
    }
    return lines.joined()
  }

  private var cohesion: String {
    let tied = network.components.filter { $0.count > 1 }
    let alone = network.count - tied.reduce(0) { $0 + $1.count }
    let cut = network.cutActors.map { network.actors[$0].withoutControls }
    return [
      "\(network.tieCount) ties (\(kind.rawValue)) in \(tied.count) parts; \(alone) of \(network.count) institutions have none.",
      "Density \(network.density.rounded2), fragmentation \(network.fragmentation.rounded2).",
      cut.isEmpty ? nil : "Without these a part falls in two: " + cut.joined(separator: ", ") + ".",
    ].compactMap(\.self).joined(separator: "\n")
  }

  // MARK: Data

  var rows: [[String]] {
    [
      [
        "id", "name", "aliases", "kind", "country", "level", "mandates", "ties", "betweenness",
        "harmonic",
      ]
    ]
      + order.map { i in
        let institution = map.institutions[i]
        return [
          institution.id, institution.name, institution.aliases.joined(separator: "; "),
          institution.kind ?? "", institution.country ?? "", institution.level.rawValue,
          String(count(i)), String(network.degrees[i]), String(betweenness[i]),
          String(harmonic[i]),
        ]
      }
  }

  var json: JSONValue {
    .record([
      "institutions": .array(order.map(institution)), "bodies": .array(map.bodies.map(body)),
      "ties": .array(map.ties.map(tie)),
      "network": .record([
        "tie": .string(kind.rawValue), "ties": .integer(network.tieCount),
        "density": .number(network.density), "fragmentation": .number(network.fragmentation),
        "distanceFragmentation": .number(network.distanceFragmentation),
        "betweennessCentralisation": .number(network.betweennessCentralisation),
        "components": .integer(network.components.count),
        "cutActors": .strings(network.cutActors.map { network.actors[$0] }),
      ]),
      "overlaps": .array(overlap.pairs.map(pair)),
      "coordinationFit": .optional(overlap.coordinationFit),
    ])
  }

  private func institution(_ i: Int) -> JSONValue {
    let institution = map.institutions[i]
    return .record([
      "id": .string(institution.id), "name": .string(institution.name),
      "aliases": .strings(institution.aliases), "kind": .optional(institution.kind),
      "country": .optional(institution.country), "level": .string(institution.level.rawValue),
      "degree": .integer(network.degrees[i]), "betweenness": .number(betweenness[i]),
      "harmonic": .number(harmonic[i]),
      "mandates": .array(
        (mandates[institution.id] ?? []).map { mandate in
          .record([
            "file": .string(mandate.place.file), "provision": .integer(mandate.place.provision),
            "measures": .strings(mandate.measures), "objectives": .strings(mandate.objectives),
            "populations": .strings(mandate.populations), "words": .string(mandate.words.text),
          ])
        }),
    ])
  }

  private func body(_ body: Body) -> JSONValue {
    .record([
      "id": .string(body.id), "name": .string(body.name),
      "members": .strings(body.members.map(name)),
      "chair": .optional(body.chair.map(name)), "file": .optional(body.place?.file),
    ])
  }

  private func tie(_ tie: Tie) -> JSONValue {
    .record([
      "from": .string(name(tie.from)), "to": .string(name(tie.to)),
      "kind": .string(tie.kind.rawValue), "file": .optional(tie.place?.file),
      "provision": .optional(tie.place?.provision),
    ])
  }

  private func pair(_ pair: MandateOverlap.Pair) -> JSONValue {
    .record([
      "first": .string(name(pair.first)), "second": .string(name(pair.second)),
      "shared": .integer(pair.shared), "jaccard": .number(pair.jaccard),
      "shareOfFirst": .number(pair.shareOfFirst), "shareOfSecond": .number(pair.shareOfSecond),
      "coordinated": .bool(pair.isCoordinated),
    ])
  }
}
