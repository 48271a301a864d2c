/// Flows by one method, and how well they keep the accounts.
public struct FlowEstimate: Sendable {
  public var method: FlowMethod
  /// People who moved, [origin, destination].
  public var flows: Matrix
  /// The same by kind of move; nil for methods that know no birthplace apart from the origin.
  public var kinds: MigrantFlows?
  public var residuals: Residuals
  /// The stocks that it was made from, for the accounting methods.
  public var stocks: AdjustedStocks?

  /// How far an estimate is from what it should keep, in people.
  public struct Residuals: Sendable, Hashable {
    /// The greatest difference, over birthplaces, between people at the start and at the end.
    public var birthplaces: Double?
    /// The greatest difference, over countries, between arrivals less departures and the growth of the adjusted stocks.
    public var identity: Double?
    /// The sum of net migration over all countries, which is zero in any table of flows.
    public var world: Double
    /// The greatest difference, over countries, between net migration and growth − births + deaths as given.
    public var accounts: Double
    /// The country where that is.
    public var accountsAt: Int
    /// Natives added or taken to balance births, deaths and growth of the world.
    public var balance: Double?
    /// People who left the countries of the table for none of them, and who came from none of them.
    public var left: Double?
    public var entered: Double?
  }

  public var total: Double { flows.total }
  public var net: [Double] { zip(flows.columnSums, flows.rowSums).map { $0 - $1 } }

  init(method: FlowMethod, accounts: StockAccounts, flows: Matrix) {
    self.method = method
    self.flows = flows
    residuals = Self.residuals(flows, accounts)
  }

  /// - Throws: `FlowError` when an identity does not hold to a millionth, which would be a fault of the method.
  init(
    method: FlowMethod, accounts: StockAccounts, flows kinds: MigrantFlows, stocks: AdjustedStocks
  ) throws(FlowError) {
    self.method = method
    flows = kinds.total
    self.kinds = kinds
    self.stocks = stocks
    residuals = Self.residuals(kinds.total, accounts)
    let (before, after) = (stocks.start, stocks.end)
    let born = zip(before.rowSums, after.rowSums).reduce(0) { max($0, abs($1.0 - $1.1)) }
    let growth = zip(after.columnSums, before.columnSums).map { $0 - $1 }
    let identity = zip(net, growth).reduce(0) { max($0, abs($1.0 - $1.1)) }
    residuals.birthplaces = born
    residuals.identity = identity
    residuals.balance = stocks.balance
    residuals.left = stocks.left.total
    residuals.entered = stocks.entered.total
    guard max(born, identity) <= 1e-6 * max(1, before.total) else {
      throw FlowError(
        .unbalanced, method.name,
        "the flows miss the growth of the adjusted stocks by \(max(born, identity).plain)",
        "check the sizes of the numbers; some may be in thousands")
    }
  }

  private static func residuals(_ flows: Matrix, _ accounts: StockAccounts) -> Residuals {
    let net = zip(flows.columnSums, flows.rowSums).map { $0 - $1 }
    let gaps = zip(net, accounts.netMigration).map { abs($0 - $1) }
    let worst = gaps.indices.max { gaps[$0] < gaps[$1] } ?? 0
    return Residuals(
      world: net.reduce(0, +), accounts: gaps.isEmpty ? 0 : gaps[worst], accountsAt: worst)
  }
}
