import Foundation
import Policy
import Testing

@testable import Scenarios

@Suite struct FlipMapTests {
  /// The rows of a flip table, as `concord scenarios --flips` writes them.
  private func rows(_ map: FlipMap) -> [String] {
    func list(_ scenarios: [Scenario]) -> String {
      scenarios.map { $0.numbers.map(String.init).joined(separator: " ") }.joined(separator: "; ")
    }
    return map.flips.map { flip in
      let (source, target) = (map.matrix.place(flip.row), map.matrix.place(flip.column))
      return [
        String(source.descriptor + 1), String(source.variant + 1), String(target.descriptor + 1),
        String(target.variant + 1), String(flip.delta), list(flip.appear), list(flip.disappear),
      ].joined(separator: ",")
    }
  }

  @Test(
    .enabled(if: CrossImpactCase.folder != nil, "the reference cases are not beside the checkout"),
    arguments: [("somewhereland", 2), ("migration-skills", 1)])
  func agreesWithTheReference(name: String, bound: Int) throws {
    let matrix = try CrossImpactCase(name: name).matrix()
    let table = String(decoding: try CrossImpactCase.bytes(name + ".flips.csv"), as: UTF8.self)
    let expected = table.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    #expect(rows(try FlipMap(matrix, bound: bound)) == expected)
  }

  /// Changes every judgement and looks through the whole space again.
  @Test(arguments: 1...25 as ClosedRange<UInt64>) func agreesWithSolvingAgain(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random, descriptors: 4)
    let map = try FlipMap(matrix, bound: 3)
    func solve(_ matrix: CrossImpactMatrix) -> Set<Scenario> {
      Set(matrix.everyScenario.filter { (matrix.consistencyValue(of: $0) ?? 0) >= 0 })
    }
    let before = solve(matrix)
    #expect(Set(map.consistent) == before)
    var found: [String: (Set<Scenario>, Set<Scenario>)] = [:]
    for flip in map.flips {
      #expect(flip.appear.sorted() == flip.appear && flip.disappear.sorted() == flip.disappear)
      found["\(flip.row) \(flip.column) \(flip.delta)"] = (Set(flip.appear), Set(flip.disappear))
    }
    var seen = 0
    for row in 0..<matrix.size {
      for column in 0..<matrix.size
      where matrix.place(row).descriptor != matrix.place(column).descriptor {
        for delta in -3...3 where delta != 0 {
          var judgements = matrix.judgements
          judgements[row * matrix.size + column] += delta
          let after = solve(
            try CrossImpactMatrix(descriptors: matrix.descriptors, judgements: judgements))
          let flip = found["\(row) \(column) \(delta)"]
          #expect(flip?.0 ?? [] == after.subtracting(before), "seed \(seed)")
          #expect(flip?.1 ?? [] == before.subtracting(after), "seed \(seed)")
          if flip != nil { seen += 1 }
        }
      }
    }
    #expect(seen == map.flips.count)
  }

  /// At most one choice behind, and that by no more than the bound, wherever the search is cut for its threads.
  @Test(arguments: 1...20) func nearScenariosAreThoseOfTheDefinition(seed: Int) throws {
    var draw = DrawnMatrix(seed: seed)
    let matrix = try draw.matrix(
      counts: (0..<7).map { _ in Int.random(in: 1...4, using: &draw) }, density: 60, scale: 30,
      decimals: 1)
    let near = matrix.everyScenario.filter { scenario in
      let behind = matrix.margins(of: scenario).compactMap { $0 }.filter { $0 < 0 }
      return behind.count == 1 && behind[0] >= -20
    }
    for workers in 1...3 {
      let map = try FlipMap(matrix, bound: 2, workers: workers)
      #expect(map.near == near, "seed \(seed)")
      #expect(map.consistent == matrix.answers(ScenarioQuestion(matrix)))
    }
  }

  @Test func decimalsAreChangedByWholeSteps() throws {
    // a at x puts b's x ahead by 0.4: one step down is needed, and makes it 0.6 behind.
    let matrix = try CrossImpactMatrix(
      descriptors: [.init(name: "a", variants: ["x"]), .init(name: "b", variants: ["x", "y"])],
      judgements: [0, 4, 0, 0, 0, 0, 0, 0, 0], decimals: 1)
    let map = try FlipMap(matrix, bound: 1)
    #expect(map.flips.map(\.delta) == [-1, 1])
    #expect(map.flips[0].disappear == [Scenario(numbers: [1, 1])])
    #expect(map.flips[0].appear == [Scenario(numbers: [1, 2])])
    #expect(map.leastToVanish == [1])
  }

  @Test func tooManyScenariosAreRefused() throws {
    let matrix = try CrossImpactMatrix(
      descriptors: (0..<20).map { .init(name: "d\($0)", variants: ["a", "b"]) },
      judgements: [Int](repeating: 0, count: 1600))
    #expect(throws: FlipMap.Failure.self) { try FlipMap(matrix) }
    #expect(throws: CancellationError.self) { try FlipMap(matrix, isCancelled: { true }) }
  }
}
