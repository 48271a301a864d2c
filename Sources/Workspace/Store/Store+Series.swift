public import Policy

/// Statistics of the project: series with their observations, told apart by structure, key, producer and revision.
extension Store {
  /// What an import did to the observations that were there.
  public struct SeriesChange: Sendable, Hashable {
    public var series = 0
    public var added = 0
    /// The same period with another value, status or attribute; the new one holds.
    public var changed = 0
    public var same = 0
  }

  /// Adds series. An observation takes the place of one of the same series and period; importing twice changes nothing.
  ///
  /// - Returns: how many observations were new, changed and the same.
  @discardableResult
  public func add(_ series: [Series]) throws -> SeriesChange {
    try write { connection in
      var change = SeriesChange()
      for one in series {
        let id = try connection.identifier(of: one)
        change.series += 1
        for observation in one.observations {
          switch try connection.put(observation, into: id) {
          case .added: change.added += 1
          case .changed: change.changed += 1
          case .same: change.same += 1
          }
        }
      }
      return change
    }
  }

  /// All series, in the order in which they were first added, each with its observations by period.
  public func series() throws -> [Series] {
    try read { connection in
      var kept = try connection.rows(
        "SELECT id, structure, key, attributes, producer, revision, file FROM series ORDER BY id"
      ) { row -> (Int, Series) in
        (
          try row(0),
          Series(
            structure: (try row(1) as String).nilIfEmpty, key: try row.json(2),
            attributes: try row.json(3),
            source: Series.Source(
              producer: (try row(4) as String).nilIfEmpty,
              revision: (try row(5) as String).nilIfEmpty, file: try row(6)))
        )
      }
      let places = Dictionary(uniqueKeysWithValues: zip(kept.map(\.0), kept.indices))
      try connection.forEach(
        "SELECT series, time, text, status, attributes FROM observations ORDER BY series, time"
      ) { row in
        guard let place = places[try row(0)] else { return }
        let status: String? = try row(3)
        kept[place].1.observations.append(
          Observation(
            time: try row(1), text: try row(2),
            status: status.map(ObservationStatus.init(rawValue:)),
            attributes: try row.json(4)))
      }
      return kept.map(\.1)
    }
  }
}

extension Connection {
  fileprivate enum Outcome { case added, changed, same }

  fileprivate func identifier(of series: Series) throws -> Int {
    let identity = series.key.map { $0.id + "=" + $0.value }.sorted().joined(separator: "\u{1F}")
    let structure = series.structure ?? ""
    let producer = series.source.producer ?? ""
    let revision = series.source.revision ?? ""
    try run(
      """
      INSERT INTO series (identity, structure, key, attributes, producer, revision, file)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (identity, structure, producer, revision)
      DO UPDATE SET key = excluded.key, attributes = excluded.attributes, file = excluded.file
      """, identity, structure, JSONText.of(series.key), JSONText.of(series.attributes), producer,
      revision, series.source.file)
    return try first(
      """
      SELECT id FROM series
      WHERE identity = ? AND structure = ? AND producer = ? AND revision = ?
      """, identity, structure, producer, revision
    ) { try $0(0) } ?? lastInsertedRow
  }

  fileprivate func put(_ observation: Observation, into series: Int) throws -> Outcome {
    let attributes = JSONText.of(observation.attributes)
    let known = try first(
      "SELECT text, status, attributes FROM observations WHERE series = ? AND time = ?", series,
      observation.time
    ) { row -> [String?] in [try row(0), try row(1), try row(2)] }
    guard known != [observation.text, observation.status?.rawValue, attributes] else {
      return .same
    }
    try run(
      """
      INSERT INTO observations (series, time, text, status, attributes) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (series, time)
      DO UPDATE SET text = excluded.text, status = excluded.status, attributes = excluded.attributes
      """, series, observation.time, observation.text, observation.status?.rawValue, attributes)
    return known == nil ? .added : .changed
  }
}

extension String {
  fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
