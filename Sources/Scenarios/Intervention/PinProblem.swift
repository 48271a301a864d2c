import Dispatch
import Synchronization

/// Searches with pins in the narrowest lanes that hold the leads of a matrix.
struct PinProblem: Sendable {
  private enum Table: Sendable {
    case short(PinTable<Int16>)
    case narrow(PinTable<Int32>)
    case wide(PinTable<Int>)
  }

  let matrix: CrossImpactMatrix
  private let table: Table?

  init(_ matrix: CrossImpactMatrix) {
    self.matrix = matrix
    table =
      PinTable<Int16>(matrix).map(Table.short) ?? PinTable<Int32>(matrix).map(Table.narrow)
      ?? PinTable<Int>(matrix).map(Table.wide)
  }

  /// Hands out every scenario that the question allows and in which at most `pins` of the controls are inconsistent, with
  /// those; in no particular order.
  ///
  /// - Returns: whether all were handed out: false when `use` returned false or `shouldStop` true.
  @discardableResult
  func search(
    _ question: ScenarioQuestion, controls: Set<Int> = [], pins: Int = 0, mostBehind: Int? = nil,
    shouldStop: @escaping () -> Bool = { false }, _ use: @escaping (Scenario, [Int]) -> Bool
  ) -> Bool {
    func run<Lane>(_ table: PinTable<Lane>) -> Bool {
      let search = PinSearch(
        table, question, controls: controls, pins: pins, mostBehind: mostBehind,
        shouldStop: shouldStop, onLeaf: use)
      search.run()
      return !search.isStopped
    }
    return switch table {
    case .short(let table): run(table)
    case .narrow(let table): run(table)
    case .wide(let table): run(table)
    case nil: false
    }
  }

  /// What `search` hands out, gathered by two workers on parts of the space.
  ///
  /// - Parameter most: gathering ends when there are more than so many.
  /// - Returns: the scenarios with their pins, in no particular order, and whether they are all.
  func collect(
    _ question: ScenarioQuestion, controls: Set<Int>, pins: Int, mostBehind: Int? = nil,
    most: Int = .max, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) -> (found: [Found], isComplete: Bool) {
    func split<Lane>(_ table: PinTable<Lane>) -> [ScenarioQuestion] {
      PinSearch(
        table, question, controls: controls, pins: pins, mostBehind: mostBehind,
        onLeaf: { _, _ in true }
      ).parts(level: 3)
    }
    let parts =
      switch table {
      case .short(let table): split(table)
      case .narrow(let table): split(table)
      case .wide(let table): split(table)
      case nil: [ScenarioQuestion]()
      }
    let all = Mutex<[Found]>([])
    let isStopped = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: parts.count) { part in
      let isComplete = search(
        parts[part], controls: controls, pins: pins, mostBehind: mostBehind,
        shouldStop: { isStopped.load(ordering: .relaxed) || shouldStop() }
      ) { scenario, pinned in
        all.withLock {
          $0.append(Found(scenario: scenario, pinned: pinned))
          return $0.count <= most
        }
      }
      if !isComplete { isStopped.store(true, ordering: .relaxed) }
    }
    return (all.withLock { $0 }, !isStopped.load(ordering: .relaxed))
  }

  struct Found: Sendable {
    let scenario: Scenario
    let pinned: [Int]
  }
}
