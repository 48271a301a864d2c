public import Policy

/// By how much stocks, births and deaths are usually off, from a table `what, error`.
///
/// Rows: `B`, `C`, `I` for stocks of countries that count people born abroad, citizens of other countries, or nobody
/// (imputed); `R`, added where refugees were; `unknown` for a country whose definition is not known; a country's own code;
/// `births`, `deaths`; `common` and `persistence` (see `FlowUncertainty.Errors`). Errors are shares: 0.05 is five in a
/// hundred.
public struct FlowErrorTable: Sendable {
  private let values: [String: Double]
  private let file: String

  /// - Throws: `Table.Error` for a number that is none or out of bounds.
  public init(_ table: Table) throws(Table.Error) {
    var values: [String: Double] = [:]
    for row in table.rows {
      let bound = row["what"] == "common" || row["what"] == "persistence" ? 1.0 : 2.0
      guard let value = Double(row["error"]), (0...bound).contains(value) else {
        throw row.error("error", "«\(row["error"])» must be a number from 0 to \(bound.plain)")
      }
      values[row["what"]] = value
    }
    self.values = values
    file = table.file
  }

  /// - Parameters:
  ///   - countries: in the order of the accounts.
  ///   - types: letters B, C, I, R by country.
  /// - Throws: `Table.Error` when a row that is needed is missing.
  public func errors(for countries: [String], types: [String: String]) throws(Table.Error)
    -> FlowUncertainty.Errors
  {
    var stocks: [Double] = []
    for country in countries {
      if let own = values[country] {
        stocks.append(own)
        continue
      }
      let letters = types[country] ?? ""
      let base = ["I", "C", "B"].first(where: letters.contains) ?? "unknown"
      let added = letters.contains("R") ? try value("R") : 0
      let first = try value(base)
      stocks.append((first * first + added * added).squareRoot())
    }
    return FlowUncertainty.Errors(
      stocks: stocks, births: try value("births"), deaths: try value("deaths"),
      common: try value("common"), persistence: try value("persistence"))
  }

  private func value(_ what: String) throws(Table.Error) -> Double {
    guard let value = values[what] else {
      throw Table.Error(file: file, reason: "the row «\(what)» is missing: give what,error")
    }
    return value
  }
}
