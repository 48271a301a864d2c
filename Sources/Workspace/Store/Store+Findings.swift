public import Policy

/// Findings as they were judged, and as persons left them.
extension Store {
  /// Findings as the review left them (`ReviewedFinding.finding`), in the judge's order; those merged into others are left out.
  public func findings() throws -> [Finding] { try review().findings.map(\.finding) }

  /// The finding whose id begins with `prefix`.
  ///
  /// - Throws: `StoreError` with the reason `unusable` when there is none or more than one.
  public func finding(_ prefix: String) throws -> Finding { try reviewed(prefix).finding }

  /// Puts the results of judging in the place of the earlier ones, in one transaction; what persons decided is carried on to
  /// findings that have taken the place of those decided, and persons' own findings follow their words.
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

extension Connection {
  /// All findings as they were judged or added, none of them decided.
  ///
  /// - Returns: also the ids of those that persons added.
  func findings() throws -> (findings: [Finding], own: Set<Finding.ID>) {
    var findings: [Finding] = []
    var own: Set<Finding.ID> = []
    var indices: [Int: Int] = [:]
    try forEach(
      """
      SELECT rank, id, kind, level, score, objectives, populations, missing, absent, why, grounds,
        remedy, isOwn
      FROM findings ORDER BY rank
      """
    ) { row in
      let id: String = try row(1)
      indices[try row(0)] = findings.count
      if try row(12, as: Bool.self) { own.insert(id) }
      findings.append(
        Finding(
          id: id, kind: try row.raw(2), level: try row.rawIfAny(3), score: try row(4),
          objectives: try row.json(5), populations: try row.json(6), between: [],
          missing: try row.json(7), absent: try row(8), why: try row(9), grounds: try row.json(10),
          remedy: try row(11)))
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
    return (findings, own)
  }

  func insert(_ finding: Finding, at rank: Int, isOwn: Bool = false) throws {
    try run(
      """
      INSERT INTO findings (rank, id, kind, level, score, objectives, populations, missing, absent,
        why, grounds, remedy, isOwn)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, rank, finding.id, finding.kind.rawValue, finding.level?.rawValue, finding.score,
      JSONText.of(finding.objectives), JSONText.of(finding.populations),
      JSONText.of(finding.missing), finding.absent, finding.why, JSONText.of(finding.grounds),
      finding.remedy, isOwn)
    for (ordinal, passage) in finding.between.enumerated() {
      try run(
        """
        INSERT INTO passages (finding, ordinal, file, provision, locator, page, text, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, rank, ordinal, passage.place.file, passage.place.provision, passage.locator,
        passage.page, passage.text, JSONText.of(passage.words))
    }
  }

  func fact(_ name: String) throws -> String? {
    try first("SELECT value FROM facts WHERE name = ?", name, as: { try $0(0) })
  }

  func set(_ name: String, to value: String) throws {
    try run("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", name, value)
  }
}
