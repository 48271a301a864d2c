public import Policy

/// What a person decided about a finding.
///
/// Decisions are kept apart from findings and are never removed by a run: a new decision about the same finding is
/// added to the earlier ones, and the latest counts. Each carries what it was about (kind, reason, passages), so that it can be
/// recognised when the finding comes back with other words.
public struct Decision: Sendable, Hashable, Codable {
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

  /// Id of the finding when it was decided.
  public var finding: Finding.ID
  public var kind: Finding.Kind
  public var status: Finding.Status
  public var note: String
  public var person: String
  /// ISO 8601, e.g. "2026-03-01T10:15:00Z".
  public var date: String
  /// The reason that the finding gave.
  public var why: String
  public var passages: [Passage]

  public init(
    finding: Finding.ID, kind: Finding.Kind, status: Finding.Status, note: String, person: String,
    date: String, why: String, passages: [Passage]
  ) {
    self.finding = finding
    self.kind = kind
    self.status = status
    self.note = note
    self.person = person
    self.date = date
    self.why = why
    self.passages = passages
  }
}

/// A decision with what has become of its finding.
public struct KeptDecision: Sendable, Hashable {
  public var decision: Decision
  /// The finding of the present run that it holds for: its own, or the one that took its place; nil when neither is there.
  public var holdsFor: Finding.ID?
}
