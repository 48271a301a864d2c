public import Policy

/// What the first lines of a text say about it: title, kind, level, country, institution, year.
///
/// Guesses fill only what `concord.json` leaves open, and a document says which of its attributes are guesses.
public struct DocumentClues: Sendable {
  private enum Attribute: String {
    case kind, level, parties, multilateral, country, institution, joining, dividing, target
  }

  /// By their first words, the longest first.
  private var kinds: [String: [(phrase: [String], kind: DocumentKind)]] = [:]
  private var levels: [(phrase: [String], level: GovernmentLevel)] = []
  private var parties: Set<String> = []
  /// By which an agreement says that it has more than two parties.
  private var multilateral: [[String]] = []
  /// Words before a country's name, the longest first.
  private var countries: [[String]] = []
  private var institutions: [String] = []
  private var joining: Set<String> = []
  private var dividing: Set<String> = []
  /// Words by which a year is a goal and not a date.
  private var targets: Set<String> = []
  private let countryClues: CountryClues?

  /// Lines of the text in which a clue may stand.
  static let lines = 14

  /// - Parameters:
  ///   - table: the bytes of `document-words.csv`: `word`, `attribute` (kind, level, parties, multilateral, country, institution;
  ///     joining and dividing for titles, see `Headline`; target for years, see `DocumentYear`), `value`.
  ///   - names: the names of countries; nil where only "Republic of X" is to tell.
  /// - Throws: `Table.Error` with line and column for an unknown attribute, kind or level.
  public init(table bytes: [UInt8], names: CountryClues? = nil) throws(Table.Error) {
    countryClues = names
    let table = try Table(
      bytes, file: "document-words.csv", required: ["word", "attribute", "value"])
    for row in table.rows {
      let word = Self.fold(row["word"])
      switch Attribute(rawValue: row["attribute"]) {
      case .kind:
        guard let kind = DocumentKind(rawValue: row["value"]) else {
          throw row.error("value", "«\(row["value"])» is not a kind of document")
        }
        let phrase = Self.words(word)
        kinds[phrase.first ?? "", default: []].append((phrase, kind))
      case .level:
        guard let level = GovernmentLevel(rawValue: row["value"]) else {
          throw row.error("value", "«\(row["value"])» is not a level of government")
        }
        levels.append((word.split(separator: " ").map(String.init), level))
      case .parties: parties.insert(word)
      case .multilateral: multilateral.append(Self.words(word))
      case .target: targets.insert(word)
      case .country: countries.append(word.split(separator: " ").map(String.init))
      case .institution: institutions.append(word)
      case .joining: joining.insert(word)
      case .dividing: dividing.insert(word)
      case nil:
        throw row.error("attribute", "«\(row["attribute"])» is not an attribute of a document")
      }
    }
    countries.sort { $0.count > $1.count }
    for first in kinds.keys { kinds[first]?.sort { $0.phrase.count > $1.phrase.count } }
  }

  /// Completes a description by what the text says.
  ///
  /// - Parameters:
  ///   - lines: the first lines or paragraphs of the text.
  ///   - declared: what the file says of itself.
  ///   - text: the passages of the text, in which countries may be named.
  func complete(
    _ description: DocumentDescription, from lines: [String], declared: Declaration,
    text: [String] = []
  ) -> Document {
    var document = Document(file: description.file, title: description.title ?? "")
    let lines = Array(lines.prefix(Self.lines))
    if description.title == nil {
      document.title = title(lines, declared: declared.title, file: description.file, text)
      document.guessed.insert(.title)
    }
    let titleWords = Self.words(document.title)
    let opening = Self.fold(lines.joined(separator: "\n"))

    if let kind = description.kind {
      document.kind = kind
    } else {
      document.kind =
        kind(titleWords) ?? lines.lazy.prefix(6).compactMap { self.kind(Self.words($0)) }.first
        ?? .other
      document.guessed.insert(.kind)
    }
    document.countries = description.countries
    if description.countries.isEmpty {
      let own = document.kind.isPact ? nil : declared.country.flatMap(country(declared:))
      document.countries = own.map { [$0] } ?? countries(of: document, lines, text)
      document.guessed.insert(.country)
    }
    document.institutions = description.institutions
    if description.institutions.isEmpty {
      document.institutions =
        institution(in: lines, besides: document.title).map { [$0.unshouted] } ?? []
      document.guessed.insert(.institution)
    }
    if let level = description.level {
      document.level = level
    } else {
      document.level = level(document, titleWords, opening)
      document.guessed.insert(.level)
    }
    document.year = description.year ?? declared.year
    if description.year == nil { document.guessed.insert(.year) }
    if document.year == nil {
      document.year = DocumentYear(targets: targets) { self.kind($0) != nil }.year(
        of: document.title, lines: lines, isPlanning: document.kind.isPlanning)
    }
    return document
  }

  // MARK: - One attribute each

  /// The title the file declares, else the first line that names a kind of text, else the name that the text gives itself, else the
  /// first line, else the file's name.
  private func title(
    _ lines: [String], declared: String?, file: String, _ text: [String]
  ) -> String {
    if let declared, declared.utf8.count >= 8, declared.contains(" ") {
      return Headline.tidied(declared)
    }
    let headline = Headline(lines: lines, joining: joining, dividing: dividing)
    let possible = lines.indices.prefix(8).filter { headline.isPossible(lines[$0]) }
    let namesKind = { (line: String, most: Int) in
      self.kind(Array(Self.words(line).prefix(most))) != nil
    }
    let found =
      possible.first { lines[$0].utf8.count <= 2_000 && namesKind(lines[$0], 6) }
      ?? possible.first { lines[$0].utf8.count <= 300 && namesKind(lines[$0], 24) }
    if let found { return headline.title(at: found) { namesKind($0, 24) } }
    if let citation = Headline.citation(in: lines) ?? Headline.citation(in: text) {
      return citation
    }
    if let first = possible.first(where: { lines[$0].utf8.count <= 600 }) {
      return headline.title(at: first) { _ in false }
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.split(separator: ".").first.map(String.init) ?? name
  }

  private func kind(_ words: [String]) -> DocumentKind? {
    let words = words.prefix(24)
    return words.indices.lazy.compactMap { at in
      kinds[words[at]]?.first { words[at...].starts(with: $0.phrase) }?.kind
    }.first
  }

  private func level(_ document: Document, _ title: [String], _ opening: String) -> GovernmentLevel
  {
    let opening = opening.split(separator: "\n").prefix(4).map { Self.words(String($0)) }
    if document.kind.isPact {
      if document.countries.count == 2 { return .bilateral }
      if title.contains(where: parties.contains) {
        let bodies = title.filter { institutions.contains($0) }
        return bodies.count > 1 ? .national : .bilateral
      }
      let isOfMany = ([title] + opening).contains { line in
        multilateral.contains { Self.words(line, have: $0) }
      }
      if document.kind == .treaty || isOfMany { return .international }
    }
    // A country's own text on something international is still its own.
    let isOwn = !document.kind.isPact && (!document.countries.isEmpty || document.kind.isRule)
    for line in [title] + opening {
      for (phrase, level) in levels
      where (level != .international || !isOwn && line == title) && Self.words(line, have: phrase) {
        return level
      }
    }
    return .national
  }

  /// The name of a country that the file declares: by its code, by a name that is known, or as it stands in capitals.
  private func country(declared: String) -> String? {
    if let known = countryClues?.name(of: declared) { return known }
    return declared.first?.isUppercase == true && declared.utf8.count > 3 ? declared : nil
  }

  /// Names after "Republic of" and the like; failing that, and for the parties of an agreement, what names of countries tell.
  private func countries(of document: Document, _ lines: [String], _ text: [String]) -> [String] {
    let named = countries(in: lines)
    guard let clues = countryClues else { return named }
    let isPact = document.kind.isPact
    let known = named.filter(clues.knows).map(clues.canonical)
    if !isPact, !known.isEmpty { return Array(known.prefix(1)) }
    if !isPact, !named.isEmpty { return named }
    let told = clues.countries(
      file: document.file, title: document.title, opening: isPact ? parties(in: lines) : [],
      text: text, kind: document.kind)
    return told.isEmpty ? named.map(clues.canonical) : told
  }

  /// The lines in which governments or states make an agreement: "The Government of …", "between … and …".
  private func parties(in lines: [String]) -> [String] {
    let telling = parties.union(countries.compactMap(\.first))
    return lines.filter { line in Self.words(line).prefix(60).contains(where: telling.contains) }
  }

  /// Names after "Republic of" and the like, two at most.
  private func countries(in lines: [String]) -> [String] {
    var found: [String] = []
    for line in lines.prefix(8) where line.utf8.count <= 240 {
      for segment in Self.segments(line) {
        let tokens = Self.tokens(segment)
        let folded = tokens.map(Self.fold)
        var at = 0
        while at < tokens.count, found.count < 2 {
          let phrase = countries.first { folded[at...].starts(with: $0) }
          if let phrase, let name = Self.name(tokens[(at + phrase.count)...]) {
            if !found.contains(name) { found.append(name) }
            at += phrase.count
          } else {
            at += 1
          }
        }
      }
      if !found.isEmpty { return found }
    }
    return found
  }

  /// - Parameter title: of the document, which is no institution, whatever it begins with ("Department of Citizenship Act").
  private func institution(in lines: [String], besides title: String) -> String? {
    let title = Self.fold(title)
    for line in lines.prefix(8) where line.utf8.count <= 200 {
      for segment in Self.segments(line)
      where !segment.hasSuffix(";") && !segment.hasSuffix(",") && !segment.hasSuffix(".")
        && !segment.hasSuffix(":") && Self.fold(segment) != title
      {
        let words = Self.words(segment).prefix(3)
        let start = words.joined(separator: " ")
        if institutions.contains(where: {
          start == $0 || start.hasPrefix($0 + " ")
            || words.contains($0) && words.count <= 3 && kind(Array(words)) == nil
        }) {
          return segment
        }
      }
    }
    return nil
  }

  // MARK: - Words

  /// The name in capitals that begins here: "Maravay", "South Ostrana".
  private static func name(_ tokens: ArraySlice<String>) -> String? {
    var words: [String] = []
    for token in tokens.prefix(4) {
      if words.isEmpty, token == "the" || token == "THE" { continue }
      guard token.first?.isUppercase == true else { break }
      let bare = token.filter { $0.isLetter || $0 == "-" }
      words.append(bare)
      if bare != token { break }
    }
    guard !words.isEmpty else { return nil }
    let name = words.joined(separator: " ")
    return name == name.uppercased() ? name.capitalizedWords : name
  }

  /// Words, an elided article apart: "d’", "Orvane".
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    for word in text.split(separator: " ") {
      if let apostrophe = word.firstIndex(where: { $0 == "'" || $0 == "’" }),
        word.distance(from: word.startIndex, to: apostrophe) == 1
      {
        tokens.append(String(word[...apostrophe]))
        tokens.append(String(word[word.index(after: apostrophe)...]))
      } else {
        tokens.append(String(word))
      }
    }
    return tokens.filter { !$0.isEmpty }
  }

  private static func words(_ words: [String], have phrase: [String]) -> Bool {
    words.indices.contains { words[$0...].starts(with: phrase) }
  }

  /// The parts of a line that dashes divide: "Republic of Kembe — Ministry of Health".
  private static func segments(_ line: String) -> [String] {
    var segments = [""]
    var words = line.split(separator: " ")[...]
    while let word = words.popFirst() {
      if ["—", "–", "-", "|", "·"].contains(word) {
        segments.append("")
      } else {
        segments[segments.count - 1] += (segments[segments.count - 1].isEmpty ? "" : " ") + word
      }
    }
    return segments.filter { !$0.isEmpty }
  }

  private static func fold(_ text: String) -> String { LabelTable.fold(Array(text.utf8)[...]) }

  static func words(_ text: String) -> [String] {
    fold(text).split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
  }
}

extension String {
  /// "SOUTH OSTRANA" as "South Ostrana".
  fileprivate var capitalizedWords: String {
    split(separator: " ").map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined(separator: " ")
  }
}

extension DocumentKind {
  /// Whether two or more parties make it.
  fileprivate var isPact: Bool { self == .treaty || self == .agreement }

  /// Whether one authority lays it down.
  fileprivate var isRule: Bool { self == .law || self == .decree || self == .ordinance }
}
