/// Words of a provision that are the evidence of a statement, with their place.
public struct Words: Sendable, Hashable, Codable {
  /// Where the words stand.
  public enum Place: String, Sendable, Hashable, Codable {
    /// In the provision's own `text`.
    case own
    /// In the head of its list (`Provision.head`).
    case head
    /// In a heading above it (`Provision.path`).
    case path
    /// In another provision, named by `Words.locator` (an annex line, the article it belongs to).
    case elsewhere
  }

  public var text: String
  public var place: Place
  /// UTF-8 offsets into the provision's `text` (or head); nil where the words stand elsewhere.
  public var range: Range<Int>?
  /// The provision of the same document in which the words stand, when `place` is `elsewhere`.
  public var locator: String?

  public init(_ text: String, place: Place = .own, range: Range<Int>? = nil, locator: String? = nil)
  {
    self.text = text
    self.place = place
    self.range = range
    self.locator = locator
  }
}

/// One concept found in a provision, with its strength and the very words that caused it.
public struct Coding: Sendable, Hashable, Decodable {
  /// Code of the concept in the codebook, e.g. "GCM-06", "FEE_BAN", "P-DOM", "S-LABOUR".
  public var code: String
  /// From 0 to 1; of codings scored about 0.8, about four in five are right.
  public var score: Double
  public var words: [Words]

  public init(code: String, score: Double, words: [Words]) {
    self.code = code
    self.score = score
    self.words = words
  }
}

/// A code that was considered and not given, because a trap rule or the sentence forbids it.
public struct Refusal: Sendable, Hashable, Decodable {
  /// Name of the rule, e.g. "animal-migration", "foreign-exchange", "negated", "repealed".
  public var rule: String
  /// The code that was refused; "relevant" for relevance itself.
  public var code: String
  public var words: Words
  public var reason: String

  public init(rule: String, code: String, words: Words, reason: String) {
    self.rule = rule
    self.code = code
    self.words = words
    self.reason = reason
  }
}

/// Whether a provision concerns migration, and on what ground.
public struct Relevance: Sendable, Hashable, Decodable {
  public enum Ground: String, Sendable, Hashable, Codable {
    /// The provision's own words.
    case own
    /// A term or abbreviation that the document defines.
    case defined
    /// Inherited from the head of its list or the heading above it.
    case head
    /// Inherited from the article that it is part of.
    case article
    /// Inherited from the document, which is wholly about migration.
    case document
    case none
  }

  public var ground: Ground
  /// From 0 to 1: how likely a careful reader calls the provision migration text by its own words.
  public var score: Double
  public var words: [Words]

  /// Relevant by its own or the document's defined words; inherited relevance is `isInherited`.
  public var isRelevant: Bool { ground == .own || ground == .defined }
  public var isInherited: Bool { ground == .head || ground == .article || ground == .document }

  public static let none = Relevance(ground: .none, score: 0)

  public init(ground: Ground, score: Double, words: [Words] = []) {
    self.ground = ground
    self.score = score
    self.words = words
  }
}

/// How strongly a provision binds: one ladder for all languages.
public enum Modality: Int, Sendable, Hashable, Codable, Comparable, CaseIterable {
  case statement = 0
  /// should, may
  case permissive = 1
  /// action point (infinitive or noun), aims
  case action = 2
  /// will, undertakes, binding present tense
  case promise = 3
  /// right granted
  case right = 4
  /// must, prohibited
  case duty = 5

  public static func < (a: Modality, b: Modality) -> Bool { a.rawValue < b.rawValue }
}

/// What a provision is in the text, which decides whether it can bind at all.
public enum ProvisionRole: String, Sendable, Hashable, Codable, CaseIterable {
  case rule, definition, recital, title, penalty, scope, commencement
  case applicableLaw = "applicable law"
  case repeal
  case fact
  case quotation
}

/// One of the four things that make a commitment actionable.
public struct CommitmentPart: Sendable, Hashable, Decodable {
  public enum Quality: String, Sendable, Hashable, Codable {
    /// Nothing is said.
    case none
    /// Only "the Parties", "the State", "the competent authority" (lead).
    case generic
    /// Named: an institution, a date, a period or rhythm, a sum or source, an indicator or number.
    case named
  }

  public var quality: Quality
  public var words: [Words]

  public static let unsaid = CommitmentPart(quality: .none, words: [])

  public init(quality: Quality, words: [Words]) {
    self.quality = quality
    self.words = words
  }
}

/// That somebody undertakes to do something, and how far it says who, when, with what and how measured.
public struct Commitment: Sendable, Hashable, Decodable {
  public enum Part: String, Sendable, Hashable, Codable, CaseIterable {
    case lead, deadline, budget, indicator
  }

  public var lead: CommitmentPart
  public var deadline: CommitmentPart
  public var budget: CommitmentPart
  public var indicator: CommitmentPart
  /// True for a rule that takes effect by itself (a right, a prohibition, a fee, a procedure) or the routine of
  /// an office (to keep a register, issue a permit, meet, report): it binds, but is no undertaking to change things.
  public var isRoutine: Bool

  public init(
    lead: CommitmentPart = .unsaid, deadline: CommitmentPart = .unsaid,
    budget: CommitmentPart = .unsaid, indicator: CommitmentPart = .unsaid, isRoutine: Bool = false
  ) {
    self.lead = lead
    self.deadline = deadline
    self.budget = budget
    self.indicator = indicator
    self.isRoutine = isRoutine
  }

  public subscript(part: Part) -> CommitmentPart {
    get {
      switch part {
      case .lead: lead
      case .deadline: deadline
      case .budget: budget
      case .indicator: indicator
      }
    }
    set {
      switch part {
      case .lead: lead = newValue
      case .deadline: deadline = newValue
      case .budget: budget = newValue
      case .indicator: indicator = newValue
      }
    }
  }

  /// The parts of which nothing named is said, in the order of `Part.allCases`.
  public var missing: [Part] { Part.allCases.filter { self[$0].quality != .named } }
}

/// An institution named in a provision.
public struct ActorMention: Sendable, Hashable, Decodable {
  public var words: Words
  /// Kind of institution in the codebook (`actors.csv`), if it could be told.
  public var kind: String?
  /// True when the institution is the one that acts or decides in the sentence.
  public var isActing: Bool
  /// True for "the Parties", "each State", "the competent authority": whoever it may be, and no institution of its own.
  public var isGeneric: Bool

  public init(words: Words, kind: String?, isActing: Bool, isGeneric: Bool = false) {
    self.words = words
    self.kind = kind
    self.isActing = isActing
    self.isGeneric = isGeneric
  }
}

/// Words that set institutions in relation: "is composed of", "reports to".
public struct RelationMention: Sendable, Hashable, Decodable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Names a body that has members: committee, council, working group.
    case assembly
    /// What stands before is a body, what follows are its members.
    case composed
    case chair, reports, funds, sharesData, coordinates, oversees
  }

  public var kind: Kind
  public var words: Words

  public init(kind: Kind, words: Words) {
    self.kind = kind
    self.words = words
  }
}

/// Everything the coder says of one provision.
public struct ProvisionCoding: Sendable, Hashable, Decodable {
  /// Ordinal of the provision in its document.
  public var provision: Int
  public var language: Language
  public var relevance: Relevance
  public var objectives: [Coding]
  public var measures: [Coding]
  public var populations: [Coding]
  public var sectors: [Coding]
  /// Direction for the people named: 1 opens or protects, -1 restricts, 0 neither or both.
  public var stance: Int
  public var role: ProvisionRole
  public var modality: Modality
  /// Set when the provision binds or promises.
  public var commitment: Commitment?
  /// What it says of lead, deadline, budget and indicator, whether or not it binds.
  public var particulars: Commitment
  public var actors: [ActorMention]
  /// How the institutions stand to one another, by their words in the order of the text.
  public var relations: [RelationMention]
  public var refusals: [Refusal]

  public init(
    provision: Int, language: Language = .undetermined,
    relevance: Relevance = .none, objectives: [Coding] = [],
    measures: [Coding] = [], populations: [Coding] = [], sectors: [Coding] = [], stance: Int = 0,
    role: ProvisionRole = .rule, modality: Modality = .statement, commitment: Commitment? = nil,
    particulars: Commitment = Commitment(), actors: [ActorMention] = [],
    relations: [RelationMention] = [], refusals: [Refusal] = []
  ) {
    self.provision = provision
    self.language = language
    self.relevance = relevance
    self.objectives = objectives
    self.measures = measures
    self.populations = populations
    self.sectors = sectors
    self.stance = stance
    self.role = role
    self.modality = modality
    self.commitment = commitment
    self.particulars = particulars
    self.actors = actors
    self.relations = relations
    self.refusals = refusals
  }
}

extension ProvisionCoding {
  /// Whether the provision is on migration, by its own words or by what stands above it.
  public var isOnMigration: Bool { relevance.isRelevant || relevance.isInherited }

  /// A commitment on migration: it undertakes to change something, and is no rule that takes effect by itself nor the
  /// routine of an office.
  public var isMigrationCommitment: Bool {
    isOnMigration && commitment.map { !$0.isRoutine } ?? false
  }
}

/// A document with the coding of each of its provisions, in the same order.
public struct CodedDocument: Sendable, Hashable {
  public var document: Document
  /// One for each provision: `codings[i].provision == document.provisions[i].ordinal`.
  public var codings: [ProvisionCoding]

  public init(document: Document, codings: [ProvisionCoding]) {
    self.document = document
    self.codings = codings
  }
}
