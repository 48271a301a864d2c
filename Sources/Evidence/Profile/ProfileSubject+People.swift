import Foundation

/// Key data, drivers, immigration, emigration.
extension ProfileSubject {
  func keyData() -> ProfileChapter {
    var chapter = ProfileChapter("key")
    let source = evidence.source(.demography)
    let population = evidence.demography?.series("pop_mid_k", of: code) ?? []
    if let last = population.last {
      chapter.figures.append(
        Figure(
          "population", .people(Int((last.value * 1000).rounded())), year: String(last.year),
          sources: [source], method: "method.modelled"))
      if let before = population.last(where: { $0.year <= last.year - 5 }), before.value > 0 {
        chapter.figures.append(
          Figure(
            "population-growth",
            .percent(100 * log(last.value / before.value) / Double(last.year - before.year)),
            year: "\(before.year)–\(last.year)", sources: [source], method: "method.growth"))
      }
    } else {
      chapter.figures.append(notCovered("population", .demography, remedy: "census"))
    }
    chapter.figures.append(netMigration())
    chapter.figures.append(
      country.incomeGroup.map {
        Figure(
          "income-group", .words(Phrase("income." + $0.filter { $0 != " " })), year: "2024",
          method: "method.list")
      } ?? .missing("income-group", Phrase("reason.unclassified"), remedy: Phrase("remedy.none")))
    chapter.figures.append(Figure("groups", .words(groups), method: "method.list"))
    chapter.figures.append(national("human-development", isPublished: true))
    if population.count > 1 {
      chapter.pictures.append(
        Picture(
          title: Phrase("picture.net-migration"),
          form: .lines([
            Picture.Line(
              name: Phrase("indicator.net-migration"),
              points: (evidence.demography?.series("net_migration_k", of: code) ?? []).map {
                Picture.Point(year: $0.year, value: $0.value * 1000)
              })
          ]), sources: [source].compactMap(\.self)))
    }
    return chapter
  }

  private var groups: Phrase {
    let marks = [
      (country.isLeastDeveloped, "ldc"), (country.isLandlockedDeveloping, "lldc"),
      (country.isSmallIsland, "sids"),
    ].filter(\.0).map(\.1)
    return Phrase("group." + (marks.isEmpty ? "none" : marks.joined(separator: "+")))
  }

  /// The last five years together.
  private func netMigration() -> Figure {
    let years = evidence.demography?.series("net_migration_k", of: code).suffix(5) ?? []
    guard years.count == 5, let first = years.first, let last = years.last else {
      return notCovered("net-migration", .demography, remedy: "census")
    }
    let sum = years.reduce(0) { $0 + $1.value } * 1000
    return Figure(
      "net-migration", .people(Int(sum.rounded())), year: "\(first.year)–\(last.year)",
      sources: [evidence.source(.demography)], method: "method.residual")
  }

  func drivers() -> ProfileChapter {
    var chapter = ProfileChapter("drivers")
    chapter.figures = [
      latest(
        "displaced", "idps", in: evidence.displaced, .displaced, remedy: "displaced",
        method: "method.registered"
      ) { .people(Int($0)) },
      refugees("refugees-from", measure: 0, isHost: false),
      refugees("asylum-from", measure: 1, isHost: false),
      national("age-structure", isPublished: true), national("unemployment", isPublished: true),
      national("wages"),
    ]
    return chapter
  }

  /// Refugees or asylum seekers from or in the country in the last year that the table closes.
  ///
  /// A country that the table knows in other years, and that has no row in this one, is unknown, not zero.
  private func refugees(_ indicator: String, measure: Int, isHost: Bool) -> Figure {
    guard let table = evidence.refugees, let year = evidence.refugeeYear else {
      return notCovered(indicator, .refugees, remedy: "refugees")
    }
    let rows =
      isHost ? table.to(code, year, measure: measure) : table.from(code, year, measure: measure)
    guard !rows.isEmpty else { return notCovered(indicator, .refugees, remedy: "refugees") }
    return Figure(
      indicator, .people(rows.reduce(0) { $0 + $1.value }), year: String(year),
      sources: [evidence.source(.refugees)], method: "method.registered")
  }

  func immigration() -> ProfileChapter {
    var chapter = ProfileChapter("immigration")
    if let immigrants = Immigrants(of: code, in: evidence) {
      chapter.figures.append(
        Figure(
          "immigrants", .people(immigrants.people), year: String(immigrants.year),
          sources: [immigrants.source], definition: immigrants.type.description,
          method: immigrants.type.imputed ? "method.imputed" : "method.own-count"))
      chapter.figures.append(
        immigrants.shareOfPopulation.map {
          Figure(
            "immigrant-share", .percent($0), year: String(immigrants.year),
            sources: [immigrants.source, immigrants.populationSource],
            definition: immigrants.type.description,
            method: immigrants.populationSource == nil
              ? "method.share-same-table" : "method.share-other-table")
        } ?? notCovered("immigrant-share", .totals, remedy: "census"))
      chapter.figures.append(
        immigrants.womenShare.map {
          Figure(
            "immigrant-women", .percent($0), year: String(immigrants.year),
            sources: [immigrants.source], definition: immigrants.type.description,
            method: "method.own-count")
        } ?? notCovered("immigrant-women", .totals, remedy: "census-sex"))
    } else {
      chapter.figures += ["immigrants", "immigrant-share", "immigrant-women"].map {
        notCovered($0, .totals, remedy: "census")
      }
    }
    addOrigins(to: &chapter)
    chapter.figures.append(refugees("refugees-hosted", measure: 0, isHost: true))
    chapter.figures.append(refugees("asylum-hosted", measure: 1, isHost: true))
    chapter.figures.append(flow("inflow", flows?.arrivals(in: code)))
    chapter.pictures += stockPicture("picture.immigrants", "immigrants")
    return chapter
  }

  private func addOrigins(to chapter: inout ProfileChapter) {
    guard let edition = evidence.newestStocks, let origins = Origins(of: code, from: edition),
      !origins.origins.isEmpty
    else {
      chapter.figures += ["origins", "origin-concentration", "unknown-origin"].map {
        notCovered($0, .stocks, remedy: "census-origin")
      }
      return
    }
    let type = edition.types[code]?.description ?? ""
    let year = String(origins.year)
    chapter.figures.append(
      Figure(
        "origins", .ranking(Array(origins.origins.prefix(5))), year: year,
        sources: [origins.source], definition: type, method: "method.own-count"))
    if let concentration = origins.concentration {
      chapter.figures.append(
        Figure(
          "origin-concentration", .index(concentration), year: year, sources: [origins.source],
          definition: type, method: "method.hhi-known"))
    }
    if let unknown = origins.unknown {
      let all = origins.known + unknown
      chapter.figures.append(
        Figure(
          "unknown-origin", .people(unknown), year: year, sources: [origins.source],
          definition: type, method: "method.remainder",
          notes: all > 0
            ? [
              Phrase("note.unknown-share", ["share": .percent(100 * Double(unknown) / Double(all))])
            ]
            : []))
    } else {
      chapter.figures.append(notCovered("unknown-origin", .totals, remedy: "import-totals"))
    }
    chapter.pictures.append(
      Picture(
        title: Phrase("picture.origins", ["year": .text(year)]),
        form: .bars(Array(origins.origins.prefix(10))), sources: [origins.source]))
  }

  func emigration() -> ProfileChapter {
    var chapter = ProfileChapter("emigration")
    guard let edition = evidence.newestStocks,
      let newest = evidence.emigrants(of: code, in: edition).last
    else {
      chapter.figures = [
        "emigrants", "emigrants-upper", "emigrant-rate", "emigrant-women", "destinations",
        "destination-concentration", "emigrant-growth",
      ].map { notCovered($0, .stocks, remedy: "mirror-request") }
      chapter.figures.append(national("graduates-abroad", isPublished: true))
      return chapter
    }
    chapter.figures += counts(newest, edition)
    chapter.figures += [
      Figure(
        "destinations", .ranking(Array(newest.destinations.prefix(5))), year: String(newest.year),
        sources: [newest.source], definition: definitions(newest.destinations, edition),
        method: "method.mirror",
        notes: [Phrase("note.destinations", ["n": .count(newest.destinations.count)])])
    ]
    if let concentration = newest.concentration {
      chapter.figures.append(
        Figure(
          "destination-concentration", .index(concentration), year: String(newest.year),
          sources: [newest.source], method: "method.hhi"))
    }
    chapter.figures.append(highIncome(newest))
    chapter.figures += growths()
    chapter.figures.append(flow("outflow", flows?.departures(from: code)))
    chapter.figures.append(national("graduates-abroad", isPublished: true))
    chapter.pictures += stockPicture("picture.emigrants", "emigrants")
    chapter.pictures.append(
      Picture(
        title: Phrase("picture.destinations", ["year": .text(String(newest.year))]),
        form: .bars(Array(newest.destinations.prefix(10))), sources: [newest.source]))
    return chapter
  }

  private func counts(_ newest: Emigrants, _ edition: StockEdition) -> [Figure] {
    let year = String(newest.year)
    var figures: [Figure] = []
    let readings = evidence.emigrantReadings(of: code)
    var notes: [Phrase] = []
    if newest.people > 0 {
      func share(_ people: Int) -> Phrase.Blank {
        .percent(100 * Double(people) / Double(newest.people))
      }
      if newest.undefined < newest.people {
        notes.append(
          Phrase(
            "note.definitions",
            [
              "citizens": share(newest.countedAsCitizens), "imputed": share(newest.imputed),
              "refugees": share(newest.refugeesAdded), "unstated": share(newest.undefined),
            ]))
      }
    }
    if let known = newest.knownShare {
      notes.append(Phrase("note.known-origin", ["share": .percent(100 * known)]))
    }
    if let compared = readings.last {
      notes.append(
        Phrase(
          "note.readings",
          [
            "year": .text(String(compared.year)), "low": .count(Int(compared.range.lowerBound)),
            "high": .count(Int(compared.range.upperBound)), "n": .count(compared.readings.count),
            "sources": .sources(compared.readings.map(\.source)),
          ]))
    }
    let sameYear = readings.first { $0.year == newest.year }?.range
    let upper = newest.upper.map(Double.init) ?? Double(newest.people)
    let low = min(Double(newest.people), sameYear?.lowerBound ?? .infinity)
    let high = max(upper, sameYear?.upperBound ?? 0, low)
    figures.append(
      Figure(
        "emigrants", .people(newest.people), year: year, sources: [newest.source],
        definition: definitions(newest.destinations, edition), method: "method.mirror",
        range: high > low ? low...high : nil, notes: notes))
    if let upper = newest.upper {
      figures.append(
        Figure(
          "emigrants-upper", .people(upper), year: year, sources: [newest.source],
          method: "method.spread",
          notes: newest.destinationsWithoutTotal > 0
            ? [Phrase("note.without-total", ["n": .count(newest.destinationsWithoutTotal)])] : []))
    } else {
      figures.append(notCovered("emigrants-upper", .totals, remedy: "import-totals"))
    }
    if let residents = evidence.demography?.value("pop_mid_k", of: code, in: newest.year) {
      figures.append(
        Figure(
          "emigrant-rate", .percent(newest.rate(residents: residents * 1000)), year: year,
          sources: [newest.source, evidence.source(.demography)], method: "method.emigrant-rate"))
    } else {
      figures.append(notCovered("emigrant-rate", .demography, remedy: "census"))
    }
    if let women = newest.women, women.among > 0 {
      figures.append(
        Figure(
          "emigrant-women", .percent(100 * Double(women.count) / Double(women.among)), year: year,
          sources: [newest.source], method: "method.mirror",
          notes: women.among < newest.people
            ? [Phrase("note.women-among", ["n": .count(women.among)])] : []))
    } else {
      figures.append(notCovered("emigrant-women", .stocks, remedy: "census-sex"))
    }
    return figures
  }

  /// Growth from the first to the last year of each revision that has more than one, never across.
  private func growths() -> [Figure] {
    let grown = evidence.stocks.compactMap { edition -> Figure? in
      let counts = evidence.emigrants(of: code, in: edition)
      guard let first = counts.first(where: { $0.people > 0 }), let last = counts.last,
        let growth = try? Growth.between(first, last)
      else { return nil }
      return Figure(
        "emigrant-growth", detail: Phrase("detail.revision", ["name": .sources([edition.source])]),
        .percent(growth.perYear), year: "\(first.year)–\(last.year)", sources: [edition.source],
        method: "method.growth",
        notes: [Phrase("note.from-to", ["from": .count(first.people), "to": .count(last.people)])])
    }
    return grown.isEmpty
      ? [notCovered("emigrant-growth", .stocks, remedy: "mirror-request")] : grown
  }

  private func highIncome(_ newest: Emigrants) -> Figure {
    let sum = newest.destinations.reduce(0) { $0 + $1.people }
    guard sum > 0 else {
      return notCovered("emigrants-high-income", .stocks, remedy: "mirror-request")
    }
    let rich = newest.destinations.reduce(0) {
      $0 + (evidence.countries[$1.country]?.incomeGroup == "High income" ? $1.people : 0)
    }
    return Figure(
      "emigrants-high-income", .percent(100 * Double(rich) / Double(sum)),
      year: String(newest.year),
      sources: [newest.source], method: "method.mirror")
  }

  /// The definitions of the destinations together: "B C R".
  private func definitions(_ destinations: [Figure.Share], _ edition: StockEdition) -> String {
    let types = destinations.compactMap { edition.types[$0.country]?.description }
    return ["B", "C", "I", "R"].filter { letter in types.contains { $0.contains(letter) } }
      .joined(separator: " ")
  }

  /// A line for each revision, so that none is joined to another.
  private func stockPicture(_ title: String, _ indicator: String) -> [Picture] {
    var lines: [Picture.Line] = []
    var sources: [Source] = []
    func add(_ source: Source, _ points: [Picture.Point]) {
      guard !points.isEmpty else { return }
      lines.append(
        Picture.Line(name: Phrase("detail.revision", ["name": .sources([source])]), points: points))
      sources.append(source)
    }
    if indicator == "emigrants" {
      for edition in evidence.stocks {
        add(
          edition.source,
          evidence.emigrants(of: code, in: edition).map {
            Picture.Point(year: $0.year, value: Double($0.people))
          })
      }
    } else {
      for (source, table) in evidence.totals {
        add(
          source,
          table.series("immigrants", of: code).map { Picture.Point(year: $0.year, value: $0.value) }
        )
      }
    }
    return lines.isEmpty
      ? [] : [Picture(title: Phrase(title), form: .lines(lines), sources: sources)]
  }

  /// Estimated moves over a period as a range over methods.
  func flow(_ indicator: String, _ range: ClosedRange<Double>?) -> Figure {
    guard let flows, let range else {
      return .missing(indicator, Phrase("reason.no-flows"), remedy: Phrase("remedy.flows"))
    }
    return estimated(indicator, range, flows)
  }

  func estimated(_ indicator: String, _ range: ClosedRange<Double>, _ flows: FlowReading) -> Figure
  {
    Figure(
      indicator, .span(range), year: flows.period, sources: flows.sources,
      method: "method.flow-range", range: range,
      notes: [Phrase("note.methods", ["n": .count(flows.estimates.count)])])
  }
}
