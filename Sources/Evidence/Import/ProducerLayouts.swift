public import Policy

/// Layouts of the World Bank and of UNHCR.
extension TableImport {
  /// World Development Indicators, a row a country and a column a year.
  func worldBank(_ sheet: Sheet, _ given: GivenTable) throws(EvidenceError) -> [ImportedTable]? {
    guard
      let head = Self.head(
        sheet, where: { $0.contains("countrycode") && $0.contains("indicatorcode") })
    else { return nil }
    let heads = sheet.rows[head].map(Self.plain)
    guard let code = heads.firstIndex(of: "countrycode"),
      let indicator = heads.firstIndex(of: "indicatorcode")
    else { return nil }
    let years = sheet.rows[head].enumerated().compactMap { column, text in
      Self.year(text).map { (year: $0, column: column) }
    }
    guard !years.isEmpty else {
      throw EvidenceError(
        given.file, cell: "row \(head + 1)", problem: "No column is headed with a year.",
        remedy: "Download the indicator as CSV from data.worldbank.org.")
    }
    var rows: [String: [(country: CountryCode, year: Int, text: String)]] = [:]
    var names: [String: String] = [:]
    var groups = 0
    for row in (head + 1)..<max(head + 1, sheet.rows.count) {
      let text = sheet[row, code].trimmingSpaces
      guard !text.isEmpty else { continue }
      guard let country = bankCountry(text) else {
        if !self.groups.isEmpty, !self.groups.contains(text) {
          let meant = countries.suggestions(for: text).map(\.code.description)
          throw Self.mistake(
            sheet, row, code, given.file,
            "«\(text.prefix(20))» is the code of no country and of no group of the World Bank.",
            meant.isEmpty
              ? "Use ISO 3166-1 alpha-3." : "Did you mean \(meant.joined(separator: ", "))?")
        }
        groups += 1
        continue
      }
      let name = sheet[row, indicator].trimmingSpaces
      if let title = heads.firstIndex(of: "indicatorname") {
        names[name] = sheet[row, title].trimmingSpaces
      }
      for (year, column) in years {
        guard let value = try Self.number(sheet, row, column, given.file) else { continue }
        rows[name, default: []].append((country, year, JSONValue.number(value).text()))
      }
    }
    var imported: [ImportedTable] = []
    for (name, figures) in rows.sorted(by: { $0.key < $1.key }) {
      let known = ["BX.TRF.PWKR.CD.DT": "usd", "BX.TRF.PWKR.DT.GD.ZS": "pct_gdp"][name]
      var text = CSV.line(["iso3", "year", known ?? "value"])
      for figure in figures {
        text += CSV.line([figure.country.description, String(figure.year), figure.text])
      }
      var remarks = groups > 0 ? ["\(groups) rows of regions and groups are left out."] : []
      let table = try checked(
        known == nil ? .series : .remittances, Array(text.utf8), given, &remarks,
        producer: "World Bank", title: known == nil ? nil : names[name])
      imported.append(
        Self.named(rows.count == 1 && known == nil ? given.series ?? name : name, given, table))
    }
    guard !imported.isEmpty else {
      throw EvidenceError(
        given.file, problem: "There is no figure of a country in it.",
        remedy: "Download the indicator again from data.worldbank.org.")
    }
    return imported
  }

  /// Codes of the World Bank are ISO's but for some of its own; those of groups are none.
  private func bankCountry(_ text: String) -> CountryCode? {
    guard let code = CountryCode(text) else { return nil }
    if countries[code] != nil { return code }
    guard let old = countries.retiredCode(code), old.isRenamed else { return nil }
    return old.successors[0]
  }

  /// Remittance Prices Worldwide, a row a service: the mean over the services of a corridor in a quarter, over all sheets of the
  /// workbook (it has one up to the first quarter of 2016, one from the second).
  ///
  /// A service that does not disclose its exchange margin is left out: its margin of 0 means "not said", not "none".
  ///
  /// - Returns: nil when no sheet has this layout.
  func remittancePrices(_ sheets: [Sheet], _ given: GivenTable) throws(EvidenceError)
    -> [ImportedTable]?
  {
    var prices = ServicePrices()
    for sheet in sheets {
      let columns = Self.head(
        sheet,
        where: {
          $0.contains("sourcecode") && $0.contains("destinationcode") && $0.contains("period")
        })
      guard let columns else { continue }
      try add(sheet, from: columns, to: &prices, given.file)
    }
    guard prices.wasFound else { return nil }
    guard !prices.means.isEmpty else {
      throw EvidenceError(
        given.file, problem: "No service in it has a price.",
        remedy: "Give the data set of remittanceprices.worldbank.org with all columns.")
    }
    var text = CSV.line(["quarter", "sender", "receiver", "cost_pct"])
    let ordered = prices.means.sorted {
      ($0.key.quarter, $0.key.pair) < ($1.key.quarter, $1.key.pair)
    }
    for (key, mean) in ordered {
      text += CSV.line([
        key.quarter, key.pair.origin.description, key.pair.destination.description,
        JSONValue.rounded(mean.sum / Double(mean.count), 4).text(),
      ])
    }
    var remarks = [
      "\(prices.means.values.reduce(0) { $0 + $1.count }) services make \(prices.means.count) prices of corridors."
    ]
    if prices.undisclosed > 0 {
      remarks.append(
        "\(prices.undisclosed) services that do not disclose their exchange margin are left out.")
    }
    return [try checked(.prices, Array(text.utf8), given, &remarks, producer: "World Bank")]
  }

  /// Sums over services.
  private struct ServicePrices {
    struct Key: Hashable {
      var quarter: String
      var pair: PairTable.Pair
    }

    var means: [Key: (sum: Double, count: Int)] = [:]
    var undisclosed = 0
    var wasFound = false
  }

  private func add(
    _ sheet: Sheet, from head: Int, to prices: inout ServicePrices, _ file: String
  ) throws(EvidenceError) {
    let heads = sheet.rows[head].map(Self.plain)
    guard let period = heads.firstIndex(of: "period"),
      let from = heads.firstIndex(of: "sourcecode"),
      let to = heads.firstIndex(of: "destinationcode")
    else { return }
    guard let cost = heads.firstIndex(where: { $0 == "cc1totalcost" || $0 == "totalcost" }) else {
      throw EvidenceError(
        file, cell: "row \(head + 1)", problem: "The column «cc1 total cost %» is missing.",
        remedy: "Give the data set of remittanceprices.worldbank.org with all columns.")
    }
    prices.wasFound = true
    let openness = heads.firstIndex(of: "transparent")
    var known: [String: CountryCode] = [:]
    for row in (head + 1)..<max(head + 1, sheet.rows.count) {
      guard let value = try Self.number(sheet, row, cost, file) else { continue }
      if let openness, sheet[row, openness].trimmingSpaces.lowercased() == "no" {
        prices.undisclosed += 1
        continue
      }
      let digits = Self.plain(sheet[row, period])
      let quarter = digits.dropFirst(4).first { ("1"..."4").contains($0) }
      guard let year = Int(digits.prefix(4)), let quarter else {
        throw Self.mistake(
          sheet, row, period, file, "«\(sheet[row, period].prefix(20))» is no quarter.",
          "It is written 2020_3Q.")
      }
      var ends: [CountryCode] = []
      for column in [from, to] {
        let text = sheet[row, column].trimmingSpaces.uppercased()
        guard let code = known[text] ?? bankCountry(text) else {
          throw Self.mistake(
            sheet, row, column, file,
            "«\(sheet[row, column].prefix(20))» is the code of no country.",
            "Use ISO 3166-1 alpha-3.")
        }
        known[text] = code
        ends.append(code)
      }
      let key = ServicePrices.Key(
        quarter: "\(year)Q\(quarter)", pair: PairTable.Pair(ends[0], ends[1]))
      prices.means[key, default: (0, 0)].sum += value
      prices.means[key, default: (0, 0)].count += 1
    }
  }

  /// The refugee data finder of UNHCR, a row a year and pair.
  func refugees(_ sheet: Sheet, _ given: GivenTable) throws(EvidenceError) -> [ImportedTable]? {
    func find(_ heads: [String], _ names: [String]) -> Int? {
      heads.firstIndex { names.contains($0) }
    }
    let origins = ["countryoforiginiso", "cooiso"]
    let asylums = ["countryofasylumiso", "coaiso"]
    guard
      let head = Self.head(
        sheet,
        where: { find($0, origins) != nil && find($0, asylums) != nil && $0.contains("year") })
    else { return nil }
    let heads = sheet.rows[head].map(Self.plain)
    guard let year = heads.firstIndex(of: "year"), let from = find(heads, origins),
      let at = find(heads, asylums),
      let refugees = heads.firstIndex(where: { $0.hasPrefix("refugees") })
    else {
      throw EvidenceError(
        given.file, cell: "row \(head + 1)", problem: "The column of refugees is missing.",
        remedy: "Download the table with refugees and asylum seekers.")
    }
    let seekers = heads.firstIndex { $0.hasPrefix("asylumseekers") }
    var text = CSV.line(["year", "origin", "asylum", "refugees", "asylum_seekers"])
    for row in (head + 1)..<max(head + 1, sheet.rows.count) {
      guard !sheet.rows[row].isEmpty, !sheet[row, from].trimmingSpaces.isEmpty else { continue }
      let people = try Self.people(sheet, row, refugees, given.file)
      let waiting = try seekers.flatMap { column throws(EvidenceError) in
        try Self.people(sheet, row, column, given.file)
      }
      guard people != nil || waiting != nil else { continue }
      text += CSV.line([
        sheet[row, year].trimmingSpaces, sheet[row, from].trimmingSpaces,
        sheet[row, at].trimmingSpaces, people.map(String.init) ?? "",
        waiting.map(String.init) ?? "",
      ])
    }
    var remarks: [String] = []
    let bytes = try withPresentCodes(Array(text.utf8), given.file, &remarks)
    return [try checked(.refugees, bytes, given, &remarks, producer: "UNHCR")]
  }

  /// Series that were read from SDMX or another exchange format: a table for each indicator with a country and years.
  ///
  /// - Parameter name: what the series is of, when the file has but one.
  public func tables(
    _ series: [Series], file: String, producer: String?, revision: String?, name: String? = nil
  ) throws(EvidenceError) -> [ImportedTable] {
    var rows: [String: [(country: CountryCode, year: Int, text: String, status: String)]] = [:]
    var left = 0
    for one in series {
      guard let indicator = one.indicator ?? one.structure, let place = one.place,
        let country = try? countries.country(place).code
      else {
        left += 1
        continue
      }
      for observation in one.observations {
        guard let year = Int(observation.time.prefix(4)), observation.time.count == 4 else {
          left += 1
          continue
        }
        guard let value = observation.value else {
          guard observation.text.trimmingSpaces.isEmpty || observation.text == "NaN" else {
            throw EvidenceError(
              file, cell: observation.line.map { "line \($0)" },
              problem: "«\(observation.text.prefix(40))» is not a number.",
              remedy: "Leave the value empty where it is unknown.")
          }
          continue
        }
        rows[indicator, default: []].append(
          (country, year, JSONValue.number(value).text(), observation.status?.rawValue ?? ""))
      }
    }
    var imported: [ImportedTable] = []
    for (indicator, figures) in rows.sorted(by: { $0.key < $1.key }) {
      var text = CSV.line(["iso3", "year", "value", "status"])
      for figure in figures {
        text += CSV.line([
          figure.country.description, String(figure.year), figure.text, figure.status,
        ])
      }
      var remarks =
        left > 0 ? ["\(left) series or values without country or year are left out."] : []
      let given = GivenTable(
        file: file, contents: .csv([]),
        producer: producer ?? series.first?.source.producer ?? Source.ownTable,
        revision: revision)
      let table = try checked(.series, Array(text.utf8), given, &remarks)
      imported.append(Self.named(rows.count == 1 ? name ?? indicator : indicator, given, table))
    }
    guard !imported.isEmpty else {
      throw EvidenceError(
        file, problem: "No series in it has an indicator, a country and years.",
        remedy: "The dimensions must name an indicator and a REF_AREA.")
    }
    return imported
  }
}
