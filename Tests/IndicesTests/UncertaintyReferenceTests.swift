import Indices
import Policy
import Testing

@Suite(.enabled(if: Reference.isThere)) struct UncertaintyReferenceTests {
  private func replay() throws -> (UncertaintyRun, [String: ResultTable]) {
    let spec = try Reference.bytes("sensitivity/spec.json")
    let chain = try #require(
      try UncertaintyPlan.baseChain(
        spec, file: "spec.json", data: "asem/iData.csv", meta: "asem/iMeta.csv"))
    let run = try Reference.run(chain)
    let paths = UncertaintyPlan.files(spec)
    #expect(paths == ["weight_sets.csv"])
    let files = Dictionary(
      uniqueKeysWithValues: try paths.map { ($0, try Reference.bytes("sensitivity/" + $0)) })
    let plan = try UncertaintyPlan(spec, file: "spec.json", run: run, files: files)
    let design = try Design(
      Reference.bytes("sensitivity/design.csv"), file: "design.csv", factors: plan.factors,
      n: plan.n)
    let result = try UncertaintyRun(run, factors: plan.factors, design: design)
    let tables = result.files(top: [1, 5], resamples: 100, seed: 1)
    return (
      result, Dictionary(tables.map { ($0.file, $0.table) }, uniquingKeysWith: { a, _ in a })
    )
  }

  @Test func aFixedDesignIsReplayed() throws {
    let (result, files) = try replay()
    #expect(result.failures.isEmpty)
    #expect(result.design.kind == .sobol && result.design.n == 32 && result.runs == 192)
    for name in ["scores.csv", "ranks.csv", "rank_stats.csv"] {
      try Reference.compare(#require(files[name]), with: "sensitivity/" + name)
    }
    try Reference.compare(
      #require(files["target.csv"]), with: "sensitivity/target.csv", key: ["replicate"])
    try Reference.compare(
      #require(files["design.csv"]), with: "sensitivity/design.csv", key: ["replicate"])
    try Reference.compare(
      #require(files["indices.csv"]), with: "sensitivity/indices.csv", key: ["Variable"])
    try Reference.compare(
      #require(files["indices_per_unit_score.csv"]),
      with: "sensitivity/indices_per_unit_score.csv", key: ["uCode", "Variable"])
    for name in ["rank_probability.csv", "pairwise_probability.csv"] {
      try Reference.compare(#require(files[name]), with: "beyond/" + name)
    }
  }
}
