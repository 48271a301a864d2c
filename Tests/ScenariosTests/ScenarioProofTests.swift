import Foundation
import Scenarios
import Testing

@Suite struct ScenarioProofTests {
  static func prove(_ matrix: CrossImpactMatrix, _ question: ScenarioQuestion) -> (
    ScenarioSet, [UInt8]
  ) {
    var bytes: [UInt8] = []
    let set = ScenarioSearch(matrix, question).prove { bytes += $0 }
    return (set, bytes)
  }

  static func check(_ bytes: [UInt8]) throws -> ScenarioProof.Result {
    try bytes.withUnsafeBytes { try ScenarioProof.check($0, file: "proof") }
  }

  @Test(
    .enabled(
      if: CrossImpactCase.folder != nil, "the public matrices do not lie beside the repository"),
    arguments: CrossImpactCase.all)
  func `the certificate of a reference case holds and leaves its scenarios`(
    _ reference: CrossImpactCase
  ) throws {
    let matrix = try reference.matrix("scw")
    let (set, bytes) = Self.prove(matrix, ScenarioQuestion(matrix))
    let result = try Self.check(bytes)
    #expect(set.isComplete)
    #expect(try result.scenarios.scenarios().map(\.numbers) == reference.answer().scenarios)
    #expect(result.matrix.judgements == matrix.judgements)
  }

  @Test(arguments: 0..<80)
  func `a certificate holds for every question`(seed: Int) throws {
    var random = DrawnMatrix(seed: 500 + seed)
    let matrix = try random.matrix(
      counts: random.counts(), density: [20, 50, 90][seed % 3], scale: [3, 60, 70_000][seed % 3])
    var question = ScenarioQuestion(matrix, leastMargin: [0, -2, 1][seed % 3])
    if seed % 2 == 0 { question.hold(0, at: 0) }
    let (set, bytes) = Self.prove(matrix, question)
    let result = try Self.check(bytes)
    #expect(result.question == question)
    #expect(result.scenarios.scenarios() == matrix.answers(question))
    #expect(set.scenarios() == result.scenarios.scenarios())
  }

  /// Sparse matrices fall apart again and again while they are searched.
  @Test(arguments: 0..<60)
  func `a certificate of counting by products leaves as many`(seed: Int) throws {
    var random = DrawnMatrix(seed: 700 + seed)
    let counts = (0..<9).map { _ in Int.random(in: 1...3, using: &random) }
    let matrix = try random.matrix(counts: counts, density: [8, 14, 25][seed % 3])
    let question = ScenarioQuestion(matrix)
    var bytes: [UInt8] = []
    let set = ScenarioSearch(matrix, question, listed: 0).prove { bytes += $0 }
    let result = try Self.check(bytes)
    #expect(set.isComplete && result.scenarios.isComplete)
    #expect(result.scenarios.count == set.count)
    #expect(set.count == WholeNumber(matrix.answers(question).count))
  }

  /// Sixty pairs that agree, all under one descriptor that favours now the one, now the other side.
  @Test func `a certificate of counting is short where the list is long`() throws {
    let pairs = 60
    let size = 2 + 4 * pairs
    var judgements = [Int](repeating: 0, count: size * size)
    for pair in 0..<pairs {
      let (a, b) = (2 + 4 * pair, 4 + 4 * pair)
      for variant in 0..<2 {
        judgements[(a + variant) * size + b + variant] = 2
        judgements[(b + variant) * size + a + variant] = 2
        judgements[variant * size + a + variant] = 1
      }
    }
    let matrix = try CrossImpactMatrix(
      descriptors: (0...2 * pairs).map { .init(name: "d\($0)", variants: ["x", "y"]) },
      judgements: judgements)
    var bytes: [UInt8] = []
    let set = ScenarioSearch(matrix, ScenarioQuestion(matrix), listed: 0).prove { bytes += $0 }
    let expected = (0..<pairs + 1).reduce(WholeNumber(1)) { count, _ in count * WholeNumber(2) }
    #expect(set.count == expected)
    #expect(try Self.check(bytes).scenarios.count == expected)
    #expect(try bytes.count - #require(Self.treeStart(bytes)) < 10_000)
  }

  @Test func `a certificate that was changed anywhere does not hold`() throws {
    var random = DrawnMatrix(seed: 9)
    let matrix = try random.matrix(counts: [3, 3, 2, 3, 3], density: 80)
    let (_, bytes) = Self.prove(matrix, ScenarioQuestion(matrix))
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(throws: ScenarioProof.Failure.self, "byte \(place)") { try Self.check(changed) }
    }
    for length in [0, 1, 10, bytes.count / 2, bytes.count - 9, bytes.count - 1] {
      #expect(throws: ScenarioProof.Failure.self) { try Self.check(Array(bytes.prefix(length))) }
    }
    #expect(throws: ScenarioProof.Failure.self) { try Self.check(bytes + [0]) }
  }

  /// The checksum does not help a forger: with a right one, a changed tree either fails or leaves the same scenarios.
  @Test(arguments: 0..<6)
  func `a forged tree fails at its steps`(seed: Int) throws {
    var random = DrawnMatrix(seed: 40 + seed)
    let matrix = try random.matrix(counts: [3, 2, 3, 3, 2, 3], density: 70)
    let (set, bytes) = Self.prove(matrix, ScenarioQuestion(matrix))
    let truth = set.scenarios()
    let start = try #require(Self.treeStart(bytes))
    let tree = Array(bytes[start..<bytes.count - 8])
    #expect(tree.count > 10)
    var refused = 0
    for place in tree.indices {
      for change in 0..<3 {
        var forged = tree
        switch change {
        case 0: forged[place] ^= UInt8.random(in: 1...127, using: &random)
        case 1: forged.remove(at: place)
        default: forged.insert(forged[place], at: place)
        }
        do {
          let result = try Self.check(Self.sealed(bytes[..<start] + forged))
          #expect(result.scenarios.count == set.count)
          if result.scenarios.isListed { #expect(result.scenarios.scenarios() == truth) }
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > tree.count)
  }

  /// The root falls into D1 and the pair of D2 and D3. That v3 of D2 cannot be is true, but it must not lower the bounds twice, once
  /// in each part: then v1 of D3 would seem lost, too.
  @Test func `what one part strikes out does not count again in the next`() throws {
    var judgements = [Int](repeating: 0, count: 64)
    // From D2 on v1 of D3, and from D4 against v3 of D2.
    (judgements[2 * 8 + 5], judgements[4 * 8 + 5]) = (1, 5)
    judgements[7 * 8 + 4] = -1
    let matrix = try CrossImpactMatrix(
      descriptors: [2, 3, 2, 1].enumerated().map { place, count in
        .init(name: "D\(place + 1)", variants: (1...count).map { "v\($0)" })
      }, judgements: judgements)
    let (set, bytes) = Self.prove(matrix, ScenarioQuestion(matrix))
    #expect(set.count == WholeNumber(6))
    let start = try #require(Self.treeStart(bytes))
    func strike(_ pair: UInt8) -> UInt8 { pair << 2 }
    func decide(_ descriptor: UInt8) -> UInt8 { descriptor << 2 | 1 }
    let (leaf, split): (UInt8, UInt8) = (2, 3)
    let first = [strike(6), decide(0), leaf, leaf]
    let second = [strike(8), decide(1), strike(9), leaf]
    for forged in [first + [strike(6)] + second, first + second] {
      #expect(throws: ScenarioProof.Failure.self) {
        try Self.check(Self.sealed(bytes[..<start] + [split] + forged))
      }
    }
    let honest = [decide(1), strike(9), leaf, decide(2), leaf, leaf]
    let result = try Self.check(Self.sealed(bytes[..<start] + [split] + first + honest))
    #expect(result.scenarios.count == set.count)
  }

  /// D1 pushes D2 after it: x goes with a only, and y with b.
  @Test func `a variant is barred by a decided choice only, and only if it pushes that behind`()
    throws
  {
    let matrix = try CrossImpactMatrix(
      descriptors: [
        .init(name: "D1", variants: ["a", "b"]), .init(name: "D2", variants: ["x", "y"]),
      ],
      judgements: [0, 0, 1, 0] + [0, 0, 0, 1] + [0, 0, 0, 0] + [0, 0, 0, 0])
    let (set, bytes) = Self.prove(matrix, ScenarioQuestion(matrix))
    #expect(set.count == WholeNumber(2))
    let start = try #require(Self.treeStart(bytes))
    /// Variants are a, b, x, y; comparisons a-b, b-a, x-y, y-x.
    func bar(_ variant: UInt8, by comparison: UInt8) -> UInt8 {
      (comparison * 4 + variant + 1) << 2 | 2
    }
    let (decideD2, leaf, split): (UInt8, UInt8, UInt8) = (1 << 2 | 1, 2, 3)
    func check(_ tree: [UInt8]) throws -> ScenarioProof.Result {
      try Self.check(Self.sealed(bytes[..<start] + [split] + tree))
    }
    let honest = [decideD2, bar(1, by: 2), leaf, bar(0, by: 3), leaf]
    #expect(try check(honest).scenarios.scenarios() == set.scenarios())
    for forged in [
      [decideD2, bar(0, by: 2), leaf, bar(0, by: 3), leaf],
      [decideD2, bar(1, by: 3), leaf, bar(0, by: 3), leaf],
      [decideD2, bar(1, by: 2), bar(1, by: 2), leaf, bar(0, by: 3), leaf],
      [decideD2, bar(1, by: 9), leaf, bar(0, by: 3), leaf],
      [bar(1, by: 2), decideD2, leaf, bar(0, by: 3), leaf],
    ] {
      #expect(throws: ScenarioProof.Failure.self) { try check(forged) }
    }
  }

  /// Where the tree begins: after the mark, the matrix and two lines.
  static func treeStart(_ bytes: [UInt8]) -> Int? {
    guard let first = bytes.firstIndex(of: 0x0A),
      let length = Int(String(decoding: bytes[..<first], as: UTF8.self).split(separator: " ")[2])
    else { return nil }
    var at = first + 1 + length
    for _ in 0..<2 {
      guard let end = bytes[at...].firstIndex(of: 0x0A) else { return nil }
      at = end + 1
    }
    return at
  }

  /// With the checksum that belongs to it (FNV-1a).
  static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return bytes + (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  @Test func `the certificate of a stopped search proves nothing`() throws {
    var random = DrawnMatrix(seed: 3)
    let matrix = try random.matrix(counts: Array(repeating: 3, count: 30), density: 70)
    var bytes: [UInt8] = []
    let set = ScenarioSearch(matrix, ScenarioQuestion(matrix)).prove(
      shouldStop: { true }, sink: { bytes += $0 })
    #expect(!set.isComplete)
    #expect(throws: ScenarioProof.Failure.self) { try Self.check(bytes) }
  }
}
