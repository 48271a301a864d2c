public import Policy

extension Indicator {
  /// `indicators.csv`: indicator, name_en (and other languages), objectives, breakdowns, remedies; perhaps series (codes of series
  /// that measure it) and unknown_en (why nothing is known where no table has it); lists separated by semicolons.
  ///
  /// - Throws: `Table.Error` for a code that is missing or there twice.
  public static func read(_ table: Table, language: Language = .english) throws(Table.Error)
    -> [Indicator]
  {
    var indicators: [Indicator] = []
    for row in table.rows {
      let code = row["indicator"]
      guard !code.isEmpty, !indicators.contains(where: { $0.code == code }) else {
        throw row.error("indicator", "«\(code)» is empty or there twice")
      }
      let name = row["name_\(language.rawValue)"]
      let unknown = row["unknown_\(language.rawValue)"]
      indicators.append(
        Indicator(
          code: code, name: name.isEmpty ? row["name_en"] : name,
          objectives: Set(row.list("objectives")), breakdowns: row.list("breakdowns"),
          remedies: Set(row.list("remedies")), series: Set(row.list("series")),
          whyUnknown: unknown.isEmpty ? row["unknown_en"] : unknown))
    }
    return indicators
  }
}

extension Remedy {
  /// `remedies.csv`: remedy, cost, general, dimensions, text_en (and other languages).
  public static func read(_ table: Table, language: Language = .english) throws(Table.Error)
    -> [Remedy]
  {
    var remedies: [Remedy] = []
    for row in table.rows {
      guard let cost = Int(row["cost"]) else {
        throw row.error("cost", "«\(row["cost"])» must be a whole number, 1 for the cheapest")
      }
      var dimensions: Set<IndicatorAssessment.Dimension> = []
      for name in row.list("dimensions") {
        guard let dimension = IndicatorAssessment.Dimension(rawValue: name) else {
          throw row.error("dimensions", "«\(name)» is no dimension")
        }
        dimensions.insert(dimension)
      }
      let text = row["text_\(language.rawValue)"]
      remedies.append(
        Remedy(
          code: row["remedy"], text: text.isEmpty ? row["text_en"] : text, cost: cost,
          dimensions: dimensions, isGeneral: row["general"] == "yes"))
    }
    return remedies
  }
}

extension IndicatorKnowledge {
  /// A table that an office fills: a line an indicator and country; an empty cell is "not known".
  ///
  /// Columns: indicator, country; who (national, mirror, modelled, none); origin (census, survey, register); years,
  /// interval; known, whole; broken_down, not_broken_down, joint; definition (letters B, C, I, R), revisions, break;
  /// identity_gap, mirror_gap, producer_gap (0 to 1); machine_readable, open_format, metadata, download, terms; error
  /// (published: yes or no); targets, targets_served.
  ///
  /// - Throws: `Table.Error` naming line and column.
  public static func read(_ table: Table, indicators: [Indicator]) throws(Table.Error)
    -> [IndicatorKnowledge]
  {
    var all: [IndicatorKnowledge] = []
    for row in table.rows {
      guard indicators.contains(where: { $0.code == row["indicator"] }) else {
        throw row.error(
          "indicator",
          "«\(row["indicator"])» is no indicator; there are: "
            + indicators.map(\.code).joined(separator: ", "))
      }
      guard !row["country"].isEmpty else { throw row.error("country", "the cell is empty") }
      let isTwice = all.contains {
        $0.indicator == row["indicator"] && $0.country == row["country"]
      }
      guard !isTwice else {
        throw row.error("indicator", "«\(row["indicator"])» of \(row["country"]) is there twice")
      }
      all.append(try IndicatorKnowledge(row))
    }
    return all
  }

  /// The five elements of openness.
  static func openness(_ row: Table.Row) throws(Table.Error) -> [Double?] {
    var openness: [Double?] = []
    for column in ["machine_readable", "open_format", "metadata", "download", "terms"] {
      openness.append(try row.answer(column))
    }
    return openness
  }

  private init(_ row: Table.Row) throws(Table.Error) {
    self.init(indicator: row["indicator"], country: row["country"])
    availability = try row.choice("who")
    origin = try row.choice("origin")
    if availability == Availability.none {
      years = []
    } else if !row["years"].isEmpty {
      var found: [Int] = []
      for text in row.list("years") {
        guard let year = Int(text), (1500...2200).contains(year) else {
          throw row.error("years", "«\(text)» is no year; separate several by semicolons")
        }
        found.append(year)
      }
      years = found
    }
    interval = try row.number("interval", in: 0.25...100)
    known = try row.number("known", in: 0...1e12)
    whole = try row.number("whole", in: 0...1e12)
    if let known, let whole, known > whole {
      throw row.error("known", "\(known.plain) is more than the whole, \(whole.plain)")
    }
    brokenDown = Set(row.list("broken_down"))
    notBrokenDown = Set(row.list("not_broken_down"))
    if let both = brokenDown.intersection(notBrokenDown).sorted().first {
      throw row.error("not_broken_down", "«\(both)» stands in broken_down too")
    }
    joint = Set(row.list("joint"))
    let letters = row["definition"].uppercased().filter { $0 != " " }
    guard letters.allSatisfy("BCIR".contains) else {
      throw row.error("definition", "«\(row["definition"])» must be letters of B, C, I and R")
    }
    definition = letters.isEmpty ? nil : Set(letters)
    revisions = try row.number("revisions", in: 0...1000).map { Int($0) }
    hasBreak = try row.answer("break").map { $0 > 0 }
    identityGap = try row.number("identity_gap", in: 0...1)
    mirrorGap = try row.number("mirror_gap", in: 0...1)
    producerGap = try row.number("producer_gap", in: 0...1)
    openness = try Self.openness(row)
    publishesError = try row.answer("error").map { $0 > 0 }
    targets = try row.number("targets", in: 0...1e6).map { Int($0) }
    targetsServed = try row.number("targets_served", in: 0...1e6).map { Int($0) }
    if let targets, let targetsServed, targetsServed > targets {
      throw row.error("targets_served", "\(targetsServed) is more than the \(targets) targets")
    }
  }
}

extension Table.Row {
  /// One of the words of an enumeration; nil for an empty cell.
  fileprivate func choice<Choice: RawRepresentable & CaseIterable>(_ column: String)
    throws(Table.Error) -> Choice? where Choice.RawValue == String
  {
    let text = self[column].lowercased()
    guard !text.isEmpty, text != "unknown" else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw error(
        column,
        "«\(self[column])» must be \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), or "
          + "empty where it is not known")
    }
    return choice
  }

  fileprivate func number(_ column: String, in bounds: ClosedRange<Double>) throws(Table.Error)
    -> Double?
  {
    guard !self[column].isEmpty else { return nil }
    guard let number = Double(self[column]), bounds.contains(number) else {
      throw error(
        column,
        "«\(self[column])» must be a number from \(bounds.lowerBound.plain) to "
          + "\(bounds.upperBound.plain), or empty where it is not known")
    }
    return number
  }

  /// yes 1, partly ½, no 0; nil for an empty cell.
  func answer(_ column: String) throws(Table.Error) -> Double? {
    switch self[column].lowercased() {
    case "", "unknown", "?": return nil
    case "yes": return 1
    case "partly": return 0.5
    case "no": return 0
    default:
      throw error(
        column, "«\(self[column])» must be yes, partly, no, or empty where it is not known")
    }
  }
}
