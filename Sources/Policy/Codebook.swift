/// The concepts that provisions are coded with, and what is known about how they act on one another.
///
/// The bundled codebook is `Resources/codebook/`; a project may extend or override rows with files of the same columns.
public struct Codebook: Sendable {
  /// An objective that a provision can serve.
  public struct Objective: Sendable, Hashable {
    public var code: String
    /// "compact", "development", "state aim" or "institutional".
    public var group: String
    public var names: [Language: String]
    public var definition: String
    public var sdgTargets: [String]
    public var dimension: Int?
    public var theme: Int?
  }

  /// A kind of policy measure.
  public struct Measure: Sendable, Hashable {
    public var code: String
    public var names: [Language: String]
    public var definition: String
    public var area: String
    public var tool: String
    /// 1 opens, protects or enables; -1 restricts, controls or penalises; 0 neither.
    public var direction: Int
    public var typicalActors: [String]
    public var side: String
    /// Measures that contradict it for the same people; mutual.
    public var opposites: [String]
    public var words: [Language: [String]]
  }

  /// A group of people.
  public struct Population: Sendable, Hashable {
    public var code: String
    public var names: [Language: String]
    public var parents: [String]
    public var words: [Language: [String]]
    public var dimension: String
    /// Groups that cannot share a member with it at one time; mutual, and passed down to children.
    public var disjoint: [String]
  }

  /// A sector of public policy.
  public struct Sector: Sendable, Hashable {
    public var code: String
    public var names: [Language: String]
    public var cofog: [String]
    public var sdg: [String]
    public var words: [Language: [String]]
  }

  /// A kind of institution.
  public struct Actor: Sendable, Hashable {
    public var code: String
    public var names: [Language: String]
    public var words: [Language: [String]]
    /// Measures usually in its hands.
    public var usualMandates: [String]
  }

  /// One claim by one source: a measure or a condition moves an objective.
  public struct Effect: Sendable, Hashable {
    public enum Cause: Sendable, Hashable {
      case measure(String)
      case condition(String)
    }

    public var id: String
    public var cause: Cause
    public var objective: String
    /// -3 cancelling … +3 indivisible.
    public var strength: Int
    public var on: String
    public var horizon: String
    public var condition: String?
    /// "high", "medium", "low" or "contested".
    public var confidence: String
    public var source: String
    public var locator: String
    public var reason: String
    public var isSourceChecked: Bool

    /// Source and place in it, as a reader cites them; a place that only repeats the source ("ANA RUIZ" of "Ana Ruiz, 2013") is
    /// left out.
    public var citation: String {
      let isRepeated = source.lowercased().hasPrefix(locator.lowercased())
      return locator.isEmpty || isRepeated ? source : source + ", " + locator
    }
  }

  public private(set) var objectives: [Objective]
  public private(set) var measures: [Measure]
  public private(set) var populations: [Population]
  public private(set) var sectors: [Sector]
  public private(set) var actors: [Actor]
  public private(set) var effects: [Effect]

  private let objectiveIndex: [String: Int]
  private let measureIndex: [String: Int]
  private let populationIndex: [String: Int]
  private let sectorIndex: [String: Int]
  private let actorIndex: [String: Int]
  private let effectsByCause: [String: [Int]]
  private let effectsByObjective: [String: [Int]]
  private let ancestors: [String: Set<String>]

  /// - Throws: `Table.Error` for a code that is used twice or refers to nothing.
  public init(
    objectives: [Objective], measures: [Measure], populations: [Population], sectors: [Sector],
    actors: [Actor], effects: [Effect]
  ) throws(Table.Error) {
    self.objectives = objectives
    self.measures = measures
    self.populations = populations
    self.sectors = sectors
    self.actors = actors
    self.effects = effects
    objectiveIndex = try Self.index(objectives.map(\.code), file: "objectives.csv")
    measureIndex = try Self.index(measures.map(\.code), file: "measures.csv")
    populationIndex = try Self.index(populations.map(\.code), file: "populations.csv")
    sectorIndex = try Self.index(sectors.map(\.code), file: "sectors.csv")
    actorIndex = try Self.index(actors.map(\.code), file: "actors.csv")
    var byCause: [String: [Int]] = [:]
    var byObjective: [String: [Int]] = [:]
    for (i, effect) in effects.enumerated() {
      guard objectiveIndex[effect.objective] != nil else {
        throw Table.Error(
          file: "effects.csv", column: "objective",
          reason:
            "\(effect.id) names the objective \(effect.objective), which objectives.csv does not have"
        )
      }
      byObjective[effect.objective, default: []].append(i)
      guard case .measure(let code) = effect.cause else { continue }
      guard measureIndex[code] != nil else {
        throw Table.Error(
          file: "effects.csv", column: "cause",
          reason: "\(effect.id) names the measure \(code), which measures.csv does not have")
      }
      byCause[code, default: []].append(i)
    }
    effectsByCause = byCause
    effectsByObjective = byObjective
    ancestors = try Self.closure(populations)
    for measure in measures {
      for opposite in measure.opposites where measureIndex[opposite] == nil {
        throw Table.Error(
          file: "measures.csv", column: "opposite",
          reason: "\(measure.code) is opposed to \(opposite), which measures.csv does not have")
      }
    }
  }

  public func objective(_ code: String) -> Objective? {
    objectiveIndex[code].map { objectives[$0] }
  }
  public func measure(_ code: String) -> Measure? { measureIndex[code].map { measures[$0] } }
  public func population(_ code: String) -> Population? {
    populationIndex[code].map { populations[$0] }
  }
  public func sector(_ code: String) -> Sector? { sectorIndex[code].map { sectors[$0] } }
  public func actor(_ code: String) -> Actor? { actorIndex[code].map { actors[$0] } }

  public func effects(of measure: String) -> [Effect] {
    (effectsByCause[measure] ?? []).map { effects[$0] }
  }
  public func effects(on objective: String) -> [Effect] {
    (effectsByObjective[objective] ?? []).map { effects[$0] }
  }

  /// The name of any concept in a language, in English where there is no other, or the code itself.
  public func name(_ code: String, in language: Language = .english) -> String {
    let names =
      objective(code)?.names ?? measure(code)?.names ?? population(code)?.names
      ?? sector(code)?.names ?? actor(code)?.names
    return names?[language] ?? names?[.english] ?? code
  }

  /// Whether any concept has the code.
  public func has(_ code: String) -> Bool {
    objectiveIndex[code] != nil || measureIndex[code] != nil || populationIndex[code] != nil
      || sectorIndex[code] != nil || actorIndex[code] != nil
  }

  /// The group and all groups that contain it.
  public func containing(_ population: String) -> Set<String> {
    (ancestors[population] ?? []).union([population])
  }

  private static func index(_ codes: [String], file: String) throws(Table.Error) -> [String: Int] {
    var index: [String: Int] = [:]
    for (i, code) in codes.enumerated() {
      guard index.updateValue(i, forKey: code) == nil else {
        throw Table.Error(file: file, column: "code", reason: "the code \(code) is used twice")
      }
    }
    return index
  }

  private static func closure(_ populations: [Population]) throws(Table.Error) -> [String: Set<
    String
  >] {
    var parents: [String: [String]] = [:]
    for population in populations { parents[population.code] = population.parents }
    var closure: [String: Set<String>] = [:]
    for population in populations {
      var found: Set<String> = []
      var waiting = population.parents
      while let next = waiting.popLast() {
        guard let above = parents[next] else {
          throw Table.Error(
            file: "populations.csv", column: "parent",
            reason: "\(population.code) has the parent \(next), which is not in the file")
        }
        guard next != population.code else {
          throw Table.Error(
            file: "populations.csv", column: "parent", reason: "\(population.code) contains itself")
        }
        if found.insert(next).inserted { waiting += above }
      }
      closure[population.code] = found
    }
    return closure
  }
}
