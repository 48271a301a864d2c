/// A group of units by class: how the UN reports 10.7.2 for regions.
public struct ClassShares: Sendable, Hashable {
  /// Units with a score.
  public var responding: Int
  /// Units without one; they are in no share.
  public var silent: Int
  /// Number of units in each class, by code.
  public var counts: [Int: Int]

  /// - Parameter codes: the class of each unit, nil for one without a score.
  public init(_ codes: [Int?]) {
    let known = codes.compactMap(\.self)
    responding = known.count
    silent = codes.count - known.count
    counts = known.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Percentage of the responding units in these classes; nil when none responds.
  public func percent(in codes: some Sequence<Int>) -> Double? {
    guard responding > 0 else { return nil }
    let number = Set(codes).reduce(0) { $0 + (counts[$1] ?? 0) }
    return Double(number) * 100 / Double(responding)
  }
}

extension Scorer {
  /// A ranking was asked of an instrument that gives none.
  public struct NoRanking: Error, Hashable, CustomStringConvertible {
    public var instrument: String
    public var description: String {
      "\(instrument) is a profile, not a score: its authors give no totals and no ranks, so none are worked out."
    }
  }

  /// Ranks of scorecards by their overall score: ties share the best rank (1, 1, 3), a card without a score has none.
  ///
  /// - Throws: `NoRanking` when the instrument forbids it.
  public func ranks(_ cards: [Scorecard]) throws(NoRanking) -> [Int?] {
    guard instrument.isScored else { throw NoRanking(instrument: instrument.name) }
    return places(of: cards.map(\.overall.score))
  }

  /// The place of each score among them, the best first, equals (within 1e-9) on the best one that they share.
  func places(of scores: [Double?]) -> [Int?] {
    let sign: Double = instrument.direction == .higherIsBetter ? 1 : -1
    let signed = scores.map { $0.map { $0 * sign } }
    return signed.map { own in
      own.map { own in
        1 + signed.count { $0.map { $0 > own + 1e-9 * Swift.max(1, abs(own)) } ?? false }
      }
    }
  }
}
