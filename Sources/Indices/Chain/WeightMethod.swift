import Policy

/// A way to make weights out of the data or out of judgements.
public enum WeightMethod: Sendable, Hashable {
  /// Squared loadings of the first principal component of the members of each aggregate: the share of its variance that each has.
  case principalComponent(level: Int)
  /// Shares of the members of each aggregate in its factors, rotated; as many factors as told, else those that matter.
  case factors(level: Int, count: Int?, isRotated: Bool)
  /// Weights at a level for which the correlations with the index stand to one another as the targets do.
  case balance(level: Int, targets: [Double])
  /// Weights at a level for which the correlations with the index sum to the most.
  case information(level: Int)
  /// Analytic hierarchy process: for each aggregate, how much more each component matters than each other, in the order of the
  /// metadata (Saaty 1980).
  case comparisons([String: [[Double]]])
  /// Budget allocation: for each aggregate, how each expert shares out points among its components, in the order of the metadata; the
  /// mean of the experts' shares.
  case budget([String: [[Double]]])
  /// Conjoint analysis: for each aggregate, invented units with a number for each component, in the order of the metadata, and how people
  /// rate them.
  case conjoint([String: Survey])

  /// Invented units and a row of ratings for each person.
  public struct Survey: Sendable, Hashable {
    public var profiles: [[Double]]
    public var ratings: [[Double]]
  }

  init(_ settings: Settings) throws(Table.Error) {
    let level = try settings.integer("level", from: 1) ?? 1
    let method = try settings.text("method") ?? ""
    switch method {
    case "pca": self = .principalComponent(level: level)
    case "factor":
      let rotation = try settings.text("rotation") ?? "varimax"
      guard rotation == "varimax" || rotation == "none" else {
        throw settings.error("rotation", "«\(rotation)» is not varimax or none")
      }
      self = .factors(
        level: level, count: try settings.integer("factors", from: 1),
        isRotated: rotation == "varimax")
    case "conjoint":
      var surveys: [String: Survey] = [:]
      for (code, own) in try settings.members("surveys") ?? [] {
        surveys[code] = Survey(
          profiles: try own.required(try own.rows("profiles"), "profiles"),
          ratings: try own.required(try own.rows("ratings"), "ratings"))
      }
      self = .conjoint(surveys)
    case "balance": self = .balance(level: level, targets: try settings.numbers("targets") ?? [])
    case "infomax": self = .information(level: level)
    case "ahp": self = .comparisons(try Self.tables(settings.object("comparisons")))
    case "budget": self = .budget(try Self.tables(settings.object("allocations")))
    default:
      throw settings.error(
        "method",
        "there is no way «\(method)» to make weights; there are: pca, factor, balance, infomax, ahp, budget, conjoint"
      )
    }
  }

  /// Rows of numbers by the code of an aggregate.
  private static func tables(_ settings: Settings) throws(Table.Error) -> [String: [[Double]]] {
    var tables: [String: [[Double]]] = [:]
    for member in settings.json.members ?? [] {
      tables[member.key] = try settings.rows(member.key)
    }
    return tables
  }

  /// Weights by code, the others as they are, and what is to be said about them.
  ///
  /// - Parameter plan: the tree with the weights to start from.
  func weights(_ data: IndexData, _ framework: Framework, _ plan: AggregationPlan) throws(Table
    .Error)
    -> (weights: [String: Double], notices: [Notice])
  {
    var weights = Dictionary(uniqueKeysWithValues: zip(plan.codes, plan.weights))
    switch self {
    case .principalComponent(let level):
      return (
        try fromMembers(data, framework, plan, level) { columns throws(UndefinedResult) in
          try PrincipalComponents(columns).loadings[0].map { $0 * $0 }
        }, []
      )
    case .factors(let level, let count, let isRotated):
      return (
        try fromMembers(data, framework, plan, level) { columns throws(UndefinedResult) in
          try FactorLoadings(
            columns, count: count.map { min($0, columns.count) }, isRotated: isRotated
          ).weights
        }, []
      )
    case .conjoint(let surveys):
      var notices: [Notice] = []
      for (code, survey) in surveys.sorted(by: { $0.key < $1.key }) {
        let members = framework.children(of: code).map(\.code)
        guard !members.isEmpty, survey.profiles.allSatisfy({ $0.count == members.count }),
          survey.profiles.allSatisfy({ $0.allSatisfy(\.isFinite) }),
          survey.ratings.allSatisfy({ $0.count == survey.profiles.count })
        else {
          throw Table.Error(
            file: framework.file, column: "Weight",
            reason:
              "the profiles of \(code) must have \(members.count) numbers each (\(members.joined(separator: ", "))), and each person a rating for each profile"
          )
        }
        do throws(UndefinedResult) {
          let found = try ConjointAnalysis(profiles: survey.profiles, ratings: survey.ratings)
          for (k, member) in members.enumerated() {
            weights[member] = found.weights[k]
            if found.slopes[k] < 0 {
              notices.append(
                Notice(
                  .disliked, indicator: member, isLoss: false,
                  "people rate units lower that have more of \(member): its weight is 0"))
            }
          }
        } catch {
          throw Table.Error(
            file: framework.file, column: "Weight",
            reason: "the ratings of \(code) give no weights: \(error.reason)")
        }
      }
      return (weights, notices)
    case .balance(let level, let targets):
      return (try optimised(data, framework, plan, level, targets), [])
    case .information(let level):
      return (try optimised(data, framework, plan, level, nil), [])
    case .budget(let allocations):
      for (code, experts) in allocations.sorted(by: { $0.key < $1.key }) {
        let members = framework.children(of: code).map(\.code)
        guard !members.isEmpty,
          experts.allSatisfy({ points in
            points.count == members.count && points.allSatisfy { $0 >= 0 && $0.isFinite }
              && points.contains { $0 > 0 }
          })
        else {
          throw Table.Error(
            file: framework.file, column: "Weight",
            reason:
              "each expert's allocation under \(code) must be \(members.count) numbers, 0 or more and not all 0: \(members.joined(separator: ", "))"
          )
        }
        for (i, member) in members.enumerated() {
          weights[member] =
            experts.reduce(0) { $0 + $1[i] / $1.reduce(0, +) } / Double(experts.count)
        }
      }
      return (weights, [])
    case .comparisons(let comparisons):
      var notices: [Notice] = []
      for (code, matrix) in comparisons.sorted(by: { $0.key < $1.key }) {
        let members = framework.children(of: code).map(\.code)
        guard !members.isEmpty, matrix.count == members.count,
          matrix.allSatisfy({ $0.count == members.count })
        else {
          throw Table.Error(
            file: framework.file, column: "Weight",
            reason:
              "the comparisons of \(code) must be \(members.count) rows of \(members.count) numbers: \(members.joined(separator: ", "))"
          )
        }
        let (own, ratio) = try Self.principal(matrix, code, framework)
        for (member, weight) in zip(members, own) { weights[member] = weight }
        if ratio >= 0.1 {
          notices.append(
            Notice(
              .contradictory, indicator: code, isLoss: false, figures: ["ratio": ratio.cell],
              "the comparisons of \(code) contradict one another (consistency ratio \(ratio.cell), which should be below 0.1)"
            ))
        }
      }
      return (weights, notices)
    }
  }

  /// All weights, with those of the members of each aggregate of the level above made out of their columns.
  private func fromMembers(
    _ data: IndexData, _ framework: Framework, _ plan: AggregationPlan, _ level: Int,
    _ make: ([[Double]]) throws(UndefinedResult) -> [Double]
  ) throws(Table.Error) -> [String: Double] {
    var weights = Dictionary(uniqueKeysWithValues: zip(plan.codes, plan.weights))
    let table = try plan.aggregated(data)
    for node in framework.nodes where node.level == level + 1 {
      let members = framework.children(of: node.code).map(\.code)
      guard members.count > 1 else { continue }
      do throws(UndefinedResult) {
        for (code, weight) in zip(members, try make(members.compactMap { table.column($0) })) {
          weights[code] = weight
        }
      } catch {
        throw Table.Error(
          file: framework.file, line: node.line, column: "Weight",
          reason:
            "weights of the members of \(node.code) cannot be taken from what they have in common: \(error.reason)"
        )
      }
    }
    return weights
  }

  /// The principal eigenvector, summing to 1, and the consistency ratio.
  static func principal(_ matrix: [[Double]], _ code: String, _ framework: Framework)
    throws(Table.Error) -> ([Double], Double)
  {
    guard matrix.allSatisfy({ $0.allSatisfy { $0 > 0 && $0.isFinite } }) else {
      throw Table.Error(
        file: framework.file, column: "Weight", reason: "the comparisons of \(code) must be above 0"
      )
    }
    let n = matrix.count
    var vector = [Double](repeating: 1 / Double(n), count: n)
    var value = 0.0
    for _ in 0..<10_000 {
      let next = matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
      value = next.reduce(0, +)
      let scaled = next.map { $0 / value }
      let change = zip(scaled, vector).map { abs($0 - $1) }.max() ?? 0
      vector = scaled
      if change < 1e-15 { break }
    }
    // Random indices of Saaty.
    let random = [
      0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
    ]
    let ratio = n < 3 ? 0 : (value - Double(n)) / Double(n - 1) / random[min(n, random.count - 1)]
    return (vector, max(0, ratio))
  }

  /// Weights at a level by the simplex of Nelder and Mead (1965), from the targets or the weights there are.
  private func optimised(
    _ data: IndexData, _ framework: Framework, _ plan: AggregationPlan, _ level: Int,
    _ targets: [Double]?
  ) throws(Table.Error) -> [String: Double] {
    let codes = framework.nodes(at: level).filter { $0.parent != nil }.map(\.code)
    let start: [Double]
    var shares: [Double]?
    if let targets {
      let own = targets.isEmpty ? codes.map { _ in 1.0 } : targets
      let sum = own.reduce(0, +)
      guard own.count == codes.count, sum > 0 else {
        throw Table.Error(
          file: framework.file, column: "Weight",
          reason: "\(own.count) targets for the \(codes.count) components of level \(level)")
      }
      shares = own.map { $0 / sum }
      start = shares ?? []
    } else {
      start = codes.map { framework[$0]?.weight ?? 1 }
    }
    guard level < framework.top, let index = framework.nodes(at: framework.top).first?.code,
      codes.count > 1
    else {
      throw Table.Error(
        file: framework.file, column: "Level",
        reason: "level \(level) has no components whose weights could be balanced")
    }
    func misfit(_ w: [Double]) -> Double {
      guard w.allSatisfy({ $0 >= 0 }), w.contains(where: { $0 > 0 }) else { return .infinity }
      let changed = plan.with(weights: Dictionary(uniqueKeysWithValues: zip(codes, w)))
      guard let table = try? changed.aggregated(data), let top = table.column(index) else {
        return .infinity
      }
      let r = codes.map { table.column($0).map { Correlation.pearson($0, top) } ?? .nan }
      let sum = r.reduce(0, +)
      guard sum.isFinite else { return .infinity }
      guard let shares else { return -sum }
      let squares = zip(shares, r).reduce(0) { $0 + ($1.0 - $1.1 / sum) * ($1.0 - $1.1 / sum) }
      return log(max(squares / Double(codes.count), 1e-300))
    }
    let best = Simplex.minimum(misfit, from: start)
    let sum = best.reduce(0, +)
    var weights = Dictionary(uniqueKeysWithValues: zip(plan.codes, plan.weights))
    for (code, weight) in zip(codes, best) { weights[code] = weight / sum }
    return weights
  }
}

/// Minimisation without derivatives (Nelder and Mead 1965).
enum Simplex {
  static func minimum(_ f: ([Double]) -> Double, from start: [Double], steps: Int = 2000)
    -> [Double]
  {
    let n = start.count
    var points = [start]
    for i in 0..<n {
      var point = start
      point[i] = point[i] == 0 ? 0.05 : point[i] * 1.1
      points.append(point)
    }
    var values = points.map(f)
    for _ in 0..<steps {
      let order = values.indices.sorted { values[$0] < values[$1] }
      points = order.map { points[$0] }
      values = order.map { values[$0] }
      let size =
        (1...max(n, 1)).map { i in zip(points[i], points[0]).map { abs($0 - $1) }.max() ?? 0 }.max()
        ?? 0
      if size < 1e-10 { break }
      let centre = (0..<n).map { k in points[..<n].reduce(0) { $0 + $1[k] } / Double(n) }
      func toward(_ t: Double) -> [Double] {
        (0..<n).map { centre[$0] + t * (points[n][$0] - centre[$0]) }
      }
      let reflected = toward(-1)
      let r = f(reflected)
      if r < values[0] {
        let expanded = toward(-2)
        let e = f(expanded)
        (points[n], values[n]) = e < r ? (expanded, e) : (reflected, r)
      } else if r < values[n - 1] {
        (points[n], values[n]) = (reflected, r)
      } else {
        let contracted = toward(r < values[n] ? -0.5 : 0.5)
        let c = f(contracted)
        if c < min(r, values[n]) {
          (points[n], values[n]) = (contracted, c)
        } else {
          for i in 1...n {
            points[i] = zip(points[i], points[0]).map { ($0 + $1) / 2 }
            values[i] = f(points[i])
          }
        }
      }
    }
    return points[values.indices.min { values[$0] < values[$1] } ?? 0]
  }
}
