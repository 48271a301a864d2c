import Evidence
import Foundation
import Policy
import Workspace

/// `concord flows`
struct FlowsVerb: Verb {
  static let description = VerbDescription(
    name: "flows",
    summary:
      "Estimate how many people moved between countries, from who lived where before and after.",
    discussion: """
      Few countries count those who leave. Given how many people born in each country live in each country at two moments,
      and the births and deaths in between, this estimates who moved from where to where, by several methods; the answer
      is their range. Stocks are lines birthplace, residence, value, with the natives at home either listed or left to a
      population file; births, deaths and population are lines country, value. A column year lets one file hold several
      years. Docs/flows.md describes files, methods and their limits.
      """,
    options: [
      .init(name: "start", value: "FILE", help: "Who lived where at the start."),
      .init(name: "end", value: "FILE", help: "Who lived where at the end."),
      .init(name: "births", value: "FILE", help: "Births by country; with deaths."),
      .init(name: "deaths", value: "FILE", help: "Deaths by country; with births."),
      .init(
        name: "population", value: "FILE",
        help: "Population by country, to fill in natives at home that the stocks do not list."),
      .init(
        name: "seed", value: "FILE",
        help:
          "How apt people are to go from one country to another (origin, destination, value), such as an older flow; bears on the minimum methods."
      ),
      .init(
        name: "method", value: "NAME",
        help:
          "all (unless told), range, drop-negatives, reverse-negatives, rates, or minimum-, independence- or pseudo-bayes- followed by closed, open-dr or open."
      ),
      .init(
        name: "from", value: "YEAR", help: "The year of the start, in a file of several years."),
      .init(name: "to", value: "YEAR", help: "The year of the end."),
      .init(name: "without", value: "CODES", help: "Countries to leave out, separated by commas."),
      .init(
        name: "world-flow", value: "N",
        help:
          "People who moved in the whole world, for the rates method (net migration unless told)."
      ),
      .init(
        name: "weight", value: "W",
        help: "Weight of the minimum in pseudo-Bayes, 0 to 1 (0.87 unless told)."),
      .init(
        name: "spread-births", value: nil,
        help: "Share newborns among all residents where they outnumber natives at home."),
      .init(
        name: "draws", value: "N",
        help:
          "Say also how far the flows move when the tables are drawn again N times with their usual errors (one method)."
      ),
      .init(
        name: "errors", value: "FILE",
        help: "Relative errors to draw with: lines what, error (Docs/flows.md)."),
      .init(
        name: "earlier", value: "YEAR",
        help: "With --draws: a year before --from, to say how likely each flow rose since."),
      .init(name: "random", value: "N", help: "Another number gives other draws (1 unless told)."),
      .init(
        name: "case", value: "FILE",
        help: "Run a reference case, or a list of them, and print what comes out as JSON."),
      .format(["text", "csv", "json"]),
    ],
    examples: [
      .init(
        command:
          "concord flows --start 2015.csv --end 2020.csv --births b.csv --deaths d.csv --method minimum-closed",
        does:
          "the fewest moves that the accounts allow; --format csv for origin, destination, value"),
      .init(
        command:
          "concord flows --start un.csv --end un.csv --from 2015 --to 2020 --births w.csv --deaths w.csv --population w.csv",
        does: "all methods and their range, from files of several years"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    if let file = arguments["case"] { return try FlowCases.run(file, terminal) }
    let question = try FlowQuestion(arguments)
    var remarks = FlowFiles.Remarks()
    let answer = try question.answer(&remarks)
    switch arguments.format {
    case "json": terminal.line(answer.json(remarks.all).text())
    case "csv": answer.writeCSV(terminal)
    default: terminal.write(answer.text(terminal))
    }
    for sentence in remarks.all { terminal.remark(sentence.withoutControls) }
    return remarks.doubts.isEmpty ? .done : .partly
  }
}

/// Reference cases run one after the other.
enum FlowCases {
  static func run(_ path: String, _ terminal: Terminal) throws -> ExitStatus {
    let file = try InputFile(path)
    let (cases, isList): ([LocatedJSON], Bool)
    do {
      (cases, isList) = try FlowCase.cases(file.bytes)
    } catch {
      throw FlowCase.Error(description: "\(file.name): \(error.description)")
    }
    guard isList else {
      do {
        terminal.line(try FlowCase(cases[0]).result().text())
      } catch {
        throw FlowCase.Error(description: "\(file.name): \(error)")
      }
      return .done
    }
    var failed = 0
    var lines: [String] = []
    for json in cases {
      let id = JSONValue.Member(key: "id", value: .optional(json["id"]?.text))
      do {
        guard case .object(let members) = try FlowCase(json).result() else { continue }
        lines.append(JSONValue.object([id] + members).text())
      } catch {
        failed += 1
        terminal.complain("\(file.name): \(error)".withoutControls)
        lines.append(
          JSONValue.object([id, .init(key: "error", value: .string("\(error)"))]).text())
      }
    }
    terminal.line("[" + lines.joined(separator: ",\n") + "]")
    return failed == 0 ? .done : failed < cases.count ? .partly : .failed
  }
}
