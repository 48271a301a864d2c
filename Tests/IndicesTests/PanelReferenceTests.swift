import Indices
import Policy
import Testing

@Suite(.enabled(if: Reference.isThere)) struct PanelReferenceTests {
  private func run(_ steps: String) throws -> ChainRun {
    try Reference.run(
      Reference.chain(
        #"{"data": "asem/iData_panel.csv", "meta": "asem/iMeta.csv", "steps": [\#(steps)]}"#))
  }

  @Test(arguments: ["latest", "linear", "constant", "linear-constant"])
  func gapsAreFilledOverTime(_ method: String) throws {
    let run = try run(#"{"op": "impute", "method": "\#(method)"}"#)
    try Reference.compare(
      run.result.table("x"), with: "panel/impute_\(method).csv", key: ["uCode", "Time"])
  }

  @Test func theLatestValueIsNotOlderThanAllowed() throws {
    let run = try run(#"{"op": "impute", "method": "latest", "max_time": 1}"#)
    try Reference.compare(
      run.result.table("x"), with: "panel/impute_latest_max1.csv", key: ["uCode", "Time"])
    try Reference.compare(
      #require(run.stages[0].tables.first), with: "panel/impute_latest_max1_source_year.csv",
      key: ["uCode", "Time"])
  }

  @Test(arguments: [("true", "index_global_norm"), ("false", "index_yearly_norm")])
  func theIndexOfEachYear(_ global: String, _ file: String) throws {
    let run = try run(
      """
      {"op": "impute", "method": "latest", "max_time": 3}, {"op": "treat", "winmax": 5},
      {"op": "normalise", "method": "minmax", "params": {"l": 0, "u": 100}, "global": \(global)},
      {"op": "aggregate", "levels": "amean"}
      """)
    try Reference.compare(
      run.result.table("x"), with: "panel/\(file).csv", key: ["uCode", "Time"])
  }

  @Test(arguments: [
    (#""method": "CAGR""#, "trends_cagr"), (#""method": "prc_change""#, "trends_prc_change"),
    (
      #""method": "CAGR", "use_latest": 3, "adjust_directions": true"#,
      "trends_cagr_latest3_directed"
    ),
  ])
  func trends(_ parameters: String, _ file: String) throws {
    let run = try run(#"{"op": "trend", \#(parameters)}"#)
    try Reference.compare(
      #require(run.stages[0].tables.first), with: "panel/\(file).csv", key: ["uCode", "iCode"])
  }
}
