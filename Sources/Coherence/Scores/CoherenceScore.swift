import Policy

/// How coherent two texts (institutions, levels, objectives) are with one another, from -1 to 1, with what is not known.
///
/// Each finding is true with the probability that is its score (1 once a person confirmed it, 0 once dismissed). With `for`
/// the sum of the weights of the true findings that speak for coherence and `against` of those that speak against it, the
/// score is (for − against)/(for + against + 1): a single finding moves it by half at most, many agreeing ones bring it
/// near ±1. Without any finding there is no score: silence is not coherence.
public struct CoherenceScore: Sendable, Hashable {
  /// Expected score; nil where no finding speaks of the pair.
  public let value: Double?
  /// The score lies between these with at least nine chances in ten, as far as it depends on which findings are true.
  public let low: Double
  public let high: Double
  /// Findings that it rests on.
  public let findings: Int

  /// One finding as evidence: its weight and how likely it is.
  struct Evidence: Sendable, Hashable {
    var weight: Double
    var probability: Double
  }

  /// Findings up to which all cases are counted out; beyond, cases are drawn.
  private static let exact = 12
  private static let draws = 4_000

  init(_ evidence: [Evidence]) {
    findings = evidence.count
    guard !evidence.isEmpty else {
      (value, low, high) = (nil, -1, 1)
      return
    }
    var cases: [(score: Double, chance: Double)] = []
    if evidence.count <= Self.exact {
      for pattern in 0..<(1 << evidence.count) {
        var chance = 1.0
        let isTrue = evidence.indices.map { pattern >> $0 & 1 == 1 }
        for (item, holds) in zip(evidence, isTrue) {
          chance *= holds ? item.probability : 1 - item.probability
        }
        if chance > 0 { cases.append((Self.score(evidence, isTrue), chance)) }
      }
    } else {
      // The same findings give the same draws, so that the same input gives the same report.
      var state: UInt64 = 0x9E37_79B9_7F4A_7C15
      for _ in 0..<Self.draws {
        let isTrue = evidence.map { $0.probability > Self.uniform(&state) }
        cases.append((Self.score(evidence, isTrue), 1 / Double(Self.draws)))
      }
    }
    cases.sort { $0.score < $1.score }
    // Of a nearly certain finding the mean may lie outside the nine cases in ten; the range holds both.
    let mean = cases.reduce(0) { $0 + $1.score * $1.chance }
    value = mean
    low = min(mean, Self.quantile(0.05, cases))
    high = max(mean, Self.quantile(0.95, cases))
  }

  private static func score(_ evidence: [Evidence], _ isTrue: [Bool]) -> Double {
    var (speaksFor, against) = (0.0, 0.0)
    for (item, holds) in zip(evidence, isTrue) where holds {
      if item.weight > 0 { speaksFor += item.weight } else { against -= item.weight }
    }
    return (speaksFor - against) / (speaksFor + against + 1)
  }

  private static func quantile(_ share: Double, _ cases: [(score: Double, chance: Double)])
    -> Double
  {
    var sum = 0.0
    for (score, chance) in cases {
      sum += chance
      if sum >= share { return score }
    }
    return cases.last?.score ?? 0
  }

  /// SplitMix64, as a number from 0 to 1.
  private static func uniform(_ state: inout UInt64) -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
  }
}

extension Finding {
  /// How likely it is: what a person decided, or its score.
  var probability: Double {
    switch status {
    case .confirmed: 1
    case .dismissed: 0
    case .proposed: min(1, max(0, score.isFinite ? score : 0))
    }
  }
}
