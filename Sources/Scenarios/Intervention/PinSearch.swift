/// Scenarios in which at most so many of some descriptors are not consistent: those would have to be held by policy.
///
/// Depth-first, with upper bounds of all leads as in the search for consistent scenarios. A variant that cannot be ahead
/// of a rival any more is struck out, but for a control that may still be pinned it is only marked; when all that a
/// control has left is marked it must be pinned, which uses up one of the pins; when none is left, all other
/// controls must be consistent like the rest.
final class PinSearch<Lane: FixedWidthInteger & Sendable> {
  private enum Standing: UInt8 {
    /// Must be consistent.
    case bound
    /// Must be consistent unless it is pinned, which is still open.
    case open
    /// Is pinned.
    case pinned
    /// Was never asked to be consistent.
    case free
  }

  private let table: PinTable<Lane>
  private let count: Int
  private let pins: Int
  /// One row of leads and of states a level.
  private let leads: UnsafeMutablePointer<Lane>
  /// All bits set in the lanes of pairs whose choice can be struck out, or marked, when it falls behind.
  private let watched: UnsafeMutablePointer<Lane>
  /// The same for choices that a pin may hold, when they fall below the floor.
  private let held: UnsafeMutablePointer<Lane>
  private var allowed: [UInt64]
  private var marked: [UInt64]
  private var standing: [Standing]
  private var used: [Int]
  private var weights: [Float]
  private let offsets: [Int]
  private let question: ScenarioQuestion
  private let controls: Set<Int>
  /// The least lead that a pinned choice may have over each rival; nil when any will do.
  private let floors: [Lane]?

  private(set) var nodes = 0
  private(set) var isStopped = false
  /// The scenario and its pinned descriptors; false ends the search.
  private let onLeaf: (Scenario, [Int]) -> Bool
  /// Where to stop and hand out what is still allowed instead of going on; nil to go to the leaves.
  private var cut: (level: Int, use: ([UInt64]) -> Void)?
  private let shouldStop: () -> Bool

  /// - Parameters:
  ///   - question: asks 0 of every descriptor that must be consistent, nothing of those that are held.
  ///   - mostBehind: how far a pinned choice may be behind, in units of the matrix; any distance unless told.
  init(
    _ table: PinTable<Lane>, _ question: ScenarioQuestion, controls: Set<Int>, pins: Int,
    mostBehind: Int? = nil, shouldStop: @escaping () -> Bool = { false },
    onLeaf: @escaping (Scenario, [Int]) -> Bool
  ) {
    self.table = table
    self.question = question
    self.controls = controls
    self.pins = pins
    floors = mostBehind.map { most in
      table.divisors.map { Lane(clamping: -(most / $0)) }
    }
    self.onLeaf = onLeaf
    self.shouldStop = shouldStop
    let count = table.matrix.descriptors.count
    self.count = count
    offsets = table.matrix.offsets
    leads = .allocate(capacity: max(1, table.pairCount * (count + 1)))
    leads.initialize(repeating: 0, count: max(1, table.pairCount * (count + 1)))
    watched = .allocate(capacity: max(1, table.pairCount * (count + 1)))
    watched.initialize(repeating: 0, count: max(1, table.pairCount * (count + 1)))
    held = .allocate(capacity: max(1, table.pairCount * (count + 1)))
    held.initialize(repeating: 0, count: max(1, table.pairCount * (count + 1)))
    allowed = [UInt64](repeating: 0, count: count * (count + 1))
    marked = allowed
    standing = [Standing](repeating: .free, count: count * (count + 1))
    used = [Int](repeating: 0, count: count + 1)
    weights = (0..<count).map { source in
      (0..<count).reduce(Float(0.001)) { $0 + table.influence[$1 * count + source] }
    }
  }

  deinit {
    leads.deallocate()
    watched.deallocate()
    held.deallocate()
  }

  func run() {
    for j in 0..<count {
      let full = ScenarioQuestion(table.matrix).allowed[j]
      allowed[j] = question.allowed[j] & full
      guard allowed[j] != 0 else { return }
      standing[j] =
        question.leastMargins[j] == nil ? .free : pins > 0 && controls.contains(j) ? .open : .bound
      table.replace(j, 0, allowed[j], from: leads, into: leads)
      watch(0, j)
    }
    if propagate(0) { descend(0) }
  }

  /// Questions whose answers together are those of this search: the nodes of its tree at a level, and the leaves above.
  func parts(level: Int) -> [ScenarioQuestion] {
    var parts: [ScenarioQuestion] = []
    cut = (
      level,
      { [question] allowed in
        var part = question
        part.allowed = allowed
        parts.append(part)
      }
    )
    run()
    cut = nil
    return parts
  }

  /// Strikes out and marks until nothing changes; false when nothing can be found below.
  private func propagate(_ level: Int) -> Bool {
    let base = level * count
    let row = leads + level * table.pairCount
    var isChanged = true
    while isChanged, isAnyBehind(level) {
      isChanged = false
      for j in 0..<count {
        let state = standing[base + j]
        guard state != .free, state != .pinned || floors != nil else { continue }
        let (dead, behind) = losers(j, allowed[base + j], marked[base + j], state, row)
        if dead != 0 {
          isChanged = true
          guard narrow(level, j, to: allowed[base + j] & ~dead) else { return false }
        }
        guard state == .open, behind != 0 || dead != 0 else { continue }
        isChanged = true
        marked[base + j] |= behind
        watch(level, j)
        guard allowed[base + j] & ~marked[base + j] == 0 else { continue }
        standing[base + j] = .pinned
        watch(level, j)
        used[level] += 1
        guard used[level] <= pins else { return failed(j) }
        if used[level] == pins, !bindAll(level) { return false }
      }
    }
    return true
  }

  /// Brings the watched lanes of a descriptor up to date with its state.
  private func watch(_ level: Int, _ j: Int) {
    let place = level * count + j
    let row = level * table.pairCount
    let state = standing[place]
    for variant in 0..<table.matrix.variantCount(j) {
      let bit: UInt64 = 1 << UInt64(variant)
      let isAllowed = allowed[place] & bit != 0
      let isWatched =
        isAllowed && (state == .bound || state == .open && marked[place] & bit == 0)
      let isHeld = isAllowed && floors != nil && (state == .open || state == .pinned)
      let column = offsets[j] + variant
      for pair in table.first[column]..<table.first[column + 1] {
        watched[row + pair] = isWatched ? ~0 : 0
        held[row + pair] = isHeld ? ~0 : 0
      }
    }
  }

  /// Whether some watched lead is below zero, or some held one below its floor.
  private func isAnyBehind(_ level: Int) -> Bool {
    let start = level * table.pairCount
    let (leads, watched, held) = (leads + start, watched + start, held + start)
    var found: Lane = 0
    for pair in 0..<table.pairCount { found |= leads[pair] & watched[pair] }
    if let floors {
      floors.withUnsafeBufferPointer { floors in
        for pair in 0..<table.pairCount { found |= (leads[pair] &- floors[pair]) & held[pair] }
      }
    }
    return found < 0
  }

  /// Variants that cannot be chosen any more, and those that can only be chosen by a pin.
  private func losers(
    _ j: Int, _ allowed: UInt64, _ marked: UInt64, _ state: Standing,
    _ row: UnsafeMutablePointer<Lane>
  ) -> (dead: UInt64, behind: UInt64) {
    var dead: UInt64 = 0
    var behind: UInt64 = 0
    // Without a floor, nothing more can be learnt about a marked variant.
    var rest = floors == nil ? allowed & ~marked : allowed
    while rest != 0 {
      let bit = rest & (0 &- rest)
      let column = offsets[j] + rest.trailingZeroBitCount
      rest &= rest - 1
      for pair in table.first[column]..<table.first[column + 1] where row[pair] < 0 {
        if state == .bound {
          dead |= bit
          break
        }
        behind |= bit
        if let floors, row[pair] < floors[pair] { dead |= bit }
      }
    }
    return (dead, behind & ~marked & ~dead)
  }

  /// All pins are used: what was open to be pinned must be consistent.
  private func bindAll(_ level: Int) -> Bool {
    let base = level * count
    for j in 0..<count where standing[base + j] == .open {
      standing[base + j] = .bound
      let rest = allowed[base + j] & ~marked[base + j]
      marked[base + j] = 0
      guard rest != allowed[base + j] else {
        watch(level, j)
        continue
      }
      guard narrow(level, j, to: rest) else { return false }
    }
    return true
  }

  private func narrow(_ level: Int, _ j: Int, to set: UInt64) -> Bool {
    guard set != 0 else { return failed(j) }
    let base = level * count
    let row = leads + level * table.pairCount
    table.replace(j, allowed[base + j], set, from: row, into: row)
    allowed[base + j] = set
    watch(level, j)
    return true
  }

  /// Those that influence what failed are decided earlier from now on.
  private func failed(_ j: Int) -> Bool {
    for source in 0..<count { weights[source] += table.influence[j * count + source] * 0.01 }
    return false
  }

  private func descend(_ level: Int) {
    nodes &+= 1
    if nodes & 255 == 1, shouldStop() { isStopped = true }
    guard !isStopped else { return }
    let base = level * count
    let choice = next(base)
    if let cut, level == cut.level || choice == nil {
      return cut.use(Array(allowed[base..<base + count]))
    }
    guard let j = choice else {
      let scenario = Scenario(
        variants: (0..<count).map { UInt8(allowed[base + $0].trailingZeroBitCount) })
      let pinned = (0..<count).filter { standing[base + $0] == .pinned }
      if !onLeaf(scenario, pinned) { isStopped = true }
      return
    }
    let below = base + count
    var rest = allowed[base + j]
    while rest != 0, !isStopped {
      for i in 0..<count {
        allowed[below + i] = allowed[base + i]
        marked[below + i] = marked[base + i]
        standing[below + i] = standing[base + i]
      }
      used[level + 1] = used[level]
      let start = level * table.pairCount
      (leads + start + table.pairCount).update(from: leads + start, count: table.pairCount)
      (watched + start + table.pairCount).update(from: watched + start, count: table.pairCount)
      if floors != nil {
        (held + start + table.pairCount).update(from: held + start, count: table.pairCount)
      }
      if narrow(level + 1, j, to: rest & (0 &- rest)), settle(level + 1, j), propagate(level + 1) {
        descend(level + 1)
      }
      rest &= rest - 1
    }
  }

  /// A control that has been set to a marked variant is pinned.
  private func settle(_ level: Int, _ j: Int) -> Bool {
    let place = level * count + j
    guard standing[place] == .open, allowed[place] & ~marked[place] == 0 else { return true }
    standing[place] = .pinned
    watch(level, j)
    used[level] += 1
    guard used[level] <= pins else { return false }
    return used[level] < pins || bindAll(level)
  }

  private func next(_ base: Int) -> Int? {
    var best: Int?
    var least = Float.infinity
    for j in 0..<count {
      let set = allowed[base + j]
      guard set & (set &- 1) != 0 else { continue }
      let ratio = Float(set.nonzeroBitCount) / weights[j]
      if ratio < least {
        least = ratio
        best = j
      }
    }
    return best
  }
}
