import Foundation
import Indices
import Policy

/// What `concord index` was asked, with the files that the questions need.
struct IndexQuestions {
  let arguments: Arguments

  init(_ arguments: Arguments) throws(Arguments.UsageError) {
    self.arguments = arguments
    if arguments["what-if"] != nil, (arguments["rank"] == nil) == (arguments["score"] == nil) {
      throw Arguments.UsageError(
        message: "--what-if needs a goal: --rank N or --score S.",
        hint: "concord index chain.json --what-if AUT --rank 3")
    }
  }

  /// The recipe; without one, the base chain of the file that describes a fixed design, over the tables in `--data`.
  func files() throws -> IndexFiles {
    if let path = arguments.positional(0) {
      return try IndexFiles(chain: path, data: arguments["data"])
    }
    guard let design = arguments["sensitivity"], let folder = arguments["data"] else {
      throw Arguments.UsageError(
        message: "CHAIN is missing: a recipe such as chain.json.",
        hint: "Usage: \(IndexVerb.description.usage)")
    }
    let spec = specification(beside: design)
    let bytes = try IndexFiles.bytes(spec)
    guard
      let chain = try UncertaintyPlan.baseChain(
        bytes, file: spec.lastPathComponent, data: "iData.csv", meta: "iMeta.csv")
    else {
      throw Table.Error(
        file: spec.path, column: "base_chain",
        reason:
          "there is no recipe here: give one, as in concord index chain.json --sensitivity \(design)"
      )
    }
    return try IndexFiles(chain, in: URL(fileURLWithPath: folder))
  }

  private func specification(beside design: String) -> URL {
    arguments["uncertainty"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: design).deletingLastPathComponent().appendingPathComponent(
        "spec.json")
  }

  /// The factors and the design, if either was asked for.
  func uncertainty(of run: ChainRun, in folder: URL) throws -> (
    plan: UncertaintyPlan, design: Design
  )? {
    let fixed = arguments["sensitivity"]
    guard fixed != nil || arguments["uncertainty"] != nil else { return nil }
    let file = fixed.map(specification) ?? URL(fileURLWithPath: arguments["uncertainty"] ?? "")
    let bytes = try IndexFiles.bytes(file)
    var tables: [String: [UInt8]] = [:]
    let places = [file.deletingLastPathComponent(), folder]
    for path in UncertaintyPlan.files(bytes) {
      if let found = places.map({ $0.appendingPathComponent(path) }).first(where: {
        FileManager.default.fileExists(atPath: $0.path)
      }) {
        tables[path] = try IndexFiles.bytes(found)
      }
    }
    let plan = try UncertaintyPlan(bytes, file: file.lastPathComponent, run: run, files: tables)
    guard let fixed else {
      return (
        plan,
        Design(
          plan.kind, n: plan.n, factors: plan.factors.count, seed: plan.seed, isQuasi: plan.isQuasi)
      )
    }
    let place = URL(fileURLWithPath: fixed)
    let design = try Design(
      try IndexFiles.bytes(place), file: place.lastPathComponent, factors: plan.factors,
      n: plan.kind == .sobol ? plan.n : nil)
    return (plan, design)
  }

  func goal() throws -> WhatIf.Goal {
    if let rank = try arguments.integer("rank", in: 1...1_000_000) { return .rank(rank) }
    guard let text = arguments["score"], let score = Double(text), score.isFinite else {
      throw Arguments.UsageError(message: "--score is a number.")
    }
    return .score(score)
  }

  var candidates: [String]? {
    arguments["only"].map { $0.split(separator: ",").map { String($0).trimmingSpaces } }
  }

  /// How far indicators can go, of --to.
  func ends() throws(Arguments.UsageError) -> [String: Double] {
    var ends: [String: Double] = [:]
    for part in (arguments["to"] ?? "").split(separator: ",") {
      let pair = part.split(separator: "=").map { String($0).trimmingSpaces }
      guard pair.count == 2, let value = Double(pair[1]), value.isFinite else {
        throw Arguments.UsageError(
          message: "--to cannot have «\(part)».",
          hint: "It is a list of indicators and values such as LPI=3.9,CO2=4.")
      }
      ends[pair[0]] = value
    }
    return ends
  }

  func limits() throws(Arguments.UsageError) -> IndexAnalysis.Limits {
    var limits = IndexAnalysis.Limits()
    let fields: [String: WritableKeyPath<IndexAnalysis.Limits, Double>] = [
      "high": \.high, "low": \.low, "denominator": \.denominator, "p": \.probability,
      "available": \.available, "nonzero": \.nonZero, "distinct": \.distinct,
      "skewness": \.skewness, "kurtosis": \.kurtosis,
    ]
    for part in (arguments["limits"] ?? "").split(separator: ",") {
      let pair = part.split(separator: "=").map { String($0).trimmingSpaces }
      guard pair.count == 2, let field = fields[pair[0]], let value = Double(pair[1]),
        value.isFinite
      else {
        throw Arguments.UsageError(
          message: "--limits cannot have «\(part)».",
          hint:
            "It is a list such as high=0.9,low=-0.4; there are: \(fields.keys.sorted().joined(separator: ", "))."
        )
      }
      limits[keyPath: field] = value
    }
    return limits
  }
}
