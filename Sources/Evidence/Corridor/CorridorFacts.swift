public import Policy

/// The figures of a corridor as one flat record for other programs; null where there is none.
public struct CorridorFacts: Sendable {
  private let corridor: Corridor
  private let evidence: Evidence

  public init(_ corridor: Corridor, in evidence: Evidence) {
    self.corridor = corridor
    self.evidence = evidence
  }

  public var json: JSONValue {
    let pair = PairTable.Pair(corridor.origin.code, corridor.destination.code)
    let price = evidence.prices.filter {
      $0.sender == pair.destination && $0.receiver == pair.origin
    }
    .max { $0.quarter < $1.quarter }
    let sent = evidence.remittancePairs.first {
      $0.sender == pair.destination && $0.receiver == pair.origin
    }
    let regime = PortabilityRegime(pair, in: evidence)
    return .record([
      "origin": .string(pair.origin.description),
      "destination": .string(pair.destination.description),
      "stocks": .array(
        evidence.stocks.map { edition in
          .record([
            "producer": .string(edition.source.producer),
            "revision": .string(edition.source.revision),
            "definition": .string(edition.types[pair.destination]?.description ?? ""),
            "years": .array(
              edition.years.map { year in
                .record([
                  "year": .integer(year), "migrants": .optional(edition.table.value(pair, year)),
                  "female": .optional(edition.table.value(pair, year, measure: 1)),
                ])
              }),
          ])
        }),
      "remittances_usd_million": .rounded(sent?.millionDollars, 4),
      "remittance_cost_pct": .rounded(price?.cost, 4),
      "remittance_cost_quarter": .optional(price?.quarter),
      "agreements": evidence.agreements.map { agreements in
        .array(
          agreements.between(pair.origin, pair.destination).map { agreement in
            .record([
              "treaty_id": .string(agreement.id), "year": .optional(agreement.year),
              "signed": .optional(agreement.signed.isEmpty ? nil : agreement.signed),
              "features": agreement.features.map { .strings($0.sorted()) } ?? .null,
            ])
          })
      } ?? .null,
      "treaties": evidence.treaties.map { treaties in
        .object(
          treaties.instruments.map { instrument in
            let status = { (code: CountryCode) in
              JSONValue.string(treaties.status(of: code, on: instrument.instrument).rawValue)
            }
            return .init(
              key: instrument.instrument,
              value: .record([
                "origin": status(pair.origin), "destination": status(pair.destination),
              ]))
          })
      } ?? .null,
      "portability_regimes_possible": .strings(regime.possible.map(\.rawValue)),
      "missing_instruments": .array(
        corridor.promises.filter { $0.standing == .missing }.map {
          .record([
            "file": .string($0.place.file), "locator": .string($0.locator),
            "measure": .string($0.measure), "text": .string($0.text),
          ])
        }),
    ])
  }
}
