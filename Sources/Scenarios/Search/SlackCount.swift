/// Counting without listing.
///
/// Where what is undecided falls apart into parts that no unsettled comparison ties together, the counts of the parts are
/// multiplied; so billions of scenarios are counted in a small tree.
extension SlackSearch {
  /// How many scenarios lie below the root, with only some descriptors to be decided.
  func count(deciding descriptors: [Int]) -> WholeNumber {
    start(descriptors)
    return count(level: 0)
  }

  /// How many scenarios lie below the end of a path.
  func count(along path: Path, deciding descriptors: [Int]) -> WholeNumber {
    var below = WholeNumber(0)
    follow(path, deciding: descriptors) { below = count(level: $0) }
    return below
  }

  private func count(level: Int) -> WholeNumber {
    guard visit() else { return WholeNumber(0) }
    let descriptor = next(level: level)
    guard descriptor >= 0 else { return WholeNumber(1) }
    let parts = isWorthSplitting ? partsBelow(level) : []
    guard parts.count > 1 else { return branches(on: descriptor, level: level) }
    var product = WholeNumber(1)
    for part in parts {
      start(part, level: level + 1)
      product = product * branches(on: heaviest(of: part), level: level)
      if product == WholeNumber(0) { break }
    }
    return product
  }

  /// Where the structure hardly ever falls apart, it is seldom tried.
  private var isWorthSplitting: Bool {
    counters.pointee.splitsTried < 200
      || counters.pointee.splits &* 20 > counters.pointee.splitsTried
      || counters.pointee.nodes & 31 == 0
  }

  /// The one of a part to decide first.
  private func heaviest(of part: [Int]) -> Int {
    part.min { ratio($0) < ratio($1) } ?? part[0]
  }

  private func branches(on descriptor: Int, level: Int) -> WholeNumber {
    var sum = WholeNumber(0)
    eachBranch(of: descriptor, level: level) { sum = sum + count(level: level + 1) }
    return sum
  }

  /// What is undecided at a level, by what unsettled comparisons tie together.
  ///
  /// A comparison is settled when its slack cannot fall below zero any more. Its least value is the bound less the spans of
  /// the undecided descriptors; the arithmetic wraps, and is right because the value itself fits.
  private func partsBelow(_ level: Int) -> [[Int]] {
    let undecided = undecidedDescriptors(level: level + 1)
    guard undecided.count > 1 else { return [undecided] }
    counters.pointee.splitsTried &+= 1
    let width = table.blocks * SlackTable<Lane>.lanes
    let bounds = boundLanes(level: level)
    let signs = watchedLanes
    var least = [Lane](unsafeUninitializedCapacity: width) { lanes, count in
      for lane in 0..<width { lanes[lane] = bounds[lane] }
      count = width
    }
    var spans = [Lane](repeating: 0, count: width * undecided.count)
    for (place, descriptor) in undecided.enumerated() {
      spans.withUnsafeMutableBufferPointer { spans in
        let row = UnsafeMutableBufferPointer(rebasing: spans[place * width..<(place + 1) * width])
        table.span(descriptor, open[descriptor], into: row)
        least.withUnsafeMutableBufferPointer { least in
          for lane in 0..<width { least[lane] &-= row[lane] }
        }
      }
    }
    var parent = Array(0..<table.descriptorCount)
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    let unsettled = (0..<table.pairs.count).filter { signs[$0] != 0 && least[$0] < 0 }
    for (place, descriptor) in undecided.enumerated() {
      for pair in unsettled where spans[place * width + pair] != 0 {
        parent[root(descriptor)] = root(Int(table.owner[pair]))
      }
    }
    var parts: [[Int]] = []
    var known: [Int: Int] = [:]
    for descriptor in undecided {
      let head = root(descriptor)
      if let place = known[head] {
        parts[place].append(descriptor)
      } else {
        known[head] = parts.count
        parts.append([descriptor])
      }
    }
    if parts.count > 1 { counters.pointee.splits &+= 1 }
    return parts
  }
}
