public import Policy

/// The world in figures: corridors, agreements, treaties, prices, and how far revisions and producers agree. One record for
/// other programs, null where the tables at hand do not give a figure.
public struct WorldFacts: Sendable {
  private let evidence: Evidence

  public init(_ evidence: Evidence) { self.evidence = evidence }

  private typealias Member = JSONValue.Member

  public var json: JSONValue {
    .object(corridors + treaties + prices + comparisons + unknownOrigin)
  }

  private var newest:
    (year: Int, pairs: [(pair: PairTable.Pair, value: Int)], edition: StockEdition)?
  {
    guard let edition = evidence.newestStocks, let year = edition.years.last else { return nil }
    let pairs = edition.table.all(year).sorted {
      $0.value == $1.value ? $0.pair < $1.pair : $0.value > $1.value
    }
    return (year, pairs, edition)
  }

  private var corridors: [JSONValue.Member] {
    guard let newest else { return [] }
    let all = newest.pairs.reduce(0) { $0 + $1.value }
    let top = newest.pairs.prefix(50)
    func share(_ holds: ([LabourAgreement]) -> Bool) -> JSONValue {
      guard let agreements = evidence.agreements, all > 0 else { return .null }
      let inside = newest.pairs.reduce(0) {
        $0 + (holds(agreements.between($1.pair.origin, $1.pair.destination)) ? $1.value : 0)
      }
      return .rounded(Double(inside) / Double(all), 6)
    }
    let without = evidence.agreements.map { agreements in
      top.filter { agreements.between($0.pair.origin, $0.pair.destination).isEmpty }
    }
    return [
      Member(key: "known_origin_migrants_\(newest.year)", value: .integer(all)),
      Member(key: "share_in_pairs_with_any_bla", value: share { !$0.isEmpty }),
      Member(
        key: "share_in_pairs_with_bla_since_2000",
        value: share { $0.contains { ($0.year ?? 0) >= 2000 } }),
      Member(
        key: "share_in_pairs_with_coded_bla_social_protection_clause",
        value: share { $0.contains { $0.features?.contains("social_security") == true } }),
      Member(
        key: "top50_pairs_with_any_bla", value: .optional(without.map { top.count - $0.count })),
      Member(
        key: "top50_without_bla",
        value: without.map { .strings($0.map { "\($0.pair.origin)-\($0.pair.destination)" }) }
          ?? .null),
      Member(
        key: "top10_corridors_\(newest.year)",
        value: .array(
          newest.pairs.prefix(10).map {
            .array([
              .string($0.pair.origin.description), .string($0.pair.destination.description),
              .integer($0.value),
            ])
          })),
    ]
  }

  private var treaties: [JSONValue.Member] {
    guard let newest, let treaties = evidence.treaties else { return [] }
    let all = newest.pairs.reduce(0) { $0 + $1.value }
    func share(_ holds: (PairTable.Pair) -> Bool) -> JSONValue {
      guard all > 0 else { return .null }
      return .rounded(
        Double(newest.pairs.reduce(0) { $0 + (holds($1.pair) ? $1.value : 0) }) / Double(all), 6)
    }
    let isParty = { (country: CountryCode) in treaties.status(of: country, on: "ICRMW") == .party }
    return [
      Member(
        key: "share_of_migrants_in_ICRMW_party_destinations",
        value: share { isParty($0.destination) }),
      Member(
        key: "share_of_migrants_from_ICRMW_party_origins", value: share { isParty($0.origin) }),
      Member(key: "share_both", value: share { isParty($0.origin) && isParty($0.destination) }),
    ]
  }

  private var prices: [JSONValue.Member] {
    guard let quarter = evidence.priceQuarter else { return [] }
    let now = evidence.prices.filter { $0.quarter == quarter }
    let costs = now.map(\.cost).sorted()
    let volume = Dictionary(
      evidence.remittancePairs.map { (PairTable.Pair($0.sender, $0.receiver), $0.millionDollars) }
    ) { first, _ in first }
    let year = evidence.source(.remittancePairs)?.years ?? ""
    let weighted = now.compactMap { price in
      volume[PairTable.Pair(price.sender, price.receiver)].map { (price.cost, $0) }
    }
    let covered = weighted.reduce(0) { $0 + $1.1 }
    let middle = costs.count / 2
    let median = costs.count % 2 == 1 ? costs[middle] : (costs[middle - 1] + costs[middle]) / 2
    let quarters = Set(evidence.prices.map(\.quarter)).sorted()
    return [
      Member(
        key: "rpw_\(quarter)",
        value: .record([
          "corridors": .integer(costs.count), "simple_mean": .rounded(mean(quarter), 4),
          "median": .rounded(median, 4),
          "above_5": .integer(costs.count { $0 > RemittancePrice.ceiling }),
          "at_or_below_3": .integer(costs.count { $0 <= RemittancePrice.aim }),
          "weighted_mean_by_\(year)_volume": .rounded(
            covered > 0 ? weighted.reduce(0) { $0 + $1.0 * $1.1 } / covered : nil, 4),
          "volume_covered_usd_million": .rounded(covered, 4),
          "volume_world_usd_million": .rounded(volume.values.reduce(0, +), 4),
          "excess_cost_over_3_pct_usd_million": .rounded(
            weighted.reduce(0) { $0 + max($1.0 - RemittancePrice.aim, 0) / 100 * $1.1 }, 2),
        ])),
      Member(
        key: "rpw_means",
        value: .object(quarters.map { Member(key: $0, value: .rounded(mean($0), 4)) })),
      Member(
        key: "dearest_\(quarter)",
        value: .array(
          now.sorted { $0.cost > $1.cost }.prefix(5).map {
            .array([
              .string($0.sender.description), .string($0.receiver.description),
              .rounded($0.cost, 2),
            ])
          })),
    ]
  }

  private func mean(_ quarter: String) -> Double? {
    let costs = evidence.prices.filter { $0.quarter == quarter }.map(\.cost)
    return costs.isEmpty ? nil : costs.reduce(0, +) / Double(costs.count)
  }

  private var comparisons: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    let editions = evidence.stocks
    for (i, first) in editions.enumerated() {
      for second in editions[(i + 1)...] {
        for year in first.years {
          guard let both = RevisionComparison(second, first, year: year) else { continue }
          members.append(
            Member(
              key: "\(second.source.name) and \(first.source.name), \(year)",
              value: .record([
                "pairs": .integer(both.pairs), "identical": .integer(both.identical),
                "big_pairs": .integer(both.largePairs),
                "big_pairs_off_by_10pct": .integer(both.largePairsApart),
                "within_10pct": .integer(both.largePairs - both.largePairsApart),
                "only_one_source": .integer(both.largePairsInOne),
                "totals": .array([.integer(both.firstTotal), .integer(both.secondTotal)]),
              ])))
        }
      }
    }
    return members.isEmpty ? [] : [Member(key: "comparisons", value: .object(members))]
  }

  /// Of each revision that has totals, in its last year.
  private var unknownOrigin: [JSONValue.Member] {
    evidence.stocks.compactMap { edition in
      guard edition.totals != nil, let year = edition.years.last else { return nil }
      return unknownOrigin(edition, year)
    }
  }

  private func unknownOrigin(_ edition: StockEdition, _ year: Int) -> JSONValue.Member? {
    var shares: [(country: CountryCode, share: Double)] = []
    var (unknown, all) = (0, 0)
    // A handful of people of unknown origin is no finding: the worst are named among countries with many immigrants.
    var large: Set<CountryCode> = []
    for country in edition.totals?.countries ?? [] {
      guard let here = edition.unknownOrigin(in: country, year) else { continue }
      let total = here + edition.known(in: country, year)
      unknown += here
      all += total
      if total > 0 { shares.append((country, Double(here) / Double(total))) }
      if total >= 100_000 { large.insert(country) }
    }
    guard all > 0 else { return nil }
    shares.sort { $0.share == $1.share ? $0.country < $1.country : $0.share > $1.share }
    return Member(
      key: "unknown_origin_\(year)",
      value: .record([
        "world_share": .rounded(Double(unknown) / Double(all), 6),
        "destinations_above_10pct": .integer(shares.count { $0.share > 0.1 }),
        "worst": .array(
          shares.filter { large.contains($0.country) }.prefix(5).map {
            .array([.string($0.country.description), .rounded($0.share, 4)])
          }),
      ]))
  }
}
