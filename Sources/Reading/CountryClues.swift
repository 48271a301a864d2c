public import Policy

/// Names and codes of countries, by which a text tells whose it is when neither it nor `concord.json` says so.
///
/// A code or name counts in the name of a file ("arg-ley-25871") where the text names the country too; a name counts in the title,
/// and in the text when no other country is named more than half as often. Where names tell nothing, adjectives do ("peruana").
public struct CountryClues: Sendable {
  /// How a word speaks of a country.
  private enum Kind: String {
    case name, adjective
    /// An adjective that is also a language: in running text it tells nothing.
    case language
  }

  private struct Spelling {
    var code: String
    var kind: Kind
    /// In small letters; nil for what is then another word. "Suisse" is a name, «suisse» an adjective.
    var small: Kind?
  }

  /// English names by code.
  private var names: [String: String] = [:]
  /// Codes of three letters by those of two.
  private var codes: [String: String] = [:]
  /// By the folded words of names in all languages.
  private var spellings: [[String]: Spelling] = [:]
  /// For the first words of names, how many words such a name may have.
  private var longest: [String: Int] = [:]

  /// Whether the first word of a name begins with three such letters: most words of a text are passed over by that.
  private var beginnings = [Bool](repeating: false, count: 27 * 27 * 27)

  /// Bytes of a text in which names are counted, and adjectives.
  private static let sample = 600_000
  private static let adjectiveSample = 60_000

  /// - Parameters:
  ///   - countries: the bytes of `countries.csv`: iso3, iso2, name, name_fr, name_es, independent.
  ///   - spellings: the bytes of `country-names.csv`: name, iso3.
  ///   - words: the bytes of `country-words.csv`: word, iso3, kind (name, adjective, language).
  /// - Throws: `Table.Error` with line and column.
  public init(countries: [UInt8], spellings: [UInt8], words: [UInt8]) throws(Table.Error) {
    let table = try Table(countries, file: "countries.csv", required: ["iso3", "iso2", "name"])
    // Texts of dependent territories are their states'; "Réunion" is a meeting more often than an island.
    for row in table.rows where !row["independent"].hasPrefix("Part of") {
      let code = row["iso3"].lowercased()
      names[code] = Self.short(row["name"])
      codes[row["iso2"].lowercased()] = code
      for column in ["name", "name_fr", "name_es"] {
        add(row[column], code, .name)
        add(Self.short(row[column]), code, .name)
      }
    }
    let further = try Table(spellings, file: "country-names.csv", required: ["name", "iso3"])
    for row in further.rows where names[row["iso3"].lowercased()] != nil {
      add(row["name"], row["iso3"].lowercased(), .name)
    }
    let spoken = try Table(words, file: "country-words.csv", required: ["word", "iso3", "kind"])
    for row in spoken.rows where names[row["iso3"].lowercased()] != nil {
      guard let kind = Kind(rawValue: row["kind"]) else {
        throw row.error("kind", "«\(row["kind"])» is none of name, adjective, language")
      }
      add(row["word"], row["iso3"].lowercased(), kind)
    }
  }

  private mutating func add(_ name: String, _ code: String, _ kind: Kind) {
    let words = Self.folded(name)
    guard let first = words.first, words.count > 1 || first.utf8.count > 3 else { return }
    let isSmall = name.first?.isUppercase != true
    var spelling = spellings[words] ?? Spelling(code: code, kind: kind, small: nil)
    // A later name comes before what was there.
    if kind == .name { (spelling.code, spelling.kind) = (code, kind) }
    if isSmall, spelling.code == code { spelling.small = kind }
    spellings[words] = spelling
    longest[first] = max(longest[first] ?? 0, words.count)
    if let beginning = Self.beginning(Array(first.utf8)[...]) { beginnings[beginning] = true }
  }

  /// The first three letters of a word as a number, fewer in a shorter word; nil when one has an accent or is not Latin.
  private static func beginning(_ word: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for i in 0..<3 {
      let letter = i < word.count ? word[word.startIndex + i] | 0x20 : 0x60
      guard (0x60...0x7A).contains(letter) else { return nil }
      number = number * 27 + Int(letter - 0x60)
    }
    return number
  }

  /// The countries that a text is of: one, or the two parties of an agreement; none where it cannot be told.
  ///
  /// - Parameters:
  ///   - opening: the lines of an agreement in which its parties may be named.
  ///   - kind: an agreement has two parties; of a text of no known kind only file and title tell.
  func countries(
    file: String, title: String, opening: [String], text: [String], kind: DocumentKind
  ) -> [String] {
    let titled = Self.distinct(named(in: title))
    let spoken = Self.distinct(named(in: title, byAdjectives: true))
    let counts = tally(text, sample: Self.sample)
    // Adjectives are looked for where names do not tell.
    var adjectives: [String: Int] = [:]
    var isTallied = false
    func isSpokenOf(_ code: String) -> Bool {
      if !isTallied {
        isTallied = true
        adjectives = tally(text, sample: Self.adjectiveSample, byAdjectives: true)
      }
      return adjectives[code] != nil
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let meant = Self.folded(name).compactMap { names[$0] != nil ? $0 : spellings[[$0]]?.code }
    let filed = Self.distinct(
      meant.filter { code in
        counts[code] != nil || spoken.contains(code) || meant.count { $0 == code } > 1
          || isSpokenOf(code)
      })
    if kind == .treaty || kind == .agreement {
      let openings = opening.lazy.flatMap { line in
        [false, true].map { Self.distinct(named(in: line, byAdjectives: $0)) }
      }
      for parties in [filed, titled, spoken] where parties.count == 2 { return called(parties) }
      return openings.first { $0.count == 2 }.map(called) ?? []
    }
    if let code = filed.first { return called([code]) }
    for codes in [titled, spoken] where codes.count == 1 { return called(codes) }
    guard kind != .other else { return [] }
    if let code = Self.foremost(counts) { return called([code]) }
    guard counts.isEmpty else { return [] }
    let spokenOf = tally(text, sample: Self.adjectiveSample, byAdjectives: true, languages: false)
    return Self.foremost(spokenOf).map { called([$0]) } ?? []
  }

  /// The one named at least three times and twice as often as any other.
  private static func foremost(_ counts: [String: Int]) -> String? {
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let first = ranked.first, first.value >= 3,
      ranked.count == 1 || first.value >= 2 * ranked[1].value
    else { return nil }
    return first.key
  }

  /// How often each country is named in the first bytes of a text.
  private func tally(
    _ text: [String], sample: Int, byAdjectives: Bool = false, languages: Bool = true
  ) -> [String: Int] {
    var counts: [String: Int] = [:]
    var left = sample
    for passage in text where left > 0 {
      for code in named(in: passage, byAdjectives: byAdjectives, languages: languages) {
        counts[code, default: 0] += 1
      }
      left -= passage.utf8.count
    }
    return counts
  }

  /// Whether this is the name of a country that is.
  func knows(_ name: String) -> Bool { spellings[Self.folded(name)]?.kind == .name }

  /// The name under which a country is known, by a name or a code of ISO 3166; nil when there is none.
  func name(of declared: String) -> String? {
    let code = declared.lowercased()
    return names[code] ?? codes[code].flatMap { names[$0] }
      ?? (knows(declared) ? canonical(declared) : nil)
  }

  /// The name under which a country is known to all texts: "Peru" for "Perú".
  func canonical(_ name: String) -> String {
    spellings[Self.folded(name)].flatMap { names[$0.code] } ?? name
  }

  private func called(_ codes: [String]) -> [String] { codes.compactMap { names[$0] } }

  /// The codes of the countries that a passage names, as often as it does.
  private func named(
    in passage: String, byAdjectives: Bool = false, languages: Bool = true
  ) -> [String] {
    let bytes = Array(passage.utf8)
    let words = Self.words(of: bytes)
    var found: [String] = []
    var at = 0
    while at < words.count {
      let next = words[at...]
      at += 1
      // Names in scripts with capitals begin with one, which spares most words the look-up.
      guard let first = next.first, byAdjectives || !first.isSmall,
        Self.beginning(bytes[first.range]).map({ beginnings[$0] }) ?? true,
        let longest = longest[LabelTable.fold(bytes[first.range])]
      else { continue }
      let name = next.prefix(longest).map { LabelTable.fold(bytes[$0.range]) }
      for count in stride(from: name.count, to: 0, by: -1) {
        guard let spelling = spellings[Array(name.prefix(count))],
          let kind = first.isSmall ? spelling.small : spelling.kind,
          kind == .name || byAdjectives && (languages || kind == .adjective)
        else { continue }
        found.append(spelling.code)
        at += count - 1
        break
      }
    }
    return found
  }

  private static func distinct(_ codes: [String]) -> [String] {
    var seen: Set<String> = []
    return codes.filter { seen.insert($0).inserted }
  }

  /// "Bolivia" of "Bolivia (Plurinational State of)".
  private static func short(_ name: String) -> String {
    let name = name.split(separator: "(", maxSplits: 1).first.map(String.init) ?? name
    return name.filter { $0 != "*" }.trimmingSpaces
  }

  private static func folded(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return words(of: bytes).map { LabelTable.fold(bytes[$0.range]) }
  }

  /// Where the runs of letters lie, and whether they begin with a small letter.
  private static func words(of text: [UInt8]) -> [(range: Range<Int>, isSmall: Bool)] {
    var words: [(range: Range<Int>, isSmall: Bool)] = []
    var start: (at: Int, isSmall: Bool)?
    var at = 0
    while at < text.count {
      let (code, width) = text.character(at: at)
      let letter = LetterCase(code)
      // A sign above the letter before it belongs to the word.
      if letter.isLetter || (0x300...0x36F).contains(code) {
        if start == nil { start = (at, letter == .lower) }
      } else if let word = start {
        words.append((word.at..<at, word.isSmall))
        start = nil
      }
      at += width
    }
    if let word = start { words.append((word.at..<text.count, word.isSmall)) }
    return words
  }
}
