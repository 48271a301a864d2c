public import Policy

/// Documents, their provisions and codings.
extension Store {
  // MARK: Writing

  /// Puts a document with its codings in the place of what was stored for its file, in one transaction.
  ///
  /// - Parameters:
  ///   - digest: SHA-256 of the file.
  ///   - readingKey, codingKey: what it was read and coded with.
  public func store(
    _ coded: CodedDocument, digest: String, readingKey: String, codingKey: String
  ) throws {
    try store(
      DocumentRows(coded), digest: digest, readingKey: readingKey, codingKey: codingKey)
  }

  /// As above, with the rows made ready.
  func store(
    _ rows: DocumentRows, digest: String, readingKey: String, codingKey: String
  ) throws {
    let stored = StoredDocument(
      document: rows.coded.document, status: .read, digest: digest, readingKey: readingKey,
      codingKey: codingKey)
    try write { connection in
      let id = try connection.replace(stored)
      for (provision, texts) in zip(rows.coded.document.provisions, rows.provisions) {
        try connection.insert(provision, texts, of: id)
      }
      try connection.index(id)
      try connection.insert(rows.coded.codings, rows.codings, of: id)
    }
  }

  /// Records a file that could not be read or is of a format that Concord does not read.
  public func store(unread document: StoredDocument) throws {
    try write { _ = try $0.replace(document) }
  }

  /// Puts new codings in the place of the stored ones; the provisions stay.
  public func store(codings: [ProvisionCoding], of file: String, codingKey: String) throws {
    let rows = codings.map(\.json)
    try write { connection in
      guard
        let id = try connection.first(
          "SELECT id FROM documents WHERE file = ?", file, as: { try $0(0, as: Int.self) })
      else { throw self.unknownDocument(file) }
      try connection.run(
        "DELETE FROM codings WHERE provision IN (SELECT id FROM provisions WHERE document = ?)", id)
      try connection.insert(codings, rows, of: id)
      try connection.run("UPDATE documents SET codingKey = ? WHERE id = ?", codingKey, id)
    }
  }

  /// Forgets documents with all that hangs on them. Files that are not stored are passed over.
  public func remove(_ files: [String]) throws {
    guard !files.isEmpty else { return }
    try write { connection in
      for file in files { try connection.run("DELETE FROM documents WHERE file = ?", file) }
    }
  }

  // MARK: Reading

  /// All files known, in the order of their names.
  public func documents() throws -> [StoredDocument] {
    try read { connection in
      try connection.rows(
        """
        SELECT \(Self.documentColumns),
          count(p.id), total(c.isRelevant), total(c.isCommitment)
        FROM documents d
          LEFT JOIN provisions p ON p.document = d.id LEFT JOIN codings c ON c.provision = p.id
        GROUP BY d.id ORDER BY d.file
        """, as: { try StoredDocument($0) })
    }
  }

  /// One document with its provisions and codings.
  ///
  /// - Returns: nil when no document of that name was read.
  public func codedDocument(_ file: String) throws -> CodedDocument? {
    try read { try $0.codedDocument(file) }
  }

  /// Hands on each document that was read, in the order of file names, holding one at a time. `body` may use the
  /// store.
  public func forEachDocument(_ body: (CodedDocument) throws -> Void) throws {
    for file in try readFiles() {
      if let document = try codedDocument(file) { try body(document) }
    }
  }

  /// All documents that were read, in the order of file names.
  ///
  /// - Parameter known: documents that need not be fetched, by file.
  public func codedDocuments(except known: [String: CodedDocument] = [:]) throws
    -> [CodedDocument]
  {
    try readFiles().compactMap { try known[$0] ?? codedDocument($0) }
  }

  private func readFiles() throws -> [String] {
    try read { connection in
      try connection.rows(
        "SELECT file FROM documents WHERE status = 'read' ORDER BY file",
        as: { try $0(0, as: String.self) })
    }
  }

  /// Locators of a document's provisions, by place.
  func locators(of file: String) throws -> [Place: String] {
    try read { connection in
      var locators: [Place: String] = [:]
      try connection.forEach(
        """
        SELECT p.ordinal, p.locator FROM provisions p JOIN documents d ON d.id = p.document
        WHERE d.file = ?
        """, file
      ) { locators[Place(file: file, provision: try $0(0))] = try $0(1, as: String.self) }
      return locators
    }
  }

  func unknownDocument(_ file: String) -> StoreError {
    StoreError(
      .unusable, file: self.file, problem: "it has no document «\(file)».",
      remedy: "concord check lists the documents that it has.")
  }

  static let documentColumns = """
    d.file, d.status, d.message, d.digest, d.readingKey, d.codingKey, d.title, d.kind, d.level, \
    d.countries, d.institutions, d.year, d.languages, d.guessed, d.pages, d.warnings
    """
}

extension StoredDocument {
  /// From a row of `Store.documentColumns` and the three counts.
  fileprivate init(_ row: Row) throws {
    self.init(
      document: try Document(row), status: try row.raw(1), message: try row(2),
      digest: try row(3), readingKey: try row(4), codingKey: try row(5),
      provisionCount: try row(16), relevantCount: Int(try row(17, as: Double.self)),
      commitmentCount: Int(try row(18, as: Double.self)))
  }
}

extension Document {
  /// From a row of `Store.documentColumns`, without provisions.
  fileprivate init(_ row: Row) throws {
    self.init(
      file: try row(0), title: try row(6), kind: try row.raw(7), level: try row.raw(8),
      countries: try row.json(9), institutions: try row.json(10), year: try row(11),
      languages: try row.json(12), guessed: try row.json(13), pages: try row(14),
      warnings: try row.json(15))
  }
}

extension Provision {
  /// From a row of the columns in `Connection.codedDocument`.
  fileprivate init(_ row: Row) throws {
    self.init(
      ordinal: try row(0), locator: try row(1), path: try row.json(2), page: try row(3),
      text: try row(4), head: try row(5), parent: try row(6), part: try row.raw(7),
      cells: try row.json(8), isQuoted: try row(9), language: try row.raw(10))
  }
}

extension Connection {
  /// - Returns: the row of the document, which has no provisions yet.
  fileprivate func replace(_ stored: StoredDocument) throws -> Int {
    let document = stored.document
    try run("DELETE FROM documents WHERE file = ?", document.file)
    try run(
      """
      INSERT INTO documents (file, status, message, digest, readingKey, codingKey, title, kind,
        level, countries, institutions, year, languages, guessed, pages, warnings)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, document.file, stored.status.rawValue, stored.message, stored.digest, stored.readingKey,
      stored.codingKey, document.title, document.kind.rawValue, document.level.rawValue,
      JSONText.of(document.countries), JSONText.of(document.institutions), document.year,
      JSONText.of(document.languages),
      JSONText.of(Document.Attribute.allCases.filter(document.guessed.contains)), document.pages,
      JSONText.of(document.warnings))
    return lastInsertedRow
  }

  fileprivate func insert(
    _ provision: Provision, _ texts: DocumentRows.ProvisionTexts, of document: Int
  ) throws {
    try run(
      """
      INSERT INTO provisions (document, ordinal, locator, path, page, text, head, parent, part,
        cells, isQuoted, language)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, document, provision.ordinal, provision.locator, texts.path,
      provision.page, provision.text, provision.head, provision.parent, provision.part.rawValue,
      texts.cells, provision.isQuoted, provision.language.rawValue)
  }

  /// Enters a document's provisions in the index of words.
  fileprivate func index(_ document: Int) throws {
    try run(
      """
      INSERT INTO search (rowid, text, head, path)
      SELECT id, text, head, path FROM provisions WHERE document = ? ORDER BY id
      """, document)
  }

  /// - Parameter details: each coding as JSON.
  fileprivate func insert(_ codings: [ProvisionCoding], _ details: [String], of document: Int)
    throws
  {
    var ids: [Int: Int] = [:]
    try forEach("SELECT ordinal, id FROM provisions WHERE document = ?", document) {
      ids[try $0(0)] = try $0(1, as: Int.self)
    }
    for (coding, detail) in zip(codings, details) {
      guard let id = ids[coding.provision] else {
        throw StoreError(
          .unusable, file: file,
          problem: "a coding speaks of provision \(coding.provision), which its document lacks.",
          remedy: "This is a fault of Concord: please report it.")
      }
      try run(
        """
        INSERT INTO codings (provision, isRelevant, stance, role, modality, isCommitment, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """, id, coding.relevance.isRelevant, coding.stance, coding.role.rawValue,
        coding.modality.rawValue, coding.isMigrationCommitment, detail)
      for codes in [coding.objectives, coding.measures, coding.populations, coding.sectors] {
        for code in codes {
          try run(
            """
            INSERT INTO codes (code, provision, score) VALUES (?, ?, ?)
            ON CONFLICT (code, provision) DO UPDATE SET score = max(score, excluded.score)
            """, code.code, id, code.score)
        }
      }
    }
  }

  fileprivate func codedDocument(_ file: String) throws -> CodedDocument? {
    let found = try first(
      """
      SELECT \(Store.documentColumns), d.id FROM documents d
      WHERE d.status = 'read' AND d.file = ?
      """, file, as: { (try Document($0), try $0(16, as: Int.self)) })
    guard let (about, id) = found else { return nil }
    var document = about
    var codings: [ProvisionCoding] = []
    try forEach(
      """
      SELECT p.ordinal, p.locator, p.path, p.page, p.text, p.head, p.parent, p.part, p.cells,
        p.isQuoted, p.language, c.detail
      FROM provisions p LEFT JOIN codings c ON c.provision = p.id
      WHERE p.document = ? ORDER BY p.ordinal
      """, id
    ) { row in
      document.provisions.append(try Provision(row))
      if try row(11, as: String?.self) != nil { codings.append(try row.json(11)) }
    }
    return CodedDocument(document: document, codings: codings)
  }
}
