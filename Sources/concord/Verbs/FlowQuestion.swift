import Evidence
import Foundation
import Policy
import Workspace

/// What was asked of `concord flows`: files, methods, and how sure.
struct FlowQuestion {
  let arguments: Arguments
  let methods: [FlowMethod]
  let isRange: Bool
  let years: (from: Int?, to: Int?)

  init(_ arguments: Arguments) throws {
    self.arguments = arguments
    let name = arguments["method"] ?? "all"
    isRange = name == "range"
    if name == "all" {
      methods = FlowMethod.all
    } else if isRange {
      methods = FlowMethod.published
    } else {
      guard let method = FlowMethod(name: name) else { throw Self.noMethod(name) }
      methods = [method]
    }
    years = (
      try arguments.integer("from", in: 1500...2200), try arguments.integer("to", in: 1500...2200)
    )
    guard (arguments["births"] == nil) == (arguments["deaths"] == nil) else {
      throw Arguments.UsageError(
        message: "--births and --deaths go together.",
        hint: "Give both, or neither if there were none.")
    }
    if let from = years.from, let to = years.to, from >= to {
      throw Arguments.UsageError(
        message: "--from \(from) is not before --to \(to).", hint: "Exchange the two years.")
    }
  }

  private static func noMethod(_ name: String) -> Arguments.UsageError {
    let names = ["all", "range"] + (FlowMethod.all + FlowMethod.accounting).map(\.name)
    return Arguments.UsageError(
      message: "--method cannot be «\(name)».",
      hint: Spelling.nearest(to: name, in: names).map { "Did you mean \($0)?" }
        ?? "It can be: all, range, drop-negatives, reverse-negatives, rates, minimum-closed, "
        + "independence-closed, pseudo-bayes-closed, or the last three with open-dr or open.")
  }

  func answer(_ remarks: inout FlowFiles.Remarks) throws -> FlowAnswer {
    let resources = try ResourceFolder()
    var files = FlowFiles(start: try file("start"), end: try file("end"))
    files.countries = try CountryList(bundled: { try resources.bytes("evidence/" + $0) })
    files.controls = try ControlTotals(bundled: { try resources.bytes("evidence/" + $0) })
    files.births = try optionalFile("births")
    files.deaths = try optionalFile("deaths")
    files.population = try optionalFile("population")
    files.years = years
    files.without = Set(
      (arguments["without"] ?? "").split { $0 == "," || $0 == ";" }.map {
        String($0).trimmingSpaces
      })
    files.spreadsBirths = arguments.has("spread-births")
    let world = try decimal("world-flow", in: 0...1e12)
    files.needsNatives = methods.contains {
      switch $0 {
      case .dropNegatives, .reverseNegatives: false
      case .rates: world == nil
      default: true
      }
    }
    let estimator = try estimator(files, world, &remarks)
    let estimates = try estimator.estimates(methods)
    var answer = FlowAnswer(
      accounts: estimator.accounts, years: years, estimates: estimates, isRange: isRange)
    if let draws = try arguments.integer("draws", in: 2...10_000) {
      answer.band = try band(draws, estimator, files, resources, world)
    }
    return answer
  }

  private func estimator(
    _ files: FlowFiles, _ world: Double?, _ remarks: inout FlowFiles.Remarks
  ) throws -> FlowEstimator {
    var estimator = FlowEstimator(try files.accounts(&remarks))
    estimator.worldFlow = world
    estimator.weight = try decimal("weight", in: 0...1) ?? 0.87
    estimator.offset = try optionalFile("seed").map {
      try FlowFiles.offset($0, for: estimator.accounts.countries)
    }
    return estimator
  }

  private func band(
    _ draws: Int, _ estimator: FlowEstimator, _ files: FlowFiles, _ resources: ResourceFolder,
    _ world: Double?
  ) throws -> FlowUncertainty.Band? {
    guard methods.count == 1 else {
      throw Arguments.UsageError(
        message: "--draws needs one method.",
        hint: "Say which, for instance --method pseudo-bayes-closed.")
    }
    let bytes = try optionalFile("errors")
    let table =
      try bytes.map { try Table($0.bytes, file: $0.name, required: ["what", "error"]) }
      ?? Table(resources.bytes("evidence/flow-errors.csv"), file: "flow-errors.csv")
    let types = try DataTypeLetters(resources)
    let errors = try FlowErrorTable(table).errors(
      for: estimator.accounts.countries, types: types.letters)
    var before: FlowEstimator?
    if let year = try arguments.integer("earlier", in: 1500...2200) {
      guard let from = years.from, year < from else {
        throw Arguments.UsageError(
          message: "--earlier \(year) needs a later --from.",
          hint: "Give --from YEAR and --to YEAR of files that hold all three years.")
      }
      var earlier = files
      earlier.end = files.start
      earlier.years = (year, from)
      var unused = FlowFiles.Remarks()
      before = try self.estimator(earlier, world, &unused)
    }
    let seed = try arguments.integer("random", in: 0...1_000_000_000) ?? 1
    return try FlowUncertainty(errors: errors, draws: draws, seed: UInt64(seed)).band(
      methods[0], estimator, earlier: before)
  }

  private func file(_ option: String) throws -> FlowFiles.File {
    guard let file = try optionalFile(option) else {
      throw Arguments.UsageError(
        message: "--\(option) is missing.",
        hint: "Give --start FILE and --end FILE, or --case FILE. See concord flows --help.")
    }
    return file
  }

  private func optionalFile(_ option: String) throws -> FlowFiles.File? {
    guard let path = arguments[option] else { return nil }
    let file = try InputFile(path)
    return FlowFiles.File(name: file.name, bytes: file.bytes)
  }

  private func decimal(_ option: String, in bounds: ClosedRange<Double>) throws -> Double? {
    guard let text = arguments[option] else { return nil }
    guard let number = Double(text), bounds.contains(number) else {
      throw Arguments.UsageError(
        message: "--\(option) cannot be «\(text)».",
        hint: "It is a number from \(bounds.lowerBound) to \(bounds.upperBound).")
    }
    return number
  }
}

/// What each country counts as a migrant, by the newest bundled list; nothing where it is not installed.
private struct DataTypeLetters {
  let letters: [String: String]

  init(_ resources: ResourceFolder) throws {
    guard let bytes = try? resources.bytes("evidence/data-types.csv") else {
      letters = [:]
      return
    }
    let table = try Table(bytes, file: "data-types.csv")
    letters = Dictionary(table.rows.map { ($0["iso3"], $0["type_2020"]) }) { first, _ in first }
  }
}
