public import Policy

/// The concepts that files of statistics use, with their role and the headings that plain tables give them
/// (`Resources/statistics/concepts.csv`). A file without its structure does not say which columns are dimensions.
public struct StatisticalConcepts: Sendable {
  private var roles: [String: StatisticalTable.Role] = [:]
  private var headings: [String: String] = [:]
  private var aggregates: Set<String> = []

  /// - Parameters:
  ///   - table: `concepts.csv`.
  ///   - aggregates: `aggregates.csv`, codes of groups of countries that stand among countries in files of the World Bank.
  /// - Throws: `Table.Error` for a role that there is not, or a heading that two concepts claim.
  public init(table: [UInt8], aggregates: [UInt8]) throws(Table.Error) {
    for row in try Table(aggregates, file: "aggregates.csv", required: ["code"]).rows {
      self.aggregates.insert(row["code"])
    }
    for row in try Table(table, file: "concepts.csv", required: ["id", "role", "headings"]).rows {
      guard let role = StatisticalTable.Role(rawValue: row["role"]) else {
        throw row.error("role", "«\(row["role"])» is no role")
      }
      roles[row["id"]] = role
      for heading in row.list("headings") {
        guard headings.updateValue(row["id"], forKey: Self.plain(heading)) == nil else {
          throw row.error("headings", "«\(heading)» belongs to two concepts")
        }
      }
    }
  }

  /// Whether a code is that of a group of countries: by the World Bank's list, ILOSTAT's `X01`, or a United Nations number
  /// from 900 up.
  func isAggregate(_ area: String) -> Bool {
    if let number = Int(area) { return number >= 900 }
    let isILO = area.hasPrefix("X") && area.count > 1 && area.dropFirst().allSatisfy(\.isNumber)
    return isILO || aggregates.contains(area)
  }

  func role(of id: String) -> StatisticalTable.Role? { roles[id] }

  /// The concept that the heading of a plain table means.
  func concept(ofHeading heading: String) -> String? {
    headings[Self.plain(heading)]
  }

  /// In lower case, with blanks for hyphens below the line.
  private static func plain(_ heading: String) -> String {
    String(heading.lowercased().trimmingSpaces.map { $0 == "_" ? " " : $0 })
  }
}
