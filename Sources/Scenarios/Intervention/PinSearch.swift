import Dispatch
import Synchronization

/// Scenarios in which at most so many of some descriptors are inconsistent: those would have to be held by policy.
///
/// The search is that for consistent scenarios, except that a control's variant that falls behind a rival is not struck
/// out but marked. A control with nothing but marked variants uses up one of the pins; when none is left, all other
/// controls must be consistent like the rest.
struct PinSearch: Sendable {
  struct Found: Sendable {
    let scenario: Scenario
    /// The inconsistent controls, ascending.
    let pinned: [Int]
  }

  let matrix: CrossImpactMatrix
  let controls: [Int]
  let pins: Int
  /// How far a pinned choice may be behind, in units of the matrix; any distance unless told.
  var mostBehind = Int.max

  var workers = 1
  private static let subtrees = 64

  /// - Parameters:
  ///   - question: asks 0 of every descriptor that must be consistent unless it is pinned.
  ///   - use: is given each scenario, in no particular order and by several threads; false ends the search.
  /// - Returns: whether all were handed out.
  func run(
    _ question: ScenarioQuestion, shouldStop: @escaping @Sendable () -> Bool,
    _ use: @escaping @Sendable (Found) -> Bool
  ) -> Bool {
    Pinning(search: self, shouldStop: shouldStop, use: use).run(matrix, question)
  }

  private struct Pinning: SlackWork {
    let search: PinSearch
    let shouldStop: @Sendable () -> Bool
    let use: @Sendable (Found) -> Bool

    func run<Lane>(on table: SlackTable<Lane>) -> Bool { search.run(table, shouldStop, use) }
  }

  private func run<Lane>(
    _ table: SlackTable<Lane>, _ shouldStop: @escaping @Sendable () -> Bool,
    _ use: @escaping @Sendable (Found) -> Bool
  ) -> Bool {
    let isStopped = Atomic(false)
    @Sendable func search() -> SlackSearch<Lane> {
      SlackSearch(table, controls: controls, pins: pins, mostBehind: mostBehind) { _ in
        isStopped.load(ordering: .relaxed) || shouldStop()
      }
    }
    let root = search()
    guard !shouldStop() else { return false }
    guard root.begin() else { return true }
    let undecided = (0..<matrix.descriptors.count).filter { root.open[$0].nonzeroBitCount > 1 }
    let paths = root.paths(deciding: undecided, atLeast: Self.subtrees)
    let taken = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let search = search()
      guard search.begin() else { return }
      while !search.isStopped {
        let next = taken.add(1, ordering: .relaxed).oldValue
        guard next < paths.count else { break }
        search.descend(along: paths[next], deciding: undecided) { open in
          if !use(entry(open, search)) { search.stop() }
        }
      }
      if search.isStopped { isStopped.store(true, ordering: .relaxed) }
    }
    return !isStopped.load(ordering: .relaxed)
  }

  private func entry<Lane>(_ open: UnsafePointer<UInt64>, _ search: SlackSearch<Lane>) -> Found {
    Found(
      scenario: Scenario(
        variants: matrix.descriptors.indices.map {
          UInt8(truncatingIfNeeded: open[$0].trailingZeroBitCount)
        }),
      pinned: controls.filter(search.isPinned))
  }
}
