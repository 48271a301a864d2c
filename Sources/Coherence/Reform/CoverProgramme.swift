/// A 0-1 programme: choose as few candidates as possible so that, for each need, the items that a chosen candidate covers
/// weigh enough.
struct CoverProgramme {
  struct Item {
    var weight: Double
    /// Candidates any one of which covers it.
    var covers: [Int]
  }

  struct Need {
    var weight: Double
    var items: [Item]
  }

  enum Answer {
    case sets([[Int]])
    /// Indices of the needs that all candidates together do not meet.
    case impossible([Int])
    case unknown(atLeast: Int)
  }

  let needs: [Need]
  let candidates: Int
  /// For each candidate, the items that it covers, by need.
  fileprivate let covered: [[(need: Int, item: Int)]]

  fileprivate static let hair = 1e-9

  init(needs: [Need], candidates: Int) {
    self.needs = needs
    self.candidates = candidates
    var covered = [[(need: Int, item: Int)]](repeating: [], count: candidates)
    for (n, need) in needs.enumerated() {
      for (i, item) in need.items.enumerated() {
        for candidate in item.covers { covered[candidate].append((n, i)) }
      }
    }
    self.covered = covered
  }

  /// All sets of the least size, each in ascending order, in lexicographic order.
  func smallest(limit: Int, most: Int) -> Answer {
    let open = needs.indices.filter { n in
      let all = needs[n].items.reduce(0) { $0 + ($1.covers.isEmpty ? 0 : $1.weight) }
      return all < needs[n].weight - Self.hair
    }
    guard open.isEmpty else { return .impossible(open) }
    var search = Search(self, limit: limit, most: most)
    for size in 0...candidates {
      search.run(size)
      if search.nodes > limit { return .unknown(atLeast: size) }
      if !search.found.isEmpty { return .sets(search.found) }
    }
    return .unknown(atLeast: candidates)
  }

  private struct Search {
    let programme: CoverProgramme
    let limit: Int
    let most: Int
    var nodes = 0
    var found: [[Int]] = []
    private var chosen: [Int] = []
    /// How many chosen candidates cover each item.
    private var counts: [[Int]]
    /// What each need still lacks.
    private var lack: [Double]

    init(_ programme: CoverProgramme, limit: Int, most: Int) {
      self.programme = programme
      self.limit = limit
      self.most = most
      counts = programme.needs.map { [Int](repeating: 0, count: $0.items.count) }
      lack = programme.needs.map(\.weight)
    }

    mutating func run(_ size: Int) { extend(from: 0, left: size) }

    private mutating func extend(from first: Int, left: Int) {
      nodes += 1
      guard nodes <= limit, found.count < most else { return }
      if lack.allSatisfy({ $0 <= CoverProgramme.hair }) {
        // A set that suffices before its size is used up would have been found at a smaller size.
        if left == 0 { found.append(chosen) }
        return
      }
      guard left > 0, first + left <= programme.candidates, canReach(from: first, left: left) else {
        return
      }
      for candidate in first...(programme.candidates - left) {
        choose(candidate, by: 1)
        extend(from: candidate + 1, left: left - 1)
        choose(candidate, by: -1)
      }
    }

    /// Whether for each need the best of the remaining candidates, each taken alone, could bring what it lacks.
    private func canReach(from first: Int, left: Int) -> Bool {
      var gains = [[Double]](repeating: [], count: lack.count)
      for candidate in first..<programme.candidates {
        var gain: [Int: Double] = [:]
        for (need, item) in programme.covered[candidate] where counts[need][item] == 0 {
          gain[need, default: 0] += programme.needs[need].items[item].weight
        }
        for (need, weight) in gain { gains[need].append(weight) }
      }
      return lack.indices.allSatisfy { need in
        lack[need] <= CoverProgramme.hair
          || gains[need].sorted(by: >).prefix(left).reduce(0, +) >= lack[need] - CoverProgramme.hair
      }
    }

    private mutating func choose(_ candidate: Int, by step: Int) {
      if step > 0 { chosen.append(candidate) } else { chosen.removeLast() }
      for (need, item) in programme.covered[candidate] {
        let before = counts[need][item]
        counts[need][item] += step
        let weight = programme.needs[need].items[item].weight
        if before == 0, step > 0 { lack[need] -= weight }
        if before == 1, step < 0 { lack[need] += weight }
      }
    }
  }
}
