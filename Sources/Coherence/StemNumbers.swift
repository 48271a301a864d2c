/// Stems, numbered as they come.
struct StemNumbers: Sendable {
  private(set) var words: [[UInt8]] = []
  private var numbers: [Letters: Int32] = [:]

  mutating func number(of stem: [UInt8]) -> Int32 {
    if let known = numbers[Letters(stem)] { return known }
    let next = Int32(words.count)
    numbers[Letters(stem)] = next
    words.append(stem)
    return next
  }

  /// The number of a stem; nil when it was not met.
  func known(_ stem: [UInt8]) -> Int32? { numbers[Letters(stem)] }
}
