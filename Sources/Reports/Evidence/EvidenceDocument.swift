public import Evidence
public import Policy

/// A migration profile or a corridor as something to read, print, calculate with or send: text rows, CSV, workbook, JSON
/// and one HTML page that needs no network and no script. The same values give the same bytes.
public struct EvidenceDocument: Sendable {
  /// What is read besides the values, by path in the resource folder.
  public static let resources = [
    "evidence/words.csv", "evidence/source-texts.csv", "report/report.css",
  ]

  /// The country, or both countries of a corridor.
  public let title: String
  let kicker: String
  let lede: String
  let chapters: [ProfileChapter]
  let words: EvidenceWords
  let style: String
  /// Day of making, as ISO 8601; the document itself asks no clock.
  let date: String?
  private let facts: JSONValue?
  /// To the offices that should have a figure on the corridor; none for a profile.
  public let letters: [RequestLetter]
  public private(set) var changes: EditionChanges?

  /// - Parameters:
  ///   - date: the day to print, as ISO 8601.
  ///   - language: English, French or Spanish; English for any other.
  ///   - resource: fetches the bytes of one of `resources`.
  public init(
    _ profile: Profile, in evidence: Evidence, date: String? = nil, language: Language,
    resource: (String) throws -> [UInt8]
  ) throws {
    words = try Self.words(evidence, language, resource)
    style = String(decoding: try resource("report/report.css"), as: UTF8.self)
    title = profile.country.name(in: words.language)
    kicker = words("kicker.profile")
    lede = words("lede.profile", ["country": title])
    chapters = profile.chapters
    facts = ProfileFacts(of: profile.country, in: evidence).json
    letters = []
    self.date = date
  }

  public init(
    _ corridor: Corridor, in evidence: Evidence, codebook: Codebook, date: String? = nil,
    language: Language, resource: (String) throws -> [UInt8]
  ) throws {
    var words = try Self.words(evidence, language, resource)
    words.codebook = codebook
    self.words = words
    style = String(decoding: try resource("report/report.css"), as: UTF8.self)
    title = words(
      "title.corridor",
      [
        "origin": corridor.origin.name(in: words.language),
        "destination": corridor.destination.name(in: words.language),
      ])
    kicker = words("kicker.corridor")
    lede = words("lede.corridor")
    chapters = corridor.chapters
    facts = CorridorFacts(corridor, in: evidence).json
    letters = RequestLetter.all(corridor.desk, words)
    self.date = date
  }

  private static func words(
    _ evidence: Evidence, _ language: Language, _ resource: (String) throws -> [UInt8]
  ) throws -> EvidenceWords {
    let say = try ReportStrings(resource("evidence/words.csv"), language: language)
    let texts = try Table(
      resource("evidence/source-texts.csv"), file: "source-texts.csv", required: ["en", "fr", "es"])
    return EvidenceWords(
      say: say, countries: evidence.countries,
      sourceTexts: say.language == .english
        ? [:]
        : Dictionary(
          texts.rows.map { ($0["en"], say.typeset($0[say.language.rawValue])) },
          uniquingKeysWith: { first, _ in first }))
  }

  /// Sets the edition that this one is compared with.
  ///
  /// - Parameter old: the CSV that `csv` gave for the older edition.
  /// - Throws: `Table.Error` when the file is none.
  public mutating func compare(with old: [UInt8], file: String) throws(Table.Error) {
    changes = try EditionChanges(rows, since: old, file: file)
  }

  /// All figures, one line each, rankings one line a country.
  public var rows: [EvidenceRow] {
    chapters.flatMap { chapter in
      chapter.figures.flatMap { EvidenceRow.rows($0, in: chapter, words) }
    }
  }

  public var sources: [Source] { chapters.sources }

  /// What to say instead of a letter where both sides of a corridor agree.
  public var nothingToAsk: String { words("letter.none") }

  static let columns = [
    "key", "section", "indicator", "detail", "value", "number", "unit", "low", "high", "year",
    "source", "revision", "definition", "method", "notes", "reason", "remedy",
  ]

  /// RFC 4180, without a byte-order mark; texts that a spreadsheet would take for a formula get an apostrophe.
  public var csv: String {
    var text = CSV.line(Self.columns)
    for row in rows {
      let words = [row.key, row.section, row.indicator, row.detail, row.value]
      let numbers =
        [row.number.map(Self.plain) ?? "", row.unit]
        + [row.low, row.high].map { $0.map(Self.plain) ?? "" }
      let rest = [
        row.year, row.source, row.revision, row.definition, row.method, row.notes, row.reason,
        row.remedy,
      ]
      text += CSV.line(words.map(CSVFile.guarded) + numbers + rest.map(CSVFile.guarded))
    }
    return text
  }

  private static func plain(_ number: Double) -> String { JSONValue.number(number).text() }

  /// One record: the facts by name, then every figure with its particulars, then the sources.
  public var json: JSONValue {
    var members: [JSONValue.Member] = []
    if case .object(let named)? = facts { members = named }
    members.append(.init(key: "figures", value: .array(rows.map(Self.record))))
    members.append(.init(key: "sources", value: .array(sources.map(Self.record))))
    if !letters.isEmpty {
      members.append(
        .init(
          key: "letters",
          value: .array(
            letters.map {
              .record(["to": .string($0.reporter.rawValue), "text": .string($0.text)])
            })))
    }
    if let changes {
      members.append(
        .init(
          key: "changes",
          value: .array(
            changes.changes.map {
              .record([
                "key": .string($0.key), "name": .string($0.name), "before": .string($0.before),
                "now": .string($0.now), "revised": .bool($0.isRevised),
              ])
            })))
    }
    return .object(members)
  }

  private static func record(_ row: EvidenceRow) -> JSONValue {
    .record([
      "key": .string(row.key), "section": .string(row.section), "indicator": .string(row.indicator),
      "detail": .string(row.detail), "value": row.isMissing ? .null : .string(row.value),
      "number": .optional(row.number), "unit": .string(row.unit), "low": .optional(row.low),
      "high": .optional(row.high), "year": .string(row.year), "source": .string(row.source),
      "revision": .string(row.revision), "definition": .string(row.definition),
      "method": .string(row.method), "notes": .string(row.notes), "reason": .string(row.reason),
      "remedy": .string(row.remedy),
    ])
  }

  private static func record(_ source: Source) -> JSONValue {
    .record([
      "subject": .string(source.subject.rawValue), "producer": .string(source.producer),
      "revision": .string(source.revision), "title": .string(source.title),
      "years": .string(source.years), "licence": .string(source.licence),
      "definition": .string(source.definition), "method": .string(source.method),
      "retrieved": .string(source.retrieved), "caution": .string(source.caution),
      "next": .string(source.next),
    ])
  }

  /// Writes an Excel workbook: figures, sources, changes.
  ///
  /// - Throws: `ReportError` when the file cannot be written.
  public func writeWorkbook(to path: String) throws(ReportError) {
    let book = try Workbook(path, title: title)
    let widths: [Double] = [26, 26, 40, 30, 22, 14, 12, 14, 14, 12, 24, 14, 10, 40, 50, 50, 50]
    let heads = Self.columns.map {
      $0 == "number" ? words("column.value") + " (123)" : words("column." + $0)
    }
    var sheet = try book.sheet(named: words("sheet.figures"), columns: Array(zip(heads, widths)))
    for row in rows {
      func number(_ value: Double?) -> Cell { value.map(Cell.score) ?? .empty }
      book.write(
        [
          .text(row.key), .text(row.section), .text(row.indicator), .text(row.detail),
          .text(row.isMissing ? words("table.none") : row.value), number(row.number),
          .text(row.unit), number(row.low), number(row.high), .text(row.year), .text(row.source),
          .text(row.revision), .text(row.definition), .text(row.method), .text(row.notes),
          .text(row.reason), .text(row.remedy),
        ], to: &sheet)
    }
    book.finish(sheet, columns: Self.columns.count)
    let about = [
      "title", "source", "revision", "years", "licence", "definition", "retrieved", "caution",
      "next",
    ]
    var second = try book.sheet(
      named: words("sheet.sources"), columns: about.map { (words("column." + $0), 32) })
    for source in sources {
      book.write(
        [
          words.of(source.title), words.of(source.producer), words.of(source.revision),
          source.years, words.of(source.licence), words.of(source.definition), source.retrieved,
          words.of(source.caution), words.of(source.next),
        ].map(Cell.text), to: &second)
    }
    book.finish(second, columns: about.count)
    if let changes {
      var third = try book.sheet(
        named: words("sheet.changes"),
        columns: [
          (words("table.indicator"), 50), (words("changes.before"), 40), (words("changes.now"), 40),
        ])
      for change in changes.changes {
        book.write([.text(change.name), .text(change.before), .text(change.now)], to: &third)
      }
      book.finish(third, columns: 3)
    }
    try book.finish()
  }
}
