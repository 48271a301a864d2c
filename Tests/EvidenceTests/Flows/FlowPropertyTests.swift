import Testing

@testable import Evidence

/// What must hold for any stocks, births and deaths.
@Suite struct FlowPropertyTests {
  static func accounts(seed: UInt64, count: Int? = nil) throws -> StockAccounts {
    var random = SmallRandom(seed: seed)
    let n = count ?? 3 + Int(seed % 9)
    var start = random.matrix(n, n, zeros: 0.3)
    start.diagonal = (0..<n).map { _ in random.number(in: 2e4...2e6) }
    // A country that shares nobody with any other could not be part of a closed world.
    for i in 0..<n {
      start[i, (i + 1) % n] += 500
      start[(i + 1) % n, i] += 500
    }
    var end = start
    for at in end.cells.indices { end.cells[at] *= random.number(in: 0.7...1.5) }
    let births = start.columnSums.map { $0 * random.number(in: 0.02...0.2) }
    let deaths = start.columnSums.map { $0 * random.number(in: 0.01...0.1) }
    return try StockAccounts(
      countries: (0..<n).map { "c\($0)" }, start: start, end: end, births: births, deaths: deaths)
  }

  @Test(arguments: 1...30) func theAccountsAreKept(seed: UInt64) throws {
    let accounts = try Self.accounts(seed: seed)
    for mode in [AdjustedStocks.Mode.closed, .openDR] {
      let stocks = try AdjustedStocks(accounts, mode: mode)
      for (a, b) in zip(stocks.start.rowSums, stocks.end.rowSums) {
        #expect(abs(a - b) <= 1e-9 * max(1, a), "a birthplace keeps its people")
      }
      let estimates = try FlowEstimator(accounts).estimates([
        .minimum(mode), .independence(mode), .pseudoBayes(mode),
      ])
      let growth = zip(stocks.end.columnSums, stocks.start.columnSums).map { $0 - $1 }
      for estimate in estimates {
        let scale = stocks.start.total
        #expect(abs(estimate.net.reduce(0, +)) < 1e-9 * scale)
        for (net, grown) in zip(estimate.net, growth) { #expect(abs(net - grown) < 1e-9 * scale) }
        #expect(estimate.flows.cells.allSatisfy { $0 >= 0 })
        #expect(estimate.flows.diagonal.allSatisfy { $0 == 0 })
        let kinds = try #require(estimate.kinds)
        let parts = kinds.outward.total + kinds.returning.total + kinds.transit.total
        #expect(abs(parts - estimate.total) < 1e-9 * scale)
      }
      #expect(estimates[0].total <= estimates[1].total * (1 + 1e-12))
      let mixed = 0.87 * estimates[0].total + 0.13 * estimates[1].total
      #expect(abs(estimates[2].total - mixed) < 1e-9 * mixed)
    }
  }

  @Test(arguments: 1...10) func closedNetMigrationIsGrowthLessBirthsPlusDeaths(seed: UInt64) throws
  {
    var accounts = try Self.accounts(seed: seed)
    // A world whose growth is its births less its deaths needs no balancing, and then nothing is off.
    let gap =
      accounts.births.reduce(0, +) - accounts.deaths.reduce(0, +) - accounts.end.total
      + accounts.start.total
    accounts.end[0, 0] += gap
    guard accounts.end[0, 0] > accounts.births[0] else { return }
    let estimate = try FlowEstimator(accounts).estimates([.minimum(.closed)])[0]
    #expect(abs(estimate.residuals.balance ?? 1) < 1e-6 * accounts.start.total)
    #expect(estimate.residuals.accounts < 1e-9 * accounts.start.total)
  }

  @Test(arguments: 1...10) func theOrderOfCountriesDoesNotMatter(seed: UInt64) throws {
    let accounts = try Self.accounts(seed: seed)
    let n = accounts.count
    let order = Array((0..<n).reversed())
    func turned(_ table: Matrix) -> Matrix {
      var result = table
      for i in 0..<n { for j in 0..<n { result[i, j] = table[order[i], order[j]] } }
      return result
    }
    let other = try StockAccounts(
      countries: order.map { accounts.countries[$0] }, start: turned(accounts.start),
      end: turned(accounts.end), births: order.map { accounts.births[$0] },
      deaths: order.map { accounts.deaths[$0] })
    let methods = FlowMethod.all
    let a = try FlowEstimator(accounts).estimates(methods)
    let b = try FlowEstimator(other).estimates(methods)
    for (x, y) in zip(a, b) {
      let back = turned(y.flows)
      for (p, q) in zip(x.flows.cells, back.cells) {
        #expect(abs(p - q) < 1e-9 * max(1, x.total), "\(x.method.name)")
      }
    }
  }

  @Test(arguments: 1...10) func scaleGoesThrough(seed: UInt64) throws {
    let accounts = try Self.accounts(seed: seed)
    func times(_ table: Matrix) -> Matrix {
      var result = table
      for at in result.cells.indices { result.cells[at] *= 8 }
      return result
    }
    let large = try StockAccounts(
      countries: accounts.countries, start: times(accounts.start), end: times(accounts.end),
      births: accounts.births.map { $0 * 8 }, deaths: accounts.deaths.map { $0 * 8 })
    let a = try FlowEstimator(accounts).estimates(FlowMethod.all)
    let b = try FlowEstimator(large).estimates(FlowMethod.all)
    for (x, y) in zip(a, b) { #expect(abs(8 * x.total - y.total) < 1e-9 * y.total) }
  }

  @Test(arguments: 1...12) func sweepsAndStepsAgree(seed: UInt64) throws {
    let accounts = try Self.accounts(seed: seed)
    var swept = FlowEstimator(accounts)
    swept.fitting = .sweeps(tolerance: 1e-13)
    let methods: [FlowMethod] = [.minimum(.closed), .independence(.closed)]
    let a = try FlowEstimator(accounts).estimates(methods)
    let b = try swept.estimates(methods)
    for (x, y) in zip(a, b) {
      for (p, q) in zip(x.flows.cells, y.flows.cells) {
        #expect(abs(p - q) < 1e-7 * accounts.start.total)
      }
    }
  }

  @Test(arguments: 1...10) func anEvenOffsetChangesNothingAndAForbiddingOneIsKept(seed: UInt64)
    throws
  {
    let accounts = try Self.accounts(seed: seed, count: 20)
    var estimator = FlowEstimator(accounts)
    let plain = try estimator.estimates([.minimum(.closed)])[0]
    estimator.offset = Matrix(rows: 20, columns: 20, repeating: 3)
    let even = try estimator.estimates([.minimum(.closed)])[0]
    for (p, q) in zip(plain.flows.cells, even.flows.cells) {
      #expect(abs(p - q) < 1e-8 * max(1, plain.total))
    }
    var random = SmallRandom(seed: seed)
    var offset = random.matrix(20, 20)
    offset[3, 4] = 1e-9
    estimator.offset = offset
    let bent = try estimator.estimates([.minimum(.closed)])[0]
    #expect(abs(bent.total - plain.total) < 1e-8 * plain.total, "an offset moves no totals")
    #expect(bent.flows[3, 4] <= plain.flows[3, 4] + 1e-6)
  }

  @Test func anOffsetThatForbidsEveryWayIsRefusedByName() throws {
    let accounts = try Self.accounts(seed: 4)
    var estimator = FlowEstimator(accounts)
    estimator.offset = Matrix(rows: accounts.count, columns: accounts.count)
    let failure = #expect(throws: FlowError.self) { try estimator.estimates([.minimum(.closed)]) }
    #expect(failure?.kind == .noFit)
    #expect(failure?.place.contains("born in c") == true)
  }

  @Test func nobodyBornOrLivingAnywhereElseCannotBeClosed() throws {
    // Two countries that share nobody: no table can move people between their birthplaces.
    let accounts = try StockAccounts(
      countries: ["A", "B"], start: Matrix(diagonal: [100, 50]), end: Matrix(diagonal: [90, 60]))
    let failure = #expect(throws: FlowError.self) {
      try AdjustedStocks(accounts, mode: .closed)
    }
    #expect(failure?.kind == .noFit)
    #expect(failure?.description.contains("open method") == true)
    #expect(throws: Never.self) { try AdjustedStocks(accounts, mode: .openDR) }
  }

  @Test(arguments: 1...20) func netTotalsAreMetAndThePairsKeepTheirProduct(seed: UInt64) throws {
    var random = SmallRandom(seed: seed)
    let n = 2 + Int(seed % 8)
    let prior = random.matrix(n, n).withoutDiagonal
    var net = (0..<n).map { _ in random.number(in: -5000...5000) }
    net[0] -= net.reduce(0, +)
    let scaled = try NetScaling(prior: prior, net: net, names: (0..<n).map(String.init))
    let got = zip(scaled.table.columnSums, scaled.table.rowSums).map { $0 - $1 }
    for (a, b) in zip(got, net) { #expect(abs(a - b) < 1e-7) }
    for i in 0..<n {
      for j in 0..<i {
        let before = prior[i, j] * prior[j, i]
        #expect(abs(scaled.table[i, j] * scaled.table[j, i] - before) <= 1e-8 * before)
      }
    }
  }

  @Test func netTotalsThatCannotBeAreRefused() throws {
    let prior = try #require(Matrix([[0, 5, 0], [0, 0, 0], [0, 3, 0]]))
    let unbalanced = #expect(throws: FlowError.self) {
      try NetScaling(prior: prior, net: [1, 1, 1], names: ["A", "B", "C"])
    }
    #expect(unbalanced?.kind == .unbalanced)
    let stuck = #expect(throws: FlowError.self) {
      try NetScaling(prior: prior, net: [4, -8, 4], names: ["A", "B", "C"])
    }
    #expect(stuck?.kind == .noFit)
  }

  @Test(arguments: 1...10) func knownCellsAndBlocksAreKept(seed: UInt64) throws {
    var random = SmallRandom(seed: seed)
    let target = random.matrix(6, 6)
    let prior = random.matrix(6, 6)
    var known = Matrix(rows: 6, columns: 6, repeating: .nan)
    for i in 0..<6 { known[i, i] = target[i, i] }
    let fit = try ProportionalFit(
      seed: prior, rows: target.rowSums, columns: target.columnSums, known: known)
    for i in 0..<6 { #expect(fit.table[i, i] == target[i, i]) }
    for (a, b) in zip(fit.table.rowSums, target.rowSums) { #expect(abs(a - b) < 1e-7) }

    let blocks = (0..<36).map { ($0 / 6 < 3 ? 0 : 2) + ($0 % 6 < 3 ? 0 : 1) }
    var totals = [0.0, 0, 0, 0]
    for (at, block) in blocks.enumerated() { totals[block] += target.cells[at] }
    let blocked = try ProportionalFit(
      seed: prior, rows: target.rowSums, columns: target.columnSums, blocks: blocks,
      blockTotals: totals)
    var got = [0.0, 0, 0, 0]
    for (at, block) in blocks.enumerated() { got[block] += blocked.table.cells[at] }
    for (a, b) in zip(got, totals) { #expect(abs(a - b) < 1e-6) }
    for (a, b) in zip(blocked.table.columnSums, target.columnSums) { #expect(abs(a - b) < 1e-6) }
  }

  @Test func theRangeLeavesBoundsOut() throws {
    let estimates = try FlowEstimator(Self.accounts(seed: 5)).estimates(FlowMethod.all)
    let range = try #require(FlowRange(estimates))
    for at in range.low.cells.indices {
      let values = estimates.filter { !$0.method.isBound }.map { $0.flows.cells[at] }
      #expect(range.low.cells[at] == values.min())
      #expect(range.high.cells[at] == values.max())
    }
    #expect(FlowRange(estimates.filter(\.method.isBound)) == nil)
  }

  @Test func bandsAreTheSameEveryTimeAndHoldTheEstimate() throws {
    let accounts = try Self.accounts(seed: 8)
    let errors = FlowUncertainty.Errors(
      stocks: accounts.countries.map { _ in 0.03 }, births: 0.01, deaths: 0.01, common: 0.5,
      persistence: 0.99)
    let uncertainty = FlowUncertainty(errors: errors, draws: 60, seed: 3)
    let estimator = FlowEstimator(accounts)
    let band = try #require(try uncertainty.band(.pseudoBayes(.closed), estimator))
    let again = try #require(try uncertainty.band(.pseudoBayes(.closed), estimator))
    #expect(band.low == again.low && band.high == again.high)
    #expect(band.failed == 0)
    let estimate = try estimator.estimates([.pseudoBayes(.closed)])[0]
    #expect(band.total.low < estimate.total && estimate.total < band.total.high * 1.2)
    for at in band.low.cells.indices {
      #expect(band.low.cells[at] <= band.median.cells[at])
      #expect(band.median.cells[at] <= band.high.cells[at])
    }
    var still = uncertainty
    still.errors = .init(
      stocks: accounts.countries.map { _ in 0 }, births: 0, deaths: 0, common: 0, persistence: 0)
    let none = try #require(try still.band(.minimum(.closed), estimator))
    let exact = try estimator.estimates([.minimum(.closed)])[0]
    for at in none.low.cells.indices {
      #expect(abs(none.low.cells[at] - exact.flows.cells[at]) <= 1e-6 * max(1, exact.total))
      #expect(none.low.cells[at] == none.high.cells[at])
    }
    #expect(try uncertainty.band(.rates, estimator, isCancelled: { true }) == nil)
  }

  @Test func aFlowThatDoubledRoseForCertain() throws {
    var accounts = try Self.accounts(seed: 6)
    accounts.births = accounts.births.map { _ in 0 }
    accounts.deaths = accounts.births
    var later = accounts
    later.start = accounts.end
    later.end = accounts.end
    later.end[0, 1] += 50_000
    let errors = FlowUncertainty.Errors(
      stocks: accounts.countries.map { _ in 0.001 }, births: 0, deaths: 0, common: 0.5,
      persistence: 0.99)
    let band = try #require(
      try FlowUncertainty(errors: errors, draws: 20).band(
        .dropNegatives, FlowEstimator(later), earlier: FlowEstimator(accounts)))
    let rise = try #require(band.probabilityOfRise)
    #expect(abs(rise[0, 1] - 1) < 1e-9)
  }
}
