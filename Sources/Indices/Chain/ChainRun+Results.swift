import Policy

/// What a run leaves behind as tables.
extension ChainRun {
  /// Every table with the file that it goes to: those of the recipe's `outputs` with what their steps say beside them, ranks,
  /// group ranks, results, coverage, bounds, effective weights and notices.
  public var files: [(file: String, table: ResultTable)] {
    var files: [(file: String, table: ResultTable)] = []
    for output in chain.outputs {
      let stage = stages[output.step - 1]
      let stem = output.file.hasSuffix(".csv") ? String(output.file.dropLast(4)) : output.file
      if stage.op == "trend", let trends = stage.tables.first {
        files.append((output.file, trends))
        continue
      }
      files.append((output.file, stage.data.table(stem)))
      for table in stage.tables { files.append(("\(stem)_\(table.name).csv", table)) }
    }
    if plan != nil {
      files.append(("ranks.csv", ranks))
      if let groupRanks { files.append(("group_ranks.csv", groupRanks)) }
      files.append(("results.csv", results))
      files.append(("coverage.csv", coverage))
      if let bounds { files.append(("bounds.csv", bounds)) }
      files.append(("effective_weights.csv", effectiveWeights))
      if let standardErrors { files.append(("standard_errors.csv", standardErrors)) }
    }
    files.append(("notices.csv", noticeTable))
    return files
  }

  /// Codes of aggregates, level by level, in the order of the metadata.
  public var aggregateOrder: [String] {
    framework.top < 2
      ? [] : (2...framework.top).flatMap { framework.nodes(at: $0).map(\.code) }
  }

  /// The code of the index: the aggregate at the top, the first if there are several.
  public var index: String? { framework.nodes(at: framework.top).first { $0.level > 1 }?.code }

  /// Ranks of a column of the result, within each year of a panel.
  public func ranks(of code: String) -> [Double] {
    let data = result
    guard let column = data.numbers.position(of: code) else {
      return [Double](repeating: .missing, count: data.units.count)
    }
    var ranks = [Double](repeating: .missing, count: data.units.count)
    for block in data.blocks {
      let own = Ranking.descending(block.map { data.numbers[$0, column] })
      for (row, rank) in zip(block, own) { ranks[row] = rank }
    }
    return ranks
  }

  /// How far each unit's estimate may err, for aggregates that are estimated; nil when none is.
  public var standardErrors: ResultTable? {
    guard let plan else { return nil }
    let estimated = plan.aggregates.filter { $0.method == .unobservedComponents }
    guard !estimated.isEmpty else { return nil }
    let data = result
    var columns = estimated.map { _ in
      [Double](repeating: .missing, count: data.units.count)
    }
    for (i, aggregate) in estimated.enumerated() {
      for block in data.blocks {
        let members = aggregate.children.compactMap { data.numbers.column(plan.codes[$0]) }
        let errors = (try? UnobservedComponents(members.map { x in block.map { x[$0] } }))?.errors
        for (row, error) in zip(block, errors ?? []) { columns[i][row] = error }
      }
    }
    return data.table("standard_errors", estimated.map { plan.codes[$0.column] }) { row in
      columns.map { .number($0[row]) }
    }
  }

  /// The rank of every unit in every aggregate.
  public var ranks: ResultTable {
    let columns = aggregateOrder.map(ranks(of:))
    return result.table("ranks", aggregateOrder) { row in columns.map { .number($0[row]) } }
  }

  /// The rank in the index within each group; nil when there are no groups.
  public var groupRanks: ResultTable? {
    let names = chain.groups ?? framework.groups
    guard let index, !names.isEmpty, let scores = result.numbers.column(index) else { return nil }
    let data = result
    let ranks = names.map { name in
      var ranks = [Double](repeating: .missing, count: scores.count)
      let groups = data.groups[name] ?? []
      for block in data.blocks {
        let own = Ranking.descending(
          block.map { scores[$0] }, within: block.map { groups[$0] })
        for (row, rank) in zip(block, own) { ranks[row] = rank }
      }
      return ranks
    }
    return data.table("group_ranks", [index] + names + names.map { "Rank_in_\($0)" }) { row in
      [.number(scores[row])] + names.map { .optional(data.groups[$0]?[row] ?? nil) }
        + ranks.map { .number($0[row]) }
    }
  }

  /// Rank, index, aggregates from the top down and indicators, the best unit first (by year in a panel).
  public var results: ResultTable {
    let data = result
    let order = Array(aggregateOrder.reversed()) + framework.indicators.map(\.code)
    let columns = order.compactMap { data.numbers.position(of: $0) }
    let ranks = index.map(ranks(of:)) ?? []
    var table = data.table("results", ["uName", "Rank"] + columns.map { data.numbers.codes[$0] }) {
      row in
      [.text(data.units[row].name), .number(ranks[row])]
        + columns.map { .number(data.numbers[row, $0]) }
    }
    let sorted = data.blocks.flatMap { block in
      block.sorted {
        let (a, b) = (ranks[$0], ranks[$1])
        return a.isNaN || b.isNaN ? !a.isNaN && b.isNaN : a < b
      }
    }
    table.rows = sorted.map { table.rows[$0] }
    return table
  }

  /// How much of each aggregate was observed.
  public var coverage: ResultTable {
    Coverage(self, rows: result).table(result, order: aggregateOrder)
  }

  /// The score that each unit would have if every gap that was filled or left were the worst, and if it were the best, of what
  /// others have.
  ///
  /// - Returns: nil when there is no index.
  public var bounds: ResultTable? {
    guard let plan, let index, let score = result.numbers.column(index) else { return nil }
    let (low, high) = Bounds(self, plan).scores(of: index)
    return result.table("bounds", ["\(index)_worst", index, "\(index)_best"]) { row in
      [.number(low[row]), .number(score[row]), .number(high[row])]
    }
  }

  /// Weight within its aggregate and share in the index, for every component.
  public var effectiveWeights: ResultTable {
    guard let plan else { return ResultTable("effective_weights", []) }
    let weights = WeightSet(
      name: "", weights: Dictionary(uniqueKeysWithValues: zip(plan.codes, plan.weights)))
    let shares = weights.effective(framework)
    return ResultTable(
      "effective_weights", ["iCode", "Level", "Weight", "EffWeight"],
      framework.nodes.map { node in
        [
          .text(node.code), .number(Double(node.level)),
          .number(weights.weights[node.code] ?? .missing), .number(shares[node.code] ?? .missing),
        ]
      })
  }

  public var noticeTable: ResultTable {
    ResultTable(
      "notices", ["step", "op", "uCode", "iCode", "line", "message"],
      notices.map { notice in
        [
          .number(Double(notice.step)), .text(notice.op), .optional(notice.unit),
          .optional(notice.indicator), .optional(notice.line), .text(notice.message),
        ]
      })
  }
}

extension ChainRun {
  /// The share of each component in the index, by its code.
  public var effectiveShares: [String: Double] {
    guard let plan else { return [:] }
    return WeightSet(
      name: "", weights: Dictionary(uniqueKeysWithValues: zip(plan.codes, plan.weights))
    ).effective(framework)
  }
}

extension Chain {
  /// The steps with their settings as they are written in the recipe; those of an object inside by its own keys.
  public var stepSettings: [(op: String, settings: [(key: String, values: [String])])] {
    zip(steps, sources).map { step, source in
      (step.op, Self.settings(source, named: "").filter { !["op", "note"].contains($0.key) })
    }
  }

  private static func settings(_ json: LocatedJSON, named key: String)
    -> [(key: String, values: [String])]
  {
    switch json.value {
    case .null: [(key, ["none"])]
    case .bool(let flag): [(key, [flag ? "yes" : "no"])]
    case .number(let text): [(key, [Double(text).map(\.cell) ?? text])]
    case .string(let text): [(key, [text])]
    case .array(let elements):
      elements.allSatisfy { $0.members == nil }
        ? [(key, elements.flatMap { settings($0, named: "").flatMap(\.values) })]
        : elements.flatMap { settings($0, named: key) }
    case .object(let members): members.flatMap { settings($0.value, named: $0.key) }
    }
  }
}
