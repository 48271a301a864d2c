public import Evidence
import Policy

extension ResourceFolder {
  /// The bundled statistics with imported tables over them.
  public func evidence(adding imported: [Dataset] = []) throws -> Evidence {
    try Evidence(bundled: { try bytes("evidence/" + $0) }, adding: imported)
  }

  /// Which instruments between two countries carry which measures.
  public func instruments() throws -> InstrumentTable {
    InstrumentTable(
      try Table(
        bytes("evidence/instruments.csv"), file: "instruments.csv",
        required: ["measure", "features", "social_security"]))
  }
}
