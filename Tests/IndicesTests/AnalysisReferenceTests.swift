import Indices
import Policy
import Testing

@Suite(.enabled(if: Reference.isThere)) struct AnalysisReferenceTests {
  static let recipe = """
    {"data": "asem/iData.csv", "meta": "asem/iMeta.csv", "steps": [
      {"op": "denominate"}, {"op": "impute", "method": "mean", "group": "EurAsia_group"},
      {"op": "treat", "winmax": 5, "skew_thresh": 2, "kurt_thresh": 3.5, "fallback": "log_CT"},
      {"op": "normalise", "method": "minmax", "params": {"l": 1, "u": 100}},
      {"op": "aggregate", "levels": ["amean", "amean", "amean"], "weights": "original"}]}
    """

  @Test func everyTableIsReproduced() throws {
    let run = try Reference.run(Reference.chain(Self.recipe))
    var limits = IndexAnalysis.Limits()
    limits.high = 0.75
    limits.low = -0.3
    limits.denominator = 0.7
    let analysis = IndexAnalysis(run, limits: limits)
    let files = Dictionary(
      try analysis.files().map { ($0.file, $0.table) }, uniquingKeysWith: { a, _ in a })
    func check(_ ours: String, _ theirs: String, _ key: [String]) throws {
      try Reference.compare(#require(files[ours]), with: "analysis/" + theirs, key: key)
    }
    for name in [
      "availability.csv", "availability_by_group.csv", "leave_one_out_level2_scores.csv",
      "leave_one_out_level2_ranks.csv", "outranking_all.csv",
    ] {
      try check(name, name, ["uCode"])
    }
    for name in [
      "stats_raw.csv", "cronbach.csv", "effective_weights.csv", "leave_one_out_level1_summary.csv",
      "leave_one_out_level2_summary.csv",
    ] {
      try check(name, name, ["iCode"])
    }
    for name in [
      "corr_indicator_parent_pearson.csv", "corr_indicator_parent_spearman.csv",
      "corr_indicator_parent_kendall.csv", "corr_level2_index.csv",
    ] {
      try check(name, name, ["Var1", "Var2"])
    }
    try check("corr_raw.csv", "corr_raw_p05.csv", ["Var1", "Var2"])
    try check("denom_corr.csv", "denom_corr_07.csv", ["Ind", "Denom"])
    try check("corr_flags_high.csv", "corr_flags_high_075.csv", ["Group", "Ind1", "Ind2"])
    try check("corr_flags_low.csv", "corr_flags_low_m03.csv", ["Group", "Ind1", "Ind2"])
  }

  @Test func coverageIsReproduced() throws {
    let run = try Reference.run(Reference.chain(Self.recipe))
    try Reference.compare(run.coverage, with: "beyond/coverage_by_aggregate.csv")
  }

  @Test func principalComponentsAreReproducedUpToTheirSign() throws {
    let run = try Reference.run(Reference.chain(Self.recipe))
    let analysis = IndexAnalysis(run)
    let shares = Dictionary(
      uniqueKeysWithValues: analysis.componentShares.rows.map {
        ($0[0].cell + " " + $0[1].cell, $0)
      })
    for row in try Reference.table("analysis/pca_variance.csv").rows {
      let own = try #require(shares[row["group"] + " " + row["component"]])
      #expect(Reference.isEqual(own[2].cell, row["sdev"]))
      #expect(Reference.isEqual(own[3].cell, row["share"]))
    }
    let loadings = Dictionary(
      uniqueKeysWithValues: analysis.componentLoadings.rows.map {
        ($0[0].cell + " " + $0[1].cell, $0[2])
      })
    var signs: [String: Double] = [:]
    for row in try Reference.table("analysis/pca_loadings_pc1.csv").rows {
      let own = try #require(loadings[row["group"] + " " + row["iCode"]])
      let (a, b) = (try #require(Double(own.cell)), try #require(Double(row["loading_pc1"])))
      let sign = signs[row["group"]] ?? (a * b < 0 ? -1 : 1)
      signs[row["group"]] = sign
      #expect(abs(a - sign * b) < 1e-9, "\(row["group"]) \(row["iCode"])")
    }
  }
}
