/// Words or stems, numbered as they come.
struct WordNumbers: Sendable {
  private(set) var words: [[UInt8]] = []
  private var numbers: [Letters: Int32] = [:]

  mutating func number(of word: [UInt8]) -> Int32 {
    if let known = numbers[Letters(word)] { return known }
    let next = Int32(words.count)
    numbers[Letters(word)] = next
    words.append(word)
    return next
  }

  /// The number of a word; nil when it was not met.
  func known(_ word: [UInt8]) -> Int32? { numbers[Letters(word)] }
}
