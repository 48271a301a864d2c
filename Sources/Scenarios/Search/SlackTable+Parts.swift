import Policy

/// Descriptors that have nothing to do with each other, given what is still open.
///
/// Two descriptors belong together when a comparison that is not settled yet depends on both. Where the open structure falls
/// apart, the consistent scenarios are all combinations of those of the parts.
extension SlackTable {
  /// Undecided descriptors by part; parts in the order of their first descriptors.
  ///
  /// A comparison is settled when its slack cannot fall below zero any more. Its least value is the bound less the spans of
  /// the undecided descriptors; the arithmetic wraps, and is right because the value itself fits.
  ///
  /// - Parameters:
  ///   - undecided: descriptors with several open variants.
  ///   - open: the open variants of each descriptor.
  ///   - bounds: the upper bound of each slack.
  ///   - watched: not zero for the comparisons whose choice is open and asked to be consistent.
  func parts(
    of undecided: [Int], open: UnsafePointer<UInt64>, bounds: UnsafePointer<Lane>,
    watched: UnsafePointer<Lane>
  ) -> [[Int]] {
    let width = blocks * Self.lanes
    var least = Array(UnsafeBufferPointer(start: bounds, count: width))
    var span = [Lane](repeating: 0, count: width)
    for descriptor in undecided {
      self.span(descriptor, open[descriptor], into: &span)
      for lane in 0..<width { least[lane] &-= span[lane] }
    }
    let unsettled = (0..<pairs.count).filter { watched[$0] != 0 && least[$0] < 0 }
    var sets = DisjointSets(descriptorCount)
    for descriptor in undecided where !unsettled.isEmpty {
      self.span(descriptor, open[descriptor], into: &span)
      for pair in unsettled where span[pair] != 0 {
        sets.join(descriptor, Int(owner[pair]))
      }
    }
    return sets.sets(of: undecided)
  }

  /// The parts of all that is undecided among some descriptors.
  func parts(
    among descriptors: some Sequence<Int>, open: UnsafePointer<UInt64>,
    bounds: UnsafePointer<Lane>
  ) -> [[Int]] {
    var watched = [Lane](repeating: 0, count: blocks * Self.lanes)
    for pair in 0..<pairs.count {
      let descriptor = Int(owner[pair])
      if question.leastMargins[descriptor] != nil, open[descriptor] & bit[pair] != 0 {
        watched[pair] = .min
      }
    }
    let undecided = descriptors.filter { open[$0] & (open[$0] &- 1) != 0 }
    return parts(of: undecided, open: open, bounds: bounds, watched: watched)
  }

  /// How far a descriptor whose variants are those of `set` can still move each slack.
  private func span(_ descriptor: Int, _ set: UInt64, into span: inout [Lane]) {
    let width = span.count
    let first = row(descriptor, set.trailingZeroBitCount)
    var rest = set & (set &- 1)
    var most = Array(UnsafeBufferPointer(start: first, count: width))
    for lane in 0..<width { span[lane] = first[lane] }
    while rest != 0 {
      let other = row(descriptor, rest.trailingZeroBitCount)
      for lane in 0..<width {
        most[lane] = max(most[lane], other[lane])
        span[lane] = min(span[lane], other[lane])
      }
      rest &= rest &- 1
    }
    for lane in 0..<width { span[lane] = most[lane] &- span[lane] }
  }
}
