import Foundation
import Policy
import Testing

@testable import Scenarios

@Suite struct AgreementTests {
  /// The example of «Computing Krippendorff's alpha-reliability» (2011), section C: four observers, twelve units, gaps.
  static let units: [[Double]] = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
  ]

  @Test(arguments: [(Agreement.Metric.nominal, 0.743), (.ordinal, 0.815), (.interval, 0.849)])
  func publishedExample(metric: Agreement.Metric, alpha: Double) throws {
    let agreement = Agreement(Self.units, metric: metric)
    let found = try #require(agreement.alpha)
    #expect(abs(found - alpha) < 0.0006)
    #expect(agreement.units == 11)
    #expect(agreement.values == 40)
  }

  @Test func nothingToCompareGivesNoAlpha() {
    #expect(Agreement([[1], [2]]).alpha == nil)
    #expect(Agreement([[2, 2], [2, 2]]).alpha == nil)
    #expect(Agreement([]).alpha == nil)
  }

  @Test func fullAgreementIsOne() {
    for metric in Agreement.Metric.allCases {
      #expect(Agreement([[1, 1], [2, 2], [3, 3]], metric: metric).alpha == 1)
    }
  }
}

@Suite struct WorkshopTests {
  static let system = """
    descriptor,variant
    Border,light
    Border,strict
    Jobs,weak
    Jobs,"strong, lasting"
    """

  private func structure() throws -> CrossImpactMatrix {
    try JudgementForm.structure(csv: Array(Self.system.utf8), file: "system.csv")
  }

  private func returned(_ text: String) throws -> JudgementReturn {
    try JudgementReturn(Array(text.utf8), file: "ana.csv", of: try structure())
  }

  @Test func theFormAsksForEveryCellBetweenDescriptors() throws {
    let structure = try structure()
    let form = try JudgementForm.csv(structure)
    #expect(form.split(separator: "\r\n").count == 1 + 8)
    let empty = try returned(form)
    #expect(empty.judgements.isEmpty)
    #expect(empty.asked == 8)
    #expect(empty.remarks.map(\.kind) == [.missingSection, .missingSection])
  }

  @Test func aFilledFormBecomesAMatrix() throws {
    let form = try JudgementForm.csv(try structure())
    var value = -3
    let filled = form.split(separator: "\r\n").enumerated().map { i, line in
      guard i > 0 else { return String(line) }
      defer { value = value == 3 ? -3 : value + 1 }
      return String(line.dropLast(3)) + ",\(value),because,law"
    }.joined(separator: "\n")
    let back = try returned(filled)
    #expect(back.remarks.isEmpty, "\(back.remarks)")
    let matrix = try back.matrix()
    #expect(matrix[0, 2] == -3)
    #expect(matrix[0, 3] == -2)
    #expect(matrix[3, 1] == -3)
    #expect(back.judgements[.init(row: 0, column: 2)]?.reference == "law")
  }

  @Test func whatIsWrongIsPointedOut() throws {
    let text = """
      Source Descriptor,Source Variant,Target Descriptor,Target Variant,Impact
      border,Light,Jobs,weak,2
      Border,light,Jobs,"strong, lasting",2
      Border,strict,Jobs,weak,2
      Border,strict,Jobs,"strong, lasting",9
      Border,strict,Jobs,"strong, lasting",lots
      Border,light,Jobs,weak,-1
      Border,open,Jobs,weak,1
      Harbour,light,Jobs,weak,1
      Jobs,weak,Jobs,weak,1
      Jobs,weak,Border,light,-1
      Jobs,weak,Border,strict,1
      Jobs,"strong, lasting",Border,light,-1
      Jobs,"strong, lasting",Border,strict,1
      """
    let back = try returned(text)
    let found = Dictionary(grouping: back.remarks, by: \.kind).mapValues { $0.map(\.line) }
    #expect(found[.unusable] == [5, 6, 10])
    #expect(found[.contradiction] == [7])
    #expect(found[.unknownName] == [8, 9])
    #expect(found[.gap] == [nil])
    #expect(found[.noSay] == [11])
    #expect(found[.missingSection] == nil)
    let matrix = try back.matrix()
    #expect(matrix[0, 2] == -1)
  }

  @Test func anEvenPushIsPointedOut() throws {
    let back = try returned(
      """
      source_descriptor;source_variant;target_descriptor;target_variant;judgement
      Border;light;Jobs;weak;1,5
      Border;light;Jobs;strong, lasting;1,50
      """)
    #expect(back.remarks.contains { $0.kind == .evenPush && $0.line == 2 })
    #expect(back.judgements[.init(row: 0, column: 2)]?.value == 15)
  }

  @Test func aFormIsAMatrixWithItsGrounds() throws {
    let text = """
      source_descriptor,source_variant,target_descriptor,target_variant,judgement,reason,reference
      Border,light,Jobs,weak,-2,trade,World Bank 2020
      Jobs,strong,Border,light,1,,
      Border,strict,Jobs,strong,0,,
      """
    let read = try SourcedMatrix(Array(text.utf8), file: "judged.csv")
    #expect(read.matrix.descriptors.map(\.name) == ["Border", "Jobs"])
    #expect(read.matrix.descriptors.map(\.variants) == [["light", "strict"], ["weak", "strong"]])
    #expect(read.matrix[0, 2] == -2)
    #expect(read.grounds[.init(row: 0, column: 2)]?.reference == "World Bank 2020")
    #expect(read.grounds.count == 1)
    let plain = try SourcedMatrix(Array(read.matrix.json().utf8), file: "judged.json")
    #expect(plain.matrix == read.matrix)
  }

  @Test(arguments: [
    "", "a,b\n1,2\n", "source_descriptor,source_variant\n", "\"", "\u{0}",
    "source_descriptor,source_variant,target_descriptor,target_variant\n",
  ])
  func filesThatAreNoFormsAreRefused(text: String) throws {
    #expect(throws: MatrixError.self) { try returned(text) }
  }

  @Test(arguments: [
    "descriptor,variant\n,a\n", "descriptor,variant\nA,\n", "descriptor,variant\n",
    "descriptor,variant\nA,x\nA,X\n", "descriptor,variant\nA,x\nB,y\na,z\n", "descriptor\nA\n",
  ])
  func systemsThatCannotBeAskedAboutAreRefused(text: String) {
    #expect(throws: MatrixError.self) {
      try JudgementForm.structure(csv: Array(text.utf8), file: "system.csv")
    }
  }
}

@Suite struct PanelTests {
  private func matrix(_ judgements: [Int], decimals: Int = 0) throws -> CrossImpactMatrix {
    try CrossImpactMatrix(
      descriptors: [
        .init(name: "a", variants: ["x", "y"]), .init(name: "b", variants: ["x", "y"]),
      ], judgements: judgements, decimals: decimals)
  }

  @Test func theConsensusIsTheWeightedSum() throws {
    let one = try matrix([0, 0, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let two = try matrix([0, 0, -5, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], decimals: 1)
    let panel = try Panel([
      .init(name: "ana", weight: 2, matrix: one), .init(name: "ben", matrix: two),
    ])
    let consensus = try panel.consensus()
    #expect(panel.totalWeight == 3)
    #expect(consensus.decimals == 1)
    #expect(consensus[0, 2] == 15)
    #expect(panel.disagreements.map(\.spread) == [15, 15])
    #expect(panel.disagreements.map(\.isOpposite) == [true, true])
    let scenario = Scenario(numbers: [1, 1])
    #expect(panel.support(of: scenario) == [true, false])
    let holds = try panel.holdsWithout([scenario])
    #expect(holds == [[false, true]])
  }

  @Test func differentSystemsAreRefused() throws {
    let one = try matrix([Int](repeating: 0, count: 16))
    let other = try CrossImpactMatrix(
      descriptors: [
        .init(name: "a", variants: ["x", "y"]), .init(name: "c", variants: ["x", "y"]),
      ],
      judgements: [Int](repeating: 0, count: 16))
    let error = #expect(throws: MatrixError.self) {
      try Panel([.init(name: "ana", matrix: one), .init(name: "ben", matrix: other)])
    }
    #expect(error?.reason.contains("«c» instead of «b»") == true)
    #expect(throws: MatrixError.self) { try Panel([]) }
    #expect(throws: MatrixError.self) { try Panel([.init(name: "ana", weight: 0, matrix: one)]) }
  }

  /// A scenario that every expert holds consistent is consistent for all weights.
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func unanimityHolds(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let first = RandomMatrix.make(&random)
    let experts = try (0..<3).map { i in
      Panel.Expert(
        name: "e\(i)", weight: Int.random(in: 1...5, using: &random),
        matrix: try CrossImpactMatrix(
          descriptors: first.descriptors,
          judgements: first.judgements.map { $0 + Int.random(in: -1...1, using: &random) }))
    }
    let panel = try Panel(experts)
    let consensus = try panel.consensus()
    for scenario in first.everyScenario where panel.support(of: scenario).allSatisfy({ $0 }) {
      #expect((consensus.consistencyValue(of: scenario) ?? 0) >= 0, "seed \(seed)")
    }
  }
}
