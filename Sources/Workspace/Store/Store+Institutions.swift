public import Policy

/// Institutions with their mandates, ties and co-ordination bodies.
extension Store {
  /// The map that the last judging made, in the mapper's order.
  public func institutionalMap() throws -> InstitutionalMap {
    try read { try $0.institutionalMap() }
  }
}

extension Connection {
  fileprivate func institutionalMap() throws -> InstitutionalMap {
    InstitutionalMap(
      institutions: try rows(
        "SELECT id, name, aliases, kind, country, level FROM institutions ORDER BY rank"
      ) { row in
        Institution(
          id: try row(0), name: try row(1), aliases: try row.json(2), kind: try row(3),
          country: try row(4), level: try row.raw(5))
      },
      mandates: try rows(
        """
        SELECT institution, file, provision, measures, objectives, populations, words FROM mandates
        ORDER BY rank
        """
      ) { row in
        Mandate(
          institution: try row(0), place: Place(file: try row(1), provision: try row(2)),
          measures: try row.json(3), objectives: try row.json(4), populations: try row.json(5),
          words: try row.json(6))
      },
      ties: try rows("SELECT origin, target, kind, file, provision FROM ties ORDER BY rank") {
        Tie(from: try $0(0), to: try $0(1), kind: try $0.raw(2), place: try $0.place(3))
      },
      bodies: try rows(
        "SELECT id, name, members, chair, file, provision, matter FROM bodies ORDER BY rank"
      ) { row in
        Body(
          id: try row(0), name: try row(1), members: try row.json(2), chair: try row(3),
          place: try row.place(4), matter: try row(6))
      })
  }

  func replace(_ map: InstitutionalMap) throws {
    for table in ["institutions", "mandates", "ties", "bodies"] {
      try execute("DELETE FROM \(table)")
    }
    for (rank, institution) in map.institutions.enumerated() {
      try run(
        """
        INSERT INTO institutions (rank, id, name, aliases, kind, country, level)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """, rank, institution.id, institution.name, JSONText.of(institution.aliases),
        institution.kind, institution.country, institution.level.rawValue)
    }
    for (rank, mandate) in map.mandates.enumerated() {
      try run(
        """
        INSERT INTO mandates (rank, institution, file, provision, measures, objectives, populations,
          words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, rank, mandate.institution, mandate.place.file, mandate.place.provision,
        JSONText.of(mandate.measures), JSONText.of(mandate.objectives),
        JSONText.of(mandate.populations), JSONText.of(mandate.words))
    }
    for (rank, tie) in map.ties.enumerated() {
      try run(
        "INSERT INTO ties (rank, origin, target, kind, file, provision) VALUES (?, ?, ?, ?, ?, ?)",
        rank, tie.from, tie.to, tie.kind.rawValue, tie.place?.file, tie.place?.provision)
    }
    for (rank, body) in map.bodies.enumerated() {
      try run(
        """
        INSERT INTO bodies (rank, id, name, members, chair, file, provision, matter)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, rank, body.id, body.name, JSONText.of(body.members), body.chair, body.place?.file,
        body.place?.provision, body.matter)
    }
  }
}

extension Row {
  /// A place in two columns, of which the first may be empty.
  fileprivate func place(_ column: Int) throws -> Place? {
    guard let file: String = try self(column) else { return nil }
    return Place(file: file, provision: try self(column + 1))
  }
}
