public import Policy

/// The tables that a recipe needs, as bytes with the names to use in messages.
public struct ChainInputs: Sendable {
  public struct File: Sendable {
    public var name: String
    public var bytes: [UInt8]

    public init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  public var data: File
  public var meta: File
  /// By the name of the weight set.
  public var weights: [String: File]
  /// Tables that gaps are filled from, by the name that the recipe gives.
  public var decks: [String: File]

  public init(
    data: File, meta: File, weights: [String: File] = [:], decks: [String: File] = [:]
  ) {
    self.data = data
    self.meta = meta
    self.weights = weights
    self.decks = decks
  }
}

/// A recipe that was run: the data after every step, and what there is to say about them.
public struct ChainRun: Sendable {
  /// The data after one step.
  public struct Stage: Sendable {
    public var op: String
    public var data: IndexData
    /// What the step says beside its data: `summary`, `details`, `points`, `source_year`, `trends`.
    public var tables: [ResultTable]
  }

  public let chain: Chain
  /// Without what the recipe leaves out.
  public let framework: Framework
  /// With what the recipe leaves out.
  let whole: Framework
  /// As they came, without what the recipe leaves out.
  public let raw: IndexData
  public private(set) var stages: [Stage] = []
  public private(set) var notices: [Notice] = []
  public let weightSets: [String: WeightSet]
  /// Tables that gaps are filled from.
  public let decks: [String: ColdDeck]
  /// How the last `aggregate` step calculates.
  public private(set) var plan: AggregationPlan?
  /// Places in `stages` of the last table before gaps are filled, and of the last one before aggregates; -1 for the raw data.
  private(set) var observedAt = -1
  private(set) var normalisedAt = -1

  /// The data after the last step.
  public var result: IndexData { stages.last?.data ?? raw }

  /// The data as observed: after division by sizes, before gaps are filled.
  public var observed: IndexData { observedAt < 0 ? raw : stages[observedAt].data }

  /// The data that are aggregated.
  public var normalised: IndexData { normalisedAt < 0 ? raw : stages[normalisedAt].data }

  /// Runs all steps.
  ///
  /// - Throws: `Table.Error` for anything in the recipe or the tables that cannot be used, with file, line and column.
  public init(_ chain: Chain, _ inputs: ChainInputs) throws(Table.Error) {
    let whole = try Framework(inputs.meta.bytes, file: inputs.meta.name)
    let data = try IndexData(inputs.data.bytes, file: inputs.data.name, framework: whole)
    var sets: [String: WeightSet] = [:]
    for (name, file) in inputs.weights {
      sets[name] = try WeightSet(file.bytes, name: name, file: file.name, framework: whole)
    }
    var decks: [String: ColdDeck] = [:]
    for (name, file) in inputs.decks {
      decks[name] = try ColdDeck(file.bytes, file: file.name, framework: whole)
    }
    try self.init(chain, data, whole, weightSets: sets, decks: decks)
  }

  /// Runs all steps on tables that are read already.
  public init(
    _ chain: Chain, _ data: IndexData, _ framework: Framework,
    weightSets: [String: WeightSet] = [:], decks: [String: ColdDeck] = [:]
  ) throws(Table.Error) {
    self.chain = chain
    self.weightSets = weightSets
    self.decks = decks
    for code in chain.excludedIndicators where framework[code]?.level != 1 {
      throw Table.Error(
        file: chain.file, column: "exclude_indicators", reason: "there is no indicator «\(code)»")
    }
    for code in chain.excludedUnits where !data.units.contains(where: { $0.code == code }) {
      throw Table.Error(
        file: chain.file, column: "exclude_units", reason: "there is no unit «\(code)»")
    }
    for code in chain.groups ?? [] where data.groups[code] == nil {
      throw Table.Error(
        file: chain.file, column: "groups", reason: "there is no group column «\(code)»")
    }
    whole = framework
    self.framework = framework.removing(Set(chain.excludedIndicators))
    raw = Self.kept(data, chain)
    notices = Self.constants(raw)
    var isObserved = true
    for (i, step) in chain.steps.enumerated() {
      switch step {
      case .denominate, .screen, .trend: if isObserved { observedAt = i }
      default: isObserved = false
      }
      try run(step, number: i + 1)
      if plan == nil { normalisedAt = i }
    }
  }

  private static func kept(_ data: IndexData, _ chain: Chain) -> IndexData {
    var kept = data
    if !chain.excludedUnits.isEmpty {
      kept = data.selecting(
        data.units.indices.filter { !chain.excludedUnits.contains(data.units[$0].code) })
    }
    if !chain.excludedIndicators.isEmpty {
      kept.numbers = kept.numbers.selecting(
        columns: kept.numbers.columns.filter {
          !chain.excludedIndicators.contains(kept.numbers.codes[$0])
        })
    }
    return kept
  }

  /// Other data for the same units, as another assessor gives them, in the same order.
  ///
  /// - Throws: `Table.Error` when a unit is not there.
  func adopting(_ data: IndexData) throws(Table.Error) -> IndexData {
    let other = Self.kept(data, chain)
    var rows: [Int] = []
    for unit in raw.units {
      guard
        let row = other.units.firstIndex(where: {
          $0.code == unit.code && ($0.time == unit.time || $0.time.isNaN)
        })
      else {
        throw Table.Error(
          file: data.file, column: "uCode", reason: "\(unit.code) \(unit.time.cell) is not there")
      }
      rows.append(row)
    }
    return other.selecting(rows)
  }

  private mutating func run(_ step: Chain.Step, number: Int) throws(Table.Error) {
    let data = result
    var stage = Stage(op: step.op, data: data, tables: [])
    var found: [Notice] = []
    switch step {
    case .denominate(let step): stage.data = try step.apply(data, framework)
    case .screen(let step):
      let (kept, summary, removed) = try step.apply(data)
      stage.data = kept
      stage.tables = [summary]
      found = removed.map { row in
        Notice(
          .leftOut, unit: data.units[row].code, line: data.units[row].line, isLoss: false,
          "\(data.units[row].code) is left out: too few data")
      }
    case .impute(let step):
      let (filled, tables) = try step.apply(data, framework, decks)
      stage.data = filled
      stage.tables = tables
      found = Self.remaining(filled, step)
    case .treat(let step):
      let (treated, findings, marks) = try step.apply(data)
      stage.data = treated
      let points = data.table("points", data.numbers.codes) { row in
        data.numbers.columns.map { .mark(marks[$0][row]) }
      }
      stage.tables = [TreatmentStep.details(findings), points]
      found = findings.filter { $0.treated.isUndecidable }.map { finding in
        Notice(
          .outliersUntold, indicator: finding.indicator, time: finding.time, isLoss: false,
          "outliers of \(finding.indicator)\(finding.time.map { " in \($0.cell)" } ?? "") cannot be told (too few different values): left as it is"
        )
      }
    case .normalise(let step):
      (stage.data, found) = try step.apply(data, framework)
    case .aggregate(let step): (stage.data, found) = try aggregate(data, step)
    case .trend(let step): stage.tables = [try step.apply(data, framework)]
    }
    stages.append(stage)
    notices += found.map { notice in
      var notice = notice
      notice.step = number
      notice.op = step.op
      return notice
    }
  }

  /// The data with the columns of the aggregates.
  private mutating func aggregate(_ data: IndexData, _ step: AggregationStep) throws(Table.Error)
    -> (IndexData, [Notice])
  {
    guard data.numbers.codes.count == framework.indicators.count else {
      throw Table.Error(
        file: chain.file, column: "steps", reason: "the recipe aggregates twice")
    }
    let (plan, found) = try step.plan(data, framework, weightSets)
    self.plan = plan
    var result = data
    result.numbers = try plan.aggregated(data)
    var notices = found
    for aggregate in plan.aggregates {
      for row in data.units.indices {
        let score = result.numbers[row, aggregate.column]
        guard score.isNaN, !score.isMissing else { continue }
        notices.append(
          Notice(
            .incalculable, unit: data.units[row].code, indicator: plan.codes[aggregate.column],
            line: data.units[row].line,
            "\(plan.codes[aggregate.column]) of \(data.units[row].code) cannot be calculated: a number of its components has no root, or nothing differs"
          ))
      }
    }
    if let limit = step.coverage {
      let coverage = Coverage(self, rows: data)
      for aggregate in plan.aggregates {
        for row in data.units.indices where coverage.weightShare(aggregate.column, row) < limit {
          result.numbers[row, aggregate.column] = .missing
          notices.append(
            Notice(
              .unpublished, unit: data.units[row].code, indicator: plan.codes[aggregate.column],
              line: data.units[row].line,
              figures: [
                "n": "\(coverage.count(aggregate.column, row))",
                "all": "\(coverage.indicators(aggregate.column))",
              ],
              "\(plan.codes[aggregate.column]) of \(data.units[row].code) is not published: \(coverage.count(aggregate.column, row)) of \(coverage.indicators(aggregate.column)) indicators"
            ))
        }
      }
    }
    return (result, notices)
  }

  private static func constants(_ data: IndexData) -> [Notice] {
    data.numbers.columns.compactMap { column in
      let x = data.numbers.column(column)
      let code = data.numbers.codes[column]
      guard let (low, high) = Column.bounds(x) else {
        return Notice(.empty, indicator: code, "\(code) has no value for any unit")
      }
      guard low == high, x.count > 1 else { return nil }
      return Notice(
        .constant, indicator: code, isLoss: false, figures: ["value": low.cell],
        "all values of \(code) are equal (\(low.cell)): it tells no unit from another")
    }
  }

  private static func remaining(_ data: IndexData, _ step: ImputationStep) -> [Notice] {
    if case .nothing = step.way { return [] }
    var notices: [Notice] = []
    for column in data.numbers.columns {
      for row in data.units.indices where data.numbers[row, column].isNaN {
        notices.append(
          Notice(
            .unfilled, unit: data.units[row].code, indicator: data.numbers.codes[column],
            line: data.units[row].line, isLoss: false,
            "\(data.numbers.codes[column]) of \(data.units[row].code) stays without a value: there is nothing to fill it from"
          ))
      }
    }
    return notices
  }
}

extension AggregationPlan {
  /// The numbers of indicators and aggregates.
  ///
  /// - Throws: `Table.Error` with the cell that a method cannot take.
  func aggregated(_ data: IndexData) throws(Table.Error) -> NumberTable {
    let rows = data.units.count
    var values = data.numbers.values
    values += [Double](repeating: .missing, count: aggregates.count * rows)
    do throws(Failure) {
      try calculate(&values, rows: rows, blocks: data.blocks)
    } catch {
      throw data.error(
        error.row, codes[error.column],
        "\(codes[error.aggregate]) of \(data.units[error.row].code) cannot be calculated: \(error.reason). Choose another scale (such as 1 to 100) or another mean."
      )
    }
    var table = data.numbers
    for aggregate in aggregates {
      table.append(
        codes[aggregate.column],
        Array(values[(aggregate.column * rows)..<((aggregate.column + 1) * rows)]))
    }
    return table
  }
}
