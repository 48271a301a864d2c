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

  /// Sums of weights up to which all cases are counted out; beyond, cases are drawn.
  private static let exact = 4_000
  private static let draws = 4_000

  init(_ evidence: [Evidence]) {
    findings = evidence.count
    guard !evidence.isEmpty else {
      (value, low, high) = (nil, -1, 1)
      return
    }
    let outcomes = (Self.counted(evidence) ?? Self.drawn(evidence)).sorted { $0.score < $1.score }
    // Of a nearly certain finding the mean may lie outside the nine cases in ten; the range holds both.
    let mean = outcomes.reduce(0) { $0 + $1.score * $1.chance }
    value = mean
    low = min(mean, Self.quantile(0.05, outcomes))
    high = max(mean, Self.quantile(0.95, outcomes))
  }

  /// A score that may be the true one, and how likely it is.
  private typealias Outcome = (score: Double, chance: Double)

  /// The weights for and against, in millionths, so that equal sums are one.
  private struct Sums: Comparable {
    var speaksFor = 0
    var against = 0

    func adding(_ weight: Double) -> Sums {
      let millionths = Int((weight * 1e6).rounded())
      return millionths > 0
        ? Sums(speaksFor: speaksFor + millionths, against: against)
        : Sums(speaksFor: speaksFor, against: against - millionths)
    }

    var score: Double {
      let (pro, contra) = (Double(speaksFor) / 1e6, Double(against) / 1e6)
      return (pro - contra) / (pro + contra + 1)
    }

    static func < (a: Sums, b: Sums) -> Bool {
      (a.speaksFor, a.against) < (b.speaksFor, b.against)
    }
  }

  /// Every sum that can come about with its chance, one finding after the other; nil when there are too many.
  private static func counted(_ evidence: [Evidence]) -> [Outcome]? {
    var cases: [(sums: Sums, chance: Double)] = [(Sums(), 1)]
    for item in evidence where item.probability > 0 && item.weight != 0 {
      // Both lists are in the order of their sums, for each sum grows by the same.
      let ifTrue = cases.map { ($0.sums.adding(item.weight), $0.chance * item.probability) }
      let ifFalse =
        item.probability < 1 ? cases.map { ($0.sums, $0.chance * (1 - item.probability)) } : []
      cases = merged(ifTrue, ifFalse)
      guard cases.count <= exact else { return nil }
    }
    return cases.map { ($0.sums.score, $0.chance) }
  }

  private static func merged(_ a: [(Sums, Double)], _ b: [(Sums, Double)]) -> [(Sums, Double)] {
    var merged: [(Sums, Double)] = []
    merged.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i].0 < b[j].0) {
        merged.append(a[i])
        i += 1
      } else if i == a.count || b[j].0 < a[i].0 {
        merged.append(b[j])
        j += 1
      } else {
        merged.append((a[i].0, a[i].1 + b[j].1))
        (i, j) = (i + 1, j + 1)
      }
    }
    return merged
  }

  /// The same findings give the same draws, so that the same input gives the same report.
  private static func drawn(_ evidence: [Evidence]) -> [Outcome] {
    var random = SplitMix64(seed: 0x9E37_79B9_7F4A_7C15)
    return (0..<draws).map { _ in
      var sums = Sums()
      for item in evidence where item.probability > random.uniform() {
        sums = sums.adding(item.weight)
      }
      return (sums.score, 1 / Double(draws))
    }
  }

  private static func quantile(_ share: Double, _ outcomes: [Outcome]) -> Double {
    var sum = 0.0
    for (score, chance) in outcomes {
      sum += chance
      if sum >= share { return score }
    }
    return outcomes.last?.score ?? 0
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
