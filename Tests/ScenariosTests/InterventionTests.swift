import Foundation
import Policy
import Testing

@testable import Scenarios

@Suite struct InterventionTests {
  private typealias Pin = Intervention.Pin

  private static func pins(_ value: Any?) -> [Pin] {
    (value as? [[Int]] ?? []).map { Pin(descriptor: $0[0] - 1, variant: $0[1] - 1) }
  }

  private static func solutions(_ outcome: Intervention.Outcome?) -> [Intervention.Solution]? {
    guard case .found(let solutions) = outcome else { return nil }
    return solutions
  }

  @Test(
    .enabled(if: CrossImpactCase.folder != nil, "the reference cases are not beside the checkout"),
    arguments: ["somewhereland", "migration-skills"])
  func agreesWithTheReference(name: String) throws {
    let matrix = try CrossImpactCase(name: name).matrix()
    let json = try CrossImpactCase.json(name + ".interventions.json")
    for expected in try #require(json["targets"] as? [[String: Any]]) {
      let controls = try #require(expected["controls"] as? [Int]).map { $0 - 1 }
      let found = try Intervention(
        matrix, target: Self.pins(expected["target"]), controls: controls)
      for (outcome, key) in [(found.weak, "weak"), (found.strong, "strong")] {
        let answer = expected[key] as? [String: Any]
        let solutions = Self.solutions(outcome)
        #expect((solutions == nil) == (answer == nil), "\(expected["target"] ?? "") \(key)")
        guard let answer, let solutions else {
          #expect(outcome == .none(upTo: 4))
          continue
        }
        let list = try #require(answer["solutions"] as? [[String: Any]])
        #expect(solutions.count == answer["solution_count"] as? Int)
        #expect(solutions.map(\.pins) == list.map { Self.pins($0["pins"]) })
        #expect(solutions.map(\.all.value.int) == list.map { $0["consistent_all"] as? Int })
        if key == "weak" {
          #expect(
            solutions.map(\.meeting.value.int)
              == list.map { $0["consistent_meeting_target"] as? Int })
        }
      }
    }
  }

  /// Goes through all sets of pins and all scenarios.
  @Test(arguments: 1...120 as ClosedRange<UInt64>) func agreesWithTryingAllSets(seed: UInt64) throws
  {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random, descriptors: 4)
    let n = matrix.descriptors.count
    var target: [Pin] = []
    for j in (0..<n).shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)) {
      let variant = Int.random(in: 0..<matrix.variantCount(j), using: &random)
      target.append(Pin(descriptor: j, variant: variant))
    }
    let controls = (0..<n).filter { j in
      !target.contains { $0.descriptor == j } && Double.random(in: 0...1, using: &random) < 0.8
    }
    let found = try Intervention(matrix, target: target, controls: controls, mostPins: 3)
    #expect(
      try found
        == Intervention(matrix, target: target, controls: controls, mostPins: 3, workers: 1))
    for kind in Intervention.Kind.allCases {
      let one = try Intervention(
        matrix, target: target, controls: controls, kinds: [kind], mostPins: 3)
      #expect(one.weak == (kind == .weak ? found.weak : nil))
      #expect(one.strong == (kind == .strong ? found.strong : nil))
    }

    let scenarios = matrix.everyScenario.map { scenario in
      (scenario: scenario, margins: matrix.margins(of: scenario).map { $0 ?? 0 })
    }
    func consistent(_ pins: [Pin]) -> [Scenario] {
      scenarios.filter { entry in
        pins.allSatisfy { entry.scenario[$0.descriptor] == $0.variant }
          && (0..<n).allSatisfy { j in
            entry.margins[j] >= 0 || pins.contains { $0.descriptor == j }
          }
      }.map(\.scenario)
    }
    func meets(_ scenario: Scenario) -> Bool {
      target.allSatisfy { scenario[$0.descriptor] == $0.variant }
    }
    func sets(_ size: Int, from: Int = 0) -> [[Pin]] {
      guard size > 0 else { return [[]] }
      return (from..<max(from, controls.count)).flatMap { place in
        (0..<matrix.variantCount(controls[place])).flatMap { variant in
          sets(size - 1, from: place + 1).map {
            [Pin(descriptor: controls[place], variant: variant)] + $0
          }
        }
      }
    }
    func expected(isCertain: Bool) -> [[Pin]]? {
      for size in 0...3 {
        let good = sets(size).filter { pins in
          let all = consistent(pins)
          return all.contains(where: meets) && (!isCertain || all.allSatisfy(meets))
        }
        if !good.isEmpty { return good.sorted { $0.lexicographicallyPrecedes($1) } }
      }
      return nil
    }
    for (outcome, isCertain) in [(found.weak, false), (found.strong, true)] {
      #expect(
        Self.solutions(outcome)?.map(\.pins) == expected(isCertain: isCertain),
        "seed \(seed), certain \(isCertain)")
      for solution in Self.solutions(outcome) ?? [] {
        let all = consistent(solution.pins)
        #expect(solution.all == .init(value: WholeNumber(all.count), isExact: true))
        #expect(
          solution.meeting == .init(value: WholeNumber(all.count(where: meets)), isExact: true))
      }
    }
  }

  @Test func anEndedSearchSaysWhatItKnows() throws {
    let matrix = try CrossImpactMatrix(
      descriptors: (0..<3).map { .init(name: "d\($0)", variants: ["x", "y"]) },
      judgements: [Int](repeating: 0, count: 36))
    let found = try Intervention(
      matrix, target: [Pin(descriptor: 0, variant: 0)], shouldStop: { true })
    #expect(found.weak == .interrupted(noneUpTo: -1))
    #expect(found.strong == .interrupted(noneUpTo: -1))
  }

  @Test func targetsThatAreNotThereAreRefused() throws {
    let matrix = try CrossImpactMatrix(
      descriptors: [.init(name: "a", variants: ["x"]), .init(name: "b", variants: ["x", "y"])],
      judgements: [Int](repeating: 0, count: 9))
    for target in [
      [], [Pin(descriptor: 2, variant: 0)], [Pin(descriptor: 1, variant: 2)],
      [Pin(descriptor: 1, variant: 0), Pin(descriptor: 1, variant: 1)],
    ] {
      #expect(throws: MatrixError.self) { try Intervention(matrix, target: target) }
    }
    #expect(throws: MatrixError.self) {
      try Intervention(matrix, target: [Pin(descriptor: 1, variant: 0)], controls: [7])
    }
  }

  /// Wide lanes give the same answers as narrow ones.
  @Test(arguments: 1...10 as ClosedRange<UInt64>) func scaleDoesNotMatter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random)
    let large = try CrossImpactMatrix(
      descriptors: matrix.descriptors,
      judgements: matrix.judgements.enumerated().map {
        $0.element * 1_000_000_007 + ($0.offset % 7 == 0 ? 0 : 0)
      })
    let target = [Pin(descriptor: 0, variant: 0)]
    #expect(
      try Intervention(matrix, target: target).weak == Intervention(large, target: target).weak)
  }
}
