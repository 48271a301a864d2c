/// A migration profile: what is known of one country's migration, chapter by chapter, each figure with year, source,
/// revision, definition and method, and what is not known with the reason and the cheapest remedy.
///
/// The chapters follow the Extended Migration Profile of the International Organization for Migration: key data, A trends,
/// B impact, C governance, D findings.
public struct Profile: Sendable {
  public let country: Country
  public private(set) var chapters: [ProfileChapter] = []

  /// - Parameters:
  ///   - flows: estimated movements, when they were made.
  ///   - policies: what the workspace holds; nil without one.
  public init(
    of country: Country, in evidence: Evidence, flows: FlowReading? = nil,
    policies: PolicyRecord? = nil
  ) {
    self.country = country
    let subject = ProfileSubject(
      country: country, evidence: evidence, flows: flows, policies: policies)
    chapters = [
      subject.keyData(), subject.drivers(), subject.immigration(), subject.emigration(),
      subject.movements(), subject.nationalOnly("internal", ["internal-migrants"]),
      subject.economy(),
      subject.nationalOnly("labour", ["employment-gap", "recognised-skills"]),
      subject.nationalOnly("social", ["children-left", "health-access", "climate-displacement"]),
      subject.treatiesAndScores(), subject.institutions(), subject.cooperation(),
      subject.coherence(),
    ]
    chapters.append(subject.findings(chapters))
  }

  /// All figures, in their order.
  public var figures: [Figure] { chapters.flatMap(\.figures) }

  /// The sources that any figure or picture rests on, each once, in order of their subjects.
  public var sources: [Source] { chapters.sources }
}

extension [ProfileChapter] {
  /// The sources of all figures and pictures, each once.
  public var sources: [Source] {
    var seen: Set<Source.ID> = []
    return flatMap { $0.figures.flatMap(\.sources) + $0.pictures.flatMap(\.sources) }
      .filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
  }
}

/// The country that a profile is made of, with everything it is made from.
struct ProfileSubject {
  let country: Country
  let evidence: Evidence
  let flows: FlowReading?
  let policies: PolicyRecord?

  var code: CountryCode { country.code }

  /// The newest figure of a table about this country, or what is missing.
  func latest(
    _ indicator: String, _ column: String, in table: PlaceTable?, _ subject: Subject,
    remedy: String, method: String, notes: [Phrase] = [],
    as value: (Double) -> Figure.Value
  ) -> Figure {
    guard let found = table?.latest(column, of: code) else {
      return notCovered(indicator, subject, remedy: remedy)
    }
    return Figure(
      indicator, value(found.value), year: String(found.year), sources: [evidence.source(subject)],
      method: method, notes: notes)
  }

  /// A figure that the table at hand does not have for this country, or for which there is no table.
  func notCovered(_ indicator: String, detail: Phrase? = nil, _ subject: Subject, remedy: String)
    -> Figure
  {
    guard let source = evidence.source(subject) else {
      return .missing(
        indicator, detail: detail, Phrase("reason.no-table"), remedy: Phrase("remedy." + remedy))
    }
    return .missing(
      indicator, detail: detail,
      Phrase("reason.not-covered", ["source": .sources([source]), "country": .country(code)]),
      remedy: Phrase("remedy." + remedy), sources: [source])
  }

  /// A chapter whose indicators only national sources have. A series of that name that was imported is shown.
  func nationalOnly(_ id: String, _ indicators: [String]) -> ProfileChapter {
    var chapter = ProfileChapter(id)
    chapter.figures = indicators.map { national($0, isPublished: $0 == "climate-displacement") }
    return chapter
  }

  /// - Parameter isPublished: whether an international producer publishes it, so that one need but import it.
  func national(_ indicator: String, isPublished: Bool = false) -> Figure {
    if let series = evidence.series.last(where: { $0.indicator == indicator }),
      let found = series.table.latest("value", of: code)
    {
      return Figure(
        indicator, .index(found.value), year: String(found.year), sources: [series.source],
        method: "method.imported")
    }
    return .missing(
      indicator, Phrase(isPublished ? "reason.not-bundled" : "reason.national"),
      remedy: Phrase("remedy." + indicator))
  }
}
