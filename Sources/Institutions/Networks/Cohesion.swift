/// How much a network holds together, and who holds it.
extension Network {
  /// Parts that no tie joins, whatever its direction, the largest first.
  public var components: [[Int]] {
    var part = [Int](repeating: -1, count: count)
    var parts: [[Int]] = []
    for start in 0..<count where part[start] < 0 {
      var members = [start]
      part[start] = parts.count
      var next = 0
      while next < members.count {
        for other in targets[members[next]] + sources[members[next]] where part[other] < 0 {
          part[other] = parts.count
          members.append(other)
        }
        next += 1
      }
      parts.append(members.sorted())
    }
    return parts.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }

  /// Share of pairs that no way joins: F = 1 − Σ s(s−1)/(n(n−1)) over components of size s. 0 is whole, 1 all alone.
  public var fragmentation: Double {
    guard count > 1 else { return 0 }
    let joined = components.reduce(0.0) { $0 + Double($1.count) * Double($1.count - 1) }
    return 1 - joined / (Double(count) * Double(count - 1))
  }

  /// Fragmentation that counts distance too: DF = 1 − Σ(1/d)/(n(n−1)) (Borgatti, "Identifying sets of key players in a
  /// social network", Computational and Mathematical Organization Theory 12, 2006).
  public var distanceFragmentation: Double {
    guard count > 1 else { return 0 }
    return 1 - harmonic.reduce(0, +) / (Double(count) * Double(count - 1))
  }

  /// Actors without whom a part of the network falls in two.
  public var cutActors: [Int] {
    let whole = components.count { $0.count > 1 }
    let alone = components.count - whole
    return (0..<count).filter { actor in
      guard !targets[actor].isEmpty || !sources[actor].isEmpty else { return false }
      return without([actor]).components.count > whole + alone
    }
  }

  /// The set of actors whose loss would part the others most, by `distanceFragmentation` of those that stay.
  ///
  /// - Parameter size: of the set. Every set is tried up to `limit` of them; beyond that the answer is nil, for a
  ///   guess would look like a proof.
  public func keyPlayers(_ size: Int, limit: Int = 200_000) -> (sets: [[Int]], value: Double)? {
    guard size > 0, size < count - 1 else { return nil }
    var sets = 1
    for i in 0..<size {
      sets = sets * (count - i) / (i + 1)
      if sets > limit { return nil }
    }
    var best: (sets: [[Int]], value: Double) = ([], -1)
    var chosen = Array(0..<size)
    while true {
      let value = without(Set(chosen)).distanceFragmentation
      if value > best.value + 1e-12 {
        best = ([chosen], value)
      } else if value > best.value - 1e-12 {
        best.sets.append(chosen)
      }
      guard let step = chosen.indices.last(where: { chosen[$0] < count - size + $0 }) else {
        return best
      }
      chosen[step] += 1
      for i in chosen.indices where i > step { chosen[i] = chosen[i - 1] + 1 }
    }
  }
}
