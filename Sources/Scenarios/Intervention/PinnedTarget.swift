import Dispatch
import Synchronization

/// The search for the sets of pins that make a target possible; `PinnedTarget+Certain` goes on to those that make it certain.
struct PinnedTarget: Sendable {
  typealias Pin = Intervention.Pin

  let matrix: CrossImpactMatrix
  let target: [Pin]
  /// Ascending.
  let controls: [Int]
  let workers: Int
  let shouldStop: @Sendable () -> Bool

  // MARK: Possible

  /// With k pins a target is possible exactly when a scenario meets it in which at most k controls are inconsistent; at
  /// the least such k the inconsistent ones are the pins.
  ///
  /// - Returns: the sets, each with the number of scenarios that meet the target.
  func leastPossible(_ mostPins: Int) -> Possible {
    for size in 0...max(0, min(mostPins, controls.count)) {
      if size == 0 {
        let (scenario, isKnown) = first(meeting)
        if scenario != nil { return .found([([], nil)], nil) }
        guard isKnown else { return .interrupted(noneUpTo: -1) }
        continue
      }
      let found = Mutex<(sets: [[Pin]: Int], evidence: PinEvidence)>(([:], PinEvidence()))
      let isComplete = PinSearch(
        matrix: matrix, controls: controls, pins: size, workers: workers
      )
      .run(meeting, shouldStop: shouldStop) { entry in
        let set = pins(entry.pinned, of: entry.scenario)
        found.withLock {
          $0.sets[set, default: 0] += 1
          $0.evidence.add(entry)
        }
        return true
      }
      guard isComplete else { return .interrupted(noneUpTo: size - 1) }
      let (sets, evidence) = found.withLock { $0 }
      if !sets.isEmpty {
        return .found(
          sets.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { ($0.key, WholeNumber($0.value)) }, evidence)
      }
    }
    return .none(upTo: mostPins)
  }

  enum Possible {
    /// All sets of the least size, and the scenarios that show it, where they are known.
    case found([(pins: [Pin], meeting: WholeNumber?)], PinEvidence?)
    case none(upTo: Int)
    case interrupted(noneUpTo: Int)
  }

  /// The same with all consistent scenarios counted.
  func weak(_ possible: Possible) -> Intervention.Outcome {
    switch possible {
    case .none(let most): .none(upTo: most)
    case .interrupted(let most): .interrupted(noneUpTo: most)
    case .found(let sets, _):
      .found(
        shared(sets) { set in
          Intervention.Solution(
            pins: set.pins,
            meeting: set.meeting.map { .init(value: $0, isExact: true) }
              ?? count(hold(set.pins, in: meeting)),
            all: count(hold(set.pins, in: ScenarioQuestion(matrix))))
        })
    }
  }

  /// Does something for each element, shared among the workers; the results are in the order of the elements.
  func shared<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) -> Result
  ) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    let taken = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, elements.count)) { _ in
      while true {
        let next = taken.add(1, ordering: .relaxed).oldValue
        guard next < elements.count else { break }
        let result = body(elements[next])
        results.withLock { $0[next] = result }
      }
    }
    return results.withLock { results in elements.indices.compactMap { results[$0] } }
  }

  func pins(_ descriptors: [Int], of scenario: Scenario) -> [Pin] {
    descriptors.map { Pin(descriptor: $0, variant: scenario[$0]) }
  }

  /// What meets the target.
  var meeting: ScenarioQuestion {
    var question = ScenarioQuestion(matrix)
    for pin in target { question.require(pin.descriptor, pin.variant) }
    return question
  }

  /// What misses it, in one descriptor each.
  var missing: [ScenarioQuestion] {
    target.map { pin in
      var question = ScenarioQuestion(matrix)
      question.allowed[pin.descriptor] &= ~(1 << UInt64(pin.variant))
      return question
    }
  }

  /// A pin of the target's own descriptors may contradict what is asked: then nothing is allowed.
  func hold(_ pins: [Pin], in question: ScenarioQuestion) -> ScenarioQuestion {
    var held = question
    for pin in pins {
      held.require(pin.descriptor, pin.variant)
      held.leastMargins[pin.descriptor] = nil
    }
    return held
  }

  func count(_ question: ScenarioQuestion) -> Intervention.Count {
    let set = ScenarioSearch(matrix, question, listed: 0).run(shouldStop: shouldStop)
    return Intervention.Count(value: set.count, isExact: set.isComplete)
  }

  /// A scenario that answers a question, if there is one, and whether that is known.
  func first(_ question: ScenarioQuestion) -> (scenario: Scenario?, isKnown: Bool) {
    guard !shouldStop() else { return (nil, false) }
    let set = ScenarioSearch(matrix, question, listed: 1).run(most: 1, shouldStop: shouldStop)
    let scenario = set.scenarios(limit: 1).first
    return (scenario, scenario != nil || set.isComplete)
  }
}
