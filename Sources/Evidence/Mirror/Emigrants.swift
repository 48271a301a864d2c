import Foundation

/// A country's emigrants as the countries where they live count them (mirror statistics).
///
/// E_o = Σ_d S[o,d] over the destinations of one revision for one year. With it: how much of the sum rests on which
/// definition, how much of the immigrants of those destinations has a known origin at all, and the upper reading in
/// which those of unknown origin are spread like the known ones, S[o,d] · total_d / known_d.
public struct Emigrants: Sendable, Hashable {
  public var origin: CountryCode
  public var year: Int
  public var source: Source
  public var people: Int
  /// Women, and the people among whom they were counted; nil when no destination gives them.
  public var women: (count: Int, among: Int)? {
    womenCounted > 0 ? (womenCount, womenCounted) : nil
  }
  private var womenCount = 0
  private var womenCounted = 0
  /// The largest first; those that report nobody left out.
  public var destinations: [Figure.Share]
  /// People counted by destinations that count citizens, impute, or add refugees; a destination can be in several.
  public var countedAsCitizens: Int
  public var imputed: Int
  public var refugeesAdded: Int
  /// People in destinations whose definition is not stated.
  public var undefined: Int
  /// Known origin among all immigrants of these destinations: a lower bound of what the sum covers; nil without totals.
  public var knownShare: Double?
  /// The upper reading; nil without totals.
  public var upper: Int?
  /// Destinations for which no total is at hand, so that their unknown could not be spread.
  public var destinationsWithoutTotal: Int

  /// - Returns: nil when the revision has no figure from this origin for the year.
  public init?(of origin: CountryCode, in year: Int, from edition: StockEdition) {
    let counted = edition.table.from(origin, year)
    guard !counted.isEmpty else { return nil }
    self.origin = origin
    self.year = year
    source = edition.source
    people = counted.reduce(0) { $0 + $1.value }
    destinations = counted.filter { $0.value > 0 }.map { Figure.Share($0.country, $0.value) }
      .ranked()
    (countedAsCitizens, imputed, refugeesAdded, undefined) = (0, 0, 0, 0)
    (knownShare, upper, destinationsWithoutTotal) = (nil, nil, 0)
    var spread = 0.0
    var (known, total) = (0, 0)
    for (destination, value) in counted {
      let type = edition.types[destination]
      if let type, type.isStated {
        if type.foreignCitizens { countedAsCitizens += value }
        if type.imputed { imputed += value }
        if type.refugeesAdded { refugeesAdded += value }
      } else {
        undefined += value
      }
      let ofKnown = edition.known(in: destination, year)
      if let unknown = edition.unknownOrigin(in: destination, year), ofKnown > 0 {
        known += ofKnown
        total += ofKnown + unknown
        spread += Double(value) * Double(ofKnown + unknown) / Double(ofKnown)
      } else {
        destinationsWithoutTotal += 1
        spread += Double(value)
      }
    }
    if total > 0 {
      knownShare = Double(known) / Double(total)
      upper = Int(spread.rounded())
    }
    let female = edition.table.from(origin, year, measure: 1)
    womenCount = female.reduce(0) { $0 + $1.value }
    let haveWomen = Set(female.map(\.country))
    womenCounted = counted.reduce(0) { $0 + (haveWomen.contains($1.country) ? $1.value : 0) }
  }

  /// Sum of squared shares: 1 when all live in one country.
  public var concentration: Double? { destinations.concentration }

  /// Emigrants among all who were born in the country, in per cent of emigrants and residents together.
  public func rate(residents: Double) -> Double {
    100 * Double(people) / (Double(people) + residents)
  }
}

extension [Figure.Share] {
  /// The largest first, equals by code.
  func ranked() -> [Figure.Share] {
    sorted { $0.people == $1.people ? $0.country < $1.country : $0.people > $1.people }
  }

  /// Herfindahl–Hirschman index of the shares; nil without people.
  var concentration: Double? {
    let sum = Double(reduce(0) { $0 + $1.people })
    guard sum > 0 else { return nil }
    return reduce(0) { $0 + (Double($1.people) / sum) * (Double($1.people) / sum) }
  }
}

/// Growth per year between two counts of one revision: ln(S₂/S₁) / years, in per cent. Two revisions are refused.
public struct Growth: Sendable, Hashable {
  public var perYear: Double
  public var from: Int
  public var to: Int

  /// - Throws: `EvidenceError` when the counts are of two revisions.
  /// - Returns: nil when one of the counts is zero or the years are the same.
  public static func between(_ a: Emigrants, _ b: Emigrants) throws(EvidenceError) -> Growth? {
    guard a.source.id == b.source.id else {
      throw EvidenceError(
        "\(a.origin), \(a.year) and \(b.year)",
        problem:
          "The counts are of two revisions (\(a.source.name); \(b.source.name)), so their difference would show a change of method.",
        remedy: "Take both years from one revision.")
    }
    return Growth(from: a.people, in: a.year, to: b.people, in: b.year)
  }

  init?(from a: Int, in first: Int, to b: Int, in last: Int) {
    guard a > 0, b > 0, last > first else { return nil }
    perYear = 100 * log(Double(b) / Double(a)) / Double(last - first)
    from = first
    to = last
  }
}

/// What different revisions and producers say of the same number and year.
public struct Readings: Sendable, Hashable {
  public struct Reading: Sendable, Hashable {
    public var source: Source
    public var value: Int
  }

  public var year: Int
  /// At least two, the newest revision first.
  public var readings: [Reading]

  public var range: ClosedRange<Double> {
    let values = readings.map { Double($0.value) }
    return (values.min() ?? 0)...(values.max() ?? 0)
  }

  /// Years for which more than one revision or producer has a figure, rising.
  static func all(_ editions: [StockEdition], _ figure: (StockEdition, Int) -> Int?) -> [Readings] {
    Set(editions.flatMap(\.years)).sorted().compactMap { year in
      let readings = editions.compactMap { edition -> Reading? in
        guard edition.years.contains(year), let value = figure(edition, year) else { return nil }
        return Reading(source: edition.source, value: value)
      }
      return readings.count > 1 ? Readings(year: year, readings: readings) : nil
    }
  }
}

extension Evidence {
  /// Emigrants of a country by year, in one revision.
  public func emigrants(of origin: CountryCode, in edition: StockEdition) -> [Emigrants] {
    edition.years.compactMap { Emigrants(of: origin, in: $0, from: edition) }
  }

  /// What revisions and producers say of a country's emigrants in the same years.
  public func emigrantReadings(of origin: CountryCode) -> [Readings] {
    Readings.all(stocks) { edition, year in
      let counted = edition.table.from(origin, year)
      return counted.isEmpty ? nil : counted.reduce(0) { $0 + $1.value }
    }
  }

  /// What they say of one corridor.
  public func readings(of pair: PairTable.Pair) -> [Readings] {
    Readings.all(stocks) { $0.table.value(pair, $1) }
  }
}
