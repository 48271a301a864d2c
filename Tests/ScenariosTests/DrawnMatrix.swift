import Scenarios

/// Small matrices of all kinds, the same for the same seed.
struct DrawnMatrix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// splitmix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// - Parameters:
  ///   - counts: the variants of each descriptor.
  ///   - density: how many of a hundred sections are judged; the diagonal counts as the others.
  ///   - scale: the largest absolute judgement.
  mutating func matrix(
    counts: [Int], density: Int, scale: Int = 3, decimals: Int = 0
  ) throws -> CrossImpactMatrix {
    let size = counts.reduce(0, +)
    var offsets = [0]
    for count in counts { offsets.append((offsets.last ?? 0) + count) }
    var judgements = [Int](repeating: 0, count: size * size)
    for source in counts.indices {
      for target in counts.indices where Int.random(in: 0..<100, using: &self) < density {
        for row in offsets[source]..<offsets[source + 1] {
          for column in offsets[target]..<offsets[target + 1] {
            judgements[row * size + column] = Int.random(in: -scale...scale, using: &self)
          }
        }
      }
    }
    return try CrossImpactMatrix(
      descriptors: counts.enumerated().map { place, count in
        .init(name: "D\(place + 1)", variants: (1...count).map { "v\($0)" })
      }, judgements: judgements, decimals: decimals)
  }

  mutating func counts() -> [Int] {
    (0..<Int.random(in: 1...6, using: &self)).map { _ in Int.random(in: 1...5, using: &self) }
  }
}

extension CrossImpactMatrix {
  /// What the definition says, scenario by scenario.
  func answers(_ question: ScenarioQuestion) -> [Scenario] {
    everyScenario.filter { scenario in
      let margins = margins(of: scenario)
      return descriptors.indices.allSatisfy { descriptor in
        guard question.allowed[descriptor] & (1 << UInt64(scenario[descriptor])) != 0 else {
          return false
        }
        guard let least = question.leastMargins[descriptor], let margin = margins[descriptor] else {
          return true
        }
        return margin >= least
      }
    }
  }
}
