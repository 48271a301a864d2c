import Foundation
import Scenarios
import Testing

@Suite struct ScenarioSearchTests {
  static let isThere = CrossImpactCase.folder != nil

  @Test(
    .enabled(if: isThere, "the public matrices do not lie beside the repository"),
    arguments: CrossImpactCase.all)
  func `the reference scenarios are found, and no others`(_ reference: CrossImpactCase) throws {
    let matrix = try reference.matrix()
    let answer = try reference.answer()
    let set = ScenarioSearch(matrix, ScenarioQuestion(matrix)).run()
    #expect(set.isComplete)
    #expect(set.count.description == answer.count)
    #expect(set.scenarios().map(\.numbers) == answer.scenarios)
  }

  @Test(
    .enabled(if: isThere, "the public matrices do not lie beside the repository"),
    arguments: CrossImpactCase.all)
  func `the reference scenarios within a tolerance are found, and no others`(
    _ reference: CrossImpactCase
  ) throws {
    let matrix = try reference.matrix()
    for (tolerance, expected) in try reference.answer().tolerance ?? [:] {
      let question = ScenarioQuestion(matrix, leastMargin: -(try #require(Int(tolerance))))
      let set = ScenarioSearch(matrix, question, workers: 2).run()
      #expect(set.count.description == expected.count)
      if let scenarios = expected.scenarios {
        #expect(set.scenarios().map(\.numbers) == scenarios)
      }
    }
  }

  @Test(arguments: 0..<150)
  func `what is found is what the definition says`(seed: Int) throws {
    var random = DrawnMatrix(seed: seed)
    let matrix = try random.matrix(
      counts: random.counts(), density: [20, 50, 90][seed % 3],
      scale: [3, 3, 40, 9_000, 2_000_000_000][seed % 5], decimals: seed % 4)
    for margin in [0, -1, -3, 1, 2] {
      let question = ScenarioQuestion(matrix, leastMargin: margin)
      let set = ScenarioSearch(matrix, question).run()
      #expect(set.isComplete)
      #expect(set.scenarios() == matrix.answers(question), "seed \(seed), margin \(margin)")
      #expect(set.count.description == String(set.scenarios().count))
    }
  }

  @Test(arguments: 0..<100)
  func `descriptors can be held, narrowed, or asked for different margins`(seed: Int) throws {
    var random = DrawnMatrix(seed: 1000 + seed)
    let matrix = try random.matrix(counts: random.counts(), density: 60)
    var question = ScenarioQuestion(matrix)
    for descriptor in matrix.descriptors.indices {
      let variant = Int.random(in: 0..<matrix.variantCount(descriptor), using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: question.hold(descriptor, at: variant)
      case 1: question.require(descriptor, variant)
      case 2: question.leastMargins[descriptor] = Int.random(in: -4...3, using: &random)
      default: break
      }
    }
    let set = ScenarioSearch(matrix, question, workers: 2).run()
    #expect(set.scenarios() == matrix.answers(question), "seed \(seed)")
  }

  @Test func `the first scenarios of a long list are the first of all`() throws {
    var random = DrawnMatrix(seed: 5)
    let matrix = try random.matrix(counts: [4, 4, 4, 4, 4, 4, 4], density: 15)
    let question = ScenarioQuestion(matrix, leastMargin: -6)
    let all = matrix.answers(question)
    #expect(all.count > 5_000)
    for limit in [0, 1, 10, 3_000] {
      let set = ScenarioSearch(matrix, question, listed: limit).run()
      #expect(set.count.description == String(all.count))
      #expect(set.scenarios(limit: limit) == Array(all.prefix(limit)))
    }
  }

  @Test func `independent parts are multiplied, beyond machine words`() throws {
    // Forty pairs of descriptors that want to agree: each pair has two consistent states.
    let pairs = 40
    let size = pairs * 4
    var judgements = [Int](repeating: 0, count: size * size)
    for pair in 0..<pairs {
      for variant in 0..<2 {
        let a = pair * 4 + variant
        let b = pair * 4 + 2 + variant
        judgements[a * size + b] = 1
        judgements[b * size + a] = 1
      }
    }
    let matrix = try CrossImpactMatrix(
      descriptors: (0..<pairs * 2).map { .init(name: "D\($0)", variants: ["x", "y"]) },
      judgements: judgements)
    let set = ScenarioSearch(matrix, ScenarioQuestion(matrix)).run()
    #expect(set.isComplete)
    #expect(set.count.description == "1099511627776")
    #expect(matrix.space.description == "1208925819614629174706176")
    let first = set.scenarios(limit: 3)
    #expect(first[0].numbers == Array(repeating: 1, count: 80))
    #expect(first[1].numbers == Array(repeating: 1, count: 78) + [2, 2])
    #expect(first[2].numbers == Array(repeating: 1, count: 76) + [2, 2, 1, 1])
  }

  @Test func `workers find together what one finds`() throws {
    var random = DrawnMatrix(seed: 77)
    let matrix = try random.matrix(counts: Array(repeating: 3, count: 16), density: 60)
    let question = ScenarioQuestion(matrix)
    let alone = ScenarioSearch(matrix, question).run()
    let together = ScenarioSearch(matrix, question, workers: 3).run()
    #expect(alone.scenarios() == together.scenarios())
    #expect(together.isComplete)
  }

  @Test func `a search that is stopped does not claim to be complete`() throws {
    var random = DrawnMatrix(seed: 3)
    let matrix = try random.matrix(counts: Array(repeating: 3, count: 40), density: 70)
    let set = ScenarioSearch(matrix, ScenarioQuestion(matrix), workers: 2).run { true }
    #expect(!set.isComplete)
  }

  @Test(arguments: 0..<40)
  func `scenarios are handed out in order while searching`(seed: Int) throws {
    var random = DrawnMatrix(seed: 300 + seed)
    let matrix = try random.matrix(counts: random.counts(), density: 60)
    let question = ScenarioQuestion(matrix, leastMargin: -1)
    var streamed: [Scenario] = []
    let isComplete = ScenarioSearch(matrix, question).stream {
      streamed.append($0)
      return true
    }
    #expect(isComplete)
    #expect(streamed == matrix.answers(question))
  }

  @Test func `a long search hands out in order what a list has`() throws {
    var random = DrawnMatrix(seed: 21)
    let matrix = try random.matrix(counts: Array(repeating: 3, count: 15), density: 80)
    let question = ScenarioQuestion(matrix, leastMargin: -6)
    var streamed: [Scenario] = []
    let isComplete = ScenarioSearch(matrix, question, workers: 2).stream {
      streamed.append($0)
      return true
    }
    let set = ScenarioSearch(matrix, question).run()
    #expect(set.nodes > 10_000)
    #expect(isComplete && streamed == set.scenarios())
    var first: [Scenario] = []
    _ = ScenarioSearch(matrix, question).stream {
      first.append($0)
      return first.count < 5
    }
    #expect(first == Array(streamed.prefix(5)))
  }

  @Test func `margins between units are rounded to the safe side`() throws {
    let matrix = try CrossImpactMatrix(
      descriptors: [.init(name: "A", variants: ["x", "y"])], judgements: [0, 0, 0, 0], decimals: 1)
    #expect(matrix.units(atLeast: "0.25") == 3)
    #expect(matrix.units(atLeast: "-0.25") == -2)
    #expect(matrix.units(atLeast: "2") == 20)
    #expect(matrix.units(atLeast: "nan") == nil)
  }

  @Test(arguments: 0..<30)
  func `scenarios that are only counted are as many as those that are listed`(seed: Int) throws {
    var random = DrawnMatrix(seed: 900 + seed)
    let matrix = try random.matrix(
      counts: Array(repeating: 2 + seed % 2, count: 12 - 2 * (seed % 2)), density: 12)
    let question = ScenarioQuestion(matrix, leastMargin: -(seed % 3))
    let counted = ScenarioSearch(matrix, question, workers: 2, listed: 0).run()
    let listed = ScenarioSearch(matrix, question).run()
    #expect(counted.count == listed.count && counted.isComplete)
    #expect(counted.scenarios().isEmpty)
  }

  @Test func `a chain whose parts hang together by weak pushes is counted`() throws {
    // Pairs that want to agree, each pushed a little by the one before: two states a pair.
    let pairs = 16
    let size = pairs * 4
    var judgements = [Int](repeating: 0, count: size * size)
    for pair in 0..<pairs {
      for variant in 0..<2 {
        let a = pair * 4 + variant
        judgements[a * size + a + 2] = 3
        judgements[(a + 2) * size + a] = 3
        if pair + 1 < pairs { judgements[(a + 2) * size + a + 4] = 1 }
      }
    }
    let matrix = try CrossImpactMatrix(
      descriptors: (0..<pairs * 2).map { .init(name: "D\($0)", variants: ["x", "y"]) },
      judgements: judgements)
    let set = ScenarioSearch(matrix, ScenarioQuestion(matrix), workers: 2, listed: 0).run()
    #expect(set.count.description == "65536")
    #expect(set.isComplete)
  }

  @Test func `a whole number multiplies, adds and compares`() {
    let million = WholeNumber(1_000_000)
    let large = million * million * million * million
    #expect(large.description == "1" + String(repeating: "0", count: 24))
    #expect((large + million).description == "1" + String(repeating: "0", count: 17) + "1000000")
    #expect(million < large && !(large < million) && !(large < large))
    #expect(WholeNumber(0) * large == WholeNumber(0))
    #expect((WholeNumber(Int.max) + WholeNumber(1)).description == "9223372036854775808")
    #expect(
      WholeNumber(Int.max).int == Int.max && (WholeNumber(Int.max) + WholeNumber(1)).int == nil)
  }
}
