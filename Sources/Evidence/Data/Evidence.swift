import Policy

/// All statistics at hand: the bundled tables, then what a person imported, each with its source.
///
/// Of most subjects the newest table holds; of stocks every revision is kept, since a range over revisions is a
/// result and a difference between revisions is none.
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
  ///   - datasets: bundled ones first; of two with the same subject (and revision, for stocks) the later one holds.
  /// - Throws: `EvidenceError` naming file and cell.
  public init(countries: CountryList, datasets: [Dataset]) throws(EvidenceError) {
    self.countries = countries
    var kept: [String: Int] = [:]
    var order: [Dataset] = []
    for dataset in datasets {
      let key = dataset.source.keepsRevisions ? dataset.source.id : dataset.source.subject.rawValue
      if let at = kept[key] {
        order[at] = dataset
      } else {
        kept[key] = order.count
        order.append(dataset)
      }
    }
    for dataset in order { try add(dataset, among: order) }
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

  private mutating func add(_ dataset: Dataset, among all: [Dataset]) throws(EvidenceError) {
    let source = dataset.source
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
    case .prices: prices = try RemittancePrice.read(reader)
    case .policyScores: policyScores = try PolicyScore.read(reader)
    case .refugees:
      refugees = try PairTable(
        reader, ends: ("origin", "asylum"), measures: ["refugees", "asylum_seekers"])
    case .displaced: displaced = try PlaceTable(reader, columns: ["idps"])
    case .deaths: deaths = try PlaceTable(reader, columns: ["sm_dth_migr"])
    case .treaties:
      guard let coverage = all.first(where: { $0.source.subject == .treatyCoverage }) else {
        throw EvidenceError(
          dataset.file, problem: "How complete the lists of parties are is not said.",
          remedy: "Give the table treaty-coverage too.")
      }
      treaties = try Treaties(
        acts: reader, coverage: RecordReader(coverage.bytes, file: coverage.file))
    case .agreements:
      let provisions = all.first { $0.source.subject == .provisions }
      agreements = try Agreements(
        reader,
        provisions: try provisions.map { dataset throws(EvidenceError) in
          try RecordReader(dataset.bytes, file: dataset.file)
        })
    case .socialSecurity: socialSecurity = try SocialSecurityArrangement.read(reader)
    case .hostLaw: hostLaw = try HostLaw.read(reader)
    case .reports: reports = try BilateralReport.read(reader)
    case .series:
      series.append(
        Series(
          indicator: source.title, source: source,
          table: try PlaceTable(reader, columns: ["value"], label: "status")))
    case .treatyCoverage, .provisions: break
    }
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

extension Source {
  public static let unitedNations = "UN DESA"
  /// The producer of lists that were written for Concord and not taken from anybody.
  public static let own = "Concord"

  /// Every revision is kept beside the others, rather than the newest alone.
  var keepsRevisions: Bool {
    switch subject {
    case .stocks, .totals, .series, .remittances: true
    default: false
    }
  }
}
