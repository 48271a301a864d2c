extension WhatIf {
  /// One way of making the index, seen from one unit: its numbers, the best of the others, and the score that reaches the goal.
  struct Way: Sendable {
    private let plan: AggregationPlan
    private let column: Int
    private let own: [Double]
    private let best: [Double]
    private let others: [Double]
    private let threshold: Double
    /// The whole year, for methods that compare units with one another; nil when a unit's score depends on its own numbers only.
    private let block: (numbers: NumberTable, row: Int)?

    /// - Parameter farthest: for some indicators, how far the unit's own number can go, in the place of the best of the others.
    init(
      _ data: IndexData, _ plan: AggregationPlan, unit: IndexData.Unit, goal: WhatIf.Goal,
      index: String, farthest: [Int: Double] = [:]
    ) throws {
      guard let row = data.units.firstIndex(of: unit), let column = plan.codes.firstIndex(of: index)
      else {
        throw UndefinedResult("\(unit.code) is left out by one of the ways of making the index")
      }
      let year = data.blocks.first { $0.contains(row) } ?? [row]
      let whole = data.selecting(year)
      let place = year.firstIndex(of: row) ?? 0
      self.plan = plan
      self.column = column
      own = data.numbers.columns.map { data.numbers[row, $0] }
      best = data.numbers.columns.map {
        farthest[$0] ?? Column.bounds(data.numbers.column($0))?.high ?? .missing
      }
      let scores = try plan.aggregated(whole).column(column)
      others = scores.enumerated().filter { $0.offset != place && !$0.element.isNaN }.map(\.element)
        .sorted(by: >)
      threshold =
        switch goal {
        case .score(let score): score
        case .rank(let rank): rank <= others.count ? others[max(rank, 1) - 1] : -.infinity
        }
      let isOwn = plan.aggregates.allSatisfy { if case .mean = $0.method { true } else { false } }
      block = isOwn ? nil : (whole.numbers, place)
    }

    func canRise(_ indicator: Int) -> Bool {
      !best[indicator].isNaN && (own[indicator].isNaN || own[indicator] < best[indicator])
    }

    /// The score when some indicators stand at the best of the others.
    func score(_ changed: [Int]) -> Double {
      let rows = block?.numbers.rows ?? 1
      let row = block?.row ?? 0
      var values = block?.numbers.values ?? own
      for i in changed where canRise(i) { values[i * rows + row] = best[i] }
      values += [Double](repeating: .missing, count: plan.aggregates.count * rows)
      guard (try? plan.calculate(&values, rows: rows, blocks: [Array(0..<rows)])) != nil else {
        return .missing
      }
      return values[column * rows + row]
    }

    func isReached(_ score: Double) -> Bool { score >= threshold }

    /// How far a score is below the goal; 0 when it is reached.
    func lack(_ score: Double) -> Double {
      score.isNaN ? .infinity : max(0, threshold - score)
    }

    func rank(_ score: Double) -> Double {
      score.isNaN ? .missing : Double(others.count { $0 > score } + 1)
    }

    /// True when the score is a weighted sum of what is there, so that changes add up.
    var isAdditive: Bool {
      block == nil && plan.aggregates.allSatisfy { $0.method == .mean(.arithmetic) }
        && !own.contains(where: \.isNaN)
    }
  }

  /// Looks for the smallest set of changes that reaches the goal in every way: a greedy set first, then smaller ones in order of size,
  /// passing over those that cannot do it.
  struct Search {
    let ways: [Way]
    let candidates: [Int]
    private(set) var isProven = false
    private(set) var least = 0
    private var looked = 0
    /// For a way whose changes add up, what each candidate adds.
    private let gains: [[Int: Double]?]

    init(ways: [Way], candidates: [Int]) {
      self.ways = ways
      self.candidates = candidates
      gains = ways.map { way in
        guard way.isAdditive else { return nil }
        let now = way.score([])
        return Dictionary(uniqueKeysWithValues: candidates.map { ($0, way.score([$0]) - now) })
      }
    }

    mutating func smallest() -> [Int]? {
      if isReached([]) {
        isProven = true
        return []
      }
      guard isReached(candidates), let greedy = greedy() else { return nil }
      for size in 1..<max(greedy.count, 1) {
        least = size
        guard let found = find(size, from: ordered(), []) else {
          if looked >= WhatIf.patience { return greedy }
          continue
        }
        isProven = true
        return found
      }
      least = greedy.count
      isProven = true
      return greedy
    }

    private func isReached(_ set: [Int]) -> Bool {
      ways.allSatisfy { $0.isReached($0.score(set)) }
    }

    /// Adds the change that takes off most of what is lacking, then takes away what turns out not to be needed.
    private func greedy() -> [Int]? {
      var set: [Int] = []
      var rest = candidates
      while !isReached(set) {
        let lacks = rest.map { candidate in
          ways.reduce(0) { $0 + $1.lack($1.score(set + [candidate])) }
        }
        guard let least = lacks.min(), let i = lacks.firstIndex(of: least) else { return nil }
        set.append(rest.remove(at: i))
      }
      for candidate in set {
        let without = set.filter { $0 != candidate }
        if isReached(without) { set = without }
      }
      return set.sorted()
    }

    /// Candidates, the ones that help most first.
    private func ordered() -> [Int] {
      let lacks = candidates.map { candidate in
        ways.reduce(0) { $0 + $1.lack($1.score([candidate])) }
      }
      return zip(candidates, lacks).sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    }

    private mutating func find(_ size: Int, from rest: [Int], _ set: [Int]) -> [Int]? {
      looked += 1
      guard looked < WhatIf.patience else { return nil }
      if size == 0 { return isReached(set) ? set.sorted() : nil }
      guard rest.count >= size, canReach(size, rest, set) else { return nil }
      for i in 0...(rest.count - size) {
        if let found = find(size - 1, from: Array(rest[(i + 1)...]), set + [rest[i]]) {
          return found
        }
        if looked >= WhatIf.patience { return nil }
      }
      return nil
    }

    /// False when no `size` of the rest can make up for what any way lacks.
    private func canReach(_ size: Int, _ rest: [Int], _ set: [Int]) -> Bool {
      for (way, gains) in zip(ways, gains) {
        let now = way.score(set)
        let lack = way.lack(now)
        if lack == 0 { continue }
        if let gains {
          let most = rest.map { gains[$0] ?? 0 }.sorted(by: >).prefix(size).reduce(0, +)
          if most < lack - 1e-9 * max(1, abs(now)) { return false }
        } else if !way.isReached(way.score(set + rest)) {
          return false
        }
      }
      return true
    }
  }
}
