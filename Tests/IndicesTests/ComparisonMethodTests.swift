import Indices
import Policy
import Testing

/// Orders and scores made by comparing units with one another.
@Suite struct ComparisonMethodTests {
  private static func random(_ units: Int, _ indicators: Int, seed: UInt64, gaps: Bool = false)
    -> [[Double]]
  {
    var numbers = SeededNumbers(state: seed)
    return (0..<indicators).map { _ in
      (0..<units).map { _ in
        gaps && numbers.next() % 6 == 0 ? .missing : Double(numbers.next() % 7)
      }
    }
  }

  private static func sum(_ order: [Int], _ outranking: Outranking) -> Double {
    var sum = 0.0
    for (i, above) in order.enumerated() {
      for below in order[(i + 1)...] {
        let share = outranking[above, below]
        sum += share.isNaN ? 0.5 : share
      }
    }
    return sum
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    items.count < 2
      ? [items]
      : items.flatMap { first in
        permutations(items.filter { $0 != first }).map { [first] + $0 }
      }
  }

  @Test func theOrderOfKemenyIsTheBestOfAll() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let outranking = try Outranking(
        Self.random(6, 5, seed: seed, gaps: seed % 2 == 0), weights: [1, 2, 1, 0.5, 1])
      let kemeny = KemenyOrder(outranking)
      let best = Self.permutations(Array(0..<6)).map { Self.sum($0, outranking) }.max() ?? 0
      #expect(kemeny.isExact && abs(Self.sum(kemeny.order, outranking) - best) < 1e-9)
    }
  }

  @Test func manyUnitsAreOrderedAtLeastAsWellAsByCopeland() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let outranking = try Outranking(
        Self.random(40, 6, seed: seed), weights: [Double](repeating: 1, count: 6))
      let kemeny = KemenyOrder(outranking)
      let copeland = (0..<40).sorted {
        (outranking.copeland[$1], $0) < (outranking.copeland[$0], $1)
      }
      #expect(!kemeny.isExact && Set(kemeny.order) == Set(0..<40))
      #expect(Self.sum(kemeny.order, outranking) >= Self.sum(copeland, outranking) - 1e-9)
    }
  }

  @Test func netFlowsSumToZeroAndClosenessIsFromZeroToOne() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let columns = Self.random(9, 4, seed: seed)
      let flow = try Outranking(columns, weights: [1, 1, 2, 3]).netFlow
      #expect(abs(flow.reduce(0, +)) < 1e-9 && flow.allSatisfy { abs($0) <= 1 })
      for score in Closeness.scores(columns, weights: [1, 1, 2, 3]) {
        #expect((0...1).contains(score))
      }
    }
    // The best in everything is at 1, the worst in everything at 0.
    let scores = Closeness.scores([[1, 2, 3], [5, 6, 9], [0, 1, 4]], weights: [1, 1, 1])
    #expect(scores[0] == 0 && scores[2] == 1)
  }

  @Test func aReferenceCaseAsksForCloseness() throws {
    let text = #"{"id": "1", "op": "aggregate.topsis", "input": {"X": [[1, 5], [2, 6], [3, 9]]}}"#
    let outcome = try #require(try VectorCase.read(Array(text.utf8), file: "cases.json").first)
      .run()
    let scores = Closeness.scores([[1, 2, 3], [5, 6, 9]], weights: [1, 1])
    #expect(outcome.value == .array(scores.map(JSONValue.cell)))
  }

  @Test(arguments: ["promethee", "kemeny", "topsis", "copeland"])
  func recipesTakeThem(method: String) throws {
    let steps = SmallIndex.steps.replacing(
      #""levels": "amean""#, with: #""levels": ["amean", "\#(method)"]"#)
    let run = try SmallIndex.run(steps)
    let scores = try #require(run.result.numbers.column("I"))
    #expect(scores.allSatisfy { $0.isFinite })
    // P and Q agree that DD is better than BB.
    let pillars = try ["P", "Q"].map { try #require(run.result.numbers.column($0)) }
    if pillars.allSatisfy({ $0[3] > $0[1] }) { #expect(scores[3] > scores[1]) }
  }

  @Test func whatGoesTogetherFillsItsGaps() throws {
    // Three indicators that are nearly one: the gap is filled near the line, not at the mean.
    var numbers = SeededNumbers(state: 4)
    func noise() -> Double { Double(numbers.next() % 1000) / 1000 - 0.5 }
    let base = (0..<60).map { Double($0) }
    var columns = [base, base.map { 2 * $0 + noise() }, base.map { 100 - $0 + noise() }]
    columns[1][50] = .missing
    columns[2][7] = .missing
    columns[2][8] = .missing
    columns.append(base.map { _ in 3 })
    columns[3][5] = .missing
    let filled = try DonorImputation.expectationMaximisation.fill(columns)
    #expect(abs(filled[1][50] - 100) < 2 && abs(filled[2][7] - 93) < 2)
    #expect(filled[3][5] == 3)
    for (before, after) in zip(columns, filled) {
      for (x, y) in zip(before, after) where !x.isNaN { #expect(x == y) }
    }
    let empty = try DonorImputation.expectationMaximisation.fill([[.missing, .missing]])
    #expect(empty[0].allSatisfy { $0.isMissing })
  }

  @Test func anAnalysisGoesOnWhereOneComponentLessLeavesNoIndex() throws {
    // P has one component with a weight; without it nothing outranks anything.
    let meta = SmallIndex.meta.replacing(
      "b,Second,Indicator,1,P,-1,2", with: "b,Second,Indicator,1,P,-1,0")
    for method in ["copeland", "kemeny", "topsis", "gmean"] {
      let steps = SmallIndex.steps.replacing(#""amean""#, with: #"["\#(method)", "amean"]"#)
      let run = try SmallIndex.run(steps, meta: meta)
      let files = try IndexAnalysis(run).files()
      #expect(files.contains { $0.file == "leave_one_out_level1_summary.csv" })
    }
  }

  @Test func expertsShareOutPoints() throws {
    func steps(_ allocations: String) -> String {
      SmallIndex.steps.replacing(
        #""levels": "amean""#,
        with:
          #""levels": "amean", "weights": {"method": "budget", "allocations": {"I": \#(allocations)}}"#
      )
    }
    let run = try SmallIndex.run(steps("[[60, 40], [5, 5], [1, 0]]"))
    #expect(abs((run.effectiveShares["P"] ?? 0) - 0.7) < 1e-12)
    for bad in ["[[60]]", "[[0, 0]]", "[[-1, 2]]"] {
      #expect(SmallIndex.complaint(steps(bad))?.reason.contains("allocation") == true)
    }
  }

  @Test func aScoreThatCannotBeIsSaid() throws {
    let steps = SmallIndex.steps.replacing("minmax", with: "zscore")
      .replacing(#", "params": {"l": 1, "u": 100}"#, with: "")
      .replacing(#""levels": "amean""#, with: #""levels": "genmean", "p": 0.5"#)
    let run = try SmallIndex.run(steps)
    #expect(
      run.notices.contains {
        $0.isLoss && $0.message.contains("cannot be calculated") && $0.line != nil
      })
  }
}
