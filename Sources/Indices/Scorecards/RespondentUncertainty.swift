/// What the disagreement of respondents does to scores, classes and ranks.
///
/// In every run, each item has the answer of one of those who answered it, drawn at random and independently of the other items;
/// an item that nobody answered stays as it is. Quantiles are of type 7 (Hyndman and Fan 1996).
public struct RespondentUncertainty: Sendable, Hashable {
  /// One domain, or the whole, of one unit.
  public struct Spread: Sendable, Hashable {
    public var id: String
    public var label: String
    public var depth: Int
    /// With the instrument's own rule for several respondents.
    public var nominal: Double?
    public var mean: Double?
    /// 5th, 50th and 95th percentile.
    public var low: Double?
    public var median: Double?
    public var high: Double?
    /// How likely each class is; only classes that occur.
    public var classes: [Int: Double]
  }

  /// An item on which the respondents differ.
  public struct Dispute: Sendable, Hashable {
    public var item: String
    public var label: String
    /// Different scores given to it.
    public var scores: [Double]
    /// Of the variance of the overall score, the part that goes with this item (squared correlation); nil where it does not vary.
    public var share: Double?
  }

  public struct Unit: Sendable, Hashable {
    public var unit: String
    public var round: String
    public var perspective: String?
    /// How many draws were made.
    public var runs: Int
    /// From the top down; the first is the whole.
    public var spreads: [Spread]
    /// Those that move the score most first.
    public var disputes: [Dispute]
    /// How likely each rank from 1 on is; empty for one unit, or where ranks are refused.
    public var ranks: [Double]
  }

  public let runs: Int
  public let units: [Unit]

  /// - Parameters:
  ///   - sheets: of one round; all are scored in each run, for some instruments compare units.
  ///   - seed: the same seed gives the same runs on every machine.
  /// - Complexity: O(runs · sheets · items).
  public init(
    _ instrument: Instrument, _ sheets: [AnswerSheet], basis: Instrument.Basis? = nil,
    runs: Int = 1000, seed: UInt64 = 1
  ) {
    let runs = max(1, runs)
    let basis = basis ?? instrument.bases[0]
    let readings = sheets.map { SheetReading(instrument, $0.latest, basis: basis) }
    let choices = readings.map { Self.choices($0) }
    let scorer = Scorer(instrument)
    var draws = Draws(seed: seed)
    let nodes = instrument.nodes.map(\.id)
    var scores = sheets.map { _ in Dictionary(uniqueKeysWithValues: nodes.map { ($0, [Double]()) })
    }
    var drawn = choices.map { choice in choice.map { _ in [Double]() } }
    var placed = sheets.map { _ in [Int](repeating: 0, count: sheets.count) }
    for _ in 0..<runs {
      var units = readings.map(\.unit)
      for u in units.indices {
        for (i, choice) in choices[u].enumerated() {
          let reading = choice.readings[draws.next(below: choice.readings.count)]
          units[u].readings[choice.item.id] = reading
          drawn[u][i].append(reading.score ?? .nan)
        }
      }
      let tree = ScoreTree(instrument, units)
      for u in units.indices {
        for node in nodes {
          scores[u][node]?.append(tree.values[node]?[u].score ?? .nan)
        }
      }
      guard sheets.count > 1, instrument.isScored else { continue }
      let places = scorer.places(
        of: units.indices.map { tree.values[instrument.root.id]?[$0].score })
      for (u, place) in places.enumerated() {
        if let place { placed[u][place - 1] += 1 }
      }
    }
    self.runs = runs
    let cards = scorer.score(sheets, basis: basis)
    units = sheets.indices.map { u in
      let overall = scores[u][instrument.root.id] ?? []
      let count = Double(placed[u].reduce(0, +))
      return Unit(
        unit: sheets[u].unit, round: sheets[u].round, perspective: sheets[u].perspective,
        runs: runs,
        spreads: cards[u].nodes.map { node in
          Self.spread(node, scores[u][node.id] ?? [], scorer.instrument)
        },
        disputes: zip(choices[u], drawn[u]).map { choice, drawn in
          let r = Correlation.pearson(drawn, overall)
          return Dispute(
            item: choice.item.id, label: choice.item.label,
            scores: Set(choice.readings.compactMap(\.score)).sorted(),
            share: r.isNaN ? nil : r * r)
        }.sorted { ($1.share ?? 0, $0.item) < ($0.share ?? 0, $1.item) },
        ranks: count > 0 ? placed[u].map { Double($0) / count } : [])
    }
  }

  private static func choices(_ reading: SheetReading) -> [(
    item: Instrument.Item, readings: [ItemReading]
  )] {
    reading.instrument.items.compactMap { item in
      let answered = reading.respondents.compactMap { $0.unit.readings[item.id] }
        .filter { $0.state == .answered && $0.score != nil }
      return Set(answered.map(\.score)).count > 1 ? (item, answered) : nil
    }
  }

  private static func spread(
    _ node: Scorecard.NodeScore, _ scores: [Double], _ instrument: Instrument
  ) -> Spread {
    let there = scores.filter { !$0.isNaN }.sorted()
    func quantile(_ p: Double) -> Double? { there.isEmpty ? nil : Column.quantile(there, p) }
    var counts: [Int: Int] = [:]
    if instrument.nodes.first(where: { $0.id == node.id })?.hasClasses == true {
      for score in there {
        if let code = instrument.scoreClass(of: score)?.code {
          counts[code, default: 0] += 1
        }
      }
    }
    return Spread(
      id: node.id, label: node.label, depth: node.depth, nominal: node.score,
      mean: there.isEmpty ? nil : Column.mean(there), low: quantile(0.05), median: quantile(0.5),
      high: quantile(0.95),
      classes: counts.mapValues { Double($0) / Double(there.count) })
  }
}
