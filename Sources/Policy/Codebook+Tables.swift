/// Reading the codebook from its CSV files.
extension Codebook {
  /// The files of a codebook, by name.
  public static let files = [
    "objectives.csv", "measures.csv", "populations.csv", "sectors.csv", "actors.csv", "effects.csv",
  ]

  /// - Parameter contents: the bytes of each file of `Codebook.files`.
  /// - Throws: `Table.Error` with file, line and column.
  public init(contents: [String: [UInt8]]) throws(Table.Error) {
    func rows(_ file: String, _ required: [String]) throws(Table.Error) -> [Table.Row] {
      guard let bytes = contents[file] else {
        throw Table.Error(file: file, reason: "the file is missing from the codebook")
      }
      return try Table(
        bytes, file: file, required: ["code"].filter { _ in file != "effects.csv" } + required
      ).rows
    }
    var objectives: [Objective] = []
    for row in try rows("objectives.csv", ["group", "name_en"]) {
      objectives.append(
        Objective(
          code: row["code"], group: row["group"], names: row.names,
          definition: row["definition_en"],
          sdgTargets: row.list("sdg_targets"), dimension: Int(row["pcmd_dimension"]),
          theme: Int(row["sdg17141_theme"])))
    }
    var measures: [Measure] = []
    for row in try rows("measures.csv", ["name_en", "direction", "opposite"]) {
      guard let direction = Int(row["direction"]), (-1...1).contains(direction) else {
        throw row.error("direction", "«\(row["direction"])» is not -1, 0 or 1")
      }
      measures.append(
        Measure(
          code: row["code"], names: row.names, definition: row["definition_en"],
          area: row["policy_area"],
          tool: row["tool"], direction: direction, typicalActors: row.list("typical_actor"),
          side: row["side"],
          opposites: row.list("opposite"), words: row.words("typical_words_")))
    }
    var populations: [Population] = []
    for row in try rows("populations.csv", ["name_en", "parent", "dimension", "disjoint"]) {
      populations.append(
        Population(
          code: row["code"], names: row.names, parents: row.list("parent"),
          words: row.words("words_"),
          dimension: row["dimension"], disjoint: row.list("disjoint")))
    }
    var sectors: [Sector] = []
    for row in try rows("sectors.csv", ["name_en"]) {
      sectors.append(
        Sector(
          code: row["code"], names: row.names, cofog: row.list("cofog"), sdg: row.list("sdg"),
          words: row.words("words_")))
    }
    var actors: [Actor] = []
    for row in try rows("actors.csv", ["name_en"]) {
      actors.append(
        Actor(
          code: row["code"], names: row.names, words: row.words("words_"),
          usualMandates: row.list("usual_mandates")))
    }
    var effects: [Effect] = []
    for row in try rows("effects.csv", ["id", "cause", "objective", "sign_strength"]) {
      effects.append(try Effect(row))
    }
    try self.init(
      objectives: objectives, measures: measures, populations: populations, sectors: sectors,
      actors: actors, effects: effects)
  }
}

extension Codebook.Effect {
  fileprivate init(_ row: Table.Row) throws(Table.Error) {
    guard let strength = Int(row["sign_strength"]), (-3...3).contains(strength) else {
      throw row.error(
        "sign_strength", "«\(row["sign_strength"])» is not a whole number from -3 to 3")
    }
    let cause = row["cause"]
    let condition = "CONDITION:"
    self.init(
      id: row["id"],
      cause: cause.hasPrefix(condition)
        ? .condition(String(cause.dropFirst(condition.count)).trimmingSpaces) : .measure(cause),
      objective: row["objective"], strength: strength, on: row["on"], horizon: row["horizon"],
      condition: row["condition"].isEmpty ? nil : row["condition"], confidence: row["confidence"],
      source: row["source"], locator: row["locator"], reason: row["reason_en"],
      isSourceChecked: row["source_checked"] == "yes")
  }
}

extension Table.Row {
  fileprivate var names: [Language: String] {
    var names: [Language: String] = [:]
    for language in [Language.english, .french, .spanish] {
      let name = self["name_" + language.rawValue]
      if !name.isEmpty { names[language] = name }
    }
    return names
  }

  fileprivate func words(_ prefix: String) -> [Language: [String]] {
    var words: [Language: [String]] = [:]
    for language in [Language.english, .french, .spanish] {
      words[language] = list(prefix + language.rawValue)
    }
    return words
  }
}
