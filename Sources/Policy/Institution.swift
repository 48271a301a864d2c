/// An actor of public policy, with all the names it is called by.
public struct Institution: Sendable, Hashable, Codable, Identifiable {
  /// Stable: made from country and name in lower case.
  public var id: String
  public var name: String
  public var aliases: [String]
  /// Kind in the codebook (`actors.csv`): "LABOUR", "INTERIOR", …
  public var kind: String?
  public var country: String?
  public var level: GovernmentLevel

  public init(
    id: String, name: String, aliases: [String] = [], kind: String? = nil, country: String? = nil,
    level: GovernmentLevel = .national
  ) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.kind = kind
    self.country = country
    self.level = level
  }
}

/// That a provision charges an institution with a measure for some people.
public struct Mandate: Sendable, Hashable, Codable {
  public var institution: Institution.ID
  public var place: Place
  public var measures: [String]
  public var objectives: [String]
  public var populations: [String]
  public var words: Words

  public init(
    institution: Institution.ID, place: Place, measures: [String], objectives: [String],
    populations: [String], words: Words
  ) {
    self.institution = institution
    self.place = place
    self.measures = measures
    self.objectives = objectives
    self.populations = populations
    self.words = words
  }
}

/// A relation between two institutions.
public struct Tie: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case reports, funds
    case sharesData = "shares data"
    case coordinates
    case oversees
  }

  public var from: Institution.ID
  public var to: Institution.ID
  public var kind: Kind
  /// Where it is said; nil when the user's own table says it.
  public var place: Place?

  public init(from: Institution.ID, to: Institution.ID, kind: Kind, place: Place? = nil) {
    self.from = from
    self.to = to
    self.kind = kind
    self.place = place
  }
}

/// A co-ordination body (committee, council, working group) with its members.
public struct Body: Sendable, Hashable, Codable, Identifiable {
  public var id: String
  public var name: String
  public var members: [Institution.ID]
  public var chair: Institution.ID?
  /// The provision that composes it.
  public var place: Place?
  /// Words of its matter: what it co-ordinates.
  public var matter: String?

  public init(
    id: String, name: String, members: [Institution.ID], chair: Institution.ID? = nil,
    place: Place? = nil, matter: String? = nil
  ) {
    self.id = id
    self.name = name
    self.members = members
    self.chair = chair
    self.place = place
    self.matter = matter
  }
}

/// Who does what: the institutional side of a set of policies.
public struct InstitutionalMap: Sendable, Hashable, Codable {
  public var institutions: [Institution]
  public var mandates: [Mandate]
  public var ties: [Tie]
  public var bodies: [Body]

  public init(
    institutions: [Institution] = [], mandates: [Mandate] = [], ties: [Tie] = [],
    bodies: [Body] = []
  ) {
    self.institutions = institutions
    self.mandates = mandates
    self.ties = ties
    self.bodies = bodies
  }
}
