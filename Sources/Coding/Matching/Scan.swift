/// What one pass over a text found, with room that the next pass uses again.
///
/// Keep one `Scan` a thread and hand it to `PhraseMatcher.scan` again and again; nothing is allocated once it has
/// grown to the longest text. All offsets are UTF-8 offsets into the original text.
public struct Scan: Sendable {
  /// A word of the text.
  public struct Word: Sendable, Hashable {
    public var start: Int32
    public var end: Int32
    /// Counts from 0; a new sentence begins behind a full stop, a question or exclamation mark, or a semicolon.
    public var sentence: Int32
    /// Counts from 0; a new clause begins behind any punctuation.
    public var clause: Int32
  }

  /// Words that a term matched.
  public struct Hit: Sendable, Hashable {
    /// Number of the code: `PhraseMatcher.code(_:)`.
    public var code: CodeNumber
    /// Index into `PhraseMatcher.terms`.
    public var term: Int32
    /// First and last word, as indices into `Scan.words`.
    public var firstWord: Int32
    public var lastWord: Int32
    public var start: Int32
    public var end: Int32

    public var range: Range<Int> { Int(start)..<Int(end) }

    /// Whether it shares a word with another.
    public func overlaps(_ other: Hit) -> Bool {
      firstWord <= other.lastWord && other.firstWord <= lastWord
    }

    /// Whether it holds all words of another.
    public func contains(_ other: Hit) -> Bool {
      firstWord <= other.firstWord && other.lastWord <= lastWord
    }
  }

  /// The words of the text in order; signs such as % and € are words of their own.
  public internal(set) var words: [Word] = []
  /// All hits, grouped by code in the order of code numbers; within a code by their last word.
  public internal(set) var hits: [Hit] = []
  /// Hits of terms that need company (`needs`) which the text does not have.
  public internal(set) var lacking: [Hit] = []

  /// The words, and for each the bits of the marks that it has, none unless the scan was for marks
  /// (`PhraseMatcher.scanForMarks`). They lie in memory that lives as long as this value or a copy of it.
  var marked: (words: UnsafeBufferPointer<Word>, marks: UnsafePointer<UInt128>) {
    (UnsafeBufferPointer(start: room.words, count: words.count), UnsafePointer(room.marks))
  }

  /// Where the hits of each code stand in `hits`; of the codes in `found` alone, else empty.
  var places: [Place] = []
  /// The codes that have hits, a bit each.
  var found: [UInt64] = []
  private var room = ScanRoom()

  public init() {}

  /// The working memory, which no other scan has.
  mutating func makeRoom() -> ScanRoom {
    if !isKnownUniquelyReferenced(&room) { room = ScanRoom() }
    return room
  }

  /// The hits of one code, by their last word.
  public func hits(of code: CodeNumber) -> ArraySlice<Hit> {
    let code = Int(code.rawValue)
    guard code < places.count else { return [] }
    return hits[Int(places[code].start)..<Int(places[code].end)]
  }

  public func has(_ code: CodeNumber) -> Bool {
    let code = Int(code.rawValue)
    return code < places.count && places[code].start < places[code].end
  }

  /// A stretch of `hits`.
  struct Place {
    var start: Int32 = 0
    var end: Int32 = 0
  }

  /// Makes room for codes and forgets the hits of the last text.
  mutating func clearHits(codes: Int) {
    lacking.removeAll(keepingCapacity: true)
    hits.removeAll(keepingCapacity: true)
    if places.count != codes {
      places = [Place](repeating: Place(), count: codes)
      found = [UInt64](repeating: 0, count: (codes + 63) / 64)
    }
    for i in found.indices where found[i] != 0 {
      Self.forEachCode(of: found[i], i) { places[$0] = Place() }
      found[i] = 0
    }
  }

  @inline(__always)
  static func forEachCode(of bits: UInt64, _ index: Int, _ body: (Int) -> Void) {
    var bits = bits
    while bits != 0 {
      body(64 * index + bits.trailingZeroBitCount)
      bits &= bits - 1
    }
  }

  /// Hit of one part of a term that has several.
  struct PartHit {
    /// The hit of the same part before it; -1 when there is none.
    var before: Int32
    var firstWord: Int32
    var lastWord: Int32
  }
}

/// The number of a code among all lists of a matcher.
public struct CodeNumber: RawRepresentable, Sendable, Hashable, Comparable {
  public var rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  public static func < (a: CodeNumber, b: CodeNumber) -> Bool { a.rawValue < b.rawValue }
}
