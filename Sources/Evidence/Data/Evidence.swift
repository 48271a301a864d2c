import Policy

/// All statistics at hand: the bundled tables, then what a person imported, each with its source.
///
/// Of most subjects the newest table holds; of stocks every revision is kept, since a range over revisions is a
/// result and a difference between revisions is none. Rows of a register (treaties, agreements, prices of corridors) are
/// added to those at hand: a row about the same thing takes the place of the older one.
public struct Evidence: Sendable {
  public let countries: CountryList
  /// Where the figures of each subject come from; several for stocks.
  public private(set) var sources: [Subject: [Source]] = [:]
  /// Newest first.
  public private(set) var stocks: [StockEdition] = []
  public private(set) var totals: [(source: Source, table: PlaceTable)] = []
  public private(set) var demography: PlaceTable?
  /// The newest last; an imported table may have one of the two columns only.
  public private(set) var remittances: [(source: Source, table: PlaceTable)] = []
  public private(set) var remittancePairs: [RemittancePair] = []
  public private(set) var prices: [RemittancePrice] = []
  public private(set) var policyScores: [PolicyScore] = []
  /// Measures "refugees" and "asylum_seekers".
  public private(set) var refugees: PairTable?
  public private(set) var displaced: PlaceTable?
  public private(set) var deaths: PlaceTable?
  public private(set) var treaties: Treaties?
  public private(set) var agreements: Agreements?
  public private(set) var socialSecurity: [SocialSecurityArrangement] = []
  public private(set) var hostLaw: [CountryCode: HostLaw] = [:]
  public private(set) var reports: [BilateralReport] = []
  public private(set) var series: [Series] = []

  /// One indicator from an imported table.
  public struct Series: Sendable {
    public var indicator: String
    public var source: Source
    public var table: PlaceTable
  }

  /// - Parameters:
  ///   - countries: the list of countries.
  ///   - datasets: bundled ones first; of two with the same subject (and revision, for stocks; and producer, for registers)
  ///     the later one holds.
  /// - Throws: `EvidenceError` naming file and cell.
  public init(countries: CountryList, datasets: [Dataset]) throws(EvidenceError) {
    self.countries = countries
    var kept: [String: Int] = [:]
    var order: [Dataset] = []
    for dataset in datasets {
      let key = dataset.source.placeKey
      if let at = kept[key] {
        order[at] = dataset
      } else {
        kept[key] = order.count
        order.append(dataset)
      }
    }
    for dataset in order { try add(dataset) }
    try addTreaties(order)
    try addAgreements(order)
    join()
  }

  /// The bundled tables with those that a person imported over them.
  ///
  /// - Parameter bundled: fetches the bytes of a file of `Resources/evidence` by its name.
  /// - Throws: what `bundled` throws, `Table.Error`, or `EvidenceError`.
  public init(bundled: (String) throws -> [UInt8], adding imported: [Dataset] = []) throws {
    let countries = try CountryList(bundled: bundled)
    var datasets: [Dataset] = []
    for (file, source) in try Dataset.sources(Table(bundled("sources.csv"), file: "sources.csv")) {
      datasets.append(Dataset(source: source, file: file, bytes: try bundled(file)))
    }
    try self.init(countries: countries, datasets: datasets + imported)
  }

  private mutating func add(_ dataset: Dataset) throws(EvidenceError) {
    let source = dataset.source
    let number = sources[source.subject]?.count ?? 0
    sources[source.subject, default: []].append(source)
    let reader = try RecordReader(dataset.bytes, file: dataset.file)
    switch source.subject {
    case .stocks:
      let table = try PairTable(
        reader, ends: ("origin", "destination"), measures: StockEdition.measures)
      stocks.append(StockEdition(source: source, table: table))
    case .totals:
      totals.append((source, try PlaceTable(reader, columns: StockEdition.totalColumns)))
    case .dataTypes: try addTypes(reader)
    case .demography:
      demography = try PlaceTable(
        reader, columns: ["births_k", "deaths_k", "net_migration_k", "pop_mid_k"])
    case .remittances:
      remittances.append(
        (source, try PlaceTable(reader, columns: ["usd", "pct_gdp"], label: "basis")))
    case .remittancePairs: remittancePairs = try RemittancePair.read(reader)
    case .prices:
      let new = try RemittancePrice.read(reader, table: number)
      prices = Self.merged(prices, new) { [$0.quarter, $0.sender, $0.receiver] as [AnyHashable] }
    case .policyScores:
      let new = try PolicyScore.read(reader, table: number)
      policyScores = Self.merged(policyScores, new) {
        [$0.country, $0.year, $0.domain] as [AnyHashable]
      }
    case .refugees:
      refugees = try PairTable(
        reader, ends: ("origin", "asylum"), measures: ["refugees", "asylum_seekers"])
    case .displaced: displaced = try PlaceTable(reader, columns: ["idps"])
    case .deaths: deaths = try PlaceTable(reader, columns: ["sm_dth_migr"])
    case .socialSecurity:
      let new = try SocialSecurityArrangement.read(reader, countries)
      socialSecurity = Self.merged(socialSecurity, new, by: \.id)
    case .hostLaw: hostLaw.merge(try HostLaw.read(reader)) { $1 }
    case .reports:
      let new = try BilateralReport.read(reader)
      reports = Self.merged(reports, new) {
        [$0.origin, $0.destination, $0.year, $0.reporter, $0.measure] as [AnyHashable]
      }
    case .series:
      series.append(
        Series(
          indicator: source.title, source: source,
          table: try PlaceTable(reader, columns: ["value"], label: "status")))
    case .treaties, .treatyCoverage, .agreements, .provisions: break
    }
  }

  /// Rows in their order; a newer one about the same thing stands in the place of the older.
  private static func merged<Row, Key: Hashable>(
    _ rows: [Row], _ newer: [Row], by key: (Row) -> Key
  )
    -> [Row]
  {
    guard !rows.isEmpty else { return newer }
    var merged = rows
    var places = Dictionary(zip(rows.map(key), rows.indices)) { first, _ in first }
    for row in newer {
      if let at = places[key(row)] {
        merged[at] = row
      } else {
        places[key(row)] = merged.count
        merged.append(row)
      }
    }
    return merged
  }

  private static func readers(_ subject: Subject, _ all: [Dataset]) throws(EvidenceError)
    -> [RecordReader]
  {
    try all.filter { $0.source.subject == subject }.map { dataset throws(EvidenceError) in
      try RecordReader(dataset.bytes, file: dataset.file)
    }
  }

  private mutating func addTreaties(_ all: [Dataset]) throws(EvidenceError) {
    let acts = try Self.readers(.treaties, all)
    guard let file = acts.first?.file else { return }
    let coverage = try Self.readers(.treatyCoverage, all)
    guard !coverage.isEmpty else {
      throw EvidenceError(
        file, problem: "How complete the lists of parties are is not said.",
        remedy: "Give the table treaty-coverage too.")
    }
    treaties = try Treaties(acts: acts, coverage: coverage)
  }

  private mutating func addAgreements(_ all: [Dataset]) throws(EvidenceError) {
    let tables = try Self.readers(.agreements, all)
    guard !tables.isEmpty else { return }
    agreements = try Agreements(tables, provisions: Self.readers(.provisions, all))
  }

  /// By revision.
  private(set) var dataTypes: [String: [CountryCode: DataType]] = [:]

  /// Columns "type_2020" and "type_2019" name the revisions.
  private mutating func addTypes(_ reader: RecordReader) throws(EvidenceError) {
    var reader = reader
    let country = try reader.required("iso3")
    let columns = reader.columns.indices.filter { reader.columns[$0].hasPrefix("type_") }
    while try reader.next() {
      let code = try reader.code(country)
      for column in columns where !reader.isBlank(column) {
        dataTypes[String(reader.columns[column].dropFirst(5)), default: [:]][code] = DataType(
          reader.text(column))
      }
    }
  }

  /// Gives each revision of stocks its own totals and definitions, and puts the newest first.
  private mutating func join() {
    for i in stocks.indices {
      let source = stocks[i].source
      stocks[i].totals =
        totals.first {
          $0.source.producer == source.producer && $0.source.revision == source.revision
        }?.table
      if source.producer == Source.unitedNations {
        stocks[i].types = dataTypes[source.revision] ?? [:]
      }
    }
    stocks.sort { a, b in
      let (ours, theirs) = (
        a.source.producer == Source.unitedNations, b.source.producer == Source.unitedNations
      )
      return ours == theirs
        ? (a.source.revision, a.years.last ?? 0) > (b.source.revision, b.years.last ?? 0) : ours
    }
    totals.sort { $0.source.revision > $1.source.revision }
    series.sort { $0.indicator < $1.indicator }
  }

  /// The source of a subject's figures.
  public func source(_ subject: Subject) -> Source? {
    switch subject {
    case .stocks: stocks.first?.source
    case .totals: totals.first?.source
    default: sources[subject]?.last
    }
  }

  /// The source of a row of a register, by the number of the table that it stands in.
  func source(_ subject: Subject, table: Int) -> Source? {
    guard let sources = sources[subject], sources.indices.contains(table) else { return nil }
    return sources[table]
  }

  /// The last year of refugee figures that is over: a source says so when its table runs into a half year.
  public var refugeeYear: Int? {
    let closed = source(.refugees).flatMap { Int($0.years.suffix(4)) } ?? .max
    return refugees?.years.last { $0 <= closed }
  }

  /// The table of remittances that has the newest figure of a column for a country.
  public func remittances(_ column: String, of country: CountryCode) -> (
    source: Source, table: PlaceTable
  )? {
    remittances.reversed().max { a, b in
      (a.table.latest(column, of: country)?.year ?? 0)
        < (b.table.latest(column, of: country)?.year ?? 0)
    }
  }

  /// The newest quarter with prices.
  public var priceQuarter: String? { prices.map(\.quarter).max() }

  /// The revision of stocks that profiles are made from: the newest one of the United Nations.
  public var newestStocks: StockEdition? { stocks.first }
}

extension Subject {
  /// Whether a table of it is a list to which rows are added, rather than an edition that takes another's place.
  var isRegister: Bool {
    switch self {
    case .treaties, .treatyCoverage, .agreements, .provisions, .socialSecurity, .hostLaw, .reports,
      .policyScores, .prices, .dataTypes:
      true
    default: false
    }
  }
}

extension Source {
  public static let unitedNations = "UN DESA"
  /// The producer of a table of which nobody said whose it is.
  static let ownTable = "own table"
  /// The producer of lists that were written for Concord and not taken from anybody.
  public static let own = "Concord"

  /// Tables with the same key take one another's place: editions of a subject of which the newest alone is kept, and
  /// editions of a register by one producer. Every revision of stocks is kept, and every table that adds to a register.
  var placeKey: String {
    switch subject {
    case .stocks, .totals, .series, .remittances: id
    default:
      !subject.isRegister
        ? subject.rawValue : producer == Self.ownTable ? id : "\(subject.rawValue)/\(producer)"
    }
  }
}
