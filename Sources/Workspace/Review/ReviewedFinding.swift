public import Policy

/// A finding with all that persons did about it.
public struct ReviewedFinding: Sendable, Hashable, Identifiable {
  /// What one person holds of it: the latest that they said.
  public struct Verdict: Sendable, Hashable {
    public var person: String
    public var status: Finding.Status
    public var date: String
    public var note: String
  }

  /// As it stands: with the status that the latest decision gave it, the sentence of the latest edit, the passages of what was merged
  /// into it, and, while nobody has decided, the score corrected by what was decided on its rule.
  public internal(set) var finding: Finding
  /// As the rules, or its author, made it.
  public let judged: Finding
  /// A person's own.
  public let isOwn: Bool
  /// What was done, the oldest first; of several editions of its texts, and without what was done to `merged`.
  public let log: [Decision]
  /// Findings that a person said are the same.
  public internal(set) var merged: [ReviewedFinding] = []

  public var id: Finding.ID { judged.id }

  /// As it was judged, with the sentence that it has now: what an entry of the log is about.
  var standing: Finding {
    var standing = judged
    standing.why = finding.why
    return standing
  }

  /// What each person holds, in the order of their dates. Who opened it again holds nothing.
  public var verdicts: [Verdict] {
    var latest: [String: Verdict] = [:]
    for entry in log {
      guard let status = entry.status else { continue }
      latest[entry.person] =
        status == .proposed
        ? nil
        : Verdict(person: entry.person, status: status, date: entry.date, note: entry.note)
    }
    return latest.values.sorted { ($0.date, $0.person) < ($1.date, $1.person) }
  }

  /// One person confirmed and another dismissed it.
  public var isDisputed: Bool { Set(verdicts.map(\.status)).count > 1 }

  /// The decision that counts; nil while it is open.
  public var decision: Decision? {
    guard let last = log.last(where: { $0.status != nil }), last.status != .proposed else {
      return nil
    }
    return last
  }

  /// Who wrote the sentence, if a person did.
  public var edit: Decision? {
    log.last {
      if case .reason = $0.act { true } else { false }
    }
  }

  public var assignee: String? {
    for entry in log.reversed() {
      if case .assign(let person) = entry.act { return person.isEmpty ? nil : person }
    }
    return nil
  }

  /// How it was settled, and the entry that says so.
  public var settlement: (settlement: Settlement, entry: Decision)? {
    for entry in log.reversed() {
      if case .settle(let settlement) = entry.act { return (settlement, entry) }
    }
    return nil
  }

  /// It was decided on other words than those that stand there now.
  public var hasChanged: Bool {
    guard let decision else { return false }
    return decision.passages.map(\.text).sorted() != judged.between.map(\.text).sorted()
  }

  /// It waits for a person: undecided, disputed, or decided on words that have changed.
  public var isOpen: Bool { finding.status == .proposed || isDisputed || hasChanged }
}
