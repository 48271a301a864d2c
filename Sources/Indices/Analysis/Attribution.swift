public import Policy

/// Why a unit has the score and the rank that it has: which step moved it, and which indicator.
public struct Attribution: Sendable {
  private let run: ChainRun

  public init(_ run: ChainRun) { self.run = run }

  /// Score and rank of every unit with the steps before the scale put in one after the other, and what each moved.
  ///
  /// The first row of a unit is without any of them: raw numbers, normalised and aggregated as the recipe says. A step without
  /// which the index cannot be calculated has no number before it.
  public func steps() throws(Table.Error) -> ResultTable {
    let steps = run.chain.steps
    let first =
      steps.firstIndex { step in
        switch step {
        case .normalise, .aggregate: true
        default: false
        }
      } ?? steps.count
    let data = run.result
    var columns: [(name: String, scores: [String: Double], ranks: [String: Double])] = []
    for count in 0...first {
      var chain = run.chain
      chain.steps = Array(steps[..<count]) + Array(steps[first...])
      chain.excludedUnits = []
      chain.excludedIndicators = []
      chain.outputs = []
      let partial = try? ChainRun(
        chain, run.raw, run.framework, weightSets: run.weightSets, decks: run.decks)
      var scores: [String: Double] = [:]
      var ranks: [String: Double] = [:]
      if let partial, let index = partial.index,
        let column = partial.result.numbers.column(index)
      {
        for ((unit, score), rank) in zip(
          zip(partial.result.units, column), partial.ranks(of: index))
        {
          scores[unit.code + " " + unit.time.cell] = score
          ranks[unit.code + " " + unit.time.cell] = rank
        }
      }
      columns.append((count == 0 ? "raw" : "\(count)_\(steps[count - 1].op)", scores, ranks))
    }
    var rows: [[ResultTable.Value]] = []
    for unit in data.units {
      let key = unit.code + " " + unit.time.cell
      for (i, column) in columns.enumerated() {
        let (score, rank) = (column.scores[key] ?? .missing, column.ranks[key] ?? .missing)
        let before = i > 0 ? columns[i - 1] : nil
        func change(_ now: Double, _ then: Double?) -> ResultTable.Value {
          guard let then, !now.isNaN, !then.isNaN else { return .empty }
          return .number(now - then)
        }
        rows.append([
          .text(unit.code), .number(unit.time), .text(column.name), .number(score),
          change(score, before?.scores[key]), .number(rank), change(rank, before?.ranks[key]),
        ])
      }
    }
    return ResultTable(
      "what_moved", ["uCode", "Time", "after", "score", "score_change", "rank", "rank_change"], rows
    )
  }

  /// Every number from its raw value to its share in the score: a row a unit and indicator, a column a step.
  ///
  /// `contribution` is effective weight times the number that is aggregated, the share that it has of an arithmetic mean;
  /// `against_mean` what it adds to or takes from the score of a unit with the mean of every indicator.
  public var trace: ResultTable {
    let data = run.normalised
    let before = run.stages.enumerated().filter {
      !["aggregate", "trend", "screen"].contains($0.element.op)
    }
    let weights = run.plan.map { plan in
      WeightSet(
        name: "", weights: Dictionary(uniqueKeysWithValues: zip(plan.codes, plan.weights))
      ).effective(run.framework)
    }
    func places(_ source: IndexData) -> [IndexData.Unit: Int] {
      Dictionary(zip(source.units, 0...), uniquingKeysWith: { a, _ in a })
    }
    let sources = [run.raw] + before.map(\.element.data)
    let maps = sources.map(places)
    let means = data.numbers.columns.map { Column.mean(data.numbers.column($0)) }
    var rows: [[ResultTable.Value]] = []
    for (row, unit) in data.units.enumerated() {
      for column in data.numbers.columns {
        let code = data.numbers.codes[column]
        let weight = weights?[code] ?? .missing
        let value = data.numbers[row, column]
        rows.append(
          [.text(unit.code), .number(unit.time), .text(code)]
            + zip(sources, maps).map { source, map in
              .number(map[unit].map { source.numbers[$0, column] } ?? .missing)
            } + [
              .number(value.isNaN ? .missing : weight * value),
              .number(value.isNaN ? .missing : weight * (value - means[column])),
            ])
      }
    }
    return ResultTable(
      "trace",
      ["uCode", "Time", "iCode", "raw"] + before.map { "\($0.offset + 1)_\($0.element.op)" }
        + ["contribution", "against_mean"], rows)
  }
}
