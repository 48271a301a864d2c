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
    guard descriptor >= 0 else {
      recorder?.leaf()
      return WholeNumber(1)
    }
    let parts = isWorthSplitting ? partsBelow(level) : []
    guard parts.count > 1 else { return branches(on: descriptor, level: level) }
    recorder?.split()
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
    recorder?.branch(descriptor)
    var sum = WholeNumber(0)
    eachBranch(of: descriptor, level: level) { sum = sum + count(level: level + 1) }
    return sum
  }

  /// What is undecided at a level, by what unsettled comparisons tie together.
  private func partsBelow(_ level: Int) -> [[Int]] {
    let undecided = undecidedDescriptors(level: level + 1)
    guard undecided.count > 1 else { return [undecided] }
    counters.pointee.splitsTried &+= 1
    let parts = table.parts(
      of: undecided, open: open, bounds: boundLanes(level: level), watched: watchedLanes)
    if parts.count > 1 { counters.pointee.splits &+= 1 }
    return parts
  }
}
