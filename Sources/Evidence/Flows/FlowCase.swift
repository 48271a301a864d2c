public import Policy

/// One reference case of flow estimation, as a JSON object: `kind`, what goes in, and perhaps what should come out.
///
/// Kinds: `flow_accounting`, `stock_difference_and_rates`, `ipf2`, `net_scaling`, `indices`. `Docs/flows.md` lists the
/// fields of each.
public struct FlowCase: Sendable {
  /// A case that cannot be read, said by field and place in the file.
  public struct Error: Swift.Error, CustomStringConvertible {
    public var description: String

    public init(description: String) { self.description = description }
  }

  public var id: String?
  public var kind: String
  let fields: CaseFields

  /// - Throws: `FlowCase.Error` when the value is no object or has no known `kind`.
  public init(_ json: LocatedJSON) throws(Error) {
    fields = try CaseFields(json)
    id = json["id"]?.text
    guard let kind = json["kind"]?.text else {
      throw fields.error("kind", "is missing: it is one of \(Self.kinds.joined(separator: ", "))")
    }
    guard Self.kinds.contains(kind) else {
      throw fields.error(
        "kind", "is «\(kind)»: it must be one of \(Self.kinds.joined(separator: ", "))")
    }
    self.kind = kind
  }

  static let kinds = [
    "flow_accounting", "stock_difference_and_rates", "ipf2", "net_scaling", "indices",
  ]

  /// The cases of a file that holds one object or a list of them.
  public static func cases(_ bytes: [UInt8]) throws(Error) -> (cases: [LocatedJSON], isList: Bool) {
    let (value, mistake) = LocatedJSON.read(bytes)
    if let mistake {
      throw Error(
        description: "\(mistake.at): \(mistake.reason); if the file was cut off, get it again")
    }
    guard let value else { throw Error(description: "the file is empty") }
    return value.elements.map { ($0, true) } ?? ([value], false)
  }

  /// What comes out, with the keys of the case's `expected`.
  ///
  /// - Throws: `FlowCase.Error` or `FlowError`.
  public func result() throws -> JSONValue {
    switch kind {
    case "flow_accounting": try accounting()
    case "stock_difference_and_rates": try differences()
    case "ipf2": try fit()
    case "net_scaling": try netScaling()
    default: try indices()
    }
  }

  /// Expected values of cases come from sweeps that stop at 1e-12 of the greatest total, which in tables of a thousand
  /// million people is further from the solution than the fourth decimal. Cases are therefore fitted the same way,
  /// unless they are so large that this would take long.
  private static func fitting(_ countries: Int) -> ProportionalFit.Procedure {
    countries <= 60 ? .sweeps(tolerance: 1e-12) : .newton
  }

  private func accounts() throws -> StockAccounts {
    let start = try fields.square("stock_start")
    let names = try fields.names(start.rows)
    return try StockAccounts(
      countries: names, start: start, end: fields.square("stock_end"),
      births: fields.optionalNumbers("births"), deaths: fields.optionalNumbers("deaths"))
  }

  private func accounting() throws -> JSONValue {
    var estimator = FlowEstimator(try accounts())
    estimator.offset = try fields.optionalSquare("seed")
    estimator.weight = try fields.optionalNumber("weight", in: 0...1) ?? 0.87
    estimator.balancesWorld = try fields.optionalFlag("global_step") ?? true
    estimator.fitting = Self.fitting(estimator.accounts.count)
    let modes = try fields.modes() ?? [.closed, .openDR, .open]
    var members: [JSONValue.Member] = []
    var failures: [FlowError] = []
    for mode in modes {
      let value: JSONValue
      switch estimates(mode, estimator) {
      case .success(let estimates): value = json(estimates, estimator)
      case .failure(let error):
        failures.append(error)
        value = Self.json(error)
      }
      members.append(.init(key: mode.rawValue, value: value))
    }
    // A mode that cannot be is a result; a case of which nothing can be is a mistake.
    if failures.count == modes.count,
      let first = failures.first, first.kind != .negativeAdjustedStock
    {
      throw first
    }
    return .object(members)
  }

  private func estimates(_ mode: AdjustedStocks.Mode, _ estimator: FlowEstimator) -> Result<
    [FlowEstimate], FlowError
  > {
    var methods: [FlowMethod] = [.minimum(mode)]
    if estimator.offset == nil {
      methods += [.independence(mode)]
      if mode == .closed { methods += [.pseudoBayes(mode)] }
    }
    return Result { () throws(FlowError) in try estimator.estimates(methods) }
  }

  private static func json(_ error: FlowError) -> JSONValue {
    guard error.kind == .negativeAdjustedStock else {
      return .record(["error": .string(error.description)])
    }
    return .record([
      "error": .string("negative adjusted stock"), "min": .number(error.amount ?? 0),
    ])
  }

  private func json(_ estimates: [FlowEstimate], _ estimator: FlowEstimator) -> JSONValue {
    var members: [JSONValue.Member] = []
    for estimate in estimates {
      switch estimate.method {
      case .independence:
        members.append(.init(key: "od_independence", value: .table(estimate.flows)))
      case .pseudoBayes:
        let key = "od_pseudo_bayes_\(estimator.weight.plain)"
        members.append(.init(key: key, value: .table(estimate.flows)))
      default:
        guard let kinds = estimate.kinds else { continue }
        members += [
          .init(key: "od_min", value: .table(estimate.flows)),
          .init(key: "total_min", value: .number(estimate.total)),
          .init(key: "outward", value: .number(kinds.outward.total)),
          .init(key: "return_", value: .number(kinds.returning.total)),
          .init(key: "transit", value: .number(kinds.transit.total)),
        ]
      }
    }
    members.append(.init(key: "net", value: .numbers(estimates[0].net)))
    return .object(members)
  }

  private func differences() throws -> JSONValue {
    let accounts = try accounts()
    let (start, end) = (accounts.start, accounts.end)
    let world = try fields.optionalNumber("world_flow", in: 0...1e18) ?? accounts.grossNetMigration
    return .record([
      "drop_negatives": .table(StockDifference.droppingNegatives(start: start, end: end)),
      "reverse_negatives": .table(StockDifference.reversingNegatives(start: start, end: end)),
      "rates": .table(try StockDifference.rates(start: start, worldFlow: world)),
    ])
  }

  private func fit() throws -> JSONValue {
    let rows = try fields.numbers("rows")
    let columns = try fields.numbers("cols")
    let seed = try fields.matrix("seed")
    do {
      return .record([
        "table": .table(
          try ProportionalFit(
            seed: seed, rows: rows, columns: columns,
            by: Self.fitting(max(rows.count, columns.count))
          ).table)
      ])
    } catch {
      throw fields.error("seed", error.description)
    }
  }

  private func netScaling() throws -> JSONValue {
    let net = try fields.numbers("net")
    let scaled = try NetScaling(
      prior: fields.square("prior"), net: net, names: fields.names(net.count))
    return .record(["table": .table(scaled.table)])
  }

  private func indices() throws -> JSONValue {
    let population = try fields.numbers("population")
    let indices = try IntensityIndices(
      flows: fields.square("flows"), population: population, names: fields.names(population.count))
    return indices.json
  }
}

extension IntensityIndices {
  /// By the names that the reference cases use; null for what cannot be had.
  public var json: JSONValue {
    .record([
      "connectivity": .optional(connectivity), "inequality_equal": .optional(inequalityEqual),
      "inequality_expected": .optional(inequalityExpected),
      "gini_total_corrected": .optional(gini), "effectiveness": .optional(effectiveness),
      "aggregate_net_migration_rate": .optional(aggregateNetRate),
      "crude_migration_probability": .optional(crudeProbability),
      "courgeau_k": .optional(courgeauK),
      "coefficient_of_variation": .optional(coefficientOfVariation),
    ])
  }
}

extension JSONValue {
  static func table(_ matrix: Matrix) -> JSONValue { .array(matrix.table.map(numbers)) }
  static func numbers(_ numbers: [Double]) -> JSONValue { .array(numbers.map(JSONValue.number)) }
  static func optional(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }
}
