/// Flows between all countries by one or several methods, from the same stocks, births and deaths.
public struct FlowEstimator: Sendable {
  public var accounts: StockAccounts
  /// How apt people are to go from one country to another, [origin, destination]; it bears on the minimum methods.
  public var offset: Matrix?
  /// Weight of the minimum in the pseudo-Bayes estimate.
  public var weight = 0.87
  /// The flow that the rates method shares out; unless given, net migration of all countries without its sign.
  public var worldFlow: Double?
  /// In the closed mode, natives at home are first scaled so that the world balances.
  public var balancesWorld = true

  /// How tables are fitted to their totals.
  public var fitting = ProportionalFit.Procedure.newton

  public init(_ accounts: StockAccounts) { self.accounts = accounts }

  /// - Returns: one estimate a method, in their order.
  /// - Throws: the first `FlowError` of any method.
  /// - Complexity: O(n³) for n countries, for each mode asked for.
  public func estimates(_ methods: [FlowMethod]) throws(FlowError) -> [FlowEstimate] {
    var estimates: [FlowEstimate] = []
    var adjusted: [AdjustedStocks.Mode: AdjustedFlows] = [:]
    for method in methods {
      if let mode = method.mode {
        var flows: AdjustedFlows
        if let made = adjusted[mode] { flows = made } else { flows = try AdjustedFlows(self, mode) }
        estimates.append(try flows.estimate(method))
        adjusted[mode] = flows
      } else {
        estimates.append(try simple(method))
      }
    }
    return estimates
  }

  private func simple(_ method: FlowMethod) throws(FlowError) -> FlowEstimate {
    let (start, end) = (accounts.start, accounts.end)
    let table: Matrix
    switch method {
    case .reverseNegatives: table = StockDifference.reversingNegatives(start: start, end: end)
    case .rates:
      table = try StockDifference.rates(
        start: start, worldFlow: worldFlow ?? accounts.grossNetMigration)
    default: table = StockDifference.droppingNegatives(start: start, end: end)
    }
    return FlowEstimate(method: method, accounts: accounts, flows: table)
  }
}

/// The adjusted stocks of one mode, and the estimates already made from them.
private struct AdjustedFlows {
  let estimator: FlowEstimator
  let stocks: AdjustedStocks
  var minimum: MigrantFlows?
  var independent: MigrantFlows?

  init(_ estimator: FlowEstimator, _ mode: AdjustedStocks.Mode) throws(FlowError) {
    self.estimator = estimator
    stocks = try AdjustedStocks(
      estimator.accounts, mode: mode, balancesWorld: estimator.balancesWorld,
      fitting: estimator.fitting)
  }

  mutating func estimate(_ method: FlowMethod) throws(FlowError) -> FlowEstimate {
    let flows: MigrantFlows
    switch method {
    case .independence: flows = independence()
    case .pseudoBayes:
      flows = AdjustedStocks.pseudoBayes(
        minimum: try fewest(), independent: independence(), weight: estimator.weight)
    default: flows = try fewest()
    }
    return try FlowEstimate(
      method: method, accounts: estimator.accounts, flows: flows, stocks: stocks)
  }

  private mutating func fewest() throws(FlowError) -> MigrantFlows {
    if let minimum { return minimum }
    let flows = try stocks.minimumFlows(
      offset: estimator.offset, countries: estimator.accounts.countries,
      fitting: estimator.fitting)
    minimum = flows
    return flows
  }

  private mutating func independence() -> MigrantFlows {
    if let independent { return independent }
    let flows = stocks.independentFlows()
    independent = flows
    return flows
  }
}
