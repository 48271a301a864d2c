import Dispatch
import Synchronization

/// Finds all scenarios that answer a question, exactly.
///
/// Branch and bound on the slacks of all pairs (see `SlackSearch`); independent parts are searched one by one. What takes
/// long is cut into subtrees that several workers share. The answer does not depend on their number.
public struct ScenarioSearch: Sendable {
  public let matrix: CrossImpactMatrix
  public internal(set) var question: ScenarioQuestion
  /// Threads to use.
  public var workers: Int
  /// How many scenarios to keep for listing, the lexicographically first; 0 to count only.
  public var listed: Int

  /// Bytes that a list may take, at most.
  private static let listBytes = 1 << 29
  /// Nodes that one worker tries before the others are called.
  private static let trial = 20_000
  private static let subtrees = 300
  /// Scenarios from which on they are counted by products, when they are only counted.
  private static let many = WholeNumber(2_000)

  public init(
    _ matrix: CrossImpactMatrix, _ question: ScenarioQuestion, workers: Int = 1,
    listed: Int = .max
  ) {
    self.matrix = matrix
    self.question = question
    self.workers = max(1, workers)
    self.listed = listed
  }

  /// Scenarios that are kept: as many as are wanted and memory allows.
  var keptScenarios: Int { min(listed, Self.listBytes / max(1, matrix.descriptors.count)) }

  /// Runs the search.
  ///
  /// - Parameter shouldStop: asked now and then by every worker; true ends the search with what was found.
  public func run(shouldStop: @escaping @Sendable () -> Bool = { false }) -> ScenarioSet {
    run(nodes: .max, most: .max, shouldStop: shouldStop)
  }

  /// - Parameters:
  ///   - nodes: the most nodes to visit, about.
  ///   - most: a part of which so many are found is searched no further.
  func run(
    nodes: Int = .max, most: Int = .max, shouldStop: @escaping @Sendable () -> Bool
  ) -> ScenarioSet {
    Listing(search: self, budget: nodes, most: most, shouldStop: shouldStop).run(matrix, question)
  }

  private struct Listing: SlackWork {
    let search: ScenarioSearch
    let budget: Int
    let most: Int
    let shouldStop: @Sendable () -> Bool

    func run<Lane>(on table: SlackTable<Lane>) -> ScenarioSet {
      search.run(table, budget, most, shouldStop)
    }
  }

  private func run<Lane>(
    _ table: SlackTable<Lane>, _ budget: Int, _ most: Int,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) -> ScenarioSet {
    // One worker that lists has nothing to try out.
    let trial = workers == 1 && listed > 0 ? budget : min(budget, Self.trial)
    let search = SlackSearch(table) { nodes in nodes > trial || shouldStop() }
    guard search.begin() else { return ScenarioSet(isComplete: true, nodes: 1) }
    let open = (0..<matrix.descriptors.count).map { search.open[$0] }
    let groups = table.parts(
      among: matrix.descriptors.indices, open: search.open, bounds: search.boundLanes(level: 0))
    let limit = keptScenarios
    var parts: [PartialScenarios] = []
    var isComplete = true
    var nodes = 0
    for group in groups {
      var part = PartialScenarios(descriptors: group, limit: limit)
      search.restart()
      search.descend(deciding: group) {
        part.add($0)
        if part.count >= most { search.stop() }
      }
      nodes += search.nodes
      if search.isStopped, part.count >= most {
        isComplete = false
      } else if search.isStopped {
        let rest = share(
          group, of: table, after: search, budget: budget - nodes, most: most, part: &part,
          shouldStop)
        nodes += rest.nodes
        isComplete = isComplete && rest.isComplete
      }
      part.sort()
      parts.append(part)
      if part.found == WholeNumber(0), isComplete {
        return ScenarioSet(isComplete: true, nodes: nodes)
      }
    }
    return ScenarioSet(
      settled: open.map { UInt8($0.trailingZeroBitCount) }, parts: parts, isComplete: isComplete,
      nodes: nodes)
  }

  /// Searches one part with all workers.
  private func share<Lane>(
    _ group: [Int], of table: SlackTable<Lane>, after trial: SlackSearch<Lane>, budget: Int,
    most: Int, part: inout PartialScenarios, _ shouldStop: @escaping @Sendable () -> Bool
  ) -> (isComplete: Bool, nodes: Int) {
    guard budget > 0, !shouldStop() else { return (false, 0) }
    trial.restart()
    if listed == 0, part.found > Self.many {
      // One worker: a tree with products in it is small.
      let search = SlackSearch(table) { $0 > budget || shouldStop() }
      search.learn(trial.learned)
      guard search.begin() else { return (true, 1) }
      part = PartialScenarios(descriptors: group, limit: 0)
      part.add(count: search.count(deciding: group))
      return (!search.isStopped, search.nodes)
    }
    part = PartialScenarios(descriptors: group, limit: part.limit)
    let paths = trial.paths(deciding: group, atLeast: Self.subtrees)
    let learned = trial.learned
    let taken = Atomic<Int>(0)
    let spent = Atomic<Int>(0)
    let isStopped = Atomic<Bool>(false)
    let results = Mutex<[PartialScenarios]>([])
    let empty = PartialScenarios(descriptors: group, limit: part.limit)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var reported = 0
      let search = SlackSearch(table) { nodes in
        let total = spent.add(nodes - reported, ordering: .relaxed).newValue
        reported = nodes
        return total > budget || isStopped.load(ordering: .relaxed) || shouldStop()
      }
      search.learn(learned)
      guard search.begin() else { return }
      var mine = empty
      while !search.isStopped {
        let next = taken.add(1, ordering: .relaxed).oldValue
        guard next < paths.count else { break }
        if listed == 0, mine.found > Self.many {
          mine.add(count: search.count(along: paths[next], deciding: group))
        } else {
          search.descend(along: paths[next], deciding: group) {
            mine.add($0)
            if mine.count >= most { search.stop() }
          }
        }
      }
      spent.add(search.nodes - reported, ordering: .relaxed)
      if search.isStopped { isStopped.store(true, ordering: .relaxed) }
      results.withLock { $0.append(mine) }
    }
    for result in results.withLock({ $0 }) { part.merge(result) }
    return (!isStopped.load(ordering: .relaxed), spent.load(ordering: .relaxed))
  }
}
