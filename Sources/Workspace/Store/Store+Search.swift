public import Policy

/// A provision that holds the words of a search.
public struct SearchHit: Sendable, Hashable {
  public var place: Place
  /// Title of the document.
  public var title: String
  public var locator: String
  public var path: [String]
  public var page: Int?
  /// The part of the text that holds the words; they stand between `SearchHit.opening` and `SearchHit.closing`.
  public var snippet: String
  /// BM25: the higher, the better it fits. Comparable within one search only.
  public var score: Double

  /// Private-use characters that no text has, so that a page or terminal can mark the words in its own way.
  public static let opening: Character = "\u{E000}"
  public static let closing: Character = "\u{E001}"
}

extension Store {
  /// Full-text search over the provisions: their text, the head of their list and the headings above.
  ///
  /// All words must occur; accents and case do not matter. `"…"` keeps words together, a `*` at the end of a word
  /// stands for any ending, a `-` before a word or phrase excludes it. Everything else is taken as words, so that no
  /// input is an error.
  ///
  /// - Returns: the best first; none when `words` holds no word to look for.
  public func search(_ words: String, limit: Int = 50) throws -> [SearchHit] {
    guard let query = SearchQuery(words).expression else { return [] }
    return try read { connection in
      try connection.rows(
        """
        SELECT d.file, p.ordinal, d.title, p.locator, p.path, p.page,
          snippet(search, 0, ?, ?, '…', 40), -bm25(search, 1.0, 0.5, 0.5)
        FROM search JOIN provisions p ON p.id = search.rowid JOIN documents d ON d.id = p.document
        WHERE search MATCH ? ORDER BY bm25(search, 1.0, 0.5, 0.5), d.file, p.ordinal LIMIT ?
        """, String(SearchHit.opening), String(SearchHit.closing), query, max(0, limit)
      ) { row in
        SearchHit(
          place: Place(file: try row(0), provision: try row(1)), title: try row(2),
          locator: try row(3), path: try row.json(4), page: try row(5), snippet: try row(6),
          score: try row(7))
      }
    }
  }
}

/// What a person typed, as an expression of FTS5 that is always well formed.
struct SearchQuery {
  private var wanted: [String] = []
  private var unwanted: [String] = []

  /// Nil when there is nothing to look for.
  var expression: String? {
    guard !wanted.isEmpty else { return nil }
    let all = wanted.joined(separator: " AND ")
    return unwanted.isEmpty ? all : "(\(all)) NOT (\(unwanted.joined(separator: " OR ")))"
  }

  init(_ text: String) {
    let bytes = Array(text.utf8.prefix(4_000))
    let quote = UInt8(ascii: "\"")
    var at = 0
    while at < bytes.count {
      guard bytes[at] > 0x20 else {
        at += 1
        continue
      }
      let isUnwanted = bytes[at] == UInt8(ascii: "-")
      if isUnwanted { at += 1 }
      var end = at
      if at < bytes.count, bytes[at] == quote {
        at += 1
        end = bytes[at...].firstIndex(of: quote) ?? bytes.count
      } else {
        end = bytes[at...].firstIndex { $0 <= 0x20 || $0 == quote } ?? bytes.count
      }
      let term = bytes[at..<end]
      at =
        end < bytes.count && bytes[end] == quote && at > 0 && bytes[at - 1] == quote ? end + 1 : end
      guard let phrase = Self.phrase(term) else { continue }
      if isUnwanted { unwanted.append(phrase) } else { wanted.append(phrase) }
    }
  }

  /// A quoted string of FTS5, in which nothing has a meaning; nil when it holds no letter or digit.
  private static func phrase(_ term: ArraySlice<UInt8>) -> String? {
    let hasWord = term.contains { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
    }
    guard hasWord else { return nil }
    let isBeginning = term.last == UInt8(ascii: "*")
    let plain = term.filter { $0 != UInt8(ascii: "\"") && $0 != 0 && $0 != UInt8(ascii: "*") }
    return "\"\(String(decoding: plain, as: UTF8.self))\"" + (isBeginning ? "*" : "")
  }
}
