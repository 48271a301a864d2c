/// Numbers the scenarios of a space that fits 32 bits, in lexicographic order from 0.
struct ScenarioNumbering {
  let counts: [Int]
  let space: Int

  /// - Returns: nil when the space has more than `most` scenarios.
  init?(_ matrix: CrossImpactMatrix, most: Int) {
    counts = matrix.descriptors.map { $0.variants.count }
    guard let space = matrix.space.int, space <= min(most, 1 << 32) else { return nil }
    self.space = space
  }

  func variants(_ number: Int) -> [UInt8] {
    var rest = number
    var variants = [UInt8](repeating: 0, count: counts.count)
    for j in counts.indices.reversed() {
      variants[j] = UInt8(rest % counts[j])
      rest /= counts[j]
    }
    return variants
  }

  func number(_ variants: [UInt8]) -> Int {
    zip(variants, counts).reduce(0) { $0 * $1.1 + Int($1.0) }
  }
}
