import Foundation
import Policy
import Synchronization
import Testing

@testable import Scenarios

@Suite struct BasinTests {
  static let cases = ["somewhereland", "migration-skills", "ties-and-edges", "cycles-only-8"]

  @Test(
    .enabled(if: CrossImpactCase.folder != nil, "the reference cases are not beside the checkout"),
    arguments: cases)
  func agreeWithTheReference(name: String) throws {
    let matrix = try MatrixFile.read(
      try CrossImpactCase.bytes(name + ".json"), file: name + ".json")
    let expected = try #require(
      try CrossImpactCase.json(name + ".expected.json")["basins"] as? [String: Any])
    let basins = try Basins.exhaustive(matrix)
    let points = try #require(expected["fixed_points"] as? [[String: Any]])
    #expect(
      basins.fixedPoints.map { $0.states[0].numbers } == points.map { $0["scenario"] as? [Int] })
    #expect(basins.fixedPoints.map(\.basin) == points.compactMap { $0["basin"] as? Int })
    let cycles = try #require(expected["cycles"] as? [[String: Any]])
    #expect(
      basins.cycles.map { $0.states.map(\.numbers) } == cycles.map { $0["states"] as? [[Int]] })
    #expect(basins.cycles.map(\.basin) == cycles.compactMap { $0["basin"] as? Int })
  }

  /// Takes a minute in a build without optimisation, and half a second in one with.
  @Test(
    .enabled(
      if: CrossImpactCase.folder != nil && !_isDebugAssertConfiguration(),
      "the reference cases are not beside the checkout, or the build is not optimised"))
  func fortyThreeMillionStarts() throws {
    let matrix = try MatrixFile.read(
      try CrossImpactCase.bytes("random-16.csv"), file: "random-16.csv")
    let expected = try CrossImpactCase.json("random-16.basins.json")
    let basins = try Basins.exhaustive(matrix)
    let points = try #require(expected["fixed_points"] as? [[String: Any]])
    #expect(
      basins.fixedPoints.map { $0.states[0].numbers } == points.map { $0["scenario"] as? [Int] })
    #expect(basins.fixedPoints.map(\.basin) == points.compactMap { $0["basin"] as? Int })
    #expect(basins.cycles.count == expected["cycle_count"] as? Int)
    #expect(basins.startsEndingInACycle == expected["starts_ending_in_a_cycle"] as? Int)
    let lengths = try #require(expected["cycles_by_length"] as? [String: Int])
    #expect(
      Dictionary(uniqueKeysWithValues: basins.cyclesByLength.map { (String($0.length), $0.count) })
        == lengths)
  }

  /// Walks every start one step at a time, with the definition of the rule written out.
  @Test(arguments: 1...60 as ClosedRange<UInt64>) func agreeWithWalkingEveryStart(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random)
    let slow = Set(matrix.descriptors.indices.filter { _ in Bool.random(using: &random) })
    for rule in [SuccessionRule.global, .sequential, .local, .incremental, .adiabatic(slow: slow)] {
      var expected: [Scenario: Int] = [:]
      for start in matrix.everyScenario {
        var seen: Set<Scenario> = []
        var state = start
        while seen.insert(state).inserted { state = NaiveSuccession.step(matrix, state, rule) }
        var ring = [state]
        var next = NaiveSuccession.step(matrix, state, rule)
        while next != state {
          ring.append(next)
          next = NaiveSuccession.step(matrix, next, rule)
        }
        expected[ring.min() ?? state, default: 0] += 1
      }
      let basins = try Basins.exhaustive(matrix, rule: rule)
      let found = Dictionary(
        uniqueKeysWithValues: basins.attractors.map { ($0.states[0], $0.basin) })
      #expect(found == expected, "seed \(seed), rule \(rule.name)")
      let consistent = matrix.everyScenario.filter { (matrix.consistencyValue(of: $0) ?? 0) >= 0 }
      #expect(basins.fixedPoints.map { $0.states[0] } == consistent, "seed \(seed), \(rule.name)")
      for cycle in basins.cycles {
        for (i, state) in cycle.states.enumerated() {
          let next = cycle.states[(i + 1) % cycle.states.count]
          #expect(matrix.successor(of: state, by: rule) == next)
        }
      }
      let sampled = try Basins.sampled(matrix, rule: rule, starts: 300, seed: seed)
      for attractor in sampled.attractors {
        let exact = try #require(basins.attractors.first { $0.states == attractor.states })
        let share = Double(exact.basin) / Double(basins.starts)
        let (value, interval) = sampled.share(of: attractor)
        #expect(interval?.contains(value) == true)
        #expect(abs(value - share) < 0.2, "seed \(seed)")
      }
    }
  }

  @Test func aLongWalkFromOneStartCanBeEnded() throws {
    let matrix = try CrossImpactMatrix(
      descriptors: [.init(name: "a", variants: ["x", "y"])], judgements: [0, 1, 1, 0])
    let asked = Atomic(0)
    let isCancelled: @Sendable () -> Bool = { asked.add(1, ordering: .relaxed).newValue > 1 }
    #expect(throws: CancellationError.self) {
      try Basins.sampled(matrix, starts: 1, isCancelled: isCancelled)
    }
  }

  @Test func tooLargeASpaceIsRefused() throws {
    let matrix = try CrossImpactMatrix(
      descriptors: (0..<40).map { .init(name: "d\($0)", variants: ["a", "b", "c"]) },
      judgements: Array(repeating: 0, count: 120 * 120))
    #expect(throws: Basins.Failure.self) { try Basins.exhaustive(matrix) }
    let sampled = try Basins.sampled(matrix, starts: 50)
    #expect(sampled.attractors.count == 50)
  }

  @Test func cancellingEnds() throws {
    let matrix = try CrossImpactMatrix(
      descriptors: (0..<20).map { .init(name: "d\($0)", variants: ["a", "b"]) },
      judgements: Array(repeating: 0, count: 40 * 40))
    #expect(throws: CancellationError.self) {
      try Basins.exhaustive(matrix, isCancelled: { true })
    }
  }

  /// Judgements that do not fit sixteen bits take the slower way, with the same result.
  @Test(arguments: 1...10 as ClosedRange<UInt64>) func scalingChangesNothing(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random)
    let large = try CrossImpactMatrix(
      descriptors: matrix.descriptors,
      judgements: matrix.judgements.map { $0 * 1_000_003 + ($0 == 0 ? 0 : 0) })
    #expect(try Basins.exhaustive(matrix).attractors == Basins.exhaustive(large).attractors)
  }
}

/// Small matrices with ties, self-influence, single variants and empty sections.
enum RandomMatrix {
  static func make(_ random: inout SplitMix64, descriptors most: Int = 5, scale: Int = 3)
    -> CrossImpactMatrix
  {
    let counts = (0..<Int.random(in: 1...most, using: &random)).map { _ in
      Int.random(in: 1...4, using: &random)
    }
    let size = counts.reduce(0, +)
    let density = Double.random(in: 0.2...1, using: &random)
    let section = counts.map { _ in
      counts.map { _ in Double.random(in: 0...1, using: &random) < density }
    }
    let owner = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
    var judgements = [Int](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size where section[owner[row]][owner[column]] {
        judgements[row * size + column] = Int.random(in: -scale...scale, using: &random)
      }
    }
    let descriptors = counts.enumerated().map { i, count in
      CrossImpactMatrix.Descriptor(name: "d\(i)", variants: (0..<count).map { "v\($0)" })
    }
    guard let matrix = try? CrossImpactMatrix(descriptors: descriptors, judgements: judgements)
    else { preconditionFailure("the fixture is wrong") }
    return matrix
  }
}

extension CrossImpactMatrix {
  var everyScenario: [Scenario] {
    descriptors.reduce([[UInt8]()]) { prefixes, descriptor in
      prefixes.flatMap { prefix in
        descriptor.variants.indices.map { prefix + [UInt8($0)] }
      }
    }.map { Scenario(variants: $0) }
  }
}

/// Succession by its definitions, as slowly and plainly as can be.
enum NaiveSuccession {
  static func goal(_ matrix: CrossImpactMatrix, _ scenario: Scenario, _ j: Int) -> Int {
    let balance = Array(matrix.balance(of: scenario)[matrix.range(j)])
    let highest = balance.max() ?? 0
    if balance[scenario[j]] == highest { return scenario[j] }
    return balance.firstIndex(of: highest) ?? scenario[j]
  }

  static func step(_ matrix: CrossImpactMatrix, _ scenario: Scenario, _ rule: SuccessionRule)
    -> Scenario
  {
    let n = matrix.descriptors.count
    let goals = (0..<n).map { goal(matrix, scenario, $0) }
    var next = scenario
    switch rule {
    case .global: for j in 0..<n { next.variants[j] = UInt8(goals[j]) }
    case .incremental:
      for j in 0..<n {
        if goals[j] > scenario[j] { next.variants[j] += 1 }
        if goals[j] < scenario[j] { next.variants[j] -= 1 }
      }
    case .sequential: for j in 0..<n { next.variants[j] = UInt8(goal(matrix, next, j)) }
    case .local:
      let margins = matrix.margins(of: scenario).map { min(0, $0 ?? 0) }
      if let worst = margins.min(), worst < 0, let j = margins.firstIndex(of: worst) {
        next.variants[j] = UInt8(goals[j])
      }
    case .adiabatic(let slow):
      let fast = (0..<n).filter { !slow.contains($0) && goals[$0] != scenario[$0] }
      for j in fast.isEmpty ? Array(0..<n) : fast { next.variants[j] = UInt8(goals[j]) }
    }
    return next
  }
}
