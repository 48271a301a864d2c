/// The number of each of some words that are known by few letters: a table of twice their number, in which a word is sought from
/// a place that its letters give to the first free one (linear probing). It is asked for every word of every passage.
struct LetterTable: Sendable, Hashable {
  private struct Entry: Sendable, Hashable {
    var key: UInt64 = 0
    var number: Int32 = -1
  }

  private var entries: [Entry]
  private let shift: Int
  /// How many words there are.
  let count: Int

  /// - Parameter keys: distinct; the number of a key is its place.
  init(_ keys: [UInt64]) {
    count = keys.count
    let bits = max(1, (2 * keys.count).bitWidth - (2 * keys.count).leadingZeroBitCount)
    shift = 64 - bits
    entries = [Entry](repeating: Entry(), count: 1 << bits)
    for (number, key) in keys.enumerated() {
      var slot = place(of: key)
      while entries[slot].number >= 0 { slot = following(slot) }
      entries[slot] = Entry(key: key, number: Int32(number))
    }
  }

  /// The number of a word; -1 for one that is not known.
  subscript(key: UInt64) -> Int32 {
    var slot = place(of: key)
    while entries[slot].number >= 0, entries[slot].key != key { slot = following(slot) }
    return entries[slot].number
  }

  /// Multiplicative hashing by the golden ratio (Knuth, "The Art of Computer Programming", volume 3, 6.4).
  private func place(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(shift))
  }

  private func following(_ slot: Int) -> Int { (slot + 1) & (entries.count - 1) }
}
