/// Parts of the tree: for workers that share it, and for counting below a node.
extension SlackSearch {
  /// Decisions that lead from the root to a node.
  typealias Path = [(descriptor: Int, variant: Int)]

  /// Cuts the tree below the root into many subtrees, so that workers can share them.
  ///
  /// - Returns: the paths to their roots; none when all branches failed.
  func paths(deciding descriptors: [Int], atLeast wanted: Int) -> [Path] {
    var paths: [Path] = [[]]
    var isGrowing = true
    while isGrowing, paths.count < wanted {
      isGrowing = false
      var longer: [Path] = []
      for path in paths {
        let mark = counters.pointee.trail
        start(descriptors)
        guard let level = walk(path) else { continue }
        let descriptor = next(level: level)
        if descriptor < 0 {
          longer.append(path)
        } else {
          isGrowing = true
          var rest = open[descriptor]
          while rest != 0 {
            longer.append(path + [(descriptor, rest.trailingZeroBitCount)])
            rest &= rest &- 1
          }
        }
        undo(to: mark)
      }
      paths = longer
    }
    return paths
  }

  /// Everything below the end of a path.
  func descend(
    along path: Path, deciding descriptors: [Int], onLeaf: (UnsafePointer<UInt64>) -> Void
  ) {
    follow(path, deciding: descriptors) { descend(level: $0, onLeaf: onLeaf) }
  }

  /// Goes to the end of a path, where `body` gets its level, and back.
  func follow(_ path: Path, deciding descriptors: [Int], _ body: (Int) -> Void) {
    let mark = counters.pointee.trail
    start(descriptors)
    if let level = walk(path) { body(level) }
    undo(to: mark)
  }

  /// Follows a path; returns its level, or nil when it fails.
  private func walk(_ path: Path) -> Int? {
    var level = 0
    let mark = counters.pointee.trail
    for (descriptor, variant) in path {
      _ = next(level: level)
      let row = slacks + level &* blocks
      let below = row + blocks
      let set: UInt64 = 1 << UInt64(variant)
      guard open[descriptor] & set != 0, decide(descriptor, set, from: row, into: below) else {
        undo(to: mark)
        return nil
      }
      level += 1
    }
    return level
  }

  /// The descriptors that were found undecided above a level.
  func undecidedDescriptors(level: Int) -> [Int] {
    (0..<undecidedCount[level]).map { Int(undecided[level &* count + $0]) }
  }

  func boundLanes(level: Int) -> UnsafeMutablePointer<Lane> { lanes(slacks + level &* blocks) }

  var watchedLanes: UnsafeMutablePointer<Lane> { lanes(watched) }
}
