/// Words, each a row of bytes, numbered as they come.
///
/// An open-addressing table of its own: a look-up allocates nothing and takes eight bytes at a time. The place of a word in it
/// depends on a seed of the process, so that no document can be written whose words all fall together; the numbers do not.
package struct WordNumbers: Sendable {
  /// A number, one more than it is, with a part of the hash; 0 where there is none.
  private struct Slot: Sendable {
    var next: UInt32 = 0
    var hash: UInt32 = 0
  }

  /// The words by their numbers.
  package private(set) var words: [[UInt8]] = []
  private var slots = [Slot](repeating: Slot(), count: 64)

  package init() {}

  /// The number of a word, a new one if it was not known.
  package mutating func number(of word: [UInt8]) -> Int32 {
    let hash = word.withUnsafeBufferPointer(Self.hash)
    let slot = word.withUnsafeBufferPointer { slotIndex(of: $0, hash) }
    if slots[slot].next != 0 { return Int32(slots[slot].next) - 1 }
    return add(word, hash, at: slot)
  }

  /// The number of a word that lies in memory, copied only when it is new.
  package mutating func number(of word: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(word)
    let slot = slotIndex(of: word, hash)
    if slots[slot].next != 0 { return Int32(slots[slot].next) - 1 }
    return add(Array(word), hash, at: slot)
  }

  /// The number of a word; nil when it was not met.
  package func known(_ word: [UInt8]) -> Int32? {
    word.withUnsafeBufferPointer {
      let slot = slots[slotIndex(of: $0, Self.hash($0))]
      return slot.next == 0 ? nil : Int32(slot.next) - 1
    }
  }

  private mutating func add(_ word: [UInt8], _ hash: UInt64, at slot: Int) -> Int32 {
    words.append(word)
    slots[slot] = Slot(next: UInt32(words.count), hash: UInt32(truncatingIfNeeded: hash))
    if 4 * words.count > 3 * slots.count { grow() }
    return Int32(words.count) - 1
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: 2 * old.count)
    for known in old where known.next != 0 {
      let hash = words[Int(known.next) - 1].withUnsafeBufferPointer(Self.hash)
      var slot = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
      while slots[slot].next != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = known
    }
  }

  /// Where a word is, or where it would be.
  private func slotIndex(of word: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot].next != 0 {
      if slots[slot].hash == UInt32(truncatingIfNeeded: hash),
        Self.areEqual(words[Int(slots[slot].next) - 1], word)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private static func areEqual(_ known: [UInt8], _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard known.count == word.count else { return false }
    for i in 0..<word.count where known[i] != word[i] { return false }
    return true
  }

  private static let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: word.count)
    func mix(_ eight: UInt64) {
      let product = (hash ^ eight).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low
    }
    var at = 0
    while at < word.count {
      var eight: UInt64 = 0
      for i in 0..<min(8, word.count - at) { eight |= UInt64(word[at + i]) << UInt64(8 * i) }
      mix(eight)
      at += 8
    }
    mix(seed)
    return hash
  }
}
