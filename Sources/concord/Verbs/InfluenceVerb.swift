import Policy
import Scenarios

/// `concord influence FILE`
struct InfluenceVerb: Verb {
  static let description = VerbDescription(
    name: "influence",
    summary:
      "Who moves whom in an interaction matrix: direct, second-order and indirect influence.",
    discussion: """
      Reads a square matrix in which rows act on columns, for instance objectives by objectives from -3 (cancelling) to 3
      (indivisible): JSON {"labels", "matrix"} or a table with the names in its first row and column. Says how much each
      helps or hinders all others, directly and by one step further, which pairs pull against each other, who drives
      and who depends (MICMAC), and which ones hang together. A cross-impact matrix (.scw, .csv, .json) is summed up by
      descriptor first.
      """,
    positionals: [
      .init(name: "FILE", help: "An interaction or cross-impact matrix: .json .csv .scw.")
    ],
    options: [
      .init(
        name: "weight", value: "W",
        help: "How much the second order counts beside the first, 0 to 10 (0.5 unless told)."),
      .init(
        name: "on", value: "NAMES",
        help: "Also say what each does to these alone; names or numbers, separated by semicolons."),
      .init(
        name: "strength", value: "RULE",
        help:
          "How a section of a cross-impact matrix becomes one number: range (how far it can shift the balance) or sum (of absolute judgements).",
        choices: CrossImpactMatrix.Strength.allCases.map(\.rawValue)),
      .format(["text", "json", "csv"]),
    ],
    examples: [
      .init(
        command: "concord influence targets.csv", does: "the most influential and most helped first"
      ),
      .init(
        command: "concord influence targets.csv --on \"Remittance transfer\"",
        does: "what each does to one of them"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let input = try MatrixInput(arguments.positionals[0])
    let strength = arguments["strength"].flatMap(CrossImpactMatrix.Strength.init) ?? .range
    let content = try InteractionFile.read(input.bytes, file: input.name, strength: strength)
    let result = InfluenceResult(
      content, weight: try weight(arguments),
      group: try arguments["on"].map { try group($0, content.matrix.labels) })
    switch arguments.format {
    case "json": terminal.line(result.json(name: stem(input.name)).text(indent: true))
    case "csv": for row in result.rows { terminal.write(CSV.line(row)) }
    default: terminal.write(result.text(terminal))
    }
    return .done
  }

  private static func weight(_ arguments: Arguments) throws -> Influence.Weight {
    guard let text = arguments["weight"] else { return .half }
    guard let weight = Influence.Weight(text) else {
      throw Arguments.UsageError(
        message: "--weight cannot be «\(text)».", hint: "It is a decimal number from 0 to 10.")
    }
    return weight
  }

  private static func group(_ text: String, _ labels: [String]) throws -> Set<Int> {
    var group: Set<Int> = []
    for word in text.split(separator: ";").map({ String($0).trimmingSpaces }) where !word.isEmpty {
      if let place = labels.firstIndex(of: word) {
        group.insert(place)
      } else if let number = Int(word), labels.indices.contains(number - 1) {
        group.insert(number - 1)
      } else {
        throw Arguments.UsageError(
          message: "--on: the matrix has no «\(word)».",
          hint: Spelling.nearest(to: word, in: labels).map { "Did you mean «\($0)»?" }
            ?? "It has: \(labels.joined(separator: "; ")).")
      }
    }
    return group
  }

  private static func stem(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }
}

/// What is said of one matrix, in the shapes in which it is printed.
private struct InfluenceResult {
  let content: InteractionFile.Content
  let influence: Influence
  let micmac: Micmac
  let clusters: Clusters
  let weight: Influence.Weight
  let group: Set<Int>?

  init(_ content: InteractionFile.Content, weight: Influence.Weight, group: Set<Int>?) {
    self.content = content
    influence = Influence(content.matrix)
    micmac = Micmac(content.matrix)
    clusters = Clusters(content.matrix)
    self.weight = weight
    self.group = group
  }

  private var labels: [String] { content.matrix.labels }
  private var decimals: Int { content.matrix.decimals }

  // MARK: JSON

  func json(name: String) -> JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ key: String, _ value: JSONValue) { members.append(.init(key: key, value: value)) }
    add("case", .string(name))
    add("index_base", .integer(1))
    if content.crossImpact != nil { add("summed_up_from", .string("cross-impact matrix")) }
    add("labels", .strings(labels))
    add(
      "matrix",
      .array(
        labels.indices.map { i in
          .array(labels.indices.map { number(Int128(content.matrix[i, $0])) })
        }))
    add("direct", direct)
    add("second_order", secondOrder)
    add("conflict_pairs", pairs(influence.conflicts))
    add("mutual_negative", pairs(influence.mutualNegatives))
    add("micmac", indirect)
    add(
      "clusters",
      .record([
        "on": .string("positive part, both ways"), "modularity": .number(clusters.modularity),
        "groups": .array(clusters.groups.map { positions($0) }),
      ]))
    if let group {
      let active = influence.active(on: group)
      add(
        "on",
        .record([
          "group": positions(group.sorted()), "out": numbers(active.map { Int128($0) }),
          "rank_out": ranking(active),
        ]))
    }
    return .object(members)
  }

  private var direct: JSONValue {
    .record([
      "out": numbers(influence.active.map { Int128($0) }),
      "in": numbers(influence.passive.map { Int128($0) }),
      "positive_out": numbers(influence.positiveActive.map { Int128($0) }),
      "negative_out": numbers(influence.negativeActive.map { Int128($0) }),
      "rank_out": ranking(influence.active), "rank_in": ranking(influence.passive),
    ])
  }

  private var secondOrder: JSONValue {
    .record([
      "weight": .number(weight.value),
      "second_out": numbers(influence.secondActive, power: 2),
      "total_out": .array(influence.totalValues(weight).map(JSONValue.number)),
      "rank_total_out": ranking(influence.total(weight)),
      "second_out_without_return": numbers(influence.secondActiveWithoutReturn, power: 2),
      "total_out_without_return": .array(
        influence.totalValues(weight, withoutReturn: true).map(JSONValue.number)),
      "second_in": numbers(influence.secondPassive, power: 2),
    ])
  }

  private var indirect: JSONValue {
    .record([
      "on": .string("absolute values"),
      "rank_rule": .string("larger first, ties by position"),
      "stable_power": .optional(micmac.stablePower),
      "stable_rule": .string(
        "first power p such that the ranks at p and p+1 are the same for influence and for dependence"
      ),
      "powers": .array(
        micmac.powers.map { power in
          .record([
            "power": .integer(power.exponent),
            "influence": naturals(power.influence, power.exponent),
            "dependence": naturals(power.dependence, power.exponent),
            "influence_rank": positions(power.influenceRanking),
            "dependence_rank": positions(power.dependenceRanking),
          ])
        }),
      "class_direct": .strings(micmac.direct.map(\.rawValue)),
      "class_indirect": .strings(micmac.indirect.map(\.rawValue)),
      "class_rule": .string("strictly above the mean counts as high"),
    ])
  }

  /// Whole numbers as such, in a string beyond 64 bits; others as decimals.
  private func naturals(_ values: [WholeNumber], _ exponent: Int) -> JSONValue {
    .array(
      values.map { value in
        guard let int = value.int, decimals * exponent <= 18 else {
          return .string(text(value, exponent))
        }
        return number(Int128(int), power: exponent)
      })
  }

  private func text(_ value: WholeNumber, _ exponent: Int) -> String {
    decimals == 0 ? value.description : value.description + "e-\(decimals * exponent)"
  }

  private func number(_ value: Int128, power: Int = 1) -> JSONValue {
    let text = content.matrix.text(value, power: power)
    return Int(text).map(JSONValue.integer) ?? .number(Double(text) ?? .nan)
  }

  private func numbers(_ values: [Int128], power: Int = 1) -> JSONValue {
    .array(values.map { number($0, power: power) })
  }

  private func positions(_ places: [Int]) -> JSONValue {
    .array(places.map { .integer($0 + 1) })
  }

  private func ranking<Value: Comparable>(_ values: [Value]) -> JSONValue {
    positions(Influence.ranked(values))
  }

  private func pairs(_ pairs: [Influence.Pair]) -> JSONValue {
    .array(
      pairs.map {
        .array([
          .integer($0.first + 1), .integer($0.second + 1), number(Int128($0.forth)),
          number(Int128($0.back)),
        ])
      })
  }

  // MARK: Table

  /// One row for each thing, in the order of the matrix.
  var rows: [[String]] {
    let totals = influence.totalValues(weight)
    let places = Dictionary(
      uniqueKeysWithValues: zip(Influence.ranked(influence.total(weight)), 1...))
    let head = [
      "label", "out", "in", "positive_out", "negative_out", "second_out", "total_out",
      "rank_total_out", "class_direct", "class_indirect", "cluster",
    ]
    return [head]
      + labels.indices.map { i in
        [
          labels[i], plain(Int128(influence.active[i])), plain(Int128(influence.passive[i])),
          plain(Int128(influence.positiveActive[i])), plain(Int128(influence.negativeActive[i])),
          plain(influence.secondActive[i], power: 2), JSONValue.number(totals[i]).text(),
          String(places[i] ?? 0), micmac.direct[i].rawValue, micmac.indirect[i].rawValue,
          String(clusters.membership[i] + 1),
        ]
      }
  }

  private func plain(_ value: Int128, power: Int = 1) -> String {
    number(value, power: power).text()
  }

  // MARK: Text

  func text(_ terminal: Terminal) -> String {
    var text = ""
    if content.crossImpact != nil {
      text += "A cross-impact matrix, summed up by descriptor: strengths have no sign.\n\n"
    }
    let totals = influence.totalValues(weight)
    let onGroup = group.map { influence.active(on: $0) }
    var table = TextTable("NET", "GIVES", "RECEIVES", "ROLE", "INDIRECT", "GROUP", "")
    for i in Influence.ranked(influence.total(weight)) {
      let onto = onGroup.map { " (\(signed(Int128($0[i]))) on the group asked for)" } ?? ""
      table.add(
        JSONValue.number(totals[i]).text(), signed(Int128(influence.active[i])),
        signed(Int128(influence.passive[i])), micmac.direct[i].rawValue,
        micmac.indirect[i].rawValue, String(clusters.membership[i] + 1), labels[i] + onto)
    }
    text += table.text(width: terminal.width)
    text +=
      "\nNET: what it gives, and \(JSONValue.number(weight.value).text()) of what those give that it moves. "
    text += stability
    text += list("Pulling against each other", influence.conflicts)
    text += list("Hindering each other", influence.mutualNegatives)
    text += "\nGroups that help each other (modularity \(rounded(clusters.modularity))):\n"
    for (i, members) in clusters.groups.enumerated() {
      text +=
        "  \(i + 1)  " + members.map { labels[$0] }.joined(separator: "; ").withoutControls + "\n"
    }
    return text
  }

  private var stability: String {
    guard let power = micmac.stablePower else {
      return "The ranks by indirect influence never settle.\n"
    }
    let moved = labels.indices.filter { micmac.direct[$0] != micmac.indirect[$0] }
    let names = moved.map {
      "\(labels[$0]) (\(micmac.direct[$0].rawValue) → \(micmac.indirect[$0].rawValue))"
    }
    return "Ranks by indirect influence settle at power \(power)"
      + (moved.isEmpty
        ? "; no role changes.\n"
        : "; another role than directly: " + names.joined(separator: "; ").withoutControls + ".\n")
  }

  private func list(_ title: String, _ pairs: [Influence.Pair]) -> String {
    guard !pairs.isEmpty else { return "" }
    return "\n\(title):\n"
      + pairs.map { pair in
        "  \(labels[pair.first]) → \(labels[pair.second]) \(signed(Int128(pair.forth))), back \(signed(Int128(pair.back)))"
          .withoutControls + "\n"
      }.joined()
  }

  private func signed(_ value: Int128) -> String { (value > 0 ? "+" : "") + plain(value) }

  private func rounded(_ value: Double) -> String {
    JSONValue.number((value * 100).rounded() / 100).text()
  }
}
