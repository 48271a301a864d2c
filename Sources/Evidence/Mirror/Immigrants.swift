/// The immigrants of a country, as it counts them itself or as the United Nations imputes them.
public struct Immigrants: Sendable, Hashable {
  public var country: CountryCode
  public var year: Int
  public var source: Source
  public var people: Int
  public var womenShare: Double?
  /// In per cent of the population of the same table; of another table where that has none.
  public var shareOfPopulation: Double?
  /// Where the population is from, if it is another table.
  public var populationSource: Source?
  public var type: DataType

  /// The newest total of all revisions.
  ///
  /// - Returns: nil when no table has one.
  public init?(of country: CountryCode, in evidence: Evidence) {
    for (source, table) in evidence.totals {
      guard let (year, people) = table.latest("immigrants", of: country) else { continue }
      self.country = country
      self.year = year
      self.source = source
      self.people = Int(people)
      womenShare = table.value("female", of: country, in: year).flatMap {
        people > 0 ? 100 * $0 / people : nil
      }
      shareOfPopulation = table.value("population_thousands", of: country, in: year).flatMap {
        $0 > 0 ? 100 * people / ($0 * 1000) : nil
      }
      if shareOfPopulation == nil,
        let residents = evidence.demography?.value("pop_mid_k", of: country, in: year),
        residents > 0
      {
        shareOfPopulation = 100 * people / (residents * 1000)
        populationSource = evidence.source(.demography)
      }
      type = evidence.dataType(of: country, revision: source.revision) ?? DataType("")
      return
    }
    return nil
  }
}

/// Where the immigrants of a country come from, as far as that is known.
public struct Origins: Sendable, Hashable {
  public var year: Int
  public var source: Source
  /// The largest first.
  public var origins: [Figure.Share]
  /// Nil when no total of this revision is at hand.
  public var unknown: Int?

  public init?(of country: CountryCode, from edition: StockEdition) {
    guard
      let year = edition.years.last(where: { !edition.table.to(country, $0).isEmpty })
    else { return nil }
    self.year = year
    source = edition.source
    origins = edition.table.to(country, year).filter { $0.value > 0 }.map {
      Figure.Share($0.country, $0.value)
    }.ranked()
    unknown = edition.unknownOrigin(in: country, year)
  }

  public var known: Int { origins.reduce(0) { $0 + $1.people } }
  /// Over known origins alone.
  public var concentration: Double? { origins.concentration }
}
