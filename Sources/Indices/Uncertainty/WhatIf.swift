import Policy

/// The fewest indicators in which a unit would have to reach the best of the others to come to a rank or a score, however the index
/// is made.
public struct WhatIf: Sendable {
  public enum Goal: Sendable, Hashable {
    /// This rank or a better one.
    case rank(Int)
    /// This score or a higher one.
    case score(Double)
  }

  /// One indicator that has to change.
  public struct Change: Sendable, Hashable {
    public var indicator: String
    public var name: String
    public var from: Double
    public var to: Double
    /// The unit that has this value.
    public var asIn: String
  }

  public let unit: String
  public let goal: Goal
  /// Empty when the goal is reached as it is; nil when it cannot be reached by indicators.
  public private(set) var changes: [Change]?
  /// No smaller set does it; otherwise, it was not found within the time allowed.
  public private(set) var isSmallest = false
  /// At least so many changes are needed.
  public private(set) var least = 0
  /// Ways of making the index that were looked at, and those in which the goal is reached when the index is made anew with the
  /// changed values.
  public private(set) var methods = 0
  public private(set) var held = 0
  /// Ranks over the methods, before and after.
  public private(set) var before: ClosedRange<Double>?
  public private(set) var after: ClosedRange<Double>?

  /// Sets of indicators that are looked at before the search gives up proving.
  static let patience = 300_000

  /// - Parameters:
  ///   - run: the recipe that was run.
  ///   - unit: code of a unit; in a panel its last year is meant.
  ///   - factors: what else the index could be made with; all combinations up to `most`, else so many at random.
  ///   - candidates: indicators that can change; all when nil.
  /// - Throws: `Table.Error` for an unknown unit or indicator, or a recipe without aggregates.
  public init(
    _ run: ChainRun, unit: String, goal: Goal, factors: [Factor] = [], most: Int = 200,
    seed: UInt64 = 1, candidates: [String]? = nil
  ) throws {
    self.unit = unit
    self.goal = goal
    guard let place = run.result.units.lastIndex(where: { $0.code == unit }) else {
      throw Table.Error(
        file: run.raw.file, column: "uCode",
        reason:
          "there is no unit «\(unit)» in the result; there are: \(run.result.units.prefix(60).map(\.code).joined(separator: ", "))"
      )
    }
    for code in candidates ?? [] where run.framework[code]?.level != 1 {
      throw Table.Error(
        file: run.framework.file, column: "iCode", reason: "there is no indicator «\(code)»")
    }
    let key = run.result.units[place]
    let rows = Self.choices(factors, most: most, seed: seed)
    var maker = try Self.replication(run, factors)
    var ways: [Way] = []
    for row in rows {
      let (data, plan) = try maker.prepare(draws: row.map { _ in 0 }, named: row)
      ways.append(try Way(data, plan, unit: key, goal: goal, index: run.index ?? ""))
    }
    methods = ways.count
    before = Self.range(ways.map { $0.rank($0.score([])) })
    let able = run.framework.indicators.indices.filter { i in
      candidates?.contains(run.framework.indicators[i].code) ?? true
        && ways.contains { $0.canRise(i) }
    }
    var search = Search(ways: ways, candidates: able)
    guard let found = search.smallest() else {
      least = able.count + 1
      return
    }
    isSmallest = search.isProven
    least = search.least
    let changes = found.compactMap { Self.change($0, run, key) }
    self.changes = changes
    let changed = try Self.changing(run, changes, key)
    var again = try Self.replication(changed, factors)
    var ranks: [Double] = []
    for row in rows {
      let (data, plan) = try again.prepare(draws: row.map { _ in 0 }, named: row)
      let way = try Way(data, plan, unit: key, goal: goal, index: run.index ?? "")
      if way.isReached(way.score([])) { held += 1 }
      ranks.append(way.rank(way.score([])))
    }
    after = Self.range(ranks)
  }

  private static func replication(_ run: ChainRun, _ factors: [Factor]) throws -> Replication {
    guard let plan = run.plan, let index = run.index, let column = plan.codes.firstIndex(of: index)
    else {
      throw Table.Error(
        file: run.chain.file, column: "steps",
        reason: "a question of what if needs a recipe that ends in an aggregate step")
    }
    return Replication(run, plan: plan, index: column, factors: factors)
  }

  /// Alternatives of each factor, all combinations if they are few. Intervals stand at their lower bound.
  private static func choices(_ factors: [Factor], most: Int, seed: UInt64) -> [[Int]] {
    var all = [[Int]()]
    for factor in factors {
      let count = factor.count ?? 1
      guard all.count <= most / max(1, count) else {
        var draws = Draws(seed: seed)
        return (0..<most).map { _ in factors.map { draws.next(below: $0.count ?? 1) } }
      }
      all = all.flatMap { row in (0..<count).map { row + [$0] } }
    }
    return all
  }

  private static func range(_ ranks: [Double]) -> ClosedRange<Double>? {
    Column.bounds(ranks).map { $0.low...$0.high }
  }

  /// The best value that another unit of the same year has, in the raw numbers of this unit.
  private static func change(_ indicator: Int, _ run: ChainRun, _ key: IndexData.Unit) -> Change? {
    let data = run.normalised
    let node = run.framework.indicators[indicator]
    guard let own = run.raw.units.firstIndex(of: key),
      let best = Column.bounds(data.numbers.column(indicator))?.high
    else { return nil }
    let raw = run.raw.numbers.column(indicator)
    let sizes = run.chain.divisor(of: node).flatMap { run.raw.denominators.column($0) }
    let now = raw[own]
    let options = data.units.indices.filter { row in
      data.numbers[row, indicator] == best && data.units[row].time.cell == key.time.cell
    }.compactMap { row -> (value: Double, code: String)? in
      guard let there = run.raw.units.firstIndex(of: data.units[row]), !raw[there].isNaN else {
        return nil
      }
      let ratio = sizes.map { $0[own] / $0[there] } ?? 1
      return (raw[there] * ratio, data.units[row].code)
    }.filter { $0.value.isFinite }
    guard
      let nearest = options.min(by: {
        abs($0.value - (now.isNaN ? 0 : now)) < abs($1.value - (now.isNaN ? 0 : now))
      })
    else { return nil }
    return Change(
      indicator: node.code, name: node.name, from: now, to: nearest.value, asIn: nearest.code)
  }

  /// The recipe run anew with changed values.
  private static func changing(_ run: ChainRun, _ changes: [Change], _ key: IndexData.Unit)
    throws(Table.Error) -> ChainRun
  {
    var data = run.raw
    guard let row = data.units.firstIndex(of: key) else { return run }
    for change in changes {
      guard let column = data.numbers.position(of: change.indicator) else { continue }
      data.numbers[row, column] = change.to
    }
    var chain = run.chain
    chain.excludedUnits = []
    chain.excludedIndicators = []
    return try ChainRun(chain, data, run.framework, weightSets: run.weightSets)
  }
}

extension Chain {
  /// The code of the column that an indicator is divided by in this recipe.
  func divisor(of node: Framework.Node) -> String? {
    for case .denominate(let step) in steps {
      return step.denominators[node.code] ?? node.denominator
    }
    return nil
  }
}
