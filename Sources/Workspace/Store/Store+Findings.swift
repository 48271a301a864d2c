public import Policy

/// Findings, and what persons decided about them.
extension Store {
  /// Findings with the status that the latest decision gave them, in the judge's order.
  public func findings() throws -> [Finding] {
    try read { try $0.findings() }
  }

  /// The finding whose id begins with `prefix`.
  ///
  /// - Throws: `StoreError` with the reason `unusable` when there is none or more than one.
  public func finding(_ prefix: String) throws -> Finding {
    try read { connection in
      let found = try connection.findings().filter { $0.id.hasPrefix(prefix) }
      guard let finding = found.first, found.count == 1 || finding.id == prefix, !prefix.isEmpty
      else {
        throw StoreError(
          .unusable, file: self.file,
          problem: found.isEmpty || prefix.isEmpty
            ? "no finding has an id that begins with «\(prefix)»."
            : "\(found.count) findings have an id that begins with «\(prefix)».",
          remedy: found.isEmpty
            ? "concord findings lists them with their ids." : "Give more of its id.")
      }
      return finding
    }
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
    var finding = try finding(id)
    let decision = Decision(
      finding: finding.id, kind: finding.kind, status: status, note: note, person: person,
      date: date, why: finding.why,
      passages: finding.between.map {
        Decision.Passage(file: $0.place.file, locator: $0.locator, text: $0.text)
      })
    try write { _ = try $0.add(decision) }
    finding.status = status
    return finding
  }

  /// Every decision ever made, the oldest first.
  public func decisions() throws -> [KeptDecision] {
    try read { connection in
      try connection.rows(
        """
        SELECT d.finding, d.kind, d.status, d.note, d.person, d.date, d.why, d.passages,
          coalesce(f.id, c.finding)
        FROM decisions d LEFT JOIN findings f ON f.id = d.finding
          LEFT JOIN carried c ON c.origin = d.finding
        ORDER BY d.date, d.id
        """, as: { KeptDecision(decision: try Decision($0), holdsFor: try $0(8)) })
    }
  }

  /// Adds decisions made elsewhere. One that is there already is passed over.
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

  /// Puts the results of judging in the place of the earlier ones, in one transaction, and carries decisions on to
  /// findings that have taken the place of those decided.
  ///
  /// - Parameter key: what the results were made from; `judgingKey` gives it back.
  public func store(_ map: InstitutionalMap, _ findings: [Finding], key: String) throws {
    try write { connection in
      try connection.replace(map)
      try connection.execute("DELETE FROM findings")
      for (rank, finding) in findings.enumerated() { try connection.insert(finding, at: rank) }
      try connection.carryDecisions()
      try connection.set("judgingKey", to: key)
    }
  }

  /// What the stored findings were made from; nil before the first judging.
  public func judgingKey() throws -> String? { try read { try $0.fact("judgingKey") } }
}

extension Decision {
  fileprivate init(_ row: Row) throws {
    self.init(
      finding: try row(0), kind: try row.raw(1), status: try row.raw(2), note: try row(3),
      person: try row(4), date: try row(5), why: try row(6), passages: try row.json(7))
  }
}

extension Connection {
  func findings() throws -> [Finding] {
    var statuses: [Finding.ID: Finding.Status] = [:]
    try forEach("SELECT finding, status FROM decisions ORDER BY date, id") {
      statuses[try $0(0)] = try $0.raw(1, as: Finding.Status.self)
    }
    var origins: [Finding.ID: Finding.ID] = [:]
    try forEach("SELECT finding, origin FROM carried") {
      origins[try $0(0)] = try $0(1, as: String.self)
    }
    var findings: [Finding] = []
    var indices: [Int: Int] = [:]
    try forEach(
      """
      SELECT rank, id, kind, level, score, objectives, populations, missing, absent, why, grounds,
        remedy
      FROM findings ORDER BY rank
      """
    ) { row in
      let id: String = try row(1)
      indices[try row(0)] = findings.count
      findings.append(
        Finding(
          id: id, kind: try row.raw(2), level: try row.rawIfAny(3), score: try row(4),
          objectives: try row.json(5), populations: try row.json(6), between: [],
          missing: try row.json(7), absent: try row(8), why: try row(9), grounds: try row.json(10),
          remedy: try row(11),
          status: statuses[id] ?? origins[id].flatMap { statuses[$0] } ?? .proposed))
    }
    try forEach(
      """
      SELECT finding, file, provision, locator, page, text, words FROM passages
      ORDER BY finding, ordinal
      """
    ) { row in
      guard let i = indices[try row(0)] else { return }
      findings[i].between.append(
        Finding.Passage(
          place: Place(file: try row(1), provision: try row(2)), locator: try row(3),
          page: try row(4), text: try row(5), words: try row.json(6)))
    }
    return findings
  }

  fileprivate func insert(_ finding: Finding, at rank: Int) throws {
    try run(
      """
      INSERT INTO findings (rank, id, kind, level, score, objectives, populations, missing, absent,
        why, grounds, remedy)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, rank, finding.id, finding.kind.rawValue, finding.level?.rawValue, finding.score,
      JSONText.of(finding.objectives), JSONText.of(finding.populations),
      JSONText.of(finding.missing), finding.absent, finding.why, JSONText.of(finding.grounds),
      finding.remedy)
    for (ordinal, passage) in finding.between.enumerated() {
      try run(
        """
        INSERT INTO passages (finding, ordinal, file, provision, locator, page, text, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, rank, ordinal, passage.place.file, passage.place.provision, passage.locator,
        passage.page, passage.text, JSONText.of(passage.words))
    }
  }

  /// - Returns: whether it is new.
  fileprivate func add(_ decision: Decision) throws -> Bool {
    try run(
      """
      INSERT INTO decisions (finding, kind, status, note, person, date, why, passages)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """, decision.finding, decision.kind.rawValue, decision.status.rawValue, decision.note,
      decision.person, decision.date, decision.why, JSONText.of(decision.passages))
    return changes > 0
  }

  /// Matches decisions whose finding is gone with the findings that nobody decided.
  fileprivate func carryDecisions() throws {
    try run("DELETE FROM carried")
    let lost = try rows(
      """
      SELECT finding, kind, status, note, person, date, why, passages FROM decisions d
      WHERE NOT EXISTS (SELECT 1 FROM findings f WHERE f.id = d.finding)
        AND NOT EXISTS (
          SELECT 1 FROM decisions e WHERE e.finding = d.finding AND (e.date, e.id) > (d.date, d.id))
      ORDER BY date, id
      """, as: { try Decision($0) })
    guard !lost.isEmpty else { return }
    let decided = Set(try rows("SELECT finding FROM decisions", as: { try $0(0, as: String.self) }))
    let open = try findings().filter { !decided.contains($0.id) }
    for (finding, origin) in DecisionCarrying.carry(lost, to: open) {
      try run("INSERT INTO carried (finding, origin) VALUES (?, ?)", finding, origin)
    }
  }

  func fact(_ name: String) throws -> String? {
    try first("SELECT value FROM facts WHERE name = ?", name, as: { try $0(0) })
  }

  func set(_ name: String, to value: String) throws {
    try run("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", name, value)
  }
}
