import Policy

/// What joins two countries: people, estimated moves, money and its price, agreements, treaties, social security, and what
/// the policies promise for them.
public struct Corridor: Sendable {
  public let origin: Country
  public let destination: Country
  public private(set) var chapters: [ProfileChapter] = []
  public let desk: MirrorDesk
  /// What the policies at hand say about the corridor; empty without policies.
  public let promises: [CorridorPromise]

  /// - Parameters:
  ///   - instruments: which instruments carry which measures.
  ///   - flows: estimated movements, when they were made.
  ///   - policies: what the workspace holds; nil without one.
  /// - Throws: `EvidenceError` when origin and destination are the same.
  public init(
    from origin: Country, to destination: Country, in evidence: Evidence,
    instruments: InstrumentTable, flows: FlowReading? = nil, policies: PolicyRecord? = nil
  ) throws(EvidenceError) {
    guard origin.code != destination.code else {
      throw EvidenceError(
        "\(origin.code) to \(destination.code)", problem: "A corridor joins two countries.",
        remedy: "Name another country of destination.")
    }
    self.origin = origin
    self.destination = destination
    let pair = PairTable.Pair(origin.code, destination.code)
    desk = MirrorDesk(pair, in: evidence)
    let subject = CorridorSubject(
      origin: origin, destination: destination, pair: pair, evidence: evidence, flows: flows)
    promises =
      policies.map {
        CorridorPromise.all(in: $0, for: subject, instruments: instruments)
      } ?? []
    chapters = [
      subject.people(), subject.mirror(desk), subject.moves(), subject.money(),
      subject.agreements(), subject.treaties(), subject.portability(),
      subject.policies(promises, hasPolicies: policies != nil),
    ]
  }

  public var figures: [Figure] { chapters.flatMap(\.figures) }
  public var sources: [Source] { chapters.sources }
}

/// A corridor with everything that its chapters are made from.
struct CorridorSubject {
  let origin: Country
  let destination: Country
  let pair: PairTable.Pair
  let evidence: Evidence
  let flows: FlowReading?

  var ends: [String: Phrase.Blank] {
    ["origin": .country(origin.code), "destination": .country(destination.code)]
  }

  func noFigure(_ indicator: String, _ subject: Subject, remedy: String) -> Figure {
    guard let source = evidence.source(subject) else {
      return .missing(indicator, Phrase("reason.no-table"), remedy: Phrase("remedy." + remedy))
    }
    return .missing(
      indicator,
      Phrase("reason.not-in-corridor", ends.merging(["source": .sources([source])]) { $1 }),
      remedy: Phrase("remedy." + remedy), sources: [source])
  }

  func people() -> ProfileChapter {
    var chapter = ProfileChapter("corridor-people")
    for edition in evidence.stocks {
      let years = edition.years.filter { edition.table.value(pair, $0) != nil }
      guard let year = years.last, let people = edition.table.value(pair, year) else { continue }
      let type = edition.types[pair.destination]?.description ?? ""
      let revision = Phrase("detail.revision", ["name": .sources([edition.source])])
      var figure = Figure(
        "corridor-people", detail: revision, .people(people), year: String(year),
        sources: [edition.source], definition: type, method: "method.mirror")
      if let unknown = edition.unknownOrigin(in: pair.destination, year) {
        let known = edition.known(in: pair.destination, year)
        if unknown > 0, known > 0, people > 0 {
          let upper = Double(people) * Double(known + unknown) / Double(known)
          figure.range = Double(people)...upper
          figure.notes.append(Phrase("note.unknown-spread"))
        }
      }
      chapter.figures.append(figure)
      if let women = edition.table.value(pair, year, measure: 1), people > 0 {
        chapter.figures.append(
          Figure(
            "corridor-women", detail: revision, .percent(100 * Double(women) / Double(people)),
            year: String(year), sources: [edition.source], definition: type, method: "method.mirror"
          ))
      }
      if let first = years.first(where: { (edition.table.value(pair, $0) ?? 0) > 0 }),
        let growth = Growth(
          from: edition.table.value(pair, first) ?? 0, in: first, to: people, in: year)
      {
        chapter.figures.append(
          Figure(
            "corridor-growth", detail: revision, .percent(growth.perYear), year: "\(first)–\(year)",
            sources: [edition.source], method: "method.growth",
            notes: [
              Phrase(
                "note.from-to",
                [
                  "from": .count(edition.table.value(pair, first) ?? 0), "to": .count(people),
                ])
            ])
        )
      }
    }
    if chapter.figures.isEmpty {
      chapter.figures = [noFigure("corridor-people", .stocks, remedy: "mirror-request")]
    }
    if let refugees = evidence.refugees, let year = evidence.refugeeYear,
      let people = refugees.value(pair, year)
    {
      chapter.figures.append(
        Figure(
          "corridor-refugees", .people(people), year: String(year),
          sources: [evidence.source(.refugees)], method: "method.registered"))
    } else {
      chapter.figures.append(noFigure("corridor-refugees", .refugees, remedy: "refugees"))
    }
    let lines = evidence.stocks.compactMap { edition -> Picture.Line? in
      let points = edition.years.compactMap { year in
        edition.table.value(pair, year).map { Picture.Point(year: year, value: Double($0)) }
      }
      return points.isEmpty
        ? nil
        : Picture.Line(
          name: Phrase("detail.revision", ["name": .sources([edition.source])]), points: points)
    }
    if !lines.isEmpty {
      chapter.pictures = [
        Picture(
          title: Phrase("picture.corridor", ends), form: .lines(lines),
          sources: evidence.stocks.map(\.source))
      ]
    }
    return chapter
  }

  func moves() -> ProfileChapter {
    var chapter = ProfileChapter("corridor-moves")
    guard let flows else {
      chapter.figures = [
        .missing("corridor-moves", Phrase("reason.no-flows"), remedy: Phrase("remedy.flows"))
      ]
      return chapter
    }
    let opposite = PairTable.Pair(pair.destination, pair.origin)
    for (indicator, way) in [("corridor-moves", pair), ("corridor-moves-back", opposite)] {
      let moves = flows.moves(way)
      guard let low = moves.map(\.people).min(), let high = moves.map(\.people).max() else {
        chapter.figures.append(
          .missing(indicator, Phrase("reason.no-flows"), remedy: Phrase("remedy.flows")))
        continue
      }
      chapter.figures.append(
        Figure(
          indicator, .span(low...high), year: flows.period,
          sources: flows.sources, method: "method.flow-range", range: low...high,
          notes: moves.map {
            Phrase(
              "note.flow." + $0.method.name, ["n": .count(Int($0.people.rounded()))])
          }))
    }
    return chapter
  }

  func money() -> ProfileChapter {
    var chapter = ProfileChapter("corridor-money")
    if let sent = evidence.remittancePairs.first(where: {
      $0.sender == pair.destination && $0.receiver == pair.origin
    }), let source = evidence.source(.remittancePairs) {
      chapter.figures.append(
        Figure(
          "corridor-remittances", .dollars(sent.millionDollars * 1_000_000), year: source.years,
          sources: [source], method: "method.modelled", notes: [Phrase("note.circular")]))
    } else {
      chapter.figures.append(
        noFigure("corridor-remittances", .remittancePairs, remedy: "remittances"))
    }
    let prices = evidence.prices.filter {
      $0.sender == pair.destination && $0.receiver == pair.origin
    }.sorted { $0.quarter < $1.quarter }
    guard let price = prices.last else {
      chapter.figures.append(noFigure("corridor-price", .prices, remedy: "prices"))
      return chapter
    }
    let priced = evidence.source(.prices, table: price.table)
    let verdict =
      price.cost <= RemittancePrice.aim
      ? "note.within-aim"
      : price.cost <= RemittancePrice.ceiling ? "note.above-aim" : "note.above-ceiling"
    chapter.figures.append(
      Figure(
        "corridor-price", .percent(price.cost), year: price.quarter,
        sources: [priced], method: "method.surveyed", notes: [Phrase(verdict)]))
    if let amount = evidence.remittancePairs.first(where: {
      $0.sender == pair.destination && $0.receiver == pair.origin
    })?.millionDollars, price.cost > RemittancePrice.aim {
      chapter.figures.append(
        Figure(
          "corridor-excess",
          .dollars(amount * 1_000_000 * (price.cost - RemittancePrice.aim) / 100),
          year: price.quarter,
          sources: [priced, evidence.source(.remittancePairs)],
          method: "method.excess", notes: [Phrase("note.circular")]))
    }
    // The mean of the quarters of each year that have a price.
    let years = Dictionary(grouping: prices) { Int($0.quarter.prefix(4)) ?? 0 }
    if years.count > 1 {
      chapter.pictures = [
        Picture(
          title: Phrase("picture.price", ends),
          form: .lines([
            Picture.Line(
              name: Phrase("indicator.corridor-price"),
              points: years.keys.sorted().map { year in
                let costs = (years[year] ?? []).map(\.cost)
                return Picture.Point(
                  year: year, value: costs.reduce(0, +) / Double(max(costs.count, 1)))
              })
          ]),
          sources: Set(prices.map(\.table)).sorted().compactMap {
            evidence.source(.prices, table: $0)
          })
      ]
    }
    return chapter
  }
}
