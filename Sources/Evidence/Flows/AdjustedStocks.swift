/// Two stock tables from which everything but migration has been taken, so that each birthplace has as many people at
/// the end as at the start: what demographic accounting starts from (Abel 2013, Demographic Research 28; Abel and Cohen
/// 2019, Scientific Data 6).
public struct AdjustedStocks: Sendable {
  /// What becomes of the difference between the two totals of a birthplace.
  public enum Mode: String, Sendable, CaseIterable {
    /// Nobody enters or leaves the world: both tables move to the middle, residence totals kept.
    case closed
    /// A birthplace that shrinks loses people from where they lived at the start; one that grows gains them where they
    /// live at the end.
    case openDR = "open-dr"
    /// The shares are taken from the other table; where that makes a cell negative the estimate is refused.
    case open
  }

  public var mode: Mode
  /// [birthplace, residence]; survivors of the start, and people of the end who were alive at the start.
  public var start: Matrix
  public var end: Matrix
  /// Born in the interval, [birthplace, residence].
  public var births: Matrix
  /// Died in the interval.
  public var deaths: Matrix
  /// People who left the countries of the table altogether, and who came from outside; zero when closed.
  public var left: Matrix
  public var entered: Matrix
  /// By how many the natives at home were changed at the start and the end, to balance the world.
  public var balance: Double
  /// Countries whose births were more than their natives at home, so that they were spread over all residents.
  public var spreadBirths: [Int]
  /// Countries whose count of natives at home was negative and was set to zero.
  public var mendedNatives: [Int]
  /// Steps of the two fits.
  public var steps: (start: Int, end: Int)

  /// - Parameter balancesWorld: in the closed mode, natives at home are first scaled so that growth is births less
  ///   deaths.
  /// - Throws: `FlowError` that names the country.
  public init(
    _ accounts: StockAccounts, mode: Mode, balancesWorld: Bool = true,
    fitting: ProportionalFit.Procedure = .newton
  ) throws(FlowError) {
    let names = accounts.countries
    self.mode = mode
    var mended: Set<Int> = []
    var s1 = try Self.withoutNegativeNatives(accounts.start, "start", names, &mended)
    var s2 = try Self.withoutNegativeNatives(accounts.end, "end", names, &mended)
    mendedNatives = mended.sorted()
    balance = 0
    if mode == .closed, balancesWorld {
      balance = try Self.balance(&s1, &s2, accounts)
    }
    (births, spreadBirths) = try Self.births(accounts, s2)
    deaths = try Self.deaths(accounts, s1)
    start = s1 - deaths
    end = s2 - births
    left = Matrix(rows: s1.rows, columns: s1.columns)
    entered = left
    steps = (0, 0)
    switch mode {
    case .closed: try close(names, fitting)
    case .openDR: open(sharesOfDepartures: start, ofArrivals: end)
    case .open:
      open(sharesOfDepartures: end, ofArrivals: start)
      try refuseNegative(names)
    }
  }

  private static func withoutNegativeNatives(
    _ table: Matrix, _ name: String, _ countries: [String], _ mended: inout Set<Int>
  ) throws(FlowError) -> Matrix {
    var table = table
    let sums = table.columnSums
    for i in 0..<table.rows where table[i, i] < 0 {
      guard sums[i] > 0 else {
        throw FlowError(
          .negativeStock, "stocks at the \(name), residents of \(countries[i])",
          "all residents together are \(sums[i].plain)", "check the population of \(countries[i])",
          amount: sums[i])
      }
      mended.insert(i)
      let foreign = sums[i] - table[i, i]
      let share = sums[i] / foreign
      table[i, i] = 0
      for k in 0..<table.rows { table[k, i] *= share }
    }
    return table
  }

  /// Scales natives so that the growth of the world is its births less its deaths.
  private static func balance(_ s1: inout Matrix, _ s2: inout Matrix, _ accounts: StockAccounts)
    throws(FlowError) -> Double
  {
    let growth = (s2 - s1).total
    var natural = 0.0
    for i in 0..<accounts.count { natural += accounts.births[i] - accounts.deaths[i] }
    let gap = natural - growth
    guard gap != 0 else { return 0 }
    let (n1, n2) = (s1.diagonal, s2.diagonal)
    let (t1, t2) = (n1.reduce(0, +), n2.reduce(0, +))
    guard t1 > 0, t2 > 0 else {
      throw FlowError(
        .unbalanced, "all countries together", "nobody lives in the country of birth",
        "list natives at home, or use an open method")
    }
    guard t1 - gap / 2 > 0, t2 + gap / 2 > 0 else {
      throw FlowError(
        .unbalanced, "all countries together",
        "births less deaths are \(natural.plain) but the population grew by \(growth.plain)",
        "check that stocks, births and deaths are of the same countries and years, or use an open "
          + "method")
    }
    s1.diagonal = n1.map { $0 * (t1 - gap / 2) / t1 }
    s2.diagonal = n2.map { $0 * (t2 + gap / 2) / t2 }
    return gap
  }

  /// Newborns are natives at home, or, where there are fewer of these, of all residents by their shares.
  private static func births(_ accounts: StockAccounts, _ s2: Matrix) throws(FlowError)
    -> (Matrix, [Int])
  {
    var births = Matrix(diagonal: accounts.births)
    var spread: [Int] = []
    let residents = s2.columnSums
    for i in 0..<s2.rows where s2[i, i] < accounts.births[i] {
      guard residents[i] >= accounts.births[i] else {
        throw FlowError(
          .eventsExceedPeople, "births of \(accounts.countries[i])",
          "\(accounts.births[i].plain) born, but only \(residents[i].plain) live there at the end",
          "check that both are in persons and of the same interval")
      }
      spread.append(i)
      for k in 0..<s2.rows { births[k, i] = s2[k, i] * accounts.births[i] / residents[i] }
    }
    return (births, spread)
  }

  /// Deaths fall on all residents alike.
  private static func deaths(_ accounts: StockAccounts, _ s1: Matrix) throws(FlowError) -> Matrix {
    let residents = s1.columnSums
    for i in 0..<s1.rows where accounts.deaths[i] > residents[i] {
      throw FlowError(
        .eventsExceedPeople, "deaths of \(accounts.countries[i])",
        "\(accounts.deaths[i].plain) died, but only \(residents[i].plain) lived there at the start",
        "check that both are in persons and of the same interval")
    }
    var deaths = s1
    deaths.scaleColumns(
      by: zip(accounts.deaths, residents).map { $1 > 0 ? $0 / $1 : 0 })
    return deaths
  }

  private mutating func close(_ names: [String], _ fitting: ProportionalFit.Procedure)
    throws(FlowError)
  {
    let (r1, r2) = (start.rowSums, end.rowSums)
    let middle = zip(r1, r2).map { ($0 + $1) / 2 }
    let (before, after) = (start, end)
    let fits = Pair.concurrently(
      { Self.fit(before, middle, fitting) }, { Self.fit(after, middle, fitting) })
    for (fit, isStart) in [(fits.0, true), (fits.1, false)] {
      switch fit {
      case .success(let fit):
        if isStart {
          start = fit.table
          steps.start = fit.steps
        } else {
          end = fit.table
          steps.end = fit.steps
        }
      case .failure(let error):
        throw FlowError(
          .noFit, "stocks at the \(isStart ? "start" : "end")",
          error.described(
            rows: names.map { "born in \($0)" }, columns: names.map { "living in \($0)" }),
          "or use an open method, which lets people leave and enter")
      }
    }
  }

  private static func fit(_ table: Matrix, _ rows: [Double], _ procedure: ProportionalFit.Procedure)
    -> Result<ProportionalFit, FitError>
  {
    do {
      return .success(
        try ProportionalFit(seed: table, rows: rows, columns: table.columnSums, by: procedure))
    } catch {
      return .failure(error)
    }
  }

  private mutating func open(sharesOfDepartures: Matrix, ofArrivals: Matrix) {
    let (r1, r2) = (start.rowSums, end.rowSums)
    func part(_ table: Matrix, _ amounts: [Double]) -> Matrix {
      var part = table
      part.scaleRows(
        by: zip(amounts, table.rowSums).map { $0 > 0 && $1 > 0 ? $0 / $1 : 0 })
      return part
    }
    left = part(sharesOfDepartures, zip(r1, r2).map { max($0 - $1, 0) })
    entered = part(ofArrivals, zip(r1, r2).map { max($1 - $0, 0) })
    start = start - left
    end = end - entered
    // A row that leaves altogether must be nothing, not the rounding of nothing.
    if mode == .openDR {
      for at in start.cells.indices {
        start.cells[at] = max(start.cells[at], 0)
        end.cells[at] = max(end.cells[at], 0)
      }
    }
  }

  private mutating func refuseNegative(_ names: [String]) throws(FlowError) {
    let least = min(start.cells.min() ?? 0, end.cells.min() ?? 0)
    let scale = max(start.cells.max() ?? 0, end.cells.max() ?? 0)
    guard least < -1e-12 * max(1, scale) else {
      for at in start.cells.indices {
        start.cells[at] = max(start.cells[at], 0)
        end.cells[at] = max(end.cells[at], 0)
      }
      return
    }
    let (table, name) =
      start.cells.contains(least) ? (start, "start") : (end, "end")
    let at = table.cells.firstIndex(of: least) ?? 0
    throw FlowError(
      .negativeAdjustedStock,
      "stocks at the \(name), born in \(names[at / table.columns]), living in "
        + names[at % table.columns],
      "\(least.plain) people would be left after taking those who leave the world by the shares of "
        + "the other table", "use the mode open-dr or closed", amount: least)
  }
}
