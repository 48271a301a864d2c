/// What many runs say about ranks.
extension UncertaintyRun {
  /// Nominal rank and the distribution of ranks of every unit.
  public var rankStatistics: ResultTable {
    run.result.table(
      "rank_stats", ["Nominal", "Mean", "Median", "Q5", "Q95", "Min", "Max", "Runs"]
    ) { unit in
      let sorted = counted(unit, ranks).sorted()
      return [
        nominalRanks[unit], Column.mean(sorted), Column.median(sorted),
        Column.quantile(sorted, 0.05), Column.quantile(sorted, 0.95), sorted.first ?? .missing,
        sorted.last ?? .missing, Double(sorted.count),
      ].map(ResultTable.Value.number)
    }
  }

  /// The probability of being first, and among the first k.
  public func rankProbabilities(top: [Int]) -> ResultTable {
    run.result.table(
      "rank_probability", top.map { $0 == 1 ? "p_rank_1" : "p_rank_le_\($0)" } + ["rank_sd"]
    ) { unit in
      let own = counted(unit, ranks)
      return top.map { k in .number(Self.share(own.count { $0 <= Double(k) }, own.count)) } + [
        .number(Column.standardDeviation(own))
      ]
    }
  }

  /// The probability of each rank.
  public var rankDistribution: ResultTable {
    run.result.table("rank_distribution", units.indices.map { "p_\($0 + 1)" }) { unit in
      let own = counted(unit, ranks)
      var counts = [Int](repeating: 0, count: units.count)
      for rank in own { counts[Int(rank) - 1] += 1 }
      return counts.map { .number(Self.share($0, own.count)) }
    }
  }

  /// The rows of the last year, and for two of them the share of runs in which the first scores higher, half of those where they
  /// are equal.
  public func pairs() -> (rows: [Int], probability: [Double]) {
    let rows = run.result.blocks.last ?? []
    let width = units.count
    let n = rows.count
    var above = [Double](repeating: 0, count: n * n)
    var both = [Double](repeating: 0, count: n * n)
    var own = [Double](repeating: 0, count: n)
    for number in 0..<design.counted {
      for (i, row) in rows.enumerated() { own[i] = scores[number * width + row] }
      for i in 0..<n where !own[i].isNaN {
        for j in 0..<n where !own[j].isNaN {
          both[i * n + j] += 1
          above[i * n + j] += own[i] > own[j] ? 1 : own[i] == own[j] ? 0.5 : 0
        }
      }
    }
    return (rows, zip(above, both).map { $1 > 0 ? $0 / $1 : .missing })
  }

  public func pairwise(_ pairs: (rows: [Int], probability: [Double])) -> ResultTable {
    let codes = pairs.rows.map { units[$0].code }
    return ResultTable(
      "pairwise_probability", ["uCode"] + codes,
      codes.enumerated().map { i, code in
        [.text(code)] + codes.indices.map { .number(pairs.probability[i * codes.count + $0]) }
      })
  }

  /// Groups of units, best first by nominal rank: a unit opens a new group when the first of the group before it is above it in 95% of the runs.
  public func groups(_ pairs: (rows: [Int], probability: [Double]), sureness: Double = 0.95)
    -> ResultTable
  {
    let n = pairs.rows.count
    let means = pairs.rows.map { Column.mean(counted($0, ranks)) }
    let order = (0..<n).filter { !nominalRanks[pairs.rows[$0]].isNaN && !means[$0].isNaN }.sorted {
      (nominalRanks[pairs.rows[$0]], means[$0], $0) < (nominalRanks[pairs.rows[$1]], means[$1], $1)
    }
    var group = 0
    var leader: Int?
    var rows: [[ResultTable.Value]] = []
    for unit in order {
      if leader.map({ pairs.probability[$0 * n + unit] >= sureness }) ?? true {
        group += 1
        leader = unit
      }
      rows.append([
        .number(Double(group)), .text(units[pairs.rows[unit]].code),
        .text(units[pairs.rows[unit]].name), .number(nominalRanks[pairs.rows[unit]]),
        .number(means[unit]),
      ])
    }
    return ResultTable("rank_groups", ["group", "uCode", "uName", "Nominal", "Mean"], rows)
  }

  /// Of all pairs and of pairs of neighbours in the nominal ranking, the share that is ordered the same way in 95% of the runs.
  public func robustness(_ pairs: (rows: [Int], probability: [Double]), sureness: Double = 0.95)
    -> (all: Double, neighbours: Double)
  {
    let n = pairs.rows.count
    let isSure = { (i: Int, j: Int) in
      let p = pairs.probability[i * n + j]
      return p >= sureness || p <= 1 - sureness
    }
    var sure = 0
    var count = 0
    for i in 0..<n {
      for j in 0..<i where !pairs.probability[i * n + j].isNaN {
        count += 1
        if isSure(i, j) { sure += 1 }
      }
    }
    let order = (0..<n).filter { !nominalRanks[pairs.rows[$0]].isNaN }.sorted {
      (nominalRanks[pairs.rows[$0]], $0) < (nominalRanks[pairs.rows[$1]], $1)
    }
    let next = zip(order, order.dropFirst())
    return (
      Self.share(sure, count), Self.share(next.count { isSure($0, $1) }, max(order.count - 1, 0))
    )
  }

  private static func share(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? .missing : Double(part) / Double(whole)
  }
}
