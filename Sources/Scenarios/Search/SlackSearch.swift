/// Depth-first search with upper bounds of all slacks.
///
/// A variant is struck out when its slack against some rival cannot reach the margin any more, whatever the open descriptors
/// will be, or when it would push a decided choice behind; that lowers the bounds of others, and so on (propagation).
/// When all descriptors are decided the bounds are the slacks themselves, so a leaf needs no test.
/// Descriptors are decided in the order of few open variants and much influence on descriptors that often failed
/// (Boussemart et al., «Boosting systematic search by weighting constraints», ECAI 2004).
///
/// All state lies in memory that the search owns; one search is used by one thread.
final class SlackSearch<Lane: SlackLane> {
  typealias Block = SIMD16<Lane>

  struct Change {
    var descriptor: Int32
    var open: UInt64
    var marked: UInt64
  }

  struct Counters {
    var nodes = 0
    var isStopped = false
    var trail = 0
    /// Of how many descriptors variants were found dead in one pass.
    var changed = 0
    /// How many pins are used.
    var pinned = 0
    /// How often it was tried whether the structure falls apart, and how often it did.
    var splitsTried = 0
    var splits = 0
    /// How often variants were sought that no decided choice can bear, and how often there were some.
    var supportTried = 0
    var supportFound = 0
  }

  let table: SlackTable<Lane>
  let count: Int
  let blocks: Int
  /// The open variants of each descriptor.
  let open: UnsafeMutablePointer<UInt64>
  /// Descriptors that a pin may hold at a variant that falls behind, and how many pins there are.
  let canBePinned: UnsafeMutablePointer<Bool>
  let pins: Int
  /// Their open variants that only a pin can hold.
  let marked: UnsafeMutablePointer<UInt64>
  /// How far each slack of a pinned choice may be below zero; nil for any distance.
  let reach: UnsafeMutablePointer<Block>?
  /// The sign bit in the lanes of pairs whose choice is open, marked or not, and asked to be consistent.
  let reached: UnsafeMutablePointer<Block>
  /// The sign bit in the lanes of pairs whose choice is open, not marked, and asked to be consistent.
  let watched: UnsafeMutablePointer<Block>
  /// Upper bounds of the slacks, one row a level.
  let slacks: UnsafeMutablePointer<Block>
  let scratch: UnsafeMutablePointer<Block>
  /// The sign bit in the lanes of decided choices that one more decision could push behind; the blocks that have some.
  let firm: UnsafeMutablePointer<Block>
  let tight: UnsafeMutablePointer<Int32>
  /// Variants found dead in one pass, by descriptor; the descriptors that have some.
  let pending: UnsafeMutablePointer<UInt64>
  let changed: UnsafeMutablePointer<Int32>
  let trail: UnsafeMutablePointer<Change>
  /// The descriptors that were undecided at each level, one row a level.
  let undecided: UnsafeMutablePointer<Int32>
  let undecidedCount: UnsafeMutablePointer<Int>
  /// Influence of each descriptor, weighted with the failures of those that it influences.
  let weights: UnsafeMutablePointer<Float>
  let counters: UnsafeMutablePointer<Counters>

  /// Asked now and then with the nodes so far; true ends the search.
  let shouldStop: (Int) -> Bool
  /// Nodes between two questions, less one: fewer where a node takes long.
  let askEvery: Int
  /// Writes the proof down, if one is wanted.
  let recorder: ProofRecorder?

  /// What the failures so far taught, for another search on the same table.
  var learned: [Float] { (0..<count).map { weights[$0] } }

  func learn(_ learned: [Float]) {
    for (descriptor, weight) in learned.enumerated() { weights[descriptor] = weight }
  }

  /// Forgets the nodes and a stop, but not what was learned.
  func restart() {
    counters.pointee.nodes = 0
    counters.pointee.isStopped = false
  }

  var nodes: Int { counters.pointee.nodes }
  var isStopped: Bool { counters.pointee.isStopped }

  /// - Parameters:
  ///   - controls: descriptors of which at most `pins` may be inconsistent in a scenario.
  ///   - mostBehind: how far those may be behind, in units of the matrix.
  init(
    _ table: SlackTable<Lane>, controls: [Int] = [], pins: Int = 0, mostBehind: Int = .max,
    recorder: ProofRecorder? = nil,
    shouldStop: @escaping (Int) -> Bool
  ) {
    func zeros<Element>(_ capacity: Int, _ zero: Element) -> UnsafeMutablePointer<Element> {
      let memory = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
      memory.initialize(repeating: zero, count: capacity)
      return memory
    }
    self.table = table
    count = table.descriptorCount
    blocks = table.blocks
    open = zeros(count, 0)
    canBePinned = zeros(count, false)
    for control in controls { canBePinned[control] = true }
    self.pins = controls.isEmpty ? 0 : pins
    marked = zeros(count, 0)
    watched = zeros(blocks, .zero)
    reached = zeros(blocks, .zero)
    reach = mostBehind < .max && self.pins > 0 ? zeros(blocks, .zero) : nil
    slacks = zeros(blocks * (count + 2), .zero)
    scratch = zeros(blocks * 2, .zero)
    firm = zeros(blocks, .zero)
    tight = zeros(blocks, 0)
    pending = zeros(count, 0)
    changed = zeros(count, 0)
    trail = zeros(2 * table.matrix.size + count, Change(descriptor: 0, open: 0, marked: 0))
    undecided = zeros((count + 2) * count, 0)
    undecidedCount = zeros(count + 2, 0)
    counters = zeros(1, Counters())
    weights = zeros(count, 1e-3)
    for target in 0..<count {
      for source in 0..<count { weights[source] += table.range[target * count + source] }
    }
    self.recorder = recorder
    self.shouldStop = shouldStop
    var nodes = 1024
    while nodes > 1, nodes * blocks > 1 << 15 { nodes /= 2 }
    askEvery = nodes - 1
    if let reach {
      let most = lanes(reach)
      for pair in 0..<table.pairs.count {
        most[pair] = Lane(clamping: max(0, mostBehind) / table.pairs.divisor[pair])
      }
    }
  }

  deinit {
    open.deallocate()
    canBePinned.deallocate()
    marked.deallocate()
    watched.deallocate()
    reached.deallocate()
    reach?.deallocate()
    slacks.deallocate()
    scratch.deallocate()
    firm.deallocate()
    tight.deallocate()
    pending.deallocate()
    changed.deallocate()
    trail.deallocate()
    undecided.deallocate()
    undecidedCount.deallocate()
    counters.deallocate()
    weights.deallocate()
  }

  /// Sets up the root and propagates; false when there is nothing to find.
  func begin() -> Bool {
    counters.pointee.trail = 0
    counters.pointee.pinned = 0
    let sums = lanes(slacks)
    for block in 0..<blocks {
      slacks[block] = .zero
      watched[block] = .zero
      reached[block] = .zero
    }
    for pair in 0..<table.pairs.count {
      sums[pair] = 0 &- Lane(truncatingIfNeeded: table.pairs.threshold[pair])
    }
    for descriptor in 0..<count {
      open[descriptor] = table.question.allowed[descriptor]
      marked[descriptor] = 0
      guard open[descriptor] != 0 else { return false }
      let most = table.most(descriptor, open[descriptor], scratch: scratch)
      for block in 0..<blocks { slacks[block] = Lane.replace(slacks[block], .zero, most[block]) }
      watch(descriptor, open[descriptor])
      if reach != nil { watch(descriptor, open[descriptor], in: reached) }
    }
    return propagate(slacks)
  }

  @inline(__always)
  func lanes(_ blocks: UnsafeMutablePointer<Block>) -> UnsafeMutablePointer<Lane> {
    UnsafeMutableRawPointer(blocks).assumingMemoryBound(to: Lane.self)
  }

  /// Watches the pairs of some variants or stops it. Whole blocks are written, for a narrower store would stall the next load.
  @inline(__always)
  func watch(
    _ descriptor: Int, _ variants: UInt64, isWatched: Bool = true,
    in watched: UnsafeMutablePointer<Block>? = nil
  ) {
    let watched = watched ?? self.watched
    let start = Int(table.firstVariant[descriptor])
    var rest = variants
    while rest != 0 {
      let variant = start &+ rest.trailingZeroBitCount
      let target = watched + Int(table.signBlock[variant])
      let signs = table.signs + Int(table.signStart[variant])
      for block in 0..<Int(table.signBlockCount[variant]) {
        target[block] =
          isWatched
          ? Lane.with(target[block], signs[block]) : Lane.without(target[block], signs[block])
      }
      rest &= rest &- 1
    }
  }

  /// Keeps the state of a descriptor, to be restored by `undo`.
  @inline(__always)
  func remember(_ descriptor: Int) {
    trail[counters.pointee.trail] = Change(
      descriptor: Int32(truncatingIfNeeded: descriptor), open: open[descriptor],
      marked: marked[descriptor])
    counters.pointee.trail &+= 1
  }

  @inline(__always)
  func undo(to mark: Int) {
    while counters.pointee.trail > mark {
      counters.pointee.trail &-= 1
      let change = trail[counters.pointee.trail]
      let descriptor = Int(change.descriptor)
      let before = change.open & ~change.marked
      let now = open[descriptor] & ~marked[descriptor]
      if now == 0, before != 0 { counters.pointee.pinned &-= 1 }
      watch(descriptor, before & ~now)
      if reach != nil { watch(descriptor, change.open & ~open[descriptor], in: reached) }
      open[descriptor] = change.open
      marked[descriptor] = change.marked
    }
  }
}
