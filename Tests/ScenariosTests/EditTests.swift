import Foundation
import Policy
import Testing

@testable import Scenarios

@Suite struct EditTests {
  @Test(
    .enabled(if: CrossImpactCase.folder != nil, "the reference cases are not beside the checkout"),
    arguments: ["somewhereland", "migration-skills"])
  func agreesWithTheReference(name: String) throws {
    let matrix = try CrossImpactCase(name: name).matrix()
    let json = try CrossImpactCase.json(name + ".interventions.json")
    for expected in try #require(json["edits"] as? [[String: Any]]) {
      let numbers = try #require(expected["scenario"] as? [Int])
      let edit = Edit(matrix, making: Scenario(numbers: numbers))
      #expect(edit.inconsistency == expected["inconsistency"] as? Int)
      #expect(edit.totalChange == expected["total_change"] as? Int)
      #expect(edit.cells == expected["cells"] as? Int)
      #expect(
        edit.totalChangeWithoutCaps
          == expected["closed_form_total_change_without_caps"] as? Int)
    }
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>) func changesDoWhatTheySay(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random)
    for scenario in matrix.everyScenario.prefix(40) {
      let edit = Edit(matrix, making: scenario)
      guard let total = edit.totalChange else { continue }
      var judgements = matrix.judgements
      for change in edit.changes {
        #expect(change.source != change.target)
        #expect((-3...3).contains(change.to))
        let row = matrix.offsets[change.source] + change.sourceVariant
        let cell = row * matrix.size + matrix.offsets[change.target] + change.targetVariant
        #expect(judgements[cell] == change.from)
        judgements[cell] = change.to
      }
      #expect(edit.changes.reduce(0) { $0 + abs($1.to - $1.from) } == total)
      #expect((edit.cells ?? 0) <= edit.changes.count)
      let mended = try CrossImpactMatrix(descriptors: matrix.descriptors, judgements: judgements)
      #expect((mended.consistencyValue(of: scenario) ?? 0) >= 0, "seed \(seed)")
    }
  }

  /// Tries every way to change the judgements of two small descriptors.
  @Test(arguments: 1...25 as ClosedRange<UInt64>) func leastByTryingAll(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let size = 4
    var cells = (0..<size * size).map { _ in Int.random(in: -2...2, using: &random) }
    let descriptors = ["a", "b"].map {
      CrossImpactMatrix.Descriptor(name: $0, variants: ["x", "y"])
    }
    let matrix = try CrossImpactMatrix(descriptors: descriptors, judgements: cells)
    let scenario = Scenario(numbers: [1, 2])
    // The cells that matter: a at x on b, b at y on a.
    let places = [0 * size + 2, 0 * size + 3, 3 * size + 0, 3 * size + 1]
    let original = places.map { cells[$0] }
    var least: Int?
    var fewest: Int?
    for code in 0..<(7 * 7 * 7 * 7) {
      let values = [code % 7 - 3, code / 7 % 7 - 3, code / 49 % 7 - 3, code / 343 - 3]
      for (place, value) in zip(places, values) { cells[place] = value }
      let changed = try CrossImpactMatrix(descriptors: descriptors, judgements: cells)
      guard (changed.consistencyValue(of: scenario) ?? 0) >= 0 else { continue }
      let total = zip(values, original).reduce(0) { $0 + abs($1.0 - $1.1) }
      let count = zip(values, original).count { $0.0 != $0.1 }
      least = min(least ?? total, total)
      fewest = min(fewest ?? count, count)
    }
    let edit = Edit(matrix, making: scenario)
    #expect(edit.totalChange == least, "seed \(seed)")
    #expect(edit.cells == fewest, "seed \(seed)")
  }

  @Test func aScaleThatBindsIsSaid() throws {
    // b pushes itself to y by 20; a can only bring 3 and take 3 away.
    let matrix = try CrossImpactMatrix(
      descriptors: [.init(name: "a", variants: ["x"]), .init(name: "b", variants: ["x", "y"])],
      judgements: [0, 0, 0, 0, 0, 20, 0, 0, 20])
    let edit = Edit(matrix, making: Scenario(numbers: [1, 1]))
    #expect(edit.inconsistency == 20)
    #expect(edit.totalChange == nil)
    #expect(edit.cells == nil)
    #expect(edit.totalChangeWithoutCaps == 20)
  }
}

@Suite struct RobustnessTests {
  /// Goes through every error of every judgement.
  @Test(arguments: 1...12 as ClosedRange<UInt64>) func exactByTryingAllErrors(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let descriptors = [
      CrossImpactMatrix.Descriptor(name: "a", variants: ["x", "y"]),
      .init(name: "b", variants: ["x", "y", "z"]),
    ]
    let cells = (0..<25).map { _ in Int.random(in: -2...2, using: &random) }
    let matrix = try CrossImpactMatrix(descriptors: descriptors, judgements: cells)
    for scenario in matrix.everyScenario {
      // Only the rows of the scenario matter: a's on b (3 cells), b's on a (2 cells).
      var hits = 0
      let rows = [scenario[0], 2 + scenario[1]]
      let places = [2, 3, 4].map { rows[0] * 5 + $0 } + [0, 1].map { rows[1] * 5 + $0 }
      for code in 0..<243 {
        var changed = cells
        var rest = code
        for place in places {
          changed[place] += rest % 3 - 1
          rest /= 3
        }
        let noisy = try CrossImpactMatrix(descriptors: descriptors, judgements: changed)
        if (noisy.consistencyValue(of: scenario) ?? 0) >= 0 { hits += 1 }
      }
      // A section without any judgement stays as it is.
      let hasBoth =
        cells[2..<5].contains { $0 != 0 } || cells[7..<10].contains { $0 != 0 }
      let hasBack = (2..<5).contains { cells[$0 * 5] != 0 || cells[$0 * 5 + 1] != 0 }
      guard hasBoth, hasBack else { continue }
      let robustness = Robustness(matrix, of: scenario)
      #expect(abs(robustness.value - Double(hits) / 243) < 1e-12, "seed \(seed)")
    }
  }

  @Test func withoutErrorsConsistencyDecides() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<30 {
      let matrix = RandomMatrix.make(&random)
      for scenario in matrix.everyScenario.prefix(20) {
        let isConsistent = (matrix.consistencyValue(of: scenario) ?? 0) >= 0
        #expect(Robustness(matrix, of: scenario, steps: 0).value == (isConsistent ? 1 : 0))
      }
    }
  }
}
