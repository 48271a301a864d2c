/// A place in a document.
public struct Place: Sendable, Hashable, Codable, Comparable {
  public var file: String
  /// Ordinal of the provision in the document.
  public var provision: Int

  public init(file: String, provision: Int) {
    self.file = file
    self.provision = provision
  }

  public static func < (a: Place, b: Place) -> Bool {
    (a.file, a.provision) < (b.file, b.provision)
  }
}

/// A conflict, duplication, gap, silent commitment, silo or synergy between named provisions.
public struct Finding: Sendable, Hashable, Codable, Identifiable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case conflict, duplication, gap, silent, silo, synergy
  }

  public enum Level: String, Sendable, Hashable, Codable, CaseIterable {
    case `internal`, horizontal, vertical, corridor, multilateral
  }

  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case proposed, confirmed, dismissed
  }

  /// A provision that the finding stands on, with the words that matter there.
  public struct Passage: Sendable, Hashable, Codable {
    public var place: Place
    public var locator: String
    public var page: Int?
    public var text: String
    public var words: [Words]

    public init(place: Place, locator: String, page: Int? = nil, text: String, words: [Words] = [])
    {
      self.place = place
      self.locator = locator
      self.page = page
      self.text = text
      self.words = words
    }
  }

  /// One step of the reasoning: a rule or an effect with its source.
  public struct Ground: Sendable, Hashable, Codable {
    /// Name of the rule ("opposite-measures") or id of the effect ("E0412").
    public var rule: String
    public var text: String
    public var source: String?

    public init(rule: String, text: String, source: String? = nil) {
      self.rule = rule
      self.text = text
      self.source = source
    }
  }

  /// Stable: the same finding on the same words has the same id in every run and edition (16 hexadecimal digits).
  public var id: String
  public var kind: Kind
  /// Always set for conflict, duplication and synergy.
  public var level: Level?
  /// From 0 to 1: how likely an expert would sign it.
  public var score: Double
  public var objectives: [String]
  public var populations: [String]
  public var between: [Passage]
  /// For a silent finding: what the commitment does not say.
  public var missing: [Commitment.Part]
  /// For a silo: the institution that is not at the table.
  public var absent: String?
  /// One short sentence in plain words, in English.
  public var why: String
  public var grounds: [Ground]
  /// What change of text would make it go away.
  public var remedy: String?
  public var status: Status

  public init(
    id: String, kind: Kind, level: Level? = nil, score: Double, objectives: [String] = [],
    populations: [String] = [], between: [Passage], missing: [Commitment.Part] = [],
    absent: String? = nil, why: String, grounds: [Ground] = [], remedy: String? = nil,
    status: Status = .proposed
  ) {
    self.id = id
    self.kind = kind
    self.level = level
    self.score = score
    self.objectives = objectives
    self.populations = populations
    self.between = between
    self.missing = missing
    self.absent = absent
    self.why = why
    self.grounds = grounds
    self.remedy = remedy
    self.status = status
  }
}
