/// How central each actor is, and how much the network is run from one desk.
extension Network {
  /// Share of the ties that could be: undirected 2m/(n(n-1)), directed m/(n(n-1)). 0 for fewer than two actors.
  public var density: Double {
    guard count > 1 else { return 0 }
    let pairs = Double(count) * Double(count - 1)
    return Double(targets.reduce(0) { $0 + $1.count }) / pairs
  }

  /// Ties of each actor, to it and from it; in an undirected network each counts once.
  public var degrees: [Int] {
    (0..<count).map { isDirected ? targets[$0].count + sources[$0].count : targets[$0].count }
  }

  /// On how many shortest ways between two others each actor stands, where there are several ways each counting its share.
  ///
  /// Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001). O(n·m).
  public var betweenness: [Double] {
    var between = [Double](repeating: 0, count: count)
    for start in 0..<count {
      var order: [Int] = [start]
      var before = [[Int]](repeating: [], count: count)
      var ways = [Double](repeating: 0, count: count)
      var distance = [Int](repeating: -1, count: count)
      ways[start] = 1
      distance[start] = 0
      var next = 0
      while next < order.count {
        let actor = order[next]
        next += 1
        for other in targets[actor] {
          if distance[other] < 0 {
            distance[other] = distance[actor] + 1
            order.append(other)
          }
          if distance[other] == distance[actor] + 1 {
            ways[other] += ways[actor]
            before[other].append(actor)
          }
        }
      }
      var share = [Double](repeating: 0, count: count)
      for actor in order.reversed() {
        for other in before[actor] {
          share[other] += ways[other] / ways[actor] * (1 + share[actor])
        }
        if actor != start { between[actor] += share[actor] }
      }
    }
    return isDirected ? between : between.map { $0 / 2 }
  }

  /// Betweenness as a share of the most that is possible: divided by (n-1)(n-2), and by half of it without direction.
  public var normalisedBetweenness: [Double] {
    guard count > 2 else { return [Double](repeating: 0, count: count) }
    let most = Double(count - 1) * Double(count - 2) / (isDirected ? 1 : 2)
    return betweenness.map { $0 / most }
  }

  /// For each actor, the sum of 1/distance over the others; who cannot be reached adds nothing.
  public var harmonic: [Double] {
    (0..<count).map { actor in
      distances(from: actor).reduce(0) { sum, steps in
        if let steps, steps > 0 { sum + 1 / Double(steps) } else { sum }
      }
    }
  }

  /// Freeman's centralisation of degree, 0 to 1: Σ(max − d)/((n−1)(n−2)). For undirected networks.
  public var degreeCentralisation: Double {
    guard count > 2, let most = degrees.max() else { return 0 }
    return Double(degrees.reduce(0) { $0 + most - $1 }) / (Double(count - 1) * Double(count - 2))
  }

  /// Freeman's centralisation of normalised betweenness, 0 to 1: Σ(max − b)/(n−1).
  public var betweennessCentralisation: Double {
    let values = normalisedBetweenness
    guard count > 2, let most = values.max() else { return 0 }
    return values.reduce(0) { $0 + most - $1 } / Double(count - 1)
  }
}
