import Foundation

/// For every node and number of changes, the best score that it can have and the changes that give it.
struct ChangeSearch {
  struct Change: Sendable, Hashable {
    var item: String
    var part: String?
    var label: String
    var to: String
    /// What the item's score moves by, or becomes where it had none.
    var difference: Double
    var score: Double

    func after(_ reading: ItemReading?) -> ItemReading {
      guard part != nil, let score = reading?.score else { return .answered(score, to) }
      return .answered(score + difference, to)
    }
  }

  struct Plan {
    var score: Double
    var changes: [Change]
  }

  private let instrument: Instrument
  private let unit: ScoreTree.Unit
  private let fixed: Set<String>
  /// False when answers that others depend on were held still.
  let isExact: Bool

  init(_ instrument: Instrument, _ unit: ScoreTree.Unit, fixed: Set<String>) {
    self.instrument = instrument
    self.unit = unit
    var held: Set<String> = []
    for item in instrument.items {
      if let condition = item.condition { held.insert(condition.item) }
      if case .number(let rule) = item.kind, let formula = rule.formula {
        let others = formula.names.filter { !rule.inputs.contains($0) }
        if !others.isEmpty { held.formUnion(others + [item.id]) }
      }
    }
    isExact = held.isEmpty
    self.fixed = fixed.union(held)
  }

  /// Element j: the best plan with j changes; nil where the node has no score.
  func plans(_ node: Instrument.Node, seeksHigh: Bool) -> [Plan?] {
    if let given = unit.given[node.id] { return [Plan(score: given, changes: [])] }
    let partsSeekHigh = seeksHigh != (node.rule.rescale?.isReversed ?? false)
    var sums = RunningSums(node.rule, seeksHigh: partsSeekHigh)
    if node.rule.method == .meanOfItems {
      for item in node.items { add(item, of: node, to: &sums, seeksHigh: partsSeekHigh) }
    } else {
      for part in node.parts {
        switch part {
        case .item(let item): add(item, of: node, to: &sums, seeksHigh: partsSeekHigh)
        case .node(let child):
          sums.add(
            plans(child, seeksHigh: partsSeekHigh), weight: child.weight, node.rule.missing)
        }
      }
    }
    return sums.plans(seeksHigh: seeksHigh)
  }

  private func add(
    _ item: Instrument.Item, of node: Instrument.Node, to sums: inout RunningSums, seeksHigh: Bool
  ) {
    guard item.isScored else { return }
    let reading = unit.readings[item.id] ?? .unanswered(item)
    var rule = item.missing ?? node.rule.missing
    switch reading.state {
    case .otherSide: return
    case .idle(let idle): rule = idle
    case .notApplicable: rule = item.notApplicable
    case .answered, .unanswered: break
    }
    var plans: [Plan?] = [reading.score.map { Plan(score: $0, changes: []) }]
    let canChange = reading.state == .answered || reading.state == .unanswered
    if canChange, !fixed.contains(item.id) {
      plans += changed(item, reading, seeksHigh: seeksHigh)
    }
    sums.add(plans, weight: item.weight, rule)
  }

  private func changed(_ item: Instrument.Item, _ reading: ItemReading, seeksHigh: Bool) -> [Plan?]
  {
    switch item.kind {
    case .choice(let options), .marker(_, let options):
      let worth = options.compactMap { option in
        option.value.map { value in (option, item.rescale.map { $0(value) } ?? value) }
      }
      guard let best = worth.max(by: { seeksHigh ? $0.1 < $1.1 : $0.1 > $1.1 }) else { return [] }
      let change = Change(
        item: item.id, part: nil, label: item.label, to: best.0.code,
        difference: best.1 - (reading.score ?? 0), score: best.1)
      return [Plan(score: best.1, changes: [change])]
    case .points(let base, let extras, let cap):
      return points(item, reading, base, extras, cap, seeksHigh: seeksHigh)
    case .number:
      guard let range = item.range else { return [] }
      let best = seeksHigh ? range.upperBound : range.lowerBound
      let change = Change(
        item: item.id, part: nil, label: item.label, to: seeksHigh ? "highest" : "lowest",
        difference: best - (reading.score ?? 0), score: best)
      return [Plan(score: best, changes: [change])]
    case .text: return []
    }
  }

  /// Of base and extras the worthiest first; which mix of the two is best for each number of changes is tried out.
  private func points(
    _ item: Instrument.Item, _ reading: ItemReading, _ base: [Instrument.Option],
    _ extras: [Instrument.Option], _ cap: Double?, seeksHigh: Bool
  ) -> [Plan?] {
    guard reading.score == nil || reading.code != nil else { return [] }
    let there = Set((reading.code ?? "").components(separatedBy: "; "))
    let isUp = seeksHigh != (item.rescale?.isReversed ?? false)
    func movable(_ options: [Instrument.Option]) -> [Instrument.Option] {
      options.filter { there.contains($0.code) != isUp && ($0.value ?? 0) > 0 }
        .sorted { ($0.value ?? 0) > ($1.value ?? 0) }
    }
    func total(_ options: [Instrument.Option]) -> Double {
      options.reduce(0) { $0 + (there.contains($1.code) ? $1.value ?? 0 : 0) }
    }
    func score(_ base: Double, _ extras: Double) -> Double {
      let points = base + Swift.min(cap ?? .infinity, extras)
      return item.rescale.map { $0(points) } ?? points
    }
    let moves = (movable(base), movable(extras))
    let sign: Double = isUp ? 1 : -1
    var plans: [Plan?] = []
    for number in 1...Swift.max(1, moves.0.count + moves.1.count) {
      var best: Plan?
      for ofBase in 0...moves.0.count where (0...moves.1.count).contains(number - ofBase) {
        var sums = (total(base), total(extras))
        var before = score(sums.0, sums.1)
        var changes: [Change] = []
        for (option, isBase) in moves.0.prefix(ofBase).map({ ($0, true) })
          + moves.1.prefix(number - ofBase).map({ ($0, false) })
        {
          if isBase {
            sums.0 += sign * (option.value ?? 0)
          } else {
            sums.1 += sign * (option.value ?? 0)
          }
          let after = score(sums.0, sums.1)
          changes.append(
            Change(
              item: item.id, part: option.code, label: option.label, to: isUp ? "yes" : "no",
              difference: after - before, score: after))
          before = after
        }
        if best.map({ seeksHigh ? before > $0.score : before < $0.score }) ?? true {
          best = Plan(score: before, changes: changes)
        }
      }
      plans.append(best)
    }
    return plans
  }
}

/// The parts of a node added one by one; for each number of changes and each weight that bears a score, the best total.
struct RunningSums {
  private struct State {
    var weight: Double
    var total: Double
    var count: Int
    var changes: [ChangeSearch.Change]
  }

  private let rule: Instrument.Combination
  private let seeksHigh: Bool
  /// By number of changes, then by weight in billionths.
  private var states: [[Int: State]]

  init(_ rule: Instrument.Combination, seeksHigh: Bool) {
    self.rule = rule
    self.seeksHigh = seeksHigh
    let start: Double =
      switch rule.method {
      case .minimum: .infinity
      case .maximum: -.infinity
      default: 0
      }
    states = [[0: State(weight: 0, total: start, count: 0, changes: [])]]
  }

  mutating func add(
    _ plans: [ChangeSearch.Plan?], weight: Double, _ missing: Instrument.MissingRule
  ) {
    var next = [[Int: State]](repeating: [:], count: states.count + plans.count - 1)
    for (j, known) in states.enumerated() {
      for (k, plan) in plans.enumerated() {
        var score = plan?.score
        if plan == nil {
          guard k == 0 else { continue }
          switch missing {
          case .score(let value): score = value
          case .leaveOut, .fill: score = nil
          case .withhold: continue
          }
        }
        for state in known.values {
          let state = combined(state, score, weight, plan?.changes ?? [])
          let key = Int((state.weight * 1e6).rounded().clamped)
          if let other = next[j + k][key], !isBetter(state.total, other.total) { continue }
          next[j + k][key] = state
        }
      }
    }
    states = next
  }

  private func combined(
    _ state: State, _ score: Double?, _ weight: Double, _ changes: [ChangeSearch.Change]
  ) -> State {
    guard let score else { return state }
    var state = state
    state.count += 1
    state.changes += changes
    switch rule.method {
    case .mean, .meanOfItems:
      state.weight += weight
      state.total += weight * score
    case .sum: state.total += weight * score
    case .minimum: state.total = Swift.min(state.total, score)
    case .maximum: state.total = Swift.max(state.total, score)
    case .geometric:
      state.weight += weight
      state.total += weight > 0 ? weight * (score > 0 ? log(score) : -.infinity) : 0
    }
    return state
  }

  private func isBetter(_ a: Double, _ b: Double) -> Bool { seeksHigh ? a > b : a < b }

  func plans(seeksHigh: Bool) -> [ChangeSearch.Plan?] {
    states.map { states in
      var best: ChangeSearch.Plan?
      for state in states.values where state.count > 0 {
        let score: Double? =
          switch rule.method {
          case .mean, .meanOfItems:
            state.weight > 0 ? rule([(state.weight, state.total / state.weight)]) : nil
          case .geometric:
            state.weight > 0 ? rule([(1, exp(state.total / state.weight))]) : nil
          default: rule([(1, state.total)])
          }
        guard let score else { continue }
        if best.map({ seeksHigh ? score > $0.score : score < $0.score }) ?? true {
          best = ChangeSearch.Plan(score: score, changes: state.changes)
        }
      }
      return best
    }
  }
}

extension Double {
  /// Within what an `Int` can hold.
  fileprivate var clamped: Double { Swift.min(Swift.max(self, -1e15), 1e15) }
}
