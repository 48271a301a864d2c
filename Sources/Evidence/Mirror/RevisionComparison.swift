/// How far two revisions or producers agree on the same year, pair by pair.
public struct RevisionComparison: Sendable, Hashable {
  public var year: Int
  public var first: Source
  public var second: Source
  /// Pairs that either of them has.
  public var pairs: Int
  /// Pairs with the same number, nobody and no row taken as the same.
  public var identical: Int
  /// Pairs with at least 10,000 people in either.
  public var largePairs: Int
  /// Of those, how many differ by over a tenth of the larger number …
  public var largePairsApart: Int
  /// … and how many only one of them has.
  public var largePairsInOne: Int
  public var firstTotal: Int
  public var secondTotal: Int

  public static let large = 10_000

  /// - Returns: nil unless both have the year.
  public init?(_ a: StockEdition, _ b: StockEdition, year: Int) {
    guard a.years.contains(year), b.years.contains(year) else { return nil }
    self.year = year
    first = a.source
    second = b.source
    var values: [PairTable.Pair: (Int, Int)] = [:]
    for (pair, value) in a.table.all(year) { values[pair] = (value, 0) }
    for (pair, value) in b.table.all(year) { values[pair, default: (0, 0)].1 = value }
    (pairs, identical, largePairs, largePairsApart, largePairsInOne) = (values.count, 0, 0, 0, 0)
    (firstTotal, secondTotal) = (0, 0)
    for (a, b) in values.values {
      firstTotal += a
      secondTotal += b
      if a == b { identical += 1 }
      guard max(a, b) >= Self.large else { continue }
      largePairs += 1
      if 10 * abs(a - b) > max(a, b) { largePairsApart += 1 }
      if min(a, b) == 0 { largePairsInOne += 1 }
    }
  }
}
