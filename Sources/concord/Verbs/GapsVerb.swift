import Evidence
import Foundation
import Policy
import Workspace

/// `concord gaps FILE`
struct GapsVerb: Verb {
  static let description = VerbDescription(
    name: "gaps",
    summary:
      "Which data the commitments need and nobody has, and how to close each gap at the least cost.",
    discussion: """
      Scores the data on each indicator on ten dimensions, each with its reason. What is known of the data comes from the
      statistics at hand, bundled and imported; a table that an office fills (a line an indicator and country, an empty cell
      where something is not known) takes the place of what they say. With a workspace, the commitments of its policies say
      which indicators are needed; the gaps stand in the order of how many commitments need them. Not known is kept apart
      from no and from zero. Docs/flows.md has the columns and the rules.
      """,
    positionals: [
      .init(
        name: "FILE", help: "What your office knows of its data, CSV.",
        isOptional: true)
    ],
    options: [
      .workspace,
      .init(
        name: "country", value: "COUNTRY",
        help:
          "This country, by code or name (those of the table and of the workspace's documents unless told)."
      ),
      .init(
        name: "data", value: "FOLDER",
        help: "Use the tables in this folder too, without storing them."),
      .init(name: "year", value: "YEAR", help: "The year to judge from (this year unless told)."),
      .init(
        name: "language", value: "LANGUAGE", help: "Of names and remedies.",
        choices: ["en", "fr", "es"]),
      .format(["text", "json", "csv"]),
    ],
    examples: [
      .init(
        command: "concord gaps Examples/data-gaps.csv --workspace concord.db",
        does: "gaps in the order of the commitments that need them"),
      .init(
        command: "concord gaps --country MDA --workspace concord.db",
        does: "the same from the statistics at hand, without a table of your own"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let resources = try ResourceFolder()
    let language = Language(rawValue: arguments["language"] ?? "en")
    func table(_ name: String, _ required: [String]) throws -> Table {
      try Table(resources.bytes("evidence/" + name), file: name, required: required)
    }
    let indicators = try Indicator.read(
      table("indicators.csv", ["indicator", "name_en", "objectives", "breakdowns", "remedies"]),
      language: language)
    let remedies = try Remedy.read(
      table("remedies.csv", ["remedy", "cost", "general", "dimensions", "text_en"]),
      language: language)
    var knowledge: [IndicatorKnowledge] = []
    if let path = arguments.positional(0) {
      let file = try InputFile(path)
      knowledge = try IndicatorKnowledge.read(
        Table(file.bytes, file: file.name, required: ["indicator", "country"]),
        indicators: indicators)
    }
    let year =
      try arguments.integer("year", in: 1900...2200)
      ?? Calendar(identifier: .gregorian).component(.year, from: Date())
    let store = try arguments.storeIfAny()
    let evidence = try arguments.evidence(resources, store, terminal)
    let demand = try store.map(Demand.init)
    let countries = try self.countries(arguments, knowledge, demand, evidence.countries)
    let publications = try Publication.read(
      table("publication.csv", ["producer", "machine_readable", "error"]))
    for code in countries.compactMap({ CountryCode($0) }) where evidence.countries[code] != nil {
      let known = IndicatorKnowledge.known(
        of: code, in: evidence, publications: publications, indicators: indicators)
      knowledge += known.filter { one in
        !knowledge.contains { $0.indicator == one.indicator && $0.country == one.country }
      }
    }
    let commitments = demand?.commitments
    let answer = GapAnswer(
      assessments: knowledge.filter { countries.contains($0.country) }.map { known in
        IndicatorAssessment(
          known, required: indicators.first { $0.code == known.indicator }?.breakdowns ?? [],
          year: year)
      },
      gaps: countries.flatMap {
        DataGap.gaps(
          country: $0, indicators: indicators, knowledge: knowledge,
          commitments: commitments ?? [], remedies: remedies, year: year)
      },
      names: Dictionary(indicators.map { ($0.code, $0.name) }) { first, _ in first },
      commitments: commitments?.count)
    switch arguments.format {
    case "json": terminal.line(answer.json.text(indent: true))
    case "csv": terminal.write(answer.csv)
    default: terminal.write(answer.text(terminal))
    }
    return .done
  }

  /// The countries to judge.
  private static func countries(
    _ arguments: Arguments, _ knowledge: [IndicatorKnowledge], _ demand: Demand?,
    _ list: CountryList
  ) throws -> [String] {
    if let named = arguments["country"] {
      // A table of one's own may use codes of its own.
      if knowledge.contains(where: { $0.country == named }) { return [named] }
      return [try list.country(named).code.description]
    }
    let named = demand?.countries.map { (try? list.country($0))?.code.description ?? $0 } ?? []
    let found = Set(knowledge.map(\.country)).union(named)
    guard !found.isEmpty else {
      throw Arguments.UsageError(
        message: "Say which country: --country PHL.",
        hint:
          "Without it, a table of your own or a workspace whose documents have a country say it.")
    }
    return found.sorted()
  }

  /// What the policies of a workspace need.
  private struct Demand {
    /// The objectives of every commitment.
    let commitments: [[String]]
    /// Of its documents, as they are named there; those between countries say nothing of whose data are meant.
    let countries: Set<String>

    init(_ store: Store) throws {
      var commitments: [[String]] = []
      var countries: Set<String> = []
      try store.forEachDocument { coded in
        if ![.bilateral, .international].contains(coded.document.level) {
          countries.formUnion(coded.document.countries)
        }
        for coding in coded.codings where coding.commitment != nil {
          commitments.append(coding.objectives.map(\.code))
        }
      }
      self.commitments = commitments
      self.countries = countries
    }
  }
}

/// Assessments and gaps in the shapes in which they are printed.
private struct GapAnswer {
  var assessments: [IndicatorAssessment]
  var gaps: [DataGap]
  var names: [String: String]
  /// How many commitments there are; nil without a workspace.
  var commitments: Int?

  private static func json(_ mark: IndicatorAssessment.Mark) -> [JSONValue.Member] {
    switch mark {
    case .score(let value, let low, let high):
      [
        .init(key: "state", value: .string("scored")), .init(key: "score", value: .number(value)),
        .init(key: "low", value: .number(low)), .init(key: "high", value: .number(high)),
      ]
    case .unknown:
      [.init(key: "state", value: .string("unknown")), .init(key: "score", value: .null)]
    case .doesNotApply:
      [.init(key: "state", value: .string("does not apply")), .init(key: "score", value: .null)]
    }
  }

  private static func why(_ gap: DataGap) -> String {
    gap.indicator.whyUnknown.isEmpty
      ? "The tables at hand have nothing on it for this country." : gap.indicator.whyUnknown
  }

  var json: JSONValue {
    .record([
      "commitments": .optional(commitments),
      "assessments": .array(
        assessments.map { assessment in
          .record([
            "indicator": .string(assessment.indicator), "country": .string(assessment.country),
            "who": .optional(assessment.availability?.rawValue),
            "overall": .optional(assessment.overall), "mean": .optional(assessment.mean),
            "low": .number(assessment.range.lowerBound),
            "high": .number(assessment.range.upperBound),
            "worst": .optional(assessment.worst?.rawValue),
            "dimensions": .array(
              assessment.entries.map { entry in
                .object(
                  [.init(key: "dimension", value: .string(entry.dimension.rawValue))]
                    + Self.json(entry.mark)
                    + [.init(key: "reason", value: .string(entry.reason))])
              }),
          ])
        }),
      "gaps": .array(
        gaps.map { gap in
          .record([
            "indicator": .string(gap.indicator.code), "name": .string(gap.indicator.name),
            "country": .string(gap.country), "state": .string(gap.reason.rawValue),
            "commitments": .integer(gap.commitments), "overall": .optional(gap.assessment?.overall),
            "worst": .optional(gap.assessment?.worst?.rawValue),
            "remedy": .optional(gap.remedy?.text),
            "why": gap.reason == .unknown ? .string(Self.why(gap)) : .null,
          ])
        }),
    ])
  }

  var csv: String {
    var text = CSV.line([
      "indicator", "name", "country", "commitments", "state", "overall", "worst", "remedy",
      "why",
    ])
    for gap in gaps {
      text += CSV.line([
        gap.indicator.code, gap.indicator.name, gap.country, String(gap.commitments),
        gap.reason.rawValue, gap.assessment?.overall.map { $0.rounded2 } ?? "",
        gap.assessment?.worst?.rawValue ?? "", gap.remedy?.text ?? "",
        gap.reason == .unknown ? Self.why(gap) : "",
      ])
    }
    return text
  }

  func text(_ terminal: Terminal) -> String {
    var text = ""
    for assessment in assessments {
      let name = names[assessment.indicator] ?? assessment.indicator
      let overall = assessment.overall.map { $0.rounded2 } ?? "unknown"
      let range = assessment.range
      text += terminal.styled("\(name), \(assessment.country)".withoutControls, .bold)
      text += ": \(overall)"
      if !assessment.unknown.isEmpty {
        text +=
          " (\(range.lowerBound.rounded2)–\(range.upperBound.rounded2), for what is not known)"
      }
      text += ", plain mean \(assessment.mean.map { $0.rounded2 } ?? "unknown")"
      text += assessment.worst.map { ", worst: \($0.rawValue)" } ?? ""
      text += "\n"
      var table = TextTable("  dimension", "score", "why")
      for entry in assessment.entries {
        let score: String
        switch entry.mark {
        case .score(let value, _, _): score = value.rounded2
        case .unknown: score = "unknown"
        case .doesNotApply: score = "–"
        }
        table.add("  " + entry.dimension.rawValue, score, entry.reason)
      }
      text += table.text(width: terminal.width) + "\n"
    }
    guard let commitments else {
      return text
        + "There is no workspace, so nothing says which indicators are needed: --workspace FILE.\n"
    }
    guard !gaps.isEmpty else {
      return text + "None of the \(commitments) commitments needs an indicator that is missing.\n"
    }
    var table = TextTable("commitments", "indicator", "country", "data", "cheapest remedy")
    for gap in gaps {
      let state =
        switch gap.reason {
        case .none: "nobody counts it"
        case .poor: "score " + (gap.assessment?.overall.map { $0.rounded2 } ?? "")
        case .unknown: "not known"
        }
      table.add(
        String(gap.commitments), gap.indicator.name, gap.country, state, gap.remedy?.text ?? "")
    }
    text +=
      "Gaps, those that most of \(commitments) commitments need first\n\n"
      + table.text(width: terminal.width)
    var told: Set<String> = []
    let unknown = gaps.filter { $0.reason == .unknown && told.insert($0.indicator.code).inserted }
    guard !unknown.isEmpty else { return text }
    text += "\nWhy nothing is known\n\n"
    for gap in unknown {
      let line = "\(gap.indicator.name): \(Self.why(gap))".withoutControls
      text += line.wrapped(to: max(40, terminal.width)).joined(separator: "\n  ") + "\n"
    }
    return text
  }
}
