public import Policy

/// Values of an earlier round or of another source that gaps are filled with (cold deck imputation).
public struct ColdDeck: Sendable {
  /// By indicator, then by unit: the newest value, and those of single years.
  private var newest: [String: [String: (year: Double, value: Double)]] = [:]
  private var dated: [String: [String: Double]] = [:]

  /// Reads a table as `iData.csv`: uCode, perhaps Time, and any of the indicators; other columns are passed over.
  ///
  /// - Throws: `Table.Error` for a cell that is no number, a unit that is there twice, a table without indicators.
  public init(_ bytes: some Sequence<UInt8>, file: String, framework: Framework)
    throws(Table.Error)
  {
    let table = try Table(bytes, file: file, required: ["uCode"])
    let codes = framework.indicators.map(\.code).filter { table.columns.contains($0) }
    guard !codes.isEmpty else {
      throw Table.Error(
        file: file, line: 1,
        reason: "none of its columns is an indicator of \(framework.file)")
    }
    var seen: Set<String> = []
    for row in table.rows {
      let unit = row["uCode"]
      let year = table.columns.contains("Time") ? try row.number("Time") : .missing
      guard !unit.isEmpty, seen.insert(Self.key(unit, year)).inserted else {
        throw row.error("uCode", unit.isEmpty ? "the code is missing" : "\(unit) is there twice")
      }
      for code in codes {
        let value = try row.number(code)
        guard !value.isNaN else { continue }
        dated[code, default: [:]][Self.key(unit, year)] = value
        let before = newest[code]?[unit]?.year ?? -.infinity
        if year.isNaN || year > before {
          newest[code, default: [:]][unit] = (year.isNaN ? 0 : year, value)
        }
      }
    }
  }

  /// The value of the same year if there is one, else the newest; a gap where the deck has none.
  func value(_ code: String, _ unit: IndexData.Unit) -> Double {
    dated[code]?[Self.key(unit.code, unit.time)] ?? newest[code]?[unit.code]?.value ?? .missing
  }

  private static func key(_ unit: String, _ year: Double) -> String { unit + " " + year.cell }
}
