/// Going down the tree: which descriptor is decided next, and what follows from each of its variants.
extension SlackSearch {
  /// The descriptor to decide next, of those that were undecided one level above; -1 when all are decided.
  @inline(__always)
  func next(level: Int) -> Int {
    let before = undecided + level &* count
    let now = before + count
    let open = open
    let weights = weights
    var left = 0
    var best = -1
    var fewest: Float = 1
    var heaviest: Float = 0
    for place in 0..<undecidedCount[level] {
      let descriptor = Int(before[place])
      let set = open[descriptor]
      guard set & (set &- 1) != 0 else { continue }
      now[left] = Int32(truncatingIfNeeded: descriptor)
      left &+= 1
      let few = Self.size(set)
      let weight = weights[descriptor]
      if few * heaviest < fewest * weight {
        fewest = few
        heaviest = weight
        best = descriptor
      }
    }
    undecidedCount[level &+ 1] = left
    return best
  }

  /// Few open variants for much weight come first.
  func ratio(_ descriptor: Int) -> Float { Self.size(open[descriptor]) / weights[descriptor] }

  /// How many variants a set has; most sets have few, and counting bits is slow on older machines.
  @inline(__always)
  private static func size(_ set: UInt64) -> Float {
    var rest = set & (set &- 1)
    var size: Float = 1
    while rest != 0 {
      size += 1
      rest &= rest &- 1
    }
    return size
  }

  /// Everything below the root, with only some descriptors to be decided.
  ///
  /// - Parameter onLeaf: called with the open variants, of which each of those descriptors has one.
  func descend(deciding descriptors: [Int], onLeaf: (UnsafePointer<UInt64>) -> Void) {
    start(descriptors)
    descend(level: 0, onLeaf: onLeaf)
  }

  /// Sets what is undecided at a level.
  func start(_ descriptors: [Int], level: Int = 0) {
    let row = undecided + level &* count
    for (place, descriptor) in descriptors.enumerated() { row[place] = Int32(descriptor) }
    undecidedCount[level] = descriptors.count
  }

  /// Counts a node; false when the search is to end.
  @inline(__always)
  func visit() -> Bool {
    counters.pointee.nodes &+= 1
    if counters.pointee.nodes & askEvery == 0, shouldStop(counters.pointee.nodes) {
      counters.pointee.isStopped = true
    }
    return !counters.pointee.isStopped
  }

  func descend(level: Int, onLeaf: (UnsafePointer<UInt64>) -> Void) {
    guard visit() else { return }
    let descriptor = next(level: level)
    guard descriptor >= 0 else {
      recorder?.leaf()
      onLeaf(open)
      return
    }
    recorder?.branch(descriptor)
    eachBranch(of: descriptor, level: level) { descend(level: level &+ 1, onLeaf: onLeaf) }
  }

  /// Decides a descriptor and propagates; false when nothing can be found below.
  @inline(__always)
  func decide(
    _ descriptor: Int, _ set: UInt64, from row: UnsafeMutablePointer<Block>,
    into below: UnsafeMutablePointer<Block>
  ) -> Bool {
    let isPinning =
      pins > 0 && set & ~marked[descriptor] == 0 && !isPinned(descriptor)
    let fell = narrow(descriptor, to: set, from: row, into: below)
    let hasMoved = isPinning && pin(below)
    return propagate(below, isSettled: !fell && !hasMoved && reach == nil)
  }

  /// Ends the search.
  func stop() { counters.pointee.isStopped = true }

  /// Goes through the open variants of a descriptor; `body` is called for each that does not fail at once.
  @inline(__always)
  func eachBranch(of descriptor: Int, level: Int, _ body: () -> Void) {
    let row = slacks + level &* blocks
    let below = row + blocks
    var rest = open[descriptor]
    while rest != 0, !counters.pointee.isStopped {
      let mark = counters.pointee.trail
      if decide(descriptor, rest & (0 &- rest), from: row, into: below) { body() }
      undo(to: mark)
      rest &= rest &- 1
    }
  }
}
