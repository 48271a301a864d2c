public import Policy

/// Something that a person should know about the input of a run: a field or row that could not be used.
public struct Note: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The file, relative to the project folder.
  public var file: String
  /// From 1.
  public var line: Int?
  /// Column in the line, from 1, or the name of a table's column.
  public var column: String?
  /// What is wrong and what to do, as sentences.
  public var text: String

  public init(file: String, line: Int? = nil, column: String? = nil, text: String) {
    self.file = file
    self.line = line
    self.column = column
    self.text = text
  }

  public init(_ error: Table.Error) {
    self.init(file: error.file, line: error.line, column: error.column, text: error.reason)
  }

  public var description: String {
    var place = file
    if let line { place += ", line \(line)" }
    if let column { place += ", column \(column)" }
    return "\(place): \(text)"
  }
}

/// One run of the assessment.
public struct Run: Sendable, Hashable {
  /// ISO 8601.
  public var started: String
  /// Nil when the run was ended before its time.
  public var finished: String?
  /// Name and version of the program.
  public var program: String
  /// Numbers of documents, provisions, findings, by name.
  public var counts: [String: Int]

  public init(
    started: String, finished: String? = nil, program: String, counts: [String: Int] = [:]
  ) {
    self.started = started
    self.finished = finished
    self.program = program
    self.counts = counts
  }
}

/// Runs, notes on their input, and the facts of the project.
extension Store {
  /// Runs, the oldest first.
  public func runs() throws -> [Run] {
    try read { connection in
      try connection.rows("SELECT started, finished, program, counts FROM runs ORDER BY id") {
        Run(started: try $0(0), finished: try $0(1), program: try $0(2), counts: try $0.json(3))
      }
    }
  }

  /// Records the start of a run; `finish` completes it.
  func begin(_ run: Run) throws -> Int {
    try write { connection in
      try connection.run(
        "INSERT INTO runs (started, program, counts) VALUES (?, ?, ?)", run.started, run.program,
        JSONText.of(run.counts))
      return connection.lastInsertedRow
    }
  }

  func finish(_ run: Int, at date: String, counts: [String: Int]) throws {
    try write { connection in
      try connection.run(
        "UPDATE runs SET finished = ?, counts = ? WHERE id = ?", date, JSONText.of(counts), run)
    }
  }

  /// What could not be used of the input of the last run, in the order of files and lines.
  public func notes() throws -> [Note] {
    try read { connection in
      try connection.rows("SELECT file, line, place, text FROM notes ORDER BY rank") {
        Note(file: try $0(0), line: try $0(1), column: try $0(2), text: try $0(3))
      }
    }
  }

  func store(_ notes: [Note], title: String) throws {
    try write { connection in
      try connection.run("DELETE FROM notes")
      for (rank, note) in notes.enumerated() {
        try connection.run(
          "INSERT INTO notes (rank, file, line, place, text) VALUES (?, ?, ?, ?, ?)", rank,
          note.file, note.line, note.column, note.text)
      }
      try connection.set("title", to: title)
    }
  }

  /// Title of the project; empty before the first run.
  public func title() throws -> String { try read { try $0.fact("title") ?? "" } }
}
