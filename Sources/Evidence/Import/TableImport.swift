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

  public init(
    file: String, contents: Contents, producer: String? = nil, revision: String? = nil,
    licence: String? = nil
  ) {
    self.file = file
    self.contents = contents
    self.producer = producer
    self.revision = revision
    self.licence = licence
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
  /// Sources of the bundled tables, from which an import without a producer takes its own.
  let known: [Subject: Source]

  /// - Parameter bundled: fetches the bytes of a file of `Resources/evidence` by its name.
  public init(bundled: (String) throws -> [UInt8]) throws {
    countries = try CountryList(bundled: bundled)
    controls = try ControlTotals(Table(bundled("controls.csv"), file: "controls.csv"))
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
        return [try own(subject, bytes, given)]
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
    return try checked(subject, bytes, given, &remarks)
  }

  /// Reads a table in Concord's layout in full, recognises its revision, and names its source.
  func checked(
    _ subject: Subject, _ bytes: [UInt8], _ given: GivenTable, _ remarks: inout [String],
    producer: String? = nil, title: String? = nil
  ) throws(EvidenceError) -> ImportedTable {
    let reader = try RecordReader(bytes, file: given.file)
    var source = known[subject] ?? Source(subject: subject, producer: "own table", revision: "")
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
      try name(&source, given, sums, table.years, &remarks) { table.value($0, $1) }
      try refuseMoreWomen(table, given.file)
      contents = Array(table.csv(ends: ("origin", "destination")).utf8)
    case .totals:
      let table = try PlaceTable(reader, columns: StockEdition.totalColumns)
      var sums: [Int: Int] = [:]
      for country in table.countries {
        for (year, people) in table.series("immigrants", of: country) {
          sums[year, default: 0] += Int(exactly: people.rounded()) ?? 0
        }
      }
      try name(&source, given, sums, sums.keys.sorted(), &remarks) { _, _ in nil }
    case .refugees:
      let table = try PairTable(
        reader, ends: ("origin", "asylum"), measures: ["refugees", "asylum_seekers"])
      source.years = Self.span(table.years)
      source.revision = given.revision ?? table.years.last.map(String.init) ?? ""
      contents = Array(table.csv(ends: ("origin", "asylum")).utf8)
    default:
      let years = try Self.trial(subject, reader)
      source.years = Self.span(years)
      let newest = years.last.map(String.init)
      if given.revision == nil, newest == nil, !source.revision.isEmpty {
        remarks.append(
          "The table has no years; it is taken for that of \(source.revision). If it is another, say --revision."
        )
      }
      source.years = years.isEmpty ? given.revision ?? source.revision : source.years
      source.revision = given.revision ?? newest ?? source.revision
    }
    return ImportedTable(Dataset(source: source, file: given.file, bytes: contents), remarks)
  }

  private func name(
    _ source: inout Source, _ given: GivenTable, _ sums: [Int: Int], _ years: [Int],
    _ remarks: inout [String], value: (PairTable.Pair, Int) -> Int?
  ) throws(EvidenceError) {
    let found = try controls.recognise(
      source.subject, sums: sums, value: value, claimed: (given.producer, given.revision),
      file: given.file)
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

  private func refuseMoreWomen(_ table: PairTable, _ file: String) throws(EvidenceError) {
    for year in table.years {
      for (pair, women) in table.all(year, measure: 1) {
        guard let all = table.value(pair, year), women > all else { continue }
        throw EvidenceError(
          file, cell: "\(pair.origin) to \(pair.destination), \(year)",
          problem: "There are \(women) women among \(all) people.",
          remedy: "The columns may be exchanged; look the row up in the source.")
      }
    }
  }

  static func span(_ years: [Int]) -> String {
    guard let first = years.min(), let last = years.max() else { return "" }
    return first == last ? String(first) : "\(first)–\(last)"
  }

  /// Reads every row of a table whose rows need no further check, so that a bad cell is found before anything is kept.
  ///
  /// - Returns: its years.
  private static func trial(_ subject: Subject, _ reader: RecordReader) throws(EvidenceError)
    -> [Int]
  {
    func years(_ columns: [String], label: String? = nil) throws(EvidenceError) -> [Int] {
      let table = try PlaceTable(reader, columns: columns, label: label)
      return Set(table.countries.flatMap { table.years(of: $0) }).sorted()
    }
    switch subject {
    case .demography: return try years(["births_k", "deaths_k", "net_migration_k", "pop_mid_k"])
    case .remittances: return try years(["usd", "pct_gdp"])
    case .displaced: return try years(["idps"])
    case .deaths: return try years(["sm_dth_migr"])
    case .series: return try years(["value"])
    case .remittancePairs: _ = try RemittancePair.read(reader)
    case .prices:
      return Set(try RemittancePrice.read(reader).compactMap { Int($0.quarter.prefix(4)) }).sorted()
    case .policyScores: return Set(try PolicyScore.read(reader).map(\.year)).sorted()
    case .agreements:
      return Set(try Agreements(reader, provisions: nil).all.compactMap(\.year)).sorted()
    case .socialSecurity: _ = try SocialSecurityArrangement.read(reader)
    case .hostLaw: _ = try HostLaw.read(reader)
    case .reports: return Set(try BilateralReport.read(reader).map(\.year)).sorted()
    default:
      var reader = reader
      while try reader.next() {}
    }
    return []
  }
}
