public import Policy

/// A file of statistics that a person gives: a workbook's sheets, or the bytes of a CSV file.
public struct GivenTable: Sendable {
  public enum Contents: Sendable {
    case csv([UInt8])
    case workbook([Sheet])
  }

  public var file: String
  public var contents: Contents
  /// What the person says it is; nil where that is to be found out.
  public var producer: String?
  public var revision: String?
  public var licence: String?
  /// What a series is of, under which profiles and data gaps look for it: the indicator of the file, or else the file's name,
  /// unless told.
  public var series: String?

  public init(
    file: String, contents: Contents, producer: String? = nil, revision: String? = nil,
    licence: String? = nil, series: String? = nil
  ) {
    self.file = file
    self.contents = contents
    self.producer = producer
    self.revision = revision
    self.licence = licence
    self.series = series
  }
}

/// A table after it was read, checked and put into Concord's own layout.
public struct ImportedTable: Sendable {
  public var dataset: Dataset
  /// What was done to the rows and what the person should know.
  public var remarks: [String]

  init(_ dataset: Dataset, _ remarks: [String]) {
    self.dataset = dataset
    self.remarks = remarks
  }
}

/// Takes in statistics in the layouts of their producers and in Concord's own: tells which it is, checks codes and control
/// totals, and refuses what cannot be right. Nothing is stored here.
public struct TableImport: Sendable {
  let countries: CountryList
  let controls: ControlTotals
  /// The stocks at hand, against which a table that is mostly one of them is compared cell by cell.
  public var editions: @Sendable () -> [StockEdition] = { [] }
  /// Codes of groups of countries that stand among countries in files of the World Bank. Any other code that is no country's
  /// is a mistake; with none at all every such code is taken for a group.
  public var groups: Set<String> = []
  /// Sources of the bundled tables, from which an import without a producer takes its own.
  let known: [Subject: Source]

  /// Names of the treaties whose lists are bundled.
  let instruments: [String]

  /// - Parameter bundled: fetches the bytes of a file of `Resources/evidence` by its name.
  public init(bundled: (String) throws -> [UInt8]) throws {
    instruments = try Treaties.instruments(
      RecordReader(bundled("treaty-coverage.csv"), file: "treaty-coverage.csv")
    ).map(\.instrument)
    countries = try CountryList(bundled: bundled)
    controls = try ControlTotals(bundled: bundled)
    var known: [Subject: Source] = [:]
    for (_, source) in try Dataset.sources(Table(bundled("sources.csv"), file: "sources.csv")) {
      if known[source.subject] == nil { known[source.subject] = source }
    }
    self.known = known
  }

  /// - Returns: the tables that the file holds, in Concord's layout: usually one; a workbook of stocks gives their totals and
  ///   definitions too.
  /// - Throws: `EvidenceError` naming sheet or line, cell and remedy.
  public func tables(_ given: GivenTable) throws(EvidenceError) -> [ImportedTable] {
    switch given.contents {
    case .csv(let bytes):
      let reader = try RecordReader(bytes, file: given.file)
      if let subject = OwnLayout.subject(of: reader.columns) {
        return [try own(subject, bytes, try named(given))]
      }
      return try produced([try Self.sheet(bytes, given.file)], given)
    case .workbook(let sheets):
      // A workbook in Concord's own layout has the names of the columns in its first row.
      for sheet in sheets {
        guard let head = sheet.rows.first(where: { !$0.isEmpty }),
          let subject = OwnLayout.subject(of: head.map(\.trimmingSpaces))
        else { continue }
        let bytes = Array(sheet.rows.map { CSV.line($0) }.joined().utf8)
        return [try own(subject, bytes, given)]
      }
      return try produced(sheets, given)
    }
  }

  private func produced(_ sheets: [Sheet], _ given: GivenTable) throws(EvidenceError)
    -> [ImportedTable]
  {
    if let table = try unitedNationsList(sheets, given) { return table }
    if let table = try unitedNationsMatrix(sheets, given) { return table }
    if let table = try remittancePrices(sheets, given) { return table }
    for sheet in sheets {
      if let table = try worldBank(sheet, given) { return table }
      if let table = try refugees(sheet, given) { return table }
    }
    let columns = sheets.first?.rows.first { $0.count > 1 } ?? []
    throw EvidenceError(
      given.file, problem: "This is no layout of statistics that Concord knows.",
      remedy:
        "Its first columns are: \(columns.prefix(8).joined(separator: ", ").prefix(200)). Docs/evidence.md has the layouts; a plain table needs iso3, year and value."
    )
  }

  /// A table in Concord's own layout: checked as a whole, kept as it is but for codes that were only renamed.
  private func own(_ subject: Subject, _ bytes: [UInt8], _ given: GivenTable) throws(EvidenceError)
    -> ImportedTable
  {
    var remarks: [String] = []
    let bytes = try withPresentCodes(bytes, given.file, &remarks)
    guard subject == .series else { return try checked(subject, bytes, given, &remarks) }
    let name = given.series ?? Self.stem(given.file)
    return Self.named(
      name, given, try checked(.series, bytes, given, &remarks, title: name))
  }

  /// Each series is a table of its own, beside those of other indicators.
  static func named(_ name: String, _ given: GivenTable, _ table: ImportedTable) -> ImportedTable {
    var table = table
    table.dataset.source.title =
      table.dataset.source.subject == .series ? name : table.dataset.source.title
    table.dataset.source.revision = (given.revision ?? table.dataset.source.revision) + " " + name
    return table
  }

  /// Reads a table in Concord's layout in full, recognises its revision, and names its source.
  func checked(
    _ subject: Subject, _ bytes: [UInt8], _ given: GivenTable, _ remarks: inout [String],
    producer: String? = nil, title: String? = nil
  ) throws(EvidenceError) -> ImportedTable {
    let reader = try RecordReader(bytes, file: given.file)
    var source = known[subject] ?? Source(subject: subject, producer: Source.ownTable, revision: "")
    source.caution = ""
    source.next = ""
    source.retrieved = given.file
    source.title = title ?? source.title
    if let licence = given.licence {
      source.licence = licence
    } else {
      source.licence = "as the producer states"
    }
    if let producer = given.producer ?? producer { source.producer = producer }
    var contents = bytes
    switch subject {
    case .stocks:
      let table = try PairTable(
        reader, ends: ("origin", "destination"), measures: StockEdition.measures)
      let sums = Dictionary(
        uniqueKeysWithValues: table.years.map { year in
          (year, table.all(year).reduce(0) { $0 + $1.value })
        })
      try name(&source, given, sums, table, &remarks)
      try refuseMoreWomen(table, given)
      contents = Array(table.csv(ends: ("origin", "destination")).utf8)
    case .totals:
      let table = try PlaceTable(reader, columns: StockEdition.totalColumns)
      var sums: [Int: Int] = [:]
      for country in table.countries {
        for (year, people) in table.series("immigrants", of: country) {
          sums[year, default: 0] += Int(exactly: people.rounded()) ?? 0
        }
      }
      try name(&source, given, sums, nil, &remarks)
    case .refugees:
      let table = try PairTable(
        reader, ends: ("origin", "asylum"), measures: ["refugees", "asylum_seekers"])
      source.years = Self.span(table.years)
      source.revision = given.revision ?? table.years.last.map(String.init) ?? ""
      contents = Array(table.csv(ends: ("origin", "asylum")).utf8)
    default:
      let years = try trial(subject, reader)
      source.years = Self.span(years)
      let newest = years.last.map(String.init)
      if given.revision == nil, newest == nil, !source.revision.isEmpty, !subject.isRegister {
        remarks.append(
          "The table has no years; it is taken for that of \(source.revision). If it is another, say --revision."
        )
      }
      source.years = years.isEmpty ? given.revision ?? source.revision : source.years
      source.revision = given.revision ?? newest ?? source.revision
      if subject.isRegister, given.producer ?? producer == nil {
        // Rows that a person adds to a list are that person's: whose they are and of when is the file's name.
        source.producer = Source.ownTable
        source.revision = given.revision ?? Self.stem(given.file)
        source.title = ""
        source.definition = ""
        source.years = Self.span(years)
      }
    }
    return ImportedTable(Dataset(source: source, file: given.file, bytes: contents), remarks)
  }

  private func name(
    _ source: inout Source, _ given: GivenTable, _ sums: [Int: Int], _ table: PairTable?,
    _ remarks: inout [String]
  ) throws(EvidenceError) {
    let years = sums.keys.sorted()
    let found: ControlTotals.Recognition?
    do {
      found = try controls.recognise(
        .init(
          subject: source.subject, file: given.file, sums: sums,
          value: { table?.value($0, $1) ?? nil }, place: { place($0, $1, in: given) },
          producer: given.producer, revision: given.revision))
    } catch {
      if case .sums = error, let table, let apart = difference(table, given) { throw apart }
      throw error.error
    }
    source.years = Self.span(years)
    if let found {
      source.producer = found.producer
      source.revision = found.revision
      remarks.append(
        "The table is \(found.producer), \(found.revision): \(found.checked) control totals agree.")
    } else {
      source.revision = given.revision ?? ""
      let world = years.last.map { "\(sums[$0] ?? 0) people in \($0)" } ?? "no years"
      remarks.append(
        "No control total is known for \(source.producer), \(source.revision): compare the sum of \(world) with the producer's."
      )
    }
  }

  private func refuseMoreWomen(_ table: PairTable, _ given: GivenTable) throws(EvidenceError) {
    for year in table.years {
      for (pair, women) in table.all(year, measure: 1) {
        guard let all = table.value(pair, year), women > all else { continue }
        let cell = place(year, pair, measure: "female", in: given).map { " (\($0))" } ?? ""
        throw EvidenceError(
          given.file, cell: "\(pair.origin) to \(pair.destination), \(year)\(cell)",
          problem: "There are \(women) women among \(all) people.",
          remedy: "The columns may be exchanged; look the row up in the source.")
      }
    }
  }

  /// "agreements" of "agreements.csv".
  private static func stem(_ file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// Nobody is born or dies in a year more often than there are people.
  private func refuseMoreEvents(_ reader: RecordReader) throws(EvidenceError) {
    guard let population = reader.column("pop_mid_k") else { return }
    for name in ["births_k", "deaths_k"] {
      guard let column = reader.column(name) else { continue }
      var reader = reader
      while try reader.next() {
        guard let events = try reader.amount(column), let people = try reader.amount(population),
          events > people
        else { continue }
        throw reader.mistake(
          column,
          "There are \(reader.text(column)) thousand in a population of \(reader.text(population)) thousand.",
          "Both are in thousands; the columns may be exchanged, or one of them be in persons.")
      }
    }
  }

  /// A treaty that is at hand under another spelling would become a second one.
  private func refuseOtherSpellings(_ start: RecordReader) throws(EvidenceError) {
    var reader = start
    let column = try reader.required("instrument")
    while try reader.next() {
      let name = reader.text(column)
      guard !instruments.contains(name),
        let known = instruments.first(where: { Self.plain($0) == Self.plain(name) })
      else { continue }
      throw reader.mistake(
        column, "«\(name)» is not how the treaty is written.", "Write «\(known)».")
    }
  }

  static func span(_ years: [Int]) -> String {
    guard let first = years.min(), let last = years.max() else { return "" }
    return first == last ? String(first) : "\(first)–\(last)"
  }

  /// Reads every row of a table whose rows need no further check, so that a bad cell is found before anything is kept.
  ///
  /// - Returns: its years.
  private func trial(_ subject: Subject, _ reader: RecordReader) throws(EvidenceError) -> [Int] {
    func years(_ columns: [String], label: String? = nil) throws(EvidenceError) -> [Int] {
      let table = try PlaceTable(reader, columns: columns, label: label)
      return Set(table.countries.flatMap { table.years(of: $0) }).sorted()
    }
    switch subject {
    case .demography:
      try refuseMoreEvents(reader)
      return try years(["births_k", "deaths_k", "net_migration_k", "pop_mid_k"])
    case .remittances: return try years(["usd", "pct_gdp"])
    case .displaced: return try years(["idps"])
    case .deaths: return try years(["sm_dth_migr"])
    case .series: return try years(["value"])
    case .remittancePairs: _ = try RemittancePair.read(reader)
    case .prices:
      return Set(try RemittancePrice.read(reader).compactMap { Int($0.quarter.prefix(4)) }).sorted()
    case .policyScores: return Set(try PolicyScore.read(reader).map(\.year)).sorted()
    case .agreements:
      return Set(try Agreements.read(reader).compactMap(\.year)).sorted()
    case .provisions: _ = try Agreements.features(reader)
    case .treaties:
      _ = try Treaties.acts(reader)
      try refuseOtherSpellings(reader)
    case .treatyCoverage: _ = try Treaties.instruments(reader)
    case .socialSecurity: _ = try SocialSecurityArrangement.read(reader, countries)
    case .hostLaw: _ = try HostLaw.read(reader)
    case .reports: return Set(try BilateralReport.read(reader).map(\.year)).sorted()
    default:
      var reader = reader
      while try reader.next() {}
    }
    return []
  }
}
