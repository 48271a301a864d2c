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
}
