/// Scores from the items up to the whole, for all units at once: rescaling to the highest case and filling from the other
/// units need them together.
struct ScoreTree {
  struct Value: Sendable, Hashable {
    var score: Double?
    var bounds: ClosedRange<Double>?
    var coverage = 0.0
    /// False where nothing beneath is asked.
    var isAsked = true
    var withheld: String?
  }

  /// What a unit brings: readings of items, and scores of nodes that are given in the place of their items.
  struct Unit: Sendable {
    var readings: [String: ItemReading]
    var given: [String: Double] = [:]
  }

  let instrument: Instrument
  let units: [Unit]
  private(set) var values: [String: [Value]] = [:]

  init(_ instrument: Instrument, _ units: [Unit]) {
    self.instrument = instrument
    self.units = units
    _ = evaluate(instrument.root)
  }

  /// One part of a node in one unit, ready to be combined.
  private struct Share {
    var weight: Double
    var score: Double?
    var bounds: ClosedRange<Double>?
    var coverage: Double
    var rule: Instrument.MissingRule
    var importance: Double
  }

  private mutating func evaluate(_ node: Instrument.Node) -> [Value] {
    // Also for a mean of items, so that every domain has a score of its own.
    let children: [[Value]?] = node.parts.map { part in
      if case .node(let child) = part { evaluate(child) } else { nil }
    }
    var shares: [[Share]] = units.indices.map { unit in
      if node.rule.method == .meanOfItems {
        return node.items.compactMap { share(of: $0, in: node, unit) }
      }
      return node.parts.indices.compactMap { i in
        switch node.parts[i] {
        case .item(let item): return share(of: item, in: node, unit)
        case .node(let child):
          guard let value = children[i]?[unit], value.isAsked else { return nil }
          return Share(
            weight: child.weight, score: value.score, bounds: value.bounds,
            coverage: value.coverage, rule: node.rule.missing,
            importance: importance(child.weight, Self.scale(of: child), node.rule.method))
        }
      }
    }
    if node.rule.missing == .fill { fill(&shares) }
    var result = units.indices.map { value(of: node, shares[$0], unit: $0) }
    if let target = node.rule.highestCase { Self.rescale(&result, to: target) }
    values[node.id] = result
    return result
  }

  private func share(of item: Instrument.Item, in node: Instrument.Node, _ unit: Int) -> Share? {
    guard item.isScored else { return nil }
    let reading = units[unit].readings[item.id] ?? .unanswered(item)
    var share = Share(
      weight: item.weight, score: nil, bounds: reading.range, coverage: reading.coverage,
      rule: item.missing ?? node.rule.missing,
      importance: importance(item.weight, item.range, node.rule.method))
    switch reading.state {
    case .answered: share.score = reading.score
    case .unanswered: break
    case .otherSide: return nil
    case .notApplicable, .idle:
      let rule =
        if case .idle(let rule) = reading.state { rule } else { item.notApplicable }
      switch rule {
      case .score(let score):
        share.score = score
        share.bounds = score...score
        share.coverage = 1
      case .leaveOut, .fill: return nil
      case .withhold: share.rule = .withhold
      }
    }
    return share
  }

  /// In a sum a part weighs as much as the points that it can bring.
  private func importance(
    _ weight: Double, _ scale: ClosedRange<Double>?, _ method: Instrument.Combination.Method
  ) -> Double {
    guard method == .sum, let scale else { return weight }
    return weight * (scale.upperBound - scale.lowerBound)
  }

  private func value(of node: Instrument.Node, _ shares: [Share], unit: Int) -> Value {
    if let given = units[unit].given[node.id] {
      return Value(score: given, bounds: given...given, coverage: 1)
    }
    guard !shares.isEmpty else { return Value(isAsked: false, withheld: "nothing is asked here") }
    var value = Value()
    let importance = shares.reduce(0) { $0 + $1.importance }
    if importance > 0 {
      value.coverage = shares.reduce(0) { $0 + $1.importance * $1.coverage } / importance
    }
    value.bounds = bounds(node.rule, shares)
    guard instrument.isScored else {
      value.withheld = "this instrument gives no totals"
      value.bounds = nil
      return value
    }
    if value.coverage < instrument.leastCoverage - 1e-12 {
      let share = Int((value.coverage * 100).rounded(.down))
      let least = Int((instrument.leastCoverage * 100).rounded(.up))
      value.withheld = "only \(share) % is answered; \(least) % is needed"
      return value
    }
    var known: [(weight: Double, score: Double)] = []
    for share in shares {
      if let score = share.score {
        known.append((share.weight, score))
        continue
      }
      switch share.rule {
      case .score(let score): known.append((share.weight, score))
      case .leaveOut, .fill: break
      case .withhold:
        value.withheld = "an answer is missing that the score cannot do without"
        return value
      }
    }
    value.score = node.rule(known)
    if value.score == nil { value.withheld = "no answer can be scored" }
    return value
  }

  private func bounds(_ rule: Instrument.Combination, _ shares: [Share]) -> ClosedRange<Double>? {
    var lows: [(Double, Double)] = []
    var highs: [(Double, Double)] = []
    for share in shares {
      guard let bounds = share.bounds else { return nil }
      lows.append((share.weight, bounds.lowerBound))
      highs.append((share.weight, bounds.upperBound))
    }
    guard let a = rule(lows), let b = rule(highs) else { return nil }
    return Swift.min(a, b)...Swift.max(a, b)
  }

  /// A part that a unit lacks becomes mean + z × standard deviation of the units that have it, z the mean z-score of the
  /// unit's other parts (IESPI codebook, SUMadj).
  private func fill(_ shares: inout [[Share]]) {
    let width = shares.map(\.count).max() ?? 0
    guard shares.allSatisfy({ $0.count == width }) else { return }
    let moments = (0..<width).map { part in Self.moments(shares.compactMap { $0[part].score }) }
    for unit in shares.indices {
      let deviations = (0..<width).compactMap { part -> Double? in
        guard let score = shares[unit][part].score, let (mean, deviation) = moments[part],
          deviation > 0
        else { return nil }
        return (score - mean) / deviation
      }
      guard !deviations.isEmpty else { continue }
      let z = deviations.reduce(0, +) / Double(deviations.count)
      for part in 0..<width where shares[unit][part].score == nil {
        guard case .fill = shares[unit][part].rule, let (mean, deviation) = moments[part] else {
          continue
        }
        shares[unit][part].score = mean + z * deviation
      }
    }
  }

  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double)? {
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }

  private static func rescale(_ values: inout [Value], to target: Double) {
    guard let highest = values.compactMap(\.score).max(), highest > 0 else {
      for i in values.indices where values[i].score != nil {
        values[i].score = nil
        values[i].withheld = "the highest case is zero, so that nothing can be measured by it"
      }
      return
    }
    for i in values.indices {
      values[i].score = values[i].score.map { $0 * target / highest }
      values[i].bounds = values[i].bounds.map {
        ($0.lowerBound * target / highest)...($0.upperBound * target / highest)
      }
    }
  }

  /// The scores that any answers would give; nil where an item has no bounds.
  static func scale(of node: Instrument.Node) -> ClosedRange<Double>? {
    if let target = node.rule.highestCase { return 0...target }
    var lows: [(Double, Double)] = []
    var highs: [(Double, Double)] = []
    let parts: [Instrument.Part] =
      node.rule.method == .meanOfItems ? node.items.map { .item($0) } : node.parts
    for part in parts {
      let range: ClosedRange<Double>?
      switch part {
      case .item(let item):
        guard item.isScored else { continue }
        range = item.range
      case .node(let child): range = scale(of: child)
      }
      guard let range else { return nil }
      lows.append((part.weight, range.lowerBound))
      highs.append((part.weight, range.upperBound))
    }
    guard let a = node.rule(lows), let b = node.rule(highs) else { return nil }
    return Swift.min(a, b)...Swift.max(a, b)
  }
}

extension Instrument.Combination {
  /// - Returns: nil when nothing is there to combine.
  func callAsFunction(_ parts: [(weight: Double, score: Double)]) -> Double? {
    let weight = parts.reduce(0) { $0 + $1.weight }
    guard !parts.isEmpty, weight > 0 else { return nil }
    let total = parts.reduce(0) { $0 + $1.weight * $1.score }
    switch method {
    case .mean, .meanOfItems:
      guard cap == nil else { return limited(total / weight) }
      return rescale.map { $0(total, over: weight) } ?? total / weight
    case .sum: return limited(total)
    case .minimum: return parts.map(\.score).min().map(limited)
    case .maximum: return parts.map(\.score).max().map(limited)
    case .geometric: return limited(Self.geometricMean(parts, weight))
    }
  }

  private func limited(_ score: Double) -> Double {
    let score = Swift.min(score, cap ?? .infinity)
    return rescale.map { $0(score) } ?? score
  }
}
