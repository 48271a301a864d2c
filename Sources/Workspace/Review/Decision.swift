public import Policy

/// One entry of the log of a review: what a person did about a finding.
///
/// The log only grows. No run removes anything from it, and what a person did later stands beside what was done before; the
/// present state of each finding is made from its entries (`Review`). Each entry carries what it was about (kind, reason, passages),
/// so that it can be recognised when the finding comes back with other words, and read where the finding is not known.
public struct Decision: Sendable, Hashable {
  /// A passage that the finding stood on when it was decided.
  public struct Passage: Sendable, Hashable, Codable {
    public var file: String
    public var locator: String
    public var text: String

    public init(file: String, locator: String, text: String) {
      self.file = file
      self.locator = locator
      self.text = text
    }
  }

  /// What was done.
  public enum Act: Sendable, Hashable {
    /// Confirmed, dismissed, or (as `proposed`) opened again, which also takes back a merger.
    case status(Finding.Status)
    /// The sentence that says why, in the place of the rule's.
    case reason(String)
    /// The finding is the same as another, and is shown there.
    case merge(into: Finding.ID)
    /// Who is to decide.
    case assign(to: String)
    /// How the conflict was settled.
    case settle(Settlement)
    /// The finding is a person's own; `why` and `passages` say what it is. Its author holds it to be true.
    case add(Particulars)
  }

  /// What a person's own finding says beside its sentence and its passages.
  public struct Particulars: Sendable, Hashable, Codable {
    public var level: Finding.Level?
    public var objectives: [String]
    public var populations: [String]
    public var remedy: String?

    public init(
      level: Finding.Level? = nil, objectives: [String] = [], populations: [String] = [],
      remedy: String? = nil
    ) {
      self.level = level
      self.objectives = objectives
      self.populations = populations
      self.remedy = remedy
    }
  }

  /// Id of the finding when it was decided.
  public var finding: Finding.ID
  public var kind: Finding.Kind
  public var act: Act
  public var note: String
  public var person: String
  /// ISO 8601, e.g. "2026-03-01T10:15:00Z".
  public var date: String
  /// The reason that the finding gave.
  public var why: String
  public var passages: [Passage]

  public init(
    finding: Finding.ID, kind: Finding.Kind, act: Act, note: String, person: String, date: String,
    why: String, passages: [Passage]
  ) {
    self.finding = finding
    self.kind = kind
    self.act = act
    self.note = note
    self.person = person
    self.date = date
    self.why = why
    self.passages = passages
  }

  /// An entry about a finding as it stands.
  public init(_ act: Act, on finding: Finding, note: String, person: String, date: String) {
    self.init(
      finding: finding.id, kind: finding.kind, act: act, note: note, person: person, date: date,
      why: finding.why,
      passages: finding.between.map {
        Passage(file: $0.place.file, locator: $0.locator, text: $0.text)
      })
  }

  /// It adds a person's own finding.
  var isAddition: Bool {
    if case .add = act { true } else { false }
  }

  /// Whether the finding is true, where the entry says so: a person's own finding is held true by its author.
  public var status: Finding.Status? {
    switch act {
    case .status(let status): status
    case .add: .confirmed
    case .reason, .merge, .assign, .settle: nil
    }
  }
}

/// How a conflict of objectives was settled, as a parliament is told.
public struct Settlement: Sendable, Hashable, Codable {
  /// Which objective gives way, or how both are served.
  public var decision: String
  /// Where it was decided: a cabinet minute, a communication to parliament, a law.
  public var venue: String
  /// What was changed in which text.
  public var change: String

  public init(decision: String, venue: String = "", change: String = "") {
    self.decision = decision
    self.venue = venue
    self.change = change
  }
}

/// An entry of the log with what has become of its finding.
public struct KeptDecision: Sendable, Hashable {
  public var decision: Decision
  /// The finding of the present run that it holds for: its own, or the one that took its place; nil when neither is there.
  public var holdsFor: Finding.ID?
}

/// The name and the words under which an act is stored and exported.
extension Decision.Act {
  enum Name: String, CaseIterable {
    case status, reason, merge, assign, settle, add
  }

  var name: Name {
    switch self {
    case .status: .status
    case .reason: .reason
    case .merge: .merge
    case .assign: .assign
    case .settle: .settle
    case .add: .add
    }
  }

  /// A status, a sentence, an id, a name, or JSON.
  var detail: String {
    switch self {
    case .status(let status): status.rawValue
    case .reason(let text), .merge(into: let text), .assign(to: let text): text
    case .settle(let settlement): JSONText.of(settlement)
    case .add(let particulars): JSONText.of(particulars)
    }
  }

  /// Nil when the words do not fit the name.
  init?(_ name: Name, detail: String) {
    switch name {
    case .status:
      guard let status = Finding.Status(rawValue: detail) else { return nil }
      self = .status(status)
    case .reason: self = .reason(detail)
    case .merge: self = .merge(into: detail)
    case .assign: self = .assign(to: detail)
    case .settle:
      guard let settlement = JSONText.value(detail, as: Settlement.self) else { return nil }
      self = .settle(settlement)
    case .add:
      guard let particulars = JSONText.value(detail, as: Decision.Particulars.self) else {
        return nil
      }
      self = .add(particulars)
    }
  }
}
