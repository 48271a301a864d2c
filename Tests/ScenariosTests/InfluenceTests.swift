import Foundation
import Policy
import Testing

@testable import Scenarios

@Suite struct InfluenceTests {
  private static func reference() throws -> ([String: Any], InteractionMatrix) {
    let json = try CrossImpactCase.json("interactions-8.json")
    let rows = try #require(json["matrix"] as? [[Int]])
    let labels = try #require(json["labels"] as? [String])
    return (json, try InteractionMatrix(labels: labels, cells: rows.flatMap(\.self)))
  }

  @Test(
    .enabled(if: CrossImpactCase.folder != nil, "the reference cases are not beside the checkout"))
  func agreesWithTheReference() throws {
    let (json, matrix) = try Self.reference()
    let influence = Influence(matrix)
    let direct = try #require(json["direct"] as? [String: [Int]])
    #expect(influence.active == direct["out"])
    #expect(influence.passive == direct["in"])
    #expect(influence.positiveActive == direct["positive_out"])
    #expect(influence.negativeActive == direct["negative_out"])
    #expect(Influence.ranked(influence.active).map { $0 + 1 } == direct["rank_out"])
    #expect(Influence.ranked(influence.passive).map { $0 + 1 } == direct["rank_in"])
    let second = try #require(json["second_order"] as? [String: Any])
    #expect(influence.secondActive.map { Int($0) } == second["second_out"] as? [Int])
    #expect(
      influence.secondActiveWithoutReturn.map { Int($0) }
        == second["second_out_without_return"] as? [Int])
    #expect(influence.secondPassive.map { Int($0) } == second["second_in"] as? [Int])
    #expect(influence.totalValues() == second["total_out"] as? [Double])
    #expect(
      influence.totalValues(withoutReturn: true) == second["total_out_without_return"] as? [Double])
    #expect(
      Influence.ranked(influence.total()).map { $0 + 1 } == second["rank_total_out"] as? [Int])
    #expect(
      influence.conflicts.map { [$0.first + 1, $0.second + 1, $0.forth, $0.back] }
        == json["conflict_pairs"] as? [[Int]])
    #expect(influence.mutualNegatives.isEmpty)
  }

  @Test(
    .enabled(if: CrossImpactCase.folder != nil, "the reference cases are not beside the checkout"))
  func micmacAgreesWithTheReference() throws {
    let (json, matrix) = try Self.reference()
    let micmac = Micmac(matrix)
    let expected = try #require(json["micmac"] as? [String: Any])
    #expect(micmac.stablePower == expected["stable_power"] as? Int)
    #expect(micmac.direct.map(\.rawValue) == expected["class_direct"] as? [String])
    #expect(micmac.indirect.map(\.rawValue) == expected["class_indirect"] as? [String])
    let powers = try #require(expected["powers"] as? [[String: Any]])
    #expect(micmac.powers.count == powers.count)
    for (power, expected) in zip(micmac.powers, powers) {
      #expect(power.exponent == expected["power"] as? Int)
      #expect(power.influence.compactMap(\.int) == expected["influence"] as? [Int])
      #expect(power.dependence.compactMap(\.int) == expected["dependence"] as? [Int])
      #expect(power.influenceRanking.map { $0 + 1 } == expected["influence_rank"] as? [Int])
      #expect(power.dependenceRanking.map { $0 + 1 } == expected["dependence_rank"] as? [Int])
    }
  }

  /// The definition written out, in floating point, on random matrices of small whole numbers.
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func secondOrderByTheDefinition(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    let n = Int.random(in: 1...7, using: &random)
    let cells = (0..<n * n).map { _ in Int.random(in: -30...30, using: &random) }
    let labels = (0..<n).map { "t\($0)" }
    let influence = Influence(try InteractionMatrix(labels: labels, cells: cells, decimals: 1))
    let m = (0..<n).map { i in (0..<n).map { Double(cells[i * n + $0]) / 10 } }
    let out = m.map { $0.reduce(0, +) }
    for i in 0..<n {
      var second = 0.0
      for j in 0..<n where j != i { second += m[i][j] * out[j] }
      #expect(abs(influence.totalValues()[i] - (out[i] + second / 2)) < 1e-9, "seed \(seed)")
    }
  }

  @Test func sumsOfDecimalsAreWrittenExactly() throws {
    let matrix = try InteractionMatrix(labels: ["a"], cells: [0], decimals: 2)
    #expect(matrix.text(1_468) == "14.68")
    #expect(matrix.text(Int128(2_532_563), power: 2) == "253.2563")
    #expect(matrix.text(Int128(-5), power: 3) == "-0.000005")
    #expect(matrix.text(Int128(-4_000_000), power: 3) == "-4")
  }

  /// The largest judgements that a matrix can hold, on as many things as sums of the second order allow for.
  @Test func theLargestCellsDoNotOverflow() throws {
    let n = 40
    let cells = [Int](repeating: InteractionMatrix.largestCell, count: n * n)
    let labels = (0..<n).map(String.init)
    let influence = Influence(try InteractionMatrix(labels: labels, cells: cells, decimals: 6))
    let weight = try #require(Influence.Weight("9.999999"))
    #expect(influence.total(weight).allSatisfy { $0 > 0 })
    #expect(influence.secondActive[0] == Int128(n * (n - 1)) * Int128(cells[0]) * Int128(cells[0]))
  }

  @Test func aRingNeverSettles() throws {
    // Weights on a ring of three turn round with each power, so the ranking changes for ever.
    let ring = try InteractionMatrix(labels: ["a", "b", "c"], cells: [0, 1, 0, 0, 0, 2, 3, 0, 0])
    let micmac = Micmac(ring)
    #expect(micmac.stablePower == nil)
    #expect(micmac.powers.count == 6)
  }

  @Test func powersStayExactBeyondMachineWords() throws {
    let matrix = try InteractionMatrix(
      labels: ["a", "b"], cells: [0, 1_000_000_000, 1_000_000_000, 0])
    let micmac = Micmac(matrix)
    #expect(micmac.powers[5].influence[0].description == "1" + String(repeating: "0", count: 54))
    #expect(micmac.powers[5].influence[0].int == nil)
  }

  @Test func twoBlocksAreTwoClusters() throws {
    var cells = Array(repeating: 0, count: 36)
    for i in 0..<6 { for j in 0..<6 where i != j && i / 3 == j / 3 { cells[i * 6 + j] = 2 } }
    cells[0 * 6 + 5] = 1
    cells[1 * 6 + 4] = -3
    let clusters = Clusters(try InteractionMatrix(labels: (0..<6).map(String.init), cells: cells))
    #expect(clusters.groups == [[0, 1, 2], [3, 4, 5]])
    #expect(clusters.modularity > 0.4)
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>) func noSingleMoveImprovesTheClusters(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    let n = Int.random(in: 2...8, using: &random)
    let cells = (0..<n * n).map { _ in max(0, Int.random(in: -3...3, using: &random)) }
    let matrix = try InteractionMatrix(labels: (0..<n).map(String.init), cells: cells)
    let clusters = Clusters(matrix)
    #expect(clusters.membership.count == n)
    #expect(
      clusters.modularity >= -1e-12, "all in one group would be at least as good, seed \(seed)")
    #expect(clusters.modularity <= 1)
  }

  @Test func matricesThatAreNotSquareAreRefused() {
    #expect(throws: MatrixError.self) { try InteractionMatrix(labels: ["a"], cells: [1, 2]) }
    #expect(throws: MatrixError.self) { try InteractionMatrix(labels: [], cells: []) }
    #expect(throws: MatrixError.self) { try InteractionMatrix(labels: ["a"], cells: [Int.max]) }
    #expect(throws: MatrixError.self) {
      try InteractionMatrix(labels: ["a"], cells: [1], decimals: 19)
    }
  }
}

@Suite struct InteractionFileTests {
  private func read(_ text: String, _ file: String) throws -> InteractionFile.Content {
    try InteractionFile.read(Array(text.utf8), file: file)
  }

  @Test func tablesAndObjectsGiveTheSameMatrix() throws {
    let table = try read(",a,\"b, c\"\na,,0.5\n\"b, c\",-1,\n", "m.csv").matrix
    let object = try read(#"{"labels":["a","b, c"],"matrix":[[0,0.5],[-1,0]]}"#, "m.json").matrix
    let semicolons = try read(";a;b, c\na;;0,5\nb, c;-1;\n", "m.csv").matrix
    #expect(table == object)
    #expect(table == semicolons)
    #expect(table.cells == [0, 5, -10, 0])
    #expect(table.decimals == 1)
  }

  @Test(arguments: [
    (",a,b\na,0,x\nb,0,0\n", "m.csv", 2), (",a,b\na,0,1\n", "m.csv", 2),
    (",a,b\na,0,1\nc,0,0\n", "m.csv", 3), (",a,b\na,0,1\nb,,0\n", "m.csv", 3),
    (",a\na,0,7\n", "m.csv", 2), (#"{"labels":["a"],"matrix":[[1,2]]}"#, "m.json", 1),
    (#"{"labels":["a","b"],"matrix":[[1]]}"#, "m.json", 1), (#"{"matrix":[["x"]]}"#, "m.json", 1),
    (#"{"matrix":[[NaN]]}"#, "m.json", 1), (#"{"labels":[3],"matrix":[[1]]}"#, "m.json", 1),
    ("[1,2]", "m.json", 1),
  ])
  func badFilesAreRefusedWithTheirLine(text: String, file: String, line: Int) {
    let error = #expect(throws: MatrixError.self) { try read(text, file) }
    #expect(error?.line == line, "\(error?.description ?? "")")
  }

  @Test func emptyFilesAreRefused() {
    for (text, file) in [
      ("", "m.csv"), ("", "m.json"), ("{}", "m.json"), (#"{"matrix":[]}"#, "m.json"),
    ] {
      #expect(throws: MatrixError.self) { try read(text, file) }
    }
  }

  /// A source has no say exactly when no scenario of the others lets it change which variant is ahead.
  @Test(arguments: 1...50 as ClosedRange<UInt64>) func rangeIsZeroWithoutASay(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random, scale: 1)
    let interactions = try matrix.interactions(.range)
    for i in matrix.descriptors.indices {
      for j in matrix.descriptors.indices where i != j {
        let shifts = Set(
          matrix.range(i).map { row in
            matrix.range(j).map { matrix[row, $0] - matrix[row, matrix.range(j).lowerBound] }
          })
        #expect((interactions[i, j] == 0) == (shifts.count == 1), "seed \(seed)")
      }
    }
  }

  @Test(
    .enabled(if: CrossImpactCase.folder != nil, "the reference cases are not beside the checkout"))
  func crossImpactMatricesAreSummedUp() throws {
    let bytes = try CrossImpactCase.bytes("migration-skills.scw")
    let content = try InteractionFile.read(bytes, file: "migration-skills.scw", strength: .sum)
    #expect(content.crossImpact != nil)
    #expect(content.matrix.labels.count == 8)
    // Labour pathways on recognition: |2|+|-1|+|-1| + |-1|+|2|+|-1| + |-2|+0+|2|
    #expect(content.matrix[0, 1] == 12)
  }
}
