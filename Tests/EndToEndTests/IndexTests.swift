import Foundation
import Testing

/// `concord index` as a user runs it.
@Suite struct IndexTests {
  private static let meta = """
    iCode,iName,Type,Level,Parent,Direction,Weight
    a,First,Indicator,1,I,1,1
    b,Second,Indicator,1,I,-1,1
    I,"The <index>",Aggregate,2,,1,1
    """

  private static let data = """
    uCode,uName,a,b
    AA,Alpha,1,9
    BB,Beta,2,8
    CC,"Gamma & <b>",3,2
    DD,Delta,9,
    """

  private static let chain = """
    {"id": "small", "data": "iData.csv", "meta": "iMeta.csv", "steps": [
      {"op": "impute", "method": "mean"},
      {"op": "normalise", "method": "minmax", "params": {"l": 1, "u": 100}},
      {"op": "aggregate", "levels": "amean"}]}
    """

  private func folder(_ change: (inout [String: String]) -> Void = { _ in }) throws -> Scratch {
    var files = [
      "chain.json": Self.chain, "iData.csv": Self.data, "iMeta.csv": Self.meta,
      "choices.json":
        #"{"N": 16, "factors": {"aggregation": ["amean", "gmean"], "weights": {"noise": 0.25}}}"#,
    ]
    change(&files)
    let scratch = try Scratch()
    for (name, text) in files {
      try Data(text.utf8).write(to: scratch.url.appendingPathComponent(name))
    }
    return scratch
  }

  @Test func aRecipeLeavesEveryStepAndAPage() throws {
    let scratch = try folder()
    let result = try Program.run(
      "index", "chain.json", "--out", "result", "--analysis", "--uncertainty", "choices.json",
      in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    for file in [
      "1_impute.csv", "2_normalise.csv", "3_aggregate.csv", "ranks.csv", "coverage.csv",
      "bounds.csv",
      "notices.csv", "index.xlsx", "analysis/stats_raw.csv", "analysis/trace.csv",
      "uncertainty/rank_stats.csv", "uncertainty/indices.csv",
      "uncertainty/indices_per_unit_score.csv",
    ] {
      #expect(
        FileManager.default.fileExists(
          atPath: scratch.url.appendingPathComponent("result/" + file).path),
        "\(file)")
    }
    let page = try String(
      contentsOf: scratch.url.appendingPathComponent("result/index.html"), encoding: .utf8)
    #expect(page.contains("Gamma &amp; &lt;b&gt;") && page.contains("The &lt;index&gt;"))
    #expect(!page.contains("<script") && !page.contains("composite."))
  }

  @Test func marksOfTreatedPointsStayAsTheyAreAndNamesCannotCalculate() throws {
    let scratch = try folder {
      $0["chain.json"] = Self.chain.replacing(
        #"{"op": "normalise""#,
        with:
          #"{"op": "treat", "winmax": 0, "skew_thresh": 1, "kurt_thresh": 1}, {"op": "normalise""#)
      $0["iData.csv"] = Self.data.replacing("Beta", with: "=1+1")
    }
    let result = try Program.run("index", "chain.json", "--out", "result", in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    func text(_ file: String) throws -> String {
      try String(
        contentsOf: scratch.url.appendingPathComponent("result/" + file), encoding: .utf8)
    }
    #expect(try text("2_treat_points.csv").contains("AA,+log_CT,"))
    #expect(try text("results.csv").contains(",'=1+1,"))
  }

  @Test func aBadCellIsNamedAndNothingIsWritten() throws {
    let scratch = try folder {
      $0["iData.csv"] = Self.data.replacing("BB,Beta,2", with: "BB,Beta,two")
    }
    let result = try Program.run("index", "chain.json", "--out", "result", in: scratch.url)
    #expect(result.status == 3)
    #expect(result.complaints.contains("iData.csv, line 3, column a"))
    #expect(
      !FileManager.default.fileExists(atPath: scratch.url.appendingPathComponent("result").path))
  }

  @Test func whatItTakesIsSaidInWords() throws {
    let scratch = try folder()
    let result = try Program.run(
      "index", "chain.json", "--what-if", "AA", "--rank", "1", in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    #expect(result.output.contains("AA reaches rank 1 with 2 changes"))
    let none = try Program.run("index", "chain.json", "--what-if", "AA", in: scratch.url)
    #expect(none.status == 2)
  }

  @Test func twoVersionsStandSideBySide() throws {
    let scratch = try folder {
      $0["other.json"] = Self.chain.replacing("amean", with: "gmean")
    }
    let result = try Program.run(
      "index", "chain.json", "--compare", "other.json", "--format", "csv", in: scratch.url)
    #expect(result.status == 0, "\(result.complaints)")
    #expect(result.output.hasPrefix("uCode,Time,score_before,score,score_change"))
    #expect(result.output.split(separator: "\r\n").count == 5)
  }

  @Test func aSingleOperationPrintsItsValue() throws {
    let scratch = try folder {
      $0["case.json"] =
        #"{"op": "normalise.minmax", "input": {"x": [1, null, 3]}, "params": {"l": 0, "u": 10}}"#
      $0["wrong.json"] =
        #"[{"id": "w", "op": "aggregate.amean", "input": {"x": [1, 3], "w": [1, 1]}, "expected": 5}]"#
    }
    let one = try Program.run("index", "--case", "case.json", in: scratch.url)
    #expect(one.output == "[0,null,10]\n")
    let wrong = try Program.run("index", "--case", "wrong.json", in: scratch.url)
    #expect(wrong.status == 1 && wrong.complaints.contains("w: 2"))
  }
}
