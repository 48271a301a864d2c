public import Policy

/// The figures of a profile as one flat record for other programs, with the year in the name of each figure; null where
/// there is none.
public struct ProfileFacts: Sendable {
  private let country: Country
  private let evidence: Evidence

  public init(of country: Country, in evidence: Evidence) {
    self.country = country
    self.evidence = evidence
  }

  public var json: JSONValue { .object(stocks + totals + rest) }

  private typealias Member = JSONValue.Member
  private var code: CountryCode { country.code }

  private var totals: [JSONValue.Member] {
    let immigrants = Immigrants(of: code, in: evidence)
    let year = immigrants?.year ?? evidence.totals.first?.table.lastYear
    let name = year.map { "immigrants_\($0)" } ?? "immigrants"
    return [
      Member(key: name, value: .optional(immigrants?.people)),
      Member(key: "immigrant_share_pct", value: .rounded(immigrants?.shareOfPopulation, 4)),
      Member(key: "female_share_immigrants_pct", value: .rounded(immigrants?.womenShare, 4)),
      Member(
        key: "immigrant_definition",
        value: .optional(immigrants.flatMap { $0.type.isStated ? $0.type.description : nil })),
    ]
  }

  private var stocks: [JSONValue.Member] {
    var members = [Member(key: "iso3", value: .string(code.description))]
    guard let edition = evidence.newestStocks, let year = edition.years.last else { return members }
    let newest = evidence.emigrants(of: code, in: edition).last
    members.append(
      Member(key: "emigrants_\(newest?.year ?? year)_mirror", value: .optional(newest?.people)))
    members.append(Member(key: "emigrants_mirror_upper", value: .optional(newest?.upper)))
    members.append(
      Member(key: "emigrants_mirror_revision", value: .string(edition.source.revision)))
    // The first year of the longest series of the United Nations, with the revision in its name.
    if let longest = evidence.stocks.filter({ $0.source.producer == Source.unitedNations })
      .min(by: {
        ($0.years.first ?? 0, $1.source.revision) < ($1.years.first ?? 0, $0.source.revision)
      }),
      let first = longest.years.first
    {
      members.append(
        Member(
          key: "emigrants_\(first)_mirror_rev\(longest.source.revision)",
          value: .optional(Emigrants(of: code, in: first, from: longest)?.people)))
    }
    let rate = newest.flatMap { newest in
      evidence.demography?.value("pop_mid_k", of: code, in: newest.year).map {
        newest.rate(residents: $0 * 1000)
      }
    }
    members.append(Member(key: "emigrant_rate_pct", value: .rounded(rate, 4)))
    let origins = Origins(of: code, from: edition)
    members.append(Member(key: "top5_destinations", value: .shares(newest?.destinations)))
    members.append(Member(key: "top5_origins", value: .shares(origins?.origins)))
    members.append(
      Member(key: "destination_concentration_hhi", value: .rounded(newest?.concentration, 6)))
    members.append(
      Member(key: "origin_concentration_hhi", value: .rounded(origins?.concentration, 6)))
    for edition in evidence.stocks.reversed() {
      guard let year = edition.years.last, edition.source.producer == Source.unitedNations else {
        continue
      }
      members.append(
        Member(
          key: "unknown_origin_\(year)", value: .optional(edition.unknownOrigin(in: code, year))))
    }
    return members
  }

  private var rest: [JSONValue.Member] {
    let share = evidence.remittances("pct_gdp", of: code)?.table.latest("pct_gdp", of: code)
    let dollars = evidence.remittances("usd", of: code)?.table.latest("usd", of: code)
    var members = [
      Member(
        key: "remittance_pct_gdp_latest",
        value: share.map { .array([.integer($0.year), .rounded($0.value, 4)]) } ?? .null),
      Member(
        key: "remittance_usd_latest",
        value: dollars.map { .array([.integer($0.year), .rounded($0.value, 0)]) } ?? .null),
    ]
    if let year = evidence.refugeeYear, let table = evidence.refugees {
      func sum(_ rows: [(country: CountryCode, value: Int)]) -> JSONValue {
        rows.isEmpty ? .null : .integer(rows.reduce(0) { $0 + $1.value })
      }
      members.append(Member(key: "refugees_hosted_\(year)", value: sum(table.to(code, year))))
      members.append(Member(key: "refugees_from_\(year)", value: sum(table.from(code, year))))
    }
    members.append(netMigration)
    members += agreements
    if let treaties = evidence.treaties {
      members.append(
        Member(
          key: "parties",
          value: .object(
            treaties.instruments.map {
              Member(
                key: $0.instrument,
                value: .string(treaties.status(of: code, on: $0.instrument).rawValue))
            })))
    }
    let scores = evidence.policyScores.filter { $0.country == code }
    let round = scores.map(\.year).max() ?? evidence.policyScores.map(\.year).max()
    if let round {
      members.append(
        Member(
          key: "policy_scores_\(round)",
          value: scores.isEmpty
            ? .null
            : .object(
              scores.filter { $0.year == round }.map {
                Member(key: $0.domain, value: .optional($0.score))
              })))
    }
    if let quarter = evidence.priceQuarter {
      let costs = evidence.prices.filter { $0.quarter == quarter && $0.receiver == code }.map(
        \.cost)
      members.append(
        Member(
          key: "incoming_remittance_cost_\(quarter)",
          value: costs.isEmpty
            ? .null
            : .array([
              .rounded(costs.reduce(0, +) / Double(costs.count), 4), .integer(costs.count),
            ])))
    }
    return members
  }

  /// The five years that end with the year before the newest stock, as far as the table has them all.
  private var netMigration: JSONValue.Member {
    let last = (evidence.newestStocks?.years.last.map { $0 % 5 == 0 ? $0 : $0 + 1 } ?? 2020) - 1
    let years = (last - 4)...last
    let values = years.compactMap {
      evidence.demography?.value("net_migration_k", of: code, in: $0)
    }
    return Member(
      key: "net_migration_\(years.lowerBound)_\(years.upperBound)_thousands",
      value: values.count == years.count ? .rounded(values.reduce(0, +), 6) : .null)
  }

  private var agreements: [JSONValue.Member] {
    guard let agreements = evidence.agreements else {
      return ["bla_pairs", "bla_agreements", "share_of_emigrants_in_bla_pairs"].map {
        Member(key: $0, value: .null)
      }
    }
    let ours = agreements.of(code)
    let newest = evidence.newestStocks.flatMap { evidence.emigrants(of: code, in: $0).last }
    let share = newest.flatMap { newest -> Double? in
      guard newest.people > 0 else { return nil }
      let inside = newest.destinations.reduce(0) { $0 + (ours[$1.country] == nil ? 0 : $1.people) }
      return Double(inside) / Double(newest.people)
    }
    return [
      Member(key: "bla_pairs", value: .integer(ours.count)),
      Member(key: "bla_agreements", value: .integer(ours.values.reduce(0) { $0 + $1.count })),
      Member(key: "share_of_emigrants_in_bla_pairs", value: .rounded(share, 6)),
    ]
  }
}

extension JSONValue {
  /// A number with at most so many decimals, or null.
  static func rounded(_ value: Double?, _ decimals: Int) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return decimals == 0 ? .optional(Int(exactly: rounded)) : .number(rounded)
  }

  fileprivate static func shares(_ shares: [Figure.Share]?) -> JSONValue {
    guard let shares else { return .null }
    return .array(
      shares.prefix(5).map { .array([.string($0.country.description), .integer($0.people)]) })
  }
}
