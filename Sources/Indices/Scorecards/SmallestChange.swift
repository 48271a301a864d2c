/// The fewest answers that must become better before a unit reaches a score: what a minister can do with a scorecard.
public struct SmallestChange: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    public var item: String
    /// The thing that must be there, in an item of points.
    public var part: String?
    public var label: String
    public var to: String
    /// What the overall score gains when the steps are taken in this order.
    public var gain: Double
  }

  public var target: Double
  public var current: Double?
  /// Score after all steps.
  public var reached: Double
  public var steps: [Step]
  /// True when no smaller set of changes can reach the target. False where answers that others depend on, or a limit on
  /// coverage, were held still.
  public var isProven: Bool

  /// Why there is no answer.
  public enum Failure: Error, Hashable, CustomStringConvertible {
    case notScored(String)
    case unknownClass(Int, known: [Int])
    case relative
    /// Not even the best answer to everything is enough.
    case outOfReach(best: Double?)

    public var description: String {
      switch self {
      case .notScored(let name): "\(name) is a profile, not a score: there is no total to reach."
      case .unknownClass(let code, let known):
        "there is no class \(code): use one of \(known.map(String.init).joined(separator: ", "))."
      case .relative:
        "this score is measured by the highest of all units, so that a target cannot be reached by one alone."
      case .outOfReach(let best):
        "this cannot be reached: the best possible score is \(best.map { "\($0)" } ?? "unknown")."
      }
    }
  }
}

extension Scorer {
  /// - Parameters:
  ///   - code: a class of the instrument; its nearest bound is the target.
  ///   - fixed: items whose answers cannot change.
  public func smallestChange(
    _ sheet: AnswerSheet, toClass code: Int, fixed: Set<String> = [],
    basis: Instrument.Basis? = nil
  ) throws(SmallestChange.Failure) -> SmallestChange {
    guard let target = instrument.classes.first(where: { $0.code == code }) else {
      throw .unknownClass(code, known: instrument.classes.map(\.code))
    }
    let bound = instrument.direction == .higherIsBetter ? target.lower : target.upper
    return try smallestChange(sheet, toScore: bound, fixed: fixed, basis: basis)
  }

  /// The smallest set of changes, by dynamic programming over the tree: for every node and every number of changes the
  /// best score that it can have. Exact for every way of combining, for all of them grow with their parts.
  ///
  /// - Complexity: O(parts × changes²) for equal weights.
  public func smallestChange(
    _ sheet: AnswerSheet, toScore target: Double, fixed: Set<String> = [],
    basis: Instrument.Basis? = nil
  ) throws(SmallestChange.Failure) -> SmallestChange {
    guard instrument.isScored else { throw .notScored(instrument.name) }
    guard instrument.nodes.allSatisfy({ $0.rule.highestCase == nil }) else { throw .relative }
    let unit = SheetReading(instrument, sheet.latest, basis: basis ?? instrument.bases[0]).unit
    let seeksHigh = instrument.direction == .higherIsBetter
    let search = ChangeSearch(instrument, unit, fixed: fixed)
    let plans = search.plans(instrument.root, seeksHigh: seeksHigh)
    let current = score(unit)
    func isEnough(_ score: Double?) -> Bool {
      let slack = 1e-9 * Swift.max(1, abs(target))
      return score.map { seeksHigh ? $0 >= target - slack : $0 <= target + slack } ?? false
    }
    var best = current
    for plan in plans where isEnough(plan?.score) || plan?.changes.isEmpty == true {
      guard let plan else { continue }
      let result = carryOut(plan.changes, on: unit)
      guard isEnough(result.last?.score ?? current) else { continue }
      return SmallestChange(
        target: target, current: current, reached: result.last?.score ?? current ?? target,
        steps: result.map(\.step), isProven: search.isExact && instrument.leastCoverage == 0)
    }
    for plan in plans.compactMap(\.self) {
      let reached = carryOut(plan.changes, on: unit).last?.score
      if let reached, best.map({ seeksHigh ? reached > $0 : reached < $0 }) ?? true {
        best = reached
      }
    }
    throw .outOfReach(best: best)
  }

  private func score(_ unit: ScoreTree.Unit) -> Double? {
    ScoreTree(instrument, [unit]).values[instrument.root.id]?.first?.score
  }

  private func carryOut(_ changes: [ChangeSearch.Change], on unit: ScoreTree.Unit)
    -> [(step: SmallestChange.Step, score: Double?)]
  {
    var unit = unit
    var before = score(unit)
    return changes.map { change in
      unit.readings[change.item] = change.after(unit.readings[change.item])
      let after = score(unit)
      defer { before = after ?? before }
      return (
        SmallestChange.Step(
          item: change.item, part: change.part, label: change.label, to: change.to,
          gain: (after ?? 0) - (before ?? 0)), after
      )
    }
  }
}
