import Indices
import Policy
import Testing

@Suite struct ChainTests {
  private func index(_ run: ChainRun) throws -> [Double] {
    try #require(run.result.numbers.column("I"))
  }

  @Test func theIndexIsWhatAPersonReckons() throws {
    let run = try SmallIndex.run()
    // AA: a 1 of 1…5 → 1, b 9 of 9…1 → 1; c 10/1 of 10…11 … d 4 of 4…8 → 1.
    let table = run.result.numbers
    #expect(table.codes == ["a", "b", "c", "d", "P", "Q", "I"])
    #expect(table[0, 4] == 1)
    #expect(abs(table[4, 4] - 100) < 1e-12)
    // BB lacks d: the mean of 4, 6, 7, 8.
    #expect(run.stages[1].data.numbers[1, 3] == 6.25)
    #expect(run.ranks(of: "I")[4] == 1)
  }

  @Test func scalingAllWeightsOfAnAggregateChangesNothing() throws {
    let scaled = SmallIndex.meta.replacing("P,1,1,,10", with: "P,1,7,,10").replacing(
      "P,-1,2", with: "P,-1,14")
    let (one, other) = (try index(SmallIndex.run()), try index(SmallIndex.run(meta: scaled)))
    for (a, b) in zip(one, other) { #expect(abs(a - b) < 1e-12) }
  }

  @Test func theOrderOfRowsChangesNothing() throws {
    let lines = SmallIndex.data.split(separator: "\n")
    let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    for method in ["amean", "gmean", "hmean", "copeland", "mpi", "bod"] {
      let steps = SmallIndex.steps.replacing("amean", with: method)
      let (one, other) = (try SmallIndex.run(steps), try SmallIndex.run(steps, data: turned))
      #expect(one.result.units.map(\.code) == other.result.units.map(\.code))
      #expect(try index(one) == index(other), "\(method)")
    }
  }

  @Test func aPositiveStretchOfAnIndicatorChangesNoRank() throws {
    let stretched = SmallIndex.data.replacing(",4,6,50,7", with: ",4,6,50,7")
      .replacing("AA,Alpha,N,1,1", with: "AA,Alpha,N,1,110").replacing(
        "BB,Beta,N,2,2", with: "BB,Beta,N,2,120"
      )
      .replacing("CC,Gamma,S,4,3", with: "CC,Gamma,S,4,130").replacing(
        "DD,Delta,S,5,4", with: "DD,Delta,S,5,140"
      )
      .replacing("EE,Epsilon,,1,5", with: "EE,Epsilon,,1,150")
    #expect(try SmallIndex.run().ranks(of: "I") == SmallIndex.run(data: stretched).ranks(of: "I"))
  }

  @Test func aConstantIndicatorIsTold() throws {
    let flat = SmallIndex.data.replacing("1,1,9", with: "1,3,9").replacing("2,2,8", with: "2,3,8")
      .replacing("5,4,6", with: "5,3,6").replacing("1,5,1", with: "1,3,1")
    let run = try SmallIndex.run(data: flat)
    let notice = try #require(run.notices.first { $0.indicator == "a" && $0.isLoss })
    #expect(notice.step == 3 && notice.op == "normalise")
    #expect(try index(run).allSatisfy { !$0.isNaN })
  }

  @Test func anAggregateWithTooLittleBehindItIsNotPublished() throws {
    let steps = SmallIndex.steps.replacing(
      #""levels": "amean""#, with: #""levels": "amean", "coverage_thresh": 0.8"#)
    let run = try SmallIndex.run(steps)
    #expect(try index(run)[1].isMissing)
    let notice = try #require(run.notices.first { $0.unit == "BB" && $0.indicator == "I" })
    #expect(notice.message.contains("3 of 4 indicators"))
    #expect(notice.line == 3)
  }

  @Test func gapsBoundTheScore() throws {
    let run = try SmallIndex.run()
    let rows = try #require(run.bounds).rows
    for (i, row) in rows.enumerated() {
      let (low, score, high) = (
        try #require(Double(row[1].cell)), try #require(Double(row[2].cell)),
        try #require(Double(row[3].cell))
      )
      #expect(low <= score && score <= high)
      #expect(i == 1 ? low < high : low == high)
    }
  }

  @Test func aBoundThatAMeanCannotTakeLeavesTheScoresStanding() throws {
    let data = """
      uCode,uName,region,size,a,b,c,d
      AA,Alpha,N,1,1,1,10,4
      BB,Beta,N,2,2,8,2,
      CC,Gamma,S,4,3,7,20,6
      DD,Delta,S,5,4,6,50,7
      EE,Epsilon,,1,5,9,11,8
      """
    let steps = SmallIndex.steps.replacing(#""l": 1"#, with: #""l": 0"#)
      .replacing(#""levels": "amean""#, with: #""levels": ["amean", "gmean"]"#)
    let run = try SmallIndex.run(steps, data: data)
    #expect(try index(run).allSatisfy(\.isFinite))
    // With its gap at the worst, the second pillar of BB is 0.
    let rows = try #require(run.bounds).rows
    #expect(rows[1][1].cell == "NaN" && Double(rows[1][3].cell)?.isFinite == true)
    #expect(rows[0][1].cell == rows[0][2].cell)
  }

  @Test func winsorisingEqualPointsCountsThem() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 90, 90]
    let result = try Treatment(most: 1).winsorise(x)
    #expect(result.moved == 2)
    #expect(result.marks.suffix(2) == ["winhi", "winhi"])
    #expect(result.values.suffix(2) == [12, 12])
  }

  @Test func outrankingWithGapsDoesNotDependOnOrder() throws {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40)
    }
    for _ in 0..<50 {
      let rows = (0..<7).map { _ in
        (0..<4).map { _ in next().truncatingRemainder(dividingBy: 5) < 1 ? Double.missing : next() }
      }
      let weights = (0..<4).map { _ in next() }
      let columns = { (rows: [[Double]]) in (0..<4).map { c in rows.map { $0[c] } } }
      let one = try Outranking(columns(rows), weights: weights)
      let other = try Outranking(columns(rows.reversed()), weights: weights)
      #expect(one.copeland == other.copeland.reversed())
      #expect(one.copeland.reduce(0, +) == 0)
    }
  }

  @Test func weightsCanBeMade() throws {
    let pca = try SmallIndex.run(
      SmallIndex.steps.replacing(
        #""levels": "amean""#, with: #""levels": "amean", "weights": {"method": "pca"}"#))
    let shares = pca.effectiveShares
    #expect(
      abs((shares["a"] ?? 0) + (shares["b"] ?? 0) + (shares["c"] ?? 0) + (shares["d"] ?? 0) - 1)
        < 1e-12)
    let ahp = try SmallIndex.run(
      SmallIndex.steps.replacing(
        #""levels": "amean""#,
        with:
          #""levels": "amean", "weights": {"method": "ahp", "comparisons": {"I": [[1, 3], [0.3333333333333333, 1]]}}"#
      ))
    #expect(abs((ahp.effectiveShares["P"] ?? 0) - 0.75) < 1e-9)
  }

  @Test func gapsCanBeFilledFromOthers() throws {
    for method in ["hot_deck", "regression", "em"] {
      let run = try SmallIndex.run(#"{"op": "impute", "method": "\#(method)"}"#)
      let (before, after) = (run.raw.numbers, run.result.numbers)
      for (x, y) in zip(before.values, after.values) { #expect(x.isNaN ? !y.isNaN : x == y) }
    }
  }

  @Test func theTraceLeadsFromRawToContribution() throws {
    let trace = Attribution(try SmallIndex.run()).trace
    #expect(
      trace.columns == [
        "uCode", "Time", "iCode", "raw", "1_denominate", "2_impute", "3_normalise", "contribution",
        "against_mean",
      ])
    let run = try SmallIndex.run()
    let sum = trace.rows.filter { $0[0].cell == "CC" }.compactMap { Double($0[7].cell) }.reduce(
      0, +)
    #expect(abs(sum - (try index(run))[2]) < 1e-9)
  }

  @Test func whatMovedAddsUp() throws {
    let table = try Attribution(try SmallIndex.run()).steps()
    let own = table.rows.filter { $0[0].cell == "BB" }
    #expect(own.map { $0[2].cell } == ["raw", "1_denominate", "2_impute"])
    let changes = own.dropFirst().compactMap { Double($0[4].cell) }.reduce(0, +)
    let (first, last) = (Double(own[0][3].cell) ?? .nan, Double(own[2][3].cell) ?? .nan)
    #expect(abs(first + changes - last) < 1e-9)
  }

  @Test func stepsAfterTheAggregatesAreAllowed() throws {
    let after = [
      #"{"op": "treat"}"#, #"{"op": "impute"}"#, #"{"op": "screen"}"#,
      #"{"op": "normalise", "method": "rank"}"#,
    ]
    for step in after {
      let run = try SmallIndex.run(SmallIndex.steps + ", " + step)
      #expect(run.normalised.numbers.codes == ["a", "b", "c", "d"])
      #expect(try !run.files.isEmpty && !IndexAnalysis(run).files().isEmpty)
    }
    #expect(SmallIndex.complaint(SmallIndex.steps + #", {"op": "aggregate"}"#) != nil)
  }

  @Test func anIndexWithoutStepsOrWithHalfOfThemIsStillShown() throws {
    for steps in ["", #"{"op": "aggregate"}"#, #"{"op": "normalise"}"#, #"{"op": "denominate"}"#] {
      let run = try SmallIndex.run(steps)
      #expect(try !run.files.isEmpty && !IndexAnalysis(run).files().isEmpty)
    }
  }
}
