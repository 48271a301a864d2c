import Testing

@testable import Evidence

/// Tables fitted to totals: the totals hold, the odds ratios of the prior are kept, and what cannot be is refused.
@Suite struct ProportionalFitTests {
  @Test(arguments: 1...40) func totalsHoldAndOddsRatiosAreKept(seed: UInt64) throws {
    var random = SmallRandom(seed: seed)
    let n = 2 + Int(seed % 7)
    let m = 2 + Int(seed % 5)
    let prior = random.matrix(n, m, zeros: seed.isMultiple(of: 3) ? 0.2 : 0)
    var target = prior
    for at in target.cells.indices where target.cells[at] > 0 {
      target.cells[at] *= random.number(in: 0.1...10)
    }
    let fit = try ProportionalFit(seed: prior, rows: target.rowSums, columns: target.columnSums)
    for (got, wanted) in zip(fit.table.rowSums, target.rowSums) {
      #expect(abs(got - wanted) <= 1e-9 * max(1, wanted))
    }
    for (got, wanted) in zip(fit.table.columnSums, target.columnSums) {
      #expect(abs(got - wanted) <= 1e-9 * max(1, wanted))
    }
    for i in 1..<n {
      for j in 1..<m {
        let cells = [(0, 0), (i, j), (0, j), (i, 0)]
        guard cells.allSatisfy({ prior[$0.0, $0.1] > 0 }) else { continue }
        let ratio = { (t: Matrix) in t[0, 0] * t[i, j] / (t[0, j] * t[i, 0]) }
        #expect(abs(ratio(fit.table) / ratio(prior) - 1) < 1e-8)
      }
    }
  }

  @Test func aHeavyDiagonalIsFittedInFewSteps() throws {
    var random = SmallRandom(seed: 7)
    var prior = random.matrix(60, 60, zeros: 0.5)
    prior.diagonal = (0..<60).map { _ in random.number(in: 1e6...1e9) }
    let columns = prior.columnSums
    let rows = prior.rowSums.map { $0 * random.number(in: 0.9999...1.0001) }
    let scale = columns.reduce(0, +) / rows.reduce(0, +)
    let fit = try ProportionalFit(seed: prior, rows: rows.map { $0 * scale }, columns: columns)
    #expect(fit.steps < 20)
    #expect(fit.residual < 1e-4)
  }

  @Test func aSolutionOnTheEdgeIsReached() throws {
    // The only table with these totals has nothing in the second diagonal cell.
    let prior = try #require(Matrix([[1, 1], [1, 1]]))
    let fit = try ProportionalFit(seed: prior, rows: [5, 0], columns: [2, 3])
    #expect(abs(fit.table[0, 0] - 2) < 1e-9 && fit.table[1, 1] == 0)
    let touching = try #require(Matrix([[0, 1, 1], [1, 0, 1], [1, 1, 0]]))
    let edge = try ProportionalFit(seed: touching, rows: [6, 1, 2], columns: [3, 4, 2])
    #expect(edge.residual < 1e-8)
    #expect(edge.table[1, 2] < 1e-6 && edge.table[2, 1] < 1e-6)
  }

  @Test func whatCannotBeIsRefusedByName() throws {
    let prior = try #require(Matrix([[1, 0, 0], [1, 0, 0], [1, 1, 1]]))
    let failure = #expect(throws: FitError.self) {
      try ProportionalFit(seed: prior, rows: [5, 5, 5], columns: [4, 6, 5])
    }
    let sentence = failure?.described(rows: ["A", "B", "C"], columns: ["A", "B", "C"]) ?? ""
    #expect(sentence.contains("A, B can reach only A, which is 6 too little"))
    #expect(throws: FitError.self) {
      try ProportionalFit(seed: prior, rows: [5, 5, 5], columns: [4, 6, 7])
    }
    let empty = #expect(throws: FitError.self) {
      try ProportionalFit(
        seed: #require(Matrix([[0, 0], [1, 1]])), rows: [1, 1], columns: [1, 1])
    }
    #expect("\(empty.map(String.init(describing:)) ?? "")".contains("row 1 must hold 1"))
  }
}
