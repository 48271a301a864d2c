import Policy

/// An index made many times, each time with the choices of one row of a design. Only what a choice changes is made again.
public struct UncertaintyRun: Sendable {
  public let run: ChainRun
  public let factors: [Factor]
  public let design: Design
  public let nominalScores: [Double]
  public let nominalRanks: [Double]
  /// Run by run, one number a unit in the order of the nominal result; a gap where the unit has no score.
  public private(set) var scores: [Double]
  public private(set) var ranks: [Double]
  /// Runs in which the index could not be calculated, with the reason.
  public private(set) var failures: [(run: Int, reason: String)] = []

  public var units: [IndexData.Unit] { run.result.units }
  public var runs: Int { design.draws.count }

  /// - Parameters:
  ///   - run: the recipe that was run, with its aggregates.
  ///   - progress: is told how many runs are done, now and then.
  /// - Throws: `Table.Error` when the recipe makes no index; `CancellationError`.
  public init(
    _ run: ChainRun, factors: [Factor], design: Design, progress: (Int) -> Void = { _ in }
  ) throws {
    guard let index = run.index, let plan = run.plan, let column = plan.codes.firstIndex(of: index)
    else {
      throw Table.Error(
        file: run.chain.file, column: "steps",
        reason: "uncertainty needs a recipe that ends in an aggregate step")
    }
    self.run = run
    self.factors = factors
    self.design = design
    nominalScores = run.result.numbers.column(index) ?? []
    nominalRanks = run.ranks(of: index)
    let count = run.result.units.count
    scores = []
    ranks = []
    scores.reserveCapacity(design.draws.count * count)
    ranks.reserveCapacity(design.draws.count * count)
    var maker = Replication(run, plan: plan, index: column, factors: factors)
    for number in design.draws.indices {
      if number % 256 == 0 {
        try Task.checkCancellation()
        progress(number)
      }
      do {
        try maker.make(
          draws: design.draws[number], named: design.named.isEmpty ? nil : design.named[number],
          withheld: nominalScores)
        scores += maker.scores
        ranks += maker.ranks
      } catch {
        failures.append((number, "\(error)"))
        scores += [Double](repeating: .missing, count: count)
        ranks += [Double](repeating: .missing, count: count)
      }
    }
    progress(design.draws.count)
  }

  /// The label of the alternative that a factor takes in a run; the number of an interval.
  func label(_ number: Int, _ factor: Int) -> String {
    switch factors[factor].range {
    case .alternatives(let list):
      let named = design.named.isEmpty ? nil : design.named[number][factor]
      return list[named ?? factors[factor].position(of: design.draws[number][factor])].label
    case .interval(let low, let high, _):
      return (low + design.draws[number][factor] * (high - low)).cell
    }
  }

  /// The ranks of one unit in the runs that are counted, without those that have none.
  public func counted(_ unit: Int, _ values: [Double]) -> [Double] {
    let width = units.count
    return (0..<design.counted).compactMap { number in
      let value = values[number * width + unit]
      return value.isNaN ? nil : value
    }
  }
}
