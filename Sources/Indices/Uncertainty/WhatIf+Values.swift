extension WhatIf.Change {
  /// The value at a part of the way, from 0 to 1; a gap has no way, so that only its end stands.
  func value(at share: Double) -> Double {
    from.isNaN || share >= 1 ? to : from + share * (to - from)
  }
}

extension WhatIf {
  /// The unit's own numbers in every way of making the index when some indicators stand at values of one's own choice.
  static func farthest(
    _ run: ChainRun, _ ends: [String: Double], _ key: IndexData.Unit, _ rows: [[Int]],
    _ factors: [Factor]
  ) throws -> [Result<[Int: Double], any Error>] {
    guard !ends.isEmpty else { return rows.map { _ in .success([:]) } }
    let changed = try changing(run, ends, key)
    var maker = try replication(changed, factors)
    return rows.map { row in
      Result {
        let (data, _) = try maker.prepare(draws: row.map { _ in 0 }, named: row)
        guard let own = data.units.firstIndex(of: key) else {
          throw UndefinedResult("\(key.code) is left out when it has the values of your own")
        }
        let columns = ends.keys.compactMap { data.numbers.position(of: $0) }
        return Dictionary(uniqueKeysWithValues: columns.map { ($0, data.numbers[own, $0]) })
      }
    }
  }

  /// The index made anew with changed values, in every way.
  struct Trial {
    let run: ChainRun
    let rows: [[Int]]
    let factors: [Factor]
    let key: IndexData.Unit
    let goal: WhatIf.Goal
    /// Halvings of the way: a step of 1/65,536.
    static let halvings = 16

    /// In how many ways the goal is reached, the rank in each, and why some break down with the changed values: these do not reach
    /// the goal.
    func outcome(_ changes: [WhatIf.Change], share: Double = 1) throws -> (
      held: Int, ranks: [Double], failures: [String]
    ) {
      let values = Dictionary(
        uniqueKeysWithValues: changes.map { ($0.indicator, $0.value(at: share)) })
      let changed = try WhatIf.changing(run, values, key)
      var maker = try WhatIf.replication(changed, factors)
      var held = 0
      var ranks: [Double] = []
      var failures: [String] = []
      for row in rows {
        do {
          let (data, plan) = try maker.prepare(draws: row.map { _ in 0 }, named: row)
          let way = try Way(data, plan, unit: key, goal: goal, index: run.index ?? "")
          let score = way.score([])
          if way.isReached(score) { held += 1 }
          ranks.append(way.rank(score))
        } catch {
          failures.append("\(error)")
        }
      }
      return (held, ranks, failures)
    }

    /// The smallest part of the way, the same for all changes, at which the goal is still reached in every way.
    func smallestShare(_ changes: [WhatIf.Change]) throws -> Double {
      var (low, high) = (0.0, 1.0)
      for _ in 0..<Self.halvings {
        let middle = (low + high) / 2
        if try outcome(changes, share: middle).held == rows.count {
          high = middle
        } else {
          low = middle
        }
      }
      return high
    }
  }
}
