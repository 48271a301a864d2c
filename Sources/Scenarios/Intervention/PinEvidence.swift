/// Scenarios by the controls that are inconsistent in them: what shows which pins make a target possible, or do not make it
/// certain.
struct PinEvidence: Sendable {
  private var byPinned: [[Int]: [Scenario]] = [:]
  private var count = 0
  /// Whether all that were added are kept; beyond the most that are, a search for each set of pins tells.
  private(set) var isAll = true
  private static let mostKept = 100_000

  mutating func add(_ found: PinSearch.Found) {
    guard count < Self.mostKept else {
      isAll = false
      return
    }
    count += 1
    byPinned[found.pinned, default: []].append(found.scenario)
  }

  /// Those that are inconsistent in some of the given descriptors at most.
  func about(_ descriptors: [Int]) -> [Scenario] {
    var subsets: [[Int]] = [[]]
    for descriptor in descriptors { subsets += subsets.map { $0 + [descriptor] } }
    return subsets.flatMap { byPinned[$0] ?? [] }
  }
}
