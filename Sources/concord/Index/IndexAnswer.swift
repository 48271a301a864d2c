import Foundation
import Indices
import Policy
import Reports
import Workspace

/// All that came out of a run of `concord index`.
struct IndexAnswer {
  var run: ChainRun
  var analysis: [(file: String, table: ResultTable)] = []
  var uncertainty: UncertaintyRun?
  var plan: UncertaintyPlan?
  var isReplay = false
  var whatIf: WhatIf?
  var comparison: Comparison?

  init(run: ChainRun) { self.run = run }

  var title: String {
    run.index.flatMap { run.framework[$0]?.name } ?? (run.chain.id.isEmpty ? "Index" : run.chain.id)
  }

  private var uncertaintyFiles: [(file: String, table: ResultTable)] {
    guard let uncertainty, let plan else { return [] }
    return uncertainty.files(top: plan.top, resamples: plan.resamples, seed: plan.seed)
  }

  /// Everything into a folder, with the page.
  func write(to folder: URL, language: String?) throws {
    try IndexFolder(folder).write(run.files, workbook: "index", title: title)
    if !analysis.isEmpty {
      try IndexFolder(folder.appendingPathComponent("analysis")).write(
        analysis, workbook: "analysis", title: title)
    }
    let uncertain = uncertaintyFiles
    if !uncertain.isEmpty {
      let name = isReplay ? "sensitivity" : "uncertainty"
      try IndexFolder(folder.appendingPathComponent(name)).write(
        uncertain, workbook: name, title: title)
    }
    if let whatIf {
      try IndexFolder(folder).write(
        [("what_if.csv", whatIf.table)], workbook: "what_if", title: title)
    }
    if let comparison {
      try IndexFolder(folder).write(
        [("comparison.csv", comparison.table)], workbook: "comparison", title: title)
    }
    guard run.plan != nil else { return }
    let resources = try ResourceFolder()
    let page = try IndexPage(
      run, uncertainty: uncertainty, whatIf: whatIf,
      language: Language(rawValue: language ?? "en"), resource: resources.bytes)
    try IndexFolder(folder).write(Data(page.bytes), to: "index.html")
  }

  /// The table that CSV on the terminal shows.
  var mainTable: ResultTable {
    if let whatIf { return whatIf.table }
    if let comparison { return comparison.table }
    if let uncertainty { return uncertainty.rankStatistics }
    return run.results
  }

  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "id", value: .string(run.chain.id)),
      .init(key: "index", value: .optional(run.index)),
      .init(key: "results", value: run.results.json), .init(key: "ranks", value: run.ranks.json),
      .init(key: "group_ranks", value: run.groupRanks?.json ?? .null),
      .init(key: "coverage", value: run.plan == nil ? .null : run.coverage.json),
      .init(key: "effective_weights", value: run.effectiveWeights.json),
      .init(key: "notices", value: run.noticeTable.json),
    ]
    func add(
      _ name: String, _ files: [(file: String, table: ResultTable)], without: Set<String> = []
    ) {
      guard !files.isEmpty else { return }
      members.append(
        .init(
          key: name,
          value: .object(
            files.filter { !without.contains($0.table.name) }.map {
              .init(key: $0.table.name, value: $0.table.json)
            })))
    }
    add("analysis", analysis)
    add(
      isReplay ? "sensitivity" : "uncertainty", uncertaintyFiles,
      without: ["scores", "ranks", "design", "target"])
    if let comparison {
      members.append(.init(key: "comparison", value: comparison.table.json))
    }
    if let whatIf { members.append(.init(key: "what_if", value: whatIf.json)) }
    return .object(members)
  }
}

extension WhatIf {
  /// The changes, one a row.
  var table: ResultTable {
    ResultTable(
      "what_if", ["uCode", "iCode", "iName", "from", "to", "as_in", "enough"],
      (changes ?? []).map { change in
        [
          .text(unit), .text(change.indicator), .text(change.name), .number(change.from),
          .number(change.to), .text(change.asIn), .number(change.enough ?? .missing),
        ]
      })
  }

  var json: JSONValue {
    func range(_ range: ClosedRange<Double>?) -> JSONValue {
      range.map { .array([.cell($0.lowerBound), .cell($0.upperBound)]) } ?? .null
    }
    return .record([
      "unit": .string(unit), "reachable": .bool(changes != nil),
      "changes": changes == nil ? .null : table.json, "smallest": .bool(isSmallest),
      "at_least": .integer(least), "methods": .integer(methods), "held": .integer(held),
      "rank_before": range(before), "rank_after": range(after),
      "failures": .array(
        failures.map { .record(["reason": .string($0.reason), "ways": .integer($0.count)]) }),
    ])
  }
}
