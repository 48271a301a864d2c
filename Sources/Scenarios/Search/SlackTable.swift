/// For each descriptor and each set of variants that are still open to it, the most that it can add to every slack.
///
/// Read-only after it is made, so workers share it; it owns its memory.
final class SlackTable<Lane: SlackLane>: @unchecked Sendable {
  typealias Block = SIMD16<Lane>

  let matrix: CrossImpactMatrix
  let question: ScenarioQuestion
  let pairs: SlackPairs
  /// Blocks of lanes that hold one number for each pair.
  let blocks: Int
  let descriptorCount: Int
  /// The descriptor of a pair, and the bit of its choice.
  let owner: UnsafeMutablePointer<Int32>
  let bit: UnsafeMutablePointer<UInt64>
  /// For each variant, the blocks in which its pairs lie: the first, and how many.
  let signBlock: UnsafeMutablePointer<Int32>
  let signBlockCount: UnsafeMutablePointer<Int32>
  /// For each variant, in the order of those blocks, the sign bits of its pairs; none when it is not asked to be consistent.
  let signs: UnsafeMutablePointer<Block>
  /// Where the sign bits of a variant begin.
  let signStart: UnsafeMutablePointer<Int32>
  /// The first variant of each descriptor.
  let firstVariant: UnsafeMutablePointer<Int32>
  /// `range[j * n + i]`: how far descriptor `i` can move the slacks of `j`, in all its pairs.
  let range: UnsafeMutablePointer<Float>
  /// The farthest that one descriptor can move each slack.
  let farthest: UnsafeMutablePointer<Block>
  /// For each descriptor, the blocks in which it can move a slack: where they begin among all, and where they end.
  let touched: UnsafeMutablePointer<Int32>
  let touchedStart: UnsafeMutablePointer<Int32>

  /// Rows of one number for each pair: for each descriptor its variants, or its sets of variants.
  private let rows: UnsafeMutablePointer<Block>
  private let rowStart: UnsafeMutablePointer<Int>
  /// Whether the rows of a descriptor are indexed by sets; else by variants, and sets are worked out when needed.
  private let isBySet: UnsafeMutablePointer<Bool>

  static var lanes: Int { 16 }

  init(_ matrix: CrossImpactMatrix, _ question: ScenarioQuestion, _ pairs: SlackPairs) {
    self.matrix = matrix
    self.question = question
    self.pairs = pairs
    // An even number, for two blocks are worked on at a time.
    blocks = max(1, (pairs.count + 2 * Self.lanes - 1) / (2 * Self.lanes)) * 2
    let count = matrix.descriptors.count
    descriptorCount = count
    let ownerOfVariant = matrix.descriptors.indices.flatMap { descriptor in
      matrix.range(descriptor).map { _ in descriptor }
    }
    owner = Self.copy(pairs.choice.map { Int32(ownerOfVariant[$0]) })
    bit = Self.copy(
      pairs.choice.map { 1 << UInt64($0 - matrix.offsets[ownerOfVariant[$0]]) })
    var signBlock: [Int32] = []
    var signBlockCount: [Int32] = []
    var signStart: [Int32] = []
    var signs: [Block] = []
    for variant in 0..<matrix.size {
      let range = pairs.first[variant]..<pairs.first[variant + 1]
      let isAsked = question.leastMargins[ownerOfVariant[variant]] != nil && !range.isEmpty
      let first = range.lowerBound / Self.lanes
      let last = isAsked ? (range.upperBound - 1) / Self.lanes : first - 1
      signBlock.append(Int32(first))
      signBlockCount.append(Int32(last - first + 1))
      signStart.append(Int32(signs.count))
      for block in first..<(last + 1) {
        var sign = Block.zero
        for lane in 0..<Self.lanes where range.contains(block * Self.lanes + lane) {
          sign[lane] = Lane.min
        }
        signs.append(sign)
      }
    }
    self.signBlock = Self.copy(signBlock)
    self.signBlockCount = Self.copy(signBlockCount)
    self.signStart = Self.copy(signStart)
    self.signs = Self.copy(signs)
    firstVariant = Self.copy(matrix.offsets.map(Int32.init))
    let bytes = blocks * MemoryLayout<Block>.stride
    let counts = matrix.descriptors.map(\.variants.count)
    let isBySet = counts.map { $0 <= 4 || ($0 <= 6 && (bytes << $0) * count <= 8 << 20) }
    self.isBySet = Self.copy(isBySet)
    var start: [Int] = []
    var total = 0
    for (place, variants) in counts.enumerated() {
      start.append(total)
      total += isBySet[place] ? 1 << variants : variants
    }
    rowStart = Self.copy(start)
    let rows = UnsafeMutablePointer<Block>.allocate(capacity: total * blocks)
    self.rows = rows
    let width = blocks
    func lanes(_ row: Int) -> UnsafeMutablePointer<Lane> {
      UnsafeMutableRawPointer(rows + row * width).assumingMemoryBound(to: Lane.self)
    }
    rows.initialize(repeating: .zero, count: total * blocks)
    var range = [Float](repeating: 0, count: count * count)
    farthest = UnsafeMutablePointer<Block>.allocate(capacity: blocks)
    farthest.initialize(repeating: .zero, count: blocks)
    let mostMoved = UnsafeMutableRawPointer(farthest).assumingMemoryBound(to: Lane.self)
    var touched: [Int32] = []
    var touchedStart: [Int32] = [0]
    for source in 0..<count {
      let variants = matrix.range(source)
      for (a, row) in variants.enumerated() {
        let place = start[source] + (isBySet[source] ? 1 << a : a)
        let added = lanes(place)
        pairs.differences(matrix, row: row) { pair, difference in
          added[pair] = Lane(truncatingIfNeeded: difference)
        }
      }
      if isBySet[source] {
        for set in 1..<(1 << variants.count) where set & (set - 1) != 0 {
          let rest = lanes(start[source] + (set & (set - 1)))
          let lowest = lanes(start[source] + (set & -set))
          let most = lanes(start[source] + set)
          for pair in 0..<pairs.count { most[pair] = max(rest[pair], lowest[pair]) }
        }
      }
      var least = [Lane](repeating: .max, count: pairs.count)
      var most = [Lane](repeating: .min, count: pairs.count)
      for a in 0..<variants.count {
        let values = lanes(start[source] + (isBySet[source] ? 1 << a : a))
        for pair in 0..<pairs.count {
          least[pair] = min(least[pair], values[pair])
          most[pair] = max(most[pair], values[pair])
        }
      }
      for pair in 0..<pairs.count where most[pair] > least[pair] {
        range[ownerOfVariant[pairs.choice[pair]] * count + source] +=
          Float(most[pair]) - Float(least[pair])
        let (moved, isBeyond) = most[pair].subtractingReportingOverflow(least[pair])
        mostMoved[pair] = max(mostMoved[pair], isBeyond ? .max : moved)
        let block = Int32(pair / Self.lanes)
        if touched.count == Int(touchedStart[source]) || touched[touched.count - 1] != block {
          touched.append(block)
        }
      }
      touchedStart.append(Int32(touched.count))
    }
    self.range = Self.copy(range)
    self.touched = Self.copy(touched)
    self.touchedStart = Self.copy(touchedStart)
  }

  deinit {
    rows.deallocate()
    owner.deallocate()
    bit.deallocate()
    signBlock.deallocate()
    signBlockCount.deallocate()
    signStart.deallocate()
    signs.deallocate()
    firstVariant.deallocate()
    range.deallocate()
    farthest.deallocate()
    touched.deallocate()
    touchedStart.deallocate()
    rowStart.deallocate()
    isBySet.deallocate()
  }

  /// Arrays read in the innermost loops, without their bounds checks and reference counts.
  private static func copy<Element>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(1, array.count))
    copy.initialize(from: array, count: array.count)
    return copy
  }

  private func lanes(_ row: Int) -> UnsafeMutablePointer<Lane> {
    UnsafeMutableRawPointer(rows + row * blocks).assumingMemoryBound(to: Lane.self)
  }

  /// The most that a descriptor can add to each slack when its variants are those of `set`.
  ///
  /// - Parameter scratch: where it is worked out when the table does not hold it.
  @inline(__always)
  func most(_ descriptor: Int, _ set: UInt64, scratch: UnsafeMutablePointer<Block>)
    -> UnsafePointer<Block>
  {
    if isBySet[descriptor] {
      return UnsafePointer(rows + (rowStart[descriptor] + Int(set)) * blocks)
    }
    return workedOut(descriptor, set, scratch: scratch)
  }

  private func workedOut(_ descriptor: Int, _ set: UInt64, scratch: UnsafeMutablePointer<Block>)
    -> UnsafePointer<Block>
  {
    let most = UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Lane.self)
    let width = blocks * Self.lanes
    var rest = set
    var isFirst = true
    while rest != 0 {
      let row = lanes(rowStart[descriptor] + rest.trailingZeroBitCount)
      if isFirst {
        for lane in 0..<width { most[lane] = row[lane] }
      } else {
        for lane in 0..<width { most[lane] = max(most[lane], row[lane]) }
      }
      isFirst = false
      rest &= rest - 1
    }
    return UnsafePointer(scratch)
  }

  /// What one variant adds to each slack.
  func row(_ descriptor: Int, _ variant: Int) -> UnsafePointer<Lane> {
    UnsafeRawPointer(added(by: descriptor, variant)).assumingMemoryBound(to: Lane.self)
  }

  /// The same, by blocks.
  @inline(__always)
  func added(by descriptor: Int, _ variant: Int) -> UnsafePointer<Block> {
    let row = rowStart[descriptor] + (isBySet[descriptor] ? 1 << variant : variant)
    return UnsafePointer(rows + row * blocks)
  }
}
