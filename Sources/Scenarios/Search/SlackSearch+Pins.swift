/// Descriptors that may be inconsistent because policy holds them.
///
/// A control's variant that falls behind a rival is not struck out but marked; a control with nothing but marked variants
/// is pinned.
extension SlackSearch {
  /// Whether a pin may still come to hold a descriptor.
  @inline(__always)
  func isPinnable(_ descriptor: Int) -> Bool {
    pins > 0 && canBePinned[descriptor] && counters.pointee.pinned < pins
  }

  /// Whether a descriptor has no open variants but those that only a pin can hold.
  @inline(__always)
  func isPinned(_ descriptor: Int) -> Bool { open[descriptor] & ~marked[descriptor] == 0 }

  /// Variants that fell behind are kept, but only for a pin.
  func mark(_ descriptor: Int, _ variants: UInt64) {
    remember(descriptor)
    marked[descriptor] |= variants
    watch(descriptor, variants, isWatched: false)
  }

  /// Uses up a pin. After the last, all other controls must be consistent like the rest; true when bounds moved.
  func pin(_ row: UnsafeMutablePointer<Block>) -> Bool {
    counters.pointee.pinned &+= 1
    guard counters.pointee.pinned == pins else { return false }
    var hasMoved = false
    for control in 0..<count where canBePinned[control] {
      let rest = open[control] & ~marked[control]
      guard rest != 0, rest != open[control] else { continue }
      _ = narrow(control, to: rest, from: row, into: row)
      hasMoved = true
    }
    return hasMoved
  }

  /// Strikes out the marked variants that are farther behind than a pin may hold; whether bounds moved, or nil when a descriptor
  /// has nothing left.
  func dropBeyond(_ reach: UnsafeMutablePointer<Block>, _ row: UnsafeMutablePointer<Block>)
    -> Bool?
  {
    var hasMoved = false
    for block in 0..<blocks {
      // Only what is below zero already is moved up by the reach, so no sum leaves the type.
      let raised = Lane.replace(row[block], .zero, reach[block])
      let beyond = Lane.gather(
        .zero, Lane.gather(.zero, raised, row[block]), reached[block])
      guard !Lane.isZero(beyond) else { continue }
      for lane in 0..<SlackTable<Lane>.lanes where beyond[lane] < 0 {
        let pair = block &* SlackTable<Lane>.lanes &+ lane
        let descriptor = Int(table.owner[pair])
        guard open[descriptor] & marked[descriptor] & table.bit[pair] != 0 else { continue }
        let rest = open[descriptor] & ~table.bit[pair]
        guard rest != 0 else { return nil }
        _ = narrow(descriptor, to: rest, from: row, into: row)
        hasMoved = true
      }
    }
    return hasMoved
  }
}
