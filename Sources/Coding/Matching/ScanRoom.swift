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
  private var markCapacity = 1

  @exclusivity(unchecked) private(set) var hits: UnsafeMutablePointer<Scan.Hit>
  @exclusivity(unchecked) private(set) var grouped: UnsafeMutablePointer<Scan.Hit>
  @exclusivity(unchecked) private(set) var parts: UnsafeMutablePointer<Scan.PartHit>
  @exclusivity(unchecked) private(set) var sortedParts: UnsafeMutablePointer<Scan.PartHit>
  private var hitCapacity = 0

  /// Compounds that may be there, and the hits of those that are.
  @exclusivity(unchecked) var candidates: [Int32] = []
  @exclusivity(unchecked) var joined: [Scan.Hit] = []

  @exclusivity(unchecked) var memory = WordMemory()
  @exclusivity(unchecked) var tally = PartTally()

  init() {
    (folded, ends, symbols) = (.allocate(1), .allocate(1), .allocate(1))
    (words, states, marks) = (.allocate(1), .allocate(1), .allocate(1))
    (hits, grouped, parts, sortedParts) = (.allocate(1), .allocate(1), .allocate(1), .allocate(1))
  }

  deinit {
    freeText()
    marks.deallocate()
    freeHits()
    tally.deallocate()
  }

  private func freeText() {
    folded.deallocate()
    ends.deallocate()
    symbols.deallocate()
    words.deallocate()
    states.deallocate()
  }

  private func freeHits() {
    hits.deallocate()
    grouped.deallocate()
    parts.deallocate()
    sortedParts.deallocate()
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

  /// Makes room for the marks of so many words; what was there is lost.
  func reserve(marks count: Int) {
    guard count > markCapacity else { return }
    marks.deallocate()
    markCapacity = count + count / 2
    marks = .allocate(markCapacity)
  }

  /// Makes room for `count` more hits and parts behind those that are there.
  @inline(__always)
  func reserve(hits count: Int, found: Int, parts: Int) {
    if found + parts + count >= hitCapacity { grow(by: count, found: found, parts: parts) }
  }

  private func grow(by count: Int, found: Int, parts: Int) {
    hitCapacity = 2 * (found + parts + count) + 64
    let (oldHits, oldParts) = (hits, self.parts)
    (hits, self.parts) = (.allocate(hitCapacity), .allocate(hitCapacity))
    hits.update(from: oldHits, count: found)
    self.parts.update(from: oldParts, count: parts)
    oldHits.deallocate()
    oldParts.deallocate()
    grouped.deallocate()
    sortedParts.deallocate()
    (grouped, sortedParts) = (.allocate(hitCapacity), .allocate(hitCapacity))
  }
}

extension UnsafeMutablePointer {
  fileprivate static func allocate(_ count: Int) -> Self { .allocate(capacity: count) }
}

/// Counts, while a text is read, the hits of each part of a compound.
///
/// Its memory is that of the room which it belongs to: `deallocate` ends it.
struct PartTally {
  private struct Part {
    /// Hits; 0 between scans.
    var count: Int32 = 0
    /// Where they begin when hits are sorted by part.
    var start: Int32 = 0
  }

  private var parts: UnsafeMutableBufferPointer<Part> = .allocate(capacity: 0)
  /// A bit for each part that has hits.
  private var bits: UnsafeMutableBufferPointer<UInt64> = .allocate(capacity: 0)
  private var touched: UnsafeMutableBufferPointer<Int32> = .allocate(capacity: 0)
  private var touchedCount = 0

  func deallocate() {
    parts.deallocate()
    bits.deallocate()
    touched.deallocate()
  }

  /// The parts that have hits.
  var met: UnsafeMutableBufferPointer<Int32>.SubSequence { touched[..<touchedCount] }

  @inline(__always)
  func has(_ part: Int32) -> Bool { bits[Int(part >> 6)] & 1 << UInt64(part & 63) != 0 }

  mutating func prepare(parts partCount: Int) {
    guard parts.count < partCount else { return }
    deallocate()
    (parts, touched) = (.allocate(capacity: partCount), .allocate(capacity: partCount))
    bits = .allocate(capacity: partCount / 64 + 1)
    parts.initialize(repeating: Part())
    bits.initialize(repeating: 0)
  }

  /// Notes a hit of a part.
  @inline(__always)
  mutating func add(_ part: Int32) {
    let index = Int(part)
    parts[index].count &+= 1
    guard parts[index].count == 1 else { return }
    bits[index >> 6] |= 1 << UInt64(index & 63)
    touched[touchedCount] = part
    touchedCount &+= 1
  }

  /// Sorts hits by part, each part's in the order they have.
  mutating func sort(
    _ hits: UnsafePointer<Scan.PartHit>, count: Int,
    into sorted: UnsafeMutablePointer<Scan.PartHit>
  ) {
    var next: Int32 = 0
    for part in touched[..<touchedCount] {
      parts[Int(part)].start = next
      next += parts[Int(part)].count
    }
    for i in 0..<count {
      let part = Int(hits[i].part)
      sorted[Int(parts[part].start)] = hits[i]
      parts[part].start += 1
    }
    for part in touched[..<touchedCount] { parts[Int(part)].start -= parts[Int(part)].count }
  }

  func range(of part: Int32) -> Range<Int> {
    let known = parts[Int(part)]
    return known.count > 0 ? Int(known.start)..<Int(known.start + known.count) : 0..<0
  }

  /// Forgets the hits.
  mutating func clear() {
    for part in touched[..<touchedCount] {
      parts[Int(part)].count = 0
      bits[Int(part >> 6)] = 0
    }
    touchedCount = 0
  }
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
