/// How the components of an index go together.
extension IndexAnalysis {
  private var normalised: NumberTable { run.normalised.numbers }
  private var result: NumberTable { run.result.numbers }

  private func long(_ name: String, _ rows: [(String, String, Double)]) -> ResultTable {
    ResultTable(
      name, ["Var1", "Var2", "Correlation"],
      rows.map { [.text($0), .text($1), .number($2)] })
  }

  /// Every pair of raw indicators; a gap where chance explains it.
  public var rawCorrelations: ResultTable {
    let data = run.raw.numbers
    let columns = data.columns.map(data.column)
    var rows: [(String, String, Double)] = []
    for j in data.columns {
      for i in data.columns {
        let (r, p) = Correlation.pearson.test(columns[i], columns[j])
        rows.append((data.codes[i], data.codes[j], p > limits.probability ? .missing : r))
      }
    }
    return long("corr_raw", rows)
  }

  /// Each indicator with its own aggregate.
  public func withParent(_ method: Correlation) -> ResultTable {
    long(
      "corr_indicator_parent_\(method.rawValue)",
      run.framework.indicators.compactMap { node in
        guard let parent = node.parent, let above = result.column(parent),
          let own = result.column(node.code)
        else { return nil }
        return (parent, node.code, method(above, own))
      })
  }

  /// Each indicator with every aggregate above it, and whether it goes with another aggregate of its level more than with its own.
  public var withAncestors: ResultTable {
    var rows: [[ResultTable.Value]] = []
    for node in run.framework.indicators {
      guard let own = result.column(node.code), node.parent != nil else { continue }
      for level in 2...max(2, run.framework.top) {
        guard let code = run.framework.ancestor(of: node, at: level),
          let above = result.column(code)
        else { continue }
        let (r, p) = Correlation.pearson.test(above, own)
        let best = run.framework.nodes(at: level).filter { other in
          result.column(other.code).map { Correlation.pearson($0, own) > r } ?? false
        }
        let flag =
          r.isNaN
          ? ""
          : r < 0
            ? "negative"
            : r < 0.3
              ? "low"
              : r > 0.92
                ? "redundant"
                : best.isEmpty ? "ok" : "higher with another"
        rows.append([
          .text(code), .text(node.code), .number(Double(level)), .number(r), .number(p),
          .text(flag),
        ])
      }
    }
    return ResultTable(
      "corr_family", ["Var1", "Var2", "Level", "Correlation", "P", "Flag"], rows)
  }

  /// The aggregates of a level with the index.
  public func withIndex(level: Int) -> ResultTable {
    guard let index = run.index, let top = result.column(index) else {
      return long("corr_level\(level)_index", [])
    }
    return long(
      "corr_level\(level)_index",
      run.framework.nodes(at: level).compactMap { node in
        result.column(node.code).map { (index, node.code, Correlation.pearson(top, $0)) }
      })
  }

  public var highCorrelations: ResultTable { flags("corr_flags_high") { $0 > limits.high } }
  public var lowCorrelations: ResultTable { flags("corr_flags_low") { $0 < limits.low } }

  private func flags(_ name: String, _ isFlagged: (Double) -> Bool) -> ResultTable {
    var rows: [[ResultTable.Value]] = []
    for node in run.framework.nodes where node.level == 2 {
      let members = run.framework.children(of: node.code).map(\.code).sorted {
        $0.lowercased() < $1.lowercased()
      }
      for (i, first) in members.enumerated() {
        for second in members[(i + 1)...] {
          guard let x = normalised.column(first), let y = normalised.column(second) else {
            continue
          }
          let r = Correlation.pearson(x, y)
          if isFlagged(r) {
            rows.append([.text(node.code), .text(first), .text(second), .number(r)])
          }
        }
      }
    }
    return ResultTable(name, ["Group", "Ind1", "Ind2", "Corr"], rows)
  }

  /// Raw indicators that go with a size: candidates for division by it.
  public var denominatorCorrelations: ResultTable {
    let data = run.raw
    var rows: [[ResultTable.Value]] = []
    for column in data.numbers.columns.sorted(by: {
      data.numbers.codes[$0] < data.numbers.codes[$1]
    }) {
      for size in data.denominators.columns {
        let r = Correlation.pearson(data.numbers.column(column), data.denominators.column(size))
        guard abs(r) > limits.denominator else { continue }
        rows.append([
          .text(data.numbers.codes[column]), .text(data.denominators.codes[size]), .number(r),
        ])
      }
    }
    return ResultTable("denom_corr", ["Ind", "Denom", "Corr"], rows)
  }

  /// Cronbach's alpha of the members of each lowest aggregate: k² times the mean covariance of two members, over the sum of all.
  public var cronbach: ResultTable {
    ResultTable(
      "cronbach", ["iCode", "alpha"],
      run.framework.nodes(at: 2).map { node in
        let columns = run.framework.children(of: node.code).compactMap {
          normalised.column($0.code)
        }
        return [.text(node.code), .number(Self.alpha(columns))]
      })
  }

  static func alpha(_ columns: [[Double]]) -> Double {
    let k = Double(columns.count)
    guard k > 1 else { return .missing }
    var sum = 0.0
    var diagonal = 0.0
    for (i, x) in columns.enumerated() {
      for (j, y) in columns.enumerated() {
        let value = covariance(x, y)
        guard !value.isNaN else { continue }
        sum += value
        if i == j { diagonal += value }
      }
    }
    return k * k * ((sum - diagonal) / (k * (k - 1))) / sum
  }

  private static func covariance(_ x: [Double], _ y: [Double]) -> Double {
    let pairs = zip(x, y).filter { !$0.isNaN && !$1.isNaN }
    guard pairs.count > 1 else { return .missing }
    let (a, b) = (Column.mean(pairs.map(\.0)), Column.mean(pairs.map(\.1)))
    return pairs.reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) } / Double(pairs.count - 1)
  }

  /// The principal components of the members of each aggregate.
  private var components: [(group: String, members: [String], result: PrincipalComponents)] {
    run.framework.nodes.filter { $0.level > 1 }.sorted { ($0.level, $0.code) < ($1.level, $1.code) }
      .compactMap { node in
        let members = run.framework.children(of: node.code).map(\.code).sorted()
        let columns = members.compactMap { result.column($0) }
        guard members.count > 1, columns.count == members.count,
          let found = try? PrincipalComponents(columns)
        else { return nil }
        return (node.code, members, found)
      }
  }

  public var componentShares: ResultTable {
    ResultTable(
      "pca_variance", ["group", "component", "sdev", "share"],
      components.flatMap { group, _, found in
        zip(found.deviations, found.shares).enumerated().map { i, pair in
          [.text(group), .number(Double(i + 1)), .number(pair.0), .number(pair.1)]
        }
      })
  }

  public var componentLoadings: ResultTable {
    ResultTable(
      "pca_loadings_pc1", ["group", "iCode", "loading_pc1"],
      components.flatMap { group, members, found in
        zip(members, found.loadings.first ?? []).map { [.text(group), .text($0), .number($1)] }
      })
  }

  /// Factors of the members of each aggregate, turned (varimax), with the weights that they give.
  public var factorLoadings: ResultTable {
    ResultTable(
      "factor_loadings", ["group", "iCode", "factor", "loading", "share", "weight"],
      components.flatMap { group, members, _ -> [[ResultTable.Value]] in
        guard
          let found = try? FactorLoadings(members.compactMap { result.column($0) })
        else { return [] }
        let (shares, weights) = (found.shares, found.weights)
        return members.indices.flatMap { i in
          shares.indices.map { k in
            [
              .text(group), .text(members[i]), .number(Double(k + 1)),
              .number(found.loadings[i][k]), .number(shares[k]), .number(weights[i]),
            ]
          }
        }
      })
  }
}
