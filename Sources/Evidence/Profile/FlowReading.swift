/// Movements of people between two dates as several methods estimate them: the answer is a range, not a number.
public struct FlowReading: Sendable {
  public let from: Int
  public let to: Int
  public let sources: [Source]
  public let estimates: [FlowEstimate]
  private let index: [CountryCode: Int]

  /// Estimates moves between the last two dates of the newest revision of stocks by the published methods.
  ///
  /// Natives at home are the mid-year population less the immigrants of known origin. Births and deaths run from
  /// mid-year to mid-year: half of the first and last year and all years between.
  ///
  /// - Returns: nil when there are no two dates, no births and deaths for the interval, or the tables contradict one
  ///   another so far that nothing can be estimated.
  public init?(_ evidence: Evidence) {
    guard let edition = evidence.newestStocks, edition.years.count > 1,
      let demography = evidence.demography, let source = evidence.source(.demography)
    else { return nil }
    let (from, to) = (
      edition.years[edition.years.count - 2], edition.years[edition.years.count - 1]
    )
    // A country that the stocks do not join to any other can neither send nor receive.
    let joined = [from, to].map { year in
      let pairs = edition.table.all(year).filter { $0.value > 0 }
      return Set(pairs.map(\.pair.origin)).intersection(pairs.map(\.pair.destination))
    }
    let codes = demography.countries.filter { code in
      joined.allSatisfy { $0.contains(code) }
        && (from...to).allSatisfy { demography.value("births_k", of: code, in: $0) != nil }
        && [from, to].allSatisfy { demography.value("pop_mid_k", of: code, in: $0) != nil }
    }
    let index = Dictionary(uniqueKeysWithValues: zip(codes, 0...))
    guard codes.count > 1,
      let accounts = Self.accounts(edition, demography, codes, index, from: from, to: to)
    else { return nil }
    let estimator = FlowEstimator(accounts)
    // Where one method contradicts the tables, the others still give a range.
    let estimates =
      (try? estimator.estimates(FlowMethod.published))
      ?? FlowMethod.published.compactMap { try? estimator.estimates([$0]).first }
    guard !estimates.isEmpty else { return nil }
    self.from = from
    self.to = to
    self.estimates = estimates
    self.index = index
    sources = [edition.source, source]
  }

  private static func accounts(
    _ edition: StockEdition, _ demography: PlaceTable, _ codes: [CountryCode],
    _ index: [CountryCode: Int], from: Int, to: Int
  ) -> StockAccounts? {
    func stocks(_ year: Int) -> Matrix {
      var table = Matrix(rows: codes.count, columns: codes.count)
      for (pair, people) in edition.table.all(year) {
        guard let i = index[pair.origin], let j = index[pair.destination], i != j else { continue }
        table[i, j] = Double(people)
      }
      for (j, abroad) in table.columnSums.enumerated() {
        table[j, j] = (demography.value("pop_mid_k", of: codes[j], in: year) ?? 0) * 1000 - abroad
      }
      return table
    }
    func sum(_ column: String, _ code: CountryCode) -> Double {
      (from...to).reduce(0) { sum, year in
        let share = year == from || year == to ? 0.5 : 1
        return sum + share * 1000 * (demography.value(column, of: code, in: year) ?? 0)
      }
    }
    return try? StockAccounts(
      countries: codes.map(\.description), start: stocks(from), end: stocks(to),
      births: codes.map { sum("births_k", $0) }, deaths: codes.map { sum("deaths_k", $0) })
  }

  var period: String { "\(from)–\(to)" }

  /// The lowest and highest number of people who came to a country.
  func arrivals(in country: CountryCode) -> ClosedRange<Double>? {
    range(country) { estimate, i in estimate.flows.columnSums[i] }
  }

  func departures(from country: CountryCode) -> ClosedRange<Double>? {
    range(country) { estimate, i in estimate.flows.rowSums[i] }
  }

  /// Of those who came, who came back to their country of birth; only from methods that tell moves apart by birthplace.
  func returns(to country: CountryCode) -> ClosedRange<Double>? {
    range(country) { estimate, i in estimate.kinds?.returning.columnSums[i] }
  }

  /// Of those who came or left, who did so by way of a country that is not the one of their birth.
  func transit(through country: CountryCode) -> ClosedRange<Double>? {
    range(country) { estimate, i in
      estimate.kinds.map { $0.transit.columnSums[i] + $0.transit.rowSums[i] }
    }
  }

  /// What each method says of one corridor.
  func moves(_ pair: PairTable.Pair) -> [(method: FlowMethod, people: Double)] {
    guard let i = index[pair.origin], let j = index[pair.destination] else { return [] }
    return estimates.map { ($0.method, $0.flows[i, j]) }
  }

  private func range(_ country: CountryCode, _ count: (FlowEstimate, Int) -> Double?)
    -> ClosedRange<Double>?
  {
    guard let i = index[country] else { return nil }
    let counts = estimates.compactMap { count($0, i) }
    guard let low = counts.min(), let high = counts.max() else { return nil }
    return low...high
  }
}
