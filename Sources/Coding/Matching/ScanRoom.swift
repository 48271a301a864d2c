/// The working memory of scans: grown to the longest text, then used again, so that a scan allocates nothing.
///
/// Owned by one `Scan`; a copy of a scan makes itself a room of its own before it writes (`Scan.makeRoom`). One scan at a time
/// has it, so that what changes is not watched for overlapping access.
final class ScanRoom: @unchecked Sendable {
  /// The text as `FoldedText` writes it.
  @exclusivity(unchecked) private(set) var folded: UnsafeMutablePointer<UInt8>
  /// Offsets of separators.
  @exclusivity(unchecked) private(set) var ends: UnsafeMutablePointer<UInt32>
  /// The symbol of what stands before each separator.
  @exclusivity(unchecked) private(set) var symbols: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private(set) var words: UnsafeMutablePointer<Scan.Word>
  /// State of the phrase automaton behind each word.
  @exclusivity(unchecked) private(set) var states: UnsafeMutablePointer<UInt32>
  private var textCapacity = 0
  /// The marks of each word.
  @exclusivity(unchecked) private(set) var marks: UnsafeMutablePointer<UInt128>
  /// Where the triggers of words begin that have some.
  @exclusivity(unchecked) private(set) var triggers: UnsafeMutablePointer<UInt32>
  private var wordCapacity = 1

  @exclusivity(unchecked) private(set) var hits: UnsafeMutablePointer<Scan.Hit>
  @exclusivity(unchecked) private(set) var grouped: UnsafeMutablePointer<Scan.Hit>
  private var hitCapacity = 0
  @exclusivity(unchecked) private(set) var parts: UnsafeMutablePointer<Scan.PartHit>
  private var partCapacity = 1
  /// A bit for each part that has hits, and the last hit of each that has.
  @exclusivity(unchecked) private(set) var partBits: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private(set) var lastHits: UnsafeMutablePointer<Int32>
  private var partCount = 0

  /// Compounds that may be there, the hits of the parts of one of them, where those of each part end, and the hits of
  /// those that are there.
  @exclusivity(unchecked) private(set) var candidates: [Int32] = []
  @exclusivity(unchecked) private var isCandidate: [Bool] = []
  @exclusivity(unchecked) var partHits: [Scan.PartHit] = []
  @exclusivity(unchecked) var partEnds: [Int] = []
  @exclusivity(unchecked) var joined: [Scan.Hit] = []

  @exclusivity(unchecked) var memory = WordMemory()

  init() {
    (folded, ends, symbols) = (.allocate(1), .allocate(1), .allocate(1))
    (words, states, marks, triggers) = (.allocate(1), .allocate(1), .allocate(1), .allocate(1))
    (hits, grouped, parts) = (.allocate(1), .allocate(1), .allocate(1))
    (partBits, lastHits) = (.allocate(1), .allocate(1))
  }

  deinit {
    freeText()
    freeWords()
    hits.deallocate()
    grouped.deallocate()
    parts.deallocate()
    partBits.deallocate()
    lastHits.deallocate()
  }

  private func freeText() {
    folded.deallocate()
    ends.deallocate()
    symbols.deallocate()
    words.deallocate()
    states.deallocate()
  }

  private func freeWords() {
    marks.deallocate()
    triggers.deallocate()
  }

  /// Makes room for a text; what was there is lost.
  func reserve(text count: Int) {
    guard count >= textCapacity else { return }
    freeText()
    textCapacity = count + count / 2 + 64
    folded = .allocate(textCapacity)
    ends = .allocate(textCapacity + 1)
    symbols = .allocate(textCapacity + 1)
    // Each separator ends a word and may be a sign, a word of its own.
    words = .allocate(2 * textCapacity + 2)
    states = .allocate(2 * textCapacity + 2)
  }

  /// Makes room for what so many words have; what was there is lost.
  func reserve(words count: Int) {
    guard count >= wordCapacity else { return }
    freeWords()
    wordCapacity = count + count / 2 + 1
    (marks, triggers) = (.allocate(wordCapacity), .allocate(wordCapacity))
  }

  /// Makes room for `count` more hits behind those that are there.
  @inline(__always)
  func reserve(hits count: Int, found: Int) {
    if found + count >= hitCapacity { grow(by: count, found: found) }
  }

  private func grow(by count: Int, found: Int) {
    hitCapacity = Self.grow(&hits, by: count, found: found)
    grouped.deallocate()
    grouped = .allocate(hitCapacity)
  }

  /// Moves what was found to a place with room for so many more; returns how many it holds.
  private static func grow<Element>(
    _ place: inout UnsafeMutablePointer<Element>, by count: Int, found: Int
  ) -> Int {
    let capacity = 2 * (found + count) + 64
    let old = place
    place = .allocate(capacity)
    place.update(from: old, count: found)
    old.deallocate()
    return capacity
  }

  /// Makes room for `count` more hits of parts behind those that are there.
  @inline(__always)
  func reserve(parts count: Int, found: Int) {
    if found + count >= partCapacity { partCapacity = Self.grow(&parts, by: count, found: found) }
  }

  /// Forgets the hits of parts; a matcher has so many parts.
  func clearParts(of count: Int) {
    let words = count / 64 + 1
    if count > partCount {
      partCount = count
      partBits.deallocate()
      lastHits.deallocate()
      (partBits, lastHits) = (.allocate(words), .allocate(count))
      lastHits.update(repeating: -1, count: count)
    }
    partBits.update(repeating: 0, count: words)
  }

  @inline(__always)
  func hasPart(_ part: Int32) -> Bool { partBits[Int(part >> 6)] & 1 << UInt64(part & 63) != 0 }

  /// Notes a compound that may be there, once.
  func addCandidate(_ compound: Int32) {
    let index = Int(compound)
    while isCandidate.count <= index { isCandidate.append(false) }
    guard !isCandidate[index] else { return }
    isCandidate[index] = true
    candidates.append(compound)
  }

  func clearCandidates() {
    for compound in candidates { isCandidate[Int(compound)] = false }
    candidates.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with the hits of a part, the last one first.
  @inline(__always)
  func forEachHit(of part: Int32, _ body: (Scan.PartHit) -> Void) {
    var at = hasPart(part) ? lastHits[Int(part)] : -1
    while at >= 0 {
      body(parts[Int(at)])
      at = parts[Int(at)].before
    }
  }
}

extension UnsafeMutablePointer {
  fileprivate static func allocate(_ count: Int) -> Self { .allocate(capacity: count) }
}

/// The words met last with their symbols: most words of a text are among a few thousand, and to compare sixteen bytes is
/// quicker than to walk the vocabulary letter by letter.
struct WordMemory {
  fileprivate struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var symbol = WordAutomaton.noWord
  }

  private static let size = 16384
  /// The matcher whose symbols are remembered, held so that no other can take its place in memory.
  private var owner: MatcherIdentity?
  private var entries = [Entry](repeating: Entry(), count: size)

  /// Forgets the words of another matcher.
  mutating func serve(_ owner: MatcherIdentity) {
    guard self.owner !== owner else { return }
    self.owner = owner
    for i in entries.indices { entries[i] = Entry() }
  }

  mutating func withView<Result>(_ body: (View) -> Result) -> Result {
    entries.withUnsafeMutableBufferPointer { entries in
      // There are always entries.
      body(View(entries: entries.baseAddress.unsafelyUnwrapped))
    }
  }

  struct View {
    fileprivate let entries: UnsafeMutablePointer<Entry>

    /// The symbol of a word of at most sixteen bytes, in any case; `walk` finds it when it is not remembered. A word of
    /// nothing but fillers is no word, which is what an empty entry says.
    @inline(__always)
    func symbol(low: UInt64, high: UInt64, walk: () -> UInt32) -> UInt32 {
      let mixed = (low ^ (high &* 0xFF51_AFD7_ED55_8CCD)) &* 0x9E37_79B9_7F4A_7C15
      let entry = entries + Int(truncatingIfNeeded: mixed >> 50)
      if entry.pointee.low == low, entry.pointee.high == high { return entry.pointee.symbol }
      let symbol = walk()
      entry.pointee = Entry(low: low, high: high, symbol: symbol)
      return symbol
    }
  }
}

/// Tells one matcher from another.
final class MatcherIdentity: Sendable {}
