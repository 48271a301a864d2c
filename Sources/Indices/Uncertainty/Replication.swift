import Policy

/// Makes the index for one row of a design, keeping the tables that earlier rows made.
struct Replication: Sendable {
  private let run: ChainRun
  private let factors: [Factor]
  private let index: Int
  private let rows: Int
  private let base: AggregationPlan
  private let nominal: [IndexData.Unit: Int]
  /// The steps before the aggregates.
  private let steps: [Chain.Step]
  /// For each step, the factors that act on it or before it.
  private let reach: [[Int]]
  /// Tables after a step, by the choices of the factors that reach it.
  private var kept: [[Int]: Result<IndexData, Table.Error>] = [:]
  private var keptNumbers = 0
  private var values: [Double] = []

  private(set) var scores: [Double] = []
  private(set) var ranks: [Double] = []

  /// Numbers kept in tables before all are let go.
  private static let most = 16_000_000

  init(_ run: ChainRun, plan: AggregationPlan, index: Int, factors: [Factor]) {
    self.run = run
    self.factors = factors
    self.index = index
    base = plan
    rows = run.result.units.count
    nominal = Dictionary(zip(run.result.units, 0...), uniquingKeysWith: { a, _ in a })
    let end = run.chain.steps.firstIndex { if case .aggregate = $0 { true } else { false } }
    steps = Array(run.chain.steps[..<(end ?? run.chain.steps.count)])
    reach = steps.indices.map { step in
      factors.indices.filter { factors[$0].firstStep.map { $0 <= step } ?? false }
    }
  }

  /// The table that is aggregated and how, for one row of a design.
  mutating func prepare(draws: [Double], named: [Int?]?) throws -> (IndexData, AggregationPlan) {
    var choice = [Int](repeating: 0, count: factors.count)
    var changes: [Factor.Change] = []
    for (i, factor) in factors.enumerated() {
      switch factor.range {
      case .alternatives(let list):
        choice[i] = named?[i] ?? factor.position(of: draws[i])
        changes.append(list[choice[i]].change)
      case .interval(let low, let high, let make):
        choice[i] = -1
        changes.append(try make(low + draws[i] * (high - low)))
      }
    }
    let data = try table(after: steps.count - 1, choice, changes)
    var plan = base
    for case .methods(let methods) in changes { plan = plan.with(methods: methods) }
    for case .weights(let weights) in changes { plan = plan.with(weights: weights) }
    return (data, plan)
  }

  /// Scores and ranks for one row of a design, in the order of the nominal result.
  ///
  /// - Parameter withheld: nominal scores; a unit that has none gets none.
  mutating func make(draws: [Double], named: [Int?]?, withheld: [Double]) throws {
    let (data, plan) = try prepare(draws: draws, named: named)
    let count = data.units.count
    values.removeAll(keepingCapacity: true)
    values += data.numbers.values
    values += repeatElement(.missing, count: plan.aggregates.count * count)
    let blocks = data.blocks
    do throws(AggregationPlan.Failure) {
      try plan.calculate(&values, rows: count, blocks: blocks)
    } catch {
      throw data.error(
        error.row, plan.codes[error.column],
        "\(plan.codes[error.aggregate]) of \(data.units[error.row].code) cannot be calculated: \(error.reason)"
      )
    }
    collect(Array(values[(index * count)..<((index + 1) * count)]), data, blocks, withheld)
  }

  /// Puts scores and ranks in the order of the nominal result.
  private mutating func collect(
    _ column: [Double], _ data: IndexData, _ blocks: [[Int]], _ withheld: [Double]
  ) {
    var column = column
    let isSame = data.units.count == rows && data.units == run.result.units
    let places = isSame ? Array(0..<rows) : data.units.map { nominal[$0] ?? -1 }
    for (row, place) in places.enumerated() where place >= 0 && withheld[place].isNaN {
      column[row] = .missing
    }
    scores = [Double](repeating: .missing, count: rows)
    ranks = scores
    for block in blocks {
      let own = Ranking.descending(blocks.count == 1 ? column : block.map { column[$0] })
      for (row, rank) in zip(block, own) where places[row] >= 0 {
        scores[places[row]] = column[row]
        ranks[places[row]] = rank
      }
    }
  }

  private mutating func table(after step: Int, _ choice: [Int], _ changes: [Factor.Change])
    throws(Table.Error) -> IndexData
  {
    guard step >= 0 else {
      for case .data(let data) in changes { return data }
      return run.raw
    }
    let own = reach[step].map { choice[$0] }
    let isKept = !own.contains(-1)
    let key = [step] + own
    if isKept, let found = kept[key] { return try found.get() }
    let result: Result<IndexData, Table.Error>
    do throws(Table.Error) {
      let before = try table(after: step - 1, choice, changes)
      var current: Chain.Step? = steps[step]
      for case .step(step, let other) in changes { current = other }
      result = .success(try current?.transformed(before, run.framework, run.decks) ?? before)
    } catch {
      result = .failure(error)
    }
    if isKept {
      if keptNumbers > Self.most {
        kept.removeAll()
        keptNumbers = 0
      }
      kept[key] = result
      if case .success(let data) = result { keptNumbers += data.numbers.values.count }
    }
    return try result.get()
  }
}

extension Factor {
  /// The first step whose table the factor changes, from 0; nil when it changes only aggregates.
  var firstStep: Int? {
    switch range {
    case .interval(let low, _, let make):
      if case .step(let place, _)? = try? make(low) { place } else { nil }
    case .alternatives(let list):
      list.compactMap { alternative in
        switch alternative.change {
        case .data: 0
        case .step(let place, _): place
        case .weights, .methods, .none: nil
        }
      }.min()
    }
  }
}

extension Chain.Step {
  /// The table after a step that comes before the aggregates.
  func transformed(_ data: IndexData, _ framework: Framework, _ decks: [String: ColdDeck])
    throws(Table.Error) -> IndexData
  {
    switch self {
    case .denominate(let step): try step.apply(data, framework)
    case .impute(let step): try step.apply(data, framework, decks).data
    case .screen(let step): try step.apply(data).data
    case .treat(let step): try step.apply(data).data
    case .normalise(let step): try step.apply(data, framework).data
    case .trend, .aggregate: data
    }
  }
}
