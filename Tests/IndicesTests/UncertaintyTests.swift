import Indices
import Policy
import Testing

@Suite struct UncertaintyTests {
  private func plan(_ factors: String, _ more: String = #""replications": 200"#) throws -> (
    ChainRun, UncertaintyPlan
  ) {
    let run = try SmallIndex.run()
    return (
      run,
      try UncertaintyPlan(
        Array(#"{\#(more), "seed": 5, "factors": {\#(factors)}}"#.utf8), file: "u.json", run: run)
    )
  }

  private func result(_ factors: String, _ more: String = #""replications": 200"#) throws
    -> UncertaintyRun
  {
    let (run, plan) = try plan(factors, more)
    return try UncertaintyRun(
      run, factors: plan.factors,
      design: Design(
        plan.kind, n: plan.n, factors: plan.factors.count, seed: plan.seed, isQuasi: plan.isQuasi))
  }

  @Test func withoutOtherChoicesNothingMoves() throws {
    let result = try result(#""aggregation": ["amean"]"#)
    for unit in result.units.indices {
      #expect(Set(result.counted(unit, result.ranks)) == [result.nominalRanks[unit]])
    }
    #expect(result.rankShift.allSatisfy { $0 == 0 })
  }

  @Test func theSameSeedGivesTheSameRuns() throws {
    let factors = #""weights": {"noise": 0.5}, "aggregation": ["amean", "gmean"]"#
    #expect(try result(factors).scores == result(factors).scores)
  }

  @Test func ranksOfEveryRunAreRanks() throws {
    let result = try result(
      #""weights": {"noise": 0.9}, "aggregation": ["amean", "gmean", "hmean"], "normalisation": ["minmax 1..100", "zscore mean 50 sd 5"], "imputation": ["median", "none"]"#
    )
    let width = result.units.count
    #expect(result.failures.isEmpty)
    for run in 0..<result.runs {
      let ranks = result.ranks[(run * width)..<((run + 1) * width)].sorted()
      #expect(ranks.first == 1)
      for (i, rank) in ranks.enumerated() { #expect(rank <= Double(i + 1)) }
    }
    let pairs = result.pairs()
    for i in 0..<width {
      for j in 0..<width {
        #expect(
          abs(pairs.probability[i * width + j] + pairs.probability[j * width + i] - 1) < 1e-12)
      }
    }
  }

  @Test func aFactorWithoutItsStepIsAnError() throws {
    #expect(throws: Table.Error.self) { try self.plan(#""winmax": [1, 2]"#) }
    #expect(throws: Table.Error.self) { try self.plan(#""colour": ["red"]"#) }
    #expect(throws: Table.Error.self) { try self.plan(#""weights": "absent.csv""#) }
    #expect(throws: Table.Error.self) { try self.plan(#""aggregation": ["magic"]"#) }
  }

  @Test func runsThatFailAreCounted() throws {
    let result = try result(
      #""normalisation": ["minmax 0..100", "minmax 1..100"], "aggregation": ["gmean"]"#)
    #expect(!result.failures.isEmpty && result.failures.count < result.runs)
    #expect(result.failures[0].reason.contains("geometric"))
  }

  @Test func leavingOutIsTheSameAsWeightZero() throws {
    let result = try result(#""leave_out": ["a"]"#)
    let zero = try SmallIndex.run(meta: SmallIndex.meta.replacing("P,1,1,,10", with: "P,1,0,,10"))
    let expected = try #require(zero.result.numbers.column("I"))
    let width = result.units.count
    let seen = Set((0..<result.runs).map { result.scores[$0 * width] })
    #expect(seen == [result.nominalScores[0], expected[0]])
  }

  @Test func anIntervalMovesAParameter() throws {
    let result = try result(
      #""low": {"step": "normalise", "parameter": "params.l", "interval": [1, 50]}"#)
    let worst = result.counted(0, result.scores)
    #expect((worst.min() ?? 0) > 1 && (worst.max() ?? 0) < 60 && Set(worst).count > 100)
  }

  @Test func indicesOfTheIshigamiFunctionComeOutRight() throws {
    for isQuasi in [false, true] {
      let n = 20_000
      let design = Design(.sobol, n: n, factors: 3, seed: 11, isQuasi: isQuasi)
      let y = design.draws.map { row in
        let x = row.map { (2 * $0 - 1) * Double.pi }
        return ishigami(x)
      }
      let result = try Sobol(y, n: n, factors: 3, isCentred: true)
      for (found, expected) in zip(result.first, [0.314, 0.442, 0]) {
        #expect(abs(found - expected) < 0.03)
      }
      for (found, expected) in zip(result.total, [0.558, 0.442, 0.244]) {
        #expect(abs(found - expected) < 0.03)
      }
    }
  }

  /// a = 7, b = 0.1; sines by their series, for the tests need no other library.
  private func ishigami(_ x: [Double]) -> Double {
    func sine(_ x: Double) -> Double {
      var (term, sum, k) = (x, x, 1.0)
      while abs(term) > 1e-17 {
        term *= -x * x / ((2 * k) * (2 * k + 1))
        sum += term
        k += 1
      }
      return sum
    }
    return sine(x[0]) + 7 * sine(x[1]) * sine(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sine(x[0])
  }

  @Test func whatItTakesIsTheSmallestSet() throws {
    let (run, plan) = try plan(
      #""aggregation": ["amean", "gmean"], "weights": {"noise": 0.2, "sets": 20}"#)
    for unit in run.result.units.map(\.code) {
      for goal in 1...5 {
        let answer = try WhatIf(run, unit: unit, goal: .rank(goal), factors: plan.factors)
        #expect(answer.methods == 40)
        guard let changes = answer.changes else { continue }
        #expect(answer.isSmallest)
        #expect(answer.least == changes.count)
        #expect(try smallest(run, plan, unit, goal) == changes.count, "\(unit) to \(goal)")
      }
    }
  }

  @Test func halfWayIsEnoughWhereItIsAndNoLess() throws {
    let (run, plan) = try plan(#""aggregation": ["amean", "gmean"]"#)
    let answer = try WhatIf(run, unit: "CC", goal: .rank(1), factors: plan.factors)
    let changes = try #require(answer.changes)
    #expect(!changes.isEmpty && answer.held == answer.methods)
    var row = ["CC", "Gamma", "S", "4", "3", "7", "20", "6"]
    let columns = ["a": 4, "b": 5, "c": 6, "d": 7]
    func isReached(_ part: Double) throws -> Bool {
      for change in changes {
        let enough = try #require(change.enough)
        row[try #require(columns[change.indicator])] =
          (change.from + part * (enough - change.from)).description
      }
      let data = SmallIndex.data.replacing(
        "CC,Gamma,S,4,3,7,20,6", with: row.joined(separator: ","))
      for method in ["amean", "gmean"] {
        let steps = SmallIndex.steps.replacing("amean", with: method)
        let again = try SmallIndex.run(steps, data: data)
        guard again.ranks(of: "I")[2] == 1 else { return false }
      }
      return true
    }
    #expect(try isReached(1))
    #expect(try !isReached(0.99))
    // The same way said in values of one's own; and one that leads nowhere.
    let codes = changes.map(\.indicator)
    let ends = Dictionary(uniqueKeysWithValues: changes.map { ($0.indicator, $0.to) })
    let own = try WhatIf(
      run, unit: "CC", goal: .rank(1), factors: plan.factors, candidates: codes, ends: ends)
    #expect(own.changes?.map(\.indicator) == codes)
    #expect(own.changes?.allSatisfy { $0.asIn.isEmpty } == true)
    let same = Dictionary(uniqueKeysWithValues: changes.map { ($0.indicator, $0.from) })
    let nowhere = try WhatIf(
      run, unit: "CC", goal: .rank(1), factors: plan.factors, candidates: codes, ends: same)
    #expect(nowhere.changes == nil)
    #expect(throws: Table.Error.self) {
      try WhatIf(run, unit: "CC", goal: .rank(1), ends: ["zz": 1])
    }
  }

  /// By trying all sets of the four indicators, each filled with the best of the others.
  private func smallest(_ run: ChainRun, _ plan: UncertaintyPlan, _ unit: String, _ goal: Int)
    throws -> Int?
  {
    let codes = ["a", "b", "c", "d"]
    for size in 0...4 {
      for mask in 0..<16 where mask.nonzeroBitCount == size {
        let only = codes.indices.filter { mask >> $0 & 1 == 1 }.map { codes[$0] }
        let answer = try WhatIf(
          run, unit: unit, goal: .rank(goal), factors: plan.factors, candidates: only)
        if answer.changes != nil { return size }
      }
    }
    return nil
  }

  @Test func anUnknownUnitIsAnError() throws {
    let run = try SmallIndex.run()
    #expect(throws: Table.Error.self) { try WhatIf(run, unit: "ZZ", goal: .rank(1)) }
  }
}
