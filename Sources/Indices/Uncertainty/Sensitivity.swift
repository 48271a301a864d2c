/// Which choice moves the ranking, and which moves each unit.
extension UncertaintyRun {
  /// For each run, the mean absolute difference of ranks from the nominal ones.
  public var rankShift: [Double] {
    let width = units.count
    return (0..<runs).map { number in
      Column.mean(
        (0..<width).map { abs(ranks[number * width + $0] - nominalRanks[$0]) })
    }
  }

  /// Sensitivity indices of the mean rank shift, with intervals from resampling.
  ///
  /// - Throws: `UndefinedResult` for a design without AB runs, or when a run failed.
  public func indices(resamples: Int, seed: UInt64) throws(UndefinedResult) -> ResultTable {
    let y = rankShift
    let plain = try sobol(y)
    let centred = try sobol(y, isCentred: true)
    var draws = Draws(seed: seed ^ 0x424F_4F54_5354_5241)
    return ResultTable(
      "indices",
      [
        "Variable", "Si", "STi", "Si_q5", "Si_q95", "STi_q5", "STi_q95", "Si_centred",
        "includes_zero",
      ],
      factors.indices.map { i in
        let first = plain.interval(plain.firstTerms[i], resamples, &draws)
        let total = plain.interval(plain.totalTerms[i], resamples, &draws)
        return [.text(factors[i].name)]
          + [
            plain.first[i], plain.total[i], first.low, first.high, total.low, total.high,
            centred.first[i],
          ]
          .map(ResultTable.Value.number) + [.flag(first.low <= 0 && first.high >= 0)]
      })
  }

  /// Sensitivity indices for the score, or the rank, of each unit; a unit that nothing moves has none.
  public func indicesByUnit(_ name: String, _ values: [Double]) throws(UndefinedResult)
    -> ResultTable
  {
    let width = units.count
    var rows: [[ResultTable.Value]] = []
    for (unit, own) in units.enumerated() {
      let y = (0..<runs).map { values[$0 * width + unit] }
      let found = y.contains(where: \.isNaN) ? nil : try sobol(y)
      for (i, factor) in factors.enumerated() {
        rows.append([
          .text(own.code), .text(factor.name), .number(found?.first[i] ?? .missing),
          .number(found?.total[i] ?? .missing),
        ])
      }
    }
    return ResultTable("indices_per_unit_\(name)", ["uCode", "Variable", "Si", "STi"], rows)
  }

  private func sobol(_ y: [Double], isCentred: Bool = false) throws(UndefinedResult) -> Sobol {
    guard design.kind == .sobol else {
      throw UndefinedResult("sensitivity indices need a design with the runs A, B and AB")
    }
    return try Sobol(y, n: design.n, factors: factors.count, isCentred: isCentred)
  }

  /// All tables with the files that they go to; indices only where the design has the runs for them.
  public func files(top: [Int], resamples: Int, seed: UInt64) -> [(
    file: String, table: ResultTable
  )] {
    let pairs = pairs()
    var tables = [
      rankStatistics, rankProbabilities(top: top), rankDistribution, pairwise(pairs),
      groups(pairs), designTable, matrix("scores", nominalScores, scores),
      matrix("ranks", nominalRanks, ranks),
      ResultTable(
        "target", ["replicate", "mean_abs_rank_change"],
        rankShift.enumerated().map { [.number(Double($0 + 1)), .number($1)] }),
      summary(pairs), failureTable,
    ]
    if design.kind == .sobol, let all = try? indices(resamples: resamples, seed: seed) {
      tables.append(all)
      if let own = try? indicesByUnit("score", scores) { tables.append(own) }
      if let own = try? indicesByUnit("rank", ranks) { tables.append(own) }
    }
    return tables.map { ($0.name + ".csv", $0) }
  }

  private func matrix(_ name: String, _ nominal: [Double], _ values: [Double]) -> ResultTable {
    let width = units.count
    return run.result.table(name, ["Nominal"] + (0..<runs).map { "r_\($0 + 1)" }) { unit in
      [.number(nominal[unit])] + (0..<runs).map { .number(values[$0 * width + unit]) }
    }
  }

  private var designTable: ResultTable {
    ResultTable(
      "design", ["replicate"] + factors.map { "u_" + $0.name } + factors.map(\.name),
      (0..<runs).map { number in
        [.number(Double(number + 1))] + design.draws[number].map(ResultTable.Value.number)
          + factors.indices.map { .text(label(number, $0)) }
      })
  }

  private func summary(_ pairs: (rows: [Int], probability: [Double])) -> ResultTable {
    let robust = robustness(pairs)
    let widths = units.indices.map { unit -> Double in
      let sorted = counted(unit, ranks).sorted()
      return Column.quantile(sorted, 0.95) - Column.quantile(sorted, 0.05)
    }
    return ResultTable(
      "uncertainty_summary", ["what", "value"],
      [
        [.text("runs"), .number(Double(runs))],
        [.text("runs counted for ranks"), .number(Double(design.counted))],
        [.text("runs that failed"), .number(Double(failures.count))],
        [.text("median width of the 5-95% rank interval"), .number(Column.median(widths))],
        [.text("share of pairs ordered the same way in 95% of runs"), .number(robust.all)],
        [.text("the same for neighbours in the ranking"), .number(robust.neighbours)],
      ])
  }

  private var failureTable: ResultTable {
    ResultTable(
      "failures", ["replicate", "reason"],
      failures.map { [.number(Double($0.run + 1)), .text($0.reason)] })
  }
}

extension Sobol {
  /// The 5th and 95th percentile of an index when its terms are drawn anew with replacement, the variance held.
  func interval(_ terms: [Double], _ resamples: Int, _ draws: inout Draws) -> (
    low: Double, high: Double
  ) {
    guard resamples > 0 else { return (.missing, .missing) }
    var means: [Double] = []
    for _ in 0..<resamples {
      var sum = 0.0
      for _ in terms.indices { sum += terms[draws.next(below: terms.count)] }
      means.append(sum / Double(terms.count) / variance)
    }
    means.sort()
    return (Column.quantile(means, 0.05), Column.quantile(means, 0.95))
  }
}
