public import Policy

/// Names and codes of countries, by which a text tells whose it is when neither it nor `concord.json` says so.
///
/// A code or name counts in the name of a file ("arg-ley-25871") where the text names the country too; a name counts in the title,
/// and in the text when no other country is named more than half as often.
public struct CountryClues: Sendable {
  /// English names by code.
  private var names: [String: String] = [:]
  /// Codes by the folded words of names in all languages.
  private var spellings: [[String]: String] = [:]
  /// For the first words of names, how many words such a name may have.
  private var longest: [String: Int] = [:]

  /// Bytes of a text in which names are counted.
  private static let sample = 600_000

  /// - Parameters:
  ///   - countries: the bytes of `countries.csv`: iso3, name, name_fr, name_es, independent.
  ///   - spellings: the bytes of `country-names.csv`: name, iso3.
  /// - Throws: `Table.Error` with line and column.
  public init(countries: [UInt8], spellings: [UInt8]) throws(Table.Error) {
    let table = try Table(countries, file: "countries.csv", required: ["iso3", "name"])
    // Texts of dependent territories are their states'; "Réunion" is a meeting more often than an island.
    for row in table.rows where !row["independent"].hasPrefix("Part of") {
      let code = row["iso3"].lowercased()
      names[code] = Self.short(row["name"])
      for column in ["name", "name_fr", "name_es"] {
        add(row[column], code)
        add(Self.short(row[column]), code)
      }
    }
    let further = try Table(spellings, file: "country-names.csv", required: ["name", "iso3"])
    for row in further.rows where names[row["iso3"].lowercased()] != nil {
      add(row["name"], row["iso3"].lowercased())
    }
  }

  private mutating func add(_ name: String, _ code: String) {
    let words = Self.folded(name)
    guard let first = words.first, words.count > 1 || first.utf8.count > 3 else { return }
    spellings[words] = code
    longest[first] = max(longest[first] ?? 0, words.count)
  }

  /// The countries that a text is of: one, or the two parties of an agreement; none where it cannot be told.
  ///
  /// - Parameter kind: an agreement has two parties; of a text of no known kind only file and title tell.
  func countries(file: String, title: String, text: [String], kind: DocumentKind) -> [String] {
    let titled = Self.distinct(named(in: title))
    var counts: [String: Int] = [:]
    var left = Self.sample
    for passage in text where left > 0 {
      for code in named(in: passage) { counts[code, default: 0] += 1 }
      left -= passage.utf8.count
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let filed = Self.distinct(
      Self.folded(name).compactMap { names[$0] != nil ? $0 : spellings[[$0]] }.filter {
        counts[$0] != nil || titled.contains($0)
      })
    if kind == .treaty || kind == .agreement {
      for parties in [filed, titled] where parties.count == 2 { return called(parties) }
      return []
    }
    if let code = filed.first { return called([code]) }
    if titled.count == 1 { return called(titled) }
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard kind != .other, let first = ranked.first, first.value >= 3,
      ranked.count == 1 || first.value >= 2 * ranked[1].value
    else { return [] }
    return called([first.key])
  }

  /// Whether this is the name of a country that is.
  func knows(_ name: String) -> Bool { spellings[Self.folded(name)] != nil }

  /// The name under which a country is known to all texts: "Peru" for "Perú".
  func canonical(_ name: String) -> String {
    spellings[Self.folded(name)].flatMap { names[$0] } ?? name
  }

  private func called(_ codes: [String]) -> [String] { codes.compactMap { names[$0] } }

  /// The codes of the countries that a passage names, as often as it does.
  private func named(in passage: String) -> [String] {
    let bytes = Array(passage.utf8)
    let words = Self.words(of: bytes)
    var found: [String] = []
    var at = 0
    while at < words.count {
      let next = words[at...]
      at += 1
      guard let first = next.first, first.isCapital,
        let longest = longest[LabelTable.fold(bytes[first.range])]
      else { continue }
      let name = next.prefix(longest).map { LabelTable.fold(bytes[$0.range]) }
      for count in stride(from: name.count, to: 0, by: -1) {
        guard let code = spellings[Array(name.prefix(count))] else { continue }
        found.append(code)
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

  /// Where the runs of letters lie, and whether they begin with a capital.
  private static func words(of text: [UInt8]) -> [(range: Range<Int>, isCapital: Bool)] {
    var words: [(range: Range<Int>, isCapital: Bool)] = []
    var start: (at: Int, isCapital: Bool)?
    var at = 0
    while at < text.count {
      let (code, width) = text.character(at: at)
      let letter = LetterCase(code)
      // A sign above the letter before it belongs to the word.
      if letter.isLetter || (0x300...0x36F).contains(code) {
        if start == nil { start = (at, letter == .upper) }
      } else if let word = start {
        words.append((word.at..<at, word.isCapital))
        start = nil
      }
      at += width
    }
    if let word = start { words.append((word.at..<text.count, word.isCapital)) }
    return words
  }
}
