/// Choices for some of the descriptors, many times, as a flat list; the lexicographically first are kept when they are too many.
struct PartialScenarios: Sendable {
  /// The descriptors that are chosen for, ascending.
  let descriptors: [Int]
  /// How many are kept at most.
  let limit: Int
  private var bytes: [UInt8] = []
  /// How many were added or counted, kept or not.
  private(set) var found = WholeNumber(0)
  private var kept = 0

  init(descriptors: [Int], limit: Int) {
    self.descriptors = descriptors
    self.limit = limit
  }

  var count: Int { kept }

  private var width: Int { descriptors.count }

  /// The variant of the descriptor at a place of `descriptors`.
  subscript(index: Int, place: Int) -> UInt8 { bytes[index * width + place] }

  mutating func add(_ open: UnsafePointer<UInt64>) {
    found = found + WholeNumber(1)
    guard limit > 0 else { return }
    for descriptor in descriptors {
      bytes.append(UInt8(truncatingIfNeeded: open[descriptor].trailingZeroBitCount))
    }
    kept += 1
    if kept >= 2 * limit, kept >= 4096 { sort() }
  }

  /// Adds scenarios that are only counted.
  mutating func add(count: WholeNumber) { found = found + count }

  mutating func merge(_ other: PartialScenarios) {
    found = found + other.found
    bytes += other.bytes
    kept += other.kept
  }

  /// Puts them in order and drops those beyond the limit.
  mutating func sort() {
    let width = width
    guard width > 0 else {
      kept = min(kept, limit)
      return
    }
    var order = Array(0..<kept)
    bytes.withUnsafeBufferPointer { bytes in
      order.sort { a, b in
        for place in 0..<width {
          let left = bytes[a * width + place]
          let right = bytes[b * width + place]
          if left != right { return left < right }
        }
        return false
      }
    }
    kept = min(kept, limit)
    var sorted: [UInt8] = []
    sorted.reserveCapacity(kept * width)
    for index in order.prefix(kept) { sorted += bytes[index * width..<(index + 1) * width] }
    bytes = sorted
  }
}
