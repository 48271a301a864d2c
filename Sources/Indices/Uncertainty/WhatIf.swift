import Policy

/// The fewest indicators in which a unit would have to reach the best of the others, or a value of one's own choice, to come to a
/// rank or a score, however the index is made, and how far on the way there is enough.
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
    /// The farthest that it may go.
    public var to: Double
    /// The unit that has this value; empty for a value of one's own choice.
    public var asIn: String
    /// Enough when every indicator of the set goes as large a part of its way; nil where the goal is not reached in every method
    /// when the index is made anew.
    public var enough: Double?
  }

  /// What keeps the index from being calculated, and in how many ways.
  public struct Failure: Sendable, Hashable {
    public var reason: String
    public var count: Int
  }

  public let unit: String
  public let goal: Goal
  /// Empty when the goal is reached as it is; nil when it cannot be reached by indicators.
  public private(set) var changes: [Change]?
  /// No smaller set does it; otherwise, it was not found within the time allowed.
  public private(set) var isSmallest = false
  /// At least so many changes are needed.
  public private(set) var least = 0
  /// Ways in which the index cannot be calculated, as it is or with the changed values, and why: they are left out.
  public private(set) var failures: [Failure] = []
  public var failed: Int { failures.reduce(0) { $0 + $1.count } }
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
  ///   - ends: how far some of them can go, as raw values, in the place of the best of the others.
  /// - Throws: `Table.Error` for an unknown unit or indicator, or a recipe without aggregates.
  public init(
    _ run: ChainRun, unit: String, goal: Goal, factors: [Factor] = [], most: Int = 200,
    seed: UInt64 = 1, candidates: [String]? = nil, ends: [String: Double] = [:]
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
    for code in (candidates ?? []) + ends.keys.sorted() where run.framework[code]?.level != 1 {
      throw Table.Error(
        file: run.framework.file, column: "iCode", reason: "there is no indicator «\(code)»")
    }
    let key = run.result.units[place]
    let choices = Self.choices(factors, most: most, seed: seed)
    let farthest = try Self.farthest(run, ends, key, choices, factors)
    var maker = try Self.replication(run, factors)
    var ways: [Way] = []
    var rows: [[Int]] = []
    var failure: (any Error)?
    for (row, farthest) in zip(choices, farthest) {
      try Task.checkCancellation()
      do {
        let farthest = try farthest.get()
        let (data, plan) = try maker.prepare(draws: row.map { _ in 0 }, named: row)
        ways.append(
          try Way(data, plan, unit: key, goal: goal, index: run.index ?? "", farthest: farthest))
        rows.append(row)
      } catch {
        failure = failure ?? error
        failures.add("\(error)")
      }
    }
    if ways.isEmpty, let failure { throw failure }
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
    var changes = found.compactMap { Self.change($0, run, key, ends) }
    let trial = Trial(run: run, rows: rows, factors: factors, key: key, goal: goal)
    let outcome = try trial.outcome(changes)
    held = outcome.held
    after = Self.range(outcome.ranks)
    for reason in outcome.failures { failures.add(reason) }
    if held == methods, !changes.isEmpty {
      let share = try trial.smallestShare(changes)
      for i in changes.indices { changes[i].enough = changes[i].value(at: share) }
    }
    self.changes = changes
    // Beyond the best of the others, scales move with the value itself, so that sizes of sets were not ruled out for certain.
    if !ends.isEmpty, held < methods { isSmallest = false }
  }

  static func replication(_ run: ChainRun, _ factors: [Factor]) throws -> Replication {
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

  static func range(_ ranks: [Double]) -> ClosedRange<Double>? {
    Column.bounds(ranks).map { $0.low...$0.high }
  }

  /// The value of one's own choice, else the best that another unit of the same year has, in the raw numbers of this unit.
  private static func change(
    _ indicator: Int, _ run: ChainRun, _ key: IndexData.Unit, _ ends: [String: Double]
  ) -> Change? {
    let data = run.normalised
    let node = run.framework.indicators[indicator]
    guard let own = run.raw.units.firstIndex(of: key) else { return nil }
    if let end = ends[node.code] {
      return Change(
        indicator: node.code, name: node.name, from: run.raw.numbers[own, indicator], to: end,
        asIn: "")
    }
    guard
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
  static func changing(_ run: ChainRun, _ values: [String: Double], _ key: IndexData.Unit)
    throws(Table.Error) -> ChainRun
  {
    var data = run.raw
    guard let row = data.units.firstIndex(of: key) else { return run }
    for (code, value) in values {
      guard let column = data.numbers.position(of: code) else { continue }
      data.numbers[row, column] = value
    }
    var chain = run.chain
    chain.excludedUnits = []
    chain.excludedIndicators = []
    return try ChainRun(chain, data, run.framework, weightSets: run.weightSets, decks: run.decks)
  }
}

extension [WhatIf.Failure] {
  fileprivate mutating func add(_ reason: String) {
    if let i = firstIndex(where: { $0.reason == reason }) {
      self[i].count += 1
    } else {
      append(.init(reason: reason, count: 1))
    }
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
