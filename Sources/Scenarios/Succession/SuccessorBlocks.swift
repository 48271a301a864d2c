/// The successors of a whole space of scenarios, block after block.
///
/// A block is all settings of the last few descriptors under one setting of the others, so it is a run of consecutive
/// numbers.
protocol SuccessorBlocks: Sendable {
  var blockSize: Int { get }
  var blockCount: Int { get }
  /// Fills `successors` with the numbers of the successors of block `block`.
  func fill(
    _ blocks: Range<Int>, _ use: (_ first: Int, _ successors: UnsafeBufferPointer<UInt32>) -> Void)
}

/// Any rule, one scenario at a time: an odometer keeps the balance up to date.
struct SteppedBlocks: SuccessorBlocks {
  private let succession: Succession
  private let numbering: ScenarioNumbering
  let blockSize: Int
  let blockCount: Int

  init(_ succession: Succession, _ numbering: ScenarioNumbering) {
    self.succession = succession
    self.numbering = numbering
    blockSize = min(4096, numbering.space)
    blockCount = (numbering.space + blockSize - 1) / blockSize
  }

  func fill(
    _ blocks: Range<Int>, _ use: (_ first: Int, _ successors: UnsafeBufferPointer<UInt32>) -> Void
  ) {
    guard !blocks.isEmpty else { return }
    let counts = numbering.counts
    var variants = numbering.variants(blocks.lowerBound * blockSize)
    var balance = succession.matrix.balance(of: Scenario(variants: variants))
    var next = variants
    var scratch = balance
    var buffer = [UInt32](repeating: 0, count: blockSize)
    for block in blocks {
      let first = block * blockSize
      let count = min(blockSize, numbering.space - first)
      for i in 0..<count {
        next = variants
        scratch = balance
        succession.step(&next, &scratch)
        buffer[i] = UInt32(numbering.number(next))
        var j = counts.count - 1
        while j >= 0 {
          let current = Int(variants[j])
          let goal = current + 1 < counts[j] ? current + 1 : 0
          variants[j] = UInt8(goal)
          if goal != current { succession.shift(&balance, j, from: current, to: goal) }
          if goal != 0 { break }
          j -= 1
        }
      }
      buffer.withUnsafeBufferPointer { use(first, UnsafeBufferPointer(rebasing: $0[..<count])) }
    }
  }
}
