public import Policy

/// What of an index is uncertain, from a file: factors, how many runs, with what seed. See `Docs/index.md`.
public struct UncertaintyPlan: Sendable {
  public var factors: [Factor]
  public var kind: Design.Kind
  /// Runs of a Monte Carlo design; rows of A for sensitivity indices.
  public var n: Int
  public var seed: UInt64
  public var isQuasi: Bool
  /// Ranks whose probability is told: first, among the first five, …
  public var top: [Int]
  /// Resamplings for the intervals of sensitivity indices.
  public var resamples: Int
  /// Steps of the recipe in short notation, for a file that brings its own.
  public static func baseChain(_ bytes: [UInt8], file: String, data: String, meta: String)
    throws(Table.Error) -> Chain?
  {
    guard let json = LocatedJSON.read(bytes).value, let list = json["base_chain"]?.elements else {
      return nil
    }
    let steps = list.compactMap { element in
      element.text.map { ShortNotation.step($0, at: element.at) } ?? element
    }
    return try Chain(
      LocatedJSON(
        .object([
          (key: "data", at: json.at, value: LocatedJSON(.string(data), at: json.at)),
          (key: "meta", at: json.at, value: LocatedJSON(.string(meta), at: json.at)),
          (key: "steps", at: json.at, value: LocatedJSON(.array(steps), at: json.at)),
        ]), at: json.at), file: file)
  }

  /// Paths of the tables that factors name: weight sets and data of other assessors.
  public static func files(_ bytes: [UInt8]) -> [String] {
    guard let factors = LocatedJSON.read(bytes).value?["factors"] else { return [] }
    var paths: [String] = []
    func look(_ json: LocatedJSON) {
      if let text = json.text {
        paths += text.split(separator: " ").map(String.init).filter { $0.hasSuffix(".csv") }
      }
      for element in json.elements ?? [] { look(element) }
      for member in json.members ?? [] { look(member.value) }
    }
    look(factors)
    return paths
  }

  /// - Parameters:
  ///   - run: the recipe that was run.
  ///   - files: the tables that the file names, by their path.
  /// - Throws: `Table.Error` for a factor whose step is not in the recipe, or that has no alternatives.
  public init(
    _ bytes: [UInt8], file: String, run: ChainRun, files: [String: [UInt8]] = [:]
  ) throws(Table.Error) {
    let (json, mistake) = LocatedJSON.read(bytes)
    if let mistake {
      throw Table.Error(file: file, line: mistake.at.line, reason: mistake.reason)
    }
    guard let json, json.members != nil else {
      throw Table.Error(file: file, line: 1, reason: "an object { … } with factors is expected")
    }
    let settings = Settings(json, file: file, path: "")
    seed = UInt64(try settings.integer("seed", from: 0) ?? 1)
    top = try (settings.numbers("top") ?? [1, 5, 10]).compactMap { Int(exactly: $0) }.filter {
      $0 > 0
    }
    resamples = min(try settings.integer("resamples", "nboot", from: 0) ?? 100, 100_000)
    isQuasi = try settings.text("draws") == "quasi"
    let rows = try settings.integer("N", from: 2)
    let replications = try settings.integer("replications", from: 1)
    let name = try settings.text("design")
    guard let kind = name.map({ Design.Kind(rawValue: $0) }) ?? (rows == nil ? .monteCarlo : .sobol)
    else {
      throw settings.error("design", "the design is montecarlo or sobol")
    }
    self.kind = kind
    n = rows ?? replications ?? 1000
    guard n <= 10_000_000 else {
      throw settings.error("replications", "more runs than can be kept")
    }
    factors = []
    let reader = FactorReader(run: run, files: files, seed: seed, sets: min(n, 100_000))
    if let list = json["factors"]?.elements {
      for (i, element) in list.enumerated() {
        let own = Settings(element, file: file, path: "factors[\(i)]")
        factors.append(try reader.factor(try own.required(try own.text("name"), "name"), own))
      }
    } else {
      for (name, own) in try settings.members("factors") ?? [] {
        factors.append(try reader.factor(name, own))
      }
    }
    guard !factors.isEmpty else { throw settings.error("factors", "no factor is given") }
  }
}
