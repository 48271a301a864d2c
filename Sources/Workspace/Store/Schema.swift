/// The tables of a workspace.
///
/// Names are those of the values in `Policy`. What is searched or counted is a column; what is only shown (words with
/// their places, refusals, cells) is JSON with sorted keys. Content tables hold no time of day, so that the same
/// input gives the same content; only `runs` and `decisions` say when.
enum Schema {
  /// "CNCD", in the header of every workspace.
  static let applicationID = 0x434E_4344

  static let migrations = [
    Migration(version: 1, sql: contents), Migration(version: 2, sql: search),
    Migration(version: 3, sql: searchByDocument), Migration(version: 4, sql: answers),
    Migration(version: 5, sql: series),
    Migration(version: 6, sql: evidence), Migration(version: 7, sql: review),
  ]

  private static let contents = """
    CREATE TABLE documents (
      id INTEGER PRIMARY KEY,
      file TEXT NOT NULL UNIQUE,
      status TEXT NOT NULL CHECK (status IN ('read', 'failed', 'unsupported')),
      message TEXT,
      digest TEXT,
      readingKey TEXT,
      codingKey TEXT,
      title TEXT NOT NULL,
      kind TEXT NOT NULL,
      level TEXT NOT NULL,
      countries TEXT NOT NULL,
      institutions TEXT NOT NULL,
      year INTEGER,
      languages TEXT NOT NULL,
      guessed TEXT NOT NULL,
      pages INTEGER,
      warnings TEXT NOT NULL
    ) STRICT;

    CREATE TABLE provisions (
      id INTEGER PRIMARY KEY,
      document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      locator TEXT NOT NULL,
      path TEXT NOT NULL,
      page INTEGER,
      text TEXT NOT NULL,
      head TEXT,
      parent INTEGER,
      part TEXT NOT NULL,
      cells TEXT NOT NULL,
      isQuoted INTEGER NOT NULL,
      language TEXT NOT NULL,
      UNIQUE (document, ordinal)
    ) STRICT;

    CREATE TABLE codings (
      provision INTEGER PRIMARY KEY REFERENCES provisions ON DELETE CASCADE,
      isRelevant INTEGER NOT NULL,
      stance INTEGER NOT NULL,
      role TEXT NOT NULL,
      modality INTEGER NOT NULL,
      isCommitment INTEGER NOT NULL,
      detail TEXT NOT NULL
    ) STRICT;

    CREATE TABLE codes (
      code TEXT NOT NULL,
      provision INTEGER NOT NULL REFERENCES codings ON DELETE CASCADE,
      score REAL NOT NULL,
      PRIMARY KEY (code, provision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX codesOfProvision ON codes (provision);

    CREATE TABLE institutions (
      rank INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      aliases TEXT NOT NULL,
      kind TEXT,
      country TEXT,
      level TEXT NOT NULL
    ) STRICT;

    CREATE TABLE mandates (
      rank INTEGER PRIMARY KEY,
      institution TEXT NOT NULL,
      file TEXT NOT NULL,
      provision INTEGER NOT NULL,
      measures TEXT NOT NULL,
      objectives TEXT NOT NULL,
      populations TEXT NOT NULL,
      words TEXT NOT NULL
    ) STRICT;
    CREATE INDEX mandatesOfInstitution ON mandates (institution);

    CREATE TABLE ties (
      rank INTEGER PRIMARY KEY,
      origin TEXT NOT NULL,
      target TEXT NOT NULL,
      kind TEXT NOT NULL,
      file TEXT,
      provision INTEGER
    ) STRICT;

    CREATE TABLE bodies (
      rank INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      members TEXT NOT NULL,
      chair TEXT,
      file TEXT,
      provision INTEGER,
      matter TEXT
    ) STRICT;

    CREATE TABLE findings (
      rank INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      level TEXT,
      score REAL NOT NULL,
      objectives TEXT NOT NULL,
      populations TEXT NOT NULL,
      missing TEXT NOT NULL,
      absent TEXT,
      why TEXT NOT NULL,
      grounds TEXT NOT NULL,
      remedy TEXT
    ) STRICT;

    CREATE TABLE passages (
      finding INTEGER NOT NULL REFERENCES findings ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      file TEXT NOT NULL,
      provision INTEGER NOT NULL,
      locator TEXT NOT NULL,
      page INTEGER,
      text TEXT NOT NULL,
      words TEXT NOT NULL,
      PRIMARY KEY (finding, ordinal)
    ) STRICT, WITHOUT ROWID;

    -- What persons decided. Nothing refers to findings, so that a decision outlives the finding it was made on.
    CREATE TABLE decisions (
      id INTEGER PRIMARY KEY,
      finding TEXT NOT NULL,
      kind TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('proposed', 'confirmed', 'dismissed')),
      note TEXT NOT NULL,
      person TEXT NOT NULL,
      date TEXT NOT NULL,
      why TEXT NOT NULL,
      passages TEXT NOT NULL,
      UNIQUE (finding, status, note, person, date)
    ) STRICT;

    -- Findings of the present run that carry on a decision made on a finding with another id.
    CREATE TABLE carried (
      finding TEXT PRIMARY KEY,
      origin TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE notes (
      rank INTEGER PRIMARY KEY,
      file TEXT NOT NULL,
      line INTEGER,
      place TEXT,
      text TEXT NOT NULL
    ) STRICT;

    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      started TEXT NOT NULL,
      finished TEXT,
      program TEXT NOT NULL,
      counts TEXT NOT NULL
    ) STRICT;

    CREATE TABLE facts (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// The index keeps no text of its own; triggers keep it in step with `provisions` that change or go.
  private static let search = """
    CREATE VIRTUAL TABLE search USING fts5 (
      text, head, path, content = 'provisions', content_rowid = 'id',
      tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER provisionAdded AFTER INSERT ON provisions BEGIN
      INSERT INTO search (rowid, text, head, path) VALUES (new.id, new.text, new.head, new.path);
    END;
    CREATE TRIGGER provisionRemoved AFTER DELETE ON provisions BEGIN
      INSERT INTO search (search, rowid, text, head, path)
        VALUES ('delete', old.id, old.text, old.head, old.path);
    END;
    CREATE TRIGGER provisionChanged AFTER UPDATE ON provisions BEGIN
      INSERT INTO search (search, rowid, text, head, path)
        VALUES ('delete', old.id, old.text, old.head, old.path);
      INSERT INTO search (rowid, text, head, path) VALUES (new.id, new.text, new.head, new.path);
    END;
    INSERT INTO search (search) VALUES ('rebuild');
    """

  /// New provisions enter the index a document at a time (`Connection.index`): one by one, each would be a savepoint of
  /// the index, which costs more than the rest of the insertion.
  private static let searchByDocument = "DROP TRIGGER provisionAdded;"

  /// Answers to scorecards. None is ever changed: a later one to the same question stands beside it.
  private static let answers = """
    CREATE TABLE answers (
      id INTEGER PRIMARY KEY,
      instrument TEXT NOT NULL,
      edition TEXT NOT NULL,
      unit TEXT NOT NULL,
      round TEXT NOT NULL,
      perspective TEXT,
      item TEXT NOT NULL,
      part TEXT,
      value TEXT NOT NULL,
      basis TEXT,
      respondent TEXT,
      date TEXT,
      evidence TEXT,
      note TEXT
    ) STRICT;
    CREATE INDEX answersOfSheet ON answers (instrument, unit, round, item);
    """

  /// Statistics as series and observations; `identity` is the key without the names of its codes.
  private static let series = """
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      identity TEXT NOT NULL,
      structure TEXT NOT NULL,
      key TEXT NOT NULL,
      attributes TEXT NOT NULL,
      producer TEXT NOT NULL,
      revision TEXT NOT NULL,
      file TEXT,
      UNIQUE (identity, structure, producer, revision)
    ) STRICT;
    CREATE TABLE observations (
      series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
      time TEXT NOT NULL,
      text TEXT NOT NULL,
      status TEXT,
      attributes TEXT NOT NULL,
      PRIMARY KEY (series, time)
    ) STRICT, WITHOUT ROWID;
    """

  /// Imported statistics: a table is one CSV in Concord's own layout, with its source beside it.
  private static let evidence = """
    CREATE TABLE evidence (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      file TEXT NOT NULL,
      contents TEXT NOT NULL
    ) STRICT;
    """

  /// The log of a review: `act` and `detail` say what was done, where there was a status only. A finding that a person decided
  /// keeps what was decided on the findings whose place it took (`isKept`), also when its own words change again.
  private static let review = """
    CREATE TABLE log (
      id INTEGER PRIMARY KEY,
      finding TEXT NOT NULL,
      kind TEXT NOT NULL,
      act TEXT NOT NULL CHECK (act IN ('status', 'reason', 'merge', 'assign', 'settle', 'add')),
      detail TEXT NOT NULL,
      note TEXT NOT NULL,
      person TEXT NOT NULL,
      date TEXT NOT NULL,
      why TEXT NOT NULL,
      passages TEXT NOT NULL,
      UNIQUE (finding, act, detail, note, person, date)
    ) STRICT;
    INSERT INTO log (id, finding, kind, act, detail, note, person, date, why, passages)
      SELECT id, finding, kind, 'status', status, note, person, date, why, passages FROM decisions;
    DROP TABLE decisions;
    ALTER TABLE log RENAME TO decisions;
    ALTER TABLE findings ADD COLUMN isOwn INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE successors (
      origin TEXT PRIMARY KEY,
      finding TEXT NOT NULL,
      isKept INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO successors (origin, finding, isKept)
      SELECT origin, finding, 0 FROM carried;
    DROP TABLE carried;
    """
}
