import Dispatch
import Synchronization

/// The search for the sets of pins that make a target certain.
extension PinnedTarget {
  /// A set of pins is refuted by a scenario that misses the target, agrees with the pins, and is inconsistent in pinned
  /// descriptors only. A set that no known scenario refutes is put to a search of its own, which finds another refuter or
  /// proves that there is none. Only sets that make the target possible are looked at.
  ///
  /// - Parameters:
  ///   - least: the least size of sets that make the target possible.
  ///   - known: what shows that those do.
  func strong(from least: Int, _ known: PinEvidence?, _ mostPins: Int) -> Intervention.Outcome {
    let missing = Mutex(PinEvidence())
    for size in least...max(least, min(mostPins, controls.count)) {
      guard let possible = size == least ? known ?? possible(size) : possible(size) else {
        return .interrupted(noneUpTo: size - 1)
      }
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
        return .found(
          shared(found.sorted { $0.lexicographicallyPrecedes($1) }) { solution($0, possible) })
      }
    }
    return .none(upTo: mostPins)
  }

  /// All scenarios under these pins meet the target.
  private func solution(_ pins: [Pin], _ possible: PinEvidence) -> Intervention.Solution {
    let all: Intervention.Count
    if possible.isAll {
      let known = possible.about(pins.map(\.descriptor))
      all = .init(value: WholeNumber(known.count { agrees($0, pins) }), isExact: true)
    } else {
      all = count(hold(pins, in: meeting))
    }
    return Intervention.Solution(pins: pins, meeting: all, all: all)
  }

  /// Scenarios that meet the target with so many pins, all or as many as are kept; nil when the search was ended.
  private func possible(_ size: Int) -> PinEvidence? {
    let kept = Mutex(PinEvidence())
    let isComplete = PinSearch(
      matrix: matrix, controls: controls, pins: size, workers: workers
    )
    .run(meeting, shouldStop: shouldStop) { entry in
      kept.withLock {
        $0.add(entry)
        return $0.isAll
      }
    }
    let evidence = kept.withLock { $0 }
    return isComplete || !evidence.isAll ? evidence : nil
  }

  /// Settings of some descriptors that may make the target possible.
  private func settings(of descriptors: [Int], _ possible: PinEvidence) -> Set<[Pin]> {
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
    _ pins: [Pin], _ missing: borrowing Mutex<PinEvidence>, _ possible: PinEvidence
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
        $0.add(
          .init(scenario: scenario, pinned: descriptors.filter { (margins[$0] ?? 0) < 0 }))
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
