public import Policy

/// The words that number the parts of policy texts ("Article", "Línea", "Статья", "Annexe"), the words for ordinals, and
/// the words that Concord itself uses where a text has no number, all from `labels.csv`.
public struct LabelTable: Sendable {
  /// What a labelled part is.
  enum Kind: String, Sendable {
    /// A rule of law: its text is a provision.
    case article
    /// An aim, measure or action of a plan: its text is a provision.
    case measure
    /// A division that holds articles.
    case heading
    /// A division that ends the body of the text.
    case annex
    /// "Disposición adicional única".
    case disposition
  }

  /// The names that Concord gives to parts without a number.
  enum Name: String, Sendable, CaseIterable {
    case preamble, text, table, row, line, indent, note
  }

  struct Word: Sendable {
    var kind: Kind
    /// Order of divisions, the outermost lowest.
    var rank: Int
    /// The word as a locator has it.
    var name: String
  }

  private(set) var words: [String: Word] = [:]
  private(set) var ordinals: [String: Int] = [:]
  /// Numbers in words that are no ordinals: "three".
  private(set) var cardinals: Set<String> = []
  private(set) var suffixes: Set<String> = []
  private(set) var adjectives: Set<String> = []
  private(set) var recitals: Set<String> = []
  private(set) var amendments: [String] = []
  private(set) var pageWords: Set<String> = []
  private var names: [Name: [Language: String]] = [:]

  /// - Parameter table: the bytes of `labels.csv`: `word`, `kind`, `value` (the rank of a division, the number of an
  ///   ordinal), `name`, `note`.
  /// - Throws: `Table.Error` with line and column for an unknown kind, a missing number or a missing name.
  public init(table bytes: [UInt8]) throws(Table.Error) {
    let table = try Table(
      bytes, file: "labels.csv", required: ["word", "kind", "value", "name", "note"])
    for row in table.rows {
      let word = Self.fold(Array(row["word"].utf8)[...])
      guard !word.isEmpty else { throw row.error("word", "the word is missing") }
      switch row["kind"] {
      case "ordinal":
        guard let value = Int(row["value"]) else {
          throw row.error("value", "«\(row["value"])» is not a number")
        }
        ordinals[word] = value
        if row["note"] == "cardinal" { cardinals.insert(word) }
      case "suffix": suffixes.insert(word)
      case "adjective": adjectives.insert(word)
      case "recital": recitals.insert(word)
      case "page": pageWords.insert(word)
      case "amendment": amendments.append(word)
      case let kind where kind.hasPrefix("name-"):
        guard let name = Name(rawValue: String(kind.dropFirst(5))) else {
          throw row.error("kind", "«\(kind)» is not a name that Concord gives")
        }
        names[name, default: [:]][Language(rawValue: row["note"])] = row["name"]
      default:
        guard let kind = Kind(rawValue: row["kind"]) else {
          throw row.error("kind", "«\(row["kind"])» is not a kind of label")
        }
        let rank: Int
        switch kind {
        case .heading, .annex:
          guard let value = Int(row["value"]) else {
            throw row.error("value", "a division needs its rank, a number")
          }
          rank = value
        case .article, .measure, .disposition: rank = Rank.article
        }
        guard !row["name"].isEmpty else { throw row.error("name", "the name is missing") }
        words[word] = Word(kind: kind, rank: rank, name: row["name"])
      }
    }
    for name in Name.allCases where names[name]?[.english] == nil {
      throw Table.Error(
        file: "labels.csv", column: "kind",
        reason: "there is no English row for name-\(name.rawValue)")
    }
  }

  /// The name of an unnumbered part in a language, in English where the table has none.
  func name(_ name: Name, in language: Language) -> String {
    names[name]?[language] ?? names[name]?[.english] ?? name.rawValue
  }

  /// The order of parts, the outermost lowest. Divisions have theirs in the table.
  enum Rank {
    static let title = 0
    /// Of "Section 2" where articles stand below sections.
    static let section = 40
    /// Of "2."; "2.1" is one more.
    static let numbered = 60
    static let plainHeading = 66
    /// Of "Table 3".
    static let table = 62
    static let article = 70
    static let item = 80
  }

  /// A word in lower case without accents, so that capitals and small letters, with accents or without, are alike.
  static func fold(_ word: ArraySlice<UInt8>) -> String {
    let bytes = Array(word)
    // A stray byte becomes U+FFFD, which has three.
    return String(unsafeUninitializedCapacity: 3 * bytes.count) { folded in
      var count = 0
      func put(_ byte: UInt32) {
        folded[count] = UInt8(truncatingIfNeeded: byte)
        count += 1
      }
      var at = 0
      while at < bytes.count {
        let (code, width) = bytes.character(at: at)
        at += width
        switch plain(code) {
        case let code where code < 0x80: put(code)
        case let code where code < 0x800:
          put(0xC0 | code >> 6)
          put(0x80 | code & 0x3F)
        case let code where width == 4:
          put(0xF0 | code >> 18)
          put(0x80 | code >> 12 & 0x3F)
          put(0x80 | code >> 6 & 0x3F)
          put(0x80 | code & 0x3F)
        case let code:
          put(0xE0 | code >> 12)
          put(0x80 | code >> 6 & 0x3F)
          put(0x80 | code & 0x3F)
        }
      }
      return count
    }
  }

  private static func plain(_ code: UInt32) -> UInt32 {
    switch code {
    case 0x41...0x5A: code + 0x20
    case 0xC0...0xC5, 0xE0...0xE5: 0x61
    case 0xC7, 0xE7: 0x63
    case 0xC8...0xCB, 0xE8...0xEB: 0x65
    case 0xCC...0xCF, 0xEC...0xEF: 0x69
    case 0xD1, 0xF1: 0x6E
    case 0xD2...0xD6, 0xF2...0xF6: 0x6F
    case 0xD9...0xDC, 0xF9...0xFC: 0x75
    case 0x410...0x42F: code + 0x20
    case 0x401, 0x451: 0x435
    case 0x622, 0x623, 0x625: 0x627
    default: code
    }
  }
}
