import Dispatch
import Synchronization

/// The search for the sets of pins that make a target possible or certain.
struct PinnedTarget {
  typealias Pin = Intervention.Pin

  let matrix: CrossImpactMatrix
  let target: [Pin]
  /// Ascending.
  let controls: [Int]
  let workers: Int
  let shouldStop: @Sendable () -> Bool

  /// Scenarios kept to tell which pins make the target possible; beyond, a search for each set tells.
  private static let mostKept = 100_000

  // MARK: Possible

  /// With k pins a target is possible exactly when a scenario meets it in which at most k controls are inconsistent; at
  /// the least such k the inconsistent ones are the pins.
  func weak(_ mostPins: Int) -> Intervention.Outcome {
    for size in 0...max(0, min(mostPins, controls.count)) {
      if size == 0 {
        let (scenario, isKnown) = first(meeting)
        if scenario != nil { return .found([solution([])]) }
        guard isKnown else { return .interrupted(noneUpTo: -1) }
        continue
      }
      let found = Mutex<Set<[Pin]>>([])
      let isComplete = PinSearch(
        matrix: matrix, controls: controls, pins: size, workers: workers
      )
      .run(meeting, shouldStop: shouldStop) { entry in
        let set = pins(entry.pinned, of: entry.scenario)
        found.withLock { _ = $0.insert(set) }
        return true
      }
      guard isComplete else { return .interrupted(noneUpTo: size - 1) }
      let sets = found.withLock { $0 }
      if !sets.isEmpty {
        return .found(sets.sorted { $0.lexicographicallyPrecedes($1) }.map(solution))
      }
    }
    return .none(upTo: mostPins)
  }

  private func pins(_ descriptors: [Int], of scenario: Scenario) -> [Pin] {
    descriptors.map { Pin(descriptor: $0, variant: scenario[$0]) }
  }

  /// What meets the target.
  private var meeting: ScenarioQuestion {
    var question = ScenarioQuestion(matrix)
    for pin in target { question.require(pin.descriptor, pin.variant) }
    return question
  }

  /// What misses it, in one descriptor each.
  private var missing: [ScenarioQuestion] {
    target.map { pin in
      var question = ScenarioQuestion(matrix)
      question.allowed[pin.descriptor] &= ~(1 << UInt64(pin.variant))
      return question
    }
  }

  private func solution(_ pins: [Pin]) -> Intervention.Solution {
    Intervention.Solution(
      pins: pins, meeting: count(hold(pins, in: meeting)),
      all: count(hold(pins, in: ScenarioQuestion(matrix))))
  }

  /// A pin of the target's own descriptors may contradict what is asked: then nothing is allowed.
  private func hold(_ pins: [Pin], in question: ScenarioQuestion) -> ScenarioQuestion {
    var held = question
    for pin in pins {
      held.require(pin.descriptor, pin.variant)
      held.leastMargins[pin.descriptor] = nil
    }
    return held
  }

  private func count(_ question: ScenarioQuestion) -> Intervention.Count {
    let set = ScenarioSearch(matrix, question, listed: 0).run(shouldStop: shouldStop)
    return Intervention.Count(value: set.count, isExact: set.isComplete)
  }

  /// A scenario that answers a question, if there is one, and whether that is known.
  private func first(_ question: ScenarioQuestion) -> (scenario: Scenario?, isKnown: Bool) {
    guard !shouldStop() else { return (nil, false) }
    let set = ScenarioSearch(matrix, question, listed: 1).run(most: 1, shouldStop: shouldStop)
    let scenario = set.scenarios(limit: 1).first
    return (scenario, scenario != nil || set.isComplete)
  }

  // MARK: Certain

  /// A set of pins is refuted by a scenario that misses the target, agrees with the pins, and is inconsistent in pinned
  /// descriptors only. A set that no known scenario refutes is put to a search of its own, which finds another refuter or
  /// proves that there is none. Only sets that make the target possible are looked at.
  func strong(from least: Int, _ mostPins: Int) -> Intervention.Outcome {
    let missing = Mutex(Evidence())
    for size in least...max(least, min(mostPins, controls.count)) {
      guard let possible = possible(size) else { return .interrupted(noneUpTo: size - 1) }
      let sets = Mutex(Combinations(of: controls, size: size))
      let certain = Mutex<[[Pin]]>([])
      let isStopped = Atomic(false)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while !isStopped.load(ordering: .relaxed), let descriptors = sets.withLock({ $0.next() }) {
          for setting in settings(of: descriptors, possible) {
            guard !shouldStop(), let isCertain = isCertain(setting, missing, possible) else {
              isStopped.store(true, ordering: .relaxed)
              break
            }
            if isCertain { certain.withLock { $0.append(setting) } }
          }
        }
      }
      guard !isStopped.load(ordering: .relaxed) else { return .interrupted(noneUpTo: size - 1) }
      let found = certain.withLock { $0 }
      if !found.isEmpty {
        return .found(found.sorted { $0.lexicographicallyPrecedes($1) }.map(solution))
      }
    }
    return .none(upTo: mostPins)
  }

  /// Scenarios that meet the target with so many pins, all or as many as are kept; nil when the search was ended.
  private func possible(_ size: Int) -> Evidence? {
    let kept = Mutex(Evidence())
    let isComplete = PinSearch(
      matrix: matrix, controls: controls, pins: size, workers: workers
    )
    .run(meeting, shouldStop: shouldStop) { entry in
      kept.withLock {
        $0.add(entry.scenario, pinned: entry.pinned)
        return $0.count < Self.mostKept
      }
    }
    var evidence = kept.withLock { $0 }
    evidence.isAll = isComplete
    return isComplete || evidence.count >= Self.mostKept ? evidence : nil
  }

  /// Settings of some descriptors that may make the target possible.
  private func settings(of descriptors: [Int], _ possible: Evidence) -> Set<[Pin]> {
    guard !possible.isAll else {
      return Set(possible.about(descriptors).map { pins(descriptors, of: $0) })
    }
    return descriptors.reduce([[]]) { settings, descriptor in
      Set(
        settings.flatMap { setting in
          (0..<matrix.variantCount(descriptor)).map {
            setting + [Pin(descriptor: descriptor, variant: $0)]
          }
        })
    }
  }

  /// Whether there are consistent scenarios under these pins and all meet the target; nil when the search was ended.
  private func isCertain(
    _ pins: [Pin], _ missing: borrowing Mutex<Evidence>, _ possible: Evidence
  ) -> Bool? {
    let descriptors = pins.map(\.descriptor)
    let known = missing.withLock { $0.about(descriptors) }
    if known.contains(where: { agrees($0, pins) }) { return false }
    for question in self.missing {
      let (scenario, isKnown) = first(hold(pins, in: question))
      guard isKnown else { return nil }
      guard let scenario else { continue }
      let margins = matrix.margins(of: scenario)
      missing.withLock {
        $0.add(scenario, pinned: descriptors.filter { (margins[$0] ?? 0) < 0 })
      }
      return false
    }
    guard !possible.isAll else { return true }
    let (scenario, isKnown) = first(hold(pins, in: meeting))
    return isKnown ? scenario != nil : nil
  }

  private func agrees(_ scenario: Scenario, _ pins: [Pin]) -> Bool {
    pins.allSatisfy { scenario[$0.descriptor] == $0.variant }
  }

  /// Scenarios by the controls that are inconsistent in them.
  private struct Evidence {
    private var byPinned: [[Int]: [Scenario]] = [:]
    private(set) var count = 0
    /// Whether there are no others.
    var isAll = false

    mutating func add(_ scenario: Scenario, pinned: [Int]) {
      count += 1
      byPinned[pinned, default: []].append(scenario)
    }

    /// Those that are inconsistent in some of the given descriptors at most.
    func about(_ descriptors: [Int]) -> [Scenario] {
      var subsets: [[Int]] = [[]]
      for descriptor in descriptors { subsets += subsets.map { $0 + [descriptor] } }
      return subsets.flatMap { byPinned[$0] ?? [] }
    }
  }
}

/// All ways to choose so many of some numbers, in lexicographic order.
private struct Combinations: IteratorProtocol {
  private let elements: [Int]
  private var places: [Int]?

  init(of elements: [Int], size: Int) {
    self.elements = elements
    places = size <= elements.count ? Array(0..<size) : nil
  }

  mutating func next() -> [Int]? {
    guard var places else { return nil }
    let chosen = places.map { elements[$0] }
    let size = places.count
    let last = (0..<size).last { places[$0] < elements.count - (size - $0) }
    if let last {
      places[last] += 1
      for later in (last + 1)..<max(last + 1, size) { places[later] = places[later - 1] + 1 }
      self.places = places
    } else {
      self.places = nil
    }
    return chosen
  }
}
