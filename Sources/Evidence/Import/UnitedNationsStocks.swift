import Policy

/// Workbooks of the International Migrant Stock (UN DESA).
extension TableImport {
  /// The list of destinations and origins (revisions of 2020 and 2024): a row a pair, three blocks of years.
  ///
  /// Rows of the world as origin give the totals of a destination; the row of the world as both is the check: the sum of
  /// all countries must be its figure.
  ///
  /// - Returns: nil when the sheets have another layout.
  func unitedNationsList(_ sheets: [Sheet], _ given: GivenTable) throws(EvidenceError)
    -> [ImportedTable]?
  {
    func column(_ heads: [String], _ words: [String]) -> Int? {
      heads.firstIndex { head in words.contains { head.hasPrefix($0) } }
    }
    for sheet in sheets {
      guard
        let head = Self.head(
          sheet,
          where: { heads in
            column(heads, ["locationcodeofdestination"]) != nil
              && column(heads, ["locationcodeoforigin"]) != nil
          })
      else { continue }
      let heads = sheet.rows[head].map(Self.plain)
      guard let destination = column(heads, ["locationcodeofdestination"]),
        let origin = column(heads, ["locationcodeoforigin"])
      else { continue }
      let blocks = try Self.yearBlocks(sheet, head, given.file)
      return try list(
        sheet, from: head + 1, destination: destination, origin: origin,
        type: column(heads, ["typeofdata"]), blocks: blocks, given)
    }
    return nil
  }

  /// Columns by block (both sexes, men, women) and year.
  private static func yearBlocks(_ sheet: Sheet, _ head: Int, _ file: String) throws(EvidenceError)
    -> [[(year: Int, column: Int)]]
  {
    var blocks: [[(year: Int, column: Int)]] = [[]]
    for (column, text) in sheet.rows[head].enumerated() {
      guard let year = year(text) else { continue }
      if let last = blocks[blocks.count - 1].last?.year, year <= last { blocks.append([]) }
      blocks[blocks.count - 1].append((year, column))
    }
    let years = blocks[0].map(\.year)
    guard !years.isEmpty, [1, 3].contains(blocks.count),
      blocks.allSatisfy({ $0.map(\.year) == years })
    else {
      throw EvidenceError(
        sheet.name.isEmpty ? file : "\(file), sheet «\(sheet.name)»", cell: "row \(head + 1)",
        problem:
          "The columns of years are not those of one or three blocks (both sexes, men, women) in rising order.",
        remedy: "Give the producer's workbook as it is; columns may be missing or turned round.")
    }
    return blocks
  }

  private func list(
    _ sheet: Sheet, from first: Int, destination: Int, origin: Int, type: Int?,
    blocks: [[(year: Int, column: Int)]], _ given: GivenTable
  ) throws(EvidenceError) -> [ImportedTable] {
    var cells: [PairTable.Cell] = []
    var totals: [CountryCode: [(people: Int?, women: Int?)]] = [:]
    var types: [CountryCode: String] = [:]
    var world: [Int?] = []
    var allOrigins: [Int] = Array(repeating: 0, count: blocks[0].count)
    for row in first..<max(first, sheet.rows.count) {
      guard let there = try location(sheet, row, destination, given.file),
        let from = try location(sheet, row, origin, given.file)
      else { continue }
      let isWorldOrigin = from == Location.world
      if there == .world, isWorldOrigin {
        world = try blocks[0].map { block throws(EvidenceError) in
          try Self.people(sheet, row, block.column, given.file)
        }
      }
      guard case .country(let to) = there else { continue }
      if let type, !sheet[row, type].isEmpty { types[to] = sheet[row, type].trimmingSpaces }
      if isWorldOrigin {
        var figures: [(people: Int?, women: Int?)] = []
        for (i, block) in blocks[0].enumerated() {
          let people = try Self.people(sheet, row, block.column, given.file)
          let women =
            blocks.count == 3 ? try Self.people(sheet, row, blocks[2][i].column, given.file) : nil
          allOrigins[i] += people ?? 0
          figures.append((people, women))
        }
        totals[to] = figures
      }
      guard case .country(let code) = from else { continue }
      for (i, block) in blocks[0].enumerated() {
        guard let people = try Self.people(sheet, row, block.column, given.file) else { continue }
        let pair = PairTable.Pair(code, to)
        cells.append(.init(pair: pair, year: block.year, measure: 0, value: people))
        if blocks.count == 3,
          let women = try Self.people(sheet, row, blocks[2][i].column, given.file)
        {
          cells.append(.init(pair: pair, year: block.year, measure: 1, value: women))
        }
      }
    }
    for (i, stated) in world.enumerated() where !totals.isEmpty {
      guard let stated, stated != allOrigins[i] else { continue }
      // Rounding of regions leaves a handful.
      guard abs(stated - allOrigins[i]) > max(10, stated / 1_000_000) else { continue }
      throw EvidenceError(
        given.file, cell: "\(blocks[0][i].year)",
        problem:
          "The countries add up to \(allOrigins[i]), but the row of the world says \(stated).",
        remedy: "Rows of countries are missing or changed: get the workbook again.")
    }
    guard !cells.isEmpty else {
      throw EvidenceError(
        given.file, problem: "The sheet «\(sheet.name)» has no row of two countries.",
        remedy: "Give the workbook by destination and origin.")
    }
    return try tables(cells, totals, types, blocks[0].map(\.year), given)
  }

  private func tables(
    _ cells: [PairTable.Cell], _ totals: [CountryCode: [(people: Int?, women: Int?)]],
    _ types: [CountryCode: String], _ years: [Int], _ given: GivenTable
  ) throws(EvidenceError) -> [ImportedTable] {
    var remarks: [String] = []
    let table = try PairTable(measures: StockEdition.measures, cells: cells, name: given.file)
    let stocks = try checked(
      .stocks, Array(table.csv(ends: ("origin", "destination")).utf8), given, &remarks,
      producer: Source.unitedNations,
      title: "International Migrant Stock: by sex, destination and origin")
    var imported = [stocks]
    var same = given
    same.producer = stocks.dataset.source.producer
    same.revision = stocks.dataset.source.revision
    if !totals.isEmpty {
      var text = CSV.line(["iso3", "year", "immigrants", "female"])
      for (country, figures) in totals.sorted(by: { $0.key < $1.key }) {
        for (year, figure) in zip(years, figures) {
          text += CSV.line([
            country.description, String(year), figure.people.map(String.init) ?? "",
            figure.women.map(String.init) ?? "",
          ])
        }
      }
      var remarks: [String] = []
      imported.append(
        try checked(
          .totals, Array(text.utf8), same, &remarks,
          title: "International Migrant Stock: all origins"))
    }
    if !types.isEmpty {
      var text = CSV.line(["iso3", "type_\(stocks.dataset.source.revision)"])
      for (country, type) in types.sorted(by: { $0.key < $1.key }) {
        text += CSV.line([country.description, type])
      }
      var remarks: [String] = []
      imported.append(
        try checked(
          .dataTypes, Array(text.utf8), same, &remarks,
          title: "International Migrant Stock: type of data"))
    }
    return imported
  }

  /// What a UN location code stands for.
  private enum Location: Equatable {
    case country(CountryCode)
    case world
    /// A region, an income group, or "others".
    case group
  }

  /// - Returns: nil for a row without a code.
  private func location(_ sheet: Sheet, _ row: Int, _ column: Int, _ file: String)
    throws(EvidenceError) -> Location?
  {
    let text = sheet[row, column].trimmingSpaces
    guard !text.isEmpty else { return nil }
    guard let number = Number.read(Array(text.utf8)[...]), let code = Int(exactly: number) else {
      throw Self.mistake(
        sheet, row, column, file, "«\(text.prefix(40))» is no location code.",
        "The United Nations number countries by M49: 608 is the Philippines.")
    }
    if code == 900 { return .world }
    if let country = countries.country(m49: code) { return .country(country) }
    guard code >= 900 else {
      throw Self.mistake(
        sheet, row, column, file, "There is no country with the M49 number \(code).",
        "Look the row up in the source; numbers from 900 on are regions.")
    }
    return .group
  }

  /// The matrix of destinations by origins (revision of 2019 and before): a sheet a sex, a row a destination and year, a
  /// column an origin by name.
  ///
  /// - Returns: nil when the sheets have another layout.
  func unitedNationsMatrix(_ sheets: [Sheet], _ given: GivenTable) throws(EvidenceError)
    -> [ImportedTable]?
  {
    var cells: [PairTable.Cell] = []
    var totals: [CountryCode: [Int: (people: Int?, women: Int?)]] = [:]
    var types: [CountryCode: String] = [:]
    var found = false
    for sheet in sheets {
      guard let head = matrixHead(sheet) else { continue }
      let about =
        sheet.rows.prefix(head).joined().joined(separator: " ").lowercased() + " "
        + sheet.name.lowercased()
      let isWomen = about.contains("female")
      // A sheet of men adds nothing that both sexes and women do not say; "female" contains "male".
      guard isWomen || !about.contains("male") || about.contains("both") else { continue }
      guard !found || isWomen else { continue }
      found = true
      try read(sheet, head, isWomen: isWomen, given.file, &cells, &totals, &types)
    }
    guard found else { return nil }
    let years = Set(cells.map(\.year)).sorted()
    return try tables(
      cells, totals.mapValues { figures in years.map { figures[$0] ?? (nil, nil) } }, types, years,
      given)
  }

  func matrixHead(_ sheet: Sheet) -> Int? {
    Self.head(
      sheet,
      where: { heads in
        heads.contains("year") && heads.contains { $0 == "code" || $0 == "countrycode" }
          && heads.contains("total")
      })
  }

  private func read(
    _ sheet: Sheet, _ head: Int, isWomen: Bool, _ file: String, _ cells: inout [PairTable.Cell],
    _ totals: inout [CountryCode: [Int: (people: Int?, women: Int?)]],
    _ types: inout [CountryCode: String]
  ) throws(EvidenceError) {
    let heads = sheet.rows[head].map(Self.plain)
    guard let year = heads.firstIndex(of: "year"), let total = heads.firstIndex(of: "total"),
      let code = heads.firstIndex(where: { $0 == "code" || $0 == "countrycode" })
    else { return }
    let type = heads.firstIndex { $0.hasPrefix("typeofdata") }
    var origins: [(column: Int, code: CountryCode)] = []
    for column in heads.indices where column > total {
      let name = sheet[head, column].trimmingSpaces
      guard !name.isEmpty, !Self.plain(name).hasPrefix("other"),
        !Self.plain(name).hasPrefix("unknown")
      else { continue }
      guard let origin = countries.country(named: name) else {
        throw Self.mistake(
          sheet, head, column, file,
          "«\(name.prefix(60))» is the name of no country that is known.",
          "Write its English name of the United Nations.")
      }
      origins.append((column, origin))
    }
    for row in (head + 1)..<max(head + 1, sheet.rows.count) {
      guard case .country(let destination)? = try location(sheet, row, code, file) else { continue }
      guard let year = Self.year(sheet[row, year]) else {
        throw Self.mistake(
          sheet, row, year, file, "«\(sheet[row, year])» is no year.", "Write it with four digits.")
      }
      if let type, !sheet[row, type].isEmpty {
        types[destination] = sheet[row, type].trimmingSpaces
      }
      let all = try Self.people(sheet, row, total, file)
      var figures = totals[destination]?[year] ?? (nil, nil)
      if isWomen { figures.women = all } else { figures.people = all }
      totals[destination, default: [:]][year] = figures
      for (column, origin) in origins {
        guard let people = try Self.people(sheet, row, column, file) else { continue }
        cells.append(
          .init(
            pair: .init(origin, destination), year: year, measure: isWomen ? 1 : 0, value: people))
      }
    }
  }
}
