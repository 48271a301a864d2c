/// Where people born in each country live at the start and the end of an interval, and who was born and who died in
/// between: all that flows can be estimated from.
public struct StockAccounts: Sendable, Hashable {
  public var countries: [String]
  /// People by [birthplace, residence]; the diagonal is the native born at home. In persons.
  public var start: Matrix
  public var end: Matrix
  /// By country of residence over the whole interval.
  public var births: [Double]
  public var deaths: [Double]

  /// - Throws: `FlowError` when a table does not have one row and one column for each country, a number is not finite,
  ///   people abroad, births or deaths are negative, or more are born or die than live there. A negative number of
  ///   natives at home is let through: it is what a population smaller than its count of foreign born leaves, and the
  ///   accounting mends it.
  public init(
    countries: [String], start: Matrix, end: Matrix, births: [Double]? = nil,
    deaths: [Double]? = nil
  ) throws(FlowError) {
    let none = Array(repeating: 0.0, count: countries.count)
    self.countries = countries
    self.start = start
    self.end = end
    self.births = births ?? none
    self.deaths = deaths ?? none
    try check()
  }

  public var count: Int { countries.count }

  /// Everyone who lives in each country.
  public var startPopulation: [Double] { start.columnSums }
  public var endPopulation: [Double] { end.columnSums }

  /// Arrivals less departures as the accounts say them: growth − births + deaths.
  public var netMigration: [Double] {
    let (before, after) = (startPopulation, endPopulation)
    return (0..<count).map { after[$0] - before[$0] - births[$0] + deaths[$0] }
  }

  /// Net migration of all countries, gains and losses alike, as the migration rates method takes it for the world's flow
  /// (Dennett 2016).
  public var grossNetMigration: Double { netMigration.reduce(0) { $0 + abs($1) } }

  private func check() throws(FlowError) {
    let n = countries.count
    guard n > 0 else {
      throw FlowError(.shape, "the table", "there are no countries", "give at least two")
    }
    for (name, table) in [("start", start), ("end", end)] {
      guard table.rows == n, table.columns == n else {
        throw FlowError(
          .shape, "stocks at the \(name)",
          "the table has \(table.rows) rows and \(table.columns) columns for \(n) countries",
          "give one row for each birthplace and one column for each residence")
      }
      for k in 0..<n {
        for i in 0..<n {
          let value = table[k, i]
          let place = "stocks at the \(name), born in \(countries[k]), living in \(countries[i])"
          guard value.isFinite else {
            throw FlowError(
              .notANumber, place, "the number is missing", "give a number, 0 if nobody")
          }
          guard value >= 0 || k == i else {
            throw FlowError(
              .negativeStock, place, "\(value.plain) people",
              "a stock counts people: correct the cell, or take it out", amount: value)
          }
        }
      }
    }
    try check(births, "births", "born", "live at the end", endPopulation)
    try check(deaths, "deaths", "died", "lived at the start", startPopulation)
  }

  private func check(
    _ events: [Double], _ name: String, _ happened: String, _ live: String, _ people: [Double]
  ) throws(FlowError) {
    guard events.count == count else {
      throw FlowError(
        .shape, name, "\(events.count) numbers for \(count) countries", "give one for each")
    }
    for i in 0..<count {
      let place = "\(name) of \(countries[i])"
      guard events[i].isFinite else {
        throw FlowError(.notANumber, place, "the number is missing", "give a number, 0 if none")
      }
      guard events[i] >= 0 else {
        throw FlowError(
          .negativeEvents, place, "\(events[i].plain)", "correct it: it must not be negative")
      }
      guard events[i] <= max(people[i], 0) else {
        throw FlowError(
          .eventsExceedPeople, place,
          "\(events[i].plain) \(happened), but only \(people[i].plain) \(live)",
          "check that both are in persons, not thousands, and cover the same interval")
      }
    }
  }
}
