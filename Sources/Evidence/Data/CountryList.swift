public import Policy

/// One country or area with its groups.
public struct Country: Sendable, Hashable {
  public var code: CountryCode
  public var names: [Language: String]
  /// ISO 3166-1 alpha-2; empty for areas without one.
  public var alpha2: String
  /// UN M49, or the location code of UN DESA for an area that M49 lacks; zero where there is neither.
  public var m49: Int
  /// UN regions, the widest first.
  public var regions: [String]
  /// World Bank group of the present list; nil where it is not classified.
  public var incomeGroup: String?
  public var isLeastDeveloped: Bool
  public var isLandlockedDeveloping: Bool
  public var isSmallIsland: Bool

  public func name(in language: Language) -> String {
    names[language] ?? names[.english] ?? code.description
  }
}

/// A code that a country no longer has, with what became of it.
public struct RetiredCode: Sendable, Hashable {
  public var code: CountryCode
  public var name: String
  /// One for a code that was only renamed, several for a country that was divided.
  public var successors: [CountryCode]
  public var until: Int?

  /// The same territory under a new code, so that figures can be read under the new one.
  public var isRenamed: Bool { successors.count == 1 && until == nil }
}

/// All countries by code, number and name, and the codes that have been retired.
public struct CountryList: Sendable {
  public let all: [Country]
  private let index: [CountryCode: Int]
  private let numbers: [Int: CountryCode]
  private let spellings: [String: CountryCode]
  /// Further names as they are written.
  private let further: [CountryCode: [String]]
  private let retired: [CountryCode: RetiredCode]

  /// - Parameters:
  ///   - countries: `countries.csv`.
  ///   - retired: `retired-codes.csv`: code, name, successors (separated by semicolons), until.
  ///   - names: `country-names.csv`: further spellings that producers use: name, iso3.
  public init(countries: Table, retired: Table, names: Table) throws(EvidenceError) {
    var all: [Country] = []
    for row in countries.rows {
      guard let code = CountryCode(row["iso3"]) else {
        throw EvidenceError(
          countries.file, cell: "line \(row.line), column iso3",
          problem: "«\(row["iso3"])» is no country code.", remedy: "Use three capital letters.")
      }
      var names: [Language: String] = [.english: Self.plainName(row["name"])]
      if !row["name_fr"].isEmpty { names[.french] = row["name_fr"] }
      if !row["name_es"].isEmpty { names[.spanish] = row["name_es"] }
      all.append(
        Country(
          code: code, names: names, alpha2: row["iso2"], m49: Int(row["m49"]) ?? 0,
          regions: ["region", "subregion", "intermediate_region"].map { row[$0] }.filter {
            !$0.isEmpty
          },
          incomeGroup: row["income_group"].isEmpty ? nil : row["income_group"],
          isLeastDeveloped: row["ldc"] == "1", isLandlockedDeveloping: row["lldc"] == "1",
          isSmallIsland: row["sids"] == "1"))
    }
    self.all = all
    index = Dictionary(zip(all.map(\.code), all.indices)) { first, _ in first }
    numbers = Dictionary(all.filter { $0.m49 > 0 }.map { ($0.m49, $0.code) }) { first, _ in first }
    var spellings: [String: CountryCode] = [:]
    for country in all {
      for name in country.names.values { spellings[Self.folded(name)] = country.code }
      if !country.alpha2.isEmpty { spellings[country.alpha2.lowercased()] = country.code }
    }
    var further: [CountryCode: [String]] = [:]
    for row in names.rows {
      guard let code = CountryCode(row["iso3"]) else { continue }
      spellings[Self.folded(row["name"])] = code
      further[code, default: []].append(row["name"])
    }
    self.spellings = spellings
    self.further = further
    var gone: [CountryCode: RetiredCode] = [:]
    for row in retired.rows {
      guard let code = CountryCode(row["code"]) else { continue }
      gone[code] = RetiredCode(
        code: code, name: row["name"],
        successors: row.list("successors").compactMap { CountryCode($0) },
        until: Int(row["until"]))
    }
    self.retired = gone
  }

  /// The bundled list.
  ///
  /// - Parameter bundled: fetches the bytes of a file of `Resources/evidence` by its name.
  public init(bundled: (String) throws -> [UInt8]) throws {
    func table(_ file: String) throws -> Table { try Table(bundled(file), file: file) }
    try self.init(
      countries: table("countries.csv"), retired: table("retired-codes.csv"),
      names: table("country-names.csv"))
  }

  public subscript(code: CountryCode) -> Country? { index[code].map { all[$0] } }

  /// The country of a UN M49 number, as UN workbooks name places; nil for regions and "others".
  public func country(m49: Int) -> CountryCode? { numbers[m49] }

  /// The country of a name in any spelling that is known; nil for regions.
  public func country(named name: String) -> CountryCode? {
    Self.readings(of: name).lazy.compactMap { spellings[Self.folded($0)] }.first
  }

  /// All names of a country as texts write them, with and without what stands in brackets.
  func written(_ code: CountryCode) -> [String] {
    let names = (self[code].map { Array($0.names.values) } ?? []) + (further[code] ?? [])
    let short = names.compactMap { name -> String? in
      guard let bracket = name.firstIndex(of: "(") else { return nil }
      return String(name[..<bracket]).trimmingSpaces
    }
    return names + short
  }

  public func retiredCode(_ code: CountryCode) -> RetiredCode? { retired[code] }

  public func name(_ code: CountryCode, in language: Language) -> String {
    self[code]?.name(in: language) ?? retired[code]?.name ?? code.description
  }

  /// The country that a person means by a code or a name.
  ///
  /// - Throws: `EvidenceError` for a retired code of a divided country, with what it became, and for an unknown one, with
  ///   the countries that were probably meant.
  public func country(_ words: String) throws(EvidenceError) -> Country {
    let trimmed = words.trimmingSpaces
    let code = CountryCode(trimmed.uppercased())
    if let code, let country = self[code] { return country }
    if let code, let old = retired[code] {
      if old.isRenamed, let country = self[old.successors[0]] { return country }
      let parts = old.successors.map { "\($0) (\(name($0, in: .english)))" }.joined(separator: ", ")
      throw EvidenceError(
        "\(code)",
        problem:
          "This is the code of \(old.name), which ended\(old.until.map { " in \($0)" } ?? "").",
        remedy: "Ask for one of the countries that followed it: \(parts).")
    }
    if let code = country(named: trimmed), let country = self[code] { return country }
    let meant = suggestions(for: trimmed).map { "\($0.code) (\($0.name(in: .english)))" }
    throw EvidenceError(
      "«\(trimmed)»", problem: "There is no country with this code or name.",
      remedy: meant.isEmpty
        ? "Use the three letters of ISO 3166-1 alpha-3, such as PHL for the Philippines."
        : "Did you mean \(meant.joined(separator: ", "))?")
  }

  /// What somebody may have meant: codes that differ by a letter or in their order, names that begin alike.
  public func suggestions(for words: String, limit: Int = 4) -> [Country] {
    let letters = Array(words.uppercased().utf8)
    let name = Self.folded(words)
    var scored: [(score: Int, country: Country)] = []
    for country in all {
      let code = Array(country.code.description.utf8)
      let names = country.names.values.map(Self.folded)
      var score = 0
      if letters.count == 3 {
        let same = zip(letters, code).count { $0 == $1 }
        if same == 2 { score = letters[0] == code[0] ? 3 : 2 }
        if letters.sorted() == code.sorted() { score = 4 }
      }
      if name.count >= 3, names.contains(where: { $0.hasPrefix(name) }) {
        score = max(score, 4)
      } else if name.count >= 4,
        names.contains(where: { $0.hasPrefix(name.prefix(4)) || $0.contains(name) })
      {
        score = max(score, 3)
      }
      if score > 0 { scored.append((score, country)) }
    }
    return scored.sorted {
      $0.score == $1.score ? $0.country.code < $1.country.code : $0.score > $1.score
    }
    .prefix(limit).map(\.country)
  }

  /// Whether these letters are the code of a country that is.
  func contains(_ code: String) -> Bool { CountryCode(code).map { self[$0] != nil } ?? false }

  /// What is wrong with a code that is none, and what to do, in a table that may leave countries out.
  func complaint(_ code: String) -> (problem: String, remedy: String) {
    if let old = CountryCode(code).flatMap({ retired[$0] }) {
      let successors = old.successors.map(\.description).joined(separator: ", ")
      return ("«\(code)» is the retired code of \(old.name).", "Use \(successors) in both tables.")
    }
    let near = suggestions(for: code).map(\.code.description)
    let meant =
      near.isEmpty
      ? "Use a code of ISO 3166-1 alpha-3, or leave"
      : "Did you mean \(near.joined(separator: ", "))? Or leave"
    return ("«\(code)» is no country.", meant + " it out with --without \(code).")
  }

  /// "Philippines" of "Philippines (the)", "The Philippines" and "Philippines *".
  private static func plainName(_ name: String) -> String {
    var name = name.trimmingSpaces
    while name.hasSuffix("*") { name = String(name.dropLast()).trimmingSpaces }
    if name.hasSuffix("(the)") { name = String(name.dropLast(5)).trimmingSpaces }
    if name.lowercased().hasPrefix("the ") { name = String(name.dropFirst(4)).trimmingSpaces }
    return name
  }

  /// The name as it stands, and with what stands behind a comma or in brackets put first: "Korea, Republic of",
  /// "Korea (Republic of)".
  private static func readings(of name: String) -> [String] {
    let name = plainName(name)
    let turned = [Character(","), "("].compactMap { mark -> String? in
      guard let at = name.firstIndex(of: mark) else { return nil }
      let rest = name[name.index(after: at)...].filter { $0 != ")" }
      return rest + " " + name[..<at]
    }
    return [name] + turned
  }

  /// Lower case, letters and digits of any script only, without the accents of Latin letters; "St." and "&" written out.
  static func folded(_ name: String) -> String {
    var folded = ""
    let words = plainName(name).lowercased().split(separator: " ").map { word -> Substring in
      switch word {
      case "st.", "st": "saint"
      case "&": "and"
      default: word
      }
    }
    for character in words.joined() {
      guard let scalar = character.unicodeScalars.first else { continue }
      switch scalar {
      case "a"..."z", "0"..."9": folded.unicodeScalars.append(scalar)
      case "à", "á", "â", "ã", "ä", "å": folded += "a"
      case "ç": folded += "c"
      case "è", "é", "ê", "ë": folded += "e"
      case "ì", "í", "î", "ï": folded += "i"
      case "ñ": folded += "n"
      case "ò", "ó", "ô", "õ", "ö", "ø": folded += "o"
      case "ù", "ú", "û", "ü": folded += "u"
      default: if scalar.properties.isAlphabetic { folded.append(character) }
      }
    }
    return folded
  }
}
