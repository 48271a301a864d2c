/// Applies an instrument to answers.
///
/// ```swift
/// let instrument = try Instrument.read(bytes, file: "sdg-10-7-2.json")[0]
/// let card = Scorer(instrument).score(sheet)
/// print(card.overall.score ?? .nan, card.overall.scoreClass?.label ?? "")
/// ```
public struct Scorer: Sendable {
  public let instrument: Instrument

  public init(_ instrument: Instrument) {
    self.instrument = instrument
  }

  /// The scorecard of one unit on its own.
  public func score(_ sheet: AnswerSheet, basis: Instrument.Basis? = nil) -> Scorecard {
    score([sheet], basis: basis)[0]
  }

  /// The scorecards of all units of a round, in the order given.
  ///
  /// Answers that cannot be used are in `problems` and count as missing.
  ///
  /// - Parameter basis: score what the law says, or what is done; the instrument's first basis unless told.
  public func score(_ sheets: [AnswerSheet], basis: Instrument.Basis? = nil) -> [Scorecard] {
    let basis = basis ?? instrument.bases[0]
    let read = sheets.map { SheetReading(instrument, $0.latest, basis: basis) }
    let tree = ScoreTree(instrument, read.map(\.unit))
    let weights = EffectiveWeights(instrument)
    return sheets.indices.map { card(sheets[$0], read[$0], tree, weights, at: $0, basis) }
  }

  private func card(
    _ sheet: AnswerSheet, _ read: SheetReading, _ tree: ScoreTree, _ weights: EffectiveWeights,
    at unit: Int, _ basis: Instrument.Basis
  ) -> Scorecard {
    let practice = read.practice
    var items: [Scorecard.ItemScore] = []
    var owner: [String: String] = [:]
    for node in instrument.nodes {
      for part in node.parts { if case .item(let item) = part { owner[item.id] = node.id } }
    }
    for item in instrument.items where item.isAsked(of: sheet.perspective) {
      let reading = read.unit.readings[item.id] ?? .unanswered(item)
      items.append(
        Scorecard.ItemScore(
          id: item.id, node: owner[item.id] ?? instrument.root.id, label: item.label,
          state: reading.shown, score: reading.score, scale: item.range,
          answers: read.answers[item.id] ?? [],
          words: Self.words((read.answers[item.id] ?? []).filter { read.isOwn($0) }),
          byRespondent: read.byRespondent[item.id] ?? [:],
          practice: basis == .practice ? nil : practice[item.id]?.score, level: item.level,
          crosswalk: item.crosswalk))
    }
    return Scorecard(
      instrument: instrument.id, name: instrument.name, edition: instrument.edition,
      unit: sheet.unit, round: sheet.round, perspective: sheet.perspective, basis: basis,
      nodes: nodes(instrument.root, depth: 0, read, tree, weights, at: unit), items: items,
      respondents: read.respondentScores(), agreement: read.agreement(), problems: read.problems)
  }

  private static func words(_ answers: [Answer]) -> String {
    let values = answers.map { ($0.part.map { $0 + "=" } ?? "") + $0.value }
    return Set(values.map { $0.lowercased() }).sorted().joined(separator: "; ")
  }

  private func nodes(
    _ node: Instrument.Node, depth: Int, _ read: SheetReading, _ tree: ScoreTree,
    _ weights: EffectiveWeights, at unit: Int
  ) -> [Scorecard.NodeScore] {
    let value = tree.values[node.id]?[unit] ?? ScoreTree.Value()
    guard value.isAsked || depth == 0 else { return [] }
    var tally: [String: Int] = [:]
    for item in node.items {
      guard let reading = read.unit.readings[item.id], reading.shown == .answered,
        !item.options.isEmpty, let code = reading.code
      else { continue }
      tally[code, default: 0] += 1
    }
    func scoreClass(_ score: Double?) -> Instrument.ScoreClass? {
      node.hasClasses ? score.flatMap(instrument.scoreClass(of:)) : nil
    }
    let own = scoreClass(value.score)
    var possible: [Instrument.ScoreClass] = []
    if let bounds = value.bounds, node.hasClasses {
      let low = scoreClass(bounds.lowerBound)?.code ?? Int.min
      let high = scoreClass(bounds.upperBound)?.code ?? Int.max
      possible = instrument.classes.filter { (min(low, high)...max(low, high)).contains($0.code) }
      if possible.count < 2 { possible = [] }
    }
    return [
      Scorecard.NodeScore(
        id: node.id, label: node.label, depth: depth, score: value.score,
        withheld: value.withheld, bounds: value.bounds, scale: ScoreTree.scale(of: node),
        coverage: value.coverage, scoreClass: own, possibleClasses: possible, tally: tally,
        effectiveWeight: weights.nodes[node.id] ?? 0)
    ]
      + node.parts.flatMap { part -> [Scorecard.NodeScore] in
        guard case .node(let child) = part else { return [] }
        return nodes(child, depth: depth + 1, read, tree, weights, at: unit)
      }
  }
}

extension ItemReading {
  var shown: Scorecard.ItemScore.State {
    switch state {
    case .answered: .answered
    case .unanswered: .unanswered
    case .notApplicable: .notApplicable
    case .idle, .otherSide: .idle
    }
  }
}

/// The share of each node and item in the score of the whole.
struct EffectiveWeights {
  private(set) var nodes: [String: Double] = [:]
  private(set) var items: [String: Double] = [:]

  init(_ instrument: Instrument) {
    add(instrument.root, 1)
  }

  private mutating func add(_ node: Instrument.Node, _ weight: Double) {
    nodes[node.id] = weight
    func importance(_ part: Instrument.Part) -> Double {
      guard node.rule.method == .sum else { return part.weight }
      let scale: ClosedRange<Double>? =
        switch part {
        case .node(let child): ScoreTree.scale(of: child)
        case .item(let item): item.isScored ? item.range : 0...0
        }
      return part.weight * (scale.map { $0.upperBound - $0.lowerBound } ?? 1)
    }
    if node.rule.method == .meanOfItems {
      let scored = node.items.filter(\.isScored)
      let total = scored.reduce(0) { $0 + $1.weight }
      for part in node.parts {
        if case .node(let child) = part {
          add(child, 0)
          let own = child.items.filter(\.isScored).reduce(0) { $0 + $1.weight }
          nodes[child.id] = total > 0 ? weight * own / total : 0
        }
      }
      for item in scored { items[item.id] = total > 0 ? weight * item.weight / total : 0 }
      return
    }
    let shares = node.parts.map { part -> Double in
      if case .item(let item) = part, !item.isScored { return 0 }
      return importance(part)
    }
    let total = shares.reduce(0, +)
    for (part, share) in zip(node.parts, shares) {
      let own = total > 0 ? weight * share / total : 0
      switch part {
      case .node(let child): add(child, own)
      case .item(let item): items[item.id] = own
      }
    }
  }
}
