public import Policy

/// Statistics and structure of an index that was run, as tables.
public struct IndexAnalysis: Sendable {
  /// Limits of flags.
  public struct Limits: Sendable, Hashable {
    /// Correlations that are less likely than this by chance are shown.
    public var probability = 0.05
    /// Members of one aggregate that say nearly the same.
    public var high = 0.9
    /// Members of one aggregate that pull against one another.
    public var low = -0.4
    /// Indicators that mostly measure size.
    public var denominator = 0.6
    /// Least share of values that are there.
    public var available = 0.65
    public var nonZero = 0.5
    public var distinct = 0.5
    public var skewness = 2.0
    public var kurtosis = 3.5

    public init() {}
  }

  let run: ChainRun
  let limits: Limits

  public init(_ run: ChainRun, limits: Limits = Limits()) {
    self.run = run
    self.limits = limits
  }

  /// All tables with the files that they go to.
  ///
  /// - Throws: `Table.Error` when an index cannot be calculated without one of its components.
  public func files() throws(Table.Error) -> [(file: String, table: ResultTable)] {
    var tables = [
      statistics, availability, availabilityByAggregate, rawCorrelations, highCorrelations,
      lowCorrelations, denominatorCorrelations,
    ]
    tables += Correlation.allCases.map(withParent)
    tables += [
      withAncestors, cronbach, run.effectiveWeights, componentShares, componentLoadings,
      factorLoadings,
    ]
    if run.plan != nil {
      for level in 2..<max(2, run.framework.top) { tables.append(withIndex(level: level)) }
      tables.append(try outranking())
      for level in 1..<run.framework.top {
        let removal = try LeaveOneOut(run, level: level)
        tables += [removal.scores, removal.ranks, removal.summary]
      }
      tables += [try Attribution(run).steps(), Attribution(run).trace]
      tables.append(strengths)
    }
    return tables.map { ($0.name + ".csv", $0) }
  }

  private var numbers: NumberTable { run.normalised.numbers }

  /// A row an indicator of the raw data.
  public var statistics: ResultTable {
    let data = run.raw.numbers
    let n = Double(data.rows)
    return ResultTable(
      "stats_raw",
      [
        "iCode", "Min", "Max", "Mean", "Median", "Std", "Skew", "Kurt", "N.Avail", "N.NonZero",
        "N.Unique", "N.Same", "Frc.Avail", "Frc.NonZero", "Frc.Unique", "Frc.Same", "Flag.Avail",
        "Flag.NonZero", "Flag.Unique", "Flag.SkewKurt",
      ],
      data.columns.map { column in
        let x = data.column(column)
        let present = Column.present(x)
        let bounds = Column.bounds(x)
        let there = Double(present.count)
        let nonZero = Double(present.count { $0 != 0 })
        let repeats = Dictionary(grouping: present, by: { $0 }).values.map(\.count)
        let unique = Double(repeats.count)
        let same = Double(repeats.max() ?? 0)
        let skew = Column.skewness(x)
        let kurt = Column.kurtosis(x)
        func flag(_ share: Double, _ limit: Double) -> ResultTable.Value {
          .text(share >= limit ? "ok" : "LOW")
        }
        let numbers: [Double] = [
          bounds?.low ?? .missing, bounds?.high ?? .missing, Column.mean(x), Column.median(x),
          Column.standardDeviation(x), skew, kurt, there, nonZero, unique, same, there / n,
          nonZero / there, unique / there, same / there,
        ]
        let outliers =
          skew.isNaN || kurt.isNaN
          ? "" : abs(skew) > limits.skewness && kurt > limits.kurtosis ? "OUT" : "ok"
        return [.text(data.codes[column])] + numbers.map(ResultTable.Value.number) + [
          flag(there / n, limits.available), flag(nonZero / n, limits.nonZero),
          flag(unique / n, limits.distinct), .text(outliers),
        ]
      })
  }

  public var availability: ResultTable {
    run.raw.table("availability", Availability.columns) {
      Availability(run.raw.numbers, row: $0).cells
    }
  }

  /// Of the indicators under each aggregate, the share that each unit has.
  public var availabilityByAggregate: ResultTable {
    let codes = run.aggregateOrder
    let members = codes.map { code in
      run.framework.indicators(under: code).compactMap { run.raw.numbers.position(of: $0.code) }
    }
    return run.raw.table("availability_by_group", codes) { row in
      members.map { columns in
        .number(
          1 - Double(columns.count { run.raw.numbers[row, $0].isNaN })
            / Double(max(1, columns.count)))
      }
    }
  }

  /// The best and the worst ranked indicators of each unit, five each, leaving out those where it stands at the bottom of a pile of
  /// equals.
  public var strengths: ResultTable {
    let data = run.normalised
    var rows: [[ResultTable.Value]] = []
    let ranks = data.numbers.columns.map { column in
      data.blocks.reduce(into: [Double](repeating: .missing, count: data.units.count)) {
        all, block in
        let own = Ranking.descending(block.map { data.numbers[$0, column] })
        for (row, rank) in zip(block, own) { all[row] = rank }
      }
    }
    let lows = data.numbers.columns.map { Column.bounds(data.numbers.column($0))?.low ?? .missing }
    var position: [IndexData.Unit: Int] = [:]
    for (row, unit) in run.raw.units.enumerated() { position[unit] = row }
    for (row, unit) in data.units.enumerated() {
      let there = data.numbers.columns.filter { !ranks[$0][row].isNaN }
      let sorted = there.sorted { (ranks[$0][row], $0) < (ranks[$1][row], $1) }
      let able = sorted.filter { data.numbers[row, $0] > lows[$0] }
      for (kind, columns) in [
        ("strength", Array(able.prefix(5))), ("weakness", Array(sorted.suffix(5).reversed())),
      ] {
        for column in columns {
          let node = run.framework[data.numbers.codes[column]]
          let raw = position[unit].map { run.raw.numbers[$0, column] } ?? .missing
          rows.append([
            .text(unit.code), .number(unit.time), .text(kind), .text(data.numbers.codes[column]),
            .optional(node?.name), .optional(node?.parent), .number(ranks[column][row]),
            .number(raw), .optional(node?.unit),
          ])
        }
      }
    }
    return ResultTable(
      "strengths",
      ["uCode", "Time", "kind", "iCode", "iName", "Parent", "Rank", "Value", "Unit"], rows)
  }

  private func outranking() throws(Table.Error) -> ResultTable {
    let data = run.normalised
    let rows = data.blocks.last ?? []
    let weights = run.plan.map { Array($0.weights[..<$0.indicators]) } ?? []
    let columns = data.numbers.columns.map { column in rows.map { data.numbers[$0, column] } }
    let result: Outranking
    do throws(UndefinedResult) {
      result = try Outranking(columns, weights: weights)
    } catch {
      throw Table.Error(file: run.framework.file, column: "Weight", reason: error.reason)
    }
    return ResultTable(
      "outranking_all", ["uCode"] + rows.map { data.units[$0].code },
      rows.indices.map { i in
        [.text(data.units[rows[i]].code)] + rows.indices.map { .number(result[i, $0]) }
      })
  }
}
