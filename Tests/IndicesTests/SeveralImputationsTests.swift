import Indices
import Policy
import Testing

/// Gaps filled several times, from another table, and opinions counted.
@Suite struct SeveralImputationsTests {
  /// Two indicators with a correlation of 0.8 and a third without any; a fifth of the second is missing.
  private func columns(_ seed: UInt64) -> (full: [[Double]], withGaps: [[Double]]) {
    var deviates = NormalDeviates(SplitMix64(seed: seed))
    var columns: [[Double]] = [[], [], []]
    for _ in 0..<400 {
      let x = deviates.next()
      columns[0].append(x)
      columns[1].append(5 + 2 * (0.8 * x + 0.6 * deviates.next()))
      columns[2].append(deviates.next())
    }
    var gaps = columns
    for row in stride(from: 0, to: 400, by: 5) { gaps[1][row] = .missing }
    return (columns, gaps)
  }

  @Test func dataSetsDifferByWhatIsNotKnown() throws {
    let (full, gaps) = columns(3)
    let method = MultipleImputation(count: 40, seed: 9)
    var sets: [[[Double]]] = []
    for number in 0..<40 { sets.append(try method.fill(gaps, number: number)) }
    // Numbers that are there stay, and the same seed gives the same numbers.
    for set in sets {
      for (before, after) in zip(gaps, set) {
        for (x, y) in zip(before, after) where !x.isNaN { #expect(x == y) }
      }
    }
    #expect(try method.fill(gaps, number: 7) == sets[7])
    // Another year of the same numbers has chances of its own.
    #expect(try method.fill(gaps, number: 7, block: 1) != sets[7])
    // Errors have the standard deviation that the model has: 2 × 0.6, and a tenth for the ridge.
    var squares = 0.0
    for set in sets {
      for row in stride(from: 0, to: 400, by: 5) {
        let expected = 5 + 1.6 * full[0][row]
        squares += (set[1][row] - expected) * (set[1][row] - expected)
      }
    }
    let spread = (squares / (80 * 40)).squareRoot()
    #expect(abs(spread - 1.2) < 0.12, "\(spread)")
    // Of the variance of the mean, about as much is missing as is missing of the numbers, less what the others tell.
    let pooled = PooledMean(sets.map { $0[1] })
    #expect(pooled.total > pooled.within && (0.02...0.25).contains(pooled.missingInformation))
    #expect(PooledMean(sets.map { $0[0] }).between == 0)
  }

  @Test func severalDataSetsArePooled() {
    let pooled = PooledMean([[1, 2, 3], [2, 3, 4]])
    #expect(pooled.mean == 2.5 && abs(pooled.within - 1.0 / 3) < 1e-15)
    #expect(abs(pooled.between - 0.5) < 1e-15)
    #expect(abs(pooled.total - (1.0 / 3 + 0.75)) < 1e-15)
  }

  @Test func aRecipeFillsSeveralTimes() throws {
    func run(_ fields: String) throws -> ChainRun {
      try SmallIndex.run(
        SmallIndex.steps.replacing(
          #""method": "mean""#, with: #""method": "multiple", "imputations": 6\#(fields)"#))
    }
    let whole = try run("")
    let draws = try (1...6).map { try run(#", "draw": \#($0)"#).stages[1].data.numbers[1, 3] }
    #expect(Set(draws).count > 1)
    #expect(abs(draws.reduce(0, +) / 6 - whole.stages[1].data.numbers[1, 3]) < 1e-12)
    let imputed = try #require(whole.files.first { $0.file == "2_impute_imputed.csv" }).table
    #expect(imputed.rows.count == 1 && imputed.rows[0][2] == .text("d"))
    #expect(whole.files.contains { $0.file == "2_impute_pooled.csv" })
    #expect(
      SmallIndex.complaint(
        SmallIndex.steps.replacing(
          #""method": "mean""#, with: #""method": "multiple", "imputations": 3, "draw": 4"#))?
        .reason.contains("no number 4") == true)
  }

  @Test func dataSetsAreAFactorOfUncertainty() throws {
    let run = try SmallIndex.run()
    func plan(_ imputation: String) throws -> UncertaintyPlan {
      try UncertaintyPlan(
        Array(#"{"replications": 60, "factors": {"imputation": \#(imputation)}}"#.utf8),
        file: "u.json", run: run)
    }
    let own = try plan(#"["multiple 12"]"#)
    #expect(own.factors[0].count == 12)
    let result = try UncertaintyRun(
      run, factors: own.factors, design: Design(own.kind, n: own.n, factors: 1, seed: 1))
    #expect(result.failures.isEmpty)
    // BB lacks d, so its score moves; EE has all.
    let (lacking, whole) = (result.counted(1, result.scores), result.counted(4, result.scores))
    #expect(Set(lacking).count > 3 && lacking.count == 60 && whole.count == 60)
    #expect(throws: Table.Error.self) { try plan(#"["multiple 12", "none"]"#) }
    #expect(try plan(#"[{"method": "multiple", "draw": 2}, "none"]"#).factors[0].count == 2)
  }

  @Test func moreThanCanBeReckonedIsRefused() {
    var random = SplitMix64(seed: 1)
    let columns = (0..<700).map { _ in
      (0..<400).map { _ in random.uniform() < 0.2 ? Double.missing : random.uniform() }
    }
    #expect(throws: UndefinedResult.self) {
      try DonorImputation.expectationMaximisation.fill(columns)
    }
  }

  private func withDeck(_ deck: String, data: String = SmallIndex.data) throws -> ChainRun {
    let steps = SmallIndex.steps.replacing(
      #""method": "mean""#, with: #""method": "cold_deck", "deck": "old.csv""#)
    return try ChainRun(
      SmallIndex.chain(steps),
      ChainInputs(
        data: .init("d.csv", Array(data.utf8)), meta: .init("m.csv", Array(SmallIndex.meta.utf8)),
        decks: ["old.csv": .init("old.csv", Array(deck.utf8))]))
  }

  @Test func anEarlierRoundFillsGaps() throws {
    // The newest year counts, in whatever order the rows stand; columns of no indicator are passed over.
    let run = try withDeck("uCode,Time,d,remark\nBB,2019,5,x\nBB,2015,4,y\nAA,2019,9,z\n")
    #expect(run.stages[1].data.numbers[1, 3] == 5 && run.stages[1].data.numbers[0, 3] == 4)
    #expect(run.chain.decks == ["old.csv"])
    // A gap that the deck does not fill stays, and is said.
    let other = try withDeck("uCode,d\nAA,9\n")
    #expect(other.stages[1].data.numbers[1, 3].isMissing)
    #expect(other.notices.contains { $0.unit == "BB" && $0.indicator == "d" })
    for (bad, word) in [
      ("uCode,z\nAA,1\n", "indicator"), ("uCode,d\nAA,1\nAA,2\n", "twice"), ("uCode,d\nAA,x\n", ""),
    ] {
      #expect(throws: Table.Error.self) { try withDeck(bad) }
      do {
        _ = try withDeck(bad)
      } catch let error as Table.Error {
        #expect(error.file == "old.csv" && (word.isEmpty || error.reason.contains(word)))
      }
    }
    #expect(
      SmallIndex.complaint(
        SmallIndex.steps.replacing(
          #""method": "mean""#, with: #""method": "cold_deck", "deck": "old.csv""#))?.file
        == "old.csv")
  }

  @Test func opinionsAreCountedInGroups() throws {
    let data = """
      uCode,uName,Time,region,size,a,b,c,d
      AA,Alpha,2020,N,1,1,9,10,4
      BB,Beta,2020,N,2,2,8,30,1
      CC,Gamma,2020,S,4,3,7,20,6
      AA,Alpha,2021,N,1,2,9,10,4
      BB,Beta,2021,N,2,2,9,30,1
      CC,Gamma,2021,S,4,2,7,20,6
      """
    func steps(_ group: String) -> String {
      #"{"op": "normalise", "method": "balance_of_opinions"\#(group)}, {"op": "aggregate"}"#
    }
    let run = try SmallIndex.run(steps(#", "params": {"group": "region"}"#), data: data)
    let table = run.stages[0].data
    // Rows are in the order of time. In N one of two says more of a; b counts down, and one says more of it.
    #expect(table.numbers[0, 0].isMissing)
    #expect(table.numbers[3, 0] == 50 && table.numbers[4, 0] == 50 && table.numbers[5, 0] == -100)
    #expect(table.numbers[3, 1] == -50)
    let alone = try SmallIndex.run(steps(""), data: data).stages[0].data.numbers
    #expect(alone[3, 0] == 100 && alone[4, 0] == 0)
    #expect(
      SmallIndex.complaint(steps(#", "params": {"group": "Land"}"#), data: data)?.column == "Land")
  }

  /// Of a table of one year there is no earlier value: gaps stay gaps, and what is there stays.
  @Test func aSingleYearHasNothingEarlier() throws {
    let data = """
      uCode,Time,region,size,a,b,c,d
      AA,2020,N,1,1,9,10,4
      BB,2020,N,2,2,8,30,
      """
    let run = try SmallIndex.run(#"{"op": "impute", "method": "latest"}"#, data: data)
    let column = try #require(run.result.numbers.codes.firstIndex(of: "d"))
    #expect(run.result.numbers[1, column].isNaN)
    #expect(run.result.numbers[0, column] == 4)
  }
}
