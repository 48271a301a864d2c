public import Policy

/// How a producer publishes: what the Open Data Inventory asks of openness, and whether errors are published.
/// `publication.csv`: producer, machine_readable, open_format, metadata, download, terms (yes, partly, no), error.
public struct Publication: Sendable, Hashable {
  public var openness: [Double?]
  public var publishesError: Bool?

  /// - Throws: `Table.Error` for a cell that is none of yes, partly, no.
  public static func read(_ table: Table) throws(Table.Error) -> [String: Publication] {
    var publications: [String: Publication] = [:]
    for row in table.rows {
      let openness = try IndicatorKnowledge.openness(row)
      publications[row["producer"]] = Publication(
        openness: openness, publishesError: try row.answer("error").map { $0 > 0 })
    }
    return publications
  }
}

extension IndicatorKnowledge {
  /// What the statistics at hand say about the data on a country, so that nobody has to fill it in. An indicator on which they
  /// have nothing is not in the answer: it is not known, which is not to say that nobody counts it.
  ///
  /// - Parameters:
  ///   - publications: by producer.
  ///   - indicators: with the series that measure them, for those that only an imported series can tell of.
  public static func known(
    of country: CountryCode, in evidence: Evidence, publications: [String: Publication],
    indicators: [Indicator] = []
  ) -> [IndicatorKnowledge] {
    let statistics = StatisticsKnowledge(
      country: country, evidence: evidence, publications: publications)
    let judged = [
      statistics.population, statistics.netMigration, statistics.emigrants, statistics.immigrants,
      statistics.moves("arrivals", by: "origin"),
      statistics.moves("departures", by: "destination"), statistics.moves("returns", by: "origin"),
      statistics.moves("transit", by: "origin"),
      statistics.refugees, statistics.places("displaced", .displaced, evidence.displaced, "idps"),
      statistics.places("deaths", .deaths, evidence.deaths, "sm_dth_migr"),
      statistics.remittances, statistics.remittanceCorridors, statistics.prices,
      statistics.treaties, statistics.policyDomains, statistics.agreements,
    ].compactMap(\.self)
    return judged
      + indicators.compactMap { indicator in
        judged.contains { $0.indicator == indicator.code } ? nil : statistics.series(of: indicator)
      }
  }
}

/// Reads off tables of statistics who counts what, for which years, how completely and by which definition.
private struct StatisticsKnowledge {
  let country: CountryCode
  let evidence: Evidence
  let publications: [String: Publication]

  private func knowledge(
    _ indicator: String, _ availability: IndicatorKnowledge.Availability, _ source: Source?
  ) -> IndicatorKnowledge {
    var knowledge = IndicatorKnowledge(indicator: indicator, country: country.description)
    knowledge.availability = availability
    if let publication = source.flatMap({ publications[$0.producer] }) {
      knowledge.openness = publication.openness
      knowledge.publishesError = publication.publishesError
    }
    return knowledge
  }

  /// The widest difference of two producers or revisions for the newest year that several count, as a share of the larger.
  private func producerGap(_ readings: [Readings]) -> Double? {
    readings.compactMap { reading in
      let range = reading.range
      return range.upperBound > 0 ? 1 - range.lowerBound / range.upperBound : nil
    }.last
  }

  /// As the United Nations estimate it from censuses and registers.
  var population: IndicatorKnowledge? {
    guard let table = evidence.demography else { return nil }
    let counts = table.series("pop_mid_k", of: country)
    guard let last = counts.last else { return nil }
    var knowledge = knowledge("population", .modelled, evidence.source(.demography))
    knowledge.years = counts.map(\.year)
    knowledge.interval = 1
    knowledge.brokenDown = ["sex", "age"]
    knowledge.notBrokenDown = ["region"]
    knowledge.joint = ["sex and age"]
    knowledge.revisions = 1
    // From the middle of a year to that of the next, half of what happens in each lies between.
    func change(_ year: Int) -> Double? {
      guard let births = table.value("births_k", of: country, in: year),
        let deaths = table.value("deaths_k", of: country, in: year),
        let net = table.value("net_migration_k", of: country, in: year)
      else { return nil }
      return births - deaths + net
    }
    if counts.count > 1, last.value > 0, counts[counts.count - 2].year == last.year - 1,
      let earlier = change(last.year - 1), let later = change(last.year)
    {
      let grown = last.value - counts[counts.count - 2].value
      knowledge.identityGap = min(1, abs(grown - (earlier + later) / 2) / last.value)
    }
    return knowledge
  }

  /// What is left over when births and deaths are taken off growth.
  var netMigration: IndicatorKnowledge? {
    let years = evidence.demography?.series("net_migration_k", of: country).map(\.year) ?? []
    guard !years.isEmpty else { return nil }
    var knowledge = knowledge("net_migration", .modelled, evidence.source(.demography))
    knowledge.years = years
    knowledge.interval = 1
    knowledge.notBrokenDown = ["sex", "age"]
    knowledge.revisions = 1
    return knowledge
  }

  /// As the countries of destination count them.
  var emigrants: IndicatorKnowledge? {
    guard let edition = evidence.newestStocks else { return nil }
    let counts = evidence.emigrants(of: country, in: edition)
    guard let last = counts.last else { return nil }
    var knowledge = knowledge("emigrants", .mirror, edition.source)
    knowledge.origin = .census
    knowledge.years = counts.map(\.year)
    knowledge.interval = 5
    if let share = last.knownShare, share > 0 {
      knowledge.known = Double(last.people)
      knowledge.whole = Double(last.people) / share
    }
    knowledge.brokenDown = last.women == nil ? ["destination"] : ["destination", "sex"]
    knowledge.notBrokenDown = ["age", "education"]
    knowledge.joint = last.women == nil ? [] : ["destination and sex"]
    var letters: Set<Character> = []
    for destination in last.destinations {
      letters.formUnion(edition.types[destination.country]?.description.filter(\.isLetter) ?? "")
    }
    // One letter for the whole: what most of the people are counted by.
    let share = { (people: Int) in Double(people) / Double(max(1, last.people)) }
    if share(last.imputed) < 0.5 { letters.remove("I") }
    if share(last.countedAsCitizens) < 0.5 { letters.remove("C") }
    if share(last.refugeesAdded) < 0.5 { letters.remove("R") }
    knowledge.definition = letters.isEmpty ? nil : letters
    knowledge.revisions = 1
    knowledge.producerGap = producerGap(evidence.emigrantReadings(of: country))
    return knowledge
  }

  /// As the country counts them, or as the United Nations impute them.
  var immigrants: IndicatorKnowledge? {
    guard let found = Immigrants(of: country, in: evidence),
      let table = evidence.totals.first(where: { $0.source.id == found.source.id })?.table
    else { return nil }
    var knowledge = knowledge(
      "immigrants", found.type.imputed ? .modelled : .national, found.source)
    knowledge.origin = .census
    knowledge.years = table.series("immigrants", of: country).map(\.year)
    knowledge.interval = 5
    knowledge.notBrokenDown = ["age", "migratory status", "region"]
    if let edition = evidence.newestStocks, let origins = Origins(of: country, from: edition) {
      knowledge.brokenDown.insert("origin")
      if let unknown = origins.unknown {
        knowledge.known = Double(origins.known)
        knowledge.whole = Double(origins.known + unknown)
      }
    }
    if found.womenShare != nil { knowledge.brokenDown.insert("sex") }
    let letters = Set(found.type.description.filter(\.isLetter))
    knowledge.definition = letters.isEmpty ? nil : letters
    knowledge.revisions = 1
    let readings = Readings.all(evidence.stocks) { edition, year in
      let counted = edition.table.to(country, year)
      return counted.isEmpty ? nil : counted.reduce(0) { $0 + $1.value }
    }
    knowledge.producerGap = producerGap(readings)
    return knowledge
  }

  /// Moves are estimated from stocks, births and deaths, as a range over methods.
  func moves(_ indicator: String, by breakdown: String) -> IndicatorKnowledge? {
    guard let edition = evidence.newestStocks, edition.years.count > 1,
      let births = evidence.demography?.years(of: country), !births.isEmpty,
      !evidence.emigrants(of: country, in: edition).isEmpty
    else { return nil }
    var knowledge = knowledge(indicator, .modelled, edition.source)
    knowledge.years = Array(edition.years.dropFirst())
    knowledge.interval = 5
    knowledge.brokenDown = [breakdown]
    knowledge.notBrokenDown = ["sex", "age", "purpose", "education"]
    // The range over methods is there for everybody to see.
    knowledge.publishesError = true
    return knowledge
  }

  var refugees: IndicatorKnowledge? {
    guard let table = evidence.refugees else { return nil }
    let years = table.years.filter { year in
      year <= evidence.refugeeYear ?? year && !table.to(country, year).isEmpty
    }
    guard !years.isEmpty else { return nil }
    var knowledge = knowledge("refugees", .national, evidence.source(.refugees))
    knowledge.origin = .register
    knowledge.years = years
    knowledge.brokenDown = ["origin"]
    knowledge.notBrokenDown = ["sex", "age"]
    return knowledge
  }

  func places(_ indicator: String, _ subject: Subject, _ table: PlaceTable?, _ column: String)
    -> IndicatorKnowledge?
  {
    let years = table?.series(column, of: country).map(\.year) ?? []
    guard !years.isEmpty else { return nil }
    var knowledge = knowledge(indicator, .mirror, evidence.source(subject))
    knowledge.origin = .register
    knowledge.years = years
    knowledge.notBrokenDown = ["sex", "age", "region", "origin"]
    return knowledge
  }

  var remittances: IndicatorKnowledge? {
    guard let found = evidence.remittances("usd", of: country),
      let last = found.table.latest("usd", of: country)
    else { return nil }
    // A share of output times output is no count of what was sent.
    let isModelled = found.table.label(of: country, in: last.year).contains("gdp")
    var knowledge = knowledge("remittances", isModelled ? .modelled : .national, found.source)
    knowledge.origin = .register
    knowledge.years = found.table.series("usd", of: country).map(\.year)
    knowledge.notBrokenDown = ["corridor"]
    return knowledge
  }

  /// Shared out by a model.
  var remittanceCorridors: IndicatorKnowledge? {
    guard
      evidence.remittancePairs.contains(where: { $0.sender == country || $0.receiver == country }),
      let source = evidence.source(.remittancePairs)
    else { return nil }
    var knowledge = knowledge("remittance_corridors", .modelled, source)
    knowledge.years = Int(source.years.suffix(4)).map { [$0] }
    knowledge.interval = 1
    knowledge.brokenDown = ["corridor"]
    knowledge.notBrokenDown = ["channel"]
    return knowledge
  }

  /// As depositaries list them; a list that is not complete leaves a country's standing open.
  var treaties: IndicatorKnowledge? {
    guard let treaties = evidence.treaties else { return nil }
    let known = treaties.instruments.filter {
      treaties.status(of: country, on: $0.instrument) != .unknown
    }
    guard !known.isEmpty else { return nil }
    var knowledge = knowledge("treaties", .mirror, evidence.source(.treaties))
    knowledge.origin = .register
    knowledge.years = Set(known.compactMap { Int($0.asOf.prefix(4)) }).sorted()
    knowledge.known = Double(known.count)
    knowledge.whole = Double(treaties.instruments.count)
    knowledge.brokenDown = ["instrument"]
    return knowledge
  }

  /// As the government answered the United Nations; a country that was asked and did not answer has no figure.
  var policyDomains: IndicatorKnowledge? {
    let asked = evidence.policyScores.filter { $0.country == country }
    guard !asked.isEmpty else { return nil }
    let answered = asked.filter { $0.score != nil }
    var knowledge = knowledge(
      "policy_domains", answered.isEmpty ? .none : .national, evidence.source(.policyScores))
    guard let last = answered.map(\.year).max() else { return knowledge }
    knowledge.origin = .survey
    knowledge.years = Set(answered.map(\.year)).sorted()
    knowledge.known = Double(answered.count { $0.year == last })
    knowledge.whole = Double(asked.count { $0.year == last })
    knowledge.brokenDown = ["domain"]
    return knowledge
  }

  /// As they were registered, which is not to say that they are in force; texts are coded for some of them.
  var agreements: IndicatorKnowledge? {
    let own = (evidence.agreements?.all ?? []).filter { $0.parties.contains(country) }
    guard !own.isEmpty else { return nil }
    var knowledge = knowledge("agreements", .mirror, evidence.source(.agreements))
    knowledge.origin = .register
    knowledge.years = Set(own.compactMap(\.year)).sorted()
    knowledge.known = Double(own.count { $0.features != nil })
    knowledge.whole = Double(own.count)
    knowledge.brokenDown = ["corridor"]
    return knowledge
  }

  /// As a series says that was imported.
  func series(of indicator: Indicator) -> IndicatorKnowledge? {
    let own = evidence.series.filter { series in
      let words = series.indicator.split { $0 == " " || $0 == "," || $0 == ":" || $0 == ";" }
      return series.indicator == indicator.code
        || !indicator.series.isDisjoint(with: words.map(String.init))
    }
    let found = own.map { ($0, $0.table.series("value", of: country).map(\.year)) }
    guard let (series, years) = found.max(by: { ($0.1.last ?? 0) < ($1.1.last ?? 0) }),
      !years.isEmpty
    else { return nil }
    var knowledge = knowledge(indicator.code, .national, series.source)
    knowledge.years = years
    return knowledge
  }

  var prices: IndicatorKnowledge? {
    let ours = evidence.prices.filter { $0.sender == country || $0.receiver == country }
    let years = Set(ours.compactMap { Int($0.quarter.prefix(4)) }).sorted()
    guard !years.isEmpty else { return nil }
    var knowledge = knowledge("remittance_cost", .mirror, evidence.source(.prices))
    knowledge.origin = .survey
    knowledge.years = years
    knowledge.interval = 1
    knowledge.brokenDown = ["corridor"]
    knowledge.notBrokenDown = ["channel"]
    return knowledge
  }
}
