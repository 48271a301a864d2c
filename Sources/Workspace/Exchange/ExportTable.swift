import Indices
public import Policy

/// A table that a workspace can be taken apart into: open data that needs no Concord to be read.
///
/// Rows have a fixed order and hold no time of day but that of decisions, so that the same workspace gives the same bytes.
public enum ExportTable: String, Sendable, CaseIterable {
  case documents, provisions, codings, commitments, findings, passages, institutions, mandates,
    ties, bodies, decisions, answers, observations

  /// Names of the columns, which are also the keys of the JSON records.
  public var columns: [String] {
    switch self {
    case .documents:
      [
        "file", "status", "message", "title", "kind", "level", "country", "institution", "year",
        "language", "guessed", "pages", "provisions", "relevant", "commitments", "warnings",
        "sha256",
      ]
    case .provisions:
      [
        "file", "locator", "path", "page", "language", "part", "quoted", "head", "text", "relevant",
        "ground", "score", "role", "modality", "stance", "objectives", "measures", "populations",
        "sectors",
      ]
    case .codings: ["file", "locator", "concept", "code", "score", "words", "place"]
    case .commitments:
      [
        "file", "locator", "page", "modality", "routine", "lead", "deadline", "budget", "indicator",
        "missing", "objectives", "text",
      ]
    case .findings:
      [
        "id", "type", "level", "score", "objectives", "populations", "between", "missing", "absent",
        "why", "status", "remedy", "grounds",
      ]
    case .passages: ["finding", "file", "locator", "page", "text", "words"]
    case .institutions: ["id", "name", "aliases", "kind", "country", "level"]
    case .mandates:
      [
        "institution", "name", "file", "locator", "measures", "objectives", "populations", "words",
      ]
    case .ties: ["from", "to", "kind", "file", "locator"]
    case .bodies: ["name", "members", "chair", "matter", "file", "locator"]
    case .decisions:
      [
        "finding", "type", "status", "note", "person", "date", "why", "passages", "holds_for",
        "act", "detail",
      ]
    case .answers: AnswerTable.columns
    case .observations:
      [
        "structure", "key", "time", "value", "status", "attributes", "producer", "revision",
        "source",
      ]
    }
  }
}

extension Store {
  /// Hands on the rows of a table, each with a value for every column, holding one document at a time.
  public func forEachRow(of table: ExportTable, _ body: ([JSONValue]) throws -> Void) throws {
    switch table {
    case .documents: for document in try documents() { try body(document.row) }
    case .provisions:
      try forEachDocument { coded in
        for (provision, coding) in coded.pairs {
          try body(provision.row(in: coded.document, coding))
        }
      }
    case .codings:
      try forEachDocument { coded in
        for (provision, coding) in coded.pairs {
          for row in coding.rows(coded.document.file, provision.locator) { try body(row) }
        }
      }
    case .commitments:
      try forEachDocument { coded in
        for (provision, coding) in coded.pairs {
          guard let commitment = coding.commitment else { continue }
          try body(commitment.row(in: coded.document, provision, coding))
        }
      }
    case .findings: for finding in try findings() { try body(finding.row) }
    case .passages:
      for finding in try findings() {
        for passage in finding.between { try body(passage.row(of: finding.id)) }
      }
    case .institutions, .mandates, .ties, .bodies: try forEachInstitutionalRow(of: table, body)
    case .decisions: for kept in try decisions() { try body(kept.row) }
    case .answers:
      for answered in try answeredInstruments() {
        for sheet in try answerSheets(instrument: answered.instrument) {
          for row in AnswerTable.rows(sheet) {
            try body(row.map { $0.isEmpty ? .null : .string($0) })
          }
        }
      }
    case .observations:
      for series in try series() {
        for observation in series.observations { try body(observation.row(of: series)) }
      }
    }
  }

  private func forEachInstitutionalRow(
    of table: ExportTable, _ body: ([JSONValue]) throws -> Void
  ) throws {
    let map = try institutionalMap()
    var names: [Institution.ID: String] = [:]
    for institution in map.institutions { names[institution.id] = institution.name }
    func name(_ id: Institution.ID) -> String { names[id] ?? id }
    var locators: [Place: String] = [:]
    func place(_ place: Place?) throws -> [JSONValue] {
      guard let place else { return [.null, .null] }
      if locators[place] == nil {
        for (place, locator) in try self.locators(of: place.file) { locators[place] = locator }
      }
      return [.string(place.file), .optional(locators[place])]
    }
    switch table {
    case .mandates:
      for mandate in map.mandates {
        try body(
          [.string(mandate.institution), .string(name(mandate.institution))]
            + place(mandate.place) + [
              .strings(mandate.measures), .strings(mandate.objectives),
              .strings(mandate.populations), .string(mandate.words.text),
            ])
      }
    case .ties:
      for tie in map.ties {
        try body(
          [.string(name(tie.from)), .string(name(tie.to)), .string(tie.kind.rawValue)]
            + place(tie.place))
      }
    case .bodies:
      for each in map.bodies {
        try body(
          [
            .string(each.name), .strings(each.members.map(name)),
            .optional(each.chair.map(name)), .optional(each.matter),
          ] + place(each.place))
      }
    default:
      for institution in map.institutions {
        try body([
          .string(institution.id), .string(institution.name), .strings(institution.aliases),
          .optional(institution.kind), .optional(institution.country),
          .string(institution.level.rawValue),
        ])
      }
    }
  }
}

extension CodedDocument {
  /// Each provision with its coding.
  fileprivate var pairs: Zip2Sequence<[Provision], [ProvisionCoding]> {
    zip(document.provisions, codings)
  }
}

extension StoredDocument {
  fileprivate var row: [JSONValue] {
    [
      .string(file), .string(status.rawValue), .optional(message), .string(document.title),
      .string(document.kind.rawValue), .string(document.level.rawValue),
      .strings(document.countries), .strings(document.institutions), .optional(document.year),
      .strings(document.languages.map(\.rawValue)),
      .strings(
        Document.Attribute.allCases.filter(document.guessed.contains).map(\.rawValue)),
      .optional(document.pages), .integer(provisionCount), .integer(relevantCount),
      .integer(commitmentCount), .strings(document.warnings), .optional(digest),
    ]
  }
}

extension Provision {
  fileprivate func row(in document: Document, _ coding: ProvisionCoding) -> [JSONValue] {
    [
      .string(document.file), .string(locator), .strings(path), .optional(page),
      .string(language.rawValue), .string(part.rawValue), .bool(isQuoted), .optional(head),
      .string(text), .bool(coding.relevance.isRelevant), .string(coding.relevance.ground.rawValue),
      .number(coding.relevance.score), .string(coding.role.rawValue),
      .string("\(coding.modality)"), .integer(coding.stance),
      .strings(coding.objectives.map(\.code)), .strings(coding.measures.map(\.code)),
      .strings(coding.populations.map(\.code)), .strings(coding.sectors.map(\.code)),
    ]
  }
}

extension ProvisionCoding {
  fileprivate func rows(_ file: String, _ locator: String) -> [[JSONValue]] {
    let concepts = [
      ("objective", objectives), ("measure", measures), ("population", populations),
      ("sector", sectors),
    ]
    return concepts.flatMap { concept, codings in
      codings.map { coding in
        [
          .string(file), .string(locator), .string(concept), .string(coding.code),
          .number(coding.score), .strings(coding.words.map(\.text)),
          .strings(coding.words.map(\.place.rawValue)),
        ]
      }
    }
  }
}

extension Commitment {
  fileprivate func row(
    in document: Document, _ provision: Provision, _ coding: ProvisionCoding
  ) -> [JSONValue] {
    [
      .string(document.file), .string(provision.locator), .optional(provision.page),
      .string("\(coding.modality)"), .bool(isRoutine),
    ] + Part.allCases.map { .strings(self[$0].words.map(\.text)) } + [
      .strings(missing.map(\.rawValue)), .strings(coding.objectives.map(\.code)),
      .string(provision.text),
    ]
  }
}

extension Finding {
  fileprivate var row: [JSONValue] {
    [
      .string(id), .string(kind.rawValue), .optional(level?.rawValue), .number(score),
      .strings(objectives), .strings(populations), .array(between.map(\.record)),
      .strings(missing.map(\.rawValue)), .optional(absent), .string(why),
      .string(status.rawValue), .optional(remedy),
      .array(
        grounds.map {
          .record([
            "rule": .string($0.rule), "text": .string($0.text), "source": .optional($0.source),
          ])
        }),
    ]
  }
}

extension Finding.Passage {
  fileprivate var record: JSONValue {
    .record([
      "file": .string(place.file), "locator": .string(locator), "page": .optional(page),
      "text": .string(text),
    ])
  }

  fileprivate func row(of finding: Finding.ID) -> [JSONValue] {
    [
      .string(finding), .string(place.file), .string(locator), .optional(page), .string(text),
      .strings(words.map(\.text)),
    ]
  }
}

extension KeptDecision {
  fileprivate var row: [JSONValue] {
    [
      .string(decision.finding), .string(decision.kind.rawValue),
      .optional(decision.status?.rawValue), .string(decision.note), .string(decision.person),
      .string(decision.date), .string(decision.why),
      .array(
        decision.passages.map {
          .record([
            "file": .string($0.file), "locator": .string($0.locator), "text": .string($0.text),
          ])
        }), .optional(holdsFor), .string(decision.act.name.rawValue),
      .string(decision.act.detail),
    ]
  }
}

extension Observation {
  /// The value as it was published; key and attributes as `REF_AREA=PHL`.
  fileprivate func row(of series: Series) -> [JSONValue] {
    func list(_ facets: [Series.Facet]) -> JSONValue {
      .strings(facets.map { $0.id + "=" + $0.value })
    }
    return [
      .optional(series.structure), list(series.key), .string(time), .string(text),
      .optional(status?.rawValue), list(series.attributes + attributes),
      .optional(series.source.producer), .optional(series.source.revision),
      .optional(series.source.file),
    ]
  }
}
