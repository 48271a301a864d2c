import Evidence
import Foundation
import Policy

/// Flows by one or several methods, in the shapes in which they are printed.
struct FlowAnswer {
  var accounts: StockAccounts
  var years: (from: Int?, to: Int?)
  var estimates: [FlowEstimate]
  var isRange: Bool
  var band: FlowUncertainty.Band?

  private var codes: [String] { accounts.countries }

  /// Every ordered pair of different countries.
  private func forEachPair(_ body: (Int, Int) -> Void) {
    for i in codes.indices { for j in codes.indices where i != j { body(i, j) } }
  }

  // MARK: CSV

  /// Long: one line a pair, or a pair and a method. Zero is written; a pair that is not there does not exist.
  func writeCSV(_ terminal: Terminal) {
    var text = ""
    func flush(_ limit: Int) {
      guard text.utf8.count > limit else { return }
      terminal.write(text)
      text = ""
    }
    func cell(_ value: Double) -> String { JSONValue.number(value).text() }
    if isRange, let range = FlowRange(estimates) {
      text = CSV.line(["origin", "destination", "value", "low", "high"])
      forEachPair { i, j in
        text += CSV.line(
          [codes[i], codes[j]] + [range.middle, range.low, range.high].map { cell($0[i, j]) })
        flush(1 << 16)
      }
    } else if estimates.count == 1 {
      let rise = band?.probabilityOfRise
      text = CSV.line(
        ["origin", "destination", "value"] + (band == nil ? [] : ["low", "median", "high"])
          + (rise == nil ? [] : ["probability_of_rise"]))
      forEachPair { i, j in
        var fields = [codes[i], codes[j], cell(estimates[0].flows[i, j])]
        if let band { fields += [band.low, band.median, band.high].map { cell($0[i, j]) } }
        if let rise { fields.append(cell(rise[i, j])) }
        text += CSV.line(fields)
        flush(1 << 16)
      }
    } else {
      text = CSV.line(["origin", "destination", "value", "method"])
      for estimate in estimates {
        forEachPair { i, j in
          text += CSV.line(
            [codes[i], codes[j], cell(estimate.flows[i, j]), estimate.method.name])
          flush(1 << 16)
        }
      }
    }
    flush(0)
  }

  // MARK: JSON

  func json(_ remarks: [String]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "countries", value: .strings(codes)),
      .init(key: "from", value: .optional(years.from)),
      .init(key: "to", value: .optional(years.to)),
      .init(key: "methods", value: .array(estimates.map(json))),
    ]
    if estimates.count > 1, let range = FlowRange(estimates) {
      members.append(
        .init(
          key: "range",
          value: .record([
            "low": table(range.low), "middle": table(range.middle), "high": table(range.high),
          ])))
    }
    if let band {
      members.append(
        .init(
          key: "band",
          value: .record([
            "draws": .integer(band.draws), "failed": .integer(band.failed),
            "total": .record([
              "low": .number(band.total.low), "median": .number(band.total.median),
              "high": .number(band.total.high),
            ]),
            "low": table(band.low), "median": table(band.median), "high": table(band.high),
            "probability_of_rise": band.probabilityOfRise.map(table) ?? .null,
          ])))
    }
    members.append(.init(key: "remarks", value: .strings(remarks)))
    return .object(members)
  }

  private func json(_ estimate: FlowEstimate) -> JSONValue {
    let residuals = estimate.residuals
    let people = zip(accounts.startPopulation, accounts.endPopulation).map {
      max(0, ($0 + $1) / 2)
    }
    let indices = try? IntensityIndices(
      flows: estimate.flows, population: people, names: codes)
    let kinds = estimate.kinds
    return .record([
      "method": .string(estimate.method.name), "title": .string(estimate.method.title),
      "is_bound": .bool(estimate.method.isBound), "total": .number(estimate.total),
      "outward": .optional(kinds?.outward.total), "return": .optional(kinds?.returning.total),
      "transit": .optional(kinds?.transit.total),
      "net": .array(estimate.net.map(JSONValue.number)),
      "residuals": .record([
        "birthplaces": .optional(residuals.birthplaces), "identity": .optional(residuals.identity),
        "world": .number(residuals.world), "accounts": .number(residuals.accounts),
        "accounts_at": .string(codes[residuals.accountsAt]),
        "balance": .optional(residuals.balance), "left": .optional(residuals.left),
        "entered": .optional(residuals.entered),
      ]),
      "indices": indices?.json ?? .null, "flows": table(estimate.flows),
      "outward_flows": kinds.map { table($0.outward) } ?? .null,
      "return_flows": kinds.map { table($0.returning) } ?? .null,
    ])
  }

  private func table(_ matrix: Matrix) -> JSONValue {
    .array(matrix.table.map { .array($0.map(JSONValue.number)) })
  }

  // MARK: Text

  func text(_ terminal: Terminal) -> String {
    let when = years.from.flatMap { from in years.to.map { ", \(from) to \($0)" } } ?? ""
    var text =
      terminal.styled("Moves between \(codes.count) countries\(when)", .bold) + "\n\n"
    var methods = TextTable(
      "people", "outward", "return", "transit", "off the accounts", "method")
    for estimate in estimates {
      let kinds = estimate.kinds
      let residuals = estimate.residuals
      methods.add(
        whole(estimate.total), whole(kinds?.outward.total), whole(kinds?.returning.total),
        whole(kinds?.transit.total),
        "\(whole(residuals.accounts)) (\(codes[residuals.accountsAt]))",
        estimate.method.name + ": " + estimate.method.title
          + (estimate.method.isBound ? "; a bound, not an estimate" : ""))
    }
    text += methods.text(width: terminal.width)
    text += """

      Outward, return and transit moves are parts of the people counted first. «Off the accounts» is the greatest
      difference between net migration and growth less births plus deaths, with the country where it is.

      """
    return text + balance() + pairs(terminal)
  }

  /// What had to be moved to make the tables fit, and how exactly they then do.
  private func balance() -> String {
    var lines = ""
    for estimate in estimates {
      let residuals = estimate.residuals
      guard let identity = residuals.identity, !estimate.method.isBound else { continue }
      let moved =
        residuals.balance.flatMap {
          $0 == 0 ? nil : "natives moved by \(whole($0)) to balance the world"
        }
        ?? residuals.left.flatMap {
          $0 == 0
            ? nil : "\(whole($0)) left all countries, \(whole(residuals.entered)) came from none"
        }
      lines +=
        "\(estimate.method.name): growth kept to \(String(format: "%.1e", locale: nil, identity))"
        + (moved.map { "; " + $0 } ?? "") + "\n"
    }
    return lines.isEmpty ? "" : "\n" + lines
  }

  private func pairs(_ terminal: Terminal) -> String {
    let range = FlowRange(estimates)
    let size = band?.median ?? range?.middle ?? estimates[0].flows
    var order: [(Double, Int, Int)] = []
    forEachPair { i, j in if size[i, j] > 0 { order.append((size[i, j], i, j)) } }
    order.sort { $0.0 != $1.0 ? $0.0 > $1.0 : ($0.1, $0.2) < ($1.1, $1.2) }
    var table = TextTable("from", "to", "people", "low", "high", "")
    for (value, i, j) in order.prefix(20) {
      let low = band?.low ?? range?.low
      let high = band?.high ?? range?.high
      table.add(
        codes[i], codes[j], whole(value), whole(low?[i, j]), whole(high?[i, j]),
        band?.probabilityOfRise.map { "rose with probability \($0[i, j].rounded2)" } ?? "")
    }
    let of =
      band.map {
        "nine in ten of \($0.draws - $0.failed) draws"
          + ($0.failed > 0 ? "; \($0.failed) draws gave no estimate" : "")
      } ?? "over the methods"
    return "\nLargest of \(order.count) flows (low and high: \(of))\n\n"
      + table.text(width: terminal.width)
  }

  private func whole(_ value: Double?) -> String {
    guard let value else { return "·" }
    return String(format: "%.0f", locale: nil, value)
  }
}
