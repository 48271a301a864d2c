public import Policy

/// Which instrument between two countries would carry a measure that a policy promises: knowledge kept in
/// `instruments.csv` (measure; agreement features; social security).
public struct InstrumentTable: Sendable {
  struct Carrier: Sendable {
    /// Features of a labour agreement that carry the measure: one is enough. Empty when no labour agreement does.
    var features: [String]
    /// A social security arrangement carries it.
    var bySocialSecurity: Bool

    /// Any labour agreement carries it.
    static let anyAgreement = "*"
  }

  private let carriers: [String: Carrier]

  public init(_ table: Table) {
    var carriers: [String: Carrier] = [:]
    for row in table.rows {
      carriers[row["measure"]] = Carrier(
        features: row.list("features"), bySocialSecurity: row["social_security"] == "yes")
    }
    self.carriers = carriers
  }

  /// Nil for a measure that a country can take alone.
  func carrier(of measure: String) -> Carrier? { carriers[measure] }
}
