/// A network of actors: who is tied to whom, each pair once, with no actor tied to itself.
///
/// Ties of different kinds are different networks: never mix conflict with information.
public struct Network: Sendable {
  /// Names of the actors; an actor is an index into it.
  public let actors: [String]
  /// For each actor, those that its ties go to, in order.
  public let targets: [[Int]]
  /// For each actor, those that ties to it come from, in order.
  public let sources: [[Int]]
  /// False where a tie goes both ways.
  public let isDirected: Bool

  /// - Parameters:
  ///   - actors: every actor asked about, tied or not.
  ///   - ties: pairs of indices into `actors`; repeated pairs, ties to oneself and indices out of range are left out.
  ///   - isDirected: when false, each tie is taken to go both ways.
  public init(actors: [String], ties: [(from: Int, to: Int)], isDirected: Bool) {
    var targets = [Set<Int>](repeating: [], count: actors.count)
    for tie in ties
    where tie.from != tie.to && actors.indices.contains(tie.from) && actors.indices.contains(tie.to)
    {
      targets[tie.from].insert(tie.to)
      if !isDirected { targets[tie.to].insert(tie.from) }
    }
    var sources = [[Int]](repeating: [], count: actors.count)
    for (from, reached) in targets.enumerated() {
      for to in reached { sources[to].append(from) }
    }
    self.actors = actors
    self.targets = targets.map { $0.sorted() }
    self.sources = sources
    self.isDirected = isDirected
  }

  public var count: Int { actors.count }

  /// Ties; one that goes both ways counts once where the network has no direction.
  public var tieCount: Int {
    let arcs = targets.reduce(0) { $0 + $1.count }
    return isDirected ? arcs : arcs / 2
  }

  func has(_ from: Int, _ to: Int) -> Bool {
    var (low, high) = (0, targets[from].count)
    while low < high {
      let middle = (low + high) / 2
      if targets[from][middle] < to { low = middle + 1 } else { high = middle }
    }
    return low < targets[from].count && targets[from][low] == to
  }

  /// Steps from an actor to every other along ties; nil where there is no way.
  func distances(from start: Int) -> [Int?] {
    var distance = [Int?](repeating: nil, count: count)
    distance[start] = 0
    var front = [start]
    var steps = 0
    while !front.isEmpty {
      steps += 1
      var next: [Int] = []
      for actor in front {
        for other in targets[actor] where distance[other] == nil {
          distance[other] = steps
          next.append(other)
        }
      }
      front = next
    }
    return distance
  }

  /// The network without some actors and their ties.
  func without(_ removed: Set<Int>) -> Network {
    let kept = (0..<count).filter { !removed.contains($0) }
    let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    let ties = kept.flatMap { from in
      targets[from].compactMap { to in place[to].map { (from: place[from] ?? 0, to: $0) } }
    }
    return Network(actors: kept.map { actors[$0] }, ties: ties, isDirected: isDirected)
  }
}
