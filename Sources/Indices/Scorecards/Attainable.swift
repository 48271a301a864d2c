/// Which scores an instrument can give at all, and what published classes say about the scores behind them.
extension Instrument {
  /// More different scores than this are not counted out.
  private static let mostScores = 20_000

  /// All scores that complete answers can give a node or the instrument, in ascending order.
  ///
  /// - Returns: nil when there are too many, or an item can take any number.
  /// - Complexity: O(parts × scores of a part × scores), at most 20,000 scores.
  public func attainableScores(of id: String) -> [Double]? {
    nodes.first { $0.id == id }.flatMap { Self.scores(of: $0) }
  }

  private static func scores(of part: Part) -> [Double]? {
    switch part {
    case .node(let node): return scores(of: node)
    case .item(let item):
      switch item.kind {
      case .choice(let options), .marker(_, let options):
        return distinct(options.compactMap(\.value).map { v in item.rescale.map { $0(v) } ?? v })
      case .points(let base, let extras, let cap):
        func sums(_ options: [Option], upTo cap: Double) -> [Double]? {
          Self.sums(of: options.map { (weight: 1, scores: [0, $0.value ?? 0]) })?.map {
            Swift.min($0, cap)
          }
        }
        guard let all = sums(base, upTo: .infinity),
          let more = sums(extras, upTo: cap ?? .infinity),
          let total = Self.sums(of: [
            (weight: 1, scores: distinct(all)), (weight: 1, scores: distinct(more)),
          ])
        else { return nil }
        return distinct(total.map { v in item.rescale.map { $0(v) } ?? v })
      case .number: return nil
      case .text: return []
      }
    }
  }

  private static func scores(of node: Node) -> [Double]? {
    let parts = node.rule.method == .meanOfItems ? node.items.map { Part.item($0) } : node.parts
    var choices: [(weight: Double, scores: [Double])] = []
    for part in parts {
      guard let own = scores(of: part) else { return nil }
      if !own.isEmpty { choices.append((part.weight, own)) }
    }
    guard node.rule.highestCase == nil, !choices.isEmpty else { return nil }
    switch node.rule.method {
    case .mean, .meanOfItems, .sum:
      let weight = choices.reduce(0) { $0 + $1.weight }
      guard let totals = sums(of: choices) else { return nil }
      // One part that bears the whole total: the same rule, and the same last binary place, as in scoring.
      return distinct(
        totals.compactMap { total in
          node.rule.method == .sum
            ? node.rule([(1, total)]) : node.rule([(weight, weight > 0 ? total / weight : 0)])
        })
    case .minimum, .maximum, .geometric:
      let isMinimum = node.rule.method == .minimum
      guard node.rule.method != .geometric else { return nil }
      let ends = choices.map { isMinimum ? $0.scores.last ?? 0 : $0.scores[0] }
      let bound = isMinimum ? ends.min() ?? 0 : ends.max() ?? 0
      let all = choices.flatMap(\.scores).filter { isMinimum ? $0 <= bound : $0 >= bound }
      return distinct(all.compactMap { node.rule([(1, $0)]) })
    }
  }

  /// All Σ weight × score with one score of each part.
  private static func sums(of choices: [(weight: Double, scores: [Double])]) -> [Double]? {
    var totals = [0.0]
    for choice in choices {
      guard totals.count * choice.scores.count <= 40 * mostScores else { return nil }
      totals = distinct(totals.flatMap { t in choice.scores.map { t + choice.weight * $0 } })
      guard totals.count <= mostScores else { return nil }
    }
    return totals
  }

  /// Ascending; two values that differ by less than 1e-9 of their size are one.
  private static func distinct(_ values: [Double]) -> [Double] {
    var kept: [Double] = []
    for value in values.sorted() {
      if let last = kept.last, abs(value - last) <= 1e-9 * Swift.max(1, abs(value)) { continue }
      kept.append(value)
    }
    return kept
  }

  /// The overall scores that are possible when only the classes of the domains are published.
  ///
  /// The rounded mean of class codes is no substitute: it puts Canada, Denmark and Finland into a wrong class of 10.7.2.
  ///
  /// - Parameter domainClasses: code of the class by id of the domain, for every domain under the instrument.
  /// - Returns: nil when a domain is missing, a class is unknown or no answers give it.
  public func overallRange(domainClasses: [String: Int]) -> ClosedRange<Double>? {
    var lows: [(Double, Double)] = []
    var highs: [(Double, Double)] = []
    for part in root.parts {
      guard case .node(let node) = part, let code = domainClasses[node.id],
        let scores = Self.scores(of: node)?.filter({ scoreClass(of: $0)?.code == code }),
        let low = scores.first, let high = scores.last
      else { return nil }
      lows.append((node.weight, low))
      highs.append((node.weight, high))
    }
    guard root.rule.method != .meanOfItems, let a = root.rule(lows), let b = root.rule(highs) else {
      return nil
    }
    return Swift.min(a, b)...Swift.max(a, b)
  }

  /// The classes that a range of scores touches, from low to high.
  public func classes(in range: ClosedRange<Double>) -> [ScoreClass] {
    guard let low = scoreClass(of: range.lowerBound), let high = scoreClass(of: range.upperBound),
      let first = classes.firstIndex(of: low), let last = classes.firstIndex(of: high),
      first <= last
    else { return [] }
    return Array(classes[first...last])
  }
}
