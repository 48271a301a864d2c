/// Global succession of a whole block at a time, in 16-bit lanes.
///
/// The score of a variant is packed with what decides a tie: score · 2m + (present ? m : 0) + (k - 1 - variant), where
/// m is a power of two not below k. So one maximum over a descriptor's variants finds the winner by the rule, and its
/// lowest bits say which it is. Scores are the sum of a part that the block has in common and one that depends on
/// the place in the block; both are kept ready.
struct GlobalBlocks: SuccessorBlocks {
  let blockSize: Int
  let blockCount: Int
  private let descriptors: [Packed]
  private let numbering: ScenarioNumbering
  /// Descriptors that a block has in common.
  private let leading: Int
  /// For each row of the leading descriptors, what it adds to each column; packed.
  private let rows: [Int16]
  private let offsets: [Int]
  private let size: Int
  /// Column by column: what each place in the block adds; packed.
  private let places: [Int16]
  /// Descriptors whose numbers are put together in 16 bits, one group after another.
  private let groups: [Range<Int>]

  private struct Packed {
    var count: Int
    var mask: Int16
    var first: Int
  }

  /// - Returns: nil when packed scores do not fit 16 bits.
  init?(_ matrix: CrossImpactMatrix, _ numbering: ScenarioNumbering) {
    let n = matrix.descriptors.count
    let size = matrix.size
    var packed: [Packed] = []
    var rows = [Int16](repeating: 0, count: size * size)
    for j in 0..<n {
      let count = matrix.variantCount(j)
      var unit = 1
      while unit < count { unit *= 2 }
      let columns = matrix.range(j)
      let scale = Self.commonDivisor(matrix, columns)
      var bound = 0
      for i in 0..<n {
        var largest = 0
        for row in matrix.range(i) {
          for column in columns {
            let difference = (matrix[row, column] - matrix[row, columns.lowerBound]) / scale
            guard abs(difference) < 16_384 else { return nil }
            largest = max(largest, abs(difference))
            let score = difference * 2 * unit
            guard let short = Int16(exactly: score) else { return nil }
            rows[row * size + column] = short
          }
        }
        bound += largest
      }
      guard bound * 2 * unit + 2 * unit < 32_767 else { return nil }
      // The present variant wins its ties.
      for column in columns { rows[column * size + column] += Int16(unit) }
      packed.append(Packed(count: count, mask: Int16(unit - 1), first: columns.lowerBound))
    }
    var leading = n
    var blockSize = 1
    while leading > 0, blockSize * matrix.variantCount(leading - 1) <= 4096 {
      leading -= 1
      blockSize *= matrix.variantCount(leading)
    }
    self.size = size
    self.rows = rows
    self.leading = leading
    self.blockSize = blockSize
    self.numbering = numbering
    blockCount = numbering.space / blockSize
    descriptors = packed
    offsets = matrix.offsets
    places = Self.places(packed, matrix, rows, leading, blockSize)
    groups = Self.groups(packed.map(\.count))
  }

  /// Ties are kept and numbers get smaller when all differences are divided by what they have in common.
  private static func commonDivisor(_ matrix: CrossImpactMatrix, _ columns: Range<Int>) -> Int {
    var divisor = 0
    for row in 0..<matrix.size {
      for column in columns {
        var (a, b) = (divisor, abs(matrix[row, column] - matrix[row, columns.lowerBound]))
        while b != 0 { (a, b) = (b, a % b) }
        divisor = a
        if divisor == 1 { return 1 }
      }
    }
    return max(divisor, 1)
  }

  private static func places(
    _ descriptors: [Packed], _ matrix: CrossImpactMatrix, _ rows: [Int16], _ leading: Int,
    _ blockSize: Int
  ) -> [Int16] {
    let size = matrix.size
    var places = [Int16](repeating: 0, count: size * blockSize)
    for place in 0..<blockSize {
      for descriptor in descriptors {
        for variant in 0..<descriptor.count {
          places[(descriptor.first + variant) * blockSize + place] =
            Int16(descriptor.count - 1 - variant)
        }
      }
      var rest = place
      for i in (leading..<descriptors.count).reversed() {
        let row = descriptors[i].first + rest % descriptors[i].count
        rest /= descriptors[i].count
        for column in 0..<size { places[column * blockSize + place] += rows[row * size + column] }
      }
    }
    return places
  }

  private static func groups(_ counts: [Int]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    var product = 1
    for (j, count) in counts.enumerated() {
      if product * count > 65_536 {
        groups.append(start..<j)
        start = j
        product = 1
      }
      product *= count
    }
    groups.append(start..<counts.count)
    return groups
  }

  func fill(
    _ blocks: Range<Int>, _ use: (_ first: Int, _ successors: UnsafeBufferPointer<UInt32>) -> Void
  ) {
    var common = [Int16](repeating: 0, count: size)
    var best = [Int16](repeating: 0, count: blockSize)
    var group = [UInt16](repeating: 0, count: blockSize)
    var successors = [UInt32](repeating: 0, count: blockSize)
    for block in blocks {
      let first = block * blockSize
      sum(numbering.variants(first), into: &common)
      places.withUnsafeBufferPointer { places in
        best.withUnsafeMutableBufferPointer { best in
          group.withUnsafeMutableBufferPointer { group in
            successors.withUnsafeMutableBufferPointer { successors in
              lanes(common, places, best, group, successors)
            }
          }
        }
      }
      successors.withUnsafeBufferPointer { use(first, $0) }
    }
  }

  private func sum(_ variants: [UInt8], into common: inout [Int16]) {
    for column in 0..<size { common[column] = 0 }
    for i in 0..<leading {
      let row = (offsets[i] + Int(variants[i])) * size
      for column in 0..<size { common[column] += rows[row + column] }
    }
  }

  private func lanes(
    _ common: [Int16], _ places: UnsafeBufferPointer<Int16>,
    _ best: UnsafeMutableBufferPointer<Int16>, _ group: UnsafeMutableBufferPointer<UInt16>,
    _ successors: UnsafeMutableBufferPointer<UInt32>
  ) {
    let count = blockSize
    guard let places = places.baseAddress, let best = best.baseAddress,
      let group = group.baseAddress, let successors = successors.baseAddress
    else { return }
    for s in 0..<count { successors[s] = 0 }
    for range in groups {
      var product: UInt32 = 1
      for s in 0..<count { group[s] = 0 }
      for j in range {
        let descriptor = descriptors[j]
        let (mask, factor) = (descriptor.mask, UInt16(descriptor.count))
        product *= UInt32(factor)
        let first = places + descriptor.first * count
        let base = common[descriptor.first]
        if descriptor.count == 3 {
          let (second, third) = (first + count, first + 2 * count)
          let (other, last) = (common[descriptor.first + 1], common[descriptor.first + 2])
          for s in 0..<count {
            let top = max(max(first[s] &+ base, second[s] &+ other), third[s] &+ last)
            group[s] = group[s] &* factor &+ UInt16(bitPattern: top & mask)
          }
        } else {
          for s in 0..<count { best[s] = first[s] &+ base }
          for variant in 1..<max(1, descriptor.count) {
            let scores = first + variant * count
            let base = common[descriptor.first + variant]
            for s in 0..<count { best[s] = max(best[s], scores[s] &+ base) }
          }
          for s in 0..<count {
            group[s] = group[s] &* factor &+ UInt16(bitPattern: best[s] & mask)
          }
        }
      }
      for s in 0..<count { successors[s] = successors[s] &* product &+ UInt32(group[s]) }
    }
    // Digits were counted from the last variant.
    let last = UInt32(truncatingIfNeeded: numbering.space - 1)
    for s in 0..<count { successors[s] = last &- successors[s] }
  }
}
