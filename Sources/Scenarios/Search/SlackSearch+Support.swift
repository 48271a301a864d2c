/// Variants that a decided choice cannot bear.
///
/// The choice of a decided descriptor must reach its margin over every rival. A variant of another descriptor that would put
/// this out of reach, whatever the rest will be, cannot be chosen: bounds consistency of the comparisons, each a linear
/// inequality. Where decided choices may be pinned, a variant may push as many of them behind as there are pins left.
extension SlackSearch {
  /// Strikes such variants out, in one pass; whether a bound fell below zero, or nil when a descriptor has nothing left.
  func dropUnbearable(_ row: UnsafeMutablePointer<Block>) -> Bool? {
    guard isWorthTrying else { return false }
    counters.pointee.supportTried &+= 1
    let tightCount = findTight(row)
    guard tightCount > 0 else { return false }
    var hasFallen = false
    var isFound = false
    for descriptor in 0..<count {
      let set = open[descriptor]
      guard set & (set &- 1) != 0 else { continue }
      let start = Int(table.touchedStart[descriptor])
      let touchedCount = Int(table.touchedStart[descriptor &+ 1]) &- start
      let isFew = touchedCount < tightCount
      let places = UnsafePointer(isFew ? table.touched + start : tight)
      let placeCount = isFew ? touchedCount : tightCount
      let most = table.most(descriptor, set, scratch: scratch)
      var dead: UInt64 = 0
      var rest = set
      while rest != 0 {
        let added = table.added(by: descriptor, rest.trailingZeroBitCount)
        var found = Block.zero
        for place in 0..<placeCount {
          let block = Int(places[place])
          let slack = Lane.replace(row[block], most[block], added[block])
          found = Lane.gather(found, slack, firm[block])
        }
        let bit = rest & (0 &- rest)
        if !Lane.isZero(found), isUnbearable(descriptor, bit, row, places, placeCount, most, added)
        {
          dead |= bit
        }
        rest &= rest &- 1
      }
      guard dead != 0 else { continue }
      if !isFound {
        isFound = true
        counters.pointee.supportFound &+= 1
      }
      guard dead != set else {
        punish(descriptor)
        return nil
      }
      let wasPinned = isPinned(descriptor)
      if narrow(descriptor, to: set & ~dead, from: row, into: row) { hasFallen = true }
      if pins > 0, !wasPinned, isPinned(descriptor), pin(row) { hasFallen = true }
    }
    return hasFallen
  }

  /// Where there hardly ever are some, they are seldom sought.
  @inline(__always)
  private var isWorthTrying: Bool {
    counters.pointee.supportTried < 200
      || counters.pointee.supportFound &* 4 > counters.pointee.supportTried
      || counters.pointee.nodes & 15 == 0
  }

  /// Finds the decided choices that one more decision could push behind; returns in how many blocks they lie.
  @inline(__always)
  private func findTight(_ row: UnsafeMutablePointer<Block>) -> Int {
    for block in 0..<blocks { firm[block] = .zero }
    for descriptor in 0..<count {
      let set = open[descriptor] & ~marked[descriptor]
      if set == open[descriptor], set & (set &- 1) == 0 { watch(descriptor, set, in: firm) }
    }
    var tightCount = 0
    for block in 0..<blocks {
      let lacking = Lane.replace(row[block], table.farthest[block], .zero)
      firm[block] = Lane.gather(.zero, lacking, firm[block])
      if !Lane.isZero(firm[block]) {
        tight[tightCount] = Int32(truncatingIfNeeded: block)
        tightCount &+= 1
      }
    }
    return tightCount
  }

  /// Whether more decided choices would fall behind than there are pins left to hold them.
  private func isUnbearable(
    _ descriptor: Int, _ variant: UInt64, _ row: UnsafeMutablePointer<Block>,
    _ places: UnsafePointer<Int32>, _ placeCount: Int, _ most: UnsafePointer<Block>,
    _ added: UnsafePointer<Block>
  ) -> Bool {
    guard pins > 0 || recorder != nil else { return true }
    var left = pins &- counters.pointee.pinned
    if marked[descriptor] & variant != 0, !isPinned(descriptor) { left &-= 1 }
    var last = -1
    for place in 0..<placeCount {
      let block = Int(places[place])
      let slack = Lane.replace(row[block], most[block], added[block])
      let behind = Lane.gather(.zero, slack, firm[block])
      guard !Lane.isZero(behind) else { continue }
      for lane in 0..<SlackTable<Lane>.lanes where behind[lane] < 0 {
        let pair = block &* SlackTable<Lane>.lanes &+ lane
        let owner = Int(table.owner[pair])
        guard owner != last else { continue }
        last = owner
        if isPinnable(owner), left > 0 {
          left &-= 1
        } else {
          recorder?.bar(
            Int(table.firstVariant[descriptor]) &+ variant.trailingZeroBitCount, pair,
            of: table.matrix.size)
          return true
        }
      }
    }
    return false
  }
}
