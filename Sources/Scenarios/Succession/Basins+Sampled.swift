import Policy

extension Basins {
  /// Random starts, for spaces that are too large to walk wholly.
  ///
  /// - Parameters:
  ///   - starts: how many.
  ///   - seed: the same seed gives the same starts.
  ///   - isCancelled: asked before each start.
  /// - Throws: `Failure` when a walk does not come to an end within a million steps; `CancellationError`.
  public static func sampled(
    _ matrix: CrossImpactMatrix, rule: SuccessionRule = .global, starts: Int = 100_000,
    seed: UInt64 = 1, isCancelled: () -> Bool = { false }
  ) throws -> Basins {
    let succession = Succession(matrix, rule)
    var random = SplitMix64(seed: seed)
    var ends: [Scenario: Int] = [:]
    var rings: [[Scenario]] = []
    var counts: [Int] = []
    for _ in 0..<starts {
      if isCancelled() { throw CancellationError() }
      let start = Scenario(
        variants: matrix.descriptors.map {
          UInt8(Int.random(in: 0..<$0.variants.count, using: &random))
        })
      let ring = try succession.ring(from: start, known: ends, isCancelled)
      if let known = ends[ring[0]] {
        counts[known] += 1
      } else {
        for state in ring { ends[state] = rings.count }
        rings.append(ring)
        counts.append(1)
      }
    }
    return Basins(
      rule: rule, coverage: .sampled(seed: seed), space: matrix.space, starts: starts,
      attractors: zip(rings, counts).map { Attractor(states: $0, basin: $1) })
  }
}

extension Succession {
  static let longestWalk = 1_000_000

  /// The attractor that a start ends in, from its smallest state; or one state of it, when it is known.
  ///
  /// Brent's method (BIT 20, 1980): a hare runs ahead and the tortoise is set to where the hare is at each power of two.
  fileprivate func ring(
    from start: Scenario, known: [Scenario: Int], _ isCancelled: () -> Bool
  ) throws -> [Scenario] {
    var tortoise = start
    var hare = start
    var limit = 1
    var length = 0
    for step in 0..<Self.longestWalk {
      if step & 1023 == 0, isCancelled() { throw CancellationError() }
      if known[hare] != nil { return [hare] }
      hare = successor(of: hare)
      length += 1
      if hare == tortoise {
        var ring = [hare]
        for _ in 1..<max(1, length) { ring.append(successor(of: ring[ring.count - 1])) }
        let smallest = ring.indices.min { ring[$0] < ring[$1] } ?? 0
        return Array(ring[smallest...] + ring[..<smallest])
      }
      if length == limit {
        tortoise = hare
        limit *= 2
        length = 0
      }
    }
    throw Basins.Failure(
      description: "succession from a random start did not settle within \(Self.longestWalk) steps."
    )
  }
}
