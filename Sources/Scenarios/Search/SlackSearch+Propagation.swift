/// What follows from narrowing descriptors: bounds move, and variants that cannot be chosen any more are struck out.
extension SlackSearch {
  /// Narrows a descriptor, moving the bounds from one row to another (or the same); true when a bound fell below zero.
  @inline(__always)
  func narrow(
    _ descriptor: Int, to set: UInt64, from source: UnsafeMutablePointer<Block>,
    into target: UnsafeMutablePointer<Block>
  ) -> Bool {
    let before = open[descriptor]
    remember(descriptor)
    open[descriptor] = set
    watch(descriptor, before & ~set, isWatched: false)
    if reach != nil { watch(descriptor, before & ~set, isWatched: false, in: reached) }
    let old = table.most(descriptor, before, scratch: scratch)
    let new = table.most(descriptor, set, scratch: scratch + blocks)
    var found = Block.zero
    let watched = watched
    let blocks = blocks
    var block = 0
    while block < blocks {
      let slack = Lane.replace(source[block], old[block], new[block])
      let next = Lane.replace(source[block &+ 1], old[block &+ 1], new[block &+ 1])
      target[block] = slack
      target[block &+ 1] = next
      found = Lane.gather(found, slack, watched[block])
      found = Lane.gather(found, next, watched[block &+ 1])
      block &+= 2
    }
    return !Lane.isZero(found)
  }

  /// Strikes out what cannot be chosen any more, until no bound is below zero; false when a descriptor has nothing left.
  ///
  /// - Parameter isSettled: whether no bound is below zero to begin with.
  func propagate(_ row: UnsafeMutablePointer<Block>, isSettled: Bool = false) -> Bool {
    var isSettled = isSettled
    while true {
      guard isSettled || settle(row), let hasFallen = dropUnbearable(row) else { return false }
      if !hasFallen { return true }
      isSettled = false
    }
  }

  /// Strikes out the variants whose own slacks are below zero, until none is; false when a descriptor has nothing left.
  private func settle(_ row: UnsafeMutablePointer<Block>) -> Bool {
    while true {
      let failed = collect(row)
      let found = counters.pointee.changed
      guard failed < 0 else {
        for place in 0..<found { pending[Int(changed[place])] = 0 }
        punish(failed)
        return false
      }
      var isAgain = false
      for place in 0..<found {
        let descriptor = Int(changed[place])
        let behind = pending[descriptor]
        pending[descriptor] = 0
        if isPinnable(descriptor) {
          mark(descriptor, behind)
          if isPinned(descriptor) { isAgain = pin(row) || isAgain }
        } else {
          let rest = open[descriptor] & ~behind
          guard rest != 0 else {
            for later in place..<found { pending[Int(changed[later])] = 0 }
            punish(descriptor)
            return false
          }
          isAgain = narrow(descriptor, to: rest, from: row, into: row)
        }
      }
      if !isAgain {
        guard let reach, let isFurther = dropBeyond(reach, row) else { return reach == nil }
        if !isFurther { return true }
      }
    }
  }

  /// Finds the open variants with a bound below zero; returns a descriptor that has nothing left, or -1.
  @inline(__always)
  private func collect(_ row: UnsafeMutablePointer<Block>) -> Int {
    let words = UnsafeMutableRawPointer(row).assumingMemoryBound(to: UInt64.self)
    let signs = UnsafeMutableRawPointer(watched).assumingMemoryBound(to: UInt64.self)
    let wordCount = blocks &* (MemoryLayout<Block>.stride / 8)
    let perWord = 8 / MemoryLayout<Lane>.stride
    let owner = table.owner
    let bit = table.bit
    let open = open
    let pending = pending
    var found = 0
    var failed = -1
    var word = 0
    while word < wordCount, failed < 0 {
      var dead = words[word] & signs[word]
      while dead != 0 {
        let pair = word &* perWord &+ dead.trailingZeroBitCount / Lane.bitWidth
        dead &= dead &- 1
        let descriptor = Int(owner[pair])
        let before = pending[descriptor]
        if before == 0 {
          changed[found] = Int32(truncatingIfNeeded: descriptor)
          found &+= 1
        }
        let after = before | bit[pair]
        if after != before { recorder?.strike(pair) }
        pending[descriptor] = after
        if after == open[descriptor], !isPinnable(descriptor) {
          failed = descriptor
          break
        }
      }
      word &+= 1
    }
    counters.pointee.changed = found
    return failed
  }

  /// Those that influence a descriptor with nothing left are decided earlier from now on.
  func punish(_ descriptor: Int) {
    let range = table.range + descriptor &* count
    for source in 0..<count { weights[source] += range[source] * 0.01 }
  }
}
