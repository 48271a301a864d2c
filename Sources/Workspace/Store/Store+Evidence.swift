public import Evidence

/// Statistics that a person imported: tables in Concord's own layout, each with its source, whole or not at all.
extension Store {
  /// The tables in the order in which they were first imported.
  public func importedEvidence() throws -> [Dataset] {
    try read { connection in
      try connection.rows("SELECT source, file, contents FROM evidence ORDER BY id") { row in
        Dataset(
          source: try row.json(0), file: try row(1),
          bytes: Array(try row(2, as: String.self).utf8))
      }
    }
  }

  /// Puts tables in the place of those with the same subject, producer and revision: all of them or none.
  public func store(_ datasets: [Dataset]) throws {
    try write { connection in
      for dataset in datasets {
        try connection.run(
          """
          INSERT INTO evidence (name, source, file, contents) VALUES (?, ?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET source = excluded.source, file = excluded.file,
            contents = excluded.contents
          """, dataset.source.id, JSONText.of(dataset.source), dataset.file,
          String(decoding: dataset.bytes, as: UTF8.self))
      }
    }
  }

  /// What the policies in the workspace say, for profiles and corridors.
  ///
  /// - Parameter withTexts: whether the documents are fetched too, which takes time.
  public func policyRecord(withTexts: Bool) throws -> PolicyRecord {
    PolicyRecord(
      documents: withTexts ? try codedDocuments() : [], institutions: try institutionalMap(),
      findings: try findings())
  }
}
