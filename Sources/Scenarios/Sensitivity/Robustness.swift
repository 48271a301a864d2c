/// How likely a scenario stays consistent when every judgement is a little wrong, worked out exactly.
///
/// Each judgement of a section that holds any is moved by a whole number of steps from -`steps` to `steps`, all equally
/// likely and independent of one another. The choice of a descriptor is touched only by its own columns, so the chances
/// of the descriptors multiply; within one, given the noise of the chosen column, the rivals are independent as well.
public struct Robustness: Sendable, Hashable {
  /// For each descriptor the chance that its choice stays among the best.
  public let byDescriptor: [Double]
  /// The chance that all do.
  public var value: Double { byDescriptor.reduce(1, *) }

  /// - Parameter steps: the largest error of a judgement, as a whole number of scale steps, at most 10.
  public init(_ matrix: CrossImpactMatrix, of scenario: Scenario, steps: Int = 1) {
    let noise = JudgementNoise(matrix, steps: min(max(steps, 0), 10))
    byDescriptor = noise.chances(of: scenario)
  }

  /// The chances of many scenarios of one matrix.
  public static func values(
    _ matrix: CrossImpactMatrix, of scenarios: [Scenario], steps: Int = 1
  ) -> [Double] {
    let noise = JudgementNoise(matrix, steps: min(max(steps, 0), 10))
    return scenarios.map { noise.chances(of: $0).reduce(1, *) }
  }
}

/// The distribution of the sum of errors in the columns of each descriptor.
private struct JudgementNoise {
  private let matrix: CrossImpactMatrix
  private let unit: Int
  /// For each descriptor: chances of the sums from the lowest to the highest, which lie symmetrically round zero.
  private let chances: [[Double]]
  /// Their running sums.
  private let atMost: [[Double]]

  init(_ matrix: CrossImpactMatrix, steps: Int) {
    self.matrix = matrix
    unit = PowerOfTen.of(matrix.decimals)
    var bySources: [Int: [Double]] = [:]
    var chances: [[Double]] = []
    for target in matrix.descriptors.indices {
      let sources = matrix.descriptors.indices.count {
        $0 != target && Self.hasJudgements(matrix, $0, target)
      }
      let known = bySources[sources] ?? Self.sum(of: sources, steps)
      bySources[sources] = known
      chances.append(known)
    }
    self.chances = chances
    atMost = chances.map { distribution in
      var sum = 0.0
      return distribution.map {
        sum += $0
        return sum
      }
    }
  }

  private static func hasJudgements(_ matrix: CrossImpactMatrix, _ source: Int, _ target: Int)
    -> Bool
  {
    matrix.range(source).contains { row in
      matrix.range(target).contains { matrix[row, $0] != 0 }
    }
  }

  /// Sums of `count` numbers from -steps to steps.
  private static func sum(of count: Int, _ steps: Int) -> [Double] {
    let width = 2 * steps + 1
    var distribution = [1.0]
    for _ in 0..<count {
      var next = [Double](repeating: 0, count: distribution.count + width - 1)
      for (i, chance) in distribution.enumerated() {
        for step in 0..<width { next[i + step] += chance / Double(width) }
      }
      distribution = next
    }
    return distribution
  }

  func chances(of scenario: Scenario) -> [Double] {
    let balance = matrix.balance(of: scenario)
    return matrix.descriptors.indices.map { target in
      let choice = matrix.offsets[target] + scenario[target]
      let reach = chances[target].count / 2
      let leads = matrix.range(target).filter { $0 != choice }.map { column in
        Self.floored(balance[choice] - balance[column], by: unit)
      }
      var chance = 0.0
      for (i, weight) in chances[target].enumerated() {
        chance += leads.reduce(weight) { $0 * atMost(target, $1 + i - reach) }
      }
      return min(1, chance)
    }
  }

  private func atMost(_ target: Int, _ value: Int) -> Double {
    let reach = chances[target].count / 2
    if value < -reach { return 0 }
    if value >= reach { return 1 }
    return atMost[target][value + reach]
  }

  private static func floored(_ a: Int, by b: Int) -> Int {
    a >= 0 ? a / b : -((-a + b - 1) / b)
  }
}
