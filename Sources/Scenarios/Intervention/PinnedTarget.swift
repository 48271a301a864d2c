/// The search for the sets of pins that make a target possible or certain.
struct PinnedTarget {
  typealias Pin = Intervention.Pin

  let problem: PinProblem
  let target: [Pin]
  let controls: [Int]
  let shouldStop: @Sendable () -> Bool

  private var matrix: CrossImpactMatrix { problem.matrix }

  // MARK: Possible

  /// With k pins a target is possible exactly when a scenario meets it in which at most k controls are inconsistent; at
  /// the least such k the inconsistent ones are the pins.
  func weak(_ mostPins: Int) -> Intervention.Outcome {
    var question = ScenarioQuestion(matrix)
    for pin in target { question.require(pin.descriptor, pin.variant) }
    for size in 0...max(0, min(mostPins, controls.count)) {
      if size == 0 {
        let (scenario, isKnown) = first(question)
        if scenario != nil { return .found([solution([])]) }
        guard isKnown else { return .interrupted(noneUpTo: -1) }
        continue
      }
      let (found, isComplete) = problem.collect(
        question, controls: Set(controls), pins: size, shouldStop: shouldStop)
      guard isComplete else { return .interrupted(noneUpTo: size - 1) }
      let sets = Set(
        found.map { entry in
          entry.pinned.map { Pin(descriptor: $0, variant: entry.scenario[$0]) }
        })
      if !sets.isEmpty {
        return .found(sets.sorted { $0.lexicographicallyPrecedes($1) }.map(solution))
      }
    }
    return .none(upTo: mostPins)
  }

  private func solution(_ pins: [Pin]) -> Intervention.Solution {
    var question = held(pins)
    let all = count(question)
    for pin in target { question.require(pin.descriptor, pin.variant) }
    return Intervention.Solution(pins: pins, meeting: count(question), all: all)
  }

  private func held(_ pins: [Pin]) -> ScenarioQuestion {
    var question = ScenarioQuestion(matrix)
    for pin in pins { question.hold(pin.descriptor, at: pin.variant) }
    return question
  }

  private func count(_ question: ScenarioQuestion) -> Intervention.Count {
    let set = ScenarioSearch(matrix, question, listed: 0).run(shouldStop: shouldStop)
    return Intervention.Count(value: set.count, isExact: set.isComplete)
  }

  // MARK: Certain

  /// Candidates by size, each refuted by a consistent scenario that misses the target, or else checked for one that
  /// meets it. A scenario that refuted one candidate refutes every other that holds its inconsistent descriptors where
  /// they are and contradicts it nowhere.
  func strong(from least: Int, _ mostPins: Int) -> Intervention.Outcome {
    var refuters: [Refuter] = []
    for size in least...max(least, min(mostPins, controls.count)) {
      var solutions: [Intervention.Solution] = []
      var candidates = PinSets(matrix, controls, size: size)
      while let pins = candidates.next() {
        if shouldStop() { return .interrupted(noneUpTo: size - 1) }
        if refuters.contains(where: { $0.refutes(pins) }) { continue }
        switch verdict(on: pins) {
        case .unknown: return .interrupted(noneUpTo: size - 1)
        case .refuted(let scenario): refuters.append(Refuter(scenario, matrix))
        case .impossible: continue
        case .certain: solutions.append(solution(pins))
        }
      }
      if !solutions.isEmpty {
        return .found(solutions.sorted { $0.pins.lexicographicallyPrecedes($1.pins) })
      }
    }
    return .none(upTo: mostPins)
  }

  private struct Refuter {
    let scenario: Scenario
    private let inconsistent: [Int]

    init(_ scenario: Scenario, _ matrix: CrossImpactMatrix) {
      self.scenario = scenario
      inconsistent = matrix.margins(of: scenario).enumerated().filter { ($0.element ?? 0) < 0 }
        .map(\.offset)
    }

    func refutes(_ pins: [Pin]) -> Bool {
      pins.allSatisfy { scenario[$0.descriptor] == $0.variant }
        && inconsistent.allSatisfy { j in pins.contains { $0.descriptor == j } }
    }
  }

  private enum Verdict {
    case refuted(Scenario)
    case certain
    /// No consistent scenario at all.
    case impossible
    case unknown
  }

  private func verdict(on pins: [Pin]) -> Verdict {
    let question = held(pins)
    for pin in target {
      var missing = question
      missing.allowed[pin.descriptor] &= ~(1 << UInt64(pin.variant))
      guard missing.allowed[pin.descriptor] != 0 else { continue }
      let (scenario, isKnown) = first(missing)
      if let scenario { return .refuted(scenario) }
      if !isKnown { return .unknown }
    }
    var meeting = question
    for pin in target { meeting.require(pin.descriptor, pin.variant) }
    guard meeting.allowed.allSatisfy({ $0 != 0 }) else { return .impossible }
    let (scenario, isKnown) = first(meeting)
    return scenario != nil ? .certain : isKnown ? .impossible : .unknown
  }

  private func first(_ question: ScenarioQuestion) -> (Scenario?, isKnown: Bool) {
    var found: Scenario?
    let isComplete = problem.search(question, shouldStop: shouldStop) { scenario, _ in
      found = scenario
      return false
    }
    return (found, isComplete || found != nil)
  }
}

/// All ways to pin so many of the controls, in lexicographic order.
private struct PinSets: IteratorProtocol {
  private let counts: [Int]
  private let controls: [Int]
  private let size: Int
  private var places: [Int]
  private var variants: [Int]
  private var isDone: Bool

  init(_ matrix: CrossImpactMatrix, _ controls: [Int], size: Int) {
    counts = controls.map(matrix.variantCount)
    self.controls = controls
    self.size = size
    places = Array(0..<size)
    variants = [Int](repeating: 0, count: size)
    isDone = size > controls.count
  }

  mutating func next() -> [Intervention.Pin]? {
    guard !isDone else { return nil }
    defer { advance() }
    return zip(places, variants).map { .init(descriptor: controls[$0], variant: $1) }
  }

  private mutating func advance() {
    for i in (0..<size).reversed() {
      variants[i] += 1
      if variants[i] < counts[places[i]] { return }
      variants[i] = 0
    }
    for i in (0..<size).reversed() where places[i] + 1 <= controls.count - (size - i) {
      places[i] += 1
      for later in (i + 1)..<max(i + 1, size) { places[later] = places[later - 1] + 1 }
      return
    }
    isDone = true
  }
}
