/// Everything that a page for people says about one cross-impact matrix.
public struct ScenarioStudy: Sendable {
  public struct Entry: Sendable {
    public let scenario: Scenario
    /// Smallest lead of a choice over a rival, in units of the matrix; nil when nothing has a rival.
    public let consistencyValue: Int?
    public let totalImpactScore: Int
    /// The chance to stay consistent when every judgement is off by up to one step.
    public let robustness: Double
    /// The share of all starts whose succession ends here; nil where the space is too large to try them all.
    public let attraction: Double?
    /// For each descriptor.
    public let reasoning: [Reasoning]
  }

  /// What is wished for, and what policy can hold.
  public struct Wish: Sendable, Hashable {
    public let target: [Intervention.Pin]
    public let controls: [Int]?

    public init(target: [Intervention.Pin], controls: [Int]? = nil) {
      self.target = target
      self.controls = controls
    }
  }

  public let sourced: SourcedMatrix
  /// All consistent scenarios, as far as the search came.
  public let count: WholeNumber
  public let isComplete: Bool
  /// Those that are shown: all, or the most consistent ones, in lexicographic order.
  public let entries: [Entry]
  public let interactions: InteractionMatrix
  public let influence: Influence
  public let micmac: Micmac
  public let intervention: Intervention?

  public var matrix: CrossImpactMatrix { sourced.matrix }

  /// Descriptors whose variant is not the same in all entries.
  public var differing: [Int] {
    guard let first = entries.first?.scenario else { return [] }
    return matrix.descriptors.indices.filter { j in
      entries.contains { $0.scenario[j] != first[j] }
    }
  }

  /// Spaces up to this size are walked wholly for the attraction of scenarios.
  static let mostStarts = 50_000_000
  /// Scenarios looked at to choose those that are shown.
  static let mostWeighed = 20_000

  /// - Parameters:
  ///   - shown: how many scenarios to show at most.
  ///   - workers: threads to use.
  ///   - shouldStop: asked now and then; true ends long work with what is known.
  /// - Throws: `MatrixError` for a wish that the matrix cannot have.
  public init(
    _ sourced: SourcedMatrix, wish: Wish? = nil, shown: Int = 12, mostPins: Int = 3,
    workers: Int = 2, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(MatrixError) {
    let matrix = sourced.matrix
    let set = ScenarioSearch(
      matrix, ScenarioQuestion(matrix), workers: workers, listed: Self.mostWeighed
    ).run(shouldStop: shouldStop)
    let weighed = set.scenarios(limit: Self.mostWeighed).map { scenario in
      (
        scenario: scenario, value: matrix.consistencyValue(of: scenario) ?? 0,
        score: matrix.totalImpactScore(of: scenario)
      )
    }
    let best = weighed.sorted { a, b in
      a.value != b.value
        ? a.value > b.value : a.score != b.score ? a.score > b.score : a.scenario < b.scenario
    }.prefix(max(0, shown)).map(\.scenario).sorted()
    let robustness = Robustness.values(matrix, of: best)
    let attraction = Self.attraction(matrix, shouldStop)
    self.sourced = sourced
    count = set.count
    isComplete = set.isComplete
    entries = zip(best, robustness).map { scenario, chance in
      Entry(
        scenario: scenario, consistencyValue: matrix.consistencyValue(of: scenario),
        totalImpactScore: matrix.totalImpactScore(of: scenario), robustness: chance,
        attraction: attraction.map { $0[scenario] ?? 0 },
        reasoning: matrix.descriptors.indices.map { Reasoning(matrix, scenario, $0) })
    }
    interactions = try matrix.interactions()
    influence = Influence(interactions)
    micmac = Micmac(interactions)
    if let wish {
      intervention = try Intervention(
        matrix, target: wish.target, controls: wish.controls, mostPins: mostPins,
        workers: workers, shouldStop: shouldStop)
    } else {
      intervention = nil
    }
  }

  private static func attraction(
    _ matrix: CrossImpactMatrix, _ shouldStop: @escaping @Sendable () -> Bool
  ) -> [Scenario: Double]? {
    guard let space = matrix.space.int, space <= mostStarts,
      let basins = try? Basins.exhaustive(matrix, isCancelled: shouldStop)
    else { return nil }
    return Dictionary(
      basins.fixedPoints.map { ($0.states[0], basins.share(of: $0).value) }
    ) { first, _ in first }
  }
}
