import Coherence
public import Policy

/// The log of what persons did about the findings, and the review made from it.
extension Store {
  /// The findings with all that persons did about them.
  public func review() throws -> Review { try read { try $0.review() } }

  /// The finding whose id begins with `prefix`; what was merged into another is found in that other.
  ///
  /// - Throws: `StoreError` with the reason `unusable` when there is none or more than one.
  public func reviewed(_ prefix: String) throws -> ReviewedFinding {
    let findings = try review().findings
    let found = findings.filter { finding in
      finding.id.hasPrefix(prefix) || finding.merged.contains { $0.id.hasPrefix(prefix) }
    }
    guard let finding = found.first(where: { $0.id == prefix }) ?? found.first,
      found.count == 1 || finding.id == prefix, !prefix.isEmpty
    else {
      throw StoreError(
        .unusable, file: file,
        problem: found.isEmpty || prefix.isEmpty
          ? "no finding has an id that begins with «\(prefix)»."
          : "\(found.count) findings have an id that begins with «\(prefix)».",
        remedy: found.isEmpty
          ? "concord findings lists them with their ids." : "Give more of its id.")
    }
    return finding
  }

  /// Adds a decision about a finding; the latest counts.
  ///
  /// - Parameters:
  ///   - id: the finding's id, or so much of its beginning as is not shared by another.
  ///   - status: `proposed` takes an earlier decision back.
  ///   - date: ISO 8601; given by the caller, so that the store needs no clock.
  /// - Returns: the finding with its new status.
  @discardableResult
  public func decide(
    _ id: String, _ status: Finding.Status, note: String = "", person: String = "", date: String
  ) throws -> Finding {
    try record(.status(status), on: id, note: note, person: person, date: date).finding
  }

  /// Adds an entry to the log.
  ///
  /// - Parameter id: of the finding; its beginning suffices where no other has it. An id of the finding to merge into must be whole.
  /// - Returns: the finding as it stands now; for a merger, the one merged into.
  /// - Throws: `StoreError` with the reason `unusable` for an unknown finding or a merger of a finding into itself.
  @discardableResult
  public func record(
    _ act: Decision.Act, on id: String, note: String = "", person: String = "", date: String
  ) throws -> ReviewedFinding {
    let finding = try Self.own(id, in: reviewed(id))
    if case .merge(let into) = act, try reviewed(into).id == reviewed(id).id {
      throw StoreError(
        .unusable, file: file, problem: "«\(id)» and «\(into)» are one finding already.",
        remedy: "Name two findings that concord review lists apart.")
    }
    let entry = Decision(act, on: finding, note: note, person: person, date: date)
    _ = try write { try $0.add(entry) }
    return try reviewed(finding.id)
  }

  /// The finding that is meant: one merged into another, when its own id is named.
  private static func own(_ prefix: String, in reviewed: ReviewedFinding) -> Finding {
    let meant =
      reviewed.id.hasPrefix(prefix) ? nil : reviewed.merged.first { $0.id.hasPrefix(prefix) }
    return (meant ?? reviewed).standing
  }

  /// Adds a person's own finding, which its author holds to be true.
  ///
  /// - Parameter finding: its `id` is made here, from its kind and words; its passages name provisions of stored documents.
  /// - Returns: the finding with its id.
  /// - Throws: `StoreError` with the reason `unusable` when there is a finding of this kind on these words.
  public func add(_ finding: Finding, note: String = "", person: String, date: String) throws
    -> Finding
  {
    let entry = Decision(adding: finding, note: note, person: person, date: date)
    if try review().finding(entry.finding) != nil {
      throw StoreError(
        .unusable, file: file,
        problem: "there is a finding of this kind on these words: \(entry.finding.prefix(8)).",
        remedy: "Confirm that one, or edit its reason.")
    }
    _ = try add([entry])
    return try self.finding(entry.finding)
  }

  /// The provision of a stored document as a passage of a finding.
  ///
  /// - Parameters:
  ///   - document: its file, or the end of it ("act.docx" for "laws/act.docx").
  ///   - locator: "Article 3"; letters' case does not matter.
  /// - Throws: `StoreError` with the reason `unusable`, which says what there is.
  public func passage(_ document: String, _ locator: String) throws -> Finding.Passage {
    try read { try $0.passage(document, locator, workspace: self.file) }
  }

  /// Every entry ever made, the oldest first.
  public func decisions() throws -> [KeptDecision] {
    try read { connection in
      let review = try connection.review()
      var present: [Decision: Finding.ID] = [:]
      for finding in review.findings {
        for one in [finding] + finding.merged {
          for entry in one.log { present[entry] = one.id }
        }
      }
      return try connection.log().map { KeptDecision(decision: $0, holdsFor: present[$0]) }
    }
  }

  /// Adds entries made elsewhere. One that is there already is passed over.
  ///
  /// - Returns: how many were new.
  public func add(_ decisions: [Decision]) throws -> Int {
    try write { connection in
      var added = 0
      for decision in decisions where try connection.add(decision) { added += 1 }
      try connection.carryDecisions()
      return added
    }
  }
}

extension Decision {
  /// The entry that adds a person's own finding; its id is made from its kind and words.
  init(adding finding: Finding, note: String, person: String, date: String) {
    var finding = finding
    var identity = FindingIdentity()
    finding.id = identity.id(finding)
    let particulars = Particulars(
      level: finding.level, objectives: finding.objectives, populations: finding.populations,
      remedy: finding.remedy)
    self.init(.add(particulars), on: finding, note: note, person: person, date: date)
  }
}

extension Connection {
  func review() throws -> Review {
    let (findings, own) = try findings()
    var carried: [Finding.ID: Finding.ID] = [:]
    try forEach("SELECT origin, finding FROM successors") {
      carried[try $0(0)] = try $0(1, as: String.self)
    }
    return Review(findings, own: own, log: try log(), carried: carried)
  }

  /// All entries, by day; of one day, of which not all need have an hour, in the order in which they were entered.
  fileprivate func log() throws -> [Decision] {
    try rows(
      """
      SELECT finding, kind, act, detail, note, person, date, why, passages FROM decisions
      ORDER BY substr(date, 1, 10), id
      """
    ) { row in
      guard let name = Decision.Act.Name(rawValue: try row(2)),
        let act = Decision.Act(name, detail: try row(3))
      else { throw row.unexpected(3, "Act") }
      return Decision(
        finding: try row(0), kind: try row.raw(1), act: act, note: try row(4), person: try row(5),
        date: try row(6), why: try row(7), passages: try row.json(8))
    }
  }

  /// - Returns: whether it is new.
  fileprivate func add(_ entry: Decision) throws -> Bool {
    try run(
      """
      INSERT INTO decisions (finding, kind, act, detail, note, person, date, why, passages)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """, entry.finding, entry.kind.rawValue, entry.act.name.rawValue, entry.act.detail,
      entry.note, entry.person, entry.date, entry.why, JSONText.of(entry.passages))
    let isNew = changes > 0
    try run("UPDATE successors SET isKept = 1 WHERE finding = ?", entry.finding)
    return isNew
  }

  /// Matches entries whose finding is gone with the findings that nobody decided, and puts persons' own findings where their
  /// words stand now.
  func carryDecisions() throws {
    try run("DELETE FROM findings WHERE isOwn = 1")
    try run("DELETE FROM successors WHERE isKept = 0")
    let log = try log()
    guard !log.isEmpty else { return }
    let judged = try findings().findings
    let present = Set(judged.map(\.id))
    let followed = Set(
      try rows("SELECT origin FROM successors", as: { try $0(0, as: String.self) }))
    var lost: [Finding.ID: Decision] = [:]
    let own = Set(log.filter(\.isAddition).map(\.finding))
    for entry in log
    where !present.contains(entry.finding) && !followed.contains(entry.finding)
      && !own.contains(entry.finding)
    {
      lost[entry.finding] = entry
    }
    let decided = Set(log.map(\.finding))
    let carried = DecisionCarrying.carry(
      lost.values.sorted { ($0.date, $0.finding) < ($1.date, $1.finding) },
      to: judged.filter { !decided.contains($0.id) })
    for (finding, origin) in carried {
      try run(
        "INSERT OR REPLACE INTO successors (origin, finding, isKept) VALUES (?, ?, 0)", origin,
        finding)
    }
    let placed = present.union(carried.values).union(followed)
    try insertOwn(log.filter { !placed.contains($0.finding) }, after: judged.count)
  }

  fileprivate func passage(_ document: String, _ locator: String, workspace: String) throws
    -> Finding.Passage
  {
    func complaint(_ problem: String, _ remedy: String) -> StoreError {
      StoreError(.unusable, file: workspace, problem: problem, remedy: remedy)
    }
    let files = try rows("SELECT file FROM documents WHERE status = 'read' ORDER BY file") {
      try $0(0, as: String.self)
    }
    let meant =
      files.contains(document) ? [document] : files.filter { $0.hasSuffix("/" + document) }
    guard let file = meant.first, meant.count == 1 else {
      throw complaint(
        meant.isEmpty
          ? "no document «\(document)» was read."
          : "\(meant.count) documents are called «\(document)».",
        meant.isEmpty
          ? "The documents are \(files.prefix(8).joined(separator: ", "))\(files.count > 8 ? ", …" : "")."
          : "Give its folder, too: \(meant.joined(separator: ", ")).")
    }
    let passages = try rows(
      Self.passages + " WHERE d.file = ? ORDER BY p.ordinal", file, as: Self.passage)
    guard
      let passage = passages.first(where: { $0.locator == locator })
        ?? passages.first(where: { $0.locator.lowercased() == locator.lowercased() })
    else {
      let near = passages.map(\.locator).filter { $0.lowercased().contains(locator.lowercased()) }
      let some = (near.isEmpty ? passages.map(\.locator) : near).prefix(6).joined(separator: ", ")
      throw complaint(
        "\(file) has no provision «\(locator)».",
        "It has \(some) …; concord provisions FILE lists them.")
    }
    return passage
  }

  private static let passages = """
    SELECT d.file, p.ordinal, p.locator, p.page, p.text
    FROM provisions p JOIN documents d ON d.id = p.document
    """

  private static func passage(_ row: Row) throws -> Finding.Passage {
    Finding.Passage(
      place: Place(file: try row(0), provision: try row(1)), locator: try row(2),
      page: try row(3), text: try row(4))
  }

  private func insertOwn(_ log: [Decision], after rank: Int) throws {
    var rank = rank
    var seen: Set<Finding.ID> = []
    for entry in log {
      guard case .add(let particulars) = entry.act, seen.insert(entry.finding).inserted else {
        continue
      }
      let passages = try entry.passages.map { try whereabouts(of: $0) }
      try insert(Finding(entry, particulars, between: passages), at: rank, isOwn: true)
      rank += 1
    }
  }

  /// Where the words of a passage stand now: at their place, else at the most similar one of the document, else wherever they
  /// stand literally. What is found nowhere keeps its words and names no provision.
  private func whereabouts(of passage: Decision.Passage) throws -> Finding.Passage {
    let words = WordSet(passage.text)
    let inFile = try rows(
      Self.passages + " WHERE d.file = ? ORDER BY p.ordinal", passage.file, as: Self.passage)
    let likest = inFile.map { (like: words.similarity(WordSet($0.text)), passage: $0) }
      .max { a, b in
        (a.like, a.passage.locator == passage.locator ? 1 : 0)
          < (b.like, b.passage.locator == passage.locator ? 1 : 0)
      }
    if let likest, likest.like >= DecisionCarrying.leastSimilarity.sameLocators {
      return likest.passage
    }
    if let elsewhere = try first(
      Self.passages + " WHERE p.text = ? ORDER BY d.file, p.ordinal", passage.text,
      as: Self.passage)
    {
      return elsewhere
    }
    return Finding.Passage(
      place: Place(file: passage.file, provision: -1), locator: passage.locator, text: passage.text)
  }
}

extension Finding {
  /// A person's own, from the entry that added it.
  fileprivate init(_ entry: Decision, _ particulars: Decision.Particulars, between: [Passage]) {
    self.init(
      id: entry.finding, kind: entry.kind, level: particulars.level, score: 1,
      objectives: particulars.objectives, populations: particulars.populations, between: between,
      why: entry.why, remedy: particulars.remedy)
  }
}
