import Policy

/// A 0-1 programme: choose as few candidates as possible so that, for each need, the items that a chosen candidate covers
/// weigh enough.
///
/// Needs that share no candidate are solved apart, and what solves the whole is one solution of each part. Within a part sets are
/// tried by size; a branch adds one of the candidates that the scarcest open need can still use, and is left when even the best of them
/// could not suffice. Every smallest set is met exactly once, for a candidate that was tried is out for its later siblings.
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

  /// The smallest sets: one alternative of each group, in whatever combination.
  struct Choices: Sendable, Hashable {
    /// Of each part, all sets of its least size in lexicographic order, each in ascending order.
    var groups: [[[Int]]]
    /// False where a part has more sets than were to be listed.
    var isComplete: Bool
  }

  enum Answer {
    case sets(Choices)
    /// Indices of the needs that all candidates together do not meet.
    case impossible([Int])
    /// No set of fewer than `atLeast` suffices; `suffices` does.
    case unknown(atLeast: Int, suffices: [Int])
  }

  let needs: [Need]
  let candidates: Int

  fileprivate static let hair = 1e-9

  /// - Parameters:
  ///   - limit: nodes of the search in each part.
  ///   - most: sets listed of each part.
  func smallest(limit: Int, most: Int) -> Answer {
    let open = needs.indices.filter { n in
      let all = needs[n].items.reduce(0) { $0 + ($1.covers.isEmpty ? 0 : $1.weight) }
      return all < needs[n].weight - Self.hair
    }
    guard open.isEmpty else { return .impossible(open) }
    var choices = Choices(groups: [], isComplete: true)
    var atLeast = 0
    var suffices: [Int] = []
    var isKnown = true
    for part in parts() {
      var search = Search(part.map { needs[$0] }, limit: limit, most: most)
      let size = search.run()
      atLeast += size
      if search.isExhausted {
        isKnown = false
        suffices += search.greedy()
      } else {
        choices.groups.append(search.found)
        choices.isComplete = choices.isComplete && !search.isCut
        suffices += search.found.first ?? []
      }
    }
    return isKnown ? .sets(choices) : .unknown(atLeast: atLeast, suffices: suffices.sorted())
  }

  /// The needs that are not met by nothing, in parts that share no candidate.
  private func parts() -> [[Int]] {
    let wanted = needs.indices.filter { needs[$0].weight > Self.hair }
    var sets = DisjointSets(needs.count)
    var owner: [Int: Int] = [:]
    for n in wanted {
      for candidate in needs[n].items.flatMap(\.covers) {
        if let other = owner.updateValue(n, forKey: candidate) { sets.join(other, n) }
      }
    }
    return sets.sets(of: wanted)
  }
}

/// The search in one part.
private struct Search {
  /// What one candidate brings to one need.
  private struct Use {
    var candidate: Int
    var items: [Int]
  }

  private let needs: [CoverProgramme.Need]
  /// By need.
  private let uses: [[Use]]
  private let limit: Int
  private let most: Int
  private var nodes = 0
  private(set) var found: [[Int]] = []
  /// There are more sets than `most`.
  private(set) var isCut = false
  private var chosen: [Int] = []
  private var forbidden: Set<Int> = []
  /// How many chosen candidates cover each item, by need.
  private var counts: [[Int]]
  /// What each need still lacks.
  private var lack: [Double]

  var isExhausted: Bool { nodes > limit }

  init(_ needs: [CoverProgramme.Need], limit: Int, most: Int) {
    self.needs = needs
    self.limit = limit
    self.most = most
    uses = needs.map { need in
      var items: [Int: [Int]] = [:]
      for (i, item) in need.items.enumerated() {
        for candidate in Set(item.covers) { items[candidate, default: []].append(i) }
      }
      return items.sorted { $0.key < $1.key }.map { Use(candidate: $0.key, items: $0.value) }
    }
    counts = needs.map { [Int](repeating: 0, count: $0.items.count) }
    lack = needs.map(\.weight)
  }

  /// Finds the sets of the least size.
  ///
  /// - Returns: that size, or, when the search was ended, the least that it can be.
  mutating func run() -> Int {
    let candidates = Set(uses.flatMap { $0.map(\.candidate) }).count
    for size in 0...candidates {
      extend(left: size)
      if isExhausted { return size }
      if !found.isEmpty {
        found.sort { $0.lexicographicallyPrecedes($1) }
        return size
      }
    }
    return candidates
  }

  private mutating func extend(left: Int) {
    nodes += 1
    guard nodes <= limit, !isCut else { return }
    var branch: [(candidate: Int, gain: Double)]?
    for need in lack.indices where lack[need] > CoverProgramme.hair {
      guard left > 0 else { return }
      let gains = gains(need)
      let best = gains.map(\.gain).sorted(by: >).prefix(left).reduce(0, +)
      guard best >= lack[need] - CoverProgramme.hair else { return }
      if gains.count < branch?.count ?? .max { branch = gains }
    }
    guard let branch else {
      // Every need is met; with room left it would have been met at a smaller size.
      guard left == 0 else { return }
      if found.count < most { found.append(chosen.sorted()) } else { isCut = true }
      return
    }
    var tried: [Int] = []
    for (candidate, _) in branch {
      choose(candidate, by: 1)
      extend(left: left - 1)
      choose(candidate, by: -1)
      forbidden.insert(candidate)
      tried.append(candidate)
    }
    forbidden.subtract(tried)
  }

  /// The candidates that a need can still use, with the weight that each would bring.
  private func gains(_ need: Int) -> [(candidate: Int, gain: Double)] {
    uses[need].compactMap { use in
      guard !forbidden.contains(use.candidate) else { return nil }
      var gain = 0.0
      for item in use.items where counts[need][item] == 0 { gain += needs[need].items[item].weight }
      return gain > 0 ? (use.candidate, gain) : nil
    }
  }

  private mutating func choose(_ candidate: Int, by step: Int) {
    if step > 0 { chosen.append(candidate) } else { chosen.removeLast() }
    for need in uses.indices {
      guard let use = uses[need].first(where: { $0.candidate == candidate }) else { continue }
      for item in use.items {
        let before = counts[need][item]
        counts[need][item] += step
        let weight = needs[need].items[item].weight
        if before == 0, step > 0 { lack[need] -= weight }
        if before == 1, step < 0 { lack[need] += weight }
      }
    }
  }

  /// A set that suffices, not always a smallest: the candidate that brings most, again and again.
  mutating func greedy() -> [Int] {
    chosen = []
    forbidden = []
    counts = needs.map { [Int](repeating: 0, count: $0.items.count) }
    lack = needs.map(\.weight)
    while lack.contains(where: { $0 > CoverProgramme.hair }) {
      var total: [Int: Double] = [:]
      for need in lack.indices where lack[need] > CoverProgramme.hair {
        for (candidate, gain) in gains(need) {
          total[candidate, default: 0] += min(gain, lack[need])
        }
      }
      guard let best = total.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { break }
      choose(best.key, by: 1)
    }
    return chosen
  }
}
