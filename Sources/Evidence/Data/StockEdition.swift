/// Migrants by origin and destination in one revision of one producer, with the totals and definitions of that revision.
///
/// Nothing is ever subtracted across two of them.
public struct StockEdition: Sendable {
  public let source: Source
  /// Measures "migrants" and "female".
  public let table: PairTable
  /// Immigrants of all and of unknown origin, population; nil when no totals of this revision are at hand.
  public var totals: PlaceTable?
  /// "B", "C", "R", "I" by destination; empty when not stated for this revision.
  public var types: [CountryCode: DataType] = [:]
  /// Immigrants of known origin by country of residence, for each of `years`.
  private let knownOrigin: [CountryCode: [Int]]

  public static let measures = ["migrants", "female"]
  static let totalColumns = [
    "immigrants", "male", "female", "population_thousands", "refugees", "unknown_origin",
  ]

  init(source: Source, table: PairTable) {
    self.source = source
    self.table = table
    var known: [CountryCode: [Int]] = [:]
    for (i, year) in table.years.enumerated() {
      for (pair, value) in table.all(year) {
        known[pair.destination, default: Array(repeating: 0, count: table.years.count)][i] += value
      }
    }
    knownOrigin = known
  }

  public var years: [Int] { table.years }

  /// Immigrants whose origin is not known: nil when the total is not known either.
  public func unknownOrigin(in destination: CountryCode, _ year: Int) -> Int? {
    if let stated = totals?.value("unknown_origin", of: destination, in: year) {
      return Int(stated)
    }
    guard let all = totals?.value("immigrants", of: destination, in: year) else { return nil }
    return max(0, Int(all) - known(in: destination, year))
  }

  public func known(in destination: CountryCode, _ year: Int) -> Int {
    guard let i = years.firstIndex(of: year) else { return 0 }
    return knownOrigin[destination]?[i] ?? 0
  }
}

/// What a destination counts as a migrant (United Nations, "type of data").
public struct DataType: Sendable, Hashable, CustomStringConvertible {
  /// B: people born abroad.
  public var foreignBorn: Bool
  /// C: foreign citizens.
  public var foreignCitizens: Bool
  /// R: refugees were added to the figures.
  public var refugeesAdded: Bool
  /// I: there is no figure of the country; it was imputed.
  public var imputed: Bool

  public init(_ letters: String) {
    foreignBorn = letters.contains("B")
    foreignCitizens = letters.contains("C")
    refugeesAdded = letters.contains("R")
    imputed = letters.contains("I")
  }

  public var isStated: Bool { foreignBorn || foreignCitizens || refugeesAdded || imputed }

  public var description: String {
    [(foreignBorn, "B"), (foreignCitizens, "C"), (imputed, "I"), (refugeesAdded, "R")].filter(\.0)
      .map(\.1).joined(separator: " ")
  }
}

extension Evidence {
  /// What a country counts as a migrant in a revision of the United Nations.
  public func dataType(of country: CountryCode, revision: String) -> DataType? {
    dataTypes[revision]?[country]
  }
}
