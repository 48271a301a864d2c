/// For each descriptor and each set of variants still open to it, the most that it can add to the lead of every choice
/// over every rival; the ground on which `PinSearch` stands.
///
/// Leads of one pair are divided by what their differences have in common, which changes no sign.
final class PinTable<Lane: FixedWidthInteger & Sendable>: @unchecked Sendable {
  let matrix: CrossImpactMatrix
  /// The first pair of each variant; its pairs with all its rivals follow one another.
  let first: [Int]
  let pairCount: Int
  /// What the leads of a pair were divided by.
  let divisors: [Int]
  /// How far each source can shift the leads of each target: `influence[target * n + source]`.
  let influence: [Float]
  private let rows: UnsafeMutablePointer<Lane>
  private let start: [Int]
  private let isBySet: [Bool]

  /// Sets of at most this many variants have their rows worked out beforehand.
  private static var mostBySet: Int { 6 }

  /// - Returns: nil when leads do not fit the lanes.
  init?(_ matrix: CrossImpactMatrix) {
    let n = matrix.descriptors.count
    var first: [Int] = []
    var pairs: [(choice: Int, rival: Int, owner: Int)] = []
    for j in 0..<n {
      for choice in matrix.range(j) {
        first.append(pairs.count)
        for rival in matrix.range(j) where rival != choice { pairs.append((choice, rival, j)) }
      }
    }
    first.append(pairs.count)
    var divisors = [Int](repeating: 0, count: pairs.count)
    var reach = divisors
    for i in 0..<n {
      for (p, pair) in pairs.enumerated() {
        var largest = 0
        for row in matrix.range(i) {
          let lead = abs(matrix[row, pair.choice] - matrix[row, pair.rival])
          largest = max(largest, lead)
          var (a, b) = (divisors[p], lead)
          while b != 0 { (a, b) = (b, a % b) }
          divisors[p] = a
        }
        reach[p] += largest
      }
    }
    for p in pairs.indices {
      divisors[p] = max(1, divisors[p])
      guard reach[p] / divisors[p] < Int(Lane.max) / 4 else { return nil }
    }
    let isBySet = matrix.descriptors.map { $0.variants.count <= Self.mostBySet }
    var start: [Int] = []
    var total = 0
    for (descriptor, bySet) in zip(matrix.descriptors, isBySet) {
      start.append(total)
      total += bySet ? 1 << descriptor.variants.count : descriptor.variants.count
    }
    let width = pairs.count
    let rows = UnsafeMutablePointer<Lane>.allocate(capacity: max(1, total * width))
    rows.initialize(repeating: 0, count: max(1, total * width))
    var influence = [Float](repeating: 0, count: n * n)
    for i in 0..<n {
      for (a, row) in matrix.range(i).enumerated() {
        let target = rows + (start[i] + (isBySet[i] ? 1 << a : a)) * width
        for (p, pair) in pairs.enumerated() {
          target[p] = Lane(
            truncatingIfNeeded: (matrix[row, pair.choice] - matrix[row, pair.rival]) / divisors[p])
        }
      }
      let count = matrix.variantCount(i)
      if isBySet[i] {
        for set in 1..<(1 << count) where set & (set - 1) != 0 {
          let rest = rows + (start[i] + (set & (set - 1))) * width
          let lowest = rows + (start[i] + (set & -set)) * width
          let target = rows + (start[i] + set) * width
          for p in 0..<width { target[p] = max(rest[p], lowest[p]) }
        }
      }
      for (p, pair) in pairs.enumerated() {
        var (low, high) = (Lane.max, Lane.min)
        for a in 0..<count {
          let lead = rows[(start[i] + (isBySet[i] ? 1 << a : a)) * width + p]
          low = min(low, lead)
          high = max(high, lead)
        }
        influence[pair.owner * n + i] += Float(high) - Float(low)
      }
    }
    self.matrix = matrix
    self.first = first
    self.divisors = divisors
    self.influence = influence
    self.rows = rows
    self.start = start
    self.isBySet = isBySet
    pairCount = width
  }

  deinit { rows.deallocate() }

  /// target = source + the most that `new` can add - the most that `old` could.
  @inline(__always)
  func replace(
    _ descriptor: Int, _ old: UInt64, _ new: UInt64, from source: UnsafeMutablePointer<Lane>,
    into target: UnsafeMutablePointer<Lane>
  ) {
    if isBySet[descriptor] {
      let before = rows + (start[descriptor] + Int(old)) * pairCount
      let after = rows + (start[descriptor] + Int(new)) * pairCount
      for p in 0..<pairCount { target[p] = source[p] &+ (after[p] &- before[p]) }
    } else {
      for p in 0..<pairCount {
        target[p] = source[p] &+ (most(descriptor, new, p) &- most(descriptor, old, p))
      }
    }
  }

  func most(_ descriptor: Int, _ set: UInt64, _ pair: Int) -> Lane {
    guard set != 0 else { return 0 }
    if isBySet[descriptor] { return rows[(start[descriptor] + Int(set)) * pairCount + pair] }
    var most = Lane.min
    var rest = set
    while rest != 0 {
      most = max(most, rows[(start[descriptor] + rest.trailingZeroBitCount) * pairCount + pair])
      rest &= rest - 1
    }
    return most
  }
}
